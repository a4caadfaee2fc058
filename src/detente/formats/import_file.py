"""A file of another format → shards of a store, 10,000 rows each; begun again it goes on, and done again it does nothing."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.codes import Codes
from detente.formats.columns import encodable
from detente.formats.faults import Faults
from detente.formats.inputs import digest, digest_folder, open_input, reading
from detente.formats.registry import CODES, FIND, LEXICON, Format
from detente.formats.seen import IDS, Seen, id_of
from detente.formats.stored import ArticleFinder, read_rows
from detente.ids import make_id
from detente.reading.cut import Part
from detente.store.folder import Snapshot
from detente.store.manifest import Shard, append
from detente.store.write import write_shard

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

ROWS = 10_000  # of a shard; those of one line or article stay together
_OWN = ("csv", "parquet")  # whose rows may name any origin
LEFT = "left"  # marks the last shard of an edited file of which rows were left out, as another file has their ids
WHOLE = "whole"  # marks the last shard of a file


@dataclass(slots=True)
class Imported:
    """What came of a file: rows by table that were stored now, and that were there before; rows whose id was there already."""

    file: Path
    stored: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    replaced: bool = False
    shards: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    first: dt.date | None = None
    last: dt.date | None = None

    def add(self, rows: Rows) -> None:
        """Count rows that were stored."""
        self.stored.update({table: len(found) for table, found in rows.items() if found})
        self.shards += 1
        for row in rows.get("events", ()):
            day = row.get("date")
            if isinstance(day, dt.date):
                self.first, self.last = min(self.first or day, day), max(self.last or day, day)
            self.counts["without a code"] += row.get("cameo") is None and row.get("type") is None
            self.counts["without countries on both sides"] += not (row.get("actor_countries") and row.get("recipient_countries"))


def import_file(snapshot: Snapshot, file: Path, form: Format, codes: Codes, faults: Faults) -> Imported:
    """Read a file, or a folder of a format of folders, into a store that is held for writing.

    Rows whose id the store has from this format are left out, and articles that it has at all. A file of a format that people
    edit takes the place of what stood under its path before. Raises ReadingError where the file cannot be read, is of another
    format, or holds no row, StoreError where the store cannot be written. What was stored until then stays, and counts once the
    file is read again.
    """
    sha256 = digest_folder(file, form.folder) if form.folder else digest(file)
    name = str(file.resolve() if form.edited else file)
    own = [s for s in snapshot.shards if s.origin == form.name]
    mine = {s.shard: s for s in own if s.how.get("file") == sha256 and s.how.get("version") == str(form.version)}
    done = Imported(file)
    for shard in mine.values():
        done.before.update({table: rows for table, rows in shard.rows.items() if table in IDS})
    if _has_all(mine.values()):
        return done
    if any(s.how.get(LEFT) for s in mine.values()):
        mine = {}  # read anew: what was left to another file may be there no more
    former = [s for s in own if form.edited and s.shard not in mine and any(p.name == name for p in s.parts)]
    stored = _Stored(snapshot, form.name, {s.shard for s in former})
    how = {"file": sha256, "format": form.name, "version": str(form.version), "lexicon": codes.lexicon.digest}
    start = 0
    began = time.monotonic()
    for rows, failures, last in _batches(_read(snapshot, file, form, codes, faults), faults):
        count = sum(map(len, rows.values()))
        part = Part(name, form.name, sha256, start, start + count, start + 1)
        ids = [id_of(table, row) for table, found in rows.items() for row in found]
        shard_id = make_id("i", sha256, form.name, form.version, part.start, part.end, *ids, *(s.shard for s in former))
        start += count
        if shard_id not in mine:
            new, repeated = stored.take(rows)
            done.repeated += repeated
            left = last and form.edited and done.repeated > 0
            whole = last and not left and not (FIND in form.reads_with and faults.lost)  # what is missing in the store may come
            tables: Rows = new | {"failures": failures}
            digests = write_shard(snapshot.folder, shard_id, tables, how)
            counts = {table: len(found) for table, found in tables.items() if found}
            at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            marked = how | ({WHOLE: "yes"} if whole else {LEFT: "yes"} if left else {})
            shard = Shard(shard_id, form.name, (part,), marked, counts, digests, round(time.monotonic() - began, 3), at)
            append(snapshot.folder, [replace(shard, replaces=tuple(s.shard for s in former) if last else ())])
            done.add(new)
            done.replaced = bool(former)
        began = time.monotonic()
    if not start:
        raise ReadingError(str(file), f"it holds no row of {form.name} that can be read", "Check the format.")
    return done


def _has_all(shards: Iterable[Shard]) -> bool:
    """Tell whether shards hold a file from its first row to its last; one of them may have been taken back."""
    parts = sorted((p.start, p.end, bool(s.how.get(WHOLE))) for s in shards for p in s.parts)
    reach = 0
    for start, end, last in parts:
        if start > reach:
            return False
        if last:
            return True
        reach = max(reach, end)
    return False


def _read(snapshot: Snapshot, file: Path, form: Format, codes: Codes, faults: Faults) -> Iterator[Rows]:
    """Give what the reader of a format gives."""
    assert form.read is not None  # who calls has chosen among those that are read
    given: dict[str, object] = {CODES: codes, LEXICON: codes.lexicon}
    if FIND in form.reads_with:
        given[FIND] = ArticleFinder(snapshot)
    given = {key: value for key, value in given.items() if key in form.reads_with}
    with ExitStack() as stack:
        source = file if form.folder else stack.enter_context(open_input(file))
        stack.enter_context(reading(file))
        yield from form.read(source, encodable(str(file)), faults, **given)


def _batches(found: Iterator[Rows], faults: Faults) -> Iterator[tuple[Rows, list[Row], bool]]:
    """Give rows in batches, with the faults met meanwhile, and whether the batch is the last."""
    batch = _gather(found)
    while batch:
        following = _gather(found)
        failures: list[Row] = [
            {"source": encodable(e.where), "cause": encodable(e.cause), "remedy": encodable(e.remedy)} for e in faults.kept
        ]
        faults.kept.clear()
        yield batch, failures, not following
        batch = following


def _gather(found: Iterator[Rows]) -> Rows:
    rows: Rows = {}
    count = 0
    for few in found:
        for table, more in few.items():
            if more:
                rows.setdefault(table, []).extend(more)
                count += len(more)
        if count >= ROWS:
            break
    return rows


class _Stored:
    """The rows that a store has from a format, and its articles from anywhere, by their ids."""

    def __init__(self, snapshot: Snapshot, origin: str, without: set[str]) -> None:
        self._snapshot, self._origin = snapshot, origin
        self._shards = [s for s in snapshot.shards if s.shard not in without]
        self._seen: dict[str, Seen] = {}

    def take(self, rows: Rows) -> tuple[Rows, int]:
        """Return the rows that are new, which are known from now on, and how many others there were beside articles."""
        out: Rows = {}
        repeated = 0
        for table, found in rows.items():
            if table not in self._seen:
                self._seen[table] = self._load(table)
            new = self._seen[table].add([id_of(table, row) for row in found])
            out[table] = [row for row, is_new in zip(found, new, strict=True) if is_new]
            repeated += 0 if table == "articles" else len(found) - len(out[table])
        return out, repeated

    def _load(self, table: str) -> Seen:
        seen = Seen()
        for shard in self._shards:
            if shard.origin == self._origin or table == "articles" or self._origin in _OWN:
                seen.add([id_of(table, row) for row in read_rows(self._snapshot, table, shard, IDS[table])])
        return seen
