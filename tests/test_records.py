"""Spans and phrases cut exactly what they say."""

from hypothesis import given
from hypothesis import strategies as st

from detente.ids import make_id
from detente.records import Phrase, Span


def test_span_relations() -> None:
    a, b, c = Span(0, 5), Span(3, 8), Span(5, 9)
    assert a.overlaps(b)
    assert not a.overlaps(c)  # touching is not overlapping
    assert Span(0, 9).holds(b)
    assert not a.holds(b)


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_a_phrase_joins_the_pieces_that_hold_something(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(s, e) for s, e in pairs]
    phrase = Phrase.cut(text, *spans)
    assert phrase.spans == tuple(s for s in spans if s.start < s.end)
    assert phrase.text == " ".join(text[s:e] for s, e in phrase.spans)


@given(st.lists(st.text(alphabet=st.characters())), st.text())
def test_ids_never_raise_and_depend_on_content(parts: list[str], other: str) -> None:
    first = make_id("s", *parts)
    assert first == make_id("s", *parts)
    assert first.startswith("s-")
    assert len(first) == 14
    assert make_id("s", *parts, other) != first
    assert make_id("s", "\ud800")  # a lone surrogate cannot be encoded, but it can be hashed
