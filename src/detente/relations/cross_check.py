"""Where another method breaks the same series: penalised least squares (PELT, Killick et al. 2012), of the package ruptures."""

import numpy as np

from detente.errors import DetenteError
from detente.relations.events import Numbers, Wholes

_SHORTEST = 2  # periods between two breaks
_NORMAL = 1.4826  # standard deviations in a median absolute deviation


def break_tone(mean: Numbers, effective: Numbers, s2: float, noise: float = 0.0) -> tuple[int, ...]:
    """Return the periods with which PELT lets a new tone begin; ``noise`` is the variance of a period beside that of events."""
    told = (effective > 0) & np.isfinite(mean)
    spread = np.sqrt(s2 / np.where(told, effective, 1.0) + noise)
    return _break(np.where(told & (spread > 0), mean / np.where(spread > 0, spread, 1.0), np.nan)[:, None])


def break_pressure(counts: Wholes, exposure: Wholes) -> tuple[int, ...]:
    """Return the periods with which PELT lets new rates begin; ``counts`` (T, K) by kind.

    Takes square roots of the counts for a usual exposure, which makes the variance of Poisson counts one (Anscombe 1948).
    """
    told = exposure > 0
    if not told.any():
        return ()
    usual = float(np.median(exposure[told]))
    scaled = 2 * np.sqrt(counts * (usual / np.where(told, exposure, 1))[:, None] + 0.375)
    return _break(np.where(told[:, None], scaled, np.nan))


def _break(series: Numbers) -> tuple[int, ...]:
    """Return the breaks of (T, K) values whose noise has variance 1, or more where they show it; nan where nothing was seen.

    The penalty is that of the Bayesian information criterion: a mean for each column and the place.
    """
    try:
        import ruptures
    except ImportError as error:
        cure = "Install it: pip install 'detente[changes]'"
        raise DetenteError(f"The cross-check of changes needs the package ruptures. {cure}") from error
    where = np.flatnonzero(np.isfinite(series).all(axis=1))
    if len(where) < 2 * _SHORTEST:
        return ()
    seen = series[where]
    steps = np.diff(seen, axis=0)
    noise = _NORMAL * np.median(np.abs(steps - np.median(steps, axis=0)), axis=0) / np.sqrt(2)
    penalty = (series.shape[1] + 1) * np.log(len(where))
    found = ruptures.Pelt(model="l2", min_size=_SHORTEST, jump=1).fit(seen / np.maximum(noise, 1.0)).predict(pen=penalty)
    return tuple(int(where[i]) for i in found[:-1])
