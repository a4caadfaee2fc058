"""The date of publication, as files and people write it."""

import datetime as dt
import re

from detente.errors import ReadingError

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?|(\d{4})(\d{2})(\d{2})", re.DOTALL)
_HOW = "Write the day of publication as YYYY-MM-DD, such as 2016-11-30."


def read_date(value: object, where: str = "published") -> dt.date | None:
    """Return the day that a value names; None, '' and null give None.

    Accepts a date or datetime, ``2016-11-30``, ``20161130`` (also as a number) and ISO date-times, whose day counts as it is
    written, in the article's own time zone. Raises ReadingError for anything else.

    >>> read_date("2016-11-30T23:30:00+03:00"), read_date(20161130)
    (datetime.date(2016, 11, 30), datetime.date(2016, 11, 30))
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch(str(value).strip()) if isinstance(value, (str, int)) and not isinstance(value, bool) else None
    if match is None:
        raise ReadingError(where, f"the date {_shown(value)} cannot be understood", _HOW)
    year, month, day = (int(group) for group in match.groups() if group)
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ReadingError(where, f"the date {_shown(value)} is not in the calendar ({error})", _HOW) from error


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "…"
