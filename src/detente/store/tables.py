"""Tables that are read when they are needed: as rows, Arrow, pandas or polars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.errors import StoreError
from detente.store.folder import Snapshot, open_folder
from detente.store.views import VanishedFile, connect, unreadable

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

T = TypeVar("T")
_BATCH = 1_000  # rows


class Reader:
    """A snapshot of a store and a connection to it; where a file vanished since, it goes on with what the store holds now."""

    def __init__(self, folder: Path) -> None:
        """Open a store; raises StoreError where there is none."""
        self.folder = folder
        self.snapshot: Snapshot = open_folder(folder)
        self._connection: duckdb.DuckDBPyConnection | None = None

    def read(self, query: str, values: Sequence[object], take: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Run a query of ours and return what ``take`` makes of it; raises StoreError where the files cannot be read."""
        return self.retry(lambda: self._run(lambda cursor: take(cursor.execute(query, values))))

    def stream(self, query: str, values: Sequence[object]) -> Iterator[dict[str, object]]:
        """Run a query of ours and give its rows one by one, of which few are held at a time."""
        import duckdb

        def start() -> tuple[duckdb.DuckDBPyConnection, list[tuple[object, ...]]]:
            cursor = self._open().cursor()
            try:
                return cursor, cursor.execute(query, values).fetchmany(_BATCH)
            except duckdb.Error as error:
                cursor.close()
                raise unreadable(self.snapshot, error) from error

        cursor, rows = self.retry(start)
        try:
            names = _names(cursor)
            while rows:
                yield from (dict(zip(names, row, strict=True)) for row in rows)
                rows = cursor.fetchmany(_BATCH)
        except duckdb.Error as error:
            raise unreadable(self.snapshot, error) from error
        finally:
            cursor.close()

    def arrow(self, query: str, values: Sequence[object]) -> pa.Table:
        """Run a query of ours and return its rows as an Arrow table."""

        def take(cursor: duckdb.DuckDBPyConnection) -> pa.Table:
            return cursor.sql(query, params=list(values)).to_arrow_table()

        return self.retry(lambda: self._run(take))

    def retry(self, action: Callable[[], T]) -> T:
        """Run an action; where a file of the snapshot vanished, once more on a new snapshot."""
        try:
            return action()
        except VanishedFile:
            self.close()
            self.snapshot = open_folder(self.folder)
            return action()

    def close(self) -> None:
        """Close the connection; the next question opens one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            self._connection = connect(self.snapshot)
        return self._connection

    def _run(self, action: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        import duckdb

        try:
            with self._open().cursor() as cursor:
                return action(cursor)
        except duckdb.Error as error:
            raise unreadable(self.snapshot, error) from error


class Table:
    """A table of a store, or the rows that a question found. Nothing is read before it is asked for."""

    def __init__(self, reader: Reader, name: str, query: str, values: Sequence[object] = (), count: str | None = None) -> None:
        """Take what to read; ``count`` is the query of how many rows there are beside a limit."""
        self.name = name
        self._reader, self._query, self._values = reader, query, list(values)
        self._count = count or f"select count(*) from ({query}) t"

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._reader.read(f"select * from ({self._query}) t limit 0", self._values, _names)

    @property
    def total(self) -> int:
        """How many rows there are, beside any limit."""
        return self._reader.read(self._count, self._values, _number)

    def arrow(self) -> pa.Table:
        """Return an Arrow table."""
        return self._reader.arrow(self._query, self._values)

    def pandas(self) -> pd.DataFrame:
        """Return a pandas frame, days as ``datetime64``; raises StoreError where pandas is not installed."""
        try:
            import pandas  # noqa: F401  asked for its presence; pyarrow makes the frame
        except ModuleNotFoundError as error:
            raise _no_frames("pandas") from error
        return self.arrow().to_pandas(date_as_object=False)

    def polars(self) -> pl.DataFrame:
        """Return a polars frame; raises StoreError where polars is not installed."""
        try:
            import polars
        except ModuleNotFoundError as error:
            raise _no_frames("polars") from error
        frame = polars.from_arrow(self.arrow())
        return frame if isinstance(frame, polars.DataFrame) else frame.to_frame()

    def rows(self, columns: Sequence[str] = ()) -> list[dict[str, object]]:
        """Return the rows as dictionaries, days as ``datetime.date``; with ``columns``, these alone, and sooner."""
        named = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
        return self._reader.read(f"select {named} from ({self._query}) t" if named else self._query, self._values, _as_rows)

    def page(self, start: int, size: int) -> list[dict[str, object]]:
        """Return ``size`` rows from ``start`` on, in the order of the table."""
        return self._reader.read(f"select * from ({self._query}) t limit {int(size)} offset {int(start)}", self._values, _as_rows)

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Give the rows one by one, as dictionaries, of which few are held at a time."""
        return self._reader.stream(self._query, self._values)

    def __len__(self) -> int:
        """Count the rows."""
        return self._reader.read(f"select count(*) from ({self._query}) t", self._values, _number)

    def __repr__(self) -> str:
        """Tell name and number of rows, and how many were found beside a limit."""
        count, total = len(self), self.total
        found = f" of {total:,}" if total != count else ""
        return f"<{self.name}: {count:,}{found} rows; .arrow(), .pandas(), .polars(), .rows()>"


def _names(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in cursor.description or ()]


def _number(cursor: duckdb.DuckDBPyConnection) -> int:
    return int((cursor.fetchone() or (0,))[0])


def _as_rows(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    names = _names(cursor)
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _no_frames(name: str) -> StoreError:
    return StoreError(f"{name} is not installed. Install it: pip install 'detente[frames]'. Without it there is .arrow().")
