"""Where a series breaks: exact Bayesian segmentation into stretches of constant level (Fearnhead 2006, Stat. Comput. 16)."""

from dataclasses import dataclass

import numpy as np

from detente.relations.events import Numbers
from detente.relations.levels import Level


@dataclass(frozen=True, slots=True, eq=False)
class Breaks:
    """Posterior of the breaks of a series of T periods.

    ``at`` is the probability that a new level begins with a period, ``near`` that one begins with it or with a neighbour,
    ``expected`` how many there are in all.
    """

    at: Numbers
    near: Numbers
    expected: float
    _total: Numbers
    _rows: list[Numbers]
    _before: Numbers
    _after: Numbers

    def sides(self, t: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Return, given a break at ``t``, the stretches that may end before it and that may begin with it: weights and sums."""
        left = self._before[:t] + np.array([self._rows[s][t - 1 - s] for s in range(t)])
        right = self._rows[t] + self._after[t + 1 :]
        return _share(left), self._total[t] - self._total[:t], _share(right), self._total[t + 1 :] - self._total[t]


def find_breaks(level: Level, sums: Numbers, hazard: float) -> Breaks:
    """Return the exact posterior of the breaks; ``sums`` (T, S) of the level, ``hazard`` the prior of a break in a period.

    Takes O(T²) steps and O(T²) memory (half a matrix: 55 MB for ten years of days).
    """
    size = len(sums)
    total = np.concatenate([np.zeros((1, sums.shape[1])), np.cumsum(sums, axis=0)])
    go_on, stop = np.log1p(-hazard), np.log(hazard)
    rows = [level.evidence(total[s + 1 :] - total[s]) + go_on * np.arange(size - s) for s in range(size)]
    # before[s]: of the data before s, given that a stretch begins at s; after[s]: of the data from s on, given the same.
    before = np.full(size + 1, -np.inf)
    before[0] = 0.0
    for s, row in enumerate(rows):
        before[s + 1 :] = np.logaddexp(before[s + 1 :], before[s] + row + stop)
    after = np.zeros(size + 1)
    after[size] = -stop
    for s in range(size - 1, -1, -1):
        after[s] = _log_sum(rows[s] + stop + after[s + 1 :])
    at = np.exp(np.minimum(before[:-1] + after[:-1] - after[0], 0.0))
    at[:1] = 0.0
    # Nothing breaks at t-1, t and t+1 where one stretch lasts from t-2 to t+1.
    quiet, every = np.zeros(size), np.arange(size)
    for s, row in enumerate(rows):
        lasting = np.cumsum(np.exp(before[s] + row + stop + after[s + 1 :] - after[0])[::-1])[::-1]
        t = every[s + 2 if s else 0 :]
        quiet[t] += lasting[np.minimum(t + 1, size - 1) - s]
    return Breaks(at, np.clip(1 - quiet, 0.0, 1.0), float(at.sum()), total, rows, before, after)


def _log_sum(x: Numbers) -> float:
    top = x.max()
    return float(top + np.log(np.exp(x - top).sum()))


def _share(x: Numbers) -> Numbers:
    weight: Numbers = np.exp(x - x.max())
    return weight / float(weight.sum())
