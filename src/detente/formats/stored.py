"""Rows of a store as the formats need them: of one shard, and articles wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import StoreError
from detente.formats.cells import event_number
from detente.formats.web_annotation import index_articles, names_of
from detente.store.folder import Snapshot, file_of
from detente.store.manifest import Shard
from detente.store.schema import BYTES, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.store.rows import Row

ARTICLE = "article_id"


def read_rows(snapshot: Snapshot, table: str, shard: Shard, columns: Sequence[str] = ()) -> list[Row]:
    """Return a shard's rows of a table, without columns that are empty, and without signatures; none where it has no file.

    Raises StoreError where the file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not shard.rows.get(table):
        return []
    file = file_of(snapshot.folder, table, shard.shard)
    wanted = columns or [c.name for c in TABLES[table] if c.type != BYTES]
    try:
        found = pq.read_table(file, columns=list(wanted))
        filled = [name for name in found.column_names if found.column(name).null_count < found.num_rows]  # half are empty, often
        if filled:
            return list(found.select(filled).to_pylist(maps_as_pydicts="lossy"))
        return [{} for _ in range(found.num_rows)]
    except (pa.ArrowException, OSError, ValueError, LookupError) as error:
        raise StoreError(f"{file}: cannot be read ({error}). See what is wrong: detente check {snapshot.folder}") from error


class Places:
    """In which shard a name first stands, by the number of the shard: 12 bytes a name, for names are kept as 48 bits."""

    def __init__(self, names: Iterable[Sequence[object]]) -> None:
        """Take the names of each shard."""
        runs = [_numbers(found) for found in names]
        shards = np.repeat(np.arange(len(runs), dtype=np.int32), [len(run) for run in runs])
        self._numbers, first = np.unique(np.concatenate([np.empty(0, np.uint64), *runs]), return_index=True)
        self._shards = shards[first]

    def of(self, names: Sequence[object]) -> list[int]:
        """Return the number of the shard for each name, -1 where there is none."""
        if not len(self._numbers):
            return [-1] * len(names)
        numbers = _numbers(names)
        place = np.searchsorted(self._numbers, numbers)
        place[place == len(self._numbers)] = 0
        found = np.where(self._numbers[place] == numbers, self._shards[place], -1)
        return [int(n) for n in found]


def _numbers(names: Sequence[object]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.fromiter((event_number(n) for n in names), dtype=np.uint64, count=len(names))


def article_places(snapshot: Snapshot) -> Places:
    """Return where each article of a store stands; one that is there twice, where it stands first."""
    rows = (read_rows(snapshot, "articles", shard, (ARTICLE,)) for shard in snapshot.shards)
    return Places([row.get(ARTICLE) for row in found] for found in rows)


class ArticleFinder:
    """The articles of a store by their address, or the name that an annotation gives them; texts are read a shard at a time."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the names of all articles in."""
        self._snapshot = snapshot
        rows = (read_rows(snapshot, "articles", shard, (ARTICLE, "url")) for shard in snapshot.shards)
        self._places = Places([name for row in found for name in names_of(row)] for found in rows)
        self._index = lru_cache(maxsize=4)(self._read)

    def __call__(self, name: str) -> Mapping[str, object] | None:
        """Return an article, or None where the store has none of this name."""
        (place,) = self._places.of([name])
        return None if place < 0 else self._index(place)(name)

    def _read(self, place: int) -> Callable[[str], Mapping[str, object] | None]:
        return index_articles(read_rows(self._snapshot, "articles", self._snapshot.shards[place]))
