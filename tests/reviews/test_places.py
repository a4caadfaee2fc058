"""F5: places in a text stay the same code points, whatever stands around them."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import QueryError
from detente.records import Span
from detente.reviews.places import check_inside, read_spans, write_spans
from detente.reviews.records import Review, read_review

TEXT = "Norway met 🇳🇴 Norway.\r\nCafe\u0301\u00a0x 12-24 a#2 Norway"

# What offsets stumble over, beside plain letters that make places unique or not.
ODD = [
    "🇳🇴",
    "👩‍👩‍👧",
    "é",
    "e\u0301",
    "\r\n",
    "\u00a0",
    "\t",
    " ",
    "a",
    "ab",
    "b.",
    "#2",
    "1-2",
    "\u202e",
    "\x85",
    "\u2028",
    "𝔸",
    "\n",
]
texts = st.lists(st.sampled_from(ODD), min_size=1, max_size=14).map("".join)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("Norway#2", (14, 20)),  # the second of three
        ("met", (7, 10)),  # stands once
        ("14-20", (14, 20)),  # numbers of characters
        ("a#2", (37, 40)),  # words that end like an occurrence
        ("  met \r\n", (7, 10)),  # as a text field sends it
    ],
)
def test_words_and_numbers_are_found(written: str, span: tuple[int, int]) -> None:
    assert read_spans(written, TEXT, "content") == [span]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Norway", "stands 3 times"),
        ("Norway#4", "3 times.*4 was asked"),
        ("Finland", "does not stand"),
        (3, "words of the text"),
        ([3], "no place"),
    ],
)
def test_what_cannot_be_found_is_told(written: object, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        read_spans(written, TEXT, "content")


@pytest.mark.parametrize("span", [(5, 5), (6, 5), (-1, 3), (0, 10_000)])
def test_a_place_lies_in_the_text(span: tuple[int, int]) -> None:
    with pytest.raises(QueryError, match="no place in a text"):
        check_inside([Span(*span)], TEXT, "content")


@given(text=texts, data=st.data())
def test_f5_a_place_goes_through_a_text_field_and_comes_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    written = write_spans([span], text)
    assert read_spans(written.replace("\n", "\r\n"), text, "content") == [span]


@given(text=texts, data=st.data())
def test_f5_a_review_keeps_the_code_points_through_json(review: Callable[..., Review], text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    made = review(row_kind="statement", old={}, verdict="corrected", new={"content": [list(span)]})
    again = read_review(json.loads(json.dumps(made.to_dict(), ensure_ascii=False)))
    assert again.changes[0].new == (span,)
    assert again.changes[0].new[0].of(text) == text[start : span.end]  # type: ignore[union-attr]  # a span
