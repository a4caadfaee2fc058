"""Tone: how two states get on, as a level that drifts from period to period and is seen through the noisy means of periods.

The local level model of Durbin and Koopman (2012, ch. 2) on weighted means: ``y_t = x_t + e_t``, ``e_t ~ N(0, s2 / n_t + tau2)``,
``x_t = x_{t-1} + N(0, q)``, n_t being what the events of the period are worth. A period without events says nothing: the band
grows. ``s2`` is the variance between events of one period, ``tau2`` what a whole period is off (a summit week, a bad day), ``q``
how far the tone drifts in a period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from detente.relations.events import Numbers, Wholes
from detente.relations.observe import Observed
from detente.relations.periods import A_YEAR
from detente.relations.records import Band, Weights

NINETY = 1.6448536269514722  # standard deviations to either side that hold nine tenths of a normal distribution

# Candidates for the drift of a year and for the error of a whole period, as shares of s2. The 660 dyads of ICEWS 2018 with
# 30 events and more spread over all of them, most with a drift of .1 to 2 and an error of 0 to 1.
_DRIFTS = np.array([0.001, 0.005, 0.015, 0.03, 0.06, 0.12, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0])
_ERRORS = np.array([0.0, 0.03, 0.08, 0.2, 0.45, 1.0, 2.5])
# How likely each drift is to begin with: all alike, but for those that would carry two states of whom hardly anything is told
# from one end of the scale to the other within a year.
_LIKELY = 1 / (1 + _DRIFTS / 3)


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of any two states before their events are read.

    ``mean`` is the tone to begin with, worth as much as ``worth`` events; ``variance`` that of single events around the tone of
    their period, worth ``variance_worth`` events.
    """

    mean: float
    variance: float
    worth: float = 3.0
    variance_worth: float = 6.0


# Measured on the 112,000 interstate events of ICEWS 2018 (Goldstein: evidence of 10 to 12 within, 3 between dyads); the
# variances of single dyads spread by a factor of two, which six events are worth.
PRIORS = MappingProxyType({Weights.GOLDSTEIN: Prior(1.0, 10.0), Weights.PLOVER: Prior(1.2, 11.0)})


@dataclass(frozen=True, slots=True)
class State:
    """The tone at the end of what is known, enough to go on from: mean and variance, and the parameters, held fixed."""

    mean: float
    variance: float
    s2: float
    tau2: float
    q: float

    @property
    def band(self) -> Band:
        """The interval that holds nine tenths of the probability."""
        half = NINETY * self.variance**0.5
        return Band(self.mean - half, self.mean, self.mean + half)


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """The tone in each of T periods, in units of the weights: ``filtered`` knows the past only, ``smoothed`` all periods.

    ``precision`` is 1 / (s2 / n + tau2), 0 in an empty period; ``carry`` how far a correction of a period reaches back into the
    one before (the gain of the smoother), which the covariance of any two periods follows from.
    """

    prior: Prior
    s2: float
    tau2: float
    q: float
    mean: Numbers
    precision: Numbers
    filtered: Numbers
    filtered_variance: Numbers
    smoothed: Numbers
    smoothed_variance: Numbers
    carry: Numbers

    def __len__(self) -> int:
        """Count the periods."""
        return len(self.filtered)

    @property
    def state(self) -> State:
        """What ``extend`` goes on from: the last period, or the prior where there is none."""
        if not len(self):
            return State(self.prior.mean, self.s2 / self.prior.worth, self.s2, self.tau2, self.q)
        return State(float(self.filtered[-1]), float(self.filtered_variance[-1]), self.s2, self.tau2, self.q)

    def bands(self, *, smoothed: bool) -> list[Band]:
        """Return the interval of nine tenths of each period, from the smoother or from the filter."""
        middle = self.smoothed if smoothed else self.filtered
        half = NINETY * np.sqrt(self.smoothed_variance if smoothed else self.filtered_variance)
        return [Band(*values) for values in zip((middle - half).tolist(), middle.tolist(), (middle + half).tolist(), strict=True)]


