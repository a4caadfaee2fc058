"""Rates of cooperation and conflict: what is counted, against what, and how wide the bands are."""

import numpy as np
import pytest

from detente.relations.events import Exactness, Exposure, Track
from detente.relations.periods import PeriodKind, make_periods
from detente.relations.posteriors import beta_bands, gamma_bands, log_gamma, ratio_bands
from detente.relations.pressure import count_kinds, count_quads, dispersion, expose, measure_pressure, pressed

from .series import kinds, make_events, weeks


def quads(counts: np.ndarray) -> np.ndarray:
    """Spread (cooperation, conflict) over the quads."""
    return np.stack([counts[:, 0], counts[:, 0] * 0, counts[:, 1], counts[:, 1]], axis=1)


def test_only_reported_stories_of_known_days_count() -> None:
    rows = [(0, 1, 1), (1, 0, 1), (1, -1, 4), (8, 0, 2), (8, 1, 3), (8, 1, 0), (9, 1, 4), (99, 1, 4)]
    track = [Track.REPORTED] * 6 + [Track.CLAIMED, Track.REPORTED]
    exact = [Exactness.DAY] * 3 + [Exactness.WEEK, Exactness.DAY] + [Exactness.DAY] * 3
    events = make_events(rows, track=np.array(track, np.int8), exact=np.array(exact, np.int8))
    assert count_quads(events, weeks(2)).tolist() == [[2, 0, 0, 1], [0, 1, 1, 0]]
    # an act that no PLOVER type is for (a statement, an appeal) is neither cooperation nor conflict
    said = make_events(
        rows, track=np.array(track, np.int8), exact=np.array(exact, np.int8), type=np.array(["", *["AID"] * 7], object)
    )
    assert count_quads(said, weeks(2)).tolist() == [[1, 0, 0, 1], [0, 1, 1, 0]]
    # joint, of one side, material conflict
    assert count_kinds(events, weeks(2)).tolist() == [[1, 1, 1], [1, 0, 0]]
    days = make_periods(PeriodKind.DAY, weeks(2).start[0], weeks(2).end[-1])
    assert count_quads(events, days).sum(axis=0).tolist() == [2, 0, 1, 1]  # the event of a week has no day


def test_pressed_is_cooperation_and_material_conflict() -> None:
    assert pressed(np.array([[1, 2, 4, 8]])).tolist() == [[3, 8]]


def test_exposure_of_periods() -> None:
    daily = Exposure(weeks(1).start[0], np.ones(10, np.int64))
    assert expose(daily, weeks(3)).tolist() == [7, 3, 0]


def test_bands_hold_nine_tenths_of_simulated_rates() -> None:
    """The rate of each week is drawn about the mean of the series, as the prior has it."""
    rng = np.random.default_rng(1)
    rates = rng.gamma(4, 0.5, (600, 2)) / 1000
    exposure = rng.integers(500, 3000, 600)
    counts = rng.poisson(rates * exposure[:, None])
    points = measure_pressure(quads(counts), exposure, weeks(600))
    inside = [p.cooperation_rate.low <= 1000 * r <= p.cooperation_rate.high for p, r in zip(points, rates[:, 0], strict=True)]
    assert 0.85 <= np.mean(inside) <= 0.97


def test_twice_the_news_is_no_pressure() -> None:
    counts, exposure = quads(kinds(2, np.full((156, 2), 20.0))), np.full(156, 1000)
    counts[104:] *= 2
    exposure[104:] *= 2
    points = measure_pressure(counts, exposure, weeks(156))
    assert all(p.cooperation_ratio is None for p in points[:52])
    ratios = [p.cooperation_ratio.middle for p in points[110:] if p.cooperation_ratio]
    assert np.mean(ratios) == pytest.approx(1, abs=0.05)
    assert points[120].exposure == 2000


def test_a_rate_that_doubles_shows_in_the_ratio() -> None:
    rates = np.full((110, 2), 20.0)
    rates[104:, 1] = 60
    point = measure_pressure(quads(kinds(3, rates)), np.full(110, 1000), weeks(110))[105]
    assert point.conflict_ratio is not None
    assert point.conflict_ratio.low > 1.5
    assert point.cooperation_ratio is not None
    assert point.cooperation_ratio.low < 1 < point.cooperation_ratio.high
    assert point.conflict_share.low > 0.6


def test_dispersion_is_that_of_the_noise_and_not_of_a_lasting_change() -> None:
    rng, exposure = np.random.default_rng(4), np.full(400, 1000)
    assert dispersion(rng.poisson(20, 400), exposure) == pytest.approx(1, abs=0.2)
    noisy = rng.poisson(rng.gamma(10, 2, 400))  # negative binomial: the variance is 1 + 20 / 10 times the mean
    assert dispersion(noisy, exposure) == pytest.approx(3, abs=0.5)
    shifted = rng.poisson(np.repeat([10, 40], 200))
    assert dispersion(shifted, exposure) < 1.5 < dispersion(shifted, exposure, local=False)
    assert dispersion(np.zeros(400, np.int64), exposure) == dispersion(noisy[:2], exposure[:2]) == 1


@pytest.mark.parametrize("count", [0, 1, 5])
def test_nothing_reported_is_said_and_not_hidden(count: int) -> None:
    points = measure_pressure(np.zeros((count, 4), np.int64), np.zeros(count, np.int64), weeks(count))
    assert len(points) == count
    for point in points:
        assert point.conflict_ratio is None
        assert point.conflict_rate.low < point.conflict_rate.middle < point.conflict_rate.high
        assert np.isfinite(point.conflict_rate.high)


def test_quantiles_agree_with_tables() -> None:
    """Of the chi-square and F distributions (R 4.3): qgamma, qbeta and qf at .05, .5 and .95."""
    assert log_gamma(np.array([0.5, 10.0, 1e4])) == pytest.approx([0.5723649, 12.8018275, 82099.7174964])
    (band,) = gamma_bands(np.array([2.0]), np.array([1.0]))
    assert (band.low, band.middle, band.high) == pytest.approx((0.355362, 1.678347, 4.743865), rel=2e-3)
    (band,) = beta_bands(np.array([2.0]), np.array([3.0]))
    assert (band.low, band.middle, band.high) == pytest.approx((0.097611, 0.385728, 0.751395), rel=4e-3)
    ones = np.array([1.0])
    (band,) = ratio_bands(np.array([10.0]), ones, np.array([10.0]), ones)
    assert (band.low, band.middle, band.high) == pytest.approx((0.470750, 1.0, 2.124155), rel=4e-3)


def test_a_year_before_in_which_nothing_was_reported_is_nothing_to_compare_with() -> None:
    """Acts lie before the first article that tells of them: a rate per nothing is no rate."""
    counts, exposure = quads(np.full((60, 2), 2, np.int64)), np.where(np.arange(60) < 52, 0, 10)
    found = measure_pressure(counts, exposure, weeks(60))
    assert found[52].cooperation_ratio is None
    assert found[53].cooperation_ratio is not None
    assert found[53].cooperation_ratio.low > 0
