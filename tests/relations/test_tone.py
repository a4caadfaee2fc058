"""Tone against dense algebra, period by period against all at once, and where next to nothing is known."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.relations.observe import Observed, observe
from detente.relations.periods import PeriodKind, Periods, make_periods
from detente.relations.records import Weights
from detente.relations.tone import NINETY, PRIORS, Prior, State, Tone, compare, compare_back, extend, fit_tone, fit_tones, follow

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from simulated import draw, make_events, span, walk

PRIOR = PRIORS[Weights.GOLDSTEIN]


def seen(rate: float = 60, years: float = 1.2, kind: PeriodKind = PeriodKind.WEEK, seed: int = 1) -> Observed:
    rng = np.random.default_rng(seed)
    periods = span(kind, years)
    rates = np.full(len(periods), rate)
    rates[len(rates) // 3 : len(rates) // 2] = 0
    return observe(draw(periods, rates, walk(periods, 1.0, rng), rng), periods, Weights.GOLDSTEIN)


def solve(tone: Tone, known: int) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and covariance of all periods given the first ``known`` of them, from the joint normal distribution."""
    size = len(tone)
    steps = np.arange(size)
    covariance = tone.s2 / tone.prior.worth + tone.q * np.minimum(steps[:, None], steps)
    told = np.flatnonzero(tone.precision[:known] > 0)
    gain = covariance[:, told] @ np.linalg.inv(covariance[np.ix_(told, told)] + np.diag(1 / tone.precision[told]))
    return tone.prior.mean + gain @ (tone.mean[told] - tone.prior.mean), covariance - gain @ covariance[told]


def test_filter_and_smoother_are_the_exact_posterior() -> None:
    tone = follow(seen(), PRIOR, 9.0, 0.7, 0.05)
    for t in (0, 1, 20, 25, len(tone) - 1):
        mean, covariance = solve(tone, t + 1)
        assert tone.filtered[t] == pytest.approx(mean[t])
        assert tone.filtered_variance[t] == pytest.approx(covariance[t, t])
    mean, covariance = solve(tone, len(tone))
    assert tone.smoothed == pytest.approx(mean)
    assert tone.smoothed_variance == pytest.approx(np.diag(covariance))


def test_differences_take_the_covariance_into_account() -> None:
    tone = follow(seen(), PRIOR, 9.0, 0.7, 0.05)
    mean, covariance = solve(tone, len(tone))
    for seed in range(3):
        coefficients = np.random.default_rng(seed).normal(0, 1, len(tone))
        found = compare(tone, coefficients)
        assert found.mean == pytest.approx(coefficients @ mean)
        assert found.variance == pytest.approx(coefficients @ covariance @ coefficients)
        assert found.covariance == pytest.approx(covariance @ coefficients)


@pytest.mark.parametrize("lag", [1, 7, 40])
def test_a_difference_backwards_knows_the_past_only(lag: int) -> None:
    tone = follow(seen(), PRIOR, 9.0, 0.7, 0.05)
    mean, variance = compare_back(tone, lag)
    assert np.isnan(mean[:lag]).all()
    for t in (lag, lag + 3, len(tone) - 1):
        full, covariance = solve(tone, t + 1)
        then = t - lag
        assert mean[t] == pytest.approx(full[t] - full[then])
        assert variance[t] == pytest.approx(covariance[t, t] + covariance[then, then] - 2 * covariance[t, then])


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_a_period_more_is_what_the_whole_filter_says(kind: PeriodKind) -> None:
    observed = seen(kind=kind, years=3)
    whole = fit_tone(observed, PRIOR)
    half = len(observed) // 2
    cut = replace(observed, mean=observed.mean[:half], effective=observed.effective[:half])
    state = follow(cut, PRIOR, whole.s2, whole.tau2, whole.q).state
    for mean, effective in zip(observed.mean[half:].tolist(), observed.effective[half:].tolist(), strict=True):
        state = extend(state, mean, effective)
    assert state == State(whole.filtered[-1], whole.filtered_variance[-1], whole.s2, whole.tau2, whole.q)
    assert state.band.middle == whole.bands(smoothed=False)[-1].middle


def test_series_that_are_fitted_together_come_out_as_alone() -> None:
    series = [seen(seed=1), seen(seed=2, rate=500), seen(seed=3, rate=3)]
    for tone, observed in zip(fit_tones(series, [PRIOR] * 3), series, strict=True):
        alone = fit_tone(observed, PRIOR)
        assert (tone.s2, tone.tau2, tone.q) == pytest.approx((alone.s2, alone.tau2, alone.q))
        assert tone.smoothed == pytest.approx(alone.smoothed)
    assert fit_tones([], []) == []


