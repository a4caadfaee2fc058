"""Events → observations: what an event weighs, which series it belongs to, and what is left out."""

import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from detente.relations.events import DyadEvents, Exactness, Track
from detente.relations.observe import Observed, observe
from detente.relations.periods import PeriodKind, Periods, make_periods
from detente.relations.records import Weights

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from simulated import draw, make_events, retell, shuffle, span

JANUARY = np.datetime64("2008-01-01")


def weeks(days: int = 26) -> Periods:
    return make_periods(PeriodKind.WEEK, JANUARY, JANUARY + np.timedelta64(days, "D"))


def at(*days: str) -> np.ndarray:
    return np.array(days, "datetime64[D]")


def told_by(events: DyadEvents, *names: tuple[str, ...]) -> DyadEvents:
    sources = np.empty(len(events), object)
    sources[:] = list(names)
    return replace(events, sources=sources)


def same_bytes(one: Observed, other: Observed) -> bool:
    skipped = ("periods", "row", "left_out")  # rows are numbered as they came
    return all(
        getattr(one, f.name).tobytes() == getattr(other, f.name).tobytes() for f in fields(Observed) if f.name not in skipped
    )


@pytest.mark.parametrize(
    ("outlets", "weights", "expected"),
    [
        ((), {}, 0.7),  # imported rows name none: as one
        (("a",), {}, 0.7),
        (("a", "b"), {}, 0.91),
        (("a", "b", "c"), {}, 0.95),  # .973, capped
        (tuple("abcdefghij"), {}, 0.95),  # ten say hardly more than two
        (("a", "a"), {}, 0.7),  # one outlet, however often
        (("a", "b"), {"a": 0.2}, 0.76),
        (("a",), {"a": 1.5}, 0.95),  # nonsense is held within bounds
    ],
)
def test_what_a_story_weighs(outlets: tuple[str, ...], weights: dict[str, float], expected: float) -> None:
    events = told_by(make_events(at("2008-01-02"), np.array([3.0])), outlets)
    seen = observe(events, weeks(), Weights.GOLDSTEIN, outlet_weights=weights)
    assert seen.weight.tolist() == pytest.approx([expected])
    assert seen.effective[0] == pytest.approx(expected)


def test_mean_counts_and_scatter_of_a_period() -> None:
    events = make_events(at("2008-01-02", "2008-01-05", "2008-01-15"), np.array([4.0, -2.0, 1.0]))
    events = replace(events, trust=np.array([1.0, 0.5, 1.0]), reports=np.array([3, 1, 2]))
    seen = observe(told_by(events, ("a", "b"), ("b",), ("c",)), weeks(), Weights.GOLDSTEIN)
    mean = (0.91 * 4 - 0.35 * 2) / 1.26
    assert seen.mean[[0, 2]].tolist() == pytest.approx([mean, 1.0])
    assert np.isnan(seen.mean[[1, 3]]).all()
    assert seen.effective.tolist() == pytest.approx([1.26, 0, 0.7, 0])
    assert seen.count.tolist() == [2, 0, 1, 0]
    assert seen.reports.tolist() == [4, 0, 2, 0]
    assert seen.sources.tolist() == [2, 0, 1, 0]
    assert seen.scatter.tolist() == pytest.approx([0.91 * (4 - mean) ** 2 + 0.35 * (2 + mean) ** 2, 0, 0, 0])


def test_acts_of_both_belong_to_neither_side() -> None:
    events = make_events(at("2008-01-02", "2008-01-02", "2008-01-03"), np.array([5.0, -5.0, 8.0]))
    events = replace(events, direction=np.array([1, -1, 0], np.int8))
    means = {d: observe(events, weeks(), Weights.GOLDSTEIN, direction=d).mean[0] for d in (None, 1, -1)}
    assert means[1] == 5
    assert means[-1] == -5
    assert means[None] == pytest.approx(8 / 3)


