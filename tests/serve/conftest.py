"""A desk over a small store: hand-made rows of three articles, with a client that asks as a browser of this machine does."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.serve.app import make_app
from detente.serve.desk import Desk, Named
from detente.serve.security import Access
from detente.settings import Settings

TOKEN = "the-token-of-the-tests"
BASE = "http://127.0.0.1:8765"
STORES = runpy.run_path(str(Path(__file__).parents[1] / "desk_stores.py"))

Opened = Callable[..., TestClient]


@pytest.fixture(scope="session")
def build() -> dict[str, Any]:
    """The builders of rows and shards of the store's own tests."""
    built: dict[str, Any] = STORES["BUILD"]
    return built


@pytest.fixture
def opened() -> Iterator[Opened]:
    """folder → a client of a desk over the store there; ``local=False`` serves other machines, ``token`` is sent along."""
    clients: list[tuple[TestClient, Desk]] = []

    def make(folder: Path, *, local: bool = True, token: bool = False, page: bool = False, **options: Any) -> TestClient:
        desk = Desk(folder, Settings(store=str(folder)), Named(folder.parent / "reviews.sqlite", "ada"))
        headers = {"Authorization": f"Bearer {TOKEN}"} if token else {}
        headers |= {"Accept": "text/html"} if page else {}
        app = make_app(desk, Access(TOKEN, 8765, local=local))
        clients.append((TestClient(app, base_url=BASE, headers=headers, follow_redirects=False, **options), desk))
        return clients[-1][0]

    yield make
    for _, desk in clients:
        desk.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A store of three articles in two shards."""
    made: Path = STORES["make_small"](tmp_path / "small")
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A store without rows."""
    made: Path = STORES["make_empty"](tmp_path / "empty")
    return made


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A store where each text, name and address is an attack."""
    made: Path = STORES["make_hostile"](tmp_path / "hostile")
    return made
