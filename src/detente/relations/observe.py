"""Events → what was observed in each period: the weighted mean of what was done, and how many events it is worth."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.relations.events import DyadEvents, Numbers, Track, Wholes
from detente.relations.periods import COARSEST, Periods
from detente.relations.records import Weights

# Chance that what one outlet tells happened as told, where nothing is known of the outlet (evidence: two outlets come to .91).
OUTLET_WEIGHT = 0.7
# What is greater is no weight on any scale: a broken row.
BEYOND = 100.0
# However many tell it, a story counts as hardly more than one that two outlets tell.
MOST = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """What was told of two states in each of T periods, and the n events that it rests on, by period.

    ``mean`` is the weighted mean of the events of a period in units of the weights, nan where there is none; ``effective`` the
    sum of their weights, ``count`` the number of stories, ``reports`` of tellings, ``sources`` of outlets. ``scatter`` is the
    weighted sum of squares around the mean, which ``count`` - 1 degrees of freedom belong to.

    ``row`` numbers the events in the ``DyadEvents`` that they come from, ``at`` their periods; ``value`` and ``weight`` are
    theirs. ``left_out`` says of how many events each reason left something out.
    """

    periods: Periods
    mean: Numbers
    effective: Numbers
    count: Wholes
    reports: Wholes
    sources: Wholes
    scatter: Numbers
    row: Wholes
    at: Wholes
    value: Numbers
    weight: Numbers
    left_out: tuple[tuple[str, int], ...] = ()

    def __len__(self) -> int:
        """Count the periods."""
        return len(self.periods)


def observe(
    events: DyadEvents,
    periods: Periods,
    weights: Weights,
    *,
    track: Track = Track.REPORTED,
    direction: int | None = None,
    outlet_weights: Mapping[str, float] | None = None,
) -> Observed:
    """Take the events of one track together by period: weighted means, never sums (a busy dyad talks much).

    ``direction`` 1 or -1 takes the acts of one side alone; acts of both (talks, agreements) belong to neither side and are in
    the series without direction only, so that they do not make the two sides look alike. An event weighs its ``trust`` times
    the chance that one of its outlets at least is right, 1 - Π(1 - w), w being ``OUTLET_WEIGHT`` unless ``outlet_weights``
    tells (0 for an outlet that is to be left out), at most ``MOST``; the weight is the precision of the event against that of
    a sure one. Events within the periods that are dated too coarsely for them, have no weight of cooperation or no trust are
    left out and counted. The order of rows and of outlets makes no difference to a single bit.
    """
    value = events.goldstein if weights is Weights.GOLDSTEIN else events.plover
    at = periods.index(events.day)
    belongs = events.track == int(track)
    if direction is not None:
        belongs &= events.direction == direction
    belongs &= ~np.isnat(events.day)
    exact, inside = events.exact <= int(COARSEST[periods.kind]), at >= 0
    certain = np.isfinite(events.trust) & (events.trust > 0)
    coded = np.abs(value) <= BEYOND
    left_out = tuple(
        (reason, int(np.count_nonzero(left)))
        for reason, left in (
            ("dated too coarsely", belongs & inside & ~exact),
            ("without a weight", belongs & inside & exact & ~coded),
            ("not trusted", belongs & inside & exact & coded & ~certain),
        )
    )
    row = np.flatnonzero(belongs & exact & inside & certain & coded)
    groups, group = _number(events.sources[row])
    right = np.array([_weigh_group(names, outlet_weights or {}) for names in groups], float)
    weight = np.minimum(events.trust[row], 1.0) * right[group]
    # events that tie are equal in all that is summed, so that no sum depends on the order in which rows came
    order = np.lexsort((weight, value[row], at[row]))
    order = order[weight[order] > 0]
    row, group, weight = row[order], group[order], weight[order]
    at, value = at[row], value[row].astype(float)
    size = len(periods)
    effective: Numbers = np.bincount(at, weight, size).astype(float)
    mean = np.full(size, np.nan)
    told = effective > 0
    mean[told] = np.bincount(at, weight * value, size)[told] / effective[told]
    return Observed(
        periods=periods,
        mean=mean,
        effective=effective,
        count=np.bincount(at, minlength=size),
        reports=np.bincount(at, events.reports[row], size).astype(np.int64),
        sources=_count_outlets(groups, group, at, size),
        scatter=np.bincount(at, weight * np.square(value - mean[at]), size).astype(float),
        row=row,
        at=at,
        value=value,
        weight=weight,
        left_out=left_out,
    )


def _number(sources: NDArray[np.object_]) -> tuple[list[tuple[str, ...]], Wholes]:
    """Return the different groups of outlets, and the number of its group for each event."""
    each: list[tuple[str, ...]] = sources.tolist()
    groups = sorted(set(each))
    numbers = {names: i for i, names in enumerate(groups)}
    return groups, np.fromiter(map(numbers.__getitem__, each), np.int64, len(each))


def _count_outlets(groups: Sequence[tuple[str, ...]], group: Wholes, at: Wholes, size: int) -> Wholes:
    """Count the outlets of each period, each once."""
    number: dict[str, int] = {}
    flat = np.array([number.setdefault(name, len(number)) for names in groups for name in names], np.int64)
    length = np.array([len(names) for names in groups], np.int64)[group]
    first = np.cumsum([0, *(len(names) for names in groups)])[group]
    told = np.repeat(first - np.cumsum(length) + length, length) + np.arange(length.sum())
    pairs = np.sort(np.repeat(at, length) * max(len(number), 1) + flat[told])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return np.bincount(pairs // max(len(number), 1), minlength=size)


def _weigh_group(names: tuple[str, ...], outlet_weights: Mapping[str, float]) -> float:
    """Return the chance that one of some outlets at least is right, whatever their order."""
    each = sorted(min(max(outlet_weights.get(name, OUTLET_WEIGHT), 0.0), 1.0) for name in set(names))
    return min(1 - math.prod(1 - w for w in each or [OUTLET_WEIGHT]), MOST)
