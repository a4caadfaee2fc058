"""The columns of one file of a store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import StoreError
from detente.store.folder import file_of

if TYPE_CHECKING:
    import pyarrow as pa


def read_columns(folder: Path, table: str, shard: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return columns of a table of a shard, or all of them; raises StoreError where the file is gone or damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = file_of(folder, table, shard)
    try:
        found = pq.read_table(file, columns=None if columns is None else list(columns))
        found.validate(full=True)  # text that is not UTF-8, offsets that lead astray
    except (OSError, ValueError, LookupError, pa.ArrowException) as error:
        cause = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise StoreError(f"{file}: cannot be read ({cause}). See what else is wrong: detente check {folder}") from error
    if columns is not None and (absent := sorted(set(columns) - set(found.column_names))):
        raise StoreError(f"{file}: has no column {absent[0]}. See what else is wrong: detente check {folder}")
    return found
