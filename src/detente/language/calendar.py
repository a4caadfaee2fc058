"""Arithmetic of days, weeks, months and years that never raises."""

import datetime as dt

from detente.records import DatePrecision

DAY, WEEK, MONTH, YEAR = DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR


def day_of(year: int, month: int = 1, day: int = 1) -> dt.date | None:
    """Return the date, or None where there is no such day.

    >>> day_of(2015, 2, 29) is None
    True
    """
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shift(day: dt.date, unit: str, count: int) -> dt.date | None:
    """Move a date by so many units; a month that is too short gives its last day. None where the calendar ends.

    >>> shift(dt.date(2016, 3, 31), "month", -1)
    datetime.date(2016, 2, 29)
    """
    try:
        if unit in ("day", "week"):
            return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        for last in (day.day, 30, 29, 28):
            if last <= day.day and (found := day_of(year, month + 1, last)) is not None:
                return found
    except OverflowError:
        return None
    return None


def floor(day: dt.date, precision: DatePrecision) -> dt.date:
    """Return the first day of the week (Monday), month or year that the day lies in.

    >>> floor(dt.date(2016, 11, 30), DatePrecision.WEEK)
    datetime.date(2016, 11, 28)
    """
    if precision is WEEK:
        return dt.date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if precision is MONTH:
        return day.replace(day=1)
    if precision is YEAR:
        return day.replace(month=1, day=1)
    return day


def weekday_near(published: dt.date, weekday: int, *, ahead: bool, strictly: bool = False) -> dt.date | None:
    """Return the next or the latest day with this weekday (0 is Monday); publication day counts unless ``strictly``.

    >>> weekday_near(dt.date(2016, 11, 30), 2, ahead=False)  # "Wednesday" said on a Wednesday is today
    datetime.date(2016, 11, 30)
    """
    away = (weekday - published.weekday()) % 7 if ahead else (published.weekday() - weekday) % 7
    if away == 0 and strictly:
        away = 7
    return shift(published, "day", away if ahead else -away)
