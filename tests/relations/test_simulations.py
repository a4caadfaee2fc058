"""What is said of simulated relations, whose true tone is known; bench/relations.py prints the same at length."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.relations.observe import observe
from detente.relations.periods import PeriodKind
from detente.relations.records import Judgement, Weights
from detente.relations.verdict import judge, judge_rolling, weigh_change

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from simulated import (
    count_verdicts,
    cover,
    draw,
    draw_noise,
    draw_volume,
    make_events,
    observe_all,
    retell,
    shuffle,
    span,
    walk,
)

MOVED = (Judgement.THAW, Judgement.CHILL)


@pytest.mark.parametrize("volume", ["even", "doubled", "gaps", "bursts"])
@pytest.mark.parametrize(
    ("kind", "rate", "drift", "noise"),
    [
        (PeriodKind.WEEK, 60, 0.5, 1.0),  # one event a week
        (PeriodKind.WEEK, 300, 1.0, 0.0),  # a busy pair, no error of whole weeks
        (PeriodKind.MONTH, 60, 0.3, 1.0),
        (PeriodKind.QUARTER, 150, 1.0, 0.5),
    ],
)
def test_bands_of_nine_tenths_hold_nine_tenths(kind: PeriodKind, rate: float, drift: float, noise: float, volume: str) -> None:
    rng = np.random.default_rng(21)
    periods = span(kind, 5.0)
    size, series = len(periods), 60 if kind is PeriodKind.WEEK else 150
    levels = [walk(periods, drift, rng) for _ in range(series)]
    drawn = [draw(periods, draw_volume(volume, size, rate, rng), x + rng.normal(0, noise, size), rng) for x in levels]
    filtered, smoothed = cover(levels, observe_all(drawn, periods)[1])
    assert 0.85 <= filtered <= 0.95
    assert 0.85 <= smoothed <= 0.95


def test_bands_bear_heavy_tails() -> None:
    rng = np.random.default_rng(12)
    periods = span(PeriodKind.WEEK, 5.0)
    levels = [walk(periods, 0.5, rng) for _ in range(60)]
    drawn = [draw(periods, 200, x + draw_noise("tails", periods, 1.0, rng), rng) for x in levels]
    assert all(0.85 <= held <= 0.95 for held in cover(levels, observe_all(drawn, periods)[1]))


@pytest.mark.parametrize("noise", ["normal", "persist", "massacre"])
def test_no_change_is_seldom_called_one(noise: str) -> None:
    """At most one series in twenty, over all volumes and lengths."""
    rng = np.random.default_rng(13)
    false, rolling, total = 0.0, [], 0
    for kind, years in ((PeriodKind.WEEK, 2.0), (PeriodKind.WEEK, 5.0), (PeriodKind.MONTH, 2.0), (PeriodKind.QUARTER, 5.0)):
        periods = span(kind, years)
        size = len(periods)
        for volume, rate in (("even", 30), ("bursts", 100), ("doubled", 100), ("gaps", 400)):
            drawn = [
                draw(periods, draw_volume(volume, size, rate, rng), rng.normal(1, 1) + draw_noise(noise, periods, 1.0, rng), rng)
                for _ in range(12)
            ]
            observed, tones = observe_all(drawn, periods)
            found = count_verdicts(observed, tones)
            false += 12 * (found[Judgement.THAW] + found[Judgement.CHILL])
            total += 12
            rolling += [judge_rolling(seen, tone).judgement for seen, tone in zip(observed, tones, strict=True)]
    assert false / total <= 0.05
    judged = np.concatenate(rolling)
    judged = judged[judged != Judgement.TOO_LITTLE_DATA]
    assert np.isin(judged, MOVED).mean() <= 0.05


@pytest.mark.parametrize("gap", [False, True])
@pytest.mark.parametrize(("step", "name"), [(3.0, Judgement.THAW), (-3.0, Judgement.CHILL)])
def test_a_turn_is_found_with_its_sign_and_in_its_place(step: float, name: Judgement, gap: bool) -> None:
    """Also where a season is missing right before it."""
    rng = np.random.default_rng(14)
    periods = span(PeriodKind.WEEK, 4.0)
    size, at = len(periods), 120
    level = np.where(np.arange(size) < at, 1.0, 1.0 + step)
    rate = np.full(size, 250.0)
    rate[at - 14 : at - 1] *= not gap
    observed, tones = observe_all([draw(periods, rate, level + rng.normal(0, 0.7, size), rng) for _ in range(25)], periods)
    assert count_verdicts(observed, tones)[name] == 1
    first, places, named = [], [], []
    for seen, tone in zip(observed, tones, strict=True):
        judgement = judge_rolling(seen, tone).judgement
        named += judgement[np.isin(judgement, MOVED)].tolist()
        first.append(np.flatnonzero(judgement[at:] == name)[0])
        places.append(np.flatnonzero((tone.smoothed > 1 + step / 2) == (step > 0))[0] - at)
    assert np.max(first) <= 26  # live, half a year later at the latest
    assert np.median(first) <= 8
    assert abs(np.median(places)) <= (7 if gap else 2)
    assert named.count(name) / len(named) > 0.98


def test_doubled_volume_alone_changes_no_verdict() -> None:
    """The same weeks told by twice as many events of the same kind."""
    rng = np.random.default_rng(15)
    periods = span(PeriodKind.WEEK, 4.0)
    late = periods.start[len(periods) // 2]
    for step in (0.0, 3.0):
        level = np.where(np.arange(len(periods)) < len(periods) // 2, 1.0, 1.0 + step)
        drawn = [draw(periods, 200, level, rng) for _ in range(15)]
        doubled = [events.where(np.repeat(np.arange(len(events)), np.where(events.day >= late, 2, 1))) for events in drawn]
        before, after = (observe_all(series, periods) for series in (drawn, doubled))
        for plain, more in zip(zip(*before, strict=True), zip(*after, strict=True), strict=True):
            assert weigh_change(*plain).judgement is weigh_change(*more).judgement


def test_ten_outlets_tell_no_more_than_two() -> None:
    rng = np.random.default_rng(16)
    periods = span(PeriodKind.MONTH, 3.0)
    for rate in (18, 60, 200):
        events = draw(periods, rate, np.where(np.arange(len(periods)) < 18, 0.5, 2.0), rng)
        told = [retell(events, tuple(f"outlet {i:02}" for i in range(count))) for count in (2, 10)]
        two, ten = (weigh_change(*pair) for pair in zip(*observe_all(told, periods), strict=True))
        assert two.judgement is ten.judgement
        assert ten.thaw == pytest.approx(two.thaw, abs=0.02)
        assert ten.difference.mean == pytest.approx(two.difference.mean, abs=0.02)


def test_mirrored_acts_leave_both_sides_as_they_are() -> None:
    """Talks belong to both at once; only the series without direction knows them."""
    rng = np.random.default_rng(17)
    periods = span(PeriodKind.MONTH, 3.0)
    acts = draw(periods, 120, 1.0, rng)
    acts = replace(acts, direction=rng.choice([-1, 1], len(acts)).astype(np.int8))
    talks = make_events(np.sort(rng.choice(acts.day, 400)), np.full(400, 3.0))
    talks = replace(talks, direction=np.zeros(400, np.int8))
    columns = {
        name: np.concatenate([getattr(acts, name), getattr(talks, name)])
        for name in ("day", "exact", "direction", "track", "quad", "goldstein", "plover", "trust", "reports")
    } | {name: np.concatenate([getattr(acts, name), getattr(talks, name)]) for name in ("sources", "type", "event", "article")}
    both = replace(acts, **columns)
    for side in (1, -1):
        alone, beside = (observe(e, periods, Weights.GOLDSTEIN, direction=side) for e in (acts, both))
        assert alone.mean.tobytes() == beside.mean.tobytes()
        assert alone.effective.tobytes() == beside.effective.tobytes()
    assert observe(both, periods, Weights.GOLDSTEIN).count.sum() == len(acts) + 400


def test_shuffled_rows_and_sources_change_no_byte() -> None:
    rng = np.random.default_rng(18)
    periods = span(PeriodKind.WEEK, 3.0)
    events = draw(periods, 150, walk(periods, 1.0, rng), rng)
    first = None
    for shuffled in (events, shuffle(events, rng), shuffle(events, rng)):
        observed, (tone,) = observe_all([shuffled], periods)
        result = repr(judge(shuffled, observed[0], tone)), tone.filtered.tobytes(), tone.smoothed.tobytes()
        first = first or result
        assert result == first
