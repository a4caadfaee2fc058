"""Rows → the Parquet files of one shard: written beside their place, forced to disk, and put there by renaming."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from detente.store.folder import file_of
from detente.store.manifest import sync_folder, unwritten
from detente.store.schema import TABLES, VERSION, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_table(table: str, rows: Sequence[Mapping[str, object]], how: Mapping[str, str]) -> pa.Table:
    """Return rows as an Arrow table of the store; ``how`` goes into its metadata. Columns that rows lack are empty."""
    import pyarrow as pa

    schema = arrow_schema(table)
    metadata = {"detente.layout": str(VERSION), "detente.table": table} | {f"detente.{k}": v for k, v in sorted(how.items())}
    return pa.Table.from_pylist(list(rows), schema=schema).replace_schema_metadata(metadata)


def write_shard(
    folder: Path, shard: str, rows: Mapping[str, Sequence[Mapping[str, object]]], how: Mapping[str, str]
) -> dict[str, str]:
    """Write the rows of each table and return the SHA-256 of each file by table; a table without rows gets no file.

    Same rows, same bytes. Raises StoreError where the disk is full or refuses; nothing half-written is left then.
    """
    packed = PackedRows(how)
    packed.add(rows)
    return packed.write(folder, shard)


class PackedRows:
    """Rows of a shard as they come, kept in Arrow's form: as objects of Python they would take ten times the memory."""

    def __init__(self, how: Mapping[str, str]) -> None:
        self.how = how
        self._tables: dict[str, list[pa.Table]] = {table: [] for table in TABLES}

    def add(self, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
        """Add rows by table."""
        for table, found in rows.items():
            if found:
                self._tables[table].append(arrow_table(table, found, self.how))

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has that has any."""
        return {table: sum(t.num_rows for t in found) for table, found in self._tables.items() if found}

    def write(self, folder: Path, shard: str) -> dict[str, str]:
        """Write the files, as ``write_shard`` does: the same bytes, however the rows came."""
        import pyarrow as pa

        digests = {
            table: write_table(folder, table, shard, pa.concat_tables(found).combine_chunks())
            for table, found in self._tables.items()
            if found
        }
        pa.default_memory_pool().release_unused()
        return digests


def write_table(folder: Path, table: str, shard: str, content: pa.Table) -> str:
    """Write one table of a shard and return the SHA-256 of the file; raises StoreError as ``write_shard`` does."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(content, sink, compression="zstd", row_group_size=65_536)
    return put_file(file_of(folder, table, shard), memoryview(sink.getvalue()))


def put_file(file: Path, data: bytes | memoryview) -> str:
    """Put a whole file in its place, or none of it, and return its SHA-256; raises StoreError as ``write_shard`` does."""
    partial = file.with_name(f"{file.name}.{os.getpid()}-{secrets.token_hex(4)}.partial")  # machines may share a number
    try:
        with partial.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        with suppress(OSError):  # a disk that fails may refuse this as well
            partial.unlink(missing_ok=True)
        raise unwritten(file, error) from error
    return hashlib.sha256(data).hexdigest()