def test_empty_periods_widen_the_band() -> None:
    observed = seen()
    tone = fit_tone(observed, PRIOR)
    empty = np.flatnonzero(observed.effective[20:30] == 0) + 20
    assert len(empty) > 3
    assert tone.filtered_variance[empty] == pytest.approx(tone.filtered_variance[empty - 1] + tone.q)
    assert (tone.filtered[empty] == tone.filtered[empty - 1]).all()


def test_what_came_later_is_in_the_smoothed_tone_only() -> None:
    observed = seen()
    mean = observed.mean.copy()
    mean[-1] = 9.0
    effective = observed.effective.copy()
    effective[-1] = 30.0
    one, other = (
        follow(observed, PRIOR, 9, 0.5, 0.1),
        follow(replace(observed, mean=mean, effective=effective), PRIOR, 9, 0.5, 0.1),
    )
    assert (one.filtered[:-1] == other.filtered[:-1]).all()
    assert (one.smoothed != other.smoothed).all()
    assert one.smoothed[-1] == one.filtered[-1]


def test_the_prior_is_worth_so_many_events() -> None:
    day = np.array(["2008-01-02"] * 3, "datetime64[D]")
    periods = make_periods(PeriodKind.WEEK, day[0], day[0])
    events = make_events(day, np.full(3, 5.0))
    observed = observe(events, periods, Weights.GOLDSTEIN, outlet_weights={"Adler": 0.95})
    for worth in (1.0, 3.0):
        tone = follow(observed, Prior(1.0, 10.0, worth), 10.0, 0.0, 0.1)
        weight = 3 * 0.95
        assert tone.filtered[0] == pytest.approx((worth * 1.0 + weight * 5.0) / (worth + weight))


def test_parameters_follow_what_is_there() -> None:
    rng = np.random.default_rng(5)
    periods = span(PeriodKind.WEEK, 6)
    still = observe(draw(periods, 500, 1.0, rng), periods, Weights.GOLDSTEIN)
    moving = observe(draw(periods, 500, walk(periods, 8.0, rng), rng), periods, Weights.GOLDSTEIN)
    shaken = observe(draw(periods, 500, 1 + rng.normal(0, 2, len(periods)), rng), periods, Weights.GOLDSTEIN)
    quiet, drift, shock = fit_tones([still, moving, shaken], [PRIOR] * 3)
    assert drift.q > 20 * quiet.q
    assert drift.q * 52 == pytest.approx(8, rel=0.5)
    assert shock.tau2 == pytest.approx(4, rel=0.35)
    assert quiet.tau2 < 0.2
    # a single event, weighed .7 to .91, has the variance s2 / weight
    assert quiet.s2 == pytest.approx(10.2 * quiet_weight(still), rel=0.1)


def quiet_weight(observed: Observed) -> float:
    return float(observed.weight.mean())


@pytest.mark.parametrize("kind", list(PeriodKind))
@pytest.mark.parametrize("days", [0, 1, 400])
@pytest.mark.parametrize("size", [0, 1, 300])
def test_next_to_nothing_has_an_honest_band(kind: PeriodKind, days: int, size: int) -> None:
    """No events, one, or all of them on one day; no period, one, or a year of them. No warning, no nan."""
    first = np.datetime64("2008-01-02")
    periods = make_periods(kind, first, first + np.timedelta64(days - 1, "D"))
    values = np.resize([-9.0, -10.0, 8.0], size)
    tone = fit_tone(observe(make_events(np.full(size, first), values), periods, Weights.GOLDSTEIN), PRIOR)
    for smoothed in (False, True):
        bands = tone.bands(smoothed=smoothed)
        assert len(bands) == len(periods)
        assert all(band.low < band.middle < band.high for band in bands)
    if not size:
        assert set(tone.filtered.tolist()) <= {PRIOR.mean}
        assert tone.state.variance >= 10 / 3 - 1e-9
    assert np.isfinite([tone.s2, tone.tau2, tone.q]).all()


def test_bands_are_nine_tenths_of_a_normal() -> None:
    tone = fit_tone(seen(), PRIOR)
    band = tone.bands(smoothed=True)[4]
    assert band.high - band.middle == pytest.approx(NINETY * tone.smoothed_variance[4] ** 0.5)


def test_ten_times_the_volume_is_not_ten_times_the_tone() -> None:
    """Sums grow with volume; the tone does not, it is only surer."""
    rng = np.random.default_rng(8)
    periods: Periods = span(PeriodKind.MONTH, 4)
    rates = np.where(np.arange(len(periods)) < len(periods) // 2, 100, 1000)
    tone = fit_tone(observe(draw(periods, rates, 1.0, rng), periods, Weights.GOLDSTEIN), PRIOR)
    early, late = tone.smoothed[: len(periods) // 2].mean(), tone.smoothed[len(periods) // 2 :].mean()
    assert late == pytest.approx(early, abs=0.4)
    assert tone.smoothed_variance[-5] < tone.smoothed_variance[5]
