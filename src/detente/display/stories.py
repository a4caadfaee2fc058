"""Stories as lines: a table for a person, CSV for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from detente.display.inert import one_line
from detente.events.story import Story
from detente.formats.guard import guarded
from detente.records import DatePrecision

COLUMNS = (
    "id", "date", "date_precision", "dated", "type", "status", "actors", "recipients", "symmetric", "place",
    "mentions", "reports", "sources", "texts", "claimants", "only_claimed", "articles",
)  # fmt: skip
_WIDEST = 40  # of a cell; whole in CSV and JSON
_SHOWN = {DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}  # characters of a date that are known


def table_lines(stories: Sequence[Story]) -> Iterator[str]:
    """Give a heading and one line a story. A date with ``~`` is the day of publication; ``w/`` opens a week."""
    head = ("DATE", "TYPE", "STATUS", "WHO AND WHOM", "PLACE", "TOLD", "CLAIMED BY", "ID")
    rows = [head, *(_cells(story) for story in stories)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cells(story: Story) -> tuple[str, ...]:
    parties = f" {'↔' if story.symmetric else '→'} ".join((_some(story.actors), _some(story.recipients)))
    told = f"{story.reports}/{story.sources}/{story.texts}"
    claimed = _some(story.claimants) if story.claimants else ""
    cells = (_day(story), story.type, story.status.value, parties, story.place or "", told, claimed)
    return (*(_short(cell) for cell in cells), story.id)


def _day(story: Story) -> str:
    if story.date is None:
        return "no date"
    day = story.date.isoformat()[: _SHOWN.get(story.date_precision or DatePrecision.DAY, 10)]
    return f"{'' if story.dated else '~'}{'w/' if story.date_precision is DatePrecision.WEEK else ''}{day}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names) or "?"


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"


def csv_lines(stories: Iterable[Story]) -> Iterator[str]:
    """Give a heading and one line a story, several values in a cell parted by ``; ``.

    Control characters are escapes, and a cell that a spreadsheet would compute has an apostrophe before it.
    """
    yield _csv_line(COLUMNS)
    for story in stories:
        yield _csv_line([_cell(value) for value in _values(story)])


def _values(story: Story) -> tuple[object, ...]:
    articles = dict.fromkeys(mention.article for mention in story.mentions)
    return (
        story.id, story.date, story.date_precision, story.dated, story.type, story.status, story.actors, story.recipients,
        story.symmetric, story.place, len(story.mentions), story.reports, story.sources, story.texts, story.claimants,
        story.only_claimed, tuple(articles),
    )  # fmt: skip


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return guarded(one_line("; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)))


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
