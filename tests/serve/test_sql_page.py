"""SQL on a page, Q2: one SELECT, bounded, and an error that names no path of this machine."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

Opened = Callable[..., TestClient]


def test_a_query_is_answered_in_all_forms(opened: Opened, small: Path) -> None:
    client = opened(small)
    query = {"q": "select event_id, type from events order by event_id"}
    found = client.get("/sql.json", params=query).json()
    assert (found["columns"], found["rows"]) == (["event_id", "type"], [["e-1", "THREATEN"], ["e-2", "CONSULT"]])
    assert client.get("/sql.csv", params=query).text.splitlines()[1] == "e-1,THREATEN"


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from sniff_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/*')",
        "copy events to '/tmp/x.csv'",
        "attach '/tmp/x.db'",
        "install httpfs",
        "load httpfs",
        "set memory_limit = '10GB'",
        "export database '/tmp/x'",
        "insert into events select * from events",
        "create temp table x as select 1",
        "select 1; select 2",
        "pragma database_list",
        "select current_setting('temp_directory')",
        "select 1 as a, 2 as a",
        "not sql",
    ],
)
def test_q2_all_but_one_select_is_refused(opened: Opened, small: Path, query: str) -> None:
    answer = opened(small).get("/sql.json", params={"q": query})
    assert answer.status_code == 422
    assert str(small) not in answer.text
    assert "root:" not in answer.text
    page = opened(small, page=True).get("/sql", params={"q": query})
    assert page.status_code == 200  # a person mends the query where it stands
    assert 'role="alert"' in page.text


@pytest.mark.parametrize(
    "query",
    [
        "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r",
        "select count(*) from range(1000000000) a, range(1000000000) b",
        "select repeat('x', 2000000000) || repeat('y', 2000000000)",
    ],
)
def test_q2_what_does_not_end_is_stopped(opened: Opened, small: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.serve.pages import sql

    monkeypatch.setattr(sql, "SECONDS", 1)
    start = time.monotonic()
    answer = opened(small).get("/sql.json", params={"q": query})
    assert answer.status_code == 422
    assert time.monotonic() - start < 10  # a second of it is the query, the rest is a process that starts on a busy machine


def test_q2_rows_are_capped_and_it_is_said(opened: Opened, small: Path) -> None:
    found = opened(small).get("/sql.json", params={"q": "select * from range(20000)"}).json()
    assert (len(found["rows"]), found["cut"]) == (10_000, True)


def test_a_third_query_waits_and_is_told_to_come_again(opened: Opened, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.serve.pages import sql

    monkeypatch.setattr(sql, "_PATIENCE", 0.05)
    assert sql._running.acquire(blocking=False)
    assert sql._running.acquire(blocking=False)
    try:
        answer = opened(small).get("/sql.json", params={"q": "select 1 as one"})
    finally:
        sql._running.release()
        sql._running.release()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
