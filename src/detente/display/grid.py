"""Rows of any columns as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.display.csv_cells import shown
from detente.display.inert import one_line

_LEAST = 6  # characters that a column keeps, however narrow the terminal is
_WIDEST = 60


def grid_lines(names: Sequence[str], rows: Sequence[Sequence[object]], width: int) -> Iterator[str]:
    """Give a heading and one line a row, no wider than ``width`` where that can be; … stands for what was cut."""
    cells = [[one_line(name) for name in names], *([one_line(shown(value)) for value in row] for row in rows)]
    widths = [min(_WIDEST, max(len(row[i]) for row in cells)) for i in range(len(names))]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > _LEAST:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    for row in cells:
        yield "  ".join(cut(cell, w).ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()


def cut(text: str, width: int) -> str:
    """Return a text that is no longer than ``width``, with … where it was cut."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
