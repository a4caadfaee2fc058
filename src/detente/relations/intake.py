"""A store → what the measures read: events between two states as columns, how much was reported each day, and their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import QueryError
from detente.relations.events import DyadEvents, Exactness, Exposure, Track

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store.open import Store

_TRACK = {"future": Track.PLANNED, "hypothetical": Track.PLANNED, "negated": Track.DENIED}
_EXACT = {"week": Exactness.WEEK, "month": Exactness.MONTH, "year": Exactness.YEAR}
NO_DAY, HISTORY = "without a day", "history that the articles recall"


@dataclass(frozen=True, slots=True, eq=False)
class Intake:
    """The events of a dyad, the exposure of their origin, and how many rows were left out, by reason."""

    events: DyadEvents
    exposure: Exposure
    origin: str
    left_out: tuple[tuple[str, int], ...]

    def between(self, since: dt.date, until: dt.date) -> Intake:
        """Return what happened and was reported from ``since`` to ``until``, inclusive, and nothing of what came later."""
        first, last = np.datetime64(since), np.datetime64(until)
        events = self.events.where((self.events.day >= first) & (self.events.day <= last))
        return replace(self, events=events, exposure=self.exposure.within(first, last))


def choose_origin(store: Store, origin: str | None = None) -> str:
    """Return whose rows are measured: the origin that is asked for, else own coding, else that with most events.

    Those of several codings of the same news are never mixed, for each event would count twice. Raises QueryError where the
    store holds none.
    """
    origins = store.origins
    if not origins:
        raise QueryError(f"{store.folder}: holds no events. Code or import some: detente code --store, detente import.")
    if origin is None:
        return "detente" if "detente" in origins else next(iter(origins))
    if origin not in origins:
        raise QueryError(f"{store.folder}: holds no events of {origin!r}. There are: {', '.join(origins)}.")
    return origin


def read_dyad(store: Store, one: str, other: str, origin: str | None = None) -> Intake:
    """Read the events between two states, as ISO codes; raises QueryError where the store holds no events at all."""
    chosen = choose_origin(store, origin)
    first, second = sorted((one, other))
    return _intake(first, second, store.interstate(chosen, first, second).arrow(), read_exposure(store, chosen), chosen)


def read_dyads(store: Store, origin: str | None = None, least: int = 1) -> Iterator[Intake]:
    """Read the events of every two states with at least ``least`` of them, in the order of the alphabet."""
    chosen = choose_origin(store, origin)
    exposure = read_exposure(store, chosen)
    rows = store.interstate(chosen).arrow()
    first, second = (rows[name].to_numpy() for name in ("one", "other"))
    new = np.flatnonzero((first[1:] != first[:-1]) | (second[1:] != second[:-1])) + 1
    for start, end in pairwise([0, *new.tolist(), len(first)] if len(first) else [0]):
        if end - start >= least:
            yield _intake(first[start], second[start], rows.slice(start, end - start), exposure, chosen)


def read_exposure(store: Store, origin: str) -> Exposure:
    """Read how much was reported on each day."""
    rows = store.exposure(origin).rows()
    if not rows:
        return Exposure(np.datetime64("1970-01-01"), np.zeros(0, np.int64))
    days = np.array([row["day"] for row in rows], "datetime64[D]")
    counts = np.zeros(int((days[-1] - days[0]).astype(int)) + 1, np.int64)
    counts[(days - days[0]).astype(int)] = [int(row["n"]) for row in rows]  # type: ignore[call-overload]  # by the query
    return Exposure(days[0], counts)


def read_words(store: Store, events: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return sentence, outlet, title and address of events by their ids."""
    wanted = sorted({e for e in events if e})
    rows = store.told(wanted).rows() if wanted else []
    return {str(row["event_id"]): row for row in rows}


def _intake(one: str, other: str, rows: pa.Table, exposure: Exposure, origin: str) -> Intake:
    columns = {name: rows[name].to_pylist() for name in rows.column_names}
    status = columns["status"]
    dated = np.array([d is not None for d in columns["day"]], bool)
    past = np.array([s == "historical" for s in status], bool)
    kept = dated & ~past
    sources = np.empty(len(status), object)
    sources[:] = [tuple(names or ()) for names in columns["outlets"]]
    track = [
        _TRACK.get(s, Track.CLAIMED if claimed else Track.REPORTED) for s, claimed in zip(status, columns["claimed"], strict=True)
    ]
    events = DyadEvents(
        one,
        other,
        np.array([d or dt.date.min for d in columns["day"]], "datetime64[D]"),
        np.array([_EXACT.get(p, Exactness.DAY) for p in columns["date_precision"]], np.int8),
        np.array(columns["direction"], np.int8),
        np.array(track, np.int8),
        np.array(columns["quad"], np.int8),
        _numbers(columns["goldstein"]),
        _numbers(columns["plover_score"]),
        np.clip(_numbers(columns["trust"]), 0, 1),
        np.array(columns["reports"], np.int64),
        sources,
        *(np.array([v or "" for v in columns[name]], object) for name in ("type", "event_id", "article_id")),
    )
    left_out = ((NO_DAY, int((~dated).sum())), (HISTORY, int((dated & past).sum())))
    return Intake(events.where(kept), exposure, origin, tuple((why, n) for why, n in left_out if n))


def _numbers(values: Sequence[float | None]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([np.nan if v is None else v for v in values], np.float64)
