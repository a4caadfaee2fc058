"""The two models of a level that holds for a while: what each channel expects of a stretch of periods without a change.

Either adds up a few numbers a period (``sums``), from which the evidence of any stretch follows in closed form; that is what
makes both the exact segmentation and its streaming form cheap.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import lgamma, log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.relations.events import Numbers
from detente.relations.posteriors import log_gamma

_LOOKED_UP = 1 << 20  # events of a series up to which log Γ is looked up


class Level(Protocol):
    """A level with its prior; sums have the shape (…, S), and S differs by model."""

    def evidence(self, sums: Numbers) -> Numbers:
        """Return the log evidence of stretches, up to what is the same however the series is cut; 0 for an empty one."""
        ...


@dataclass(frozen=True, slots=True)
class ToneLevel:
    """A constant tone with a normal prior: ``center`` and ``spread`` (variance), in units of the weights."""

    center: float
    spread: float

    def sums(self, mean: Numbers, effective: Numbers, s2: float, noise: float = 0.0) -> Numbers:
        """Return the sums of each period: precision, and that times the distance from the center.

        ``mean`` may be nan where ``effective`` is 0. ``s2`` is the variance of an event, ``noise`` that of a period however many
        events it has.
        """
        told = (effective > 0) & np.isfinite(effective) & np.isfinite(mean)
        precision = np.where(told, 1 / (s2 / np.where(told, effective, 1.0) + noise), 0.0)
        return np.stack([precision, precision * np.where(told, mean - self.center, 0.0)], axis=-1)

    def evidence(self, sums: Numbers) -> Numbers:
        """Return the log evidence of stretches (normal mean, known variances)."""
        precision, weighted = sums[..., 0], sums[..., 1]
        scale = 1 + self.spread * precision
        out: Numbers = 0.5 * (self.spread * weighted * weighted / scale - np.log(scale))
        return out

    def posterior(self, sums: Numbers) -> tuple[Numbers, Numbers]:
        """Return mean and variance of the level of stretches."""
        scale = 1 + self.spread * sums[..., 0]
        return self.center + self.spread * sums[..., 1] / scale, self.spread / scale


@dataclass(frozen=True, slots=True)
class PressureLevel:
    """Constant rates of K kinds of events, each with a Gamma prior: ``shape`` events at the rate ``usual``; K of either.

    ``dispersion`` is how much larger the variance of a count is than that of a Poisson count; counts and exposure are divided
    by it (quasi-likelihood, McCullagh & Nelder 1989), so that the closed form stays.
    """

    shape: tuple[float, ...]
    usual: tuple[float, ...]
    dispersion: tuple[float, ...]

    def sums(self, counts: NDArray[np.int64], exposure: NDArray[np.int64]) -> Numbers:
        """Return the sums of each period: K counts and the exposure. A period in which nothing was reported tells nothing."""
        seen = (exposure > 0)[..., None]
        return np.concatenate([np.where(seen, counts, 0), exposure[..., None]], axis=-1).astype(np.float64)

    def evidence(self, sums: Numbers) -> Numbers:
        """Return the log evidence of stretches (Gamma-Poisson)."""
        out = np.zeros(sums.shape[:-1])
        for k, (a, rate, dispersion) in enumerate(zip(self.shape, self.usual, self.dispersion, strict=True)):
            b = a / rate
            counted = sums[..., k].astype(np.int64)
            n = a + counted / dispersion
            most = int(counted.max(initial=0))
            gammas = log_gamma(n) if most > _LOOKED_UP else _log_gammas(a, dispersion, 1 << most.bit_length())[counted]
            out += gammas - n * np.log1p(sums[..., -1] / (dispersion * b)) - (n - a) * log(b) - lgamma(a)
        return out

    def posterior(self, sums: Numbers) -> tuple[Numbers, Numbers]:
        """Return shape and rate of the Gamma of each kind, (…, K) of either, per unit of exposure."""
        a, dispersion = np.array(self.shape), np.array(self.dispersion)
        return a + sums[..., :-1] / dispersion, a / np.array(self.usual) + sums[..., -1:] / dispersion


@lru_cache(maxsize=64)
def _log_gammas(shape: float, dispersion: float, size: int) -> Numbers:
    """Return log Γ(shape + n / dispersion) for each n below ``size``: counts are whole, and looking up is ten times as fast."""
    return log_gamma(shape + np.arange(size) / dispersion)
