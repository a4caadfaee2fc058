"""State by state: shrunken means against sums by hand, joint acts both ways, steps, and who is shown."""

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations.matrix import PRIOR, Matrix, average_links, count_statements
from detente.relations.network_intake import Links, Spoken, Tie
from detente.relations.steps import ALL, Scope, Step

EVERYTHING = Scope(("AAA", "BBB", "CCC", "DDD"))
Act = tuple[str, str, str, float]  # who, towards whom, on which day, with which weight


def make_links(acts: Sequence[Act], **columns: Sequence[object]) -> Links:
    states = sorted({state for act in acts for state in act[:2]})
    count = len(acts)
    outlets = np.empty(count, object)
    outlets[:] = columns.get("outlets", [()] * count)
    return Links(
        tuple(states),
        np.array([states.index(act[0]) for act in acts], np.int64),
        np.array([states.index(act[1]) for act in acts], np.int64),
        np.array([act[2] for act in acts], "datetime64[D]"),
        np.array([act[3] for act in acts], float),
        np.array(columns.get("trust", [1.0] * count), float),
        np.array(columns.get("joint", [False] * count), bool),
        np.array(columns.get("exact", [True] * count), bool),
        np.array(columns.get("reports", [1] * count), np.int64),
        outlets,
    )


def average(acts: Sequence[Act], step: Step = Step.ALL, scope: Scope = EVERYTHING, **asked: object) -> tuple[Matrix, ...]:
    columns = {name: asked.pop(name) for name in ("trust", "joint", "exact", "reports", "outlets") if name in asked}
    return average_links(make_links(acts, **columns), Tie.EVENTS, scope, step, **asked)  # type: ignore[arg-type]


def cell(matrix: Matrix, one: str, other: str) -> tuple[float, float, int]:
    i, j = matrix.states.index(one), matrix.states.index(other)
    return float(matrix.value[i, j]), float(matrix.effective[i, j]), int(matrix.count[i, j])


def test_a_tone_is_drawn_to_that_of_all_pairs() -> None:
    acts = [("AAA", "BBB", "2010-01-05", -8.0), ("AAA", "BBB", "2010-03-05", -4.0), ("BBB", "AAA", "2010-02-01", 4.0)]
    (matrix,) = average(acts, trust=[1.0, 0.5, 0.5])
    mean = (-8.0 - 2.0 + 2.0) / 2
    assert matrix.mean == mean
    assert cell(matrix, "AAA", "BBB") == ((-10.0 + PRIOR * mean) / (1.5 + PRIOR), 1.5, 2)
    assert cell(matrix, "BBB", "AAA") == ((2.0 + PRIOR * mean) / (0.5 + PRIOR), 0.5, 1)
    assert (matrix.start, matrix.end, matrix.total) == (dt.date(2010, 1, 5), dt.date(2010, 3, 5), 3)


def test_an_act_of_both_stands_in_both_directions_and_once_in_the_mean() -> None:
    (matrix,) = average([("AAA", "BBB", "2010-01-01", 6.0), ("AAA", "BBB", "2010-01-02", 0.0)], joint=[True, False])
    assert matrix.mean == 3.0
    assert (matrix.total, int(matrix.count.sum())) == (2, 3)
    assert cell(matrix, "AAA", "BBB") == (pytest.approx((6.0 + PRIOR * 3.0) / (2 + PRIOR)), 2.0, 2)
    assert cell(matrix, "BBB", "AAA") == (pytest.approx((6.0 + PRIOR * 3.0) / (1 + PRIOR)), 1.0, 1)


def test_nothing_is_nan_and_arrays_are_read_only() -> None:
    (matrix,) = average([("AAA", "BBB", "2010-01-01", 0.0)])
    assert np.isnan(matrix.value).tolist() == [[True, False], [True, True]]
    for layer in (matrix.value, matrix.effective, matrix.count, matrix.reports, matrix.outlets):
        assert layer.shape == (2, 2)
        with pytest.raises(ValueError, match="read-only"):
            layer[0, 0] = 1


def test_reports_add_up_and_each_outlet_counts_once() -> None:
    acts = [("AAA", "BBB", "2010-01-01", 1.0)] * 3
    (matrix,) = average(acts, reports=[1, 4, 2], outlets=[("courier", "daily"), ("daily",), ()])
    assert (int(matrix.reports[0, 1]), int(matrix.outlets[0, 1])) == (7, 2)
    (row,) = matrix.cells()
    assert (row.one, row.other, row.count, row.reports, row.outlets, row.tie) == ("AAA", "BBB", 3, 7, 2, "events")


