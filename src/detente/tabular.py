"""Rows in the form that was asked for: lines for a person, CSV, JSON lines or Parquet, to a file or standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.console import check_stdout, destination, print_lines, write_object
from detente.display.csv_cells import csv_line, plain

if TYPE_CHECKING:
    import pyarrow as pa


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Write lines as they are to a file or pipe, and inert to a terminal."""
    if output is None:
        check_stdout()
    if output is None and sys.stdout.isatty():
        print_lines(lines)
        return
    with destination(output) as stream:
        for line in lines:
            stream.write(line.encode("utf-8", "backslashreplace") + b"\n")


def write_rows(rows: Sequence[dict[str, object]], form: str, output: Path | None, *, raw: bool = False) -> None:
    """Write rows of the same keys as ``csv``, ``json`` (a line each) or ``parquet``; ``raw`` leaves CSV cells as they are."""
    if form == "json":
        with destination(output) as stream:
            for row in rows:
                write_object(stream, {name: plain(value) for name, value in row.items()})
    elif form == "csv":
        write_lines([csv_line(list(row)) for row in rows[:1]] + [csv_line(row.values(), raw=raw) for row in rows], output)
    else:
        import pyarrow as pa

        write_parquet(pa.Table.from_pylist(list(rows)), output)


def write_parquet(table: pa.Table, output: Path | None) -> int:
    """Write an Arrow table as Parquet and return how many rows it has."""
    import pyarrow.parquet as pq

    with destination(output) as stream:
        pq.write_table(table, stream, compression="zstd")
    return int(table.num_rows)
