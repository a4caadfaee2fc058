"""Verdict: did two states thaw or chill, how sure is that, and which events moved it most."""

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import SettingError
from detente.relations.events import DyadEvents, Numbers, Wholes
from detente.relations.evidence import name_event
from detente.relations.observe import Observed
from detente.relations.periods import A_YEAR, Periods
from detente.relations.records import Band, Evidence, Judgement, Verdict
from detente.relations.tone import NINETY, Difference, Tone, compare, compare_back

# A change counts from this many standard deviations of the events of the two states on, and from this probability on. With
# them, less than one in twenty simulated series without a change is called thaw or chill (bench/relations.py), also where weeks
# err by a point and keep .7 of it until the next; so are .02 to .04 of the dyads of ICEWS 2018 with 100 events and more once
# blocks of eight weeks stand in random order.
LEAST_CHANGE = 0.2
SURE = 0.9
# What the events of each window must be worth at least: below, halves of the same dyad agree too little (reliability < .86).
ENOUGH = 15.0
MOVED_BY = 3


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """How the tone of the window ``after`` differs from that of ``before``: its posterior, and what that amounts to.

    ``before`` and ``after`` are slices of the periods, of the same length; ``least`` is the change that counts.
    """

    judgement: Judgement
    thaw: float
    chill: float
    least: float
    before: slice
    after: slice
    effective_before: float
    effective_after: float
    difference: Difference

    @property
    def probability(self) -> float:
        """That of a thaw or of a chill, whichever is likelier."""
        return max(self.thaw, self.chill)

    @property
    def band(self) -> Band:
        """The change with the interval of nine tenths."""
        half = NINETY * math.sqrt(self.difference.variance)
        return Band(self.difference.mean - half, self.difference.mean, self.difference.mean + half)


@dataclass(frozen=True, slots=True, eq=False)
class Rolling:
    """A judgement of each of T periods against a year before it, knowing only what came until then.

    ``judgement`` holds ``Judgement``s; ``low``, ``middle`` and ``high`` are the change with its interval of nine tenths, nan
    where there is nothing to compare with; ``effective_before`` and ``effective_after`` what the year before and the last year
    are worth.
    """

    lag: int
    least: float
    judgement: NDArray[np.object_]
    thaw: Numbers
    chill: Numbers
    low: Numbers
    middle: Numbers
    high: Numbers
    effective_before: Numbers
    effective_after: Numbers


def judge(events: DyadEvents, observed: Observed, tone: Tone, *, window: int | None = None) -> Verdict:
    """Compare the last window of the periods with the first: ``window`` periods each, else a year, at most half of the time.

    A thaw is a rise of the mean tone by more than ``LEAST_CHANGE`` standard deviations with a probability of ``SURE``, from the
    exact posterior of the smoother. One period alone can be compared with nothing: too little data. Raises SettingError
    where there is none.
    """
    if not len(observed):
        raise SettingError("There is no period to judge: the time asked for ends before it begins.")
    change = weigh_change(observed, tone, window)
    judgement = change.judgement
    return Verdict(
        judgement=judgement,
        probability=change.probability,
        thaw=change.thaw,
        chill=change.chill,
        least=change.least,
        change=change.band,
        before=_dates(observed.periods, change.before),
        after=_dates(observed.periods, change.after),
        effective_before=change.effective_before,
        effective_after=change.effective_after,
        moved_by=_name_movers(events, observed, change, weigh_events(observed, tone, change.difference)),
        checks=(),
        agreement=None,
        reason=_give_reason(observed, change),
    )


