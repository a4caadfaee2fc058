from hypothesis import given
from hypothesis import strategies as st

from detente.records import Span
from detente.segments import Mark, cut_segments

TEXTS = st.text(st.characters(exclude_categories=()), max_size=40)
EDGES = st.integers(-3, 45)
MARKS = st.lists(
    st.builds(
        lambda a, b, kind, i: Mark(Span(a, b), kind, i), EDGES, EDGES, st.sampled_from(["cue", "actor"]), st.sampled_from("abc")
    ),
    max_size=12,
)


@given(TEXTS, MARKS)
def test_joining_the_segments_gives_the_text(text: str, marks: list[Mark]) -> None:
    segments = cut_segments(text, marks)
    assert "".join(s.text for s in segments) == text
    assert all(s.span.of(text) == s.text for s in segments)


@given(TEXTS, MARKS)
def test_a_mark_covers_its_segments_and_no_other(text: str, marks: list[Mark]) -> None:
    for segment in cut_segments(text, marks):
        if segment.text:
            covering = {m for m in marks if m.span.start <= segment.span.start and segment.span.end <= m.span.end}
            assert set(segment.marks) == covering
            assert not [m for m in marks if m not in covering and m.span.start < m.span.end and m.span.overlaps(segment.span)]


@given(TEXTS, MARKS)
def test_the_order_of_the_marks_does_not_matter(text: str, marks: list[Mark]) -> None:
    assert cut_segments(text, marks) == cut_segments(text, marks[::-1])


def test_overlapping_marks_are_cut_where_they_begin_and_end() -> None:
    marks = [Mark(Span(0, 6), "content", "s-1"), Mark(Span(4, 9), "actor", "p-1")]
    assert [(s.text, s.ids) for s in cut_segments("abcdefghij", marks)] == [
        ("abcd", ("s-1",)),
        ("ef", ("p-1", "s-1")),
        ("ghi", ("p-1",)),
        ("j", ()),
    ]
