"""Verdicts: windows, thresholds, the reason in words, and the events that moved them, against brute force."""

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.errors import DetenteError
from detente.relations.events import DyadEvents
from detente.relations.observe import observe
from detente.relations.periods import PeriodKind, Periods, make_periods
from detente.relations.records import Judgement, Verdict, Weights
from detente.relations.tone import PRIORS, fit_tone, follow
from detente.relations.verdict import LEAST_CHANGE, judge, judge_rolling, weigh_change, weigh_events

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from simulated import draw, make_events, span

PRIOR = PRIORS[Weights.GOLDSTEIN]
WEEKS = span(PeriodKind.WEEK, 4)


def verdict(events: DyadEvents, periods: Periods = WEEKS) -> Verdict:
    observed = observe(events, periods, Weights.GOLDSTEIN)
    return judge(events, observed, fit_tone(observed, PRIOR))


def turn(periods: Periods, step: float, rate: float = 200, seed: int = 1) -> DyadEvents:
    """Draw a relation that steps by so much halfway."""
    level = np.where(np.arange(len(periods)) < len(periods) // 2, 1.0, 1.0 + step)
    return draw(periods, rate, level, np.random.default_rng(seed))


@pytest.mark.parametrize(("step", "expected"), [(4, Judgement.THAW), (-4, Judgement.CHILL), (0, Judgement.NO_CLEAR_CHANGE)])
@pytest.mark.parametrize("kind", [PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER])
def test_a_turn_is_named(kind: PeriodKind, step: float, expected: Judgement) -> None:
    found = verdict(turn(span(kind, 6), step, rate=400), span(kind, 6))
    assert found.judgement is expected
    assert found.reason == ""
    assert found.probability == max(found.thaw, found.chill)
    assert found.change.low < found.change.middle < found.change.high
    assert found.change.low < step < found.change.high or abs(found.change.middle - step) < 1
    assert found.least == pytest.approx(LEAST_CHANGE * 3.3, rel=0.2)


def test_what_is_in_doubt_is_no_turn() -> None:
    small = verdict(turn(WEEKS, 0.6, rate=1500))
    assert small.judgement is Judgement.NO_CLEAR_CHANGE
    assert small.change.low > 0
    assert small.thaw < 0.9
    unclear = verdict(turn(WEEKS, 0.8, rate=30))
    assert unclear.judgement is Judgement.NO_CLEAR_CHANGE
    assert unclear.change.low < 0 < unclear.change.high


def on_days(*days: str) -> DyadEvents:
    return make_events(np.array(days, "datetime64[D]"), np.resize([8.0, 7.0], len(days)))


def test_too_little_says_how_much_there_is() -> None:
    few = on_days(*["2000-03-01"] * 4, *["2003-09-01"] * 9)
    found = verdict(few)
    assert found.judgement is Judgement.TOO_LITTLE_DATA
    assert found.reason == "Too little was reported: 4 events before and 9 events after, where each window needs 15 to be judged."
    doubtful = on_days(*["2000-03-01"] * 20, *["2003-09-01"] * 30)
    found = verdict(doubtful)
    assert found.judgement is Judgement.TOO_LITTLE_DATA
    assert "20 events before and 30 events after, worth 14.0 and 21.0 sure ones, where" in found.reason
    assert (found.effective_before, found.effective_after) == pytest.approx((14, 21))
    one = verdict(on_days("2000-03-01"))
    assert "1 event before and 0 events after" in one.reason


@pytest.mark.parametrize(
    ("kind", "until", "before", "after"),
    [
        (PeriodKind.QUARTER, "2003-12-01", ("2000-01-01", "2000-12-31"), ("2003-01-01", "2003-12-31")),  # a year
        (PeriodKind.MONTH, "2000-05-20", ("2000-01-01", "2000-02-29"), ("2000-04-01", "2000-05-31")),  # half of five, whole ones
        (PeriodKind.DAY, "2000-01-06", ("2000-01-01", "2000-01-03"), ("2000-01-04", "2000-01-06")),
    ],
)
def test_windows(kind: PeriodKind, until: str, before: tuple[str, str], after: tuple[str, str]) -> None:
    found = verdict(on_days("2000-01-01"), make_periods(kind, np.datetime64("2000-01-01"), np.datetime64(until)))
    assert tuple(map(str, found.before)) == before
    assert tuple(map(str, found.after)) == after


def test_one_period_and_none() -> None:
    day = np.datetime64("2008-01-02")
    events = make_events(np.full(40, day), np.ones(40))
    found = verdict(events, make_periods(PeriodKind.MONTH, day, day))
    assert found.judgement is Judgement.TOO_LITTLE_DATA
    assert found.before == found.after == (dt.date(2008, 1, 1), dt.date(2008, 1, 31))
    assert (found.thaw, found.chill, found.change.middle) == (0, 0, 0)
    assert found.reason == "There is only one period, which can be compared with nothing."
    with pytest.raises(DetenteError, match="no period"):
        verdict(events, make_periods(PeriodKind.MONTH, day, day - 1))


@pytest.mark.parametrize("rate", [8, 200])
@pytest.mark.parametrize("kind", [PeriodKind.WEEK, PeriodKind.QUARTER])
def test_influence_is_what_leaving_an_event_out_changes(kind: PeriodKind, rate: float) -> None:
    periods = span(kind, 3)
    events = turn(periods, 2, rate=rate)
    observed = observe(events, periods, Weights.GOLDSTEIN)
    tone = follow(observed, PRIOR, 8.0, 0.6, 0.02)
    change = weigh_change(observed, tone)
    influence = weigh_events(observed, tone, change.difference)
    for i in range(0, len(influence), max(len(influence) // 12, 1)):
        rest = observe(events.where(np.arange(len(events)) != observed.row[i]), periods, Weights.GOLDSTEIN)
        without = weigh_change(rest, follow(rest, PRIOR, 8.0, 0.6, 0.02)).difference.mean
        assert influence[i] == pytest.approx(change.difference.mean - without, abs=1e-9)


def test_the_three_that_moved_it_most() -> None:
    events = turn(WEEKS, 0, rate=60)
    late = len(events) - 5
    value = events.goldstein.copy()
    value[late], value[3] = 60, 60  # towards thaw in the window after, against it in the one before
    events = replace(
        events,
        goldstein=value,
        direction=np.resize(np.array([1, -1, 0], np.int8), len(events)),
        article=np.full(len(events), None),
    )
    observed = observe(events, WEEKS, Weights.GOLDSTEIN)
    moved = judge(events, observed, fit_tone(observed, PRIOR)).moved_by
    assert len(moved) == 3
    by_event = {m.event: m for m in moved}
    assert by_event[f"e{late}"].influence > 0 > by_event["e3"].influence
    assert [abs(m.influence) for m in moved] == sorted((abs(m.influence) for m in moved), reverse=True)
    sides = {1: (("ONE",), ("TWO",)), -1: (("TWO",), ("ONE",)), 0: (("ONE", "TWO"), ())}
    for m in moved:
        row = int(m.event[1:])
        assert (m.actors, m.recipients) == sides[int(events.direction[row])]
        assert (m.day, m.weight, m.sources) == (events.day[row].item(), value[row], len(events.sources[row]))


def test_of_equals_the_one_told_most_comes_first() -> None:
    day = np.repeat(np.array(["2000-03-01", "2003-09-01", "2003-09-02"], "datetime64[D]"), [20, 15, 5])
    events = replace(make_events(day, np.repeat([1.0, 9.0], 20)), reports=np.where(np.arange(40) == 38, 9, 1))
    moved = verdict(events).moved_by
    assert [m.event for m in moved] == ["e38", "e20", "e21"]
    assert verdict(events.where(np.arange(40)[::-1])).moved_by == moved


def test_rolling_knows_the_past_only_and_finds_the_turn() -> None:
    events = turn(WEEKS, 4, rate=400)
    observed = observe(events, WEEKS, Weights.GOLDSTEIN)
    rolling = judge_rolling(observed, fit_tone(observed, PRIOR))
    half = len(WEEKS) // 2
    thaw = np.flatnonzero(rolling.judgement == Judgement.THAW)
    assert half <= thaw[0] < half + 12
    assert thaw[-1] < half + rolling.lag + 12
    assert not (rolling.judgement == Judgement.CHILL).any()
    assert set(rolling.judgement[: rolling.lag]) == {Judgement.TOO_LITTLE_DATA}
    assert rolling.effective_after[-1] == pytest.approx(observed.effective[-52:].sum())
    assert rolling.effective_before[-1] == pytest.approx(observed.effective[-104:-52].sum())
    assert (rolling.low[60:] < rolling.middle[60:]).all()
    assert (rolling.middle[60:] < rolling.high[60:]).all()


@pytest.mark.parametrize("days", [0, 1, 9])
def test_rolling_over_next_to_nothing(days: int) -> None:
    day = np.datetime64("2008-01-02")
    events = make_events(np.full(40, day), np.ones(40))
    observed = observe(events, make_periods(PeriodKind.DAY, day, day + np.timedelta64(days - 1, "D")), Weights.GOLDSTEIN)
    rolling = judge_rolling(observed, fit_tone(observed, PRIOR))
    assert rolling.judgement.tolist() == [Judgement.TOO_LITTLE_DATA] * days


def test_an_event_that_moved_nothing_is_not_named() -> None:
    """Of a thaw only what was warm after or cold before moved it."""
    first, last = WEEKS.start[0], WEEKS.end[-1]
    events = make_events(np.array([first, first, last]), np.array([1.0, 1.0, 1.0]))
    found = verdict(events)
    assert all(event.influence for event in found.moved_by)
    assert verdict(make_events(np.array([], "datetime64[D]"), np.array([]))).moved_by == ()
