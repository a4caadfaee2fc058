"""Any table of the store as CSV or Parquet, read back: tables of other coders and of one's own hand, too."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.codes import Codes, codes_of
from detente.formats.csv_lines import CsvLines
from detente.formats.faults import Faults
from detente.formats.flat import flat_columns, flat_row, full_row
from detente.formats.own_rows import HOW, own_row, table_of
from detente.formats.tab_lines import LONGEST
from detente.store.schema import TABLES, arrow_schema

if TYPE_CHECKING:
    from detente.store.rows import Rows

CSV, PARQUET = "csv", "parquet"
_BATCH = 10_000
_FLAT = {table: flat_columns(table) for table in TABLES}


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
    """Read events, statements, actors or articles that ``write_csv`` wrote without ``raw``, or somebody by hand.

    The header tells the table (see ``table_of``); no column is required but the text of articles. Raises ReadingError where no
    table has all of its columns.
    """
    codes = codes or codes_of()
    reader = csv.reader(_lines(stream, faults), strict=True)
    table, columns = "", None
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
            table, columns = table_of(cells, _FLAT, here), cells
        elif not any(cells):
            continue
        elif len(cells) != len(columns):
            faults(ReadingError(here, f"{len(cells)} cells below {len(columns)} columns", "Quote cells that hold commas."))
        else:
            try:
                row = own_row(table, CSV, full_row(table, dict(zip(columns, cells, strict=True))), cells, codes)
            except ValueError as error:
                faults(ReadingError(here, str(error), HOW))
            else:
                yield {table: [row]}


def _lines(stream: IO[bytes], faults: Faults) -> Iterator[str]:
    start = b"\xef\xbb\xbf"
    while raw := stream.readline(LONGEST):
        text, start = raw.removeprefix(start).decode("utf-8", "replace"), b""
        faults.mended += "\ufffd" in text
        yield text


def read_parquet(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read events, statements, actors or articles in the schema of the store; a row that does not fit is a fault.

    Raises ReadingError where the file cannot be read, or its columns are others.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    codes = codes or codes_of()
    number = 0
    try:
        file = pq.ParquetFile(stream)
        have = file.schema_arrow.names
        table = table_of(have, {name: arrow_schema(name).names for name in TABLES}, where)
        wanted = pa.schema([field for field in arrow_schema(table) if field.name in have])
        for batch in file.iter_batches(_BATCH):
            for row in pa.Table.from_batches([batch]).select(wanted.names).cast(wanted).to_pylist(maps_as_pydicts="lossy"):
                number += 1
                try:
                    found = own_row(table, PARQUET, row, [repr(sorted(row.items(), key=str))], codes)
                except ValueError as error:
                    faults(ReadingError(f"{where}: row {number}", str(error), HOW))
                else:
                    yield {table: [found]}
    except (pa.ArrowException, OSError, MemoryError, ValueError, LookupError, OverflowError) as error:
        raise ReadingError(where, f"not a table of ours in Parquet ({error})", HOW) from error
