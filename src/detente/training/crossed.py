"""Crossed pairs: one party of an event beside somebody else whom the sentence names. Nothing passes between these two.

Without them the model learns what a sentence tells and not between whom. Somebody joined to a party, described beside it, or of
its country may well take part, and is left out.
"""

import re
from collections.abc import Iterator, Sequence

from detente.evaluation.relation_rows import RelationRow
from detente.events.relation import NO_EVENT
from detente.pipeline import Pipeline
from detente.reading.article import make_article
from detente.records import MentionKind, Reading, Span

_MOST = 2  # crossed pairs of one event
_JOINED = re.compile(
    r"[\s,]*(?:and|or|with|&|of|'s|’s|in|from)?[\s,]*(?:the\s)?", re.IGNORECASE
)  # between two that belong together


def crossed_rows(rows: Sequence[RelationRow], pipeline: Pipeline) -> Iterator[RelationRow]:
    """Yield the crossed pairs of events with two parties, as rows without an event."""
    told = {(row.text, _pair(row.source, row.target)) for row in rows}
    texts = {row.text: None for row in rows if row.type != NO_EVENT and row.target is not None}
    readings = dict(zip(texts, pipeline.code(make_article(text) for text in texts), strict=True))
    for row in rows:
        if row.type == NO_EVENT or row.target is None:
            continue
        found = 0
        for third in find_others(readings[row.text], row.source, row.target):
            party = (row.source, row.target)[found % 2]
            if found < _MOST and (row.text, _pair(party, third)) not in told:
                told.add((row.text, _pair(party, third)))
                found += 1
                yield RelationRow(row.text, party, third, NO_EVENT, None, None, "two-events", row.place, row.register)


def find_others(reading: Reading, source: Span, target: Span) -> list[Span]:
    """Return the named of other countries than both parties, apart from them in the text, in its order."""
    countries = {a.id: a.country for a in reading.actors}
    parties = (source, target)
    own = {countries[a] for m in reading.mentions for a in m.actors if any(m.span.overlaps(p) for p in parties)}
    found = []
    for mention in reading.mentions:
        theirs = {countries[a] for a in mention.actors}
        named = mention.kind is MentionKind.NAME and None not in theirs and theirs and not theirs & own
        if named and not any(_belongs(reading.article.text, mention.span, p) for p in parties):
            found.append(mention.span)
    return found


def _belongs(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.start)
    return first.overlaps(second) or _JOINED.fullmatch(text, first.end, second.start) is not None


def _pair(one: Span, other: Span | None) -> frozenset[Span | None]:
    return frozenset((one, other))
