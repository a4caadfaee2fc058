"""What pages share: stores that are lent, results that are made once, and a store that changes meanwhile."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from detente.errors import QueryError, StoreError
from detente.serve.desk import Desk, Named
from detente.settings import Settings


@pytest.fixture
def desk(small: Path) -> Desk:
    return Desk(small, Settings(store=str(small)), Named(small.parent / "reviews.sqlite", "ada"))


def test_fifty_who_ask_at_once_make_it_once(desk: Desk) -> None:
    made: list[int] = []

    def make(store: Any) -> int:
        time.sleep(0.05)
        made.append(1)
        return int(store.statements.total)

    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda _: desk.keep("count", make), range(50)))
    assert (found, made) == ([3] * 50, [1])


def test_an_error_is_told_and_not_kept(desk: Desk) -> None:
    def fail(_: object) -> int:
        raise QueryError("no")

    with pytest.raises(QueryError):
        desk.keep("x", fail)
    assert desk.keep("x", lambda _: 7) == 7


def test_what_was_kept_longest_ago_goes_first(desk: Desk) -> None:
    made: list[int] = []
    for n in (*range(70), 69, 0):
        desk.keep(n, lambda _, n=n: made.append(n))  # type: ignore[misc]
    assert made == [*range(70), 0]


def test_a_store_that_grows_is_seen(desk: Desk, small: Path, build: dict[str, Any]) -> None:
    assert desk.keep("n", lambda store: store.articles.total) == 3
    build["add_shard"](small, "three", {"articles": [build["article"](4, "Riga was calm.")]})
    assert desk.keep("n", lambda store: store.articles.total) == 4


def test_more_readers_than_stores_wait_for_their_turn(desk: Desk) -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def read(_: int) -> int:
        nonlocal inside, most
        with desk.store() as store:
            with lock:
                inside += 1
                most = max(most, inside)
            total = int(store.events.total)
            with lock:
                inside -= 1
        return total

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(read, range(60))) == {2}
    assert most <= 4


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a store"):
        Desk(tmp_path, Settings(), Named(tmp_path / "r", "ada"))
