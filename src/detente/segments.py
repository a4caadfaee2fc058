"""Overlapping marks over a text → segments that do not nest; each carries the marks that cover it.

This is the one place that solves overlap; terminal and notebook both paint segments. Joining the segments gives the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from detente.records import Reading, Span


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of the text that belongs to a record: ``kind`` is speaker, cue, content, event or actor; ``id`` the record's."""

    span: Span
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text and the marks that cover it whole."""

    span: Span
    text: str
    marks: tuple[Mark, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records that the piece belongs to, sorted, each once."""
        return tuple(sorted({mark.id for mark in self.marks}))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of marks on the piece."""
        return frozenset(mark.kind for mark in self.marks)


def cut_segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Cut the text wherever a mark begins or ends. Marks outside of the text are clipped; empty ones are dropped.

    >>> oslo = Mark(Span(0, 4), "speaker", "s-1")
    >>> [(s.text, s.ids) for s in cut_segments("Oslo said so", [oslo])]
    [('Oslo', ('s-1',)), (' said so', ())]
    """
    starting: dict[int, list[Mark]] = {}
    edges = {0, len(text)}
    for mark in sorted(set(marks)):
        start, end = max(0, mark.span.start), min(len(text), mark.span.end)
        if start < end:
            starting.setdefault(start, []).append(mark)
            edges |= {start, end}
    cuts = sorted(edges)
    segments: list[Segment] = []
    active: list[Mark] = []
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.span.end > start] + starting.get(start, [])
        segments.append(Segment(Span(start, end), text[start:end], tuple(active)))
    return tuple(segments)


def marks_of(reading: Reading) -> tuple[Mark, ...]:
    """Return the marks of everything that a person wants to see in the text: who speaks, how, what, who acts, what is done."""
    marks: list[Mark] = []
    for statement in reading.statements:
        if statement.speaker:
            marks += (Mark(span, "speaker", statement.id) for span in statement.speaker.spans)
        if statement.cue:
            marks += (Mark(span, "cue", statement.id) for span in statement.cue.spans)
        marks += (Mark(span, "content", statement.id) for span in statement.content.spans)
    for event in reading.events:
        marks += (Mark(span, "event", event.id) for span in event.trigger.spans)
    for actor in reading.actors:
        marks += (Mark(span, "actor", actor.id) for span in actor.mentions)
    return tuple(sorted(set(marks)))
