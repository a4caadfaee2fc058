"""Simulated weeks between two states, for tests of pressure and changes."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from detente.relations.events import DyadEvents, Exactness, Numbers, Track, Wholes
from detente.relations.periods import PeriodKind, Periods, make_periods

MONDAY = np.datetime64("2010-01-04")


def weeks(count: int) -> Periods:
    """Return consecutive weeks."""
    return make_periods(PeriodKind.WEEK, MONDAY, MONDAY + np.timedelta64(7 * count - 1, "D"))


def week(number: int) -> dt.date:
    """Return the first day of a week."""
    day: dt.date = (MONDAY + np.timedelta64(7 * number, "D")).astype(dt.date)
    return day


def kinds(seed: int, rates: NDArray[np.float64]) -> Wholes:
    """Draw counts (T, 3) of joint cooperation, cooperation of one side and conflict."""
    return np.random.default_rng(seed).poisson(rates).astype(np.int64)


def tones(seed: int, level: Numbers, events: Numbers, s2: float = 9.0) -> Numbers:
    """Draw the mean tone of each week; nan where there is no event."""
    noise = np.random.default_rng(seed).normal(size=len(level)) * np.sqrt(s2 / np.maximum(events, 1))
    return np.where(events > 0, level + noise, np.nan)


def make_events(rows: list[tuple[int, int, int]], **columns: object) -> DyadEvents:
    """Return events from (day since the first Monday, direction, quad); ``columns`` replaces whole columns."""
    n = len(rows)
    day = MONDAY + np.array([r[0] for r in rows], "timedelta64[D]")
    words = np.array([""] * n, object)
    sources = np.empty(n, object)
    sources[:] = [()] * n
    made: dict[str, object] = {
        "day": day,
        "exact": np.full(n, Exactness.DAY, np.int8),
        "direction": np.array([r[1] for r in rows], np.int8),
        "track": np.full(n, Track.REPORTED, np.int8),
        "quad": np.array([r[2] for r in rows], np.int8),
        "goldstein": np.full(n, np.nan),
        "plover": np.full(n, np.nan),
        "trust": np.ones(n),
        "reports": np.ones(n, np.int64),
        "sources": sources,
        "type": np.array(["AID"] * n, object),
        "event": words,
        "article": words,
    }
    return DyadEvents("NOR", "SWE", **(made | columns))  # type: ignore[arg-type]  # columns of the record
