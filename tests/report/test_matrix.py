"""The matrix of states: what is thin looks thin, and sign is told by shape."""

import numpy as np
import pytest

from detente.report.matrix import draw_matrix

NAN = float("nan")


def test_cells_have_sign_by_shape_and_size_by_count() -> None:
    values = [[NAN, 2.0, -3.0], [1.0, NAN, NAN], [4.0, -1.0, NAN]]
    counts = [[0, 1, 15], [4, 0, 0], [900, 15, 0]]
    spec = draw_matrix(["RUS", "USA", "XX"], values, counts, "2018").to_dict()
    dots, cells = (spec["datasets"][layer["data"]["name"]] for layer in spec["layer"])
    assert [(dot["row"], dot["column"]) for dot in dots] == [(1, 2)]  # nothing told; the diagonal stays empty
    by_pair = {(cell["row"], cell["column"]): cell for cell in cells}
    assert {pair: cell["sign"] for pair, cell in by_pair.items() if cell["sign"] == "negative"} == {
        (0, 2): "negative",
        (2, 1): "negative",
    }
    area = {pair: cell["area"] for pair, cell in by_pair.items()}
    assert area[0, 1] < area[1, 0] < area[0, 2] == area[2, 0]  # 1, 4, 15 and 900 events
    assert by_pair[0, 1]["who"] == "Russia → United States"
    assert by_pair[0, 1]["told"] == "mean tone +2.0 in 1 event"
    # of cells that are well filled
    assert "highest XX → Russia: mean tone +4.0 in 900 events; lowest Russia → XX: mean tone −3.0" in spec["description"]


def test_colours_reach_both_ways_alike_and_one_odd_cell_bleaches_none() -> None:
    values = np.tile(np.linspace(-2, 2, 20), (20, 1))
    values[0, 0] = 60.0
    spec = draw_matrix([f"S{i}" for i in range(20)], values, np.full((20, 20), 20), "2018").to_dict()
    low, middle, high = spec["layer"][-1]["encoding"]["color"]["scale"]["domain"]
    assert (low, middle) == (-high, 0)
    assert high < 3


def test_counts_alone_need_one_colour() -> None:
    spec = draw_matrix(["RUS", "USA"], [[NAN, 3], [5, NAN]], [[0, 3], [5, 0]], "2018", what="statements").to_dict()
    assert spec["layer"][-1]["encoding"]["color"]["scale"]["domain"][0] == 0
    assert spec["title"]["text"] == "Statements of states towards each other, 2018"


def test_names_that_look_like_code_are_names_and_nothing_is_said() -> None:
    spec = draw_matrix(["a']+[\"", "\u202eUSA"], [[NAN, 1], [1, NAN]], [[0, 1], [1, 0]], "2018").to_dict()
    assert spec["layer"][-1]["encoding"]["x"]["axis"]["labelExpr"] == '["a\']+[\\"", "\\\\u202eUSA"][datum.value]'
    for states, shape in (([], (0, 0)), (["RUS", "USA"], (2, 2))):
        empty = draw_matrix(states, np.full(shape, NAN), np.zeros(shape), "2018").to_dict()
        assert empty["description"].endswith("Nothing is told of these states in this time.")


def test_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"3 states need values and counts of 3 × 3"):
        draw_matrix(["A", "B", "C"], np.zeros((2, 3)), np.zeros((3, 3)), "2018")
