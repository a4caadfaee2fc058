"""One view a table over exactly the files that the manifest names, on a DuckDB connection in memory that cannot write.

DuckDB reads the Parquet files itself: registered Arrow datasets answered the same questions no faster, and importing
``pyarrow.dataset`` alone took longer than a question may. With external access off it opens the paths of ``allowed_paths`` only.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.errors import StoreError
from detente.store.folder import Snapshot, open_folder
from detente.store.schema import BYTES, DAY, NUMBER, PAIRS, PARTIES, ROLES, SPANS, TABLES, TEXT, TEXTS, TRUTH, WHOLE

if TYPE_CHECKING:
    import duckdb

T = TypeVar("T")

_SPANS = 'STRUCT("start" INTEGER, "end" INTEGER)[]'
_TYPES = {
    TEXT: "VARCHAR",
    DAY: "DATE",
    NUMBER: "DOUBLE",
    WHOLE: "BIGINT",
    TRUTH: "BOOLEAN",
    TEXTS: "VARCHAR[]",
    SPANS: _SPANS,
    PARTIES: f'STRUCT(actor VARCHAR, "name" VARCHAR, country VARCHAR, sector VARCHAR, "text" VARCHAR, spans {_SPANS})[]',
    ROLES: f"STRUCT(title VARCHAR, organisation VARCHAR, country VARCHAR, since DATE, until DATE, evidence {_SPANS})[]",
    PAIRS: "MAP(VARCHAR, VARCHAR)",
    BYTES: "BLOB",
}
MOST_THREADS = 4


def connect(
    snapshot: Snapshot, *, locked: bool = True, memory: int = 1024, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection with the tables of a snapshot as views, and ``stories`` where they were found.

    ``articles`` has the column ``duplicate_of``. Rows that ``derived/again.parquet`` lists are left out. ``memory`` is in MB, and
    nothing is put on disk beyond it; ``threads`` are at most four unless they are named. A locked connection opens no other file
    and its settings stay as they are; what a stranger may ask of it is for ``guard`` to say. Raises StoreError where a file is
    not there.
    """
    import duckdb

    derived = {name: file for name in ("again", "duplicates", "stories") if (file := _derived(snapshot, name)).is_file()}
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": threads or min(MOST_THREADS, os.cpu_count() or 1),
            "memory_limit": f"{memory}MB",
            "temp_directory": "",
            "python_enable_replacements": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        },
    )
    try:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set enable_progress_bar = false")
        if locked:
            files = [str(file) for table in TABLES for file in _absolute(snapshot, table)] + [str(f) for f in derived.values()]
            connection.execute("set allowed_paths = ?", [files])
            connection.execute("set enable_external_access = false")
        for name, query in _views(connection, snapshot, derived).items():
            kind = "table" if name == "again" else "view"  # its file may be replaced while the files of the snapshot stay
            connection.execute(f"create {kind} {name} as {query}")
        if locked:
            connection.execute("set lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise unreadable(snapshot, error) from error
    return connection


def with_snapshot(folder: Path, action: Callable[[Snapshot], T]) -> T:
    """Run an action on what the store holds now; where a file vanished meanwhile, once more on what it holds then."""
    try:
        return action(open_folder(folder))
    except VanishedFile:
        return action(open_folder(folder))


class VanishedFile(StoreError):
    """A file of the snapshot is not there: a writer took its shard back."""


def check_files(snapshot: Snapshot) -> None:
    """Raise VanishedFile where a file of the snapshot is not there."""
    for table in TABLES:
        for file in _absolute(snapshot, table):
            if not file.is_file():
                raise VanishedFile(
                    f"{file}: the manifest names this file, but it is not there. "
                    f"See what is damaged: detente check {snapshot.folder}"
                )


def unreadable(snapshot: Snapshot, error: Exception) -> StoreError:
    """Return what to raise where DuckDB could not answer a query of ours: which file is gone, or what it says."""
    try:
        check_files(snapshot)
    except VanishedFile as gone:
        return gone
    cause = str(error).split("\n", 1)[0]
    return StoreError(f"{snapshot.folder}: cannot be read ({cause}). See what is damaged: detente check {snapshot.folder}")


def _views(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, derived: dict[str, Path]) -> dict[str, str]:
    again = "again" in derived and connection.execute(f"select 1 from {_read([derived['again']])} limit 1").fetchone()
    views = {"again": f"select shard, article_id from {_read([derived['again']])}"} if again else {}
    for table, columns in TABLES.items():
        files = _absolute(snapshot, table)
        types = {c.name: _TYPES[c.type] for c in columns}
        lacking = {c.name: _TYPES[c.type] for c in columns if c.later}
        union = ", union_by_name = true" if lacking else ""  # shards of before have no such column
        rows = f"select * from {_read(files, union)}" if files else _empty(types)
        if files and again and "article_id" in types:
            rows = (
                f"select t.* exclude (filename) from {_read(files, f', filename = true{union}')} t "
                "where not exists (select 1 from again x "
                "where x.shard = parse_filename(t.filename, true) and x.article_id = t.article_id)"
            )
        if files and lacking:
            rows = f"({_empty(lacking)}) union all by name ({rows})"
        if table == "articles" and "duplicates" not in derived:
            rows = f"select *, null::varchar as duplicate_of from ({rows})"
        elif table == "articles":
            copies = f"select article_id, duplicate_of from {_read([derived['duplicates']])}"
            rows = (
                f"select t.*, d.duplicate_of from ({rows}) t left join (select article_id, min(duplicate_of) as duplicate_of "
                f"from ({copies}) group by article_id) d on d.article_id = t.article_id"
            )
        views[table] = rows
    if "stories" in derived:
        views["stories"] = f"select * from {_read([derived['stories']])}"
    return views


def _absolute(snapshot: Snapshot, table: str) -> list[Path]:
    return [file.absolute() for file in snapshot.files(table)]


def _derived(snapshot: Snapshot, name: str) -> Path:
    return (snapshot.folder / "derived" / f"{name}.parquet").absolute()


def _empty(types: dict[str, str]) -> str:
    return "select " + ", ".join(f'null::{kind} as "{name}"' for name, kind in types.items()) + " where false"


def _read(files: list[Path], options: str = "") -> str:
    """Name files to DuckDB, which takes a path as it is before it takes it for a pattern."""
    names = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    return f"read_parquet([{names}], hive_partitioning = false{options})"
