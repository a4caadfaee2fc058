"""Simulated relations: events whose true tone is known, for the tests and for bench/relations.py."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.relations.events import Days, DyadEvents, Numbers
from detente.relations.observe import Observed, observe
from detente.relations.periods import A_YEAR, PeriodKind, Periods, make_periods
from detente.relations.records import Judgement, Weights
from detente.relations.tone import NINETY, PRIORS, Tone, fit_tones
from detente.relations.verdict import weigh_change

SCATTER = 3.2  # standard deviation of single events in ICEWS 2018, Goldstein's weights
OUTLETS = ("Adler", "Bote", "Chronik", "Depesche", "Echo", "Fama", "Gazette")


def span(kind: PeriodKind, years: float) -> Periods:
    """Return the periods of some years from 2000 on."""
    since = np.datetime64("2000-01-03" if kind in (PeriodKind.DAY, PeriodKind.WEEK) else "2000-01-01")
    return make_periods(kind, since, since + np.timedelta64(round(years * 365.25) - 8, "D"))


def make_events(day: Days, value: Numbers, rng: np.random.Generator | None = None) -> DyadEvents:
    """Return reported events of ``ONE`` towards ``TWO`` with given weights; with ``rng``, sides and outlets are drawn, too."""
    size = len(day)
    sources = np.empty(size, object)
    picked = rng.integers(0, len(OUTLETS), (size, 2)) if rng else np.zeros((size, 2), np.int64)
    sources[:] = [tuple(sorted({OUTLETS[i], OUTLETS[j]})) for i, j in picked.tolist()]
    value = np.asarray(value, float)
    return DyadEvents(
        one="ONE",
        other="TWO",
        day=np.asarray(day, "datetime64[D]"),
        exact=np.zeros(size, np.int8),
        direction=rng.integers(-1, 2, size).astype(np.int8) if rng else np.ones(size, np.int8),
        track=np.zeros(size, np.int8),
        quad=np.where(value < -4, 4, np.where(value < 0, 3, 1)).astype(np.int8),
        goldstein=value,
        plover=value.copy(),
        trust=np.ones(size),
        reports=np.array([len(names) for names in sources], np.int64),
        sources=sources,
        type=np.array(["CONSULT"] * size, object),
        event=np.array([f"e{i}" for i in range(size)], object),
        article=np.array([f"a{i}" for i in range(size)], object),
    )


def draw(
    periods: Periods, rate: Numbers | float, level: Numbers | float, rng: np.random.Generator, *, scatter: float = SCATTER
) -> DyadEvents:
    """Draw events at a yearly rate around a level, both by period or the same in all, on random days of each period."""
    size = len(periods)
    counts = rng.poisson(np.broadcast_to(rate, size) / A_YEAR[periods.kind])
    at = np.repeat(np.arange(size), counts)
    length = (periods.end - periods.start).astype(np.int64) + 1
    day = periods.start[at] + (rng.random(len(at)) * length[at]).astype(np.int64)
    value = np.broadcast_to(level, size)[at] + rng.normal(0, scatter, len(at))
    order = np.argsort(day, kind="stable")
    return make_events(day[order], value[order], rng)


def walk(periods: Periods, drift: float, rng: np.random.Generator) -> Numbers:
    """Draw a tone that starts as any two states do and drifts with a variance of ``drift`` a year."""
    steps = rng.normal(0, (drift / A_YEAR[periods.kind]) ** 0.5, len(periods))
    steps[0] = rng.normal(1.0, SCATTER / 3**0.5)
    out: Numbers = np.cumsum(steps)
    return out


def persist(size: int, deviation: float, correlation: float, rng: np.random.Generator) -> Numbers:
    """Draw autoregressive noise around nothing: it comes back, so that it is no change however long it lasts."""
    out = rng.normal(0, deviation, size)
    for t in range(1, size):
        out[t] = correlation * out[t - 1] + (1 - correlation**2) ** 0.5 * out[t]
    return out


def retell(events: DyadEvents, outlets: tuple[str, ...]) -> DyadEvents:
    """Return the events as they are when each outlet tells every one of them."""
    sources = np.empty(len(events), object)
    sources[:] = [tuple(sorted(outlets))] * len(events)
    return replace(events, sources=sources, reports=np.full(len(events), len(outlets), np.int64))


def shuffle(events: DyadEvents, rng: np.random.Generator) -> DyadEvents:
    """Return the events with the rows of each day in another order, and their outlets, too."""
    order: NDArray[np.int64] = np.lexsort((rng.random(len(events)), events.day))
    out = events.where(order)
    sources = np.empty(len(out), object)
    sources[:] = [tuple(rng.permutation(np.array(names, object)).tolist()) for names in out.sources]
    return replace(out, sources=sources)


def observe_all(series: list[DyadEvents], periods: Periods) -> tuple[list[Observed], list[Tone]]:
    """Observe simulated relations over the same periods and fit their tones at once."""
    observed = [observe(events, periods, Weights.GOLDSTEIN) for events in series]
    return observed, fit_tones(observed, [PRIORS[Weights.GOLDSTEIN]] * len(observed))


def cover(levels: list[Numbers], tones: list[Tone]) -> tuple[float, float]:
    """Return the share of periods whose true tone lies in the band of nine tenths: filtered, smoothed."""
    inside = np.zeros(2)
    for level, tone in zip(levels, tones, strict=True):
        for which, (mean, variance) in enumerate(
            ((tone.filtered, tone.filtered_variance), (tone.smoothed, tone.smoothed_variance))
        ):
            inside[which] += np.mean(np.abs(level - mean) <= NINETY * np.sqrt(variance)) / len(levels)
    return float(inside[0]), float(inside[1])


def count_verdicts(observed: list[Observed], tones: list[Tone]) -> dict[Judgement, float]:
    """Return the share of series of each judgement."""
    found = [weigh_change(seen, tone).judgement for seen, tone in zip(observed, tones, strict=True)]
    return {name: found.count(name) / len(found) for name in Judgement}


def draw_noise(name: str, periods: Periods, deviation: float, rng: np.random.Generator) -> Numbers:
    """Draw what periods are off: ``normal``, heavy ``tails``, one ``massacre``, or weeks that ``persist`` (correlation .5)."""
    size = len(periods)
    if name == "persist":
        day = np.arange(periods.start[0], periods.end[-1] + 1)
        week = np.arange(len(day)) // 7
        weekly = persist(int(week[-1]) + 1, deviation, 0.5, rng)
        at = periods.index(day)
        return np.bincount(at, weekly[week]) / np.bincount(at)
    if name == "tails":
        return np.asarray(rng.standard_t(3, size) * deviation / 3**0.5)
    noise: Numbers = rng.normal(0, deviation, size)
    if name == "massacre":
        noise[rng.integers(size)] = -9
    return noise


def draw_volume(name: str, size: int, rate: float, rng: np.random.Generator) -> Numbers:
    """Return the yearly rate by period: ``even``, ``doubled`` halfway, ``bursts``, or with ``gaps`` of a quarter of the time."""
    out = np.full(size, float(rate))
    if name == "doubled":
        out[size // 2 :] *= 2
    elif name == "bursts":
        out *= rng.gamma(0.5, 2.0, size)
    elif name == "gaps":
        for start in rng.integers(0, size - size // 8, 2).tolist():
            out[start : start + size // 8] = 0
    return out
