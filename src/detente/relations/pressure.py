"""Pressure: how often two states cooperate and clash, for what is reported at all, and against the year before.

Counts are of stories, each once, that an outlet itself reports as having happened. Cooperation is quads 1 and 2, conflict quad 4:
words of conflict follow the news of the day, while material conflict tells disputes from peace by its count alone (AUC .91 to .96
against militarised disputes of 2002 to 2010); material cooperation by itself is too rare to have a rate in most weeks.
"""

import numpy as np
from numpy.typing import NDArray

from detente.relations.events import DyadEvents, Exposure, Numbers, Track, Wholes
from detente.relations.periods import A_YEAR, COARSEST, Periods
from detente.relations.posteriors import beta_bands, gamma_bands, ratio_bands
from detente.relations.records import Band, PressurePoint

QUADS = 4
MATERIAL_CONFLICT = 3  # the column of quad 4
CONFLICT = 2  # the column of conflict among the kinds
_HALF = 0.5  # Jeffreys' prior of a rate: half an event
SHARE_PRIOR = 8.0  # events that the prior of a share is worth, at the share of the whole series


def count_quads(events: DyadEvents, periods: Periods) -> Wholes:
    """Count the reported stories of each quad by period: (T, 4).

    Events dated too coarsely for the periods are left out, and so are those without a PLOVER type: of imported rows, CAMEO's
    statements and appeals (roots 01 and 02), which are quad 1 whatever they say. In the week of a crisis they are most of it.
    """
    at = periods.index(events.day)
    kept = (events.track == Track.REPORTED) & (events.exact <= COARSEST[periods.kind]) & (at >= 0)
    kept &= (events.quad >= 1) & (events.quad <= QUADS) & (events.type != "")
    cells = at[kept] * QUADS + events.quad[kept] - 1
    out: Wholes = np.bincount(cells, minlength=len(periods) * QUADS).reshape(len(periods), QUADS).astype(np.int64)
    return out


def count_kinds(events: DyadEvents, periods: Periods) -> Wholes:
    """Count what changes of pressure show in (T, 3): joint cooperation, cooperation of one side, and material conflict.

    Talks and agreements come and go with visits, praise and help with the mood: together they would hide each other.
    """
    joint = count_quads(events.where(events.direction == 0), periods)[:, :2].sum(axis=1)
    cooperation, conflict = pressed(count_quads(events, periods)).T
    return np.stack([joint, cooperation - joint, conflict], axis=1)


def pressed(counts: Wholes) -> Wholes:
    """Return cooperation and material conflict (T, 2) of the counts by quad (T, 4)."""
    return np.stack([counts[:, 0] + counts[:, 1], counts[:, MATERIAL_CONFLICT]], axis=1)


def measure_pressure(counts: Wholes, exposure: Wholes, periods: Periods) -> tuple[PressurePoint, ...]:
    """Return rates per thousand of what was reported, their ratios to the trailing year, and the share of conflict.

    ``counts`` (T, 4) by quad, ``exposure`` (T). Rates and ratios are Gamma-Poisson with Jeffreys' prior and the dispersion that
    the series shows; the share of quads 3 and 4 is beta-binomial, drawn towards that of the whole series.
    """
    size = len(periods)
    cooperation, conflict = pressed(counts).T
    all_conflict = counts[:, 2:].sum(axis=1)
    rates, ratios = [], []
    for events in (cooperation, conflict):
        phi = dispersion(events, exposure)
        usual = (events.sum() + _HALF) / max(float(exposure.sum()), 1.0)
        shape, rate = _HALF + events / phi, _HALF / usual + exposure / phi
        rates.append(gamma_bands(shape, rate / 1000))
        ratios.append(_against_year(events, exposure, phi, A_YEAR[periods.kind]))
    told = counts.sum(axis=1)
    prior = (all_conflict.sum() + _HALF) / (told.sum() + 2 * _HALF)
    shares = beta_bands(SHARE_PRIOR * prior + all_conflict, SHARE_PRIOR * (1 - prior) + told - all_conflict)
    return tuple(
        PressurePoint(
            periods.start[t].item(),
            periods.end[t].item(),
            int(exposure[t]),
            int(cooperation[t]),
            int(conflict[t]),
            rates[0][t],
            rates[1][t],
            ratios[0][t],
            ratios[1][t],
            shares[t],
        )
        for t in range(size)
    )


def expose(exposure: Exposure, periods: Periods) -> Wholes:
    """Return how much was reported in each period."""
    return exposure.between(periods.start, periods.end)


def dispersion(counts: NDArray[np.int64], exposure: NDArray[np.int64], *, local: bool = True) -> float:
    """Estimate how much larger than a Poisson count's the variance of counts is, 1 at least.

    ``local`` takes the differences of neighbouring periods (von Neumann 1941), which a lasting change of level hardly touches;
    else the distances from the level of the whole series (Pearson), which count every change as noise. Periods in which nothing
    was reported are left out.
    """
    seen = exposure > 0
    n, e = counts[seen].astype(np.float64), exposure[seen].astype(np.float64)
    if len(n) < 3 or n.sum() == 0:
        return 1.0
    level, rate = n.sum() / e.sum(), n / e
    if local:
        found = float(np.mean((rate[1:] - rate[:-1]) ** 2 / (level * (1 / e[1:] + 1 / e[:-1]))))
    else:
        found = float(((rate - level) ** 2 * e / level).sum() / (len(n) - 1))
    return max(1.0, found)


def _against_year(events: Wholes, exposure: Wholes, phi: float, year: int) -> list[Band | None]:
    out: list[Band | None] = [None] * len(events)
    total = [np.concatenate([[0], np.cumsum(column)]) for column in (events, exposure)]
    t = np.arange(year, len(events))
    past, past_exposure = (column[t] - column[t - year] for column in total)
    known = (past > 0) & (past_exposure > 0) & (exposure[t] > 0)
    t, past, past_exposure = t[known], past[known], past_exposure[known]
    shapes: list[Numbers] = [_HALF + events[t] / phi, _HALF + past / phi]
    for place, band in zip(t, ratio_bands(shapes[0], exposure[t] / phi, shapes[1], past_exposure / phi), strict=True):
        out[place] = band
    return out
