"""Arithmetic of dates at its edges."""

import datetime as dt

import pytest

from detente.language.calendar import floor, shift, weekday_near
from detente.records import DatePrecision


@pytest.mark.parametrize(
    ("day", "unit", "count", "expected"),
    [
        (dt.date(2016, 1, 31), "month", 1, dt.date(2016, 2, 29)),  # short month
        (dt.date(2016, 2, 29), "year", 1, dt.date(2017, 2, 28)),  # leap day
        (dt.date(2016, 11, 30), "week", -2, dt.date(2016, 11, 16)),  # weeks
        (dt.date.max, "day", 1, None),  # end of the calendar
        (dt.date.min, "year", -1, None),  # its beginning
        (dt.date(2016, 1, 1), "day", 10**12, None),  # more than an integer of C
    ],
)
def test_shift(day: dt.date, unit: str, count: int, expected: dt.date | None) -> None:
    assert shift(day, unit, count) == expected


def test_first_week_of_the_calendar() -> None:
    assert floor(dt.date.min, DatePrecision.WEEK) == dt.date.min


@pytest.mark.parametrize(
    ("ahead", "strictly", "expected"),
    [
        (False, False, dt.date(2016, 11, 30)),  # said on that day
        (False, True, dt.date(2016, 11, 23)),  # last Wednesday
        (True, False, dt.date(2016, 11, 30)),  # this very Wednesday
        (True, True, dt.date(2016, 12, 7)),  # next Wednesday
    ],
)
def test_weekday_near(ahead: bool, strictly: bool, expected: dt.date) -> None:
    assert weekday_near(dt.date(2016, 11, 30), 2, ahead=ahead, strictly=strictly) == expected
