"""What dates say of status: what is long past is background, and what is told in the present of a day to come lies ahead."""

import datetime as dt
from collections.abc import Iterator, Sequence

from detente.language.parse import Parse, Token
from detente.language.scope_literals import ScopeMark
from detente.language.tense import Tense, governing_verb, is_predicate, tense_of
from detente.language.timewords import TimeWords
from detente.records import DateMention, DatePrecision, Span

_LONG_AGO = 400  # days: further back than a year and the delay of a report
_OF_A_YEAR = 330  # days more where only the year is named
_EARLIEST = dt.date(2000, 1, 1)  # a text without a day of publication is none of the last century
_PASSED = (Tense.PAST, Tense.PAST_PERFECT, Tense.PERFECT, Tense.PARTICIPLE)
_SPEECH = frozenset(("say", "tell", "report", "add", "note", "state", "declare", "announce", "warn", "quote", "cite"))
_LIGHT = frozenset(("reach", "sign", "hold", "make", "impose", "conclude", "launch", "clinch", "give", "issue"))
_UNITS = frozenset(("week", "month", "year", "weekend"))
_STEPS = 6


def date_marks(parse: Parse, dates: Sequence[DateMention], published: dt.date | None) -> tuple[list[ScopeMark], frozenset[int]]:
    """Mark what hangs on a date long past (*since 2008* is not over), and present verbs and nouns on a day to come.

    Also return the verbs of recent dates: *had left on Friday* is no history. Without ``published``, the latest past day that
    the text names in full stands in: a text is no older than what it tells.
    """
    marks: list[ScopeMark] = []
    fresh: set[int] = set()
    now = published or _latest_told(parse, dates)
    for mention in dates:
        age = now.toordinal() - mention.date.toordinal()
        old = age > (_LONG_AGO if mention.precision is not DatePrecision.YEAR else _LONG_AGO + _OF_A_YEAR)
        if not old and (age >= 0 or published is None):
            verb = governing_verb(parse, parse.at(mention.span.start))
            if verb is not None and published is not None:
                fresh.add(verb)
            continue
        category = "past" if old else "future"
        for target in _dated_words(parse, mention, old):
            marks.append(ScopeMark(category, mention.span, target, target + 1, "scope.date"))
    return marks, frozenset(fresh)


def _latest_told(parse: Parse, dates: Sequence[DateMention]) -> dt.date:
    """Return the latest day on which something is told to have happened."""
    told = _EARLIEST
    for mention in dates:
        verb = governing_verb(parse, parse.at(mention.span.start))
        if verb is not None and mention.date > told and tense_of(parse, verb) in _PASSED:
            told = mention.date
    return told


def _dated_words(parse: Parse, mention: DateMention, old: bool) -> Iterator[int]:
    """Return the verb or noun that a date hangs on, where its tense lets the date decide, and what goes with it."""
    tokens = parse.tokens
    first, last = parse.at(mention.span.start), parse.at(mention.span.end - 1)
    if old and first and tokens[first - 1].lower in ("since", "from", "than", "until", "to"):
        return
    head = next((i for i in range(first, last + 1) if not first <= tokens[i].head <= last), last)
    up = tokens[head].head
    if tokens[up].pos == "ADP" and tokens[tokens[up].head].pos in ("NOUN", "PROPN"):
        up = tokens[up].head
    if tokens[up].pos in ("NOUN", "PROPN") and not first <= up <= last:
        yield up
        if not old:
            return
        up = _above_names(parse, up)
        if tokens[up].pos == "NOUN":
            yield up
            return
    if old:
        yield from (c for c in tokens[head].children if tokens[c].dep == "relcl" and tokens[c].tag in ("VBD", "VBN"))
    verb = up if is_predicate(tokens[up]) else governing_verb(parse, head)
    if verb is None:
        return
    tense = tense_of(parse, verb)
    wanted = (Tense.PAST, Tense.PAST_PERFECT, Tense.PARTICIPLE, Tense.GERUND) if old else (Tense.PRESENT, Tense.PROGRESSIVE)
    if old and tense is Tense.PROGRESSIVE:  # was referring to the invasion of the island in 1974
        yield from (i for i in (_object_before(parse, verb, first),) if i is not None)
        return
    if tense not in wanted or (not old and _opens_chronicle(parse, first, last, verb)):
        return
    yield verb
    main = tokens[tokens[verb].head]
    if old and tokens[verb].dep == "advcl" and main.tag == "VBD" and _has_mark(parse, tokens[verb], "when"):
        yield main.i  # when he went there in 1979, they agreed


