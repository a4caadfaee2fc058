"""The events that a judgement rests on, with their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.relations.events import DyadEvents
from detente.relations.intake import read_words
from detente.relations.periods import Periods
from detente.relations.records import Evidence, Relation, Verdict, Weights

if TYPE_CHECKING:
    from detente.store.open import Store

AROUND = 3  # events that are named beside a change


def list_around(events: DyadEvents, start: dt.date, periods: Periods, weights: Weights) -> tuple[Evidence, ...]:
    """Return the weightiest events of a period and of those next to it, those of a known type first.

    Of these, those that are told most come first, then those furthest from neutral, then the earliest.
    """
    at = periods.index(events.day)
    place = int(periods.index(np.array([start], "datetime64[D]"))[0])
    weight = events.goldstein if weights is Weights.GOLDSTEIN else events.plover
    value = np.nan_to_num(weight)
    near = np.flatnonzero(np.abs(at - place) <= 1)
    order = np.lexsort(
        (events.event[near].astype(str), events.day[near], -np.abs(value[near]), -events.reports[near], events.type[near] == "")
    )
    return tuple(name_event(events, int(row), float(weight[row])) for row in near[order][:AROUND])


def name_event(events: DyadEvents, row: int, weight: float, influence: float = 0.0) -> Evidence:
    """Return one row as evidence, its words left open; a weight that is nan is unknown."""
    pair = (events.one, events.other)
    sides = {1: ((pair[0],), (pair[1],)), -1: ((pair[1],), (pair[0],)), 0: (pair, ())}
    actors, recipients = sides[int(events.direction[row])]
    return Evidence(
        event=events.event[row],
        article=events.article[row] or None,
        day=events.day[row].astype(dt.date),
        actors=actors,
        recipients=recipients,
        type=events.type[row],
        weight=None if np.isnan(weight) else weight,
        reports=int(events.reports[row]),
        sources=len(events.sources[row]),
        influence=influence,
    )


def fill_evidence(store: Store, relation: Relation) -> Relation:
    """Return the relation with sentence, outlet, headline and address of each event that is named as evidence."""
    around = [c.around for c in relation.changes]
    moved, *near = _fill(store, [relation.verdict.moved_by, *around])
    changes = tuple(replace(c, around=events) for c, events in zip(relation.changes, near, strict=True))
    return replace(relation, verdict=replace(relation.verdict, moved_by=moved), changes=changes)


def fill_all(store: Store, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return verdicts with the words of the events that moved them."""
    moved = _fill(store, [v.moved_by for v in verdicts])
    return [replace(v, moved_by=events) for v, events in zip(verdicts, moved, strict=True)]


def _fill(store: Store, groups: Sequence[tuple[Evidence, ...]]) -> list[tuple[Evidence, ...]]:
    words = read_words(store, [e.event for group in groups for e in group])

    def fill(evidence: Evidence) -> Evidence:
        row = words.get(evidence.event, {})
        sentence, outlet, title, url = (row.get(name) for name in ("sentence", "outlet", "title", "url"))
        return replace(evidence, sentence=sentence, outlet=outlet, title=title, url=url)

    return [tuple(map(fill, group)) for group in groups]
