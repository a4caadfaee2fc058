"""Marks in the text of an article: the pieces are the text, and what is nested is seen as such. F5."""

from hypothesis import given
from hypothesis import strategies as st

from detente.serve.article_marks import cut_article, number_rows

TEXT = "🇮🇸 Fi\u0301nnur said\r\n“no\u00a0more”, he said."
SPANS = st.lists(st.fixed_dictionaries({"start": st.integers(-3, 60), "end": st.integers(-3, 60)}), max_size=4)


@given(st.text(max_size=60) | st.just(TEXT), SPANS, SPANS, SPANS)
def test_f5_joining_the_pieces_gives_the_text(text: str, content: object, trigger: object, mentions: object) -> None:
    statements = [{"statement_id": "s-1", "content_spans": content, "speaker_spans": mentions, "cue_spans": None}]
    events = [{"event_id": "e-1", "trigger_spans": trigger, "quad": 3}]
    actors = [{"actor_id": "a-1", "mentions": mentions}]
    pieces = cut_article(text, statements, events, actors, number_rows(statements, events))
    assert "".join(piece.text for piece in pieces) == text
    assert all(text[p.start : p.start + len(p.text)] == p.text for p in pieces)


def test_a_statement_within_another_is_deeper_and_each_number_stands_where_its_words_begin() -> None:
    outer = {"statement_id": "s-a", "content_spans": [{"start": 9, "end": 40}]}
    inner = {"statement_id": "s-b", "content_spans": [{"start": 20, "end": 30}]}
    numbers = number_rows([inner, outer], [])
    assert numbers == {"s-a": "S1", "s-b": "S2"}
    pieces = cut_article("x" * 50, [outer, inner], [], [], numbers)
    assert [(p.start, p.kinds, [t.number for t in p.ticks]) for p in pieces] == [
        (0, (), []),
        (9, ("content", "deep-1"), ["S1"]),
        (20, ("content", "deep-2"), ["S2"]),
        (30, ("content", "deep-1"), []),
        (40, (), []),
    ]


def test_spans_that_are_none_are_passed_over() -> None:
    broken = [{"event_id": "e-1", "trigger_spans": [{"start": "x"}, None, {"end": 4}, {"start": 2, "end": 4}], "quad": None}]
    assert [p.kinds for p in cut_article("abcdef", [], broken, [], {})] == [(), ("event", "conflict"), ()]
