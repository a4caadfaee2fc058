"""What an article tells that may settle something on the table: its coded events, and words of accepting, refusing, keeping,
breaking and taking back, coded or not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.actors.cast import Cast
from detente.events.content import cut_subtree
from detente.events.openings import head_of_trigger
from detente.events.participants import find_participants
from detente.language.parse import Parse, Token
from detente.lexicon import Lexicon
from detente.records import Event, Participant, Phrase, Span, Status
from detente.statements.tree import SUBJECTS, subject_of

_CLAUSES = ("ROOT", "conj", "advcl", "relcl", "acl", "ccomp", "xcomp", "pcomp", "csubj", "parataxis")
_OWN = ("advcl", "conj", "dep", "parataxis", "relcl")  # clauses that say something of their own
_OPEN = frozenset({"if", "unless", "whether", "could", "may", "might", "should", "must", "would", "can", "’d", "'d"})
_WILL = frozenset({"will", "would", "shall", "’ll", "'ll"})
_NO_ACT = frozenset({"answer", "none", "scorn", "want"})
_TAKEN_UP = ("accept", "fulfil", "grant", "keep")
_OTHERWISE = ("ACCUSE", "REQUEST", "THREATEN")  # in these, *accept* is what is asked or denied
NO = frozenset({"no", "none", "nobody", "neither", "never", "nothing", "nowhere", "nor", "without"})


@dataclass(frozen=True, slots=True)
class Reply:
    """An act that may settle something: who does it towards whom (country codes, or names), what sort it is, and its words.

    ``acts`` are a class of ``ontology/outcome_words`` and the type of the event, whichever is known, the more telling first.
    """

    head: int
    sent: int
    by: frozenset[str]
    to: frozenset[str]
    acts: tuple[str, ...]
    status: Status
    words: Phrase
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """First lemma and part of speech → the words that follow it (none for most), and what act they tell."""

    rows: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]]

    def verbs(self, act: str) -> frozenset[str]:
        """Return the verbs of one word that tell an act."""
        return frozenset(word for (word, pos), found in self.rows.items() if pos == "VERB" and ((), act) in found)


def build_reply_words(lexicon: Lexicon) -> ReplyWords:
    """Index ``ontology/outcome_words``, the fullest first."""
    rows: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.table("ontology/outcome_words"):
        first, *rest = row.text("words").split()
        rows.setdefault((first, row.text("pos")), []).append((tuple(rest), row.text("act")))
    return ReplyWords({key: tuple(sorted(found, key=lambda f: -len(f[0]))) for key, found in rows.items()})


def find_replies(parse: Parse, events: Sequence[Event], cast: Cast, words: ReplyWords) -> list[Reply]:
    """Return what may settle something, in the order of the text."""
    out: list[Reply] = []
    taken: set[int] = set()
    for event in events:
        head = head_of_trigger(parse, event.trigger)
        if head is None:
            continue
        taken.update(i for span in event.trigger.spans for i in parse.within(span))
        by, to = names_of(event.actors), names_of(event.recipients)
        told = acts_at(parse, head, words)
        acts = (*(act for act in told if act not in _TAKEN_UP or event.type not in _OTHERWISE), event.type)
        sent = parse.tokens[head].sent
        out.append(Reply(head, sent, by, to, acts, event.status, event.trigger, event))
        if event.symmetric:
            out.append(Reply(head, sent, to, by, acts, event.status, event.trigger, event))
    out += _answered(parse, cast, words.verbs("answer"), words.verbs("want"))
    for token in parse.tokens:
        if token.i not in taken and (acts := acts_at(parse, token.i, words)) and not set(acts) <= _NO_ACT:
            by = _doer(parse, cast, token)
            clause = cut_told(parse, token.i)
            out.append(Reply(token.i, token.sent, by, frozenset(), acts, status_of(parse, token.i), clause))
    return sorted(out, key=lambda r: (r.head, r.event is None))


def _answered(parse: Parse, cast: Cast, verbs: frozenset[str], wanting: frozenset[str]) -> Iterator[Reply]:
    """Yield what is answered: with *will* it takes up, with *no*, *not* or a wish of one's own it turns down."""
    for token in parse.tokens:
        if token.pos not in ("VERB", "AUX") or not answers(parse, token.i, verbs):
            continue
        helpers = {t.lower for t in _helpers(parse, token.i)}
        no = status_of(parse, token.i) is Status.NEGATED or token.lemma in wanting
        if no or helpers & _WILL:
            by = _doer(parse, cast, parse.tokens[token.head])
            told = cut_told(parse, token.i)
            yield Reply(token.i, token.sent, by, frozenset(), ("refuse" if no else "accept",), Status.ACTUAL, told)


