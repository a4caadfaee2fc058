"""A relation in a terminal: 60 columns and more, with and without colour, in any encoding."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from detente.display.relation import show_relation
from detente.display.relation_sections import web_address
from detente.display.relation_words import days, leader_sentence, number, percent
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
        "“The two governments agreed", "WHEN IT CHANGED", "The week of 10 October 2016: chill",
        "in how often they act, 97% sure", "WHO MOVED FIRST",
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


def test_undecided_names_states_and_no_interval_that_says_nothing(make_relation: Make) -> None:
    relation = make_relation(20)
    chance = "undecided: from week to week the tone of USA varies no more than chance would have it"
    lack = replace(relation.reciprocity, leader=None, lead=None, reason=chance)
    assert "tone of United States varies" in leader_sentence(lack)
    narrow = replace(lack, lead=Band(-0.5, 0.1, 0.7))
    assert "lead of Russia: +0.1 (90%: −0.5 to +0.7) standard deviations" in leader_sentence(narrow)
    wide = leader_sentence(replace(lack, lead=Band(-150.4, 3.0, 29.4)))
    assert wide == "Undecided: a lead of either side fits what was reported."


def test_events_without_words_that_are_alike_stand_on_one_line(make_relation: Make) -> None:
    relation = make_relation(100)
    event = replace(relation.verdict.moved_by[1], sentence=None, title=None, article=None, influence=0.0)
    days_apart = [replace(event, day=event.day - dt.timedelta(days=n)) for n in (0, 2, 2)]
    change = replace(relation.changes[0], around=(*days_apart, replace(event, type="AGREE")))
    shown = show(replace(relation, changes=(change,)), 120)
    assert "  8 Jul 2017, 10 Jul 2017 · Russia → United States: consult\n" in shown
    assert "  10 Jul 2017 · Russia → United States: agree\n" in shown


def test_little_weight_of_every_event_is_said(make_relation: Make) -> None:
    relation = make_relation(100)
    light = tuple(replace(e, influence=0.02, sentence=None, title=None, article=None) for e in relation.verdict.moved_by)
    shown = show(replace(relation, verdict=replace(relation.verdict, moved_by=light)), 120)
    assert "moved the change by +0.02 (The Courier, 12 reports by 5 sources)" in shown
    assert "No single event weighs much among so many: the first is 1% of the change." in shown
    assert "No single event" not in show(relation, 120)


def test_both_windows_have_their_rates(make_relation: Make) -> None:
    relation = make_relation(20, PeriodKind.QUARTER)
    cooperation, reported = sum(p.cooperation for p in relation.pressure[-4:]), sum(p.exposure for p in relation.pressure[-4:])
    rate = number(1000 * cooperation / reported)
    assert f"After, 1 Jan – 31 Dec 2010: {cooperation} of cooperation ({rate} per thousand reported)" in show(relation, 120)
    unread = replace(relation, pressure=tuple(replace(p, exposure=0) for p in relation.pressure))
    assert "After, 1 Jan – 31 Dec 2010: nothing was reported at all." in show(unread, 120)
    last = replace(relation.pressure[-1], cooperation_ratio=Band(0.5, 2.0, 4.0))
    again = show(replace(relation, pressure=(*relation.pressure[:-1], last)), 120)
    assert "1 Oct – 31 Dec 2010, against the year before: cooperation 2.0 times as often (90%: 0.5 to 4.0)." in again


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
    assert days((dt.date(2018, 3, 5), dt.date(2018, 3, 11))) == "5–11 Mar 2018"
    assert days((dt.date(2018, 3, 5), dt.date(2019, 3, 5))) == "5 Mar 2018 – 5 Mar 2019"
    assert number(-0.004) == "0"
    assert percent(float("nan")) == "unknown"
