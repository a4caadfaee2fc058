"""A timeline of characters: the tone as a line in its band, counts as blocks, and above them what moved and changed it."""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text

from detente.display.relation_words import NOTHING, day
from detente.relations.records import Judgement, PressurePoint, Relation, TonePoint

ROWS = 10
MARGIN = 6  # columns for labels on the left
COOPERATION, CONFLICT, NOTE = "bright_blue", "orange3", "dim"
_BOUND = 10.0  # both scales of weights lie within ±10
_NEAR = 12  # columns between two dates under the timeline


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a timeline; ``upper`` and ``lower`` half of a cell, so that the line has two heights in each."""

    upper: str
    lower: str
    band: str
    zero: str
    up: str
    down: str
    blocks: str
    none: str
    unread: str
    bar: str


BLOCKS = Glyphs("▀", "▄", "░", "─", "▲", "▼", "▁▂▃▄▅▆▇█", "·", "/", "─")
ASCII = Glyphs("=", "_", ":", "-", "^", "v", ".:-=+*#@", " ", "/", "-")


def plot_relation(relation: Relation, width: int, glyphs: Glyphs) -> list[Text]:
    """Return the timeline, one text a row, ``width`` columns wide."""
    if not relation.tone:
        return [Text(NOTHING)]
    columns = width - MARGIN - 1
    cells = _cells(relation.tone, columns)
    first, last = relation.tone[0].start, relation.tone[-1].end

    def column(date: dt.date) -> int | None:
        """Return where a day stands, None outside."""
        at = next((i for i, cell in enumerate(cells) if cell[0].start <= date <= cell[-1].end), None)
        return at if first <= date <= last else None

    out = [_marks("event", [(column(e.day), str(i + 1), "bold") for i, e in enumerate(relation.verdict.moved_by)], columns)]
    signs = {Judgement.THAW: (glyphs.up, COOPERATION), Judgement.CHILL: (glyphs.down, CONFLICT)}
    out.append(_marks("change", [(column(c.start), *signs.get(c.judgement, ("|", NOTE))) for c in relation.changes], columns))
    out += _tone(cells, glyphs)
    out.append(_windows(relation, column, columns, glyphs))
    out.append(_dates(cells, columns))
    out += _counts(relation.pressure, columns, glyphs)
    return [row for row in out if row.plain.strip()]


def _cells(points: Sequence[TonePoint], columns: int) -> list[Sequence[TonePoint]]:
    """Return the periods of each column: several in one, or one in several."""
    n = len(points)
    return [points[i * n // columns : max(i * n // columns + 1, (i + 1) * n // columns)] for i in range(columns)]


def _marks(name: str, marks: Sequence[tuple[int | None, str, str]], columns: int) -> Text:
    """Set signs above their columns; one that would cover another moves to the right."""
    row: list[tuple[str, str]] = [(" ", "")] * columns
    for at, sign, style in sorted((m for m in marks if m[0] is not None), key=lambda m: (m[0] or 0, m[1])):
        free = next((i for i in range(at or 0, columns) if row[i][0] == " "), None)
        if free is not None:
            row[free] = (sign, style)
    if all(sign == " " for sign, _ in row):
        return Text("")
    return Text.assemble((name.rjust(MARGIN) + " ", NOTE), *row)


def _tone(cells: Sequence[Sequence[TonePoint]], glyphs: Glyphs) -> list[Text]:
    middles = [cell[len(cell) // 2].smoothed for cell in cells]
    values = [0.0, *(min(max(v, -_BOUND), _BOUND) for b in middles for v in (b.low, b.middle, b.high) if math.isfinite(v))]
    low, high = min(values), max(values)
    high, low = (high, low) if high - low > 1 else (high + 0.5, low - 0.5)
    half = (high - low) / (2 * ROWS - 1)  # of a row

    def place(value: float) -> int:
        """Return the half row, 0 at the bottom."""
        return round((min(max(value, low), high) - low) / half) if math.isfinite(value) else -1

    zero = place(0.0) // 2
    grid = [[glyphs.zero if row == zero else " "] * len(cells) for row in range(ROWS)]
    for i, band in enumerate(middles):
        if place(band.middle) < 0:
            continue
        for row in range(place(band.low) // 2, place(band.high) // 2 + 1):
            grid[row][i] = glyphs.band
        row, upper = divmod(place(band.middle), 2)
        grid[row][i] = glyphs.upper if upper else glyphs.lower
    labels = {ROWS - 1: _number(high), 0: _number(low), zero: "0"}
    return [Text.assemble((labels.get(row, "").rjust(MARGIN) + " ", NOTE), "".join(grid[row])) for row in reversed(range(ROWS))]


def _number(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _windows(relation: Relation, column: Callable[[dt.date], int | None], columns: int, glyphs: Glyphs) -> Text:
    """Mark what the verdict compares."""
    row = [" "] * columns
    first, last = relation.tone[0].start, relation.tone[-1].end
    for name, (start, end) in (("before", relation.verdict.before), ("after", relation.verdict.after)):
        if start > last or end < first:
            continue
        left, right = column(max(start, first)), column(min(end, last))
        if left is None or right is None:
            continue
        wide = right - left + 1
        label = f" {name} " if wide >= len(name) + 4 else name[: max(0, wide - 2)]
        row[left : right + 1] = f"|{label.center(max(0, wide - 2), glyphs.bar)}|" if wide > 1 else "|"
    return Text.assemble(("tone".rjust(MARGIN) + " ", NOTE), ("".join(row), NOTE))


def _dates(cells: Sequence[Sequence[TonePoint]], columns: int) -> Text:
    """Write dates under the columns with which their periods begin, as many as have room."""
    row = [" "] * columns
    free = 0
    for i, cell in enumerate(cells):
        label = day(cell[0].start)
        new = i == 0 or cells[i - 1][-1].start != cell[0].start
        if new and i >= free and i + len(label) <= columns:
            row[i : i + len(label)] = label
            free = i + len(label) + _NEAR
    return Text(" " * (MARGIN + 1) + "".join(row), style=NOTE)


def _counts(points: Sequence[PressurePoint], columns: int, glyphs: Glyphs) -> list[Text]:
    if not points:
        return []
    n = len(points)
    cells = [points[i * n // columns : max(i * n // columns + 1, (i + 1) * n // columns)] for i in range(columns)]
    counts = [(sum(p.cooperation for p in c), sum(p.conflict for p in c), sum(p.exposure for p in c)) for c in cells]
    most = max(max(up, down) for up, down, _ in counts)

    def block(count: int, exposure: int) -> str:
        if count:
            return glyphs.blocks[max(0, math.ceil(count / most * len(glyphs.blocks)) - 1)]
        return glyphs.none if exposure > 0 else glyphs.unread

    up = "".join(block(c[0], c[2]) for c in counts)
    down = "".join(block(c[1], c[2]) for c in counts)
    legend = f"{'':{MARGIN + 1}}cooperation, material conflict: the tallest is {most:,} a column"
    legend += f"; {glyphs.unread} nothing reported" if any(c[2] <= 0 for c in counts) else ""
    return [
        Text.assemble(("coop".rjust(MARGIN) + " ", NOTE), (up, COOPERATION)),
        Text.assemble(("conf".rjust(MARGIN) + " ", NOTE), (down, CONFLICT)),
        Text(legend, style=NOTE),
    ]
