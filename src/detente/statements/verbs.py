"""Statements that a verb attributes."""

from collections.abc import Iterator

from detente.language.parse import Parse, Token
from detente.records import Span
from detente.statements.complements import Complement, verb_complements
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Entry, Lexis
from detente.statements.quoted import Quotations, merge, quotes_of, stretch
from detente.statements.tree import child, noun_phrase, ranges_of, subject_of, to_spans, verb_group


def verb_statements(parse: Parse, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each verb that attributes."""
    for token in parse.tokens:
        if token.pos == "VERB" or (token.tag.startswith("VB") and token.dep not in ("aux", "auxpass")):
            draft = _statement(parse, placed, token, lexis)
            if draft is not None:
                yield draft


def _statement(parse: Parse, placed: Quotations, verb: Token, lexis: Lexis) -> Draft | None:
    entry = lexis.verbs.get(verb.lemma)
    quoted = quotes_of(parse, placed, verb.i) if placed.at[verb.i] < 0 else []
    if entry is None:
        entry = lexis.verbs.get("*") if quoted else None
        if entry is None:
            return None
    if quoted:
        draft = _quoting(parse, placed, verb, entry, lexis, quoted)
        if draft is not None:
            return draft
    for complement in verb_complements(parse, verb.i):
        if complement.frame in entry.frames:
            return _governing(parse, placed, verb, entry, lexis, complement)
    return None


def _quoting(parse: Parse, placed: Quotations, verb: Token, entry: Entry, lexis: Lexis, quoted: list) -> Draft | None:  # type: ignore[type-arg]
    kept = [(f, q) for f, q in quoted if f in entry.frames]
    if not kept:
        return None
    frame = kept[0][0]
    source = _source(parse, verb.i, [q.outer for _, q in kept])
    if source is None and frame == "quote_before":
        source = inverted_source(parse, placed, verb.i)
    if source is None and verb.lemma not in lexis.verbs:
        return None
    spans = [q.outer for _, q in kept]
    for complement in verb_complements(parse, verb.i):
        own = to_spans(parse, complement.ranges)
        if complement.frame in ("that", "bare", "before", "wh") and any(s.overlaps(o) for s in own for o in spans):
            spans.extend(_clip(own, parse, verb.i))
    patient = child(parse, verb.i, "dobj", "dative")
    heard = patient.i if patient is not None and patient.i > verb.i and placed.at[patient.i] < 0 else None
    return _draft(parse, placed, verb, entry, lexis, frame, tuple(spans), source, heard)


def _clip(own: tuple[Span, ...], parse: Parse, verb: int) -> list[Span]:
    return [s for s in own if not s.start <= parse.tokens[verb].start < s.end]


def _governing(parse: Parse, placed: Quotations, verb: Token, entry: Entry, lexis: Lexis, complement: Complement) -> Draft | None:
    spans = to_spans(parse, complement.ranges)
    if not spans:
        return None
    source = _source(parse, verb.i, spans)
    return _draft(parse, placed, verb, entry, lexis, complement.frame, spans, source, complement.addressee)


def _draft(
    parse: Parse,
    placed: Quotations,
    verb: Token,
    entry: Entry,
    lexis: Lexis,
    frame: str,
    spans: tuple[Span, ...],
    source: Ranges | None,
    heard: int | None,
) -> Draft | None:
    content = stretch(parse, placed, spans, verb.i)
    if not content:
        return None
    cue = ranges_of(verb_group(parse, verb.i))
    addressee: Ranges = ()
    if heard is not None:
        addressee = (noun_phrase(parse, heard),)
    return Draft(
        rule=f"verb.{frame}",
        attitude=entry.attitude,
        confidence=lexis.confidence(frame, entry),
        anchor=verb.i,
        lemma=verb.lemma,
        cue=cue,
        source=source or (),
        content=merge(parse.text, content),
        addressee=addressee,
    )


def _source(parse: Parse, verb: int, content: tuple[Span, ...] | list[Span]) -> Ranges | None:
    subject = subject_of(parse, verb)
    if subject is None:
        return None
    start = parse.tokens[subject].start
    if any(s.start <= start < s.end for s in content):
        return None
    return (noun_phrase(parse, subject),)


def inverted_source(parse: Parse, placed: Quotations, verb: int) -> Ranges | None:
    """Return the noun phrase right after *"…," said*, where the parser took it for something else."""
    tokens = parse.tokens
    i = verb + 1
    for c in tokens[verb].children:
        if c >= i and tokens[c].pos in ("NOUN", "PROPN", "PRON") and tokens[c].left == i and placed.at[c] < 0:
            return (noun_phrase(parse, c),)
    return None
