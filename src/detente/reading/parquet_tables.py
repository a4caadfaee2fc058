"""Parquet tables → articles, whole or in ranges of rows; a few rows are held at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import ReadingError
from detente.reading.columns import Row, match_columns, read_rows
from detente.reading.cut import Cut
from detente.reading.jsonl import Report
from detente.reading.known import Known
from detente.reading.text import decode
from detente.records import Article

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_ROWS = 64  # rows that are held at once
_BUFFER = 1 << 20  # bytes of a column that are read at once
_MOST_TIMES = 1000  # rows that a file may declare for each of its bytes
_HOW = "Write the table again, or export it as JSON lines."

_Cell = str | bytes | int | None  # a text, bytes that are no UTF-8, how many bytes it has where these are too many, nothing


def read_parquet(path: Path, cut: Cut | None, known: Known, report: Report) -> Iterator[Article]:
    """Read the articles of a table, or of a range of its rows; a bad row is reported as ``file:row``, counted from 1.

    Only the columns that are needed are read. Raises ReadingError where the file is broken, no column holds the text, or a
    column that is needed is nested or binary.
    """
    where = str(path)
    with _opened(path, where) as table:
        places = _places(table.schema_arrow, where, known)
        start, end = (cut.start, cut.end) if cut else (0, table.metadata.num_rows)
        if not table.metadata.num_rows:
            report(ReadingError(where, "there is no row in it", _HOW))
        batches = _batches(table, list(places.values()), start, end)
        yield from read_rows(_rows(batches, places, where, known, report), known, report)


def cut_parquet(path: Path, size: int) -> Iterator[Cut]:
    """Cut a table into ranges of ``size`` rows. Raises ReadingError where the file is broken."""
    with _opened(path, str(path)) as table:
        rows = table.metadata.num_rows
    for start in range(0, max(rows, 1), size):
        yield Cut(start, min(start + size, rows), start + 1)


@contextmanager
def _opened(path: Path, where: str) -> Iterator["pq.ParquetFile"]:
    """Open a table; whatever pyarrow raises inside on a broken or hostile file is raised as ReadingError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as stream, pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER) as table:
            declared = table.metadata.num_rows
            if not 0 <= declared <= _MOST_TIMES * path.stat().st_size:
                raise ReadingError(where, f"this Parquet file is broken (it declares {declared:,} rows)", _HOW)
            yield table
    except (pa.ArrowException, OSError, MemoryError, ValueError, LookupError, OverflowError) as error:
        cause = f"this Parquet file cannot be read ({str(error).splitlines()[0] if str(error) else type(error).__name__})"
        raise ReadingError(where, cause, _HOW) from error


def _places(schema: "pa.Schema", where: str, known: Known) -> dict[str, str]:
    """Return the name of the column for each key."""
    found = match_columns(schema.names, where, known)
    asked = {"text", *dict(known.columns)}
    places = {}
    for key, i in found.items():
        name, kind = schema.names[i], schema.field(i).type
        if _is_string(kind) or (key != "text" and _is_plain(kind)):
            places[key] = name
        elif key in asked or name.casefold() == key:
            cause = f"the column {name!r} for {key!r} holds {kind}, not {'text' if key == 'text' else 'plain values'}"
            raise ReadingError(where, cause, "Write it as strings, or name another: --columns " + f"{key}=COLUMN")
    return places


def _is_string(kind: "pa.DataType") -> bool:
    from pyarrow import types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    return any(test(kind) for test in (types.is_string, types.is_large_string, types.is_string_view))


def _is_plain(kind: "pa.DataType") -> bool:
    from pyarrow import types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    tests = (types.is_integer, types.is_floating, types.is_decimal, types.is_date, types.is_timestamp, types.is_null)
    return any(test(kind) for test in tests)


def _batches(table: "pq.ParquetFile", columns: list[str], start: int, end: int) -> Iterator[tuple[int, "pa.RecordBatch"]]:
    """Give the rows from ``start`` to ``end`` with the place of the first; groups of rows outside are not read."""
    first = 0  # row of the group
    for i in range(table.metadata.num_row_groups):
        at, first = first, first + table.metadata.row_group(i).num_rows
        if at >= end or first <= start:
            continue
        for batch in table.iter_batches(_ROWS, row_groups=[i], columns=columns, use_threads=False):
            low, high = max(start - at, 0), min(end - at, batch.num_rows)
            if low < high:
                yield at + low, batch.slice(low, high - low)
            at += batch.num_rows
            if at >= end:
                break
        if at < min(first, end):
            raise OSError(f"row {at + 1} and those behind it are missing")


def _rows(
    batches: Iterator[tuple[int, "pa.RecordBatch"]], places: dict[str, str], where: str, known: Known, report: Report
) -> Iterator[tuple[str, Row]]:
    for start, batch in batches:
        columns = [_cells(batch.column(name), known.max_bytes) for name in places.values()]
        for number, cells in enumerate(zip(*columns, strict=True), start + 1):
            place = f"{where}:{number}"
            try:
                yield place, {key: _text(cell, key, place) for key, cell in zip(places, cells, strict=True)}
            except ReadingError as error:
                report(error)


def _cells(column: "pa.Array", limit: int) -> list[_Cell]:
    """Turn a column into texts; days and points in time become ``2016-11-30``, in the time zone that the column has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type) or pa.types.is_date64(column.type):
        column = column.cast(pa.date32(), safe=False)
    column = column.cast(pa.large_string())
    lengths = pc.binary_length(column)
    if (pc.max(lengths).as_py() or 0) > limit:  # Python would need up to four times as much for it
        return [
            length if length is not None and length > limit else _cells(column.slice(i, 1), limit)[0]
            for i, length in enumerate(lengths.to_pylist())
        ]
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return [_decoded(value) for value in column.cast(pa.large_binary()).to_pylist()]


def _decoded(value: bytes | None) -> _Cell:
    try:
        return None if value is None else value.decode("utf-8")
    except UnicodeDecodeError:
        return value


def _text(cell: _Cell, key: str, where: str) -> str:
    if isinstance(cell, bytes):
        return decode(cell, where)
    if isinstance(cell, int):
        raise ReadingError(where, f"{key!r} has {cell:,} bytes, more than an article may have", "Raise the setting max_chars.")
    return cell or ""
