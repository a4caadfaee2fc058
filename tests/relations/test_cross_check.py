"""The other method: it sees what is plain, and its absence is said."""

import builtins
from collections.abc import Callable

import numpy as np
import pytest

from detente.errors import DetenteError
from detente.relations.changes import CountedActs, ObservedTone, find_changes
from detente.relations.cross_check import break_pressure, break_tone

from .series import kinds, tones, weeks

pytest.importorskip("ruptures")
EXPOSURE = np.full(104, 1000)


def test_plain_breaks_are_seen_by_both_methods() -> None:
    rates = np.tile([4.0, 6.0, 1.0], (104, 1))
    rates[60:, 2] = 15
    counts, told = kinds(1, rates), np.full(104, 10.0)
    mean = tones(2, np.where(np.arange(104) < 60, 1.0, -2.0), told)
    assert [abs(b - 60) <= 1 for b in break_pressure(counts, EXPOSURE)] == [True]
    assert [abs(b - 60) <= 1 for b in break_tone(mean, told, 9.0)] == [True]
    (change,) = find_changes(weeks(104), ObservedTone(mean, told, 9.0), CountedActs(counts, EXPOSURE), cross_check=True)
    assert change.cross_checked is True


def test_what_only_one_method_sees_is_marked() -> None:
    rates = np.tile([4.0, 6.0, 1.0], (104, 1))
    rates[60:62] *= 2.5  # two weeks, at the limit of both
    counts = kinds(2, rates)
    changes = find_changes(
        weeks(104), ObservedTone(np.full(104, np.nan), np.zeros(104), 9.0), CountedActs(counts, EXPOSURE), cross_check=True
    )
    assert [c.cross_checked for c in changes] == [False]


@pytest.mark.parametrize("size", [0, 1, 3])
def test_short_empty_and_quiet_series_have_no_breaks(size: int) -> None:
    none = np.zeros((size, 3), np.int64)
    assert break_pressure(none, np.zeros(size, np.int64)) == break_pressure(none, np.ones(size, np.int64)) == ()
    assert break_tone(np.full(size, np.nan), np.zeros(size), 9.0) == break_tone(np.ones(size), np.ones(size), 0.0) == ()
    assert break_pressure(np.zeros((50, 3), np.int64), np.ones(50, np.int64)) == ()


def test_weeks_without_news_do_not_shift_the_breaks() -> None:
    rates = np.tile([4.0, 6.0, 1.0], (104, 1))
    rates[60:, 2] = 15
    counts, exposure = kinds(4, rates), EXPOSURE.copy()
    counts[20:30] = 0
    exposure[20:30] = 0
    assert [abs(b - 60) <= 1 for b in break_pressure(counts, exposure)] == [True]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., object] = builtins.__import__

    def refuse(name: str, *args: object) -> object:
        if name == "ruptures":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(DetenteError, match=r"pip install 'detente\[changes\]'"):
        break_tone(np.ones(9), np.ones(9), 1.0)