def _object_before(parse: Parse, verb: int, first: int) -> int | None:
    """Return the noun that stands before a date as the object of a verb, or of a preposition there."""
    tokens = parse.tokens
    for c in reversed(tokens[verb].children):
        inner = next((g for g in tokens[c].children if tokens[g].dep == "pobj"), c) if tokens[c].dep == "prep" else c
        if verb < inner < first and tokens[inner].dep in ("dobj", "pobj"):
            return inner
    return None


def _above_names(parse: Parse, i: int) -> int:
    """Climb from a name or a thing to the word that the date belongs to: *stormed the embassy in Cairo in 1974*."""
    tokens = parse.tokens
    for _ in range(_STEPS):
        token, head = tokens[i], tokens[tokens[i].head]
        if token.dep == "dobj" and is_predicate(head):
            return head.i if token.pos == "PROPN" or head.lemma in _LIGHT else i
        if token.dep == "pobj" and head.pos == "ADP" and token.pos == "PROPN":
            i = head.head
            if tokens[i].pos != "PROPN":
                return _above_names(parse, i) if tokens[i].dep == "dobj" else i
        elif token.dep == "pobj" and head.pos == "ADP" and tokens[head.head].dep == "dobj":
            i = head.head
        else:
            return i
    return i


def _has_mark(parse: Parse, token: Token, word: str) -> bool:
    return any(parse.tokens[c].lower == word for c in token.children if parse.tokens[c].dep in ("mark", "advmod"))


def _opens_chronicle(parse: Parse, first: int, last: int, verb: int) -> bool:
    """Tell the entry of a chronicle, *April 8 - The envoy visits Oslo*, which tells the past in the present."""
    tokens = parse.tokens
    opens = first == 0 or tokens[first - 1].sent != tokens[verb].sent or tokens[first - 1].pos in ("SPACE", "PUNCT")
    return opens and last + 1 < len(tokens) and tokens[last + 1].text in ("-", "--", "–", "—", ":")


def coming_days(parse: Parse, words: TimeWords) -> Iterator[ScopeMark]:
    """Mark what is told in the present of a weekday or of tomorrow, and what is put in the next week: both lie ahead.

    For texts whose day of publication is not known, where such a day cannot be resolved.
    """
    tokens = parse.tokens
    for token in parse.tokens:
        following = token.lower in _UNITS and token.i and tokens[token.i - 1].lower == "next"
        following = following and (token.i < 2 or tokens[token.i - 2].lower != "the")
        if not (following or token.lower == "tomorrow" or token.lower in words.weekdays):
            continue
        up = tokens[token.head]
        if up.pos == "ADP":
            up = tokens[up.head]
        if following:
            beside = tokens[token.i - 2] if token.i > 1 else token
            for noun in {t.i for t in (up, beside) if t.pos == "NOUN" and t.i != token.i}:
                yield ScopeMark("future", Span(tokens[token.i - 1].start, token.end), noun, noun + 1, "scope.next")
        verb = up.i if is_predicate(up) else governing_verb(parse, token.i)
        if verb is None or tokens[verb].lemma in (*_SPEECH, "be", "have"):
            continue
        if tense_of(parse, verb) is Tense.PRESENT or (tense_of(parse, verb) is Tense.PROGRESSIVE and _is_now(parse, verb)):
            yield ScopeMark("future", Span(token.start, token.end), verb, verb + 1, "scope.coming_day")


def _is_now(parse: Parse, verb: int) -> bool:
    return any(parse.tokens[c].lower in ("is", "are", "'s", "'re", "am") for c in parse.tokens[verb].children)
