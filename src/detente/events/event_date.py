"""When an event took place: the time expression that belongs to its predicate, not the nearest one.

A sentence of news has the day of the saying, that of the act and those of other acts. Each date is followed up the parse to what
it dates; it counts where that is the predicate itself, a verb that shares its subject, or the verb around a noun.
"""

from detente.events.locatives import DEEDS
from detente.events.patterns import Patterns
from detente.language.parse import Parse, Token
from detente.records import Article, DateMention, DatePrecision, Span, Status

STEPS = 8
MODIFIERS = frozenset(("amod", "compound", "nmod", "poss", "nummod", "det"))
CLAUSES = frozenset(("ccomp", "relcl", "acl", "advcl", "parataxis", "csubj", "pcomp"))
PREDICATES = ("VERB", "AUX")
BOUNDS = frozenset(("until", "till", "before", "after", "following", "ahead", "pending"))  # they date something else, or an end
SAME_TIME = frozenset(("when", "as", "while"))
SETS = frozenset(("plan", "schedule", "hold", "set", "slate", "expect", "begin", "start", "open", "take"))
FRONT = 5  # characters before a date that opens a clause: *On Monday, …*
NEAR = 8  # tokens between an occasion and its date
NEVER = 99


def find_date(  # noqa: PLR0917  what is known of the event
    article: Article,
    parse: Parse,
    patterns: Patterns,
    words: tuple[int, ...],
    dates: tuple[DateMention, ...],
    type_: str,
    status: Status,
) -> tuple[DateMention | None, DatePrecision | None]:
    """Return the time expression of the act that the tokens ``words`` name, the first of them the main one.

    An actual event without one has the day of publication; others have none. Among several the one nearest in the parse, then
    in the text. *until X*, *before X* date an end or another act; *by X* only what is still to be done; *since X* only a verb.
    """
    sentence = parse.sentence_of(words[0]).span
    here = [d for d in dates if sentence.holds(d.span)]
    if here:
        dating = _Dating(article, parse, patterns, words, type_, status)
        at = parse.tokens[words[0]].start
        rank, _, _, best = min((dating.rank(d), abs(d.span.start - at), d.span.start, d) for d in here)
        if rank < NEVER:
            return best, best.precision
    if status is Status.ACTUAL and article.published is not None:
        return DateMention(Span(0, 0), "", article.published, DatePrecision.DAY, "date.published"), DatePrecision.DAY
    return None, None


