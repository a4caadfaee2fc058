"""Who moved first: does one side's tone follow the other's, more than the other way round?

Only acts of one side towards the other count. Talks and agreements have no first mover, and an act that is told from both ends on
one day would seem to be answered at once.

A vector autoregression (Goldstein & Freeman 1991) by least squares, solved from covariances that are free of the noise of few
events (errors in variables, Fuller 1987). Plain least squares on means of periods does not do: where both sides follow the same
course and one is told of more, it finds that side a leader in 78 to 100 of a hundred simulated dyads, this in 6.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.relations.events import Track
from detente.relations.observe import BEYOND
from detente.relations.periods import COARSEST
from detente.relations.records import Band, Reciprocity, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.events import DyadEvents, Numbers
    from detente.relations.periods import Periods

    Masks = NDArray[np.bool_]

LAGS = 4  # periods, at most
ROUNDS = 400  # of the bootstrap
LEAST = 32  # periods in which both sides act: below it, simulated leads are false too often, and true ones missed
# An event is worth this share of a period's weight against the long-run mean: 10.1 within, 3.2 between (ICEWS 2018).
_PRIOR = 3.1
# Blocks understate the spread: with it, .06 to .09 of simulated dyads without a leader have one (260 weeks, four ways of having
# none), without it .10 to .12.
_WIDER = 1.15
_FLOOR = 0.05  # of the eigenvalues of a correlation matrix; .05 to .5 made no difference in simulations
_VARIES = 0.01  # of the variance of events: a level that varies less cannot be told from one that does not


def find_leader(
    events: DyadEvents, periods: Periods, weights: Weights = Weights.GOLDSTEIN, *, lags: int = LAGS, rounds: int = ROUNDS
) -> Reciprocity:
    """Tell who moved first, or why nobody can be said to have.

    ``lead`` is in standard deviations of the one per standard deviation of the other, summed over the lags, with an interval of
    nine tenths from a moving-block bootstrap (Künsch 1989) whose seed is a hash of the data: same events, same bytes. ``periods``
    counts those in which both acted. Events that are only claimed, planned or denied do not count, nor do those that are dated
    less exactly than a period is long.
    """
    sums = _sum_periods(_one_sided(events, periods), periods, weights)
    acted = sums[0, 0] > 0, sums[1, 0] > 0
    both = int(np.count_nonzero(acted[0] & acted[1]))
    unit = periods.kind.value

    def undecided(reason: str, lead: Band | None = None, order: int = 0) -> Reciprocity:
        return Reciprocity(events.one, events.other, None, lead, order, both, reason)

    if both < LEAST:
        return undecided(f"too little data: both acted in {both} of {len(periods)} {unit}s, and {LEAST} are needed")
    sides = [_centre(side) for side in sums]
    order = _choose_lags(sides, lags)
    products = _products(sides, order)
    for variance, side, name in zip(_variances(products), sides, (events.one, events.other), strict=True):
        if not variance > _VARIES * side.within:
            return undecided(f"undecided: from {unit} to {unit} the tone of {name} varies no more than chance would have it")
    leads = _leads(products, order, _seed(sums), rounds)
    low, high = leads[0] + _WIDER * (np.quantile(leads[1:], (0.05, 0.95)) - leads[0])
    band = Band(float(low), float(leads[0]), float(high))
    within = f"{_lags(order, unit)}, the interval of its lead being {low:+.1f} to {high:+.1f}"
    if low <= 0 <= high:
        return undecided(f"undecided: neither side's tone follows the other's more within {within}", band, order)
    leader, follower = (events.one, events.other) if low > 0 else (events.other, events.one)
    reason = f"the tone of {follower} follows that of {leader} more than the other way round within {within}"
    return Reciprocity(events.one, events.other, leader, band, order, both, reason)


def mirrored(events: DyadEvents) -> Masks:
    """Tell which events have an opposite one of the same type on the same day: as a rule one act, told from both ends.

    Of ICEWS rows of verbal cooperation (CAMEO 03 to 05) half have one, of conflict a tenth.
    """
    kinds = [str(kind) if kind else f"{quad} {weight}" for kind, quad, weight in
             zip(events.type, events.quad, events.goldstein, strict=True)]  # fmt: skip
    keys = list(zip(events.day.astype(np.int64).tolist(), kinds, strict=True))
    ways: dict[tuple[int, str], int] = {}
    for key, direction in zip(keys, events.direction.tolist(), strict=True):
        ways[key] = ways.get(key, 0) | {1: 1, -1: 2}.get(direction, 0)
    return np.fromiter((ways[key] == 3 for key in keys), bool, len(events))


def _one_sided(events: DyadEvents, periods: Periods) -> DyadEvents:
    kept = events.where((events.track == Track.REPORTED) & (events.exact <= COARSEST[periods.kind]))
    kept = kept.where(~mirrored(kept))
    return kept.where((kept.direction != 0) & (periods.index(kept.day) >= 0))


def _sum_periods(events: DyadEvents, periods: Periods, weights: Weights) -> Numbers:
    """Sum trust, trust², trust·weight, trust²·weight and trust²·weight² by side and period: (2, 5, T)."""
    value = events.goldstein if weights is Weights.GOLDSTEIN else events.plover
    known = (np.abs(value) <= BEYOND) & np.isfinite(events.trust) & (events.trust > 0)
    at, way = periods.index(events.day)[known], events.direction[known]
    value, trust = value[known], events.trust[known]
    terms = (trust, trust**2, trust * value, trust**2 * value, trust**2 * value**2)
    return np.stack(
        [[np.bincount(at[way == side], term[way == side], len(periods)) for term in terms] for side in (1, -1)]
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side's acts by period: how much they are worth (0 to 1), mean deviation, the product of two different events, and
    the variance of single ones.
    """

    worth: Numbers
    deviation: Numbers
    paired: Numbers
    square: Numbers
    within: float


