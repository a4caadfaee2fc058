"""Change points: when the tone or the pressure between two states came to a new level, how surely, and which way.

Either channel is cut into stretches of constant level (``segments``). A break of the pressure counts as far as cooperation or
material conflict sets in, or a level that had lasted falls away; that a burst of events ebbs is the end of news and no turn.

Counts are taken for Poisson, so that a burst is a turn. Where nothing changes, less than one change in ten years is named at ten
events a week; where busy weeks differ by themselves, more are: at a hundred events one a year if their rates vary by a third,
nine if by more than a half (simulated). The base rate of each change says so, and ``dispersion`` sees fewer.
"""

from dataclasses import dataclass
from math import erfc, log, sqrt

import numpy as np

from detente.relations.events import Numbers, Wholes
from detente.relations.levels import PressureLevel, ToneLevel
from detente.relations.periods import A_YEAR, Periods
from detente.relations.posteriors import digamma, trigamma
from detente.relations.pressure import CONFLICT
from detente.relations.records import ChangePoint, Channel, Judgement
from detente.relations.segments import Breaks, find_breaks

LEAST = 0.5  # probability from which a change is named
APART = 3  # periods between two changes of a channel, so that their windows of three do not overlap
SURE = 0.9  # probability from which a direction is named
MOST_HAZARD = 1 / 13  # so that long periods, of which a series has few, are not broken at every other one
LASTED = 0.25  # years after which a level is no burst
# The next were chosen on the 85 dated turns of bank/turns_2018.tsv and turns_2018_more.tsv that are of the part dev.
PER_YEAR = 0.5  # breaks that are expected beforehand
FACTOR = 2.5  # by which a rate must grow to be a turn, or fall
PRIOR_SHAPE = 1.0  # events that the prior of a rate is worth
TONE_SPREAD = 1.0  # variance of the tone of stretches about that of the series, in squared units of the weights
_NEGLIGIBLE = 0.01  # probability of a break below which its sides are not looked at

Normal = tuple[float, float]  # mean and variance


@dataclass(frozen=True, slots=True, eq=False)
class ObservedTone:
    """The tone observed in T periods: ``mean`` (nan where nothing was told), the events that it is worth, the variance of one."""

    mean: Numbers
    effective: Numbers
    s2: float


@dataclass(frozen=True, slots=True, eq=False)
class CountedActs:
    """What was counted in T periods: ``counts`` (T, 3) of ``count_kinds``, and ``exposure`` (T), all that was reported."""

    counts: Wholes
    exposure: Wholes


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """Posterior of the turns of one channel by period: in it (``at``), in it or a neighbour (``near``), and, given that one is
    there, that it is for the better (``thaw``, nan where that was not looked at); ``expected`` is how many there are in all.
    """

    at: Numbers
    near: Numbers
    thaw: Numbers
    expected: float


def find_changes(
    periods: Periods,
    told: ObservedTone,
    acts: CountedActs,
    *,
    per_year: float = PER_YEAR,
    dispersion: float = 1.0,
    least: float = LEAST,
    cross_check: bool = False,
) -> tuple[ChangePoint, ...]:
    """Return the changes of both channels in order of time; neighbouring ones of both channels are one.

    ``per_year`` breaks are expected beforehand; ``dispersion`` divides the counts, so that a larger one sees fewer changes. A
    change is named from the probability ``least`` on. With ``cross_check`` ruptures is asked, too; raises DetenteError where it
    is not installed.
    """
    tone = turn_tone(periods, told, per_year)
    pressure = turn_pressure(periods, told, acts, per_year, dispersion)
    found = {Channel.TONE: tone, Channel.PRESSURE: pressure}
    other: dict[Channel, tuple[int, ...]] = {}
    if cross_check:
        from detente.relations.cross_check import break_pressure, break_tone

        noise = period_noise(told)
        other = {
            Channel.TONE: break_tone(told.mean, told.effective, told.s2, noise),
            Channel.PRESSURE: break_pressure(acts.counts, acts.exposure),
        }
    changes = []
    for places in _pair(peaks(tone, least), peaks(pressure, least)):
        t = places.get(Channel.PRESSURE, places.get(Channel.TONE, 0))
        surest = max(places, key=lambda c: float(found[c].near[places[c]]))
        probability = float(found[surest].near[places[surest]])
        checked = any(abs(b - places[c]) <= 1 for c in places for b in other[c]) if cross_check else None
        changes.append(
            ChangePoint(
                start=periods.start[t].item(),
                channel=Channel.BOTH if len(places) > 1 else surest,
                judgement=_judge(float(found[surest].thaw[places[surest]])),
                probability=probability,
                base_rate=float(np.mean(found[surest].near >= probability)),
                cross_checked=checked,
            )
        )
    return tuple(sorted(changes, key=lambda change: change.start))