def test_steps_have_the_same_states_and_no_more_days_than_were_asked_for() -> None:
    acts = [
        ("AAA", "BBB", "2010-02-01", 1.0),
        ("AAA", "CCC", "2010-05-01", 2.0),
        ("AAA", "CCC", "2010-01-01", 9.0),  # of which the year alone is known
    ]
    scope = Scope(EVERYTHING.codes, dt.date(2010, 1, 15), dt.date(2010, 5, 20))
    quarters = average(acts, Step.QUARTER, scope, exact=[True, True, False])
    assert [(m.start, m.end, m.total) for m in quarters] == [
        (dt.date(2010, 1, 15), dt.date(2010, 3, 31), 1),
        (dt.date(2010, 4, 1), dt.date(2010, 5, 20), 1),
    ]
    assert quarters[0].states == quarters[1].states == ("AAA", "BBB", "CCC")
    (year,) = average(acts, Step.YEAR, exact=[True, True, False])
    assert (year.start, year.end, year.total) == (dt.date(2010, 1, 1), dt.date(2010, 12, 31), 3)


@pytest.mark.parametrize(
    ("states", "most", "shown"),
    [
        ((), None, ("AAA", "BBB", "CCC", "DDD")),  # by how much there is of them, then by name
        ((), 2, ("AAA", "BBB")),
        (("DDD",), None, ("DDD", "CCC")),  # it, and those whom it has to do with
        (("CCC", "AAA"), None, ("CCC", "AAA")),  # as they were named
        (("CCC", "AAA"), 1, ("CCC", "AAA")),
        (("EEE", "AAA"), None, ("EEE", "AAA")),  # of whom there is nothing
    ],
)
def test_who_is_shown(states: tuple[str, ...], most: int | None, shown: tuple[str, ...]) -> None:
    acts = [
        ("AAA", "BBB", "2010-01-01", 1.0),
        ("BBB", "AAA", "2010-01-01", 1.0),
        ("AAA", "CCC", "2010-01-01", 1.0),
        ("DDD", "CCC", "2010-01-01", 1.0),
    ]
    found = average(acts, states=states, most=most)
    assert [matrix.states for matrix in found] == ([shown] if "EEE" not in shown else [])


def test_pairs_that_are_not_shown_still_make_the_mean() -> None:
    acts = [("AAA", "BBB", "2010-01-01", 1.0), ("CCC", "DDD", "2010-01-01", 5.0)]
    (matrix,) = average(acts, states=("AAA", "BBB"))
    assert (matrix.mean, matrix.total) == (3.0, 1)


def test_nothing_makes_no_matrix() -> None:
    assert average([]) == ()
    assert average([("AAA", "BBB", "2010-01-01", 1.0)], Step.QUARTER, exact=[False]) == ()
    none = np.array([], np.int64)
    codes, days = np.array([], object), np.array([], "datetime64[D]")
    assert count_statements(Spoken(codes, codes, days, days, days, none, none, none), EVERYTHING) == ()


def test_statements_are_counted() -> None:
    day = np.array(["2010-01-05", "2010-06-01"], "datetime64[D]")
    spoken = Spoken(
        np.array(["AAA", "BBB"], object), np.array(["BBB", "AAA"], object), np.array([ALL, ALL]), day, day,
        np.array([4, 1]), np.array([3, 1]), np.array([2, 0]),
    )  # fmt: skip
    (matrix,) = count_statements(spoken, EVERYTHING)
    assert (matrix.tie, matrix.mean, matrix.states) == (Tie.STATEMENTS, None, ("AAA", "BBB"))
    assert matrix.count.tolist() == [[0, 4], [1, 0]]
    assert (matrix.reports[0, 1], matrix.outlets[0, 1], matrix.value[0, 1]) == (3, 2, 4.0)
    assert (matrix.start, matrix.end) == (dt.date(2010, 1, 5), dt.date(2010, 6, 1))


_ACT = st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD"), st.dates(dt.date(1, 1, 1)), st.floats(-10, 10))


def _apart(acts: Iterable[tuple[str, str, dt.date, float]]) -> list[Act]:
    return [(3 * one, 3 * other, day.isoformat(), weight) for one, other, day, weight in acts if one != other]


@given(st.lists(_ACT, max_size=20).map(_apart), st.sampled_from(list(Step)))
def test_every_act_is_in_one_cell_of_one_step_and_no_tone_leaves_the_weights(acts: list[Act], step: Step) -> None:
    matrices = average(acts, step)
    assert sum(matrix.total for matrix in matrices) == len(acts)
    for matrix in matrices:
        assert matrix.start <= matrix.end
        known = matrix.value[matrix.count > 0]
        assert (np.abs(known) <= 10 + 1e-9).all()
        assert np.isnan(matrix.value[matrix.count == 0]).all()
