"""What lists are asked over HTTP, Q1: any text is a value and never SQL, and what is found is what a loop over the rows finds."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

Opened = Callable[..., TestClient]
LISTS = ("/statements", "/events", "/articles", "/data/statements", "/data/events", "/data/articles", "/actors", "/ledger")
FIELDS = (
    "who", "about", "to", "cue", "type", "status", "country", "outlet", "since", "until", "text", "article_text", "confidence",
    "copies", "sort", "order", "column", "value", "page", "size", "name", "kind", "one", "other",
)  # fmt: skip
ATTACKS = (
    "'", '"', "`", ";", "--", "/*", "*/", "$1", "?", "%", "_", "\\", "\0", "\ud7ff", "x' or '1'='1", '" or 1=1 --',
    "type; drop view events", 'type" desc; select 1; --', "read_csv('/etc/passwd')", "1e400", "nan", "-1", "NEAR(a b)",
    "((((", "*",
)  # fmt: skip
VALUES = st.sampled_from(ATTACKS) | st.text(max_size=20)
SIZES = {"articles": 3, "statements": 3, "events": 2}


@pytest.fixture
def client(opened: Opened, small: Path) -> Iterator[TestClient]:
    """One desk for all examples of a test."""
    with opened(small) as found:
        yield found


def test_q1_whatever_lists_are_asked_is_answered_or_refused(client: TestClient, small: Path) -> None:
    """And the store is as it was: the same rows are there afterwards."""
    before = {table: client.get(f"/data/{table}.json").json() for table in SIZES}

    @settings(deadline=None, max_examples=120)
    @given(st.sampled_from(LISTS), st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), min_size=1, max_size=3))
    def check(path: str, asked: list[tuple[str, str]]) -> None:
        answer = client.get(f"{path}.json", params=[(name, value.encode("utf-8", "replace").decode()) for name, value in asked])
        assert answer.status_code in (200, 404, 422), answer.text
        if answer.status_code == 200 and path != "/ledger":
            assert answer.json()["total"] <= 3
        if answer.status_code != 200:
            assert answer.headers["content-type"] == "application/problem+json"
            assert str(small) not in answer.text

    check()
    assert {table: client.get(f"/data/{table}.json").json() for table in SIZES} == before


@pytest.mark.parametrize("table", SIZES)
def test_q1_rows_of_a_value_are_those_that_a_loop_finds(client: TestClient, table: str) -> None:
    rows = client.get(f"/data/{table}.json").json()["rows"]
    texts = [c for c in rows[0] if any(isinstance(row[c], str) for row in rows)]
    held = sorted({row[c] for row in rows for c in texts if isinstance(row[c], str)})

    @settings(deadline=None, max_examples=60)
    @given(st.sampled_from(texts), st.sampled_from(held) | VALUES.filter(str.strip))
    def check(column: str, value: str) -> None:
        sent = value.encode("utf-8", "replace").decode()
        found = client.get(f"/data/{table}.json", params={"column": column, "value": sent}).json()["rows"]
        assert found == [row for row in rows if row[column] == sent]

    check()


@pytest.mark.parametrize("table", SIZES)
def test_q1_the_order_of_a_column_is_that_of_its_values(client: TestClient, table: str) -> None:
    rows = client.get(f"/data/{table}.json").json()["rows"]
    for column in (c for c in rows[0] if any(isinstance(row[c], (str, int, float)) for row in rows)):
        given = [row[column] for row in rows if row[column] is not None]
        for order in ("up", "down"):
            found = client.get(f"/data/{table}.json?sort={column}&order={order}").json()["rows"]
            values = [row[column] for row in found]
            assert values == [*sorted(given, reverse=order == "down"), *[None] * (len(rows) - len(given))], column


WORDS = st.lists(st.sampled_from("sweden sanctions pipelines Pipeline fishing FISHING safe oslo legal zebra".split()), max_size=2)


@settings(deadline=None, max_examples=40)
@given(words=WORDS, least=st.sampled_from([0, 0.5, 0.8, 0.9]), until=st.sampled_from(["", "2010-01-01", "2010-01"]))
def _check_search(client: TestClient, rows: list[dict[str, Any]], words: list[str], least: float, until: str) -> None:
    asked: dict[str, str | float] = {"text": " ".join(words), "confidence": least, "until": until, "sort": "confidence"}
    found = client.get("/statements.json", params=asked).json()
    expected = [
        row["statement_id"]
        for row in sorted(rows, key=lambda row: -row["confidence"])
        if all(any(_stem(word) == _stem(said) for said in re.findall(r"\w+", row["content_text"].lower())) for word in words)
        and row["confidence"] >= least
        and (not until or (row["published"] or "9") <= (until if len(until) > 7 else until + "-31"))
    ]
    assert sorted(row["statement_id"] for row in found["rows"]) == sorted(expected)
    assert found["total"] == len(expected)
    levels = [row["confidence"] for row in found["rows"]]
    assert levels == sorted(levels, reverse=True)


def test_q1_what_a_search_finds_is_what_a_loop_finds(client: TestClient) -> None:
    _check_search(client, client.get("/statements.json").json()["rows"])


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")


@pytest.mark.parametrize("kind", ["statements", "events"])
def test_a_facet_leads_to_as_many_rows_as_it_says(client: TestClient, kind: str) -> None:
    page = client.get(f"/{kind}", headers={"Accept": "text/html"}).text
    choices = re.findall(rf'<li><a href="(/{kind}\?[^"]+)">[^<]*</a> <span class="soft n">(\d+)</span>', page)
    assert len(choices) >= 4
    for link, rows in choices:
        path, _, query = unescape(link).partition("?")
        assert client.get(f"{path}.json?{query}").json()["total"] == int(rows), link