def turn_tone(periods: Periods, told: ObservedTone, per_year: float = PER_YEAR, spread: float = TONE_SPREAD) -> Turns:
    """Find the turns of the tone: every break of its level; beforehand a level is about that of the whole series."""
    level, sums = _tone(told, spread)
    breaks = find_breaks(level, sums, hazard(periods, per_year))
    thaw = np.full(len(sums), np.nan)
    for t in np.flatnonzero(breaks.at >= _NEGLIGIBLE):
        left, before, right, after = breaks.sides(int(t))
        thaw[t] = _exceeds(_mix(right, *level.posterior(after)), _mix(left, *level.posterior(before)))
    return Turns(breaks.at, breaks.near, thaw, breaks.expected)


def turn_pressure(
    periods: Periods, told: ObservedTone, acts: CountedActs, per_year: float = PER_YEAR, dispersion: float = 1.0
) -> Turns:
    """Find the turns of the pressure: breaks with which cooperation or conflict sets in, or what had lasted falls away.

    A break counts by the probability that one of the kinds of ``counts`` is ``FACTOR`` times as frequent after it, or as rare
    where the level before had lasted. Which way it goes two witnesses tell, whose odds are multiplied: the tone on both sides of
    it, and whether cooperation or conflict grew more.
    """
    counts, exposure = acts.counts, acts.exposure
    level = pressure_level(counts, exposure, dispersion)
    breaks = find_breaks(level, level.sums(counts, exposure), hazard(periods, per_year))
    lasted = max(1, round(LASTED * A_YEAR[periods.kind]))
    tone, sums = _tone(told, TONE_SPREAD)
    sides = np.stack([counts[:, :CONFLICT].sum(axis=1), counts[:, CONFLICT]], axis=1)
    pair = pressure_level(sides, exposure, dispersion)
    toned, acted = (np.concatenate([x[:1] * 0, np.cumsum(x, axis=0)]) for x in (sums, pair.sums(sides, exposure)))
    counted, thaw = np.zeros(len(counts)), np.full(len(counts), np.nan)
    for t in np.flatnonzero(breaks.at >= _NEGLIGIBLE):
        left, before, right, after = breaks.sides(int(t))
        old, new = _log_rates(level, left, before), _log_rates(level, right, after)
        held = float(left[: max(0, t + 1 - lasted)].sum())
        none = 1.0
        for o, n in zip(old, new, strict=True):
            none *= (1 - _grew(o, n)) * (1 - held * _grew(n, o))
        counted[t] = 1 - none
        warmer = _exceeds(
            _mix(right, *tone.posterior(toned[t + 1 :] - toned[t])), _mix(left, *tone.posterior(toned[t] - toned[:t]))
        )
        old, new = _log_rates(pair, left, acted[t] - acted[:t]), _log_rates(pair, right, acted[t + 1 :] - acted[t])
        cooperation, conflict = ((n[0] - o[0], n[1] + o[1]) for o, n in zip(old, new, strict=True))
        thaw[t] = _agree(warmer, _exceeds(cooperation, conflict))
    at = breaks.at * counted
    return Turns(at, breaks.near * _part(breaks, counted), thaw, float(at.sum()))


def tone_level(told: ObservedTone, spread: float = TONE_SPREAD) -> ToneLevel:
    """Return what is expected of the tone beforehand: that of the series, within the variance ``spread``."""
    seen = (told.effective > 0) & np.isfinite(told.effective) & np.isfinite(told.mean)
    return ToneLevel(float(np.average(told.mean[seen], weights=told.effective[seen])) if seen.any() else 0.0, spread)


def tone_sums(level: ToneLevel, told: ObservedTone, noise: float) -> Numbers:
    """Return the sums of each period, in which a tone is off by the variance ``noise`` however many events it has."""
    return level.sums(told.mean, told.effective, max(told.s2, 1e-9) if np.isfinite(told.s2) else 1.0, noise)


