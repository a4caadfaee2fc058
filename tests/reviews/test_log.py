"""The log: nothing acknowledged is lost, nothing is changed, and what stands is told right."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from detente.errors import QueryError, StoreError
from detente.reviews import log as log_module
from detente.reviews.log import MIGRATIONS, ReviewLog
from detente.reviews.records import Review, Verdict

Make = Callable[..., Review]
REST = "row_id, article_id, verdict, changes, comment, digest from reviews"

# Adds reviews for ever, and says the number of each that was acknowledged.
WRITER = """
import sys, datetime as dt
from pathlib import Path
from detente.reviews.log import ReviewLog
from detente.reviews.records import Review, Verdict, with_id
log, number = ReviewLog(Path(sys.argv[1])), 0
while True:
    row = with_id(Review("", "t", sys.argv[2], "event", f"e-{number}", "a-1", Verdict.REJECTED, (), "x" * 900, "0"))
    log.add(row)
    print(number, flush=True)
    number += 1
"""


def test_reading_makes_no_file(log: ReviewLog) -> None:
    assert (log.all(), log.of_article("a-1"), log.standing(), log.judged_by("Ada"), log.since_export()) == ([], [], {}, [], 0)
    assert list(log.file.parent.iterdir()) == []


def test_what_is_added_is_read_back(log: ReviewLog, review: Make) -> None:
    made = [
        review(),
        review(row_id="e-2", verdict="corrected", new={"status": "negated"}, comment="Schön 👩‍👩‍👧 \u202e!"),
        review(row_id="e-3", article_id=None),
    ]
    assert [log.add(r) for r in made] == made
    assert log.all() == made
    assert log.of_row("event", "e-2") == [made[1]]
    assert log.of_article("a-1") == made[:2]


def test_what_is_sent_twice_is_kept_once(log: ReviewLog, review: Make) -> None:
    assert log.add(review()) == log.add(review())
    assert len(log.all()) == 1


def test_an_undo_is_added_and_the_judgement_before_stands_again(log: ReviewLog, review: Make) -> None:
    first, second = log.add(review(comment="1")), log.add(review(verdict="rejected"))
    other = log.add(review(reviewer="Bob", verdict="rejected"))
    key = ("event", "e-1", "Ada")
    assert log.standing() == {key: second, ("event", "e-1", "Bob"): other}
    log.add(review(verdict="undone", comment="1"))
    assert log.standing()[key] == first
    log.add(review(verdict="undone", comment="2"))
    assert log.standing() == {("event", "e-1", "Bob"): other}
    assert (log.judged_by("Ada"), log.judged_by("Bob")) == ([], ["e-1"])
    assert len(log.all()) == 5
    with pytest.raises(QueryError, match="no judgement of Ada to undo"):
        log.add(review(verdict="undone", comment="3"))
    assert len(log.all()) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "update reviews set verdict = 'accepted'",
        "delete from reviews",
        "insert or replace into reviews select * from reviews",
        f"insert or replace into reviews select seq + 1, id, time, 'Eve', row_kind, {REST}",
        f"insert into reviews select seq + 1, 'r-2', time, reviewer, 'rumour', {REST}",
    ],
)
def test_the_file_itself_refuses_what_would_change_it(log: ReviewLog, review: Make, statement: str) -> None:
    log.add(review())
    with closing(sqlite3.connect(log.file, isolation_level=None)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    assert log.all() == [review()]


def test_every_acknowledged_review_is_on_disk(log: ReviewLog, review: Make) -> None:
    log.add(review())
    with closing(sqlite3.connect(log.file)) as db:
        assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    seen: list[str] = []
    real = sqlite3.connect

    class Watched(sqlite3.Connection):
        def execute(self, *asked: object) -> sqlite3.Cursor:
            if str(asked[0]).startswith("insert into reviews"):
                seen.append(str(super().execute("pragma synchronous").fetchone()[0]))
            return super().execute(*asked)  # type: ignore[arg-type]  # as it was called

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log_module.sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Watched))
        log.add(review(comment="!"))
    assert seen == ["2"]  # FULL


def test_many_threads_write_at_once(log: ReviewLog, review: Make) -> None:
    made = [review(row_id=f"e-{n}") for n in range(40)]
    errors: list[BaseException] = []

    def write(part: list[Review]) -> None:
        try:
            for one in part:
                log.add(one)
        except BaseException as error:  # noqa: BLE001  told below
            errors.append(error)

    threads = [threading.Thread(target=write, args=(made[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(r.row_id for r in log.all()) == sorted(r.row_id for r in made)


def test_d1_nothing_acknowledged_is_lost_when_writers_are_killed(log: ReviewLog) -> None:
    source = str(Path(log_module.__file__).parents[2])
    acknowledged: dict[str, int] = {}
    for round_ in range(2):
        names = [f"writer {round_} {n}" for n in range(2)]
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(log.file), name], stdout=subprocess.PIPE, text=True,
                env={**os.environ, "PYTHONPATH": source},
            )
            for name in names
        ]  # fmt: skip
        for name, writer in zip(names, writers, strict=True):
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(15 + 7 * round_)]
            writer.send_signal(signal.SIGKILL)
            lines += writer.stdout.readlines()
            writer.wait()
            writer.stdout.close()
            acknowledged[name] = len([line for line in lines if line.endswith("\n")])
    rows: dict[str, list[str]] = {}
    for review in log.all():
        rows.setdefault(review.reviewer, []).append(review.row_id)
    for name, count in acknowledged.items():
        assert count >= 15
        assert rows[name][:count] == [f"e-{n}" for n in range(count)]
        assert len(rows[name]) <= count + 1  # one more may have been kept and not told
    with closing(sqlite3.connect(log.file)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_exports_are_counted_from(log: ReviewLog, review: Make) -> None:
    log.add(review())
    log.add(review(row_id="e-2", verdict="rejected"))
    assert log.since_export() == 1
    log.note_export("t", "Ada", "bank", log.last())
    assert log.since_export() == 0
    log.add(review(row_id="e-3", verdict="corrected", new={"status": "negated"}))
    log.add(review(row_id="e-4", verdict="rejected"))
    log.add(review(row_id="e-4", verdict="undone"))
    assert log.since_export() == 1


def test_an_export_of_one_reviewer_counts_for_this_one_alone(log: ReviewLog, review: Make) -> None:
    log.add(review(verdict="rejected"))
    log.add(review(verdict="rejected", reviewer="Bob"))
    seen = log.last()
    log.add(review(row_id="e-2", verdict="rejected"))  # comes while the export is written
    log.note_export("t", "Ada", "bank", seen, "Ada")
    assert log.since_export() == 2
    log.note_export("t", "Ada", "bank", log.last())
    assert log.since_export() == 0


def test_d4_an_older_file_is_migrated_once_and_a_copy_kept(log: ReviewLog, review: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(log_module, "MIGRATIONS", MIGRATIONS[:1])
        log.add(review())
    assert log.all() == [review()]
    assert log.since_export() == 0
    kept = log.file.with_name("reviews.sqlite.layout-1")
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("pragma user_version").fetchone() == (1,)
        assert db.execute("select count(*) from reviews").fetchone() == (1,)
    log.add(review(comment="2"))
    assert [p.name for p in sorted(log.file.parent.glob("*.layout-*"))] == [kept.name]


def test_a_newer_file_or_a_foreign_one_is_left_alone(log: ReviewLog, review: Make) -> None:
    log.file.write_bytes(b"no database at all, but long enough to be looked at as one" * 40)
    for action in (log.all, lambda: log.add(review())):
        with pytest.raises(StoreError, match=r"reviews\.sqlite: the reviews cannot be read"):
            action()
    log.file.unlink()
    with closing(sqlite3.connect(log.file)) as db:
        db.execute("pragma user_version = 99")
    with pytest.raises(StoreError, match="Update Détente"):
        log.add(review())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, review: Make) -> None:
    with pytest.raises(StoreError, match="Check path"):
        ReviewLog(tmp_path / "nowhere" / "reviews.sqlite").add(review())
    assert review().verdict is Verdict.ACCEPTED