def fit_tone(observed: Observed, prior: Prior) -> Tone:
    """Fit the drift and the noise on a grid of likelihoods, and run filter and smoother (Rauch, Tung and Striebel 1965).

    The parameters are their posterior means over the grid. The point of highest likelihood would put the drift at nothing in
    every other short series: its bands of nine tenths held .76 to .90 of simulated tones, those of the means .86 to .96
    (bench/relations.py). On ICEWS 2018, .90 to .96 of the means of the next week or month lay in the interval of nine tenths.
    """
    return fit_tones([observed], [prior])[0]


def fit_tones(observed: Sequence[Observed], priors: Sequence[Prior]) -> list[Tone]:
    """Fit several series over the same periods at once, which takes hardly longer than one; each comes out as it would alone."""
    if not observed:
        return []
    return [
        follow(seen, prior, s2, tau2, q)
        for seen, prior, (s2, tau2, q) in zip(observed, priors, _fit(observed, priors), strict=True)
    ]


def follow(observed: Observed, prior: Prior, s2: float, tau2: float, q: float) -> Tone:
    """Run filter and smoother with given parameters."""
    precision = _precision(observed.effective, s2, tau2)
    level, spread = prior.mean, s2 / prior.worth - q
    filtered, variance = [], []
    for y, p in zip(observed.mean.tolist(), precision.tolist(), strict=True):
        spread += q
        if p:
            spread /= 1 + spread * p
            level += spread * p * (y - level)
        filtered.append(level)
        variance.append(spread)
    means, spreads = np.array(filtered), np.array(variance)
    carry = spreads / (spreads + q)
    smoothed, smoothed_variance, back = filtered[:], variance[:], carry.tolist()
    for t in range(len(filtered) - 2, -1, -1):
        gain = back[t]
        smoothed[t] += gain * (smoothed[t + 1] - filtered[t])
        smoothed_variance[t] += gain * gain * (smoothed_variance[t + 1] - variance[t] - q)
    return Tone(
        prior, s2, tau2, q, observed.mean, precision, means, spreads, np.array(smoothed), np.array(smoothed_variance), carry
    )


def extend(state: State, mean: float, effective: float) -> State:
    """Add one period to what the filter knows: the mean of its events and what they are worth, 0 for an empty one.

    The parameters stay as they were fitted, so that a day is added without reading the past again; ``fit_tone`` fits anew.
    """
    spread, level = state.variance + state.q, state.mean
    if effective > 0:
        p = effective / (state.s2 + effective * state.tau2)
        spread /= 1 + spread * p
        level += spread * p * (mean - level)
    return State(level, spread, state.s2, state.tau2, state.q)


def _precision(effective: Numbers, s2: float, tau2: float) -> Numbers:
    """Return 1 / (s2 / n + tau2) for each n, 0 where there is nothing."""
    out: Numbers = effective / (s2 + effective * tau2)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """The posterior of a weighted sum of the tone of T periods, such as the mean of one window less that of another.

    ``covariance`` holds that of the sum with the tone of each period.
    """

    mean: float
    variance: float
    covariance: Numbers


def compare(tone: Tone, coefficients: Numbers) -> Difference:
    """Return the exact posterior of ``coefficients @ x`` given all periods, T coefficients, in linear time.

    The smoothed tones of two periods s < t have the covariance ``carry[s] · … · carry[t-1] · variance[t]`` (de Jong and
    MacKinnon 1988), so that the sums over all other periods follow from one pass in either direction.
    """
    size, carry, c = len(tone), tone.carry.tolist(), coefficients.tolist()
    variance = tone.smoothed_variance.tolist()
    earlier, later = [0.0] * size, [0.0] * size
    total = 0.0
    for t in range(size):
        total = (carry[t - 1] * total if t else 0.0) + c[t]
        earlier[t] = total
    total = 0.0
    for t in range(size - 2, -1, -1):
        total = carry[t] * (total + c[t + 1] * variance[t + 1])
        later[t] = total
    covariance = tone.smoothed_variance * np.array(earlier) + np.array(later)
    return Difference(float(coefficients @ tone.smoothed), max(float(coefficients @ covariance), 0.0), covariance)