def pressure_level(counts: Wholes, exposure: Wholes, dispersion: float = 1.0) -> PressureLevel:
    """Return what is expected of counts (T, K) beforehand: the rates of the series, worth ``PRIOR_SHAPE`` events each."""
    total = max(float(exposure.sum()), 1.0)
    usual = tuple((float(n) + 0.5) / total for n in counts.sum(axis=0))
    kinds = counts.shape[1]
    return PressureLevel((PRIOR_SHAPE,) * kinds, usual, (dispersion,) * kinds)


def hazard(periods: Periods, per_year: float = PER_YEAR) -> float:
    """Return the prior probability of a break in a period."""
    return min(MOST_HAZARD, per_year / A_YEAR[periods.kind])


def period_noise(told: ObservedTone) -> float:
    """Estimate how much the tone of a period varies however many events it has, from the differences of neighbouring ones."""
    seen = (told.effective > 0) & np.isfinite(told.effective) & np.isfinite(told.mean)
    if seen.sum() < 3 or not np.isfinite(told.s2):
        return 0.0
    difference, known = np.diff(told.mean[seen]), told.s2 / told.effective[seen]
    expected = known[1:] + known[:-1]
    return max(0.0, float(np.average(difference**2 - expected, weights=1 / np.maximum(expected, 1e-9) ** 2)) / 2)


def peaks(turns: Turns, least: float = LEAST) -> list[int]:
    """Return the periods of changes, the likeliest first, each so far from the others that no window overlaps."""
    kept: list[int] = []
    for t in sorted(np.flatnonzero(turns.near > least).tolist(), key=lambda t: (-turns.at[t], t)):
        if turns.at[t] > 0 and all(abs(t - other) >= APART for other in kept):
            kept.append(t)
    return kept


def _pair(tone: list[int], pressure: list[int]) -> list[dict[Channel, int]]:
    """Return where each change lies in its channels: what both channels show within a period of each other is one."""
    alone = sorted(tone)
    out: list[dict[Channel, int]] = []
    for t in sorted(pressure):
        beside = next((o for o in alone if abs(o - t) <= 1), None)
        if beside is None:
            out.append({Channel.PRESSURE: t})
        else:
            alone.remove(beside)
            out.append({Channel.PRESSURE: t, Channel.TONE: beside})
    return out + [{Channel.TONE: t} for t in alone]


def _judge(thaw: float) -> Judgement:
    return Judgement.THAW if thaw >= SURE else Judgement.CHILL if thaw <= 1 - SURE else Judgement.NO_CLEAR_CHANGE


def _tone(told: ObservedTone, spread: float) -> tuple[ToneLevel, Numbers]:
    level = tone_level(told, spread)
    return level, tone_sums(level, told, period_noise(told))


def _log_rates(level: PressureLevel, weight: Numbers, sums: Numbers) -> list[Normal]:
    """Return the logarithm of each rate over the stretches that may be."""
    shape, rate = level.posterior(sums)
    means, variances = digamma(shape) - np.log(rate), trigamma(shape)
    return [_mix(weight, means[:, k], variances[:, k]) for k in range(shape.shape[1])]


def _grew(old: Normal, new: Normal) -> float:
    return _exceeds(new, (old[0] + log(FACTOR), old[1]))


def _mix(weight: Numbers, mean: Numbers, variance: Numbers) -> Normal:
    middle = float(weight @ mean)
    return middle, float(weight @ (variance + (mean - middle) ** 2))


def _exceeds(one: Normal, other: Normal) -> float:
    """Return the probability that the first of two independent normals is the larger."""
    return 0.5 * erfc((other[0] - one[0]) / sqrt(2 * max(one[1] + other[1], 1e-300)))


def _agree(one: float, other: float) -> float:
    yes, no = one * other, (1 - one) * (1 - other)
    return yes / (yes + no) if yes + no > 0 else 0.5


def _part(breaks: Breaks, counted: Numbers) -> Numbers:
    """Return what part of the breaks in each window of three counts."""
    padded = np.pad(np.stack([breaks.at * counted, breaks.at]), ((0, 0), (1, 1)))
    some, every = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    out: Numbers = some / np.maximum(every, 1e-300)
    return out
