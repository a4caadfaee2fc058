"""Streaming: the same as the whole, the same from JSON, and refused where it is none."""

import json
from typing import Any

import numpy as np
import pytest

from detente.errors import DetenteError
from detente.relations.changes import CountedActs, ObservedTone, pressure_level, tone_sums
from detente.relations.levels import ToneLevel
from detente.relations.online import LONGEST, Runs, Watch, begin_watch, read_watch, watch
from detente.relations.segments import find_breaks

from .series import kinds, tones

SIZE, TURN = 80, 60


def days(told: ObservedTone, acts: CountedActs, first: int, last: int) -> tuple[ObservedTone, CountedActs]:
    """Return the days from ``first`` until before ``last``."""
    part = slice(first, last)
    return ObservedTone(told.mean[part], told.effective[part], told.s2), CountedActs(acts.counts[part], acts.exposure[part])


Dyad = tuple[Watch, ObservedTone, CountedActs]


@pytest.fixture
def dyad() -> Dyad:
    """A watch that has seen nothing, and eighty days, on the 60th of which both channels turn."""
    rates = np.tile([3.0, 5.0, 1.0], (SIZE, 1))
    rates[TURN:, 2] = 10
    counts, exposure, effective = kinds(1, rates), np.full(SIZE, 900), np.full(SIZE, 9.0)
    effective[10:14] = 0
    exposure[10:14] = 0  # nothing came in
    mean = tones(2, np.where(np.arange(SIZE) < TURN, 1.0, -2.0), effective)
    empty = Watch(ToneLevel(0.0, 2.0), pressure_level(counts[:20], exposure[:20]), 1 / 100, 0.1)
    return empty, ObservedTone(mean, effective, 9.0), CountedActs(counts, exposure)


def test_one_by_one_through_json_is_all_at_once(dyad: Dyad) -> None:
    start, *seen = dyad
    state = start
    for t in range(SIZE):
        state = read_watch(json.loads(json.dumps(watch(state, *days(*seen, t, t + 1)).to_dict())))
    assert state == watch(start, *seen)
    assert state == watch(watch(start, *days(*seen, 0, 33)), *days(*seen, 33, SIZE))
    assert state.seen == SIZE


def test_the_end_agrees_with_the_exact_segmentation(dyad: Dyad) -> None:
    """A stretch that begins at t and lasts to the end is a run of that length."""
    start, told, acts = dyad
    state = watch(start, told, acts)
    tone = find_breaks(state.tone_level, tone_sums(state.tone_level, told, state.noise), state.hazard)
    pressure = find_breaks(state.pressure_level, state.pressure_level.sums(acts.counts, acts.exposure), state.hazard)
    for runs, breaks in ((state.tone, tone), (state.pressure, pressure)):
        assert state.changed(runs, 1) == pytest.approx(breaks.at[-1], abs=1e-6)
        assert np.exp(runs.log_probability).sum() == pytest.approx(1)


def test_a_turn_is_noticed_some_days_after_and_not_before(dyad: Dyad) -> None:
    _, *seen = dyad
    before = begin_watch(*days(*seen, 0, TURN), 1 / 100)
    after = watch(before, *days(*seen, TURN, TURN + 6))
    assert before.seen == TURN
    assert max(before.changed(before.tone, 7), before.changed(before.pressure, 7)) < 0.3
    assert min(after.changed(after.tone, 7), after.changed(after.pressure, 7)) > 0.9
    early = begin_watch(*days(*seen, 0, 3), 1 / 100)
    assert early.changed(Runs((0.0,), (3,), ((0.0, 0.0),)), 7) == 0  # the start is no change


def test_days_without_news_change_nothing_but_time(dyad: Dyad) -> None:
    start, told, acts = dyad
    state = watch(start, *days(told, acts, 0, 30))
    none = ObservedTone(np.array([np.nan]), np.zeros(1), 9.0), CountedActs(np.zeros((1, 3), np.int64), np.zeros(1, np.int64))
    later = watch(state, *none)
    assert later.changed(later.tone, 1) == pytest.approx(start.hazard, rel=1e-3)
    assert watch(state, *days(told, acts, 0, 0)) == state
    assert start.changed(start.tone, 7) == 0


def test_memory_stays_bounded() -> None:
    size = LONGEST + 200
    none = ObservedTone(np.full(size, np.nan), np.zeros(size), 9.0)
    state = begin_watch(none, CountedActs(np.zeros((size, 3), np.int64), np.zeros(size, np.int64)), 0.01)
    assert len(state.tone.length) == len(state.pressure.length) == LONGEST
    assert state.tone.length[0] == state.seen


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hazard", 0.0),
        ("hazard", "soon"),
        ("noise", -1.0),
        ("seen", 3),  # fewer than the runs are long
        ("tone", None),
        ("tone", {"log_probability": [0.0], "length": [1], "sums": []}),
        ("tone", {"log_probability": [float("nan")], "length": [1], "sums": [[0, 0]]}),
        ("pressure", {"log_probability": [0.0], "length": [1], "sums": [[0, 0]]}),  # of other columns
        ("tone_level", {"center": 0.0, "spread": -1.0}),
        ("pressure_level", {"shape": [], "usual": [], "dispersion": []}),
    ],
)
def test_what_is_no_state_is_refused(dyad: Dyad, key: str, value: object) -> None:
    start, *seen = dyad
    row: dict[str, Any] = watch(start, *days(*seen, 0, 9)).to_dict()
    with pytest.raises(DetenteError, match="Not the state of a watch"):
        read_watch(row | {key: value})


def test_channels_of_unequal_length_are_refused(dyad: Dyad) -> None:
    start, told, acts = dyad
    with pytest.raises(DetenteError, match="the same are wanted"):
        watch(start, days(told, acts, 0, 3)[0], days(told, acts, 0, 4)[1])
