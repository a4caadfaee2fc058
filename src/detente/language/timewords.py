"""The words of time expressions, indexed, and the patterns that are built of them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.lexicon import Lexicon, Row
from detente.records import DatePrecision

# What may stand before a weekday, month or season, and narrows or moves it.
LEADS = ("early", "late", "mid", "last", "next", "this", "coming", "past", "earlier", "later")
# The patterns to try where a digit opens the expression, in order.
DIGITS = ("iso", "day month", "ago", "decade", "year", "span")
_MOVES = r"(?:(?:early|late|earlier|later)\s+)?(?:last|next|this\s+coming|this\s+past|this|the\s+coming|coming|past)"
_LEAD = rf"(?i:(?P<lead>{_MOVES}|early|late|mid)(?:\s+|-))?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)(?!\d)(?![.,]\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d%:])(?![.,]\d{1,3})"
_THAT_YEAR = r"(?:,?\s+(?:of\s+)?(?P<which>(?i:last|this|next))\s+year)"


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A row of ``times``: ``offset`` counts ``unit``s from the anchor, ``weekday`` days within the week (Monday is 0)."""

    anchor: str
    unit: str
    offset: int
    precision: DatePrecision
    weekday: int
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Look-ups by small-letter word, and compiled patterns that are tried at a given place only."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, tuple[str, int]]
    numbers: dict[str, int]
    seasons: dict[str, int]
    phrases: dict[str, TimePhrase]
    phrase_pattern: re.Pattern[str]
    cues: dict[tuple[str, str], str]
    triggers: dict[str, tuple[str, ...]]
    patterns: dict[str, re.Pattern[str]]


def index_time_words(lexicon: Lexicon) -> TimeWords:
    """Build the look-ups and patterns out of the tables."""
    words: dict[str, dict[str, int]] = {}
    for row in lexicon.table("language/time_words"):
        words.setdefault(row.text("kind"), {})[row.text("word")] = int(row.number("value") or 0)
    units = {w: (k.removeprefix("unit "), n) for k in words if k.startswith("unit ") for w, n in words[k].items()}
    months = words.get("month", {}) | words.get("month short", {})
    phrases = {row.text("phrase"): _phrase(row) for row in lexicon.table("language/times")}
    cues = {(r.text("word"), r.text("where")): r.text("direction") for r in lexicon.table("language/time_cues")}
    return TimeWords(
        months=months,
        weekdays=words.get("weekday", {}),
        units=units,
        numbers=words.get("number", {}),
        seasons=words.get("season", {}),
        phrases=phrases,
        phrase_pattern=re.compile(rf"(?i:{_any(phrases)})(?![\w-])"),
        cues=cues,
        triggers=_triggers(words, months, phrases),
        patterns=_patterns(words, units),
    )


def _phrase(row: Row) -> TimePhrase:
    return TimePhrase(
        row.text("anchor"),
        row.text("unit"),
        int(row.number("offset") or 0),
        DatePrecision(row.text("precision")),
        int(row.number("weekday") or 0),
        row.date("since"),
    )


def _any(words: Iterable[str]) -> str:
    """Return an alternation, the longest first, in which a blank stands for any white space."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]") for w in ordered) + ")"


def _names(words: dict[str, int]) -> str:
    """Return an alternation of names as they are written: Monday, MONDAY."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(f"{w.capitalize()}|{w.upper()}" for w in ordered) + ")"


def _patterns(words: dict[str, dict[str, int]], units: dict[str, tuple[str, int]]) -> dict[str, re.Pattern[str]]:
    month = rf"(?P<month>{_names(words.get('month', {}))}(?![\w])|{_names(words.get('month short', {}))}(?:\.|(?=\s+\d))(?!\w))"
    weekday = rf"(?P<weekday>{_names(words.get('weekday', {}))})(?!\w)"
    before = rf"(?:{weekday},?\s+(?:the\s+)?)?"
    to_day = r"(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?(?!\d)|\s+(?:and|to)\s+\d{1,2}(?:st|nd|rd|th)?(?![\d,.%]|\s+[a-z]))?"
    part = rf"(?:\s+{_any(words.get('part of day', {}))})?"
    number = rf"(?P<number>\d{{1,4}}|{_any(words.get('number', {}))})"
    unit = rf"(?P<unit>{_any(units)})"
    season = rf"(?P<season>{_any(words.get('season', {}))})"
    built = {
        "iso": r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        "month day": rf"{before}{month}\s+{_DAY}{to_day}(?:,?\s+{_YEAR}|{_THAT_YEAR})?",
        "day month": rf"{before}{_DAY}(?:\s?[-–]\s?\d{{1,2}})?(?:\s+of)?\s+{month}(?:,?\s+{_YEAR}|{_THAT_YEAR})?",
        "month year": rf"{_LEAD}{month}(?:,?\s+(?:of\s+)?{_YEAR}|{_THAT_YEAR})",
        "month": rf"{_LEAD}{month}",
        "weekday": rf"{_LEAD}{weekday}(?:\s+(?:of\s+)?(?P<which>last|next|this)\s+week(?!\w))?{part}(?!\w)",
        "ago": rf"(?i:{number}\s+{unit}\s+(?P<side>ago|earlier|later|from\s+now|hence)(?!\w))",
        "span": rf"(?i:{number}\s+{unit}(?!\w))",
        "season": rf"{_LEAD}(?i:{season})(?:\s+(?:of\s+)?{_YEAR})?(?!\w)",
        "decade": r"(?i:(?:early|late|mid)[-\s])?(?:(?P<year>1[5-9]\d0|20\d0)|['’](?P<short>[1-9]0))['’]?s(?!\w)",
        "year": rf"(?i:(?P<lead>early|late|mid)[-\s]+)?{_YEAR}(?![\w-])",
    }
    return {name: re.compile(pattern) for name, pattern in built.items()}


def _triggers(
    words: dict[str, dict[str, int]], months: dict[str, int], phrases: dict[str, TimePhrase]
) -> dict[str, tuple[str, ...]]:
    """Return, for each word that can open an expression, the patterns to try there, in order."""
    out: dict[str, list[str]] = {}

    def add(word: str, *names: str) -> None:
        kept = out.setdefault(word, [])
        kept += [n for n in names if n not in kept]

    for word in months:
        add(word, "month day", "month year", "month")
        add(f"{word}.", "month day", "month year", "month")
    for word in words.get("weekday", {}):
        add(word, "month day", "day month", "weekday")
    for word in LEADS:
        add(word, "weekday", "phrase", "month year", "month", "season", "decade", "year")
    for word in words.get("number", {}):
        add(word, "ago", "phrase", "span")
    for word in words.get("season", {}):
        add(word, "season")
    add("the", "phrase", "weekday", "month")
    for phrase in phrases:
        add(phrase.split()[0].split("-")[0], "phrase")
    return {word: tuple(names) for word, names in out.items()}
