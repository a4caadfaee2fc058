import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.display.inert import fit, make_inert, one_line

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“plain” — Кремль 北京 🇳🇴", "“plain” — Кремль 北京 🇳🇴"),  # nothing to hide
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),  # colours
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),  # the title of the window
        ("\x9b31m", "\\x9b31m"),  # the same as one C1 control
        ("abc\rxyz", "abc\\x0dxyz"),  # would write over the line
        ("abc\r\nxyz\n", "abc\nxyz\n"),  # a line end
        ("a\tb", "a    b"),
        ("user\u202etxt.exe", "user\\u202etxt.exe"),  # turns the reading order
        ("\ud800\x00", "\\ud800\\x00"),
        ("[red]x[/]", "[red]x[/]"),  # markup is text here
    ],
)
def test_shows_controls_as_escapes(text: str, shown: str) -> None:
    assert make_inert(text) == shown


@given(ANY_TEXT)
def test_nothing_active_is_left(text: str) -> None:
    shown = make_inert(text)
    assert all(c == "\n" or ord(c) > 0x9F or 0x20 <= ord(c) < 0x7F for c in shown)
    shown.encode("utf-8")
    assert make_inert(shown) == shown
    assert "\n" not in one_line(text)


@given(ANY_TEXT.map(make_inert), st.sampled_from(["ascii", "latin-1", "cp1252", "utf-8", None]))
def test_fits_any_stream(text: str, encoding: str | None) -> None:
    fit(text, encoding).encode(encoding or "utf-8")


def test_typographic_marks_have_plain_cousins() -> None:
    assert fit("“Oslo” → Rabat · 1 — 2 …", "ascii") == '"Oslo" -> Rabat | 1 -- 2 ...'
