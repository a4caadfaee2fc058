"""Days → periods: days, weeks from Monday, months, quarters."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from detente.relations.events import Days, Exactness


class PeriodKind(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


# Periods in a year, for windows and hazards that are meant in time.
A_YEAR = {PeriodKind.DAY: 365, PeriodKind.WEEK: 52, PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4}
# About how many days a period has.
DAYS = {kind: 365.25 / number for kind, number in A_YEAR.items()}
# An event that is dated less exactly than this has no place in such periods.
COARSEST = {
    PeriodKind.DAY: Exactness.DAY,
    PeriodKind.WEEK: Exactness.WEEK,
    PeriodKind.MONTH: Exactness.MONTH,
    PeriodKind.QUARTER: Exactness.MONTH,
}
_MONDAY = np.datetime64("1969-12-29")  # a Monday, from which weeks are counted
_LAST = np.datetime64("9999-12-31")  # the last day that Python knows


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """Consecutive periods: first and last day of each (datetime64[D]), T of either."""

    kind: PeriodKind
    start: Days
    end: Days

    def __len__(self) -> int:
        """Count the periods."""
        return len(self.start)

    def index(self, day: Days) -> NDArray[np.int64]:
        """Return the number of the period in which each day lies, -1 outside."""
        at = np.searchsorted(self.start, day, "right") - 1
        inside = (at >= 0) & (day <= self.end[-1]) if len(self) else np.zeros(len(day), bool)
        out: NDArray[np.int64] = np.where(inside, at, -1)
        return out


def make_periods(kind: PeriodKind, since: np.datetime64, until: np.datetime64) -> Periods:
    """Return the periods that hold the days from ``since`` to ``until``, inclusive; the first and last are whole.

    >>> p = make_periods(PeriodKind.QUARTER, np.datetime64("2008-02-10"), np.datetime64("2008-07-01"))
    >>> [str(d) for d in p.start], str(p.end[-1])
    (['2008-01-01', '2008-04-01', '2008-07-01'], '2008-09-30')
    """
    one = np.timedelta64(1, "D")
    if until < since:
        empty = np.array([], "datetime64[D]")
        return Periods(kind, empty, empty)
    if kind in (PeriodKind.DAY, PeriodKind.WEEK):
        step = 1 if kind is PeriodKind.DAY else 7
        low = _MONDAY + np.timedelta64(int((since - _MONDAY).astype(int)) // step * step, "D")
        start: Days = np.arange(low, until + one, np.timedelta64(step, "D"))
        end = start + np.timedelta64(step - 1, "D")
        return Periods(kind, start, np.minimum(end.astype("datetime64[D]"), _LAST))
    step = 1 if kind is PeriodKind.MONTH else 3
    months = since.astype("datetime64[M]").astype(int) // step * step, until.astype("datetime64[M]").astype(int)
    edges = np.arange(months[0], months[1] + 1 + step, step).astype("datetime64[M]").astype("datetime64[D]")
    return Periods(kind, edges[:-1], (edges[1:] - one).astype("datetime64[D]"))
