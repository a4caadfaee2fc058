"""Any table of the store as CSV or Parquet, and tables of events read back: those of other coders and of one's own hand, too."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError, did_you_mean
from detente.formats.cells import event_row
from detente.formats.codes import Codes, codes_of
from detente.formats.csv_lines import CsvLines
from detente.formats.faults import Faults
from detente.formats.flat import flat_columns, flat_row, full_row
from detente.formats.tab_lines import LONGEST
from detente.records import Status
from detente.store.schema import TABLES, arrow_schema

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

CSV, PARQUET = "csv", "parquet"
_BATCH = 10_000
_STATUSES = frozenset(s.value for s in Status)
_HOW = "Columns are those of the table events in docs/schema.md, as docs/exchange.md writes them."


def write_csv(shards: Iterable[Rows], stream: IO[bytes], *, table: str = "events", raw: bool = False) -> int:
    """Write a table as CSV in UTF-8 below a header; returns how many rows.

    Texts that a spreadsheet would compute get an apostrophe, unless ``raw``.
    """
    lines = csv.DictWriter(CsvLines(stream), flat_columns(table))
    lines.writeheader()
    written = 0
    for shard in shards:
        for row in shard.get(table, ()):
            lines.writerow(flat_row(table, row, raw=raw))
            written += 1
    return written


def write_parquet(shards: Iterable[Rows], stream: IO[bytes], *, table: str = "events") -> int:
    """Write a table as one Parquet file in the schema of the store; returns how many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(table)
    rows = (row for shard in shards for row in shard.get(table, ()))
    written = 0
    with pq.ParquetWriter(stream, schema, compression="zstd") as file:
        while batch := list(islice(rows, _BATCH)):
            written += len(batch)
            file.write_table(pa.Table.from_pylist(batch, schema=schema))
    return written


def read_csv(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read events that ``write_csv`` wrote without ``raw``, or that somebody put into such columns by hand.

    No column is required. Raises ReadingError where the header has a column that the table lacks.
    """
    codes = codes or codes_of()
    reader = csv.reader(_lines(stream, faults), strict=True)
    columns: list[str] | None = None
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            faults(ReadingError(f"{where}:{reader.line_num}", f"not CSV ({error})", "Close quotation marks, or double them."))
            continue
        if cells is None:
            return
        here = f"{where}:{reader.line_num}"
        if columns is None:
            columns = _header(cells, here)
        elif not any(cells):
            continue
        elif len(cells) != len(columns):
            faults(ReadingError(here, f"{len(cells)} cells below {len(columns)} columns", "Quote cells that hold commas."))
        else:
            try:
                yield {"events": [_own_row(CSV, full_row("events", dict(zip(columns, cells, strict=True))), cells, codes)]}
            except ValueError as error:
                faults(ReadingError(here, str(error), _HOW))


def _lines(stream: IO[bytes], faults: Faults) -> Iterator[str]:
    start = b"\xef\xbb\xbf"
    while raw := stream.readline(LONGEST):
        text, start = raw.removeprefix(start).decode("utf-8", "replace"), b""
        faults.mended += "\ufffd" in text
        yield text


def _header(cells: list[str], here: str) -> list[str]:
    known = flat_columns("events")
    for name in cells:
        if name not in known:
            hint = did_you_mean(name, known)
            raise ReadingError(here, f"the table of events has no column {name[:40]!r}", f"{hint.strip()} {_HOW}".strip())
    return cells


def read_parquet(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read events in the schema of the store; a row that does not fit is a fault.

    Raises ReadingError where the file cannot be read, or its columns are others.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    codes = codes or codes_of()
    schema = arrow_schema("events")
    number = 0
    try:
        file = pq.ParquetFile(stream)
        have = set(file.schema_arrow.names)
        if strange := sorted(have - set(schema.names)):
            raise ReadingError(where, f"the table of events has no column {strange[0][:40]!r}", _HOW)
        wanted = pa.schema([field for field in schema if field.name in have])
        for batch in file.iter_batches(_BATCH):
            for row in pa.Table.from_batches([batch]).select(wanted.names).cast(wanted).to_pylist(maps_as_pydicts="lossy"):
                number += 1
                try:
                    yield {"events": [_own_row(PARQUET, row, [repr(sorted(row.items(), key=str))], codes)]}
                except ValueError as error:
                    faults(ReadingError(f"{where}: row {number}", str(error), _HOW))
    except (pa.ArrowException, OSError, OverflowError) as error:
        raise ReadingError(where, f"not a table of events in Parquet ({error})", _HOW) from error


def _own_row(origin: str, row: Row, cells: list[str], codes: Codes) -> Row:
    """Return a row that was given column by column, with what follows from others where it is empty."""
    kind, mode, code, status = row.get("type"), row.get("mode"), row.get("cameo"), row.get("status")
    if kind is not None and kind not in codes.ontology.types:
        raise ValueError(f"type: no event type is called {str(kind)[:20]!r}")
    if status is not None and status not in _STATUSES:
        raise ValueError(f"status: none is called {str(status)[:20]!r}")
    if code is None and kind is not None:
        code = row["cameo"] = codes.cameo_of(str(kind), str(mode) if mode else None)
    given = {k: v for k, v in row.items() if v is not None}
    act = codes.act(str(code or ""))
    own = event_row(str(given.pop("origin", origin)), cells, **given)
    for column, value in (("type", act.type), ("quad", act.quad), ("goldstein", act.goldstein), ("plover_score", act.score)):
        if own.get(column) is None:
            own[column] = value
    return {c.name: own.get(c.name) for c in TABLES["events"]}
