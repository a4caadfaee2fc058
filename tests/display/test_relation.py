"""A relation in a terminal: 60 columns and more, with and without colour, in any encoding."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from detente.display.relation import show_relation
from detente.display.relation_sections import web_address
from detente.display.relation_words import days, number, percent
from detente.relations.periods import PeriodKind
from detente.relations.records import Band, Relation

Make = Callable[..., Relation]


def show(relation: Relation, width: int = 80, encoding: str = "utf-8", **options: object) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    show_relation(relation, Console(file=stream, width=width, **options))  # type: ignore[arg-type]  # the caller names them
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]  # a BytesIO, as given above


def test_the_verdict_comes_first_then_timeline_events_changes_and_what_was_left_out(make_relation: Make) -> None:
    shown = show(make_relation(100))
    parts = (
        "Russia – United States  by week", "Thaw, 94% sure", "change  ", "coop ", "WHAT MOVED IT MOST", " 1 17 Oct 2016 · Russia",
        "“The two governments agreed", "WHEN IT CHANGED", "10 Oct 2016: chill in tone and in how often", "WHO MOVED FIRST",
        "Russia moved first, United States followed", "754 events in 2,262 reports by 14 sources", "Left out: 12",
    )  # fmt: skip
    places = [shown.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    ("periods", "kind"), [(1, PeriodKind.QUARTER), (20, PeriodKind.QUARTER), (100, PeriodKind.WEEK), (3000, PeriodKind.DAY)]
)
def test_no_line_is_wider_than_the_terminal(make_relation: Make, width: int, periods: int, kind: PeriodKind) -> None:
    shown = show(make_relation(periods, kind), width)
    assert max(map(len, shown.splitlines())) <= width
    assert not [line for line in shown.splitlines() if line != line.rstrip()]


def test_the_line_falls_where_the_tone_falls_and_marks_stand_over_their_periods(make_relation: Make) -> None:
    lines = show(make_relation(73), 80).splitlines()  # 73 columns beside the labels: one a period
    rows = {line[:6].strip(): line[7:] for line in lines if len(line) > 6 and not line.startswith(" " * 7)}
    assert rows["change"].index("▼") == 29
    assert rows["change"].index("▲") == 58
    plot = [line[7:].ljust(73) for line in lines if set(line[7:]) <= set("░▀▄─ ") and line.strip()]
    top = min(i for i, row in enumerate(plot) if row[5] in "▀▄")
    bottom = min(i for i, row in enumerate(plot) if row[45] in "▀▄")
    assert top < bottom
    assert rows["coop"][37:39] == "//"  # nothing was reported


def test_colour_is_only_added(make_relation: Make) -> None:
    import re

    plain = show(make_relation(50))
    coloured = show(make_relation(50), force_terminal=True, color_system="truecolor")
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == plain.splitlines()


def test_a_stream_without_block_characters_gets_plain_ones(make_relation: Make) -> None:
    shown = show(make_relation(50), encoding="ascii")
    assert "====" in shown
    assert "\\u" not in shown


def test_foreign_text_cannot_move_the_cursor(make_relation: Make) -> None:
    relation = make_relation(20, words="\x1b[2J\u202e[bold]x[/bold]\r\n\x07")
    shown = show(replace(relation, one="\x1b[31m"))
    assert not set(shown) & set("\x1b\u202e\r\x07")
    assert "\\x1b[2J" in shown
    assert "[bold]x[/bold]" in shown


def test_nothing_told_and_numbers_without_meaning_are_said(make_relation: Make) -> None:
    for relation in (make_relation(0), make_relation(20, told=0)):
        shown = show(relation)
        assert "Too little data" in shown
    nan = Band(float("nan"), float("nan"), float("inf"))
    odd = make_relation(20)
    shown = show(replace(odd, tone=tuple(replace(p, smoothed=nan) for p in odd.tone)))
    assert "WHO MOVED FIRST" in shown


def test_undecided_is_said_with_its_reason(make_relation: Make) -> None:
    relation = make_relation(20)
    undecided = replace(relation.reciprocity, leader=None, reason="undecided: the interval holds 0")
    assert "Undecided: the interval holds 0." in show(replace(relation, reciprocity=undecided), 120)


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://news.example/a?b=1", True),
        ("http://news.example/", True),
        ("javascript:alert(1)", False),  # runs
        ("data:text/html,x", False),
        ("//news.example/a", False),  # takes the scheme of the page
        ("https://news.example/\u202ea", False),  # reads in another order
        ("https://[", False),  # no address at all
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, leads: bool) -> None:
    assert (web_address(url) is not None) is leads


def test_spans_and_numbers_read_well() -> None:
    import datetime as dt

    assert days((dt.date(2018, 3, 5), dt.date(2018, 3, 11))) == "5–11 Mar 2018"
    assert days((dt.date(2018, 3, 5), dt.date(2019, 3, 5))) == "5 Mar 2018 – 5 Mar 2019"
    assert number(-0.004) == "0"
    assert percent(float("nan")) == "unknown"
