"""The chronicle of the examples: what the documentation and the desk's tests build on."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

ROWS = [json.loads(line) for line in (Path(__file__).parents[1] / "examples" / "chronicle.jsonl").read_text("utf-8").splitlines()]


def test_articles_are_whole_short_and_in_the_order_of_days() -> None:
    assert 90 <= len(ROWS) <= 120
    assert all(row.keys() == {"id", "title", "outlet", "published", "text"} for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    days = [dt.date.fromisoformat(row["published"]) for row in ROWS]
    assert days == sorted(days)
    assert (min(days).year, max(days).year) == (2008, 2009)
    assert max(len(row["text"]) for row in ROWS) < 600


def test_it_has_what_the_tour_and_the_tests_need() -> None:
    texts = Counter(row["text"] for row in ROWS)
    assert sorted(texts.values())[-2:] == [1, 2]  # one article is carried by two outlets
    assert {row["outlet"] for row in ROWS} == {"Meridian Dispatch", "Harbour Wire", "Northern Courier"}
    assert any("🇮🇸" in row["text"] and "\u0301" in row["text"] for row in ROWS)
    assert any(row["title"] == "Putin warns against threats" for row in ROWS)
