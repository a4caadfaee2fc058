"""A thousand requests through all pages leave no file open, no thread behind and no memory taken: L2, after Datasette."""

import gc
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

Opened = Callable[..., TestClient]
PLACES = (
    "/", "/overview.json", "/dyad", "/statements?who=Holt", "/statements.csv", "/statements.parquet",
    "/events.json?text=oslo",
    "/articles", "/article/a-1", "/article/a-2.json", "/actors", "/network", "/ledger", "/review", "/reviews.json", "/data",
    "/data/events?sort=type", "/data/codebook", "/api", "/static/desk.css", "/no-such-page", "/events?since=never",
)  # fmt: skip
GROWTH = 12.0  # megabytes: what Python and DuckDB keep for later differs by some between runs


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc, which is there on Linux alone")
def test_l2_a_thousand_requests_leave_nothing_behind(opened: Opened, small: Path) -> None:
    with opened(small, page=True) as client:

        def ask(times: int) -> tuple[int, int, float]:
            for i in range(times):
                assert client.get(PLACES[i % len(PLACES)]).status_code in (200, 404, 422)
            gc.collect()
            return len(list(Path("/proc/self/fd").iterdir())), threading.active_count(), _megabytes()

        files, threads, memory = ask(10 * len(PLACES))
        more_files, more_threads, more_memory = ask(1000)
    assert more_files <= files + 2
    assert more_threads <= threads + 2
    assert more_memory <= memory + GROWTH


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
