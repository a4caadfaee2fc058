"""Pairing of quotation marks: one row for each way in which newspapers set them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language.layout import Layout, lay_out
from detente.language.quotes import Quote, find_quotes
from detente.records import Article, Span


def quotes(text: str) -> tuple[Quote, ...]:
    return find_quotes(text, lay_out(Article("a", text)))


CASES = [
    # curly marks with an apostrophe inside
    ("“It’s over,” he said.", [("It’s over,", 1, True)]),
    # straight marks, twice in a paragraph
    ('"We wait," she said. "Then we act."', [("We wait,", 1, True), ("Then we act.", 1, True)]),
    # doubled apostrophes, as old wire copy has them
    ("''We wait,'' she said.", [("We wait,", 1, True)]),
    # doubled back-ticks, set off by spaces as in treebanks
    ("`` We wait , '' she said .", [(" We wait , ", 1, True)]),
    # guillemets
    ("«We wait», she said.", [("We wait", 1, True)]),
    # German opening mark with an English closing one
    ("„We wait,” she said.", [("We wait,", 1, True)]),
    # curly opened, straight closed
    ('“We wait," she said, and “left”.', [("We wait,", 1, True), ("left", 1, True)]),
    # single marks inside double ones: the outer first, the inner with depth 2
    ("“He called it ‘a trap’ twice,” she said.", [("He called it ‘a trap’ twice,", 1, True), ("a trap", 2, True)]),
    # straight marks inside straight marks, told by the spaces around them
    ('"He said "never" to me," she said.', [('He said "never" to me,', 1, True), ("never", 2, True)]),
    # single marks as outer ones, with a possessive that must not close
    ("‘We wait,’ she said of the minister’s plan.", [("We wait,", 1, True)]),
    # single straight marks in a headline
    ("Minister: 'Not enough' for a deal", [("Not enough", 1, True)]),
    # possessives, years and elisions are no quotations
    ("The ministers' deal of the '90s wasn't the envoys' first.", []),
    # inches and a stray closing mark pair with nothing
    ('A 12" shell hit the post.', []),
    # unclosed: to the end of the paragraph, and the next one is clean
    ('"We wait, she said.\n\nThe "deal" holds.', [("We wait, she said.", 1, False), ("deal", 1, True)]),
    # nothing to find
    ("", []),
    ("No marks at all.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_pairs(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [(q.inner.of(text), q.depth, q.closed) for q in quotes(text)] == expected


def test_a_quotation_runs_over_paragraphs() -> None:
    text = "“First.\n\n“Second.\n\n“Third,” she said."
    (quote,) = quotes(text)
    assert quote.closed
    assert [p.of(text) for p in quote.parts] == ["First.", "Second.", "Third,"]
    assert quote.outer.of(text).endswith("Third,”")


def test_a_paragraph_that_opens_with_words_ends_an_unclosed_quotation() -> None:
    text = "“First.\n\nSecond.\n\n“Third,” she said."
    assert [(q.inner.of(text), q.closed) for q in quotes(text)] == [("First.", False), ("Third,", True)]


def test_time_is_linear() -> None:
    def seconds(n: int) -> float:
        text = "\"a 'b “c " * n
        layout = Layout((Span(0, len(text)),))
        start = time.process_time()
        find_quotes(text, layout)
        return time.process_time() - start

    seconds(1000)
    assert seconds(40_000) < 5


@given(st.text(alphabet="ab .,!\n\"'`“”‘’„«»", max_size=120))
def test_marks_in_any_order(text: str) -> None:
    check(text)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


def check(text: str) -> None:
    found = quotes(text)
    assert found == quotes(text)
    for quote in found:
        assert 0 <= quote.outer.start <= quote.inner.start <= quote.inner.end <= quote.outer.end <= len(text)
        assert quote.depth >= 1
        assert quote.parts
    outer = [q.outer for q in found if q.depth == 1]
    assert all(a.end <= b.start for a, b in pairwise(outer))
