"""Compare two partitions of mentions: MUC, B-cubed, CEAF-e and their mean, as the reference scorer of CoNLL 2011/2012 counts.

A partition is a list of disjoint sets of mentions; a mention of one side that the other lacks stays where it is. Sources: MUC,
Vilain et al. 1995, "A model-theoretic coreference scoring scheme"; B-cubed, Bagga and Baldwin 1998, "Algorithms for scoring
coreference chains"; CEAF-e, Luo 2005, "On coreference resolution performance metrics"; no mention is added or dropped for the
sake of a measure, and documents are summed, not averaged: Pradhan et al. 2014, "Scoring coreference partitions of predicted
mentions"; the mean of the three: Pradhan et al. 2011, "CoNLL-2011 shared task".
"""

from collections.abc import Callable, Hashable, Sequence, Set
from dataclasses import dataclass

Partition = Sequence[Set[Hashable]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a measure sums: credit for the predicted side out of its most, and for the gold side out of its most."""

    right: float = 0
    predicted: float = 0
    found: float = 0
    gold: float = 0

    def __add__(self, other: "Agreement") -> "Agreement":
        """Add the sums of two documents."""
        return Agreement(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Credit of the predicted side; 0 where nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Credit of the gold side; 0 without gold."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def muc(gold: Partition, predicted: Partition) -> Agreement:
    """Count links: the fewest that hold each set together, and those of them that the other side does not cut.

    A set that stands alone has no link, so it neither gains nor costs anything.
    """
    joined = [len(g & p) for g in gold for p in predicted if g & p]
    kept = sum(joined) - len(joined)
    return Agreement(kept, sum(len(p) - 1 for p in predicted), kept, sum(len(g) - 1 for g in gold))


def b_cubed(gold: Partition, predicted: Partition) -> Agreement:
    """Count, for each mention, the share of its set that the other side also has beside it."""
    shared = [(len(g & p) ** 2, len(g), len(p)) for g in gold for p in predicted if g & p]
    return Agreement(
        sum(square / size for square, _, size in shared),
        sum(map(len, predicted)),
        sum(square / size for square, size, _ in shared),
        sum(map(len, gold)),
    )


def ceaf_e(gold: Partition, predicted: Partition) -> Agreement:
    """Count the likeness (twice the shared mentions over all mentions of both, φ4 of Luo) of sets paired as well as can be."""
    alike = [[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold]
    total = sum(alike[g][p] for g, p in assign(alike))
    return Agreement(total, len(predicted), total, len(gold))


MEASURES: dict[str, Callable[[Partition, Partition], Agreement]] = {"MUC": muc, "B-cubed": b_cubed, "CEAF-e": ceaf_e}


def conll(agreements: Sequence[Agreement]) -> float:
    """Return the mean of the F1 of the three measures."""
    return sum(a.f1 for a in agreements) / len(agreements)


def assign(gain: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair rows and columns one to one so that the sum of gains is greatest; every row or every column is paired.

    The method of Kuhn 1955 and Munkres 1957 in its form with potentials: each row in turn is added along the cheapest
    alternating path, in O(rows² · columns).

    >>> assign([[7.0, 5.0], [6.0, 1.0]])
    [(0, 1), (1, 0)]
    """
    if not gain or not gain[0]:
        return []
    if len(gain) > len(gain[0]):
        return sorted((row, column) for column, row in assign(list(zip(*gain, strict=True))))
    columns = len(gain[0])
    row_price, column_price = [0.0] * len(gain), [0.0] * (columns + 1)
    taken_by: list[int | None] = [None] * (columns + 1)  # the last column is where the path of a new row begins
    for new in range(len(gain)):
        taken_by[columns], at = new, columns
        least, before = [float("inf")] * columns, [columns] * columns
        done = [False] * (columns + 1)
        while (row := taken_by[at]) is not None:
            done[at] = True
            for column in range(columns):
                cost = -gain[row][column] - row_price[row] - column_price[column]
                if not done[column] and cost < least[column]:
                    least[column], before[column] = cost, at
            reached = min((c for c in range(columns) if not done[c]), key=least.__getitem__)
            step = least[reached]
            for column in range(columns + 1):
                owner = taken_by[column]
                if done[column] and owner is not None:
                    row_price[owner] += step
                    column_price[column] -= step
                elif column < columns:
                    least[column] -= step
            at = reached
        while at != columns:
            taken_by[at], at = taken_by[before[at]], before[at]
    return sorted((row, column) for column, row in enumerate(taken_by[:columns]) if row is not None)
