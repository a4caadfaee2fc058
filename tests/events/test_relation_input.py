"""A pair is marked in its sentence, whatever the spans are, and a long sentence is cut around it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.events.relation_input import LONGEST, encode_pair
from detente.records import Span

SOURCE, TARGET, BEHIND_TARGET = 1026, 1031, 1033


def pieces(words: Sequence[str]) -> list[list[int]]:
    return [[5000 + len(w)] for w in words]


@pytest.mark.parametrize(
    ("source", "target", "ids"),
    [
        (Span(0, 4), Span(16, 20), [101, 1026, 5004, 1028, 5007, 5003, 1031, 5004, 1033, 5001, 102]),  # the source first
        (Span(16, 20), Span(0, 4), [101, 1031, 5004, 1033, 5007, 5003, 1026, 5004, 1028, 5001, 102]),  # the target first
        (Span(0, 4), None, [101, 1026, 5004, 1028, 5007, 5003, 5004, 5001, 102]),  # nobody to whom it is done
        (Span(1, 2), Span(16, 20), [101, 1026, 5004, 1028, 5007, 5003, 1031, 5004, 1033, 5001, 102]),  # a part of a word
    ],
)
def test_both_parties_are_marked(source: Span, target: Span | None, ids: list[int]) -> None:
    pair = encode_pair("Oslo praised the Riga.", source, target, pieces)
    assert list(pair.ids) == ids
    assert pair.ids[pair.source] == SOURCE
    assert pair.target == 0 or pair.ids[pair.target] == TARGET


def test_of_a_long_sentence_the_words_around_the_pair_stay() -> None:
    text = " ".join(["far"] * 300 + ["Oslo", "praised", "Riga"] + ["away"] * 300)
    at = text.index("Oslo")
    pair = encode_pair(text, Span(at, at + 4), Span(at + 13, at + 17), pieces)
    assert len(pair.ids) <= LONGEST
    assert pair.ids.count(5007) == 1
    assert abs(pair.ids.index(SOURCE) - (len(pair.ids) - pair.ids.index(BEHIND_TARGET))) < 5


@given(st.text(max_size=60), st.integers(0, 80), st.integers(0, 80), st.integers(0, 80), st.integers(0, 80))
def test_no_text_and_no_span_breaks_it(text: str, a: int, b: int, c: int, d: int) -> None:
    pair = encode_pair(text, Span(a, a + b), Span(c, c + d), pieces)
    assert 2 <= len(pair.ids) <= LONGEST
    assert pair.source < len(pair.ids)
    assert pair.target < len(pair.ids)
