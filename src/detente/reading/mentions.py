"""Mentions of actors, one a line, with their dates."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.errors import ReadingError
from detente.reading.dates import read_date
from detente.reading.jsonl import Report

HEADING = ("text", "date", "in")
_COLUMNS = "A line is TEXT, or TEXT, DATE and COUNTRY parted by tabs; the last two may be missing or empty."


@dataclass(frozen=True, slots=True)
class GivenMention:
    """The words for an actor, the day on which they were written, and a country that the text around speaks of."""

    text: str
    date: dt.date | None = None
    country: str | None = None


def read_mentions(lines: Iterable[bytes], usual: GivenMention, report: Report) -> Iterator[GivenMention]:
    """Yield the mention of each line of tab-separated text, date and country; lines without these have those of ``usual``.

    Empty lines and a heading that begins with ``text`` and ``date`` are skipped. A line that cannot be read is reported with its
    number, and the others go on.
    """
    for number, line in enumerate(lines, 1):
        try:
            text, date, country = _cells(line.decode("utf-8-sig"), number)
            if (text, date) == HEADING[:2] or not text:
                continue
            yield GivenMention(text, read_date(date, f"line {number}") or usual.date, country or usual.country)
        except UnicodeDecodeError:
            report(ReadingError(f"line {number}", "not UTF-8", "Save the list as UTF-8."))
        except ReadingError as error:
            report(error)


def _cells(line: str, number: int) -> list[str]:
    cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
    if len(cells) > len(HEADING):
        raise ReadingError(f"line {number}", f"{len(cells)} cells where three are known", _COLUMNS)
    return cells + [""] * (len(HEADING) - len(cells))
