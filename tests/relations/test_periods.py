"""Days fall into whole, consecutive periods."""

import numpy as np
import pytest

from detente.relations.periods import PeriodKind, make_periods

SINCE, UNTIL = np.datetime64("2007-12-30"), np.datetime64("2008-03-01")


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_periods_are_consecutive_and_hold_every_day(kind: PeriodKind) -> None:
    periods = make_periods(kind, SINCE, UNTIL)
    days = np.arange(SINCE, UNTIL + np.timedelta64(1, "D"))
    index = periods.index(days)
    assert (periods.start[1:] == periods.end[:-1] + np.timedelta64(1, "D")).all()
    assert periods.start[0] <= SINCE
    assert periods.end[-1] >= UNTIL
    assert (index >= 0).all()
    assert (periods.start[index] <= days).all()
    assert (days <= periods.end[index]).all()


def test_weeks_begin_on_monday() -> None:
    periods = make_periods(PeriodKind.WEEK, SINCE, UNTIL)
    assert {d.astype(object).weekday() for d in periods.start} == {0}
    assert {d.astype(object).weekday() for d in periods.end} == {6}


def test_days_outside_have_no_period() -> None:
    periods = make_periods(PeriodKind.MONTH, SINCE, UNTIL)
    assert periods.index(np.array(["2007-11-30", "2008-04-01", "2008-03-31"], "datetime64[D]")).tolist() == [-1, -1, 3]


def test_nothing_between_days_that_are_the_wrong_way_round() -> None:
    periods = make_periods(PeriodKind.DAY, UNTIL, SINCE)
    assert len(periods) == 0
    assert periods.index(np.array([SINCE])).tolist() == [-1]


def test_the_last_week_ends_with_the_calendar() -> None:
    periods = make_periods(PeriodKind.WEEK, np.datetime64("9999-12-01"), np.datetime64("9999-12-31"))
    assert str(periods.end[-1]) == "9999-12-31"
    assert periods.end.tolist()[-1].year == 9999  # a day that Python knows
