"""The deadline that an offer, a demand or a threat sets in its own words: *by Friday*, *within 48 hours*, *before June*."""

import datetime as dt
import re
from collections.abc import Callable

from detente.language.calendar import MONTH, WEEK, YEAR, day_of, floor, shift, weekday_near
from detente.language.timewords import TimeWords
from detente.records import DatePrecision

_MARK = re.compile(
    r"\b(?P<mark>(?:no|not) later than|by|before|until|till|within|deadline of|deadline for|deadline on)\s+"
    r"(?:(?:the\s+)?(?P<edge>end|close|start|beginning|middle)\s+of\s+)?(?:(?:the|a|an)\s+(?=\w+\s*(?:$|[,.;:”’\"')]|\w)))?",
    re.IGNORECASE,
)
_EXCLUDING = ("before",)
_SOON = {"tomorrow": 1, "today": 0, "tonight": 0, "midnight": 0, "noon": 0}
_UNIT = re.compile(r"(?P<which>next|this|coming|following)?\s*(?P<unit>week|month|year)(?!\w)", re.IGNORECASE)
_SOON_WORD = re.compile(rf"(?:{'|'.join(_SOON)})(?!\w)", re.IGNORECASE)
_HOURS = re.compile(r"(?P<hours>\d{1,3})\s+hours?(?!\w)", re.IGNORECASE)

Match = re.Match[str]


def find_deadline(text: str, said: dt.date, words: TimeWords) -> dt.date | None:
    """Return the last day that a text leaves for what it puts on the table, said on a day; None where it sets none.

    The last deadline of the text counts. What has no year is the coming one; a month or year that is named alone ends on its
    last day, so that nothing is over too early.
    """
    found: dt.date | None = None
    for mark in _MARK.finditer(text):
        day = _read(text, mark, said, words)
        if day is not None and day >= said:
            found = day
    return found


def _read(text: str, mark: Match, said: dt.date, words: TimeWords) -> dt.date | None:
    at = mark.end()
    spans, excluding = mark["mark"].lower() == "within", mark["mark"].lower() in _EXCLUDING
    readers: dict[str, Callable[[Match], dt.date | None]] = {
        "month day": lambda m: _month_day(m, said, words),
        "day month": lambda m: _month_day(m, said, words),
        "month year": lambda m: _last(day_of(int(m["year"]), _month(m, words)), MONTH) if m["year"] else None,
        "weekday": lambda m: weekday_near(said, words.weekdays[m["weekday"].lower()], ahead=True, strictly=excluding),
        "month": lambda m: _last(_coming_month(_month(m, words), said), MONTH),
        "year": lambda m: _last(day_of(int(m["year"])), YEAR),
    }
    if spans:
        return _span(text, at, said, words)
    for name, read in readers.items():
        match = words.patterns[name].match(text, at)
        day = read(match) if match else None
        if day is not None:
            return _edge(mark, day, name)
    soon = _SOON_WORD.match(text, at)
    if soon:
        return shift(said, "day", _SOON[soon[0].lower()])
    unit = _UNIT.match(text, at)
    return _unit(unit, mark, said) if unit else None


def _span(text: str, at: int, said: dt.date, words: TimeWords) -> dt.date | None:
    hours = _HOURS.match(text, at)
    if hours:
        return shift(said, "day", -(-int(hours["hours"]) // 24))
    match = words.patterns["span"].match(text, at) or words.patterns["span"].match(text, max(0, at - 2))
    if match is None:
        return None
    number = match["number"].lower()
    count = int(number) if number.isdecimal() else words.numbers.get(number, 0)
    unit, size = words.units[match["unit"].lower()]
    return shift(said, unit, count * size) if 0 < count * size <= 400 else None


def _month(match: Match, words: TimeWords) -> int:
    return words.months[match["month"].lower().rstrip(".")]


def _month_day(match: Match, said: dt.date, words: TimeWords) -> dt.date | None:
    month, day = _month(match, words), int(match["day"])
    if match["year"]:
        return day_of(int(match["year"]), month, day)
    return next((d for y in (0, 1) if (d := day_of(said.year + y, month, day)) is not None and d >= said), None)


def _coming_month(month: int, said: dt.date) -> dt.date | None:
    return day_of(said.year + (month < said.month), month)


def _last(day: dt.date | None, precision: DatePrecision) -> dt.date | None:
    """Return the last day of the week, month or year that a day lies in."""
    after = shift(floor(day, precision), precision.value, 1) if day else None
    return shift(after, "day", -1) if after else None


def _edge(mark: Match, day: dt.date, name: str) -> dt.date | None:
    """Move a deadline to the day before what it must come before, and to the start or middle of the month that is named."""
    precision = MONTH if name.startswith("month") and name != "month day" else YEAR if name == "year" else None
    edge = (mark["edge"] or "").lower()
    if precision is not None and edge in ("start", "beginning"):
        return floor(day, precision)
    if precision is not None and edge == "middle":
        return shift(floor(day, precision), "day", 14 if precision is MONTH else 181)
    if mark["mark"].lower() in _EXCLUDING and not edge:
        return shift(day if precision is None else floor(day, precision), "day", -1)
    return day


def _unit(match: Match, mark: Match, said: dt.date) -> dt.date | None:
    """Read *the end of the month* and *next week*; *within the week* and *before the year* alone set no day."""
    unit, which = match["unit"].lower(), (match["which"] or "").lower()
    if not which and not mark["edge"]:
        return None
    precision = {"week": WEEK, "month": MONTH, "year": YEAR}[unit]
    start = floor(said, precision)
    moved = shift(start, unit, 1) if which in ("next", "coming", "following") else start
    return _last(moved, precision)