def compare_back(tone: Tone, lag: int) -> tuple[Numbers, Numbers]:
    """Return mean and variance of ``x_t - x_{t-lag}`` as known in period t, T of either; nan in the first ``lag`` periods.

    A fixed-lag smoother for all periods at once: the tone ``lag`` periods ago is corrected by each innovation since.
    """
    size = len(tone)
    mean, variance = np.full(size, np.nan), np.full(size, np.nan)
    if not 0 < lag < size:
        return mean, variance
    predicted = np.concatenate([[tone.s2 / tone.prior.worth], tone.filtered_variance[:-1] + tone.q])
    before = np.concatenate([[tone.prior.mean], tone.filtered[:-1]])
    shrink = 1 + predicted * tone.precision
    strength = tone.precision / shrink  # 1 / variance of the innovation
    surprise = np.where(tone.precision > 0, tone.mean - before, 0.0) * strength
    then, spread = tone.filtered[:-lag].copy(), tone.filtered_variance[:-lag].copy()
    shared = spread.copy()
    for step in range(1, lag + 1):
        now = slice(step, step + size - lag)
        then += shared * surprise[now]
        spread -= shared * shared * strength[now]
        shared /= shrink[now]
    mean[lag:] = tone.filtered[lag:] - then
    variance[lag:] = np.maximum(tone.filtered_variance[lag:] + spread - 2 * shared, 0.0)
    return mean, variance


def _fit(observed: Sequence[Observed], priors: Sequence[Prior]) -> list[tuple[float, float, float]]:
    """Return s2, tau2 and q of each series, their means over the grid, weighted with the likelihood.

    The grid holds the ratios to s2, which is then integrated out in closed form (inverse gamma prior), the scatter within
    periods and the steps between them counting alike.
    """
    shape = (len(observed), len(_DRIFTS), len(_ERRORS))
    effective = np.stack([seen.effective for seen in observed])
    told = np.flatnonzero(effective.any(axis=0))
    effective = effective[:, told]
    y = np.nan_to_num(np.stack([seen.mean[told] for seen in observed]), nan=0.0)
    precision = effective[:, :, None] / (1 + effective[:, :, None] * _ERRORS)
    with np.errstate(divide="ignore"):
        constant = np.where(effective[:, :, None] > 0, np.log(precision), 0.0).sum(axis=1)
    drift = (_DRIFTS / A_YEAR[observed[0].periods.kind])[:, None]
    level = np.broadcast_to(np.array([prior.mean for prior in priors])[:, None, None], shape).copy()
    spread = np.broadcast_to(np.array([1 / prior.worth for prior in priors])[:, None, None], shape).copy()
    squares, logs, product = np.zeros(shape), np.zeros(shape), np.ones(shape)
    shrink, step, pull = np.empty(shape), np.empty(shape), np.empty(shape)
    gaps: Wholes = np.diff(told, prepend=0)
    for i, gap in enumerate(gaps.tolist()):
        p = precision[:, None, i, :]
        if gap:
            spread += drift * gap
        np.multiply(spread, p, out=shrink)
        shrink += 1
        np.subtract(y[:, i, None, None], level, out=step)
        np.divide(p, shrink, out=pull)
        pull *= step
        step *= pull
        squares += step
        pull *= spread
        level += pull
        spread /= shrink
        product *= shrink
        if i % 32 == 31:  # before it grows out of range
            logs += np.log(product)
            product[:] = 1
    logs += np.log(product)
    out = []
    for v, (seen, prior) in enumerate(zip(observed, priors, strict=True)):
        degrees = prior.variance_worth + int(seen.count.sum())
        total = prior.variance_worth * prior.variance + float(seen.scatter.sum()) + squares[v]
        likelihood = -0.5 * (logs[v] - constant[v] + degrees * np.log(total))
        weight = np.exp(likelihood - likelihood.max()) * _LIKELY[:, None]
        weight /= weight.sum()
        s2 = weight * total / degrees
        drifts = float((s2 * _DRIFTS[:, None]).sum()) / A_YEAR[seen.periods.kind]
        out.append((float(s2.sum()), float((s2 * _ERRORS).sum()), drifts))
    return out