def _doer(parse: Parse, cast: Cast, token: Token) -> frozenset[str]:
    """Name who does what a word tells; nobody where that is open (*they declined*), and the noun itself where it is no actor."""
    subject = _subject(parse, token)
    if subject is None:
        return frozenset()
    found = names_of(find_participants(parse, cast, subject))
    return found or frozenset({parse.tokens[subject].lower} if parse.tokens[subject].pos in ("NOUN", "PROPN") else ())


def names_of(side: Iterable[Participant]) -> frozenset[str]:
    """Name a side as the ledger does: by country, or by name where there is none."""
    return frozenset(p.country or p.name or p.text for p in side)


def acts_at(parse: Parse, i: int, words: ReplyWords) -> tuple[str, ...]:
    """Return what acts the word tells, with the words that belong to it; () for most words."""
    token = parse.tokens[i]
    found: list[str] = []
    length = -1
    for rest, act in words.rows.get((token.lemma, token.pos), ()):
        if len(rest) < length:
            break
        if all(word in _company(parse, i) for word in rest):
            found.append(act)
            length = len(rest)
    return tuple(found)


def _company(parse: Parse, i: int) -> set[str]:
    """Return the word after token i, its objects and what hangs on it as particle or preposition, two steps down."""
    near = parse.children(i, "prt", "prep", "advmod", "dobj", "intj", "npadvmod", "xcomp")
    near += [c for n in near for c in parse.children(n.i, "prep", "pobj")]
    return {t.lemma for t in near} | {t.lower for t in (*near, *parse.tokens[i + 1 : i + 2])}


def status_of(parse: Parse, i: int) -> Status:
    """Tell roughly whether what a predicate says came true: negated, hypothetical, future or actual."""
    around = _helpers(parse, i)
    if any(t.dep == "neg" or t.lower in NO for t in around):
        return Status.NEGATED
    if is_open(parse, i) or any(t.lower == "to" for t in around):
        return Status.HYPOTHETICAL
    if {t.lower for t in around} & _WILL - {"would"}:
        return Status.FUTURE
    return Status.ACTUAL


def is_open(parse: Parse, i: int) -> bool:
    """Tell whether a predicate is asked, wished or thought possible, not told."""
    return any(t.lower in _OPEN for t in _helpers(parse, i))


def _helpers(parse: Parse, i: int) -> list[Token]:
    """Return auxiliaries, negation, marks and determiners *no* around a predicate."""
    token = parse.tokens[i]
    out = [c for c in parse.children(i) if c.dep in ("aux", "auxpass", "neg", "mark", "det", "nsubj", "nsubjpass", "preconj")]
    for child in parse.children(i, "nsubj", "nsubjpass", "dobj", "attr"):
        out += [c for c in parse.children(child.i, "det", "neg") if c.lower in NO]
        if child.lower in NO:
            out.append(child)
    if token.dep in ("conj", "xcomp") and not parse.children(i, "nsubj", "nsubjpass") and token.head != i:
        out += [c for c in parse.children(token.head, "aux", "neg", "mark") if c.lower != "to"]
    return out


def _subject(parse: Parse, token: Token) -> int | None:
    if token.pos == "NOUN":
        owner = next(iter(parse.children(token.i, "poss")), None)
        return owner.i if owner else None
    subject = subject_of(parse, token.i)
    if subject is not None and parse.tokens[subject].tag in ("WDT", "WP"):
        clause = next((t for t in (token, parse.tokens[token.head]) if t.dep == "relcl"), None)
        return clause.head if clause else None
    return subject


def clause_of(parse: Parse, i: int) -> list[int]:
    """Return the tokens of the clause around token i, without clauses beside it that say something of their own."""
    top = parse.tokens[i]
    while top.dep not in _CLAUSES and top.head != top.i:
        top = parse.tokens[top.head]
    out = [top.i]
    for at in out:  # grows while it is walked
        out += [c.i for c in parse.children(at) if not (c.dep in _OWN and parse.children(c.i, *SUBJECTS))]
    return out


def cut_told(parse: Parse, i: int) -> Phrase:
    """Cut the words of a predicate's clause, as evidence; of a clause that a stray quotation mark ends at once, the predicate."""
    inside = clause_of(parse, i)
    found = cut_subtree(parse, min(inside), max(inside))
    return found if found.spans else Phrase.cut(parse.text, Span(parse.tokens[i].start, parse.tokens[i].end))


def answers(parse: Parse, i: int, verbs: frozenset[str]) -> bool:
    """Tell whether a predicate is what somebody answered: *replied that he would come*."""
    token = parse.tokens[i]
    while token.dep in ("xcomp", "conj") and token.head != token.i:
        token = parse.tokens[token.head]
    return token.dep == "ccomp" and parse.tokens[token.head].lemma in verbs
