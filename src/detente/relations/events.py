"""What the measures read: the events between two states as columns, and how much was reported each day."""

from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Numbers = NDArray[np.float64]
Wholes = NDArray[np.int64]


class Track(IntEnum):
    """Which series an event belongs to: the default one holds only what outlets themselves report as having happened."""

    REPORTED = 0
    CLAIMED = 1
    PLANNED = 2  # future or hypothetical: announced, threatened, imagined
    DENIED = 3


class Exactness(IntEnum):
    """How exactly the day of an event is known."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    YEAR = 3


@dataclass(frozen=True, slots=True, eq=False)
class DyadEvents:
    """The events between two states, one row a story (however often it was told), by day; all columns have the same length n.

    ``day`` (datetime64[D]) is the day of the act, else of its first publication. ``direction`` is 1 where ``one`` acts towards
    ``other``, -1 the other way round, 0 for acts of both (talks, agreements). ``goldstein`` and ``plover`` are weights of
    cooperation (positive) and conflict, nan where a code has none; ``quad`` is 1 verbal cooperation, 2 material cooperation, 3
    verbal conflict, 4 material conflict, 0 unknown. ``trust`` (0 to 1) is how surely the event is coded right, 1 for imported
    rows. ``reports`` counts tellings. ``sources`` holds the outlets of each event, each once, sorted; empty where no row names
    one. ``event`` and ``article`` are ids of the surest telling, and ``type`` is its PLOVER type.
    """

    one: str
    other: str
    day: Days
    exact: NDArray[np.int8]
    direction: NDArray[np.int8]
    track: NDArray[np.int8]
    quad: NDArray[np.int8]
    goldstein: Numbers
    plover: Numbers
    trust: Numbers
    reports: Wholes
    sources: NDArray[np.object_]
    type: NDArray[np.object_]
    event: NDArray[np.object_]
    article: NDArray[np.object_]

    def __len__(self) -> int:
        """Count the events."""
        return len(self.day)

    def where(self, kept: NDArray[Any]) -> "DyadEvents":
        """Return the rows that a mask or an index selects."""
        columns = {f.name: getattr(self, f.name)[kept] for f in fields(self) if f.name not in ("one", "other")}
        return replace(self, **columns)

    def without_source(self, outlet: str) -> "DyadEvents":
        """Return the events as they would be known had an outlet not been read: those that it alone tells are gone."""
        told = np.fromiter((not s or s != (outlet,) for s in self.sources), bool, len(self))
        kept = self.where(told)
        rest = np.empty(len(kept), object)
        rest[:] = [tuple(name for name in names if name != outlet) for names in kept.sources]
        return replace(kept, sources=rest)


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """How much was reported on each day from ``first`` on: articles of own coding, or interstate events of imported rows."""

    first: np.datetime64
    counts: Wholes

    def within(self, first: np.datetime64, last: np.datetime64) -> "Exposure":
        """Return the days from ``first`` to ``last``, inclusive."""
        low, high = (min(max(int((day - self.first).astype(np.int64)), 0), len(self.counts)) for day in (first, last + 1))
        return Exposure(self.first + low, self.counts[low:high])

    def between(self, start: Days, end: Days) -> Wholes:
        """Sum the days from each ``start`` to each ``end``, inclusive; days outside of the record count 0."""
        total = np.concatenate([[0], np.cumsum(self.counts)])
        low = np.clip((start - self.first).astype(np.int64), 0, len(self.counts))
        high = np.clip((end - self.first).astype(np.int64) + 1, 0, len(self.counts))
        out: Wholes = total[np.maximum(high, low)] - total[low]
        return out
