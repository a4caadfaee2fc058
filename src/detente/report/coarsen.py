"""Many periods → at most some hundred, by calendar, so that each point and bar of a chart can be seen."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from detente.relations.periods import PeriodKind
from detente.relations.records import PressurePoint, TonePoint

MOST = 400  # periods; on 760 pixels a bar is then two wide


class _Period(Protocol):
    @property
    def start(self) -> dt.date: ...


Some = TypeVar("Some", bound=_Period)

# What a day belongs to, from fine to coarse. Weeks begin on Mondays and are numbered from the first one of the calendar.
_KEYS: dict[str, Callable[[dt.date], int]] = {
    "week": lambda day: (day.toordinal() - 1) // 7,
    "month": lambda day: day.year * 12 + day.month,
    "quarter": lambda day: day.year * 4 + (day.month - 1) // 3,
    "year": lambda day: day.year,
}


def choose_period(kind: PeriodKind, starts: Sequence[dt.date], most: int = MOST) -> str:
    """Return the period to draw: the given one where there are no more than ``most``, else the first coarser one that fits.

    >>> choose_period(PeriodKind.DAY, [dt.date(2000, 1, 1) + dt.timedelta(days=i) for i in range(1000)])
    'week'
    """
    if len(starts) <= most:
        return kind.value
    names = list(_KEYS)
    coarser = names[names.index(kind.value) + 1 :] if kind.value in names else names
    for name in coarser:
        if len({_KEYS[name](start) for start in starts}) <= most:
            return name
    return "year"


def coarsen_tone(points: Sequence[TonePoint], kind: PeriodKind, drawn: str) -> list[TonePoint]:
    """Merge the points of a period: means by what they are worth, the smoothed band of its middle, the last filtered one.

    A mean of bands would be no band of anything; those of the middle and the end are such as were estimated.
    """
    return [_merge_tone(group) for group in _groups(points, kind, drawn)]


def coarsen_pressure(points: Sequence[PressurePoint], kind: PeriodKind, drawn: str) -> list[PressurePoint]:
    """Merge the counts of a period by sums; rates and ratios are those of its last point."""
    return [_merge_pressure(group) for group in _groups(points, kind, drawn)]


def _groups(points: Sequence[Some], kind: PeriodKind, drawn: str) -> Iterator[list[Some]]:
    if drawn == kind.value:
        return ([point] for point in points)
    return (list(group) for _, group in groupby(points, lambda point: _KEYS[drawn](point.start)))


def _merge_tone(group: list[TonePoint]) -> TonePoint:
    if len(group) == 1:
        return group[0]
    told = [(p.mean, p.effective) for p in group if p.mean is not None]
    worth = sum(effective for _, effective in told)
    return TonePoint(
        group[0].start,
        group[-1].end,
        sum(p.events for p in group),
        sum(p.reports for p in group),
        max(p.sources for p in group),
        worth,
        sum(mean * effective for mean, effective in told) / worth if worth > 0 else None,
        group[-1].filtered,
        group[len(group) // 2].smoothed,
    )


def _merge_pressure(group: list[PressurePoint]) -> PressurePoint:
    last = group[-1]
    return PressurePoint(
        group[0].start,
        last.end,
        sum(p.exposure for p in group),
        sum(p.cooperation for p in group),
        sum(p.conflict for p in group),
        last.cooperation_rate,
        last.conflict_rate,
        last.cooperation_ratio,
        last.conflict_ratio,
        last.conflict_share,
    )
