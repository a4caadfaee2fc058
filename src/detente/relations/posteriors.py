"""Intervals of rates, ratios of rates and shares, by numerical integration on a scale on which they are nearly normal."""

import numpy as np
from numpy.typing import NDArray

from detente.relations.events import Numbers
from detente.relations.records import Band

NINE_TENTHS = (0.05, 0.5, 0.95)
_POINTS = 256
_REACH = (-9.0, 6.0)  # standard deviations that the grid spans; the tail towards nothing is the long one
_SERIES = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680)  # Stirling; at 7 and beyond exact to 1e-11


def log_gamma(x: Numbers) -> Numbers:
    """Return log Γ of each positive number.

    >>> [round(float(y), 6) for y in log_gamma(np.array([5.0, 0.5]))]
    [3.178054, 0.572365]
    """
    low = x < 7
    z = np.where(low, x + 7, x)
    w = 1 / (z * z)
    tail = (_SERIES[0] + w * (_SERIES[1] + w * (_SERIES[2] + w * _SERIES[3]))) / z
    out: Numbers = (z - 0.5) * np.log(z) - z + 0.5 * np.log(2 * np.pi) + tail
    if low.any():
        y = x[low]
        out[low] -= np.log(y * (y + 1) * (y + 2) * (y + 3) * (y + 4) * (y + 5) * (y + 6))
    return out


def gamma_bands(shape: Numbers, rate: Numbers) -> tuple[Band, ...]:
    """Return where nine tenths of each Gamma(shape, rate) lie; both positive, of one length."""
    shapes, at = np.unique(shape, return_inverse=True)  # counts are few, and the rate only scales
    spread = np.sqrt(trigamma(shapes))
    grid = digamma(shapes)[:, None] + spread[:, None] * np.linspace(*_REACH, _POINTS)
    found = _quantiles(grid, shapes[:, None] * grid - np.exp(grid))
    return _bands(np.exp(found[at]) / rate[:, None])


def ratio_bands(shape: Numbers, rate: Numbers, other_shape: Numbers, other_rate: Numbers) -> tuple[Band, ...]:
    """Return where nine tenths of the ratio of two independent Gamma lie, the first over the other."""
    return _bands(np.exp(_log_odds(shape, other_shape)) * (other_rate / rate)[:, None])


def beta_bands(ones: Numbers, others: Numbers) -> tuple[Band, ...]:
    """Return where nine tenths of each Beta(ones, others) lie; both positive, of one length."""
    return _bands(1 / (1 + np.exp(-_log_odds(ones, others))))


def _log_odds(a: Numbers, b: Numbers) -> Numbers:
    """Return the quantiles of log(G/H), G and H being Gamma of shapes a and b; G/(G+H) is Beta(a, b)."""
    pairs, at = np.unique(np.stack([a, b], axis=1), axis=0, return_inverse=True)
    a, b = pairs.T
    spread = np.sqrt(trigamma(a) + trigamma(b))
    reach = np.linspace(-_REACH[1] * 1.5, _REACH[1] * 1.5, _POINTS)
    grid = (digamma(a) - digamma(b))[:, None] + spread[:, None] * reach
    found = _quantiles(grid, a[:, None] * grid - (a + b)[:, None] * np.logaddexp(0, grid))
    return found[at.reshape(-1)]


def _quantiles(grid: Numbers, log_density: Numbers) -> Numbers:
    """Return the quantiles, one row each, of densities on evenly spaced grids."""
    weight = np.exp(log_density - log_density.max(axis=1, keepdims=True, initial=-np.inf))
    mass = np.cumsum(weight, axis=1) - weight / 2
    mass /= weight.sum(axis=1, keepdims=True)
    out = np.empty((len(grid), len(NINE_TENTHS)))
    rows = np.arange(len(grid))
    for k, q in enumerate(NINE_TENTHS):
        after = np.clip((mass < q).sum(axis=1), 1, _POINTS - 1)
        low, high = mass[rows, after - 1], mass[rows, after]
        part = np.clip((q - low) / np.maximum(high - low, 1e-300), 0, 1)
        out[:, k] = grid[rows, after - 1] + part * (grid[rows, after] - grid[rows, after - 1])
    return out


def _bands(values: NDArray[np.float64]) -> tuple[Band, ...]:
    return tuple(Band(*row) for row in values.tolist())


def digamma(x: Numbers) -> Numbers:
    """Return the mean of the logarithm of a Gamma of shape x and rate 1, to two parts in a thousand."""
    out: Numbers = np.log(x + 1) - 1 / (2 * (x + 1)) - 1 / (12 * (x + 1) ** 2) - 1 / x
    return out


def trigamma(x: Numbers) -> Numbers:
    """Return the variance of the logarithm of a Gamma of shape x, to two parts in a hundred."""
    out: Numbers = 1 / x**2 + 1 / (x + 1) + 1 / (2 * (x + 1) ** 2) + 1 / (6 * (x + 1) ** 3)
    return out
