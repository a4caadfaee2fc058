"""The timeline of what lies on the table."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from detente.report.ledger import draw_ledger

DAY = 86_400_000


def shown(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """Return the rows of all layers of a kind of mark."""
    return [row for layer in spec["layer"] if layer["mark"]["type"] == mark for row in spec["datasets"][layer["data"]["name"]]]


def test_an_entry_runs_to_what_settled_it_and_an_open_one_to_the_end(make_item: Callable[..., Any]) -> None:
    items = [make_item(0, "kept"), make_item(10), make_item(20, "refused")]
    spec = draw_ledger(items, "On the table", dt.date(2012, 12, 31)).to_dict()
    lines = {row["words"]: (row["end"] - row["start"]) / DAY for row in shown(spec, "rule")}
    assert lines == {
        "offer, United States → Iran: to sell fuel 0": 30,
        "offer, United States → Iran: to sell fuel 10": 355,
        "offer, United States → Iran: to sell fuel 20": 30,
    }
    assert [row["tip"] for row in shown(spec, "point")] == ["open, 31 Dec 2012", "kept, 31 Jan 2012", "refused, 20 Feb 2012"]
    assert spec["title"]["subtitle"] == "3 entries: ► 1 open, ■ 1 kept, × 1 refused."
    assert spec["description"].endswith("Open for longest, since 11 Jan 2012: offer, United States → Iran: to sell fuel 10.")


def test_shapes_tell_outcomes_apart_without_colour(make_item: Callable[..., Any]) -> None:
    states = ["open", "answered", "kept", "refused", "overtaken", "lapsed"]
    spec = draw_ledger([make_item(i, state) for i, state in enumerate(states)], "All").to_dict()
    looks = {
        (layer["mark"]["shape"], layer["mark"]["fill"] == "#ffffff")
        for layer in spec["layer"]
        if layer["mark"]["type"] == "point"
    }
    assert len(looks) == 6


def test_a_day_that_the_words_set_is_marked(make_item: Callable[..., Any]) -> None:
    spec = draw_ledger([make_item(0, due=dt.date(2012, 2, 1))], "Due", dt.date(2012, 6, 1)).to_dict()
    assert [row["tip"] for row in shown(spec, "text") if "tip" in row] == ["due 1 Feb 2012"]


def test_of_many_entries_open_ones_and_the_latest_are_drawn(make_item: Callable[..., Any]) -> None:
    items = [make_item(0), *(make_item(i, "kept") for i in range(1, 100))]
    spec = draw_ledger(items, "Many").to_dict()
    drawn = [row["words"].rsplit(" ", 1)[1] for row in shown(spec, "tick")]
    assert drawn == ["0", *map(str, range(61, 100))]
    assert spec["title"]["subtitle"].endswith("60 settled earlier are not drawn.")


def test_of_many_sides_the_first_are_named_and_all_under_the_pointer(make_item: Callable[..., Any]) -> None:
    spec = draw_ledger([make_item(0, by=("FRA", "GBR", "RUS", "USA"))], "Four").to_dict()
    assert shown(spec, "tick")[0]["sides"] == "offer, France and 3 others → Iran"
    assert shown(spec, "tick")[0]["words"].startswith("offer, France, United Kingdom, Russia, United States → Iran")


def test_an_empty_table_is_said(make_item: Callable[..., Any]) -> None:
    assert draw_ledger([], "None").to_dict()["description"] == "None. Nothing lies on the table in this time."
    one = draw_ledger([make_item(0)], "One").to_dict()
    assert one["title"]["subtitle"] == "1 entry: ► 1 open."
