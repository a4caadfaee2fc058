"""Which ties of a network count, and the years or quarters that it is cut into."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.relations.events import Days

ALL = np.datetime64("0001-01-01")  # the start of the only step, where there is no other


class Step(StrEnum):
    """How long each network of a series is."""

    ALL = "all"
    YEAR = "year"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which ties count: days, inclusive, and the codes of those between whom they are."""

    codes: tuple[str, ...]
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and last day that can count."""
        return self.since or dt.date.min, self.until or dt.date.max


def starts(day: Days, step: Step) -> Days:
    """Return the first day of the step in which each day lies.

    >>> str(starts(np.array(["2008-05-31"], "datetime64[D]"), Step.QUARTER)[0])
    '2008-04-01'
    """
    if step is Step.ALL:
        return np.full(len(day), ALL)
    if step is Step.YEAR:
        return day.astype("datetime64[Y]").astype("datetime64[D]")
    months = day.astype("datetime64[M]").astype(np.int64) // 3 * 3
    return months.astype("datetime64[M]").astype("datetime64[D]")


def bounds(start: np.datetime64, step: Step, scope: Scope, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a step, no wider than what was asked for; of the only one, those of the data."""
    if step is Step.ALL:
        return scope.since or first, scope.until or last
    months = np.timedelta64(12 if step is Step.YEAR else 3, "M")
    end = (start.astype("datetime64[M]") + months).astype("datetime64[D]") - np.timedelta64(1, "D")
    low, high = start.astype(dt.date), end.astype(dt.date)
    return max(low, scope.since or dt.date.min), min(high, scope.until or dt.date.max)
