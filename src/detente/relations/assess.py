"""The relation between two states, put together: the stages of measuring it, in order."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from detente.errors import QueryError, did_you_mean
from detente.relations.changes import CountedActs, ObservedTone, find_changes
from detente.relations.events import Days, DyadEvents, Exactness, Track
from detente.relations.evidence import fill_evidence, list_around
from detente.relations.intake import Intake, read_dyad
from detente.relations.observe import Observed, observe
from detente.relations.periods import DAYS, PeriodKind, Periods, make_periods
from detente.relations.pressure import count_kinds, count_quads, expose, measure_pressure
from detente.relations.reciprocity import find_leader
from detente.relations.records import Counts, Relation, TonePoint, Weights
from detente.relations.sensitivity import add_checks, vary
from detente.relations.tone import PRIORS, Tone, fit_tones
from detente.relations.verdict import judge
from detente.store.countries import read_state

if TYPE_CHECKING:
    from detente.store.open import Store

Choice = TypeVar("Choice", bound=StrEnum)
AUTO = "auto"
# A week is the shortest period that is chosen by itself: weekends make days differ. More than half should hold an event.
_BUSY = 0.5
# Periods, thirty years of days: the memory of the exact change points grows with their square (here half a gigabyte).
MOST = 11_000


def assess(
    store: Store | str | os.PathLike[str],
    one: str,
    other: str,
    *,
    since: str | int | dt.date | None = None,
    until: str | int | dt.date | None = None,
    period: str = AUTO,
    weights: str = Weights.GOLDSTEIN,
    window: int | None = None,
    origin: str | None = None,
    cross_check: bool = False,
    outlet_weights: Mapping[str, float] | None = None,
) -> Relation:
    """Measure the relation between two states, from what a store holds.

    ``one`` and ``other`` are names or ISO codes. Days are written as ``2008``, ``2008-03`` or whole, and inclusive; without
    them, all days on which something was reported. What lies outside is not looked at, so that the first and the last period
    may be cut short. ``period`` is day, week, month, quarter or auto, ``weights`` goldstein or
    plover, ``window`` the days at either end that the verdict compares (a year, at most half of the time), ``origin`` whose
    rows. ``outlet_weights`` says how often an outlet tells what happened as it happened (.7 where nothing is said). Raises
    QueryError where something asked has no meaning, or the store holds no events.
    """
    from detente.store.open import Store
    from detente.store.question import read_bound

    if not isinstance(store, Store):
        with Store(Path(store)) as opened:
            return assess(
                opened, one, other, since=since, until=until, period=period, weights=weights, window=window, origin=origin,
                cross_check=cross_check, outlet_weights=outlet_weights,
            )  # fmt: skip
    sides = read_state(one, store.lexicon), read_state(other, store.lexicon)
    if sides[0] == sides[1]:
        raise QueryError(f"{one} and {other} are one state. Name two.")
    kind = None if period == AUTO else read_choice(PeriodKind, period, "period")
    intake = read_dyad(store, *sides, origin)
    bounds = [
        None if d is None else read_bound(d, name, last=name == "until") for d, name in ((since, "since"), (until, "until"))
    ]
    first, last = find_range(intake, *bounds)
    if kind is None:
        kind = choose_period(intake.events, first, last)
    check_length(kind, first, last)
    chosen = read_choice(Weights, weights, "weights")
    relation = measure(intake, first, last, kind, chosen, window=window, cross_check=cross_check, outlet_weights=outlet_weights)
    return fill_evidence(store, relation)


def measure(
    intake: Intake,
    since: dt.date,
    until: dt.date,
    kind: PeriodKind,
    weights: Weights,
    *,
    window: int | None = None,
    cross_check: bool = False,
    outlet_weights: Mapping[str, float] | None = None,
) -> Relation:
    """Measure a relation from events that were read; reads nothing itself, so that evidence has no words yet.

    Changes of a series of days are sought by week: weekdays differ, and the cost grows with the square of the periods.
    """
    intake = intake.between(since, until)
    events = intake.events
    periods = make_periods(kind, np.datetime64(since), np.datetime64(until))
    seen = [observe(events, periods, weights, direction=d, outlet_weights=outlet_weights) for d in (None, 1, -1)]
    variants = vary(events, periods, weights, outlet_weights=outlet_weights)
    prior = PRIORS[weights]
    tones = fit_tones([*seen, *(v.observed for v in variants)], [prior] * 3 + [v.prior for v in variants])
    whole, tone = seen[0], tones[0]
    counts, exposure = count_quads(events, periods), expose(intake.exposure, periods)
    span = None if window is None else max(1, round(window / DAYS[kind]))
    steps = periods if kind is not PeriodKind.DAY else make_periods(PeriodKind.WEEK, periods.start[0], periods.end[-1])
    by_step = whole if steps is periods else observe(events, steps, weights, outlet_weights=outlet_weights)
    told = ObservedTone(by_step.mean, by_step.effective, tone.s2)
    acts = CountedActs(count_kinds(events, steps), expose(intake.exposure, steps))
    changes = find_changes(steps, told, acts, cross_check=cross_check)
    inside = events.where((periods.index(events.day) >= 0) & (events.track == Track.REPORTED))
    return Relation(
        one=events.one,
        other=events.other,
        period=kind,
        weights=weights,
        since=since,
        until=until,
        events=int(whole.count.sum()),
        reports=int(whole.reports.sum()),
        sources=len({name for names in events.sources[whole.row] for name in names}),
        tone=_points(whole, tone),
        forward=_points(seen[1], tones[1]),
        backward=_points(seen[2], tones[2]),
        pressure=measure_pressure(counts, exposure, periods),
        beside=_beside(events, periods),
        verdict=add_checks(judge(events, whole, tone, window=span), variants, tones[3:], window=span),
        changes=tuple(replace(c, around=list_around(inside, c.start, steps, weights)) for c in changes),
        reciprocity=find_leader(events, periods, weights),
        left_out=_add_up([*intake.left_out, *whole.left_out]),
    )


def find_range(intake: Intake, since: dt.date | None, until: dt.date | None) -> tuple[dt.date, dt.date]:
    """Return the days to measure: those asked for, else from the first to the last on which anything was reported."""
    exposure = intake.exposure
    days = intake.events.day[intake.events.track == Track.REPORTED]
    if len(exposure.counts):
        first, last = exposure.first, exposure.first + np.timedelta64(len(exposure.counts) - 1, "D")
    elif len(days):
        first, last = days.min(), days.max()
    else:
        first = last = np.datetime64(since or until or dt.date(1970, 1, 1))
    start, end = since or first.astype(dt.date), until or last.astype(dt.date)
    if end < start:
        raise QueryError(f"There is nothing from {start} until {end}: what was reported lasts from {first} to {last}.")
    return start, end


def choose_period(events: DyadEvents, since: dt.date, until: dt.date) -> PeriodKind:
    """Return the shortest period from a week on of which more than half hold an event, or that has one on average.

    Where neither week nor month is, it is a quarter.
    """
    kept = (events.track == Track.REPORTED) & (events.exact <= Exactness.WEEK)
    for kind in (PeriodKind.WEEK, PeriodKind.MONTH):
        periods = make_periods(kind, np.datetime64(since), np.datetime64(until))
        at: Days = events.day[kept]
        inside = periods.index(at)
        inside = inside[inside >= 0]
        if len(set(inside.tolist())) > _BUSY * len(periods) or len(inside) >= len(periods):
            return kind
    return PeriodKind.QUARTER


def check_length(kind: PeriodKind, since: dt.date, until: dt.date) -> None:
    """Raise QueryError where a time has more periods than can be measured."""
    number = len(make_periods(kind, np.datetime64(since), np.datetime64(until)))
    if number > MOST:
        cure = "Choose a longer --period, or name --since and --until."
        raise QueryError(f"From {since} until {until} there are {number:,} {kind}s; at most {MOST:,} can be measured. {cure}")


def read_choice(kind: type[Choice], value: str, name: str) -> Choice:
    """Return the member of an enumeration that a text names; raises QueryError with those that there are."""
    try:
        return kind(value)
    except ValueError:
        known = [str(member) for member in kind]
        raise QueryError(f"{name}: not {value!r}.{did_you_mean(value, known)} One of {', '.join(known)}.") from None


def _points(seen: Observed, tone: Tone) -> tuple[TonePoint, ...]:
    columns = zip(
        seen.periods.start.tolist(),
        seen.periods.end.tolist(),
        seen.count.tolist(),
        seen.reports.tolist(),
        seen.sources.tolist(),
        seen.effective.tolist(),
        seen.mean.tolist(),
        tone.bands(smoothed=False),
        tone.bands(smoothed=True),
        strict=True,
    )
    return tuple(
        TonePoint(start, end, n, reports, sources, effective, mean if n else None, filtered, smoothed)
        for start, end, n, reports, sources, effective, mean, filtered, smoothed in columns
    )


def _beside(events: DyadEvents, periods: Periods) -> tuple[Counts, ...]:
    """Count what has series of its own, by period; planned acts fall on the day for which they are planned."""
    at = periods.index(events.day)
    threats = (events.track == Track.REPORTED) & (events.type == "THREATEN")
    masks = [events.track == t for t in (Track.CLAIMED, Track.PLANNED, Track.DENIED)] + [threats]
    columns = [np.bincount(at[mask & (at >= 0)], minlength=len(periods)).tolist() for mask in masks]
    rows = zip(periods.start.tolist(), periods.end.tolist(), *columns, strict=True)
    return tuple(Counts(*row) for row in rows)


def _add_up(counts: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    total: dict[str, int] = {}
    for why, number in counts:
        total[why] = total.get(why, 0) + number
    return tuple((why, number) for why, number in total.items() if number)
