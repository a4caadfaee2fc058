"""A store is at peace with the reviews that lie in its folder."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from detente.reviews.log import ReviewLog
from detente.reviews.records import Review
from detente.store.check import check_store
from detente.store.folder import REVIEWS, make_folder, sweep, writing


def test_check_writing_and_sweep_leave_the_reviews_alone(tmp_path: Path, review: Callable[..., Review]) -> None:
    folder = tmp_path / "store"
    make_folder(folder)
    log = ReviewLog(folder / REVIEWS)
    log.add(review())
    with closing(sqlite3.connect(log.file)) as reader:  # so that -wal and -shm are there
        reader.execute("select count(*) from reviews").fetchone()
        assert {p.name for p in folder.glob("reviews*")} == {REVIEWS, f"{REVIEWS}-wal", f"{REVIEWS}-shm"}
        with writing(folder) as snapshot:
            assert sweep(folder, snapshot.shards) == 0
        assert [str(fault) for fault in check_store(folder) if "reviews" in str(fault)] == []
    assert log.all() == [review()]


def test_a_store_is_made_around_reviews_that_are_there_first(tmp_path: Path, review: Callable[..., Review]) -> None:
    log = ReviewLog(tmp_path / REVIEWS)
    log.add(review())
    with writing(tmp_path):
        pass
    assert log.all() == [review()]
