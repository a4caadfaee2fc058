"""The graph of states: where each stands, and what ties two of them."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations.matrix import Cell
from detente.serve.graph import SIZE, join, lay_out

NAN = math.nan


def cell(one: str, other: str, value: float, effective: float = 1.0, count: int = 1) -> Cell:
    return Cell("tone", dt.date(2010, 1, 1), dt.date(2010, 12, 31), one, other, value, effective, count, 1, 1)


@given(st.integers(0, 60))
def test_states_stand_apart_within_the_picture(n: int) -> None:
    nodes = list(lay_out([f"S{i:02}" for i in range(n)]).values())
    assert [node.state for node in nodes] == [f"S{i:02}" for i in range(n)]
    assert all(0 < c < SIZE for node in nodes for c in (node.x, node.y, node.label_x, node.label_y))
    places = [(node.x, node.y) for node in nodes]
    assert all(math.dist(a, b) > 20 for i, a in enumerate(places) for b in places[:i])
    for node in nodes:  # a label runs away from the circle
        assert node.anchor == "middle" or (node.anchor == "start") == (node.x > SIZE / 2)


def test_both_directions_are_one_tie_weighted_by_what_they_rest_on() -> None:
    nodes = lay_out(["RUS", "USA"])
    (edge,) = join([cell("USA", "RUS", -4.0, 3.0, 5), cell("RUS", "USA", 0.0, 1.0, 2)], nodes)
    assert (edge.one.state, edge.other.state, edge.value, edge.count) == ("RUS", "USA", -3.0, 7)
    assert edge.width == pytest.approx(2.5)


def test_ties_without_a_value_and_foreign_states() -> None:
    nodes = lay_out(["CHN", "RUS", "USA"])
    edges = join([cell("RUS", "USA", NAN, 0.0, 1), cell("RUS", "FRA", 1.0), cell("CHN", "USA", 2.0, 0.0, 3)], nodes)
    assert [(e.one.state, e.other.state, e.value) for e in edges] == [("RUS", "USA", 0.0), ("CHN", "USA", 2.0)]


def test_the_busiest_are_drawn_last_and_the_least_busy_not_at_all() -> None:
    states = [f"S{i:02}" for i in range(13)]
    pairs = [(a, b) for i, a in enumerate(states) for b in states[i + 1 :]]
    edges = join([cell(a, b, 1.0, 1.0, n) for n, (a, b) in enumerate(pairs, 1)], lay_out(states))
    assert [e.count for e in edges] == list(range(len(pairs) - 59, len(pairs) + 1))
