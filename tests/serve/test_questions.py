"""Whatever is typed into a search, Q1: the desk finds what the store finds, or says what has no meaning."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from detente.errors import QueryError
from detente.serve.app import make_app
from detente.serve.desk import Desk, Named
from detente.serve.security import Access
from detente.settings import Settings
from detente.store.open import Store

ODD = st.sampled_from(
    ['"', "'", "; drop table events", "--", "/*", "$1", "%", "\\", "Oslo' or '1'='1", "sanctions OR", '"oslo', "-", "*"]
)
WORDS = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | ODD | st.sampled_from(["Oslo", "Ñandú", "Norway", "said"])
)
FIELDS = st.sampled_from(
    ["who", "about", "to", "cue", "type", "country", "outlet", "text", "article_text", "since", "confidence"]
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[TestClient, Store]:
    stores = runpy.run_path(str(Path(__file__).parents[1] / "desk_stores.py"))
    place = tmp_path_factory.mktemp("questions")
    folder = stores["make_small"](place / "store")
    desk = Desk(folder, Settings(store=str(folder)), Named(place / "reviews.sqlite", "ada"))
    return TestClient(make_app(desk, Access("token")), base_url="http://127.0.0.1"), Store(folder)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["statements", "events"]), given_=st.dictionaries(FIELDS, WORDS, min_size=1, max_size=3))
def test_q1_a_search_finds_what_the_store_finds(asked: tuple[TestClient, Store], kind: str, given_: dict[str, str]) -> None:
    client, store = asked
    answer = client.get(f"/{kind}.json", params=given_)
    filled: dict[str, Any] = {name: value for name, value in given_.items() if value.strip()}
    try:
        expected: int | None = store.ask(rows=kind, **filled).total
    except QueryError:
        expected = None
    if expected is None or answer.status_code == 422:
        assert answer.status_code == 422
    else:
        assert (answer.status_code, answer.json()["total"]) == (200, expected)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.sampled_from(["statements", "events", "articles"]), column=WORDS, value=WORDS)
def test_q1_a_column_is_one_of_the_table_and_a_value_is_bound(
    asked: tuple[TestClient, Store], table: str, column: str, value: str
) -> None:
    client, _ = asked
    assert client.get(f"/data/{table}.json", params={"sort": column}).status_code in (200, 404)
    assert client.get(f"/data/{table}.json", params={"column": "outlet", "value": value}).json()["total"] == (
        len([1 for row in client.get(f"/data/{table}.json").json()["rows"] if row["outlet"] == value])
        if value.strip()
        else client.get(f"/data/{table}.json").json()["total"]
    )
