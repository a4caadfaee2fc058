"""The log of reviews: a small SQLite file to which reviews are added, and in which nothing is changed.

Each review is one short transaction that is on disk before it is acknowledged, by however many threads and processes. Undoing
adds a line that takes the reviewer's last judgement of the row back, so that the one before it stands again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from detente.errors import QueryError, StoreError
from detente.reviews.records import Review, Verdict, read_review

_WAIT = 30.0  # seconds for others who write; a write takes milliseconds
_COLUMNS = "id, time, reviewer, row_kind, row_id, article_id, verdict, changes, comment, digest"
T = TypeVar("T")
Key = tuple[str, str, str]  # kind and id of a row, and reviewer


def _m1_reviews(db: sqlite3.Connection) -> None:
    db.execute(
        "create table reviews (seq integer primary key, id text not null unique, time text not null, reviewer text not null, "
        "row_kind text not null check (row_kind in ('event', 'statement', 'actor', 'ledger')), row_id text not null, "
        "article_id text, verdict text not null check (verdict in ('accepted', 'rejected', 'corrected', 'undone')), "
        "changes text not null check (json_valid(changes)), comment text not null, digest text not null) strict"
    )
    db.execute("create index reviews_row on reviews (row_kind, row_id)")
    db.execute("create index reviews_article on reviews (article_id)")
    _only_add(db, "reviews", "id")


def _m2_exports(db: sqlite3.Connection) -> None:
    db.execute(
        "create table exports (seq integer primary key, time text not null, reviewer text not null, form text not null, "
        "last integer not null) strict"
    )
    _only_add(db, "exports", "seq")


def _m3_whose_export(db: sqlite3.Connection) -> None:
    db.execute("alter table exports add column whose text")  # null: of all


MIGRATIONS: Sequence[Callable[[sqlite3.Connection], None]] = (_m1_reviews, _m2_exports, _m3_whose_export)


class ReviewLog:
    """The reviews in a file, which is made with the first of them."""

    def __init__(self, file: Path) -> None:
        """Take where the reviews are, or will be."""
        self.file = file

    def add(self, review: Review) -> Review:
        """Add a review and return it once it is on disk; one that is there already, by its id, is returned as it is.

        Raises QueryError where it undoes and nothing of this reviewer stands, StoreError where the file cannot be written.
        """
        changes = json.dumps(review.to_dict()["changes"])
        with self._writing() as db:
            if db.execute("select 1 from reviews where id = ?", [review.id]).fetchone():
                return review
            if review.verdict is Verdict.UNDONE:
                key = (review.row_kind, review.row_id, review.reviewer)
                if key not in _standing(db, "where row_kind = ? and row_id = ? and reviewer = ?", key):
                    raise QueryError(f"{review.row_id}: there is no judgement of {review.reviewer} to undo.")
            db.execute(
                f"insert into reviews ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  names of our own
                [
                    review.id, review.time, review.reviewer, review.row_kind, review.row_id, review.article_id,
                    review.verdict.value, changes, review.comment, review.digest,
                ],
            )  # fmt: skip
        return review

    def all(self) -> list[Review]:
        """Return all reviews, in the order in which they were added."""
        return self._ask("", [])

    def last(self) -> int:
        """Return the number of the newest review, 0 where there is none: what was read stands until it grows."""
        with self._reading() as db:
            return 0 if db is None else int(db.execute("select coalesce(max(seq), 0) from reviews").fetchone()[0])

    def of_row(self, kind: str, row_id: str) -> list[Review]:
        """Return the reviews of a row."""
        return self._ask("where row_kind = ? and row_id = ?", [kind, row_id])

    def of_article(self, article_id: str) -> list[Review]:
        """Return the reviews of the rows of an article."""
        return self._ask("where article_id = ?", [article_id])

    def standing(self) -> dict[Key, Review]:
        """Return for each row and reviewer the review that stands."""
        return standing(self.all())

    def judged_by(self, reviewer: str) -> list[str]:
        """Return the ids of the rows of which a judgement of this reviewer stands."""
        with self._reading() as db:
            return [] if db is None else sorted({row for _, row, _ in _standing(db, "where reviewer = ?", [reviewer])})

    def note_export(self, time: str, reviewer: str, form: str, last: int, whose: str | None = None) -> None:
        """Write down that somebody exported the reviews up to the number ``last``, of all or of one reviewer."""
        with self._writing() as db:
            db.execute(
                "insert into exports (time, reviewer, form, last, whose) values (?, ?, ?, ?, ?)",
                [time, reviewer, form, last, whose],
            )

    def since_export(self) -> int:
        """Count the corrections and rejections that stand and are in no export of their reviewer or of all."""
        with self._reading() as db:
            if db is None:
                return 0
            told: dict[str | None, int] = dict(db.execute("select whose, max(last) from exports group by whose"))
            stands = _standing(db, "", [])
        of_all = told.get(None, 0)
        return sum(
            seq > max(of_all, told.get(reviewer, 0)) and verdict != Verdict.ACCEPTED
            for (_, _, reviewer), (seq, verdict) in stands.items()
        )

    def _ask(self, condition: str, values: Sequence[str]) -> list[Review]:
        with self._reading() as db:
            return [] if db is None else _read(db, condition, values)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._told(), closing(self._open()) as db:
            _migrate(db, self.file)
            db.execute("begin immediate")
            try:
                yield db
            except BaseException:
                db.execute("rollback")
                raise
            db.execute("commit")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        if not self.file.exists():
            yield None
            return
        with self._told(), closing(self._open()) as db:
            if _version(db, self.file) < len(MIGRATIONS):
                _migrate(db, self.file)
            yield db

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.file, timeout=_WAIT, isolation_level=None)
        try:
            db.execute("pragma synchronous = full")
        except BaseException:
            db.close()
            raise
        return db

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"{self.file}: the reviews cannot be read or written ({error}). Check path, permissions and free space; "
                "where the file is damaged, restore it from a copy. Nothing that was acknowledged is changed by this."
            ) from error


def standing(reviews: Sequence[Review]) -> dict[Key, Review]:
    """Return for each row and reviewer the review that stands; ``reviews`` are in the order in which they were added."""
    return _stack(((r.row_kind, r.row_id, r.reviewer), r.verdict.value, r) for r in reviews)


def _stack(lines: Iterable[tuple[Key, str, T]]) -> dict[Key, T]:
    stacks: dict[Key, list[T]] = {}
    for key, verdict, line in lines:
        stack = stacks.setdefault(key, [])
        if verdict != Verdict.UNDONE:
            stack.append(line)
        elif stack:
            stack.pop()
    return {key: stack[-1] for key, stack in stacks.items() if stack}


def _standing(db: sqlite3.Connection, condition: str, values: Sequence[str]) -> dict[Key, tuple[int, str]]:
    """Return what stands as number and verdict, of which a page asks each time: whole reviews take ten times as long."""
    query = f"select row_kind, row_id, reviewer, verdict, seq from reviews {condition} order by seq"  # noqa: S608  our own
    return _stack((row[:3], row[3], (row[4], row[3])) for row in db.execute(query, values))


def _only_add(db: sqlite3.Connection, table: str, key: str) -> None:
    """Make a table one to which rows are only added; ``insert or replace`` would delete without asking a trigger."""
    for action in ("update", "delete"):
        db.execute(
            f"create trigger {table}_no_{action} before {action} on {table} begin select raise(abort, 'only added to'); end"
        )
    db.execute(
        f"create trigger {table}_no_replace before insert on {table} when exists (select 1 from {table} where {key} = new.{key} "  # noqa: S608  names of our own
        f"or seq = new.seq) begin select raise(abort, 'only added to'); end"
    )


def _version(db: sqlite3.Connection, file: Path) -> int:
    found: int = db.execute("pragma user_version").fetchone()[0]
    if found > len(MIGRATIONS):
        raise StoreError(f"{file}: reviews of layout {found}; this version of Détente knows {len(MIGRATIONS)}. Update Détente.")
    return found


def _migrate(db: sqlite3.Connection, file: Path) -> None:
    """Bring the file to the newest layout, once, whoever else does so meanwhile; a copy of an older one is kept beside it."""
    if _version(db, file) == len(MIGRATIONS):
        return
    db.execute("pragma journal_mode = wal")
    db.execute("begin immediate")
    try:
        before = _version(db, file)
        if 0 < before < len(MIGRATIONS):
            _copy(file, file.with_name(f"{file.name}.layout-{before}"))
        for number, migration in enumerate(MIGRATIONS[before:], before + 1):
            migration(db)
            db.execute(f"pragma user_version = {number}")
    except BaseException:
        db.execute("rollback")
        raise
    db.execute("commit")


def _copy(file: Path, kept: Path) -> None:
    if not kept.exists():
        with closing(sqlite3.connect(file, timeout=_WAIT)) as source, closing(sqlite3.connect(kept)) as target:
            source.backup(target)


def _read(db: sqlite3.Connection, condition: str, values: Sequence[str]) -> list[Review]:
    names = [name.strip() for name in _COLUMNS.split(",")]
    rows = db.execute(f"select {_COLUMNS} from reviews {condition} order by seq", values)  # noqa: S608  conditions of our own
    return [read_review({**dict(zip(names, row, strict=True)), "changes": json.loads(row[7])}) for row in rows]
