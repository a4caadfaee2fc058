import pytest

from detente.reasons.fields import Fields, quote
from detente.records import Span

ROW = Fields({"id": "e-1", "n": 0.5, "yes": True, "spans": [[0, 4], [4, 4], [-1, 2], [0, True], "x", [1, 2, 3]],
              "part": {"id": "p"}, "parts": [{"id": "q"}, 7], "names": ["NOR", 3], "one": "SWE", "span": [2, 5]})  # fmt: skip


def test_fields_come_in_the_type_that_is_asked_for() -> None:
    assert (ROW.text("id"), ROW.number("n"), ROW.span("span")) == ("e-1", 0.5, Span(2, 5))
    assert ROW.part("part").text("id") == "p"
    assert [p.text("id") for p in ROW.parts("parts")] == ["q"]
    assert (ROW.texts("names"), ROW.texts("one")) == (("NOR",), ("SWE",))
    assert ROW.find("parts", "q") == Fields({"id": "q"})


def test_spans_that_are_none_are_left_out() -> None:
    assert ROW.spans() == (Span(0, 4),)


@pytest.mark.parametrize("key", ["id", "n", "yes", "spans", "part", "parts", "names", "missing"])
def test_any_other_type_is_as_good_as_empty(key: str) -> None:
    assert isinstance(ROW.text(key), str)
    assert ROW.number(key) in (None, 0.5)
    assert ROW.part(key) in (Fields({}), Fields({"id": "p"}))
    assert all(isinstance(p, Fields) for p in ROW.parts(key))
    assert all(isinstance(t, str) for t in ROW.texts(key))
    assert not ROW.find(key, "nobody")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We will", "“We will”"),  # bare words
        ('"We will,"', '"We will,"'),  # words that bring their marks
        ("a\x1b[2J\nb", "“a\\x1b[2J b”"),  # what a terminal would obey
        ("x" * 400, "“" + "x" * 300 + "…”"),  # a whole speech
        ("", "“”"),  # nothing
    ],
)
def test_quotations(text: str, shown: str) -> None:
    assert quote(text) == shown
