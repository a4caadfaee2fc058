"""State by state: how friendly each acts towards each, how much it speaks of it, or how often it agrees with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.relations.network_intake import Links, Spoken, Tie, read_acts, read_answers, read_spoken
from detente.relations.records import Weights
from detente.relations.steps import Scope, Step, bounds, starts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.events import Numbers, Wholes
    from detente.store.open import Store

# How many events the mean of all pairs is worth beside a pair's own: 10.1 within, 3.2 between pairs (ICEWS 2018). Agreement is
# too rare in any store at hand to have such a figure of its own.
PRIOR = 3.1
FEW = 5.0  # events, under which half of what a mean says is chance (split halves of ICEWS 2018: .58)


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """The ties of states in one step, rows towards columns; all arrays are (n, n), read-only, and their diagonal is empty.

    ``value`` is the tone, shrunken towards ``mean`` (that of all pairs of the step, also those of states that are not shown) by
    how few events there are: (Σ trust·weight + 3.1·mean) / (Σ trust + 3.1); of agreement the same with 1 and -1; of statements
    their number. It is nan where there is nothing. ``effective`` is the number of events that it rests on, weighed by
    trust; ``count`` that of stories, statements, or answers; ``reports`` tells of them, and ``outlets`` that many, 0 where no row
    names any. ``total`` counts them all, those of both sides once, though they stand in two cells.
    """

    tie: Tie
    start: dt.date
    end: dt.date
    states: tuple[str, ...]
    mean: float | None
    total: int
    value: Numbers
    effective: Numbers
    count: Wholes
    reports: Wholes
    outlets: Wholes

    def cells(self) -> list[Cell]:
        """Return the pairs that have anything, by row and column."""
        rows, columns = np.nonzero(self.count)
        layers = (self.value, self.effective, self.count, self.reports, self.outlets)
        numbers = zip(rows.tolist(), columns.tolist(), *(layer[rows, columns].tolist() for layer in layers), strict=True)
        names = self.states
        return [Cell(self.tie.value, self.start, self.end, names[i], names[j], *told) for i, j, *told in numbers]


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair of a matrix as a row of a table; see ``Matrix``."""

    tie: str
    start: dt.date
    end: dt.date
    one: str
    other: str
    value: float
    effective: float
    count: int
    reports: int
    outlets: int


def read_matrices(
    store: Store,
    tie: Tie,
    scope: Scope,
    *,
    step: Step = Step.ALL,
    weights: Weights = Weights.GOLDSTEIN,
    states: Sequence[str] = (),
    most: int | None = None,
    origin: str | None = None,
) -> tuple[Matrix, ...]:
    """Return one matrix a step that has anything, by time, all of the same states in the same order.

    Without ``states`` they are those with most ties, of which ``most`` are taken; of one state alone, it and those whom it has
    most to do with. Raises StoreError where the store cannot be read, QueryError where it holds no events at all.
    """
    if tie is Tie.STATEMENTS:
        return count_statements(read_spoken(store, scope, step, origin), scope, step, states=states, most=most)
    links = read_acts(store, scope, weights, origin) if tie is Tie.EVENTS else read_answers(store, scope, origin)
    return average_links(links, tie, scope, step, states=states, most=most)


def average_links(
    links: Links, tie: Tie, scope: Scope, step: Step = Step.ALL, *, states: Sequence[str] = (), most: int | None = None
) -> tuple[Matrix, ...]:
    """Make the matrices of ties that have a tone."""
    links = links if step is not Step.QUARTER else links.where(links.exact)
    if not len(links):
        return ()
    names = np.array(links.states, object)
    shown = _choose(names[links.one], names[links.other], links.trust, tuple(states), most)
    place = {code: i for i, code in enumerate(shown)}
    begun, first, last = starts(links.day, step), links.day.min().item(), links.day.max().item()
    made = []
    for start in np.unique(begun):
        part = links.where(begun == start)
        mean, total, arrays = _tone(part, place)
        if total:
            made.append(Matrix(tie, *bounds(start, step, scope, first, last), shown, mean, total, *map(_frozen, arrays)))
    return tuple(made)


