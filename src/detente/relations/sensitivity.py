"""Sensitivity: the same verdict with other weights, and as it would be had one of the largest sources not been read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.relations.events import DyadEvents, Track
from detente.relations.observe import Observed, observe
from detente.relations.periods import Periods
from detente.relations.records import Check, Verdict, Weights
from detente.relations.tone import PRIORS, Prior, Tone, fit_tones
from detente.relations.verdict import weigh_change

LARGEST = 5
_NAMES = {Weights.GOLDSTEIN: "Goldstein", Weights.PLOVER: "PLOVER"}


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """What is observed in another way, with the prior that goes with it, and what that way is called."""

    name: str
    observed: Observed
    prior: Prior


def vary(
    events: DyadEvents,
    periods: Periods,
    weights: Weights,
    *,
    outlet_weights: Mapping[str, float] | None = None,
    priors: Mapping[Weights, Prior] = PRIORS,
) -> tuple[Variant, ...]:
    """Observe the events with the other weights, and without each of the ``LARGEST`` sources, the largest first."""
    other = Weights.PLOVER if weights is Weights.GOLDSTEIN else Weights.GOLDSTEIN
    variants = [
        Variant(f"{_NAMES[other]} weights", observe(events, periods, other, outlet_weights=outlet_weights), priors[other])
    ]
    for outlet in find_largest(events.where((events.track == Track.REPORTED) & (periods.index(events.day) >= 0))):
        seen = observe(events, periods, weights, outlet_weights={**(outlet_weights or {}), outlet: 0.0})
        variants.append(Variant(f"without {outlet}", seen, priors[weights]))
    return tuple(variants)


def find_largest(events: DyadEvents) -> tuple[str, ...]:
    """Return the sources that tell most events, most first, by name where they tell as many."""
    told: Counter[str] = Counter()
    for names, count in Counter(events.sources.tolist()).items():
        told.update(dict.fromkeys(names, count))
    return tuple(sorted(told, key=lambda name: (-told[name], name))[:LARGEST])


def add_checks(verdict: Verdict, variants: Sequence[Variant], tones: Sequence[Tone], *, window: int | None = None) -> Verdict:
    """Return the verdict with what each variant comes to, given its tone, and the share of them that come to the same."""
    checks = []
    for variant, tone in zip(variants, tones, strict=True):
        change = weigh_change(variant.observed, tone, window)
        effective = change.effective_before + change.effective_after
        checks.append(Check(variant.name, change.judgement, change.probability, effective))
    same = sum(check.judgement is verdict.judgement for check in checks)
    return replace(verdict, checks=tuple(checks), agreement=same / len(checks) if checks else None)


def check(
    verdict: Verdict,
    events: DyadEvents,
    periods: Periods,
    weights: Weights,
    *,
    outlet_weights: Mapping[str, float] | None = None,
    priors: Mapping[Weights, Prior] = PRIORS,
    window: int | None = None,
) -> Verdict:
    """Judge again in every other way: ``vary``, ``fit_tones`` and ``add_checks`` in one."""
    variants = vary(events, periods, weights, outlet_weights=outlet_weights, priors=priors)
    tones = fit_tones([v.observed for v in variants], [v.prior for v in variants])
    return add_checks(verdict, variants, tones, window=window)
