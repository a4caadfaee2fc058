"""A review to begin with, and a log in an empty folder."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detente.lexicon import Lexicon
from detente.reviews.log import ReviewLog
from detente.reviews.records import Review, make_review
from detente.store.open import Store

from .small_store import make_store

AT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
OLD = {"type": "ACCUSE", "mode": None, "contexts": (), "cameo": "112", "status": "actual", "actors": ("a-1",)}


@pytest.fixture(scope="session")
def review(lexicon: Lexicon) -> Callable[..., Review]:
    """Make a review; what is not named is that of an accepted event."""

    def make(**named: object) -> Review:
        given: dict[str, object] = {
            "time": AT, "reviewer": "Ada", "row_kind": "event", "row_id": "e-1", "article_id": "a-1", "verdict": "accepted",
            "digest": "0", "old": OLD, "lexicon": lexicon,
        }  # fmt: skip
        return make_review(**given | named)  # type: ignore[arg-type]  # the caller names its parameters

    return make


@pytest.fixture
def log(tmp_path: Path) -> ReviewLog:
    return ReviewLog(tmp_path / "reviews.sqlite")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small store, made once."""
    return make_store(tmp_path_factory.mktemp("reviewed") / "store")


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder) as opened:
        yield opened
