"""Change points: exact against all segmentations, found where they are, and not where there is none."""

from itertools import pairwise, product

import numpy as np
import pytest

from detente.relations.changes import (
    MOST_HAZARD,
    CountedActs,
    ObservedTone,
    find_changes,
    hazard,
    period_noise,
    pressure_level,
    turn_pressure,
    turn_tone,
)
from detente.relations.levels import PressureLevel, ToneLevel
from detente.relations.periods import PeriodKind, Periods, make_periods
from detente.relations.records import ChangePoint, Channel, Judgement
from detente.relations.segments import find_breaks

from .series import kinds, tones, week, weeks

QUIET = np.array([4.0, 6.0, 1.0])  # joint cooperation, cooperation of one side, conflict in a week


def steady(count: int) -> np.ndarray:
    return np.tile(QUIET, (count, 1))


def changes_of(
    seed: int,
    rates: np.ndarray,
    level: np.ndarray | None = None,
    exposure: np.ndarray | None = None,
    periods: Periods | None = None,
) -> tuple[ChangePoint, ...]:
    """Find the changes of a simulated dyad, whose tone is 1 throughout if no other is given."""
    counts = kinds(seed, rates)
    size = len(counts)
    told = counts.sum(axis=1).astype(float)
    mean = tones(seed + 1000, np.ones(size) if level is None else level, told)
    seen = np.full(size, 1000) if exposure is None else exposure
    return find_changes(periods or weeks(size), ObservedTone(mean, told, 9.0), CountedActs(counts, seen))


@pytest.mark.parametrize("channel", ["tone", "pressure"])
def test_the_posterior_is_that_of_all_segmentations(channel: str) -> None:
    size, prior = 7, 0.2
    if channel == "tone":
        level: ToneLevel | PressureLevel = ToneLevel(0.0, 2.0)
        mean = np.array([1.0, 2.0, np.nan, -3.0, -1.0, -2.0, 4.0])
        sums = level.sums(mean, np.array([2, 1, 0, 3, 1, 2, 5.0]), 4.0)
    else:
        level = PressureLevel((1.0, 0.5), (0.01, 0.02), (1.0, 2.0))
        sums = level.sums(kinds(5, np.full((size, 2), 3.0)), np.array([100, 300, 0, 200, 100, 100, 50]))
    at, near, total = np.zeros(size), np.zeros(size), 0.0
    for cuts in product([0, 1], repeat=size - 1):
        cut = np.array((0, *cuts))
        edges = [0, *np.flatnonzero(cut), size]
        evidence = sum(float(level.evidence(sums[a:b].sum(axis=0))) for a, b in pairwise(edges))
        weight = np.exp(evidence) * prior ** cut.sum() * (1 - prior) ** (size - 1 - cut.sum())
        total += weight
        at += weight * cut
        near += weight * np.array([cut[max(0, t - 1) : t + 2].any() for t in range(size)])
    found = find_breaks(level, sums, prior)
    assert found.at == pytest.approx(at / total, abs=1e-12)
    assert found.near == pytest.approx(near / total, abs=1e-12)
    assert found.expected == pytest.approx(at.sum() / total)


def test_evidence_of_a_stretch_is_the_product_of_predictions() -> None:
    """Period by period or at once; the closed forms agree with numerical integration over the level."""
    pressure = PressureLevel((1.5,), (0.02,), (1.0,))
    sums = pressure.sums(np.array([[3], [0], [5]]), np.array([100, 50, 100])).sum(axis=0)
    rate = np.linspace(1e-6, 0.5, 200_001)
    density = rate**0.5 * np.exp(-1.5 / 0.02 * rate)
    likelihood = rate**8 * np.exp(-250 * rate)
    expected = np.log((density * likelihood).sum() / density.sum())
    assert float(pressure.evidence(sums)) == pytest.approx(expected, abs=1e-4)
    tone = ToneLevel(1.0, 2.0)
    parts = tone.sums(np.array([2.0, -1.0]), np.array([3.0, 1.0]), 4.0)
    x = np.linspace(-20, 20, 40_001)
    density = np.exp(-((x - 1) ** 2) / 4)
    likelihood = np.exp(-((2 - x) ** 2) * 3 / 8 - (-1 - x) ** 2 / 8 + 3 / 8 + 4 / 8)  # against a level at the center
    assert float(tone.evidence(parts.sum(axis=0))) == pytest.approx(
        np.log((density * likelihood).sum() / density.sum()), abs=1e-6
    )


@pytest.mark.parametrize("place", [20, 52, 80])
def test_a_change_is_found_within_a_week_and_named_for_what_it_is(place: int) -> None:
    rates, level = steady(104), np.ones(104)
    rates[place:] = [4, 6, 12]
    level[place:] = -3.0
    (change,) = changes_of(place, rates, level)
    assert abs((change.start - week(place)).days) <= 7
    assert change.judgement is Judgement.CHILL
    assert change.channel is Channel.BOTH
    assert change.probability > 0.95
    assert 0 < change.base_rate <= 3 / 104
    assert change.cross_checked is None


def test_cooperation_that_sets_in_is_a_thaw() -> None:
    rates, level = steady(104), np.full(104, -1.0)
    rates[60:] = [20, 12, 1]
    level[60:] = 2.0
    (change,) = changes_of(1, rates, level)
    assert abs((change.start - week(60)).days) <= 7
    assert change.judgement is Judgement.THAW