class _Dating:
    """How closely dates belong to one act."""

    def __init__(  # noqa: PLR0917  what is known of the event
        self, article: Article, parse: Parse, patterns: Patterns, words: tuple[int, ...], type_: str, status: Status
    ) -> None:
        self.parse = parse
        self.published = article.published
        self.occasions = patterns.words["occasions"]
        self.words = frozenset(words)
        self.main = parse.tokens[words[0]]
        self.type = type_
        self.status = status

    def rank(self, date: DateMention) -> int:
        """Return 0 for the date of the predicate itself, more the looser it belongs to it, NEVER where it does not."""
        if self._is_heading(date):
            return 5
        head = self.parse.head_of(date.span)
        if head is None or self._is_bound(date, head):
            return NEVER
        if self._follows(date):
            return 1
        found = self._climb(head)
        if found is None:
            return NEVER
        dated, loose = found
        if dated.i in self.words:
            return int(loose)
        return self._around(dated, date)

    def _is_heading(self, date: DateMention) -> bool:
        """Tell whether the date heads a line of a chronicle: *May 3 - Norway lifts the ban*."""
        text, sentence = self.parse.text, self.parse.sentence_of(self.main.i).span
        after = text[date.span.end : date.span.end + 3].lstrip(" ")
        return text[sentence.start : date.span.start].strip("-–—• ") == "" and after[:1] in ("-", "–", "—", ":")

    def _follows(self, date: DateMention) -> bool:
        """Tell whether the date stands right behind an occasion, whatever the parser hung it on: *to a summit in X on Friday*."""
        tokens = self.parse.tokens
        if self.main.pos != "NOUN" or self.main.lemma not in self.occasions:
            return False
        between = tokens[self.main.i + 1 : self.parse.at(date.span.start)]
        apart = any(t.pos in (*PREDICATES, "PUNCT", "CCONJ", "PRON", "SCONJ") for t in between)
        return date.span.start > self.main.start and len(between) <= NEAR and not apart

    def _is_bound(self, date: DateMention, head: int) -> bool:
        """Tell whether a preposition makes the date that of an end, of a deadline, or of another act."""
        tokens = self.parse.tokens
        first = self.parse.at(date.span.start)
        above = tokens[head]
        preps = {tokens[above.head].lower} if tokens[above.head].pos in ("ADP", "SCONJ") else set()
        if first:
            preps |= {tokens[first - 1].lower, tokens[first - 2].lower if tokens[first - 1].lower in ("of", "the") else ""}
        if preps & BOUNDS:
            return True
        if "by" in preps:
            return self.status not in (Status.FUTURE, Status.HYPOTHETICAL)
        if "since" not in preps:
            return False
        of = tokens[tokens[above.head].head]  # "the first time since 2009" dates the time before
        return of.i not in self.words or of.pos not in PREDICATES

    def _climb(self, i: int) -> tuple[Token, bool] | None:
        """Follow a date up to the act's words or the first predicate; the flag tells that it came through an occasion."""
        tokens = self.parse.tokens
        loose, below = False, ""
        for _ in range(STEPS):
            token = tokens[i]
            if i in self.words:
                return token, loose
            if token.pos in PREDICATES and below:
                if not (token.dep == "acl" and token.head in self.words and token.lemma in SETS):
                    return token, loose
            elif token.pos in ("NOUN", "PROPN") and below in MODIFIERS and token.ent not in ("DATE", "TIME"):
                prep = tokens[token.head]
                if token.lemma not in self.occasions or token.dep != "pobj" or prep.lower not in ("at", "in", "during", "on"):
                    return None
                loose = True
            if token.head == i:
                return (token, loose) if token.pos not in PREDICATES else None
            below, i = token.dep, token.head
        return None

    def _around(self, dated: Token, date: DateMention) -> int:
        """Rank the date of another predicate by how that one stands to the act."""
        tokens = self.parse.tokens
        token, rank = self.main, 2
        for _ in range(STEPS):
            head = tokens[token.head]
            joint = self._joint(token, date)
            if head.i == token.i or not joint:
                return self._below(dated, date)
            token, rank = head, rank + (head.pos in PREDICATES)
            if token.i == dated.i:
                return rank
        return NEVER

    def _below(self, dated: Token, date: DateMention) -> int:
        """Rank a date below a verb that belongs to the act: *met and dined on Friday*, *met when they came in May*.

        A past day below what somebody did or agreed to do (*agreed to cut the fleet in 2007*) is the day of that.
        """
        past = self.status is Status.ACTUAL and self.published is not None and date.date <= self.published
        under = dated.dep == "pcomp" and self.parse.tokens[dated.head].lower in ("in", "on")
        above = self.parse.tokens[dated.head].head if under else dated.head
        if past and (under or dated.dep == "xcomp") and above in self.words:
            return 4
        marks = {c.lower for c in self.parse.children(dated.i, "mark", "advmod")}
        if dated.dep == "advcl" and dated.head in self.words and marks & SAME_TIME:
            return 4
        own = any(c.dep in ("nsubj", "nsubjpass") for c in self.parse.children(dated.i))
        own = own or any(
            c.i > self.main.i and c.dep in ("dobj", "prep", "ccomp", "xcomp") for c in self.parse.children(self.main.i)
        )
        return 3 if dated.dep == "conj" and dated.head == self.main.i and not own else NEVER

    def _joint(self, token: Token, date: DateMention) -> bool:
        """Tell whether what dates the head of ``token`` dates the token too."""
        tokens = self.parse.tokens
        head = tokens[token.head]
        if token.dep == "conj":
            opens = date.span.start < self.parse.tokens[head.left].start + FRONT  # "On Monday, X marched and Y struck"
            return opens or not self.parse.children(token.i, "nsubj", "nsubjpass") or head.pos not in PREDICATES
        if token.dep == "relcl":
            return date.span.overlaps(Span(head.start, head.end))  # "in May, when they met"
        if token.dep == "advcl":
            marks = {c.lower for c in self.parse.children(token.i, "mark", "advmod")}
            contrast = "while" in marks and token.i < head.i  # while X has pressed Y, an adviser said on Monday
            return bool(marks & SAME_TIME and not contrast) or (token.tag == "VBG" and not marks)
        if token.dep == "ccomp":  # to say so is to do it: "said on Friday that it backs X"
            return self.status is Status.ACTUAL and self.type not in DEEDS and token.tag != "VBD"
        if token.dep == "pobj" and head.lower in BOUNDS | {"of", "on", "for", "to", "from", "since"}:
            return False
        if token.dep == "pcomp":
            return head.lower in ("by", "with")  # the means, or what somebody is charged with; not: accused of
        return token.dep not in CLAUSES