def test_each_track_is_a_series_of_its_own() -> None:
    events = make_events(at(*["2008-01-02"] * 4), np.array([1.0, 2.0, 3.0, 4.0]))
    events = replace(events, track=np.array([Track.REPORTED, Track.CLAIMED, Track.PLANNED, Track.DENIED], np.int8))
    assert [observe(events, weeks(), Weights.GOLDSTEIN, track=t).mean[0] for t in Track] == pytest.approx([1, 2, 3, 4])


def test_what_is_left_out_is_counted() -> None:
    events = make_events(at(*["2008-01-02"] * 6, "2009-01-02"), np.array([1.0, 9.0, np.nan, np.inf, 9.0, 9.0, 9.0]))
    events = replace(
        events,
        exact=np.array([Exactness.WEEK, Exactness.MONTH, 0, 0, 0, 0, 0], np.int8),
        trust=np.array([1, 1, 1, 1, 0, np.nan, 1.0]),
    )
    seen = observe(events, weeks(), Weights.GOLDSTEIN)
    assert seen.mean[0] == 1
    assert observe(replace(events, goldstein=events.goldstein * 1e300), weeks(), Weights.GOLDSTEIN).count.sum() == 0
    assert seen.row.tolist() == [0]
    assert dict(seen.left_out) == {"dated too coarsely": 1, "without a weight": 2, "not trusted": 2}
    by_day = observe(events, make_periods(PeriodKind.DAY, JANUARY, JANUARY + 30), Weights.GOLDSTEIN)
    assert dict(by_day.left_out)["dated too coarsely"] == 2
    by_month = observe(events, make_periods(PeriodKind.MONTH, JANUARY, JANUARY + 30), Weights.GOLDSTEIN)
    assert by_month.mean[0] == 5


def test_weights_are_goldstein_or_plover() -> None:
    events = replace(make_events(at("2008-01-02"), np.array([3.0])), plover=np.array([-1.5]))
    assert observe(events, weeks(), Weights.GOLDSTEIN).mean[0] == pytest.approx(3)
    assert observe(events, weeks(), Weights.PLOVER).mean[0] == pytest.approx(-1.5)


def test_neither_volume_nor_tellings_add_up() -> None:
    """The field's sums would double; a mean does not."""
    events = make_events(at("2008-01-02", "2008-01-03"), np.array([4.0, 1.0]))
    twice = events.where(np.array([0, 0, 1, 1]))
    once = observe(events, weeks(), Weights.GOLDSTEIN)
    assert observe(twice, weeks(), Weights.GOLDSTEIN).mean[0] == pytest.approx(once.mean[0])
    ten = observe(retell(events, tuple("abcdefghij")), weeks(), Weights.GOLDSTEIN)
    two = observe(retell(events, ("a", "b")), weeks(), Weights.GOLDSTEIN)
    assert ten.mean[0] == two.mean[0] == 2.5
    assert ten.effective[0] < 1.05 * two.effective[0]
    assert (ten.count[0], ten.reports[0], ten.sources[0]) == (2, 20, 10)


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_the_order_of_rows_and_outlets_changes_no_bit(kind: PeriodKind) -> None:
    rng = np.random.default_rng(3)
    periods = span(kind, 2)
    events = draw(periods, 300, 1.0, rng)
    events = replace(events, trust=rng.choice([0.3, 0.8, 0.95], len(events)), goldstein=events.goldstein.round(1))
    first = observe(events, periods, Weights.GOLDSTEIN)
    for _ in range(3):
        assert same_bytes(observe(shuffle(events, rng), periods, Weights.GOLDSTEIN), first)


@pytest.mark.parametrize("size", [0, 1])
def test_nothing_and_next_to_nothing(size: int) -> None:
    events = make_events(at(*["2008-01-02"] * size), np.ones(size))
    for until, periods in ((-1, 0), (0, 1), (26, 4)):
        seen = observe(events, weeks(until), Weights.GOLDSTEIN)
        assert len(seen) == len(seen.mean) == len(seen.sources) == periods
        assert seen.count.sum() == min(size, periods)


def test_a_day_that_is_not_known_is_nowhere() -> None:
    events = make_events(at("NaT", "2008-01-02"), np.array([9.0, 1.0]))
    assert observe(events, weeks(), Weights.GOLDSTEIN).count.sum() == 1
