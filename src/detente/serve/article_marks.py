"""The text of an article as pieces that do not nest: which statement, event or actor each belongs to, and how deep.

Joining the pieces gives the text. Every piece knows its first character, in code points, so that a selection can be found again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.records import Span
from detente.segments import Mark, cut_segments

LAYERS = ("statements", "events", "actors")
_DEEPEST = 4
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tick:
    """The number of a statement or event, where its words begin; ``first`` where they begin for the first time."""

    id: str
    number: str
    first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: what it is (names of classes), whose, and the numbers that stand before it."""

    start: int
    text: str
    kinds: tuple[str, ...]
    ids: tuple[str, ...]
    ticks: tuple[Tick, ...]


def number_rows(statements: Sequence[Row], events: Sequence[Row]) -> dict[str, str]:
    """Return the number by which a person calls each row: S1, S2 … and E1, E2 … in the order of the text."""
    found = {str(row["statement_id"]): f"S{i}" for i, row in enumerate(sorted(statements, key=_place_of_content), 1)}
    return found | {str(row["event_id"]): f"E{i}" for i, row in enumerate(sorted(events, key=_place_of_trigger), 1)}


def cut_article(
    text: str, statements: Sequence[Row], events: Sequence[Row], actors: Sequence[Row], numbers: Mapping[str, str]
) -> list[Piece]:
    """Cut a text into pieces; rows of layers that are not to show are left out by the caller.

    Spans that lie outside of the text, as in a damaged store, are clipped or dropped.
    """
    marks: list[Mark] = []
    for s in statements:
        of = str(s["statement_id"])
        for kind in ("speaker", "cue", "content"):
            marks += (Mark(span, kind, of) for span in _spans(s.get(f"{kind}_spans")))
    quads = {}
    for e in events:
        quads[str(e["event_id"])] = "cooperation" if e.get("quad") in (1, 2) else "conflict"
        marks += (Mark(span, "event", str(e["event_id"])) for span in _spans(e.get("trigger_spans")))
    for a in actors:
        marks += (Mark(span, "actor", str(a["actor_id"])) for span in _spans(a.get("mentions")))
    pieces: list[Piece] = []
    open_before: set[Mark] = set()
    ticked: set[str] = set()
    for segment in cut_segments(text, marks):
        kinds: list[str] = [kind for kind in ("speaker", "cue", "content", "event", "actor") if kind in segment.kinds]
        depth = len({mark.id for mark in segment.marks if mark.kind == "content"})
        kinds += [f"deep-{min(depth, _DEEPEST)}"] if depth else []
        kinds += sorted({quads[mark.id] for mark in segment.marks if mark.kind == "event"})
        ticks = []
        for mark in segment.marks:
            if mark.kind in ("content", "event") and mark not in open_before and mark.id in numbers:
                ticks.append(Tick(mark.id, numbers[mark.id], mark.id not in ticked))
                ticked.add(mark.id)
        open_before = set(segment.marks)
        pieces.append(Piece(segment.span.start, segment.text, tuple(kinds), segment.ids, tuple(ticks)))
    return pieces


def _spans(found: object) -> list[Span]:
    """Return the spans of a column; what is no span, as in a damaged store, is none."""
    out = []
    for item in found if isinstance(found, (list, tuple)) else ():
        try:
            out.append(Span(item["start"], item["end"]))
        except (TypeError, KeyError, ValueError):
            continue
    return out


def _place_of_content(row: Row) -> tuple[int, int, str]:
    spans = _spans(row.get("content_spans"))
    return (spans[0].start, -spans[-1].end, str(row["statement_id"])) if spans else (1 << 40, 0, str(row["statement_id"]))


def _place_of_trigger(row: Row) -> tuple[int, str]:
    spans = _spans(row.get("trigger_spans"))
    return (spans[0].start if spans else 1 << 40, str(row["event_id"]))
