"""State by state: who is how to whom, with thin cells drawn thin."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.display.inert import one_line
from detente.display.relation_words import number, plural, state_name
from detente.report.axes import Row, lay, plot, say
from detente.report.theme import LIGHT, WIDTH, Look, dress

_LARGEST, _SMALLEST = 34, 7  # pixels of a cell, with few states and with many
_FULL = 15.0  # events from which on a cell is drawn whole: the mean of a dyad is then reliable to .86 (split halves, ICEWS 2018)
_LEAST = 0.25  # of a cell's side, for one event
_NOTHING = "Nothing is told of these states in this time."


@dataclass(frozen=True, slots=True)
class _Cell:
    """A pair of which something is told, by the numbers of its states."""

    row: int
    column: int
    value: float
    count: float


def draw_matrix(
    states: Sequence[str],
    values: ArrayLike,
    counts: ArrayLike,
    period: str,
    *,
    look: Look = LIGHT,
    what: str = "mean tone",
    bound: float | None = None,
) -> alt.LayerChart | alt.Chart:
    """Draw ``values`` (n×n, row towards column; nan where nothing is known) with size by ``counts`` (n×n, events).

    Squares are positive, circles negative; colour tells how much, up to ±``bound`` (without it, what one cell in twenty exceeds).
    A cell of fewer than fifteen events is smaller than its place. Raises ValueError where the shapes do not fit the states.
    """
    value, count = np.asarray(values, float), np.asarray(counts, float)
    n = len(states)
    if value.shape != (n, n) or count.shape != (n, n):
        raise ValueError(f"{n} states need values and counts of {n} × {n}; they are {value.shape} and {count.shape}")
    cells = _find_cells(value, count)
    names = [state_name(state) for state in states]
    what = one_line(what)
    title = f"{what.capitalize()} of states towards each other, {one_line(period)}"
    if not cells:
        return dress(say(_NOTHING, look).properties(title=alt.TitleParams(title)), look, f"{title}. {_NOTHING}")
    subtitle = [
        "Row towards column. Squares are positive, circles negative.",
        f"What is smaller than its place rests on fewer than {_FULL:.0f} events; a dot: nothing is told.",
    ]
    described = f"{title}. {_describe(cells, names, what)}"
    grid = _grid(cells, names, what, bound or _bound(cells), look)
    return dress(grid.properties(title=alt.TitleParams(title, subtitle=subtitle)), look, described)


def _find_cells(value: NDArray[Any], count: NDArray[Any]) -> list[_Cell]:
    told = np.isfinite(value) & (count > 0)
    return [_Cell(int(i), int(j), float(value[i, j]), float(count[i, j])) for i, j in np.argwhere(told)]


def _bound(cells: Sequence[_Cell]) -> float:
    """Return the size that one cell in twenty exceeds: a single odd one would bleach all others."""
    return float(np.quantile([abs(cell.value) for cell in _well_filled(cells)], 0.95)) or 1.0


def _well_filled(cells: Sequence[_Cell]) -> Sequence[_Cell]:
    return [cell for cell in cells if cell.count >= _FULL] or cells


def _describe(cells: Sequence[_Cell], names: Sequence[str], what: str) -> str:
    """Say where the matrix is warmest and coldest, of the cells that are well filled where there are any."""
    ranked = sorted(_well_filled(cells), key=lambda cell: (cell.value, cell.row, cell.column))
    ends = (f"{end} {_who(cell, names)}: {_told(cell, what)}" for end, cell in (("highest", ranked[-1]), ("lowest", ranked[0])))
    return f"{plural(len(names), 'state')}, {plural(len(cells), 'pair')} told of; {'; '.join(ends)}."


def _who(cell: _Cell, names: Sequence[str]) -> str:
    return f"{names[cell.row]} → {names[cell.column]}"


def _told(cell: _Cell, what: str) -> str:
    return f"{what} {number(cell.value, signed=True)} in {plural(round(cell.count), 'event')}"


def _grid(cells: Sequence[_Cell], names: Sequence[str], what: str, most: float, look: Look) -> alt.LayerChart:
    n = len(names)
    side = max(_SMALLEST, min(_LARGEST, (WIDTH - 100) // n))
    rows: list[Row] = []
    for cell in cells:
        share = _LEAST + (1 - _LEAST) * min(1.0, math.sqrt(cell.count / _FULL))
        sign = "negative" if cell.value < 0 else "positive"
        place: Row = {
            "row": cell.row,
            "column": cell.column,
            "value": cell.value,
            "area": (share * (side - 1)) ** 2,
            "sign": sign,
        }
        rows.append(place | {"who": _who(cell, names), "told": _told(cell, what)})
    known = {(cell.row, cell.column) for cell in cells}
    blank: list[Row] = [{"row": i, "column": j} for i in range(n) for j in range(n) if i != j and (i, j) not in known]
    # States by number: two codes without a name may look alike, and would fall together.
    domain, labels = alt.Scale(domain=list(range(n))), f"{json.dumps(list(names))}[datum.value]"
    axis = {"labelExpr": labels, "labelFontSize": max(5, min(11, side - 1)), "labelLimit": 170, "title": None}
    bare = {"ticks": False, "domain": False, "grid": False}
    y = alt.Y("row:O", scale=domain, axis=alt.Axis.from_dict({**axis, **bare}))
    x = alt.X("column:O", scale=domain, axis=alt.Axis.from_dict({**axis, **bare, "orient": "top", "labelAngle": -90}))
    shape = alt.Shape("sign:N", scale=alt.Scale(domain=["positive", "negative"], range=["square", "circle"]), legend=None)
    tips = [alt.Tooltip("who:N", title="who"), alt.Tooltip("told:N", title="told")]
    marks = plot(rows).mark_point(filled=True, opacity=1, stroke=look.soft, strokeWidth=0.5)
    layers = [
        marks.encode(
            x, y, _colour(cells, most, side * n, look), shape, size=alt.Size("area:Q", scale=None, legend=None), tooltip=tips
        )
    ]
    if blank:
        layers.insert(0, plot(blank).mark_point(shape="circle", filled=True, size=3, color=look.soft, opacity=0.6).encode(x, y))
    return lay(layers, side * n, side * n)


def _colour(cells: Sequence[_Cell], most: float, height: int, look: Look) -> alt.Color:
    domain, colours = [0, most], [look.neutral, look.cooperation]
    if any(cell.value < 0 for cell in cells):
        domain, colours = [-most, *domain], [look.conflict, *colours]
    length = max(60, min(200, height))
    legend = alt.Legend(
        title=None, orient="right", gradientLength=length, tickCount=5, labelExpr="replace(datum.label, '-', '−')"
    )
    return alt.Color("value:Q", scale=alt.Scale(clamp=True, domain=domain, range=colours), legend=legend)
