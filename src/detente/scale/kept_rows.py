"""Rows of articles that other shards hold, taken from there instead of being coded again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from detente.store.folder import file_of
from detente.store.rows import Rows

_TABLES = ("articles", "statements", "events", "actors", "mentions", "ledger")


class KeptRows:
    """The rows of some shards, read article by article as they are asked for."""

    def __init__(self, folder: Path, shards: Sequence[str]) -> None:
        self.folder, self.shards = folder, shards

    @cached_property
    def _places(self) -> dict[str, str]:
        """Which shard holds an article."""
        import pyarrow.parquet as pq

        places: dict[str, str] = {}
        for shard in self.shards:
            file = file_of(self.folder, "articles", shard)
            if file.exists():
                places |= dict.fromkeys(pq.read_table(file, columns=["article_id"])[0].to_pylist(), shard)
        return places

    def rows_of(self, articles: Sequence[str]) -> dict[str, Rows]:
        """Return the rows of those of the articles that a shard holds."""
        import pyarrow.parquet as pq

        asked: dict[str, list[str]] = {}
        for article in articles:
            if self.shards and article in self._places:
                asked.setdefault(self._places[article], []).append(article)
        found: dict[str, Rows] = {a: {} for ids in asked.values() for a in ids}
        for shard, ids in asked.items():
            for table in _TABLES:
                file = file_of(self.folder, table, shard)
                if file.exists():
                    for row in pq.read_table(file, filters=[("article_id", "in", ids)]).to_pylist():
                        found[row["article_id"]].setdefault(table, []).append(row)
        return found