def weigh_change(observed: Observed, tone: Tone, window: int | None = None) -> Change:
    """Return the change between the first and the last window of periods (a year where none is given), and what it amounts to."""
    size = len(observed)
    window = min(window or A_YEAR[observed.periods.kind], size // 2)
    before, after = (slice(0, window), slice(size - window, size)) if window else (slice(0, size), slice(0, size))
    coefficients = np.zeros(size)
    if window:
        coefficients[before] -= 1 / window
        coefficients[after] += 1 / window
    difference = compare(tone, coefficients)
    least = LEAST_CHANGE * _deviate(observed, tone)
    spread = math.sqrt(difference.variance)
    thaw, chill = _exceed(difference.mean, spread, least), _exceed(-difference.mean, spread, least)
    worth = float(observed.effective[before].sum()), float(observed.effective[after].sum())
    judgement = _call(thaw, chill, min(worth) if window else 0.0)
    return Change(judgement, thaw, chill, least, before, after, *worth, difference)


def judge_rolling(observed: Observed, tone: Tone) -> Rolling:
    """Judge every period against the one a year before it (half of the time where that is less), from the filter alone.

    The parameters of ``tone`` are those that it was fitted with; what came later is not otherwise known to the judgement of a
    period. Periods of the first year, and those with too little in the last year or the one before, have too little data.
    """
    size = len(observed)
    lag = min(A_YEAR[observed.periods.kind], size // 2)
    mean, variance = compare_back(tone, lag)
    least = LEAST_CHANGE * _deviate(observed, tone)
    total = np.concatenate([[0.0], np.cumsum(observed.effective)])
    now = np.arange(1, size + 1)
    middle, start = np.maximum(now - lag, 0), np.maximum(now - 2 * lag, 0)
    worth_after, worth_before = total[now] - total[middle], total[middle] - total[start]
    spread = np.sqrt(variance)
    thaw, chill, judgement = np.zeros(size), np.zeros(size), np.empty(size, object)
    for t in range(size):
        known = t >= lag > 0
        if known:
            thaw[t] = _exceed(float(mean[t]), float(spread[t]), least)
            chill[t] = _exceed(-float(mean[t]), float(spread[t]), least)
        judgement[t] = _call(thaw[t], chill[t], min(worth_before[t], worth_after[t]) if known else 0.0)
    half = NINETY * spread
    return Rolling(lag, least, judgement, thaw, chill, mean - half, mean, mean + half, worth_before, worth_after)


def weigh_events(observed: Observed, tone: Tone, difference: Difference) -> Numbers:
    """Return by how much each of the n observed events moved a difference: what it is, less what it were without the event.

    Exact for parameters held fixed: an event changes one period's mean and precision, which the formula of Sherman and Morrison
    (1950) carries over to the posterior.
    """
    at, weight = observed.at, observed.weight
    rest = np.maximum(observed.effective[at] - weight, 0.0)
    alone = observed.count[at] == 1
    rest[alone] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(alone, 0.0, (observed.effective[at] * observed.mean[at] - weight * observed.value) / rest)
    precision = rest / (tone.s2 + rest * tone.tau2)
    lost = precision - tone.precision[at]
    pull = precision * mean - tone.precision[at] * observed.mean[at]
    spread, smoothed, shared = tone.smoothed_variance[at], tone.smoothed[at], difference.covariance[at]
    without = pull * shared - lost * shared * (smoothed + pull * spread) / (1 + lost * spread)
    out: Numbers = -without
    return out


def _deviate(observed: Observed, tone: Tone) -> float:
    """Return the standard deviation of the events of the two states, with the prior's variance as some events more."""
    prior, value = tone.prior, observed.value
    squares = float(np.square(value - value.mean()).sum()) if len(value) else 0.0
    return math.sqrt((prior.variance_worth * prior.variance + squares) / (prior.variance_worth + len(value)))


def _exceed(mean: float, spread: float, least: float) -> float:
    """Return the probability that a normal variable is greater than ``least``."""
    if spread <= 0:
        return float(mean > least)
    return 0.5 * math.erfc((least - mean) / (spread * math.sqrt(2)))


def _call(thaw: float, chill: float, worth: float) -> Judgement:
    """Name what the probabilities amount to, given what the thinner of both windows is worth."""
    if worth < ENOUGH:
        return Judgement.TOO_LITTLE_DATA
    if thaw >= SURE:
        return Judgement.THAW
    return Judgement.CHILL if chill >= SURE else Judgement.NO_CLEAR_CHANGE


def _dates(periods: Periods, window: slice) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a window."""
    first: dt.date = periods.start[window][0].astype(dt.date)
    last: dt.date = periods.end[window][-1].astype(dt.date)
    return first, last


def _name_movers(events: DyadEvents, observed: Observed, change: Change, influence: Numbers) -> tuple[Evidence, ...]:
    """Return the events that moved a change most: a thaw or chill its own way, else either way.

    Of equals, the one told most comes first, then the earlier one.
    """
    row: Wholes = observed.row
    if change.judgement in (Judgement.THAW, Judgement.CHILL):
        influence = np.where(influence * change.difference.mean > 0, influence, 0.0)
    order = np.lexsort((events.event[row].astype(str), events.day[row], -events.reports[row], -np.abs(influence).round(12)))
    moved = [i for i in order[:MOVED_BY].tolist() if abs(influence[i]) > 0]
    return tuple(name_event(events, int(row[i]), float(observed.value[i]), float(influence[i])) for i in moved)


def _give_reason(observed: Observed, change: Change) -> str:
    """Say why nothing can be judged; empty where something can."""
    if len(observed) < 2:
        return "There is only one period, which can be compared with nothing."
    return _miss_events(observed, change) if change.judgement is Judgement.TOO_LITTLE_DATA else ""


def _miss_events(observed: Observed, change: Change) -> str:
    """Say that too little was reported, and how much there is."""
    counts = [int(observed.count[window].sum()) for window in (change.before, change.after)]
    text = f"Too little was reported: {_events(observed, change.before)} before and {_events(observed, change.after)} after"
    if min(counts) >= ENOUGH:
        text += f", worth {change.effective_before:.1f} and {change.effective_after:.1f} sure ones"
    return f"{text}, where each window needs {ENOUGH:.0f} to be judged."


def _events(observed: Observed, window: slice) -> str:
    """Count the events of a window in words."""
    count = int(observed.count[window].sum())
    return "1 event" if count == 1 else f"{count} events"
