"""The shards of a store → batches of rows by table, filtered, for the writers of formats."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.formats.seen import IDS, Seen, id_of
from detente.formats.stored import ARTICLE, Places, article_places, read_rows
from detente.store.folder import Snapshot
from detente.store.schema import TABLES

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

_COLUMNS = {table: frozenset(c.name for c in columns) for table, columns in TABLES.items()}


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
        if self.dated and "date" in columns and not (row.get("date") or row.get("published")):
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


def batches_of(snapshot: Snapshot, tables: Sequence[str], wanted: Wanted) -> Iterator[Rows]:
    """Give the rows that go out by table, a shard at a time; what is in the store twice is given once.

    Where ``articles`` are among several tables, all rows of an article stand in one batch with it, wherever they lie; an article
    goes out with any row of it, or where it is wanted itself. Raises StoreError where a file of the store cannot be read.
    """
    together = "articles" in tables and len(tables) > 1 and snapshot.count("articles") > 0
    homes = article_places(snapshot) if together else Places([])
    visitors = _visitors(snapshot, [t for t in tables if t != "articles"], homes) if together else {}
    seen = {table: Seen() for table in tables if table in IDS}
    for n, shard in enumerate(snapshot.shards):
        batch: Rows = {}
        for table in sorted(tables, key="articles".__eq__):  # last, when it is known which of them have rows
            beside = table == "articles" and len(tables) > 1
            rows = _at_home(read_rows(snapshot, table, shard), homes, n, orphans=True)
            for m in () if beside else visitors.get(n, ()):
                rows += _at_home(read_rows(snapshot, table, snapshot.shards[m]), homes, n, orphans=False)
            of = {row.get(ARTICLE) for found in batch.values() for row in found} if beside else set()
            rows = [row for row in rows if row.get(ARTICLE) in of or wanted.takes(table, row)]
            if table in seen:
                new = seen[table].add([id_of(table, row) for row in rows])
                rows = [row for row, is_new in zip(rows, new, strict=True) if is_new]
            batch[table] = rows
        if any(batch.values()):
            yield batch


def _visitors(snapshot: Snapshot, tables: Sequence[str], homes: Places) -> dict[int, list[int]]:
    """Return by shard of articles the other shards that have rows of these."""
    out: dict[int, list[int]] = {}
    for n, shard in enumerate(snapshot.shards):
        named = {row.get(ARTICLE) for table in tables for row in read_rows(snapshot, table, shard, (ARTICLE,))} - {None}
        for home in sorted({*homes.of(list(named))} - {-1, n}):
            out.setdefault(home, []).append(n)
    return out


def _at_home(rows: list[Row], homes: Places, n: int, *, orphans: bool) -> list[Row]:
    """Return the rows of articles that stand in a shard; of ``orphans`` as well, whose article stands nowhere."""
    places = homes.of([row.get(ARTICLE) for row in rows])
    return [row for row, place in zip(rows, places, strict=True) if place == n or (place < 0 and orphans)]
