"""Whatever rows are read: every measure answers, in order, finite, and the same whichever way the rows stand."""

import datetime as dt
import json
import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.relations.assess import measure
from detente.relations.events import DyadEvents, Exposure
from detente.relations.intake import Intake
from detente.relations.periods import PeriodKind
from detente.relations.records import Band, Judgement, Weights
from detente.relations.rows import relation_to_dict

FIRST = np.datetime64("2010-01-01")
NUMBER = st.sampled_from([-10.0, -2.0, 0.0, 0.5, 7.0, 1e300, -1e300, math.nan, math.inf, -math.inf])
EVENT = st.tuples(
    st.integers(-40, 800),  # day
    st.integers(0, 3),  # exactness
    st.integers(-1, 1),  # direction
    st.integers(0, 3),  # track
    st.integers(0, 4),  # quad
    NUMBER,
    NUMBER,
    st.sampled_from([0.0, 0.2, 1.0, math.nan]),  # trust
    st.integers(0, 9),  # reports
    st.sampled_from([(), ("a",), ("a", "b"), ("",)]),
    st.sampled_from(["AID", "THREATEN", ""]),
)


def make_intake(rows: list[tuple[object, ...]]) -> Intake:
    columns = list(zip(*rows, strict=True)) if rows else [()] * 11
    sources = np.empty(len(rows), object)
    sources[:] = columns[9]
    small = [np.array(c, np.int8) for c in columns[1:5]]
    numbers = [np.array(c, np.float64) for c in columns[5:8]]
    names = [np.array(c, object) for c in (columns[10], [f"e-{r}" for r in rows], [""] * len(rows))]
    day = FIRST + np.array(columns[0], "timedelta64[D]")
    events = DyadEvents("NOR", "SWE", day, *small, *numbers, np.array(columns[8], np.int64), sources, *names)
    return Intake(events, Exposure(FIRST, np.arange(730) % 5), "icews", ())


def bands_of(value: object) -> list[Band]:
    if isinstance(value, Band):
        return [value]
    if isinstance(value, tuple):
        return [band for item in value for band in bands_of(item)]
    if hasattr(value, "__dataclass_fields__"):
        return [band for name in value.__dataclass_fields__ for band in bands_of(getattr(value, name))]
    return []


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENT, max_size=40), st.sampled_from(PeriodKind), st.sampled_from(Weights), st.integers(0, 400))
def test_every_set_of_rows_is_measured(rows: list[tuple[object, ...]], kind: PeriodKind, weights: Weights, length: int) -> None:
    since = dt.date(2010, 1, 1)
    relation = measure(make_intake(rows), since, since + dt.timedelta(days=length), kind, weights)
    found = bands_of(relation)
    assert found
    assert all(band.low <= band.middle <= band.high for band in found), [b for b in found if not b.low <= b.middle <= b.high]
    assert 0 <= relation.verdict.probability <= 1
    assert relation.verdict.judgement in Judgement
    json.dumps(relation_to_dict(relation), allow_nan=False)
    turned = measure(make_intake(rows[::-1]), since, since + dt.timedelta(days=length), kind, weights)
    assert relation_to_dict(turned) == relation_to_dict(relation)
