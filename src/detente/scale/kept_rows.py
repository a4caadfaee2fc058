"""Rows of articles that other shards hold, taken from there instead of being coded again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from detente.errors import StoreError
from detente.store.folder import file_of
from detente.store.rows import Row, Rows

_TABLES = ("articles", "statements", "events", "actors", "mentions", "ledger", "outcomes")


class KeptRows:
    """The rows of some shards, read article by article as they are asked for."""

    def __init__(self, folder: Path, shards: Sequence[str]) -> None:
        self.folder, self.shards = folder, shards

    @cached_property
    def _places(self) -> dict[str, str]:
        """Which shard holds an article."""
        places: dict[str, str] = {}
        for shard in self.shards:
            places |= dict.fromkeys((str(row["article_id"]) for row in self._read(shard, "articles", ["article_id"])), shard)
        return places

    def rows_of(self, articles: Sequence[str]) -> dict[str, Rows]:
        """Return the rows of those of the articles that a shard holds."""
        asked: dict[str, list[str]] = {}
        for article in articles:
            if self.shards and article in self._places:
                asked.setdefault(self._places[article], []).append(article)
        found: dict[str, Rows] = {a: {} for ids in asked.values() for a in ids}
        for shard, ids in asked.items():
            for table in _TABLES:
                for row in self._read(shard, table, None, ids):
                    found[str(row["article_id"])].setdefault(table, []).append(row)
        return found

    def _read(self, shard: str, table: str, columns: list[str] | None, ids: Sequence[str] = ()) -> list[Row]:
        """Read rows of a shard, of some articles where any are named; raises StoreError where the file is damaged."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        file = file_of(self.folder, table, shard)
        if not file.exists():  # a table without rows has none
            return []
        try:
            filters = [("article_id", "in", list(ids))] if ids else None
            return list(pq.read_table(file, columns=columns, filters=filters).to_pylist())
        except (pa.ArrowException, OSError, ValueError, LookupError) as error:
            raise StoreError(f"{file}: cannot be read ({error}). See what is damaged: detente check {self.folder}") from error