def _centre(side: Numbers) -> _Side:
    total, squared, summed, crossed, own = side
    mean = summed.sum() / total.sum()
    away = summed - mean * total  # a period without events deviates by 0, and weighs nothing
    own = own - 2 * mean * crossed + mean**2 * squared
    pairs = total**2 - squared
    two = pairs > 1e-9  # of one event there is no product of two
    square = np.where(two, (away**2 - own) / np.where(two, pairs, 1), 0.0)
    worth = total / (total + _PRIOR)
    deviation = np.where(total > 0, away / np.where(total > 0, total, 1), 0.0)
    paired = np.where(two, worth**2, 0.0)
    return _Side(worth, deviation, paired, square, float(own.sum() / squared.sum()))


def _choose_lags(sides: list[_Side], most: int) -> int:
    """Return the order of least BIC (Schwarz 1978), of means that are shrunken to the long-run mean."""
    series = [side.deviation * side.worth for side in sides]
    one, other = (s / (s.std() or 1) for s in series)
    count = len(one) - most
    now = np.stack([one[most:], other[most:]], 1)
    best, chosen = np.inf, 1
    for order in range(1, most + 1):
        before = [s[most - k : len(one) - k] for k in range(1, order + 1) for s in (one, other)]
        known = np.stack([np.ones(count), *before], 1)
        rest = now - known @ np.linalg.lstsq(known, now, rcond=None)[0]
        size = max(float(np.linalg.det(rest.T @ rest / count)), 1e-12)
        bic = count * np.log(size) + 2 * (1 + 2 * order) * np.log(count)
        if bic < best:
            best, chosen = bic, order
    return chosen


def _products(sides: list[_Side], order: int) -> Numbers:
    """Return numerators and denominators of the covariances at lags 0 to ``order``: (T - order, 2, order + 1, 2, 2)."""
    count = len(sides[0].worth) - order
    out = np.empty((count, 2, order + 1, 2, 2))
    for lag in range(order + 1):
        past = slice(order - lag, order - lag + count)
        for i, now in enumerate(sides):
            for j, then in enumerate(sides):
                weight = now.worth[order:] * then.worth[past]
                value = weight * now.deviation[order:] * then.deviation[past]
                if lag == 0 and i == j:  # two different events: the square of a mean holds the noise of its events
                    weight, value = now.paired[order:], now.paired[order:] * now.square[order:]
                out[:, 0, lag, i, j], out[:, 1, lag, i, j] = value, weight
    return out


def _variances(products: Numbers) -> Numbers:
    """Return the variance of either side's level, free of that of events within periods; it may come out below 0."""
    value, weight = products[:, :, 0, [0, 1], [0, 1]].sum(0)
    out: Numbers = value / np.maximum(weight, 1e-9)
    return out


def _leads(products: Numbers, order: int, seed: int, rounds: int) -> Numbers:
    """Return the lead of the data, then that of each round of the bootstrap."""
    count = len(products)
    length = max(4, round(1.5 * count ** (1 / 3)))
    flat = products.reshape(count, -1)
    running = np.concatenate([np.zeros((1, flat.shape[1])), np.cumsum(flat, axis=0)])
    blocks = running[length:] - running[:-length]
    drawn = np.random.default_rng(seed).multinomial(-(-count // length), np.full(len(blocks), 1 / len(blocks)), rounds)
    sums = np.concatenate([flat.sum(0)[None], drawn @ blocks]).reshape(-1, *products.shape[1:])
    covariance = sums[:, 0] / np.maximum(sums[:, 1], 1e-9)
    diagonal = covariance[:, 0, [0, 1], [0, 1]]
    deviation = np.sqrt(np.maximum(diagonal, 0.05 * diagonal[:1]))
    correlation = covariance / (deviation[:, None, :, None] * deviation[:, None, None, :])
    correlation[:, 0, [0, 1], [0, 1]] = 1.0
    return _solve(correlation, order)


def _solve(correlation: Numbers, order: int) -> Numbers:
    """Solve the Yule-Walker equations of each round, and return responses of the second to the first less the reverse."""
    rounds = len(correlation)
    known = np.empty((rounds, 2 * order, 2 * order))
    towards = np.empty((rounds, 2 * order, 2))
    for a in range(order):
        towards[:, 2 * a : 2 * a + 2] = correlation[:, a + 1].swapaxes(1, 2)
        for b in range(order):
            block = correlation[:, b - a] if b >= a else correlation[:, a - b].swapaxes(1, 2)
            known[:, 2 * a : 2 * a + 2, 2 * b : 2 * b + 2] = block
    values, vectors = np.linalg.eigh((known + known.swapaxes(1, 2)) / 2)
    turned = vectors.swapaxes(1, 2)
    response = vectors @ (turned @ towards / np.maximum(values, _FLOOR)[:, :, None])
    out: Numbers = response[:, 0::2, 1].sum(1) - response[:, 1::2, 0].sum(1)
    return out


def _seed(sums: Numbers) -> int:
    return int.from_bytes(hashlib.sha256(np.ascontiguousarray(sums).tobytes()).digest()[:8], "little")


def _lags(order: int, unit: str) -> str:
    return f"a {unit}" if order == 1 else f"{order} {unit}s"
