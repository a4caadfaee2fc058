"""A store → who acts towards whom, who speaks of whom, and who agrees with whom, among all states at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.relations.intake import choose_origin
from detente.relations.records import Weights
from detente.relations.steps import Scope, Step

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from detente.relations.events import Days, Numbers, Wholes
    from detente.store.open import Store

    Masks = NDArray[np.bool_]


class Tie(StrEnum):
    """What ties a state to another."""

    EVENTS = "events"
    STATEMENTS = "statements"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Ties with a tone, one row an act from one to another; all columns have one length, in an order that is always the same.

    ``one`` and ``other`` are numbers in ``states``. ``value`` is the weight of the act, or 1 for agreement and -1 for
    disagreement. ``joint`` marks acts of both, which are one row. ``exact`` is false where only the year is known. ``reports``
    counts tellings, ``outlets`` holds those that tell it.
    """

    states: tuple[str, ...]
    one: Wholes
    other: Wholes
    day: Days
    value: Numbers
    trust: Numbers
    joint: Masks
    exact: Masks
    reports: Wholes
    outlets: NDArray[np.object_]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.day)

    def where(self, kept: NDArray[Any]) -> Links:
        """Return the rows that a mask or an index selects; the states stay."""
        names = ("one", "other", "day", "value", "trust", "joint", "exact", "reports", "outlets")
        return replace(self, **{name: getattr(self, name)[kept] for name in names})


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """How often each state speaks of each other in each step, of which ``start`` is the first day; codes as texts.

    ``first`` and ``last`` are days of publication.
    """

    one: NDArray[np.object_]
    other: NDArray[np.object_]
    start: Days
    first: Days
    last: Days
    count: Wholes
    reports: Wholes
    outlets: Wholes

    def __len__(self) -> int:
        """Count the pairs of all steps."""
        return len(self.start)


def read_acts(store: Store, scope: Scope, weights: Weights = Weights.GOLDSTEIN, origin: str | None = None) -> Links:
    """Return what states do to each other; raises QueryError where the store holds no events."""
    table = store.acts(choose_origin(store, origin), *scope.days).arrow()
    value = "plover_score" if weights is Weights.PLOVER else "goldstein"
    forward = table["direction"].to_numpy() >= 0
    return _links(table, value, scope, forward=forward, joint=table["direction"].to_numpy() == 0)


def read_answers(store: Store, scope: Scope, origin: str | None = None) -> Links:
    """Return which states agree or disagree with which."""
    table = store.answers(_speaking(store, origin), *scope.days).arrow()
    every = np.ones(table.num_rows, bool)
    return _links(table, "value", scope, forward=every, joint=~every)


def read_spoken(store: Store, scope: Scope, step: Step = Step.ALL, origin: str | None = None) -> Spoken:
    """Return which states speak of which."""
    table = store.spoken(_speaking(store, origin), *scope.days, step.value).arrow()
    columns = {name: table[name].to_numpy() for name in ("one", "other", "count", "reports", "outlets")}
    days = {name: table[name].to_numpy().astype("datetime64[D]") for name in ("start", "first", "last")}
    kept = _known(columns["one"], scope) & _known(columns["other"], scope)
    return Spoken(**{name: column[kept] for name, column in (columns | days).items()})


def _speaking(store: Store, origin: str | None) -> str:
    """Return whose statements are read: those that are asked for, else own coding, else the most; several are never mixed."""
    found = [str(row["origin"]) for row in store.speakers().rows()] if origin is None else [origin]
    return "detente" if "detente" in found or not found else found[0]


def _links(table: pa.Table, value: str, scope: Scope, *, forward: Masks, joint: Masks) -> Links:
    first, second = (table[name].to_numpy() for name in ("one", "other"))
    weight, trust = (table[name].to_numpy().astype(np.float64) for name in (value, "trust"))
    kept = _known(first, scope) & _known(second, scope) & np.isfinite(weight) & np.isfinite(trust) & (trust > 0)
    count = int(kept.sum())
    states, numbers = np.unique(np.concatenate([first[kept], second[kept]]).astype(str), return_inverse=True)
    one, other, way = numbers[:count], numbers[count:], forward[kept]
    exact = np.ones(len(kept), bool)
    if "date_precision" in table.column_names:
        exact = table["date_precision"].to_numpy() != "year"
    outlets = np.empty(len(kept), object)
    outlets[:] = [tuple(names or ()) for names in table["outlets"].to_pylist()]
    return Links(
        tuple(map(str, states)),
        np.where(way, one, other),
        np.where(way, other, one),
        table["day"].to_numpy().astype("datetime64[D]")[kept],
        weight[kept],
        np.minimum(trust[kept], 1.0),
        joint[kept],
        exact[kept],
        table["reports"].to_numpy().astype(np.int64)[kept],
        outlets[kept],
    )


def _known(codes: NDArray[np.object_], scope: Scope) -> Masks:
    known = set(scope.codes)
    return np.fromiter((code in known for code in codes), bool, len(codes))
