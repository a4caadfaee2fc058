"""A file of another format → shards of a store, 10,000 rows each; begun again it goes on, and done again it does nothing."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.codes import Codes
from detente.formats.inputs import digest, open_input, reading
from detente.formats.lines import Faults
from detente.formats.registry import Format
from detente.formats.seen import Seen
from detente.ids import make_id
from detente.reading.cut import Part
from detente.store.folder import Snapshot, file_of
from detente.store.manifest import Shard, append
from detente.store.write import write_shard

if TYPE_CHECKING:
    from detente.store.rows import Row

ROWS = 10_000  # of a shard
WHOLE = "whole"  # marks the last shard of a file


@dataclass(slots=True)
class Imported:
    """What came of a file: rows that were stored now, that were there before, and that stood there twice."""

    file: Path
    stored: int = 0
    before: int = 0
    repeated: int = 0
    shards: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    first: dt.date | None = None
    last: dt.date | None = None

    def add(self, rows: Sequence[Row]) -> None:
        """Count rows that were stored."""
        self.stored += len(rows)
        self.shards += 1
        for row in rows:
            day = row.get("date")
            if isinstance(day, dt.date):
                self.first, self.last = min(self.first or day, day), max(self.last or day, day)
            self.counts["without a code"] += row.get("cameo") is None and row.get("type") is None
            self.counts["without countries on both sides"] += not (row.get("actor_countries") and row.get("recipient_countries"))


def import_file(snapshot: Snapshot, file: Path, form: Format, codes: Codes, faults: Faults) -> Imported:
    """Read a file into a store that is held for writing. Rows whose id the store has from this format are left out.

    Raises ReadingError where the file cannot be read, is of another format, or holds no row, StoreError where the store cannot be
    written. What was stored until then stays, and counts once the file is read again.
    """
    sha256 = digest(file)
    mine = {s.shard: s for s in snapshot.shards if s.how.get("file") == sha256 and s.origin == form.name}
    mine = {k: s for k, s in mine.items() if s.how.get("version") == str(form.version)}
    done = Imported(file)
    if any(s.how.get(WHOLE) for s in mine.values()):
        done.before = sum(s.rows.get("events", 0) for s in mine.values())
        return done
    seen = _ids([s for s in snapshot.shards if s.shard not in mine and s.origin == form.name], snapshot.folder)
    start = 0
    with open_input(file) as stream:
        for rows, failures, whole in _batches(stream, file, form, codes, faults):
            began = time.monotonic()
            part = Part(str(file), form.name, sha256, start, start + len(rows), start + 1)
            shard = make_id("i", sha256, form.name, form.version, part.start, part.end)
            start += len(rows)
            if shard in mine:
                kept = _column(snapshot.folder, shard) if mine[shard].rows.get("events") else []
                seen.add(kept)
                done.before += len(kept)
                continue
            new = seen.add([row["event_id"] for row in rows])
            kept_rows = [row for row, is_new in zip(rows, new, strict=True) if is_new]
            done.repeated += len(rows) - len(kept_rows)
            how = {"file": sha256, "format": form.name, "version": str(form.version), "lexicon": codes.lexicon.digest}
            tables: dict[str, list[Row]] = {"events": kept_rows, "failures": failures}
            digests = write_shard(snapshot.folder, shard, tables, how)
            how |= {WHOLE: "yes"} if whole else {}
            counts = {name: len(found) for name, found in tables.items() if found}
            at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            seconds = round(time.monotonic() - began, 3)
            append(snapshot.folder, [Shard(shard, form.name, (part,), how, counts, digests, seconds, at)])
            done.add(kept_rows)
    if not start:
        raise ReadingError(str(file), f"it holds no row of {form.name} that can be read", "Check the format.")
    return done


def _batches(
    stream: IO[bytes], file: Path, form: Format, codes: Codes, faults: Faults
) -> Iterator[tuple[list[Row], list[Row], bool]]:
    """Give rows in batches, with the faults met meanwhile, and whether the batch is the last."""
    assert form.read is not None  # who calls has chosen among those that are read
    rows = form.read(stream, str(file), faults, codes)
    with reading(file):
        batch = list(islice(rows, ROWS))
    while batch:
        with reading(file):
            following = list(islice(rows, ROWS))
        failures: list[Row] = [{"source": e.where, "cause": e.cause, "remedy": e.remedy} for e in faults.kept]
        faults.kept.clear()
        yield batch, failures, not following
        batch = following


def _ids(shards: Sequence[Shard], folder: Path) -> Seen:
    """Return the ids of the events of shards."""
    seen = Seen()
    for shard in shards:
        if shard.rows.get("events"):
            seen.add(_column(folder, shard.shard))
    return seen


def _column(folder: Path, shard: str) -> list[object]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = file_of(folder, "events", shard)
    try:
        return list(pq.read_table(file, columns=["event_id"]).column(0).to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise ReadingError(str(file), f"cannot be read ({error})", "Check the store: detente check.") from error