def count_statements(
    spoken: Spoken, scope: Scope, step: Step = Step.ALL, *, states: Sequence[str] = (), most: int | None = None
) -> tuple[Matrix, ...]:
    """Make the matrices of who speaks of whom."""
    if not len(spoken):
        return ()
    shown = _choose(spoken.one, spoken.other, spoken.count.astype(np.float64), tuple(states), most)
    place = {code: i for i, code in enumerate(shown)}
    one, other = (np.array([place.get(code, -1) for code in codes], np.int64) for codes in (spoken.one, spoken.other))
    first, last = spoken.first.min().item(), spoken.last.max().item()
    made = []
    for start in np.unique(spoken.start):
        told = (spoken.start == start) & (one >= 0) & (other >= 0)
        layers = []
        for column in (spoken.count, spoken.reports, spoken.outlets):
            layer = np.zeros((len(shown), len(shown)), np.int64)
            layer[one[told], other[told]] = column[told]
            layers.append(layer)
        number = layers[0].astype(np.float64)
        arrays = (np.where(number > 0, number, np.nan), number, *layers)
        if told.any():
            said = int(layers[0].sum())
            span = bounds(start, step, scope, first, last)
            made.append(Matrix(Tie.STATEMENTS, *span, shown, None, said, *map(_frozen, arrays)))
    return tuple(made)


def _choose(
    one: NDArray[np.object_], other: NDArray[np.object_], weight: Numbers, given: tuple[str, ...], most: int | None
) -> tuple[str, ...]:
    """Return the states that were named; else order them by how much there is of them, or of them and the one that was named."""
    if len(given) > 1:
        return given
    if given:
        theirs = (one == given[0]) | (other == given[0])
        one, other, weight = one[theirs], other[theirs], weight[theirs]
    codes, number = np.unique(np.concatenate([one, other]).astype(str), return_inverse=True)
    total = np.bincount(number, np.concatenate([weight, weight]), len(codes)).tolist()
    ties = dict(zip(codes.tolist(), total, strict=True))
    ordered = sorted(ties, key=lambda code: (code not in given, -round(ties[code], 6), code))
    return tuple(ordered[:most])


def _tone(links: Links, place: dict[str, int]) -> tuple[float, int, tuple[Numbers, Numbers, Wholes, Wholes, Wholes]]:
    """Return the mean of all links, and of the states that are shown how many links there are, and their layers."""
    size = len(place)
    mean = float((links.trust * links.value).sum() / links.trust.sum())
    at = np.array([place.get(name, -1) for name in links.states], np.int64)
    both = np.flatnonzero(links.joint)  # a joint act is one row, and of both directions
    row = np.concatenate([np.arange(len(links)), both])
    one = np.concatenate([at[links.one], at[links.other[both]]])
    other = np.concatenate([at[links.other], at[links.one[both]]])
    inside = (one >= 0) & (other >= 0)
    total = int(inside[: len(links)].sum())
    row, cell = row[inside], one[inside] * size + other[inside]

    def spread(weights: Numbers) -> Numbers:
        return np.bincount(cell, weights, size * size).astype(np.float64).reshape(size, size)

    trust, value = links.trust[row], links.value[row]
    effective, summed, count, reports = (spread(x) for x in (trust, trust * value, np.ones(len(row)), links.reports[row]))
    tone = np.where(count > 0, (summed + PRIOR * mean) / (effective + PRIOR), np.nan)
    told: dict[int, set[str]] = {}
    for number, outlets in zip(cell.tolist(), links.outlets[row], strict=True):
        if outlets:
            told.setdefault(number, set()).update(outlets)
    sources = np.zeros(size * size, np.int64)
    sources[list(told)] = [len(names) for names in told.values()]
    return mean, total, (tone, effective, count.astype(np.int64), reports.astype(np.int64), sources.reshape(size, size))


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.setflags(write=False)
    return array
