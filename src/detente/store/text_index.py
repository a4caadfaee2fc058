"""Full text over a store: an index of SQLite (FTS5, Porter stems) in ``derived/text.sqlite`` that can be made anew.

It holds no text, only which words stand in which row of ``articles`` (headline and text), ``statements`` (content) and ``events``
(sentence). Shards are added as the manifest names them; those that it no longer names are forgotten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from detente.errors import StoreError
from detente.store.folder import Snapshot, file_of
from detente.store.manifest import Shard
from detente.store.text_query import TextQuery

FILE = Path("derived") / "text.sqlite"
VERSION = 1  # of the layout of the index; one of another version is made anew
TOKENS = "porter unicode61 remove_diacritics 2"
TEXTS = {
    "articles": ("article_id", "coalesce(title || chr(10), '') || coalesce(text, '')"),
    "statements": ("statement_id", "coalesce(content_text, '')"),
    "events": ("event_id", "coalesce(sentence_text, '')"),
}
Note = Callable[[str], None]


def update_index(snapshot: Snapshot, note: Note = lambda _: None) -> int:
    """Bring the index up to a snapshot and return how many shards were read for it; a damaged one is made anew, and said so."""
    try:
        with _index(snapshot, note) as (_, added):
            return added
    except sqlite3.DatabaseError as error:
        raise _unusable(snapshot, error) from error


def search(snapshot: Snapshot, table: str, query: TextQuery, note: Note = lambda _: None) -> list[str]:
    """Return the ids of the rows of ``articles``, ``statements`` or ``events`` whose text a query finds, in no order.

    An index that is missing, behind or damaged is mended first. Where the folder cannot be written, one is made in memory.
    """
    if table not in TEXTS:
        raise KeyError(table)
    for attempt in (1, 2):
        try:
            with _index(snapshot, note) as (index, _):
                return _found(index, table, query)
        except sqlite3.DatabaseError as error:
            if attempt == 2 or _busy(error):
                raise _unusable(snapshot, error) from error
            _discard(snapshot, note)
    raise AssertionError("unreachable")


def _found(index: sqlite3.Connection, table: str, query: TextQuery) -> list[str]:
    if not query:
        return []
    where, words = [], []
    for expression, not_ in ((query.wanted, ""), (query.unwanted, "not ")):
        if expression is not None:
            where.append(f"id {not_}in (select rowid from {table}_words where {table}_words match ?)")
            words.append(expression)
    return [row[0] for row in index.execute(f"select row_id from {table} where {' and '.join(where)}", words)]


def mark_words(texts: Sequence[str], query: TextQuery, before: str, after: str) -> list[str]:
    """Return texts with the words that a query finds between two marks."""
    if query.wanted is None:
        return list(texts)
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f'create virtual table t using fts5(text, tokenize = "{TOKENS}")')
        memory.executemany("insert into t(rowid, text) values (?, ?)", enumerate(texts))
        any_of = query.wanted.replace(" AND ", " OR ")  # what one row of many has, it has whether or not it has the rest
        marked = dict(memory.execute("select rowid, highlight(t, 0, ?, ?) from t where t match ?", (before, after, any_of)))
    return [marked.get(number, text) for number, text in enumerate(texts)]


@contextmanager
def _index(snapshot: Snapshot, note: Note) -> Iterator[tuple[sqlite3.Connection, int]]:
    """Give the index, up to date with a snapshot, and how many shards were added."""
    try:
        index, added = _opened(snapshot, snapshot.folder / FILE, note)
    except sqlite3.DatabaseError as error:
        if _busy(error):
            raise
        if not _refused(error):
            _discard(snapshot, note)
        try:
            index, added = _opened(snapshot, snapshot.folder / FILE, note)
        except sqlite3.OperationalError as again:
            if not _refused(again):
                raise
            note(
                f"{snapshot.folder / FILE} cannot be written ({again}); the texts are indexed in memory, for this question alone"
            )
            index, added = _opened(snapshot, ":memory:", lambda _: None)
    with closing(index):
        yield index, added


def _opened(snapshot: Snapshot, file: Path | str, note: Note) -> tuple[sqlite3.Connection, int]:
    if isinstance(file, Path) and snapshot.folder.is_dir():
        try:
            file.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise sqlite3.OperationalError(f"unable to open database file: {error.strerror}") from error
    index = sqlite3.connect(file, timeout=600, isolation_level=None)
    try:
        return index, _update(index, snapshot, note)
    except BaseException:
        index.close()
        raise


def _update(index: sqlite3.Connection, snapshot: Snapshot, note: Note) -> int:
    named = {shard.shard: (_digest(shard), shard) for shard in snapshot.shards}
    if index.execute("pragma user_version").fetchone()[0] == VERSION and _known(index) == {k: d for k, (d, _) in named.items()}:
        return 0
    added = 0
    index.execute("begin immediate")  # others wait here, and find it done
    _make_tables(index)
    gone = [shard for shard, digest in _known(index).items() if shard not in named or named[shard][0] != digest]
    for name in gone:
        _forget(index, name)
    if gone and _mostly_forgotten(index):
        _drop_tables(index)
        _make_tables(index)
    index.execute("commit")
    known = _known(index)
    missing = [shard for name, (_, shard) in named.items() if name not in known]
    if missing and any(shard.rows.get(table) for shard in missing for table in TEXTS):
        note(f"indexing the texts of {len(missing)} shards")
    for shard in missing:
        index.execute("begin immediate")
        try:
            if index.execute("select 1 from shards where shard = ?", (shard.shard,)).fetchone() is None:  # nobody else was faster
                _add(index, snapshot, shard)
                added += 1
        except BaseException:
            index.execute("rollback")
            raise
        index.execute("commit")
    return added


def _make_tables(index: sqlite3.Connection) -> None:
    if index.execute("pragma user_version").fetchone()[0] not in (0, VERSION):
        raise sqlite3.DatabaseError("an index of another version")
    index.execute("create table if not exists shards (id integer primary key autoincrement, shard text unique, digest text)")
    for table in TEXTS:
        # AUTOINCREMENT: a number is never given twice, for the words of rows that were forgotten stay in the index.
        index.execute(f"create table if not exists {table} (id integer primary key autoincrement, shard integer, row_id text)")
        index.execute(f"create index if not exists {table}_shard on {table} (shard)")
        index.execute(
            f"create virtual table if not exists {table}_words "
            f'using fts5(text, content = "", columnsize = 0, tokenize = "{TOKENS}")'
        )
    index.execute(f"pragma user_version = {VERSION}")


def _known(index: sqlite3.Connection) -> dict[str, str]:
    return dict(index.execute("select shard, digest from shards").fetchall())


def _digest(shard: Shard) -> str:
    return " ".join(shard.sha256.get(table, "") for table in TEXTS)


def _forget(index: sqlite3.Connection, shard: str) -> None:
    (number,) = index.execute("select id from shards where shard = ?", (shard,)).fetchone()
    for table in TEXTS:
        index.execute(f"delete from {table} where shard = ?", (number,))
    index.execute("delete from shards where id = ?", (number,))


def _mostly_forgotten(index: sqlite3.Connection) -> bool:
    given = index.execute("select coalesce(sum(seq), 0) from sqlite_sequence where name <> 'shards'").fetchone()[0]
    return bool(sum(index.execute(f"select count(*) from {table}").fetchone()[0] for table in TEXTS) * 2 < given)


def _drop_tables(index: sqlite3.Connection) -> None:
    for table in ("shards", *TEXTS, *(f"{table}_words" for table in TEXTS)):
        index.execute(f"drop table {table}")


def _add(index: sqlite3.Connection, snapshot: Snapshot, shard: Shard) -> None:
    number = index.execute("insert into shards (shard, digest) values (?, ?)", (shard.shard, _digest(shard))).lastrowid
    for table, (key, text) in TEXTS.items():
        if not shard.rows.get(table):
            continue
        last = index.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0]
        last = max(last, (index.execute("select seq from sqlite_sequence where name = ?", (table,)).fetchone() or (0,))[0])
        for rows in _rows(snapshot, file_of(snapshot.folder, table, shard.shard), key, text):
            numbered = list(enumerate(rows, last + 1))
            index.executemany(f"insert into {table} values (?, ?, ?)", ((i, number, row[0]) for i, row in numbered))
            index.executemany(f"insert into {table}_words (rowid, text) values (?, ?)", ((i, row[1]) for i, row in numbered))
            last += len(rows)


def _rows(snapshot: Snapshot, file: Path, key: str, text: str) -> Iterator[list[tuple[str, str]]]:
    import duckdb

    from detente.store.views import unreadable

    with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "512MB"}) as connection:
        try:
            connection.execute(
                f"select {key}, {text} from read_parquet(?, hive_partitioning = false) where {text} <> ''", [[str(file)]]
            )
            while rows := connection.fetchmany(2_000):
                yield rows
        except duckdb.Error as error:
            raise unreadable(snapshot, error) from error


def _discard(snapshot: Snapshot, note: Note) -> None:
    note(f"{snapshot.folder / FILE} is damaged or of another version; it is made anew")
    for name in (FILE, FILE.with_name(FILE.name + "-journal")):
        (snapshot.folder / name).unlink(missing_ok=True)


def _unusable(snapshot: Snapshot, error: sqlite3.DatabaseError) -> StoreError:
    return StoreError(
        f"{snapshot.folder / FILE}: the texts cannot be indexed ({error}). "
        "Make room, wait for whoever writes to it, or delete it."
    )


def _busy(error: sqlite3.DatabaseError) -> bool:
    return "locked" in str(error)


def _refused(error: sqlite3.DatabaseError) -> bool:
    return any(words in str(error) for words in ("readonly", "unable to open"))
