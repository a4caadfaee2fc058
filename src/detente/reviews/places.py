r"""Places in a text as a person writes them, as code points: its words, or the numbers of its characters.

One place a line: ``the minister`` where these words stand once, ``the minister#2`` for their second occurrence, ``12-24`` for the
characters from 12 until before 24. Words that stand on several lines, or that look like numbers, are written in numbers. A
browser's own offsets are UTF-16 and know no ``\r``: they come as such numbers, converted where they arise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from detente.display.inert import make_inert
from detente.errors import QueryError
from detente.records import Span

_NUMBERS = re.compile(r"(\d{1,9})-(\d{1,9})")
_NTH = re.compile(r"(.+)#(\d{1,6})", re.DOTALL)
MOST = 500  # places of one field


def read_spans(value: object, text: str, where: str) -> list[Span]:
    """Return the places that lines of text, or a list of [start, end] and words, mean; raises QueryError naming the field."""
    items = value.splitlines() if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or len(items) > MOST:
        raise QueryError(f"{where}: give places as words of the text, or as [start, end] in characters, at most {MOST}.")
    return [span for item in items if (span := _read(item, text, where)) is not None]


def check_inside(spans: Iterable[Span], text: str, where: str) -> None:
    """Raise QueryError where a place is empty or lies beyond the text."""
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise QueryError(f"{where}: {start}-{end} is no place in a text of {len(text):,} characters, counted from 0.")


def write_spans(spans: Sequence[Span], text: str) -> str:
    """Write places so that ``read_spans`` reads the same: as words where they can be written and found, else as numbers."""
    return "\n".join(_write(span, text) for span in spans)


def _read(item: object, text: str, where: str) -> Span | None:
    if isinstance(item, (list, tuple)) and len(item) == 2 and all(type(n) is int for n in item):
        return Span(*item)
    if not isinstance(item, str):
        raise QueryError(f"{where}: {item!r} is no place. Give [start, end] in characters, or words of the text.")
    line = item.strip(" \t\r\n")
    if not line:
        return None
    if numbers := _NUMBERS.fullmatch(line):
        return Span(int(numbers[1]), int(numbers[2]))
    found = _starts(line, text)
    nth = _NTH.fullmatch(line)
    if not found and nth:
        found = _starts(nth[1], text)
        if not 1 <= int(nth[2]) <= len(found):
            raise QueryError(f"{where}: {nth[1]!r} stands {len(found)} times in the text, and {nth[2]} was asked for.")
        start = found[int(nth[2]) - 1]
        return Span(start, start + len(nth[1]))
    if len(found) != 1:
        more = f"stands {len(found)} times: add #1, #2 …" if found else "does not stand in the text, letter by letter"
        raise QueryError(f"{where}: {line!r} {more}")
    return Span(found[0], found[0] + len(line))


def _starts(words: str, text: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _write(span: Span, text: str) -> str:
    words = span.of(text)
    numbers = f"{span.start}-{span.end}"
    plain = words == make_inert(words) == words.strip() and len(words.splitlines()) == 1
    if not plain or _NUMBERS.fullmatch(words):
        return numbers
    found = _starts(words, text)
    line = words if len(found) == 1 else f"{words}#{found.index(span.start) + 1}"
    try:
        return line if _read(line, text, "") == span else numbers
    except QueryError:
        return numbers
