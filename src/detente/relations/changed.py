"""Which relations changed: the verdict of every two states with enough events, the surest first."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.relations.assess import AUTO, check_length, choose_period, find_range, read_choice
from detente.relations.evidence import fill_all
from detente.relations.intake import Intake, read_dyads
from detente.relations.observe import observe
from detente.relations.periods import DAYS, PeriodKind, Periods, make_periods
from detente.relations.records import Judgement, Verdict, Weights
from detente.relations.tone import PRIORS, fit_tones
from detente.relations.verdict import ENOUGH, judge
from detente.store.countries import MORE_CODES, read_state

if TYPE_CHECKING:
    from detente.store.open import Store

_YEAR = dt.timedelta(days=365)
_AT_ONCE = 64  # series that are fitted together
_ORDER = {Judgement.THAW: 0, Judgement.CHILL: 0, Judgement.NO_CLEAR_CHANGE: 1, Judgement.TOO_LITTLE_DATA: 2}


@dataclass(frozen=True, slots=True)
class Changed:
    """One relation of the overview: its verdict, and the smoothed tone of each period for a small picture."""

    one: str
    other: str
    period: PeriodKind
    events: int
    reports: int
    verdict: Verdict
    tone: tuple[float, ...]
    told: tuple[int, ...]


def find_changed(
    store: Store | str | os.PathLike[str],
    state: str | None = None,
    *,
    since: str | int | dt.date | None = None,
    until: str | int | dt.date | None = None,
    period: str = AUTO,
    weights: str = Weights.GOLDSTEIN,
    window: int | None = None,
    origin: str | None = None,
    outlet_weights: Mapping[str, float] | None = None,
) -> tuple[Changed, ...]:
    """Judge every two states, or those of one, that have enough events: the surest thaw or chill first.

    Without ``since`` the last year is compared with the one before it (or half of what there is). ``period`` auto is one for all,
    chosen for the busiest two. Raises QueryError as ``assess`` does.
    """
    from detente.store.open import Store
    from detente.store.question import read_bound

    if not isinstance(store, Store):
        with Store(Path(store)) as opened:
            return find_changed(
                opened, state, since=since, until=until, period=period, weights=weights, window=window, origin=origin,
                outlet_weights=outlet_weights,
            )  # fmt: skip
    chosen = read_choice(Weights, weights, "weights")
    kind = None if period == AUTO else read_choice(PeriodKind, period, "period")
    code = read_state(state, store.lexicon) if state else None
    bounds = [
        None if d is None else read_bound(d, name, last=name == "until") for d, name in ((since, "since"), (until, "until"))
    ]
    intakes = [i for i in read_dyads(store, origin, int(2 * ENOUGH)) if _is_wanted(i, code)]
    if not intakes:
        return ()
    first, last = find_range(intakes[0], *bounds)
    if bounds[0] is None:
        first = max(first, last - 2 * _YEAR)
    if kind is None:
        kind = choose_period(max(intakes, key=lambda i: len(i.events)).events, first, last)
    check_length(kind, first, last)
    periods = make_periods(kind, np.datetime64(first), np.datetime64(last))
    span = None if window is None else max(1, round(window / DAYS[kind]))
    found: list[Changed] = []
    rest = (intake.between(first, last) for intake in intakes)
    while batch := list(islice(rest, _AT_ONCE)):
        found += _judge(batch, periods, chosen, span, outlet_weights)
    found.sort(key=lambda c: (_ORDER[c.verdict.judgement], -c.verdict.probability, -c.events, c.one, c.other))
    return fill_changed(store, found)


def fill_changed(store: Store, found: list[Changed]) -> tuple[Changed, ...]:
    """Return relations with the words of the events that moved them."""
    verdicts = fill_all(store, [c.verdict for c in found])
    return tuple(replace(c, verdict=v) for c, v in zip(found, verdicts, strict=True))


def changed_rows(found: tuple[Changed, ...]) -> list[dict[str, object]]:
    """Return one flat row a relation."""
    return [
        {
            "one": c.one,
            "other": c.other,
            "judgement": c.verdict.judgement.value,
            "probability": c.verdict.probability,
            "thaw": c.verdict.thaw,
            "chill": c.verdict.chill,
            "change_low": c.verdict.change.low,
            "change": c.verdict.change.middle,
            "change_high": c.verdict.change.high,
            "before_since": c.verdict.before[0],
            "before_until": c.verdict.before[1],
            "after_since": c.verdict.after[0],
            "after_until": c.verdict.after[1],
            "effective_before": c.verdict.effective_before,
            "effective_after": c.verdict.effective_after,
            "events": c.events,
            "reports": c.reports,
            "moved_by": c.verdict.moved_by[0].sentence if c.verdict.moved_by else None,
        }
        for c in found
    ]


def _is_wanted(intake: Intake, code: str | None) -> bool:
    """Tell whether two states are to be judged; organisations only where they are asked for."""
    pair = {intake.events.one, intake.events.other}
    return (code is None or code in pair) and not (pair - {code}) & set(MORE_CODES)


def _judge(
    batch: list[Intake], periods: Periods, weights: Weights, span: int | None, outlet_weights: Mapping[str, float] | None
) -> list[Changed]:
    """Judge some relations over the same periods; those with too little data are left out."""
    seen = [observe(i.events, periods, weights, outlet_weights=outlet_weights) for i in batch]
    out = []
    for intake, observed, tone in zip(batch, seen, fit_tones(seen, [PRIORS[weights]] * len(seen)), strict=True):
        verdict = judge(intake.events, observed, tone, window=span)
        if verdict.judgement is not Judgement.TOO_LITTLE_DATA:
            out.append(
                Changed(
                    intake.events.one,
                    intake.events.other,
                    periods.kind,
                    int(observed.count.sum()),
                    int(observed.reports.sum()),
                    verdict,
                    tuple(tone.smoothed.tolist()),
                    tuple(observed.count.tolist()),
                )
            )
    return out