def test_a_burst_is_one_change_at_its_beginning() -> None:
    rates = steady(104)
    rates[40:43] = [25, 20, 10]
    (change,) = changes_of(3, rates)
    assert (change.start, change.channel) == (week(40), Channel.PRESSURE)


def test_what_had_lasted_and_falls_away_is_a_change() -> None:
    rates = steady(104)
    rates[:50, 2] = 20
    assert [c.start for c in changes_of(4, rates) if c.channel is not Channel.TONE] == [week(50)]


def test_tone_turns_where_the_counts_do_not() -> None:
    level = np.concatenate([np.full(50, -2.0), np.full(54, 2.0)])
    (change,) = changes_of(5, steady(104), level)
    assert change.channel is Channel.TONE
    assert change.judgement is Judgement.THAW
    assert abs((change.start - week(50)).days) <= 7


def test_few_false_alarms_where_nothing_changes() -> None:
    """Sixty years without a change: at most one in ten years is named."""
    assert sum(len(changes_of(seed, steady(104))) for seed in range(30)) <= 6


def test_weeks_that_differ_by_themselves_are_hardly_a_change() -> None:
    """Rates that vary by a third from week to week: at most one in five years."""
    named = 0
    for seed in range(15):
        named += len(changes_of(seed, steady(104) * np.random.default_rng(seed).gamma(10, 0.1, (104, 3))))
    assert named <= 6


def test_more_news_and_mirrored_rows_change_nothing() -> None:
    """From the 53rd week on all is told twice, and reported twice; as is what a coder writes down in both directions."""
    named = 0
    for seed in range(10):
        rates, exposure = steady(104), np.full(104, 1000)
        rates[52:] *= 2
        exposure[52:] *= 2
        named += len(changes_of(seed, rates, exposure=exposure))
    assert named <= 2
    counts, told = kinds(8, steady(104)), np.full(104, 10.0)
    mirrored = turn_pressure(
        weeks(104), ObservedTone(np.ones(104), told, 9.0), CountedActs(counts * 2, np.full(104, 2000)), dispersion=2.0
    )
    once = turn_pressure(weeks(104), ObservedTone(np.ones(104), told, 9.0), CountedActs(counts, np.full(104, 1000)))
    # the prior of a rate is worth one event of either
    assert mirrored.near == pytest.approx(once.near, abs=0.05)


def test_periods_without_news_hide_a_change_and_make_none() -> None:
    rates, exposure = steady(104), np.full(104, 1000)
    rates[40:56] = 0
    exposure[40:56] = 0
    assert changes_of(6, rates, exposure=exposure) == ()
    rates[56:, 2] = 15
    changes = [c for c in changes_of(7, rates, exposure=exposure) if c.channel is not Channel.TONE]
    assert changes == []  # when it happened nobody knows to a week
    counts = kinds(7, rates)
    turns = turn_pressure(
        weeks(104), ObservedTone(np.ones(104), counts.sum(axis=1).astype(float), 9.0), CountedActs(counts, exposure)
    )
    assert turns.at[40:57].sum() > 0.9


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_short_a_series_has_no_changes(count: int) -> None:
    assert changes_of(1, steady(count)) == ()


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_is_not_told(value: float) -> None:
    counts, told = kinds(1, steady(60)), np.full(60, 5.0)
    mean = np.where(np.arange(60) % 7 == 0, value, 1.0)
    for s2 in (9.0, 0.0, value):
        changes = find_changes(weeks(60), ObservedTone(mean, told, s2), CountedActs(counts, np.full(60, 1000)))
        assert all(0 <= c.probability <= 1 for c in changes)
    nothing = find_changes(
        weeks(60), ObservedTone(np.full(60, np.nan), np.zeros(60), 9.0), CountedActs(counts * 0, np.zeros(60, np.int64))
    )
    assert nothing == ()


def test_a_larger_dispersion_sees_fewer_changes() -> None:
    rates = steady(104)
    rates[50:52] *= 3
    said, acts = ObservedTone(np.ones(104), np.full(104, 10.0), 9.0), CountedActs(kinds(9, rates), np.full(104, 1000))
    near = [turn_pressure(weeks(104), said, acts, dispersion=d).near.max() for d in (1, 5)]
    assert near[0] > 0.9 > near[1]


def test_priors_are_in_time_and_in_rates() -> None:
    assert hazard(weeks(10), 1.0) == pytest.approx(1 / 52)
    days = make_periods(PeriodKind.DAY, np.datetime64("2010-01-01"), np.datetime64("2010-01-10"))
    assert hazard(days, 1.0) == pytest.approx(1 / 365)
    assert hazard(days, 1e6) == MOST_HAZARD
    level = pressure_level(np.array([[10, 0]]), np.array([1000]))
    assert level.usual == pytest.approx((0.0105, 0.0005))


def test_noise_of_whole_periods_is_estimated() -> None:
    rng, told = np.random.default_rng(11), np.full(500, 9.0)
    mean = rng.normal(0, np.sqrt(9 / 9 + 2), 500)
    said = ObservedTone(mean, told, 9.0)
    assert period_noise(said) == pytest.approx(2, abs=0.4)
    assert period_noise(ObservedTone(mean[:2], told[:2], 9.0)) == 0
    assert turn_tone(weeks(500), said).near.max() < 0.5
