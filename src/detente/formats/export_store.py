"""The shards of a store → rows by table, filtered, for the writers of formats."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import StoreError
from detente.formats.seen import Seen
from detente.store.folder import Snapshot, file_of
from detente.store.schema import BYTES, TABLES

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

_COLUMNS = {table: frozenset(c.name for c in columns) for table, columns in TABLES.items()}
_IDS = {"articles": "article_id", "statements": "statement_id", "events": "event_id"}


@dataclass(slots=True)
class Wanted:
    """Which rows go out: ``since`` and ``until`` are days of the event, else of publication; rows without either go out only
    where neither is asked for, and never where ``dated``. Rows that say no confidence, as imported ones, pass that filter.
    ``left`` counts what stays for its status or for want of a day.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    origins: frozenset[str] = frozenset()
    confidence: float = 0.0
    statuses: frozenset[str] = frozenset()
    dated: bool = False
    left: Counter[str] = field(default_factory=Counter)

    def takes(self, table: str, row: Mapping[str, object]) -> bool:
        """Tell whether a row goes out."""
        columns = _COLUMNS[table]
        sure, status = row.get("confidence"), row.get("status")
        if self.origins and "origin" in columns and row.get("origin") not in self.origins:
            return False
        if "published" in columns and not self._in_time(row.get("date") or row.get("published")):
            return False
        if self.dated and not (row.get("date") or row.get("published")):
            self.left["undated"] += 1
            return False
        if isinstance(sure, float) and sure < self.confidence:
            return False
        if self.statuses and "status" in columns and status not in self.statuses:
            self.left[str(status)] += 1
            return False
        return True

    def _in_time(self, day: object) -> bool:
        if self.since is None and self.until is None:
            return True
        return isinstance(day, dt.date) and (self.since or day) <= day <= (self.until or day)


def shards_of(snapshot: Snapshot, tables: Sequence[str], wanted: Wanted) -> Iterator[Rows]:
    """Give the rows of each shard by table, filtered; what is in the store twice is given once. Articles beside events all go.

    Raises StoreError where a file of the store cannot be read.
    """
    seen = Seen()
    chosen = tables[0]
    for shard in snapshot.shards:
        if not shard.rows.get(chosen):
            continue
        found: dict[str, list[Row]] = {}
        for table in tables:
            rows = _read(snapshot.folder, table, shard.shard) if shard.rows.get(table) else []
            found[table] = [r for r in rows if wanted.takes(table, r)] if table == chosen else rows
        if chosen in _IDS:
            new = seen.add([row[_IDS[chosen]] for row in found[chosen]])
            found[chosen] = [row for row, is_new in zip(found[chosen], new, strict=True) if is_new]
        yield found


def _read(folder: Path, table: str, shard: str) -> list[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = file_of(folder, table, shard)
    try:
        found = pq.read_table(file, columns=[c.name for c in TABLES[table] if c.type != BYTES])
        filled = [name for name in found.column_names if found.column(name).null_count < found.num_rows]  # half are empty, often
        return list(found.select(filled).to_pylist(maps_as_pydicts="lossy"))
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{file}: cannot be read ({error}). See what is wrong: detente check {folder}") from error
