"""Sensitivity: other weights, each of the largest sources left out, and how many come to the same."""

import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from detente.relations.events import DyadEvents, Track
from detente.relations.observe import observe
from detente.relations.periods import PeriodKind
from detente.relations.records import Judgement, Verdict, Weights
from detente.relations.sensitivity import add_checks, check, find_largest, vary
from detente.relations.tone import PRIORS, fit_tone, fit_tones
from detente.relations.verdict import judge

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from simulated import OUTLETS, draw, shuffle, span

PERIODS = span(PeriodKind.MONTH, 4)


def turn(step: float, rate: float = 200) -> DyadEvents:
    level = np.where(np.arange(len(PERIODS)) < len(PERIODS) // 2, 1.0, 1.0 + step)
    return draw(PERIODS, rate, level, np.random.default_rng(4))


def told_by(events: DyadEvents, names: list[tuple[str, ...]]) -> DyadEvents:
    sources = np.empty(len(events), object)
    sources[:] = names
    return replace(events, sources=sources)


def verdict(events: DyadEvents, weights: Weights = Weights.GOLDSTEIN) -> Verdict:
    observed = observe(events, PERIODS, weights)
    return check(judge(events, observed, fit_tone(observed, PRIORS[weights])), events, PERIODS, weights)


def test_a_plain_turn_holds_in_every_other_way() -> None:
    found = verdict(turn(4))
    assert next(c.name for c in found.checks) == "PLOVER weights"
    assert len(found.checks) == 6
    assert {c.name.removeprefix("without ") for c in found.checks[1:]} < set(OUTLETS)
    assert all(c.judgement is Judgement.THAW for c in found.checks)
    assert all(c.effective < found.effective_before + found.effective_after for c in found.checks[1:])
    assert found.agreement == 1


def test_weights_that_disagree_are_told() -> None:
    events = turn(4)
    events = replace(events, plover=-events.goldstein)
    found = verdict(events)
    assert found.judgement is Judgement.THAW
    assert found.checks[0].judgement is Judgement.CHILL
    assert found.agreement == pytest.approx(5 / 6)
    assert verdict(events, Weights.PLOVER).checks[0].name == "Goldstein weights"


def test_a_turn_that_one_source_alone_tells_does_not_hold_without_it() -> None:
    """A single outlet tells of friendship in the second half; the others of business as ever."""
    events = turn(0, rate=300)
    late = events.day > PERIODS.start[len(PERIODS) // 2]
    warm = late & (np.arange(len(events)) % 2 == 0)
    events = replace(events, goldstein=np.where(warm, 8.0, events.goldstein))
    found = verdict(told_by(events, [("Organ",) if w else ("Bote", "Echo") for w in warm]))
    assert found.judgement is Judgement.THAW
    without = {c.name: c.judgement for c in found.checks}
    assert without == {
        "PLOVER weights": Judgement.NO_CLEAR_CHANGE,  # where the outlet's reports have no such weights
        "without Bote": Judgement.THAW,
        "without Echo": Judgement.THAW,
        "without Organ": Judgement.NO_CLEAR_CHANGE,
    }
    assert found.agreement == 0.5


def test_without_the_only_source_there_is_too_little() -> None:
    events = turn(4)
    found = verdict(told_by(events, [("Adler",)] * len(events)))
    assert found.checks[1].judgement is Judgement.TOO_LITTLE_DATA
    assert found.checks[1].effective == 0


def test_leaving_a_source_out_is_not_having_read_it() -> None:
    events = turn(1)
    for variant in vary(events, PERIODS, Weights.GOLDSTEIN)[1:]:
        unread = observe(events.without_source(variant.name.removeprefix("without ")), PERIODS, Weights.GOLDSTEIN)
        assert unread.mean.tobytes() == variant.observed.mean.tobytes()
        assert unread.effective.tobytes() == variant.observed.effective.tobytes()


def test_rows_without_sources_leave_the_weights_to_check() -> None:
    events = turn(4)
    found = verdict(told_by(events, [()] * len(events)))
    assert [c.name for c in found.checks] == ["PLOVER weights"]
    assert add_checks(found, [], []).agreement is None


def test_the_largest_sources_are_ordered_by_events_then_by_name() -> None:
    events = turn(0).where(np.arange(8))
    names = [("b", "c"), ("b",), ("a",), ("d", "e"), ("f", "g"), ("c",), (), ("g",)]
    assert find_largest(told_by(events, names)) == ("b", "c", "g", "a", "d")


def test_shuffling_rows_and_sources_changes_no_character() -> None:
    rng = np.random.default_rng(6)
    events = turn(1.5)
    first = repr(verdict(events))
    for _ in range(3):
        assert repr(verdict(shuffle(events, rng))) == first


def test_check_is_its_three_steps() -> None:
    events = turn(2)
    observed = observe(events, PERIODS, Weights.GOLDSTEIN)
    plain = judge(events, observed, fit_tone(observed, PRIORS[Weights.GOLDSTEIN]))
    variants = vary(events, PERIODS, Weights.GOLDSTEIN)
    tones = fit_tones([v.observed for v in variants], [v.prior for v in variants])
    assert add_checks(plain, variants, tones) == check(plain, events, PERIODS, Weights.GOLDSTEIN)


def test_only_sources_of_what_is_judged_are_left_out() -> None:
    """Claims, and what lies outside of the time, have outlets of their own, which no check would miss."""
    events = told_by(turn(4), [(name,) for name in np.resize(["a", "b"], len(turn(4))).tolist()])
    other = replace(turn(4), track=np.full(len(turn(4)), Track.CLAIMED, np.int8))
    early = replace(turn(4), day=turn(4).day - np.timedelta64(9999, "D"))
    parts = [events, told_by(other, [("claims",)] * len(other)), told_by(early, [("past",)] * len(early))]
    columns = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(DyadEvents)[2:]}
    variants = vary(replace(events, **columns), PERIODS, Weights.GOLDSTEIN)
    assert [v.name for v in variants] == ["PLOVER weights", "without a", "without b"]
