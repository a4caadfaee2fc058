"""How far two reviewers agree on the rows that both judged.

The classes are *accepted*, *rejected* and *corrected*. Kappa is Cohen's; its 95 % interval is Wilson's interval of the share of
agreement, carried over with the agreement by chance as it was found: it does not shrink to a point where all of a few rows are
agreed on. There is no kappa where both use one class alone. *same* counts corrections as agreed only where they change the same
fields to the same values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from detente.errors import QueryError
from detente.evaluation.agreement import kappa
from detente.reviews.fields import KINDS
from detente.reviews.log import Key
from detente.reviews.records import Review

_Z = 1.959964  # of 95 %


@dataclass(frozen=True, slots=True)
class Figures:
    """How far two reviewers agree on ``n`` rows: shares, and kappa with a 95 % interval, None where there is none."""

    kind: str
    n: int
    agreed: float | None
    same: float | None
    kappa: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers: figures of all rows and of each kind that has some, and where they differ."""

    one: str
    other: str
    figures: tuple[Figures, ...]
    differing: tuple[tuple[Review, Review], ...]


def compare(stands: Mapping[Key, Review], one: str, other: str) -> Agreement:
    """Compare two reviewers by what stands of theirs; raises QueryError where one of them has judged nothing."""
    known = sorted({reviewer for _, _, reviewer in stands})
    for name in (one, other):
        if name not in known:
            raise QueryError(f"{name!r} has judged nothing here. Those who have: {', '.join(known) or 'nobody'}.")
    if one == other:
        raise QueryError(f"{one} agrees with {one}. Name two reviewers.")
    both = [
        (review, stands[kind, row, other])
        for (kind, row, reviewer), review in sorted(stands.items())
        if reviewer == one and (kind, row, other) in stands
    ]
    parts = [("all", both), *((kind, [p for p in both if p[0].row_kind == kind]) for kind in KINDS)]
    figures = tuple(_count(kind, pairs) for kind, pairs in parts if pairs or kind == "all")
    return Agreement(one, other, figures, tuple(p for p in both if not _is_same(*p)))


def pairs_of(stands: Mapping[Key, Review]) -> list[tuple[str, str, int]]:
    """Return the pairs of reviewers who judged the same rows, with how many; the most first."""
    rows: dict[str, set[tuple[str, str]]] = {}
    for kind, row, reviewer in stands:
        rows.setdefault(reviewer, set()).add((kind, row))
    found = [(one, other, len(rows[one] & rows[other])) for one, other in combinations(sorted(rows), 2)]
    return sorted((p for p in found if p[2]), key=lambda p: (-p[2], p[0], p[1]))


def _count(kind: str, pairs: Sequence[tuple[Review, Review]]) -> Figures:
    n = len(pairs)
    if not n:
        return Figures(kind, 0, None, None, None, None, None)
    labels = [(a.verdict.value, b.verdict.value) for a, b in pairs]
    agreed = sum(a == b for a, b in labels) / n
    same = sum(_is_same(a, b) for a, b in pairs) / n
    chance = sum(a * b for a, b in zip(*_aligned(labels), strict=True))
    if chance >= 1:
        return Figures(kind, n, agreed, same, None, None, None)
    low, high = _wilson(agreed, n)
    return Figures(kind, n, agreed, same, kappa(labels), (low - chance) / (1 - chance), (high - chance) / (1 - chance))


def _wilson(share: float, n: int) -> tuple[float, float]:
    middle, room = share + _Z**2 / (2 * n), _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return (middle - room) / (1 + _Z**2 / n), (middle + room) / (1 + _Z**2 / n)


def _aligned(labels: Sequence[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Return the shares of each class, of the one and of the other reviewer, in one order."""
    classes = sorted({label for pair in labels for label in pair})
    n = len(labels)
    return [sum(a == c for a, _ in labels) / n for c in classes], [sum(b == c for _, b in labels) / n for c in classes]


def _is_same(one: Review, other: Review) -> bool:
    return one.verdict is other.verdict and {c.field: c.new for c in one.changes} == {c.field: c.new for c in other.changes}
