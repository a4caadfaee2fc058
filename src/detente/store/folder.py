"""The folder of a store: what lies where, who may write, and which files count.

::

    STORE/
      detente-store.json    the version of the layout
      manifest.jsonl        one line a shard
      articles/SHARD.parquet, statements/…, events/…, actors/…, mentions/…, ledger/…, outcomes/…, failures/…, skipped/…
      derived/              what is made from these and can be made anew
      runs/                 a report of each run
      lock                  who is writing
      reviews.sqlite        what people judged of the rows (detente.reviews), with -wal and -shm while it is open
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from detente.errors import StoreError
from detente.store.manifest import Shard, read_manifest, sync_folder, unwritten
from detente.store.schema import TABLES, VERSION

MARK = "detente-store.json"
SHARD = 256  # articles: a minute of work, and some hundred kilobytes a table
LOCK = "lock"
REVIEWS = "reviews.sqlite"
FOLDERS = (*TABLES, "derived", "runs")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The shards that count at one moment.

    Files never change, so that it stays true while others write. Those of shards that were taken back are removed when the next
    writer begins: who keeps a snapshot for longer takes a new one where a file is missing.
    """

    folder: Path
    shards: tuple[Shard, ...]

    def files(self, table: str) -> list[Path]:
        """Return the files of a table, in the order of the manifest."""
        return [file_of(self.folder, table, s.shard) for s in self.shards if s.rows.get(table)]

    def count(self, table: str) -> int:
        """Return how many rows a table has, articles that came twice counted twice."""
        return sum(s.rows.get(table, 0) for s in self.shards)


def file_of(folder: Path, table: str, shard: str) -> Path:
    """Return where a shard's rows of a table lie."""
    return folder / table / f"{shard}.parquet"


def is_reviews(name: str) -> bool:
    """Tell whether a file of this name holds reviews: theirs, what SQLite keeps beside it, or a copy of an older layout."""
    return name in {REVIEWS, f"{REVIEWS}-wal", f"{REVIEWS}-shm", f"{REVIEWS}-journal"} or name.startswith(f"{REVIEWS}.layout-")


def open_folder(folder: Path) -> Snapshot:
    """Return what the store holds now; raises StoreError where there is none, or one of another layout."""
    check_folder(folder)
    return Snapshot(folder, read_manifest(folder))


def check_folder(folder: Path) -> int:
    """Return how many articles a shard of the store is to have.

    Raises StoreError where the folder is no store, or one of a layout that this version does not know.
    """
    try:
        mark = json.loads((folder / MARK).read_text("utf-8"))
        version, size = mark["version"], mark.get("shard", SHARD)
    except FileNotFoundError as error:
        there = "there is no such folder" if not folder.exists() else f"it holds no {MARK}"
        raise StoreError(f"{folder}: not a store ({there}). Make one: detente code INPUT… --store {folder}") from error
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise StoreError(f"{folder / MARK}: cannot be read ({error}). Restore it from a copy.") from error
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        remedy = "Update Détente." if newer else f"No Détente has written such a store: restore {MARK} from a copy."
        raise StoreError(f"{folder}: a store of layout {version!r}; this version of Détente knows layout {VERSION}. {remedy}")
    return size if type(size) is int and size > 0 else SHARD


def make_folder(folder: Path, size: int = SHARD) -> None:
    """Make an empty store for shards of so many articles where there is none; raises StoreError where it holds other things."""
    if (folder / MARK).exists():
        check_folder(folder)
    else:
        _refuse_foreign(folder)
    about = "A store of Détente; see docs/schema.md. The manifest says which files count."
    mark = {"version": VERSION, "shard": size, "about": about}
    partial = folder / (MARK + ".partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        if (folder / MARK).exists():
            return
        with partial.open("w", encoding="utf-8") as stream:
            json.dump(mark, stream)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(folder / MARK)
        sync_folder(folder)
    except OSError as error:
        raise unwritten(folder, error) from error


def _refuse_foreign(folder: Path) -> None:
    """Raise StoreError for a file, or a folder without a mark that holds more than a store has before it is marked."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise StoreError(f"{folder}: this is a file, not a folder. Name another place with --store.")
    for path in sorted(folder.iterdir()):
        if not (path.name in {LOCK, MARK + ".partial"} or is_reviews(path.name)) and not (
            path.name in FOLDERS and path.is_dir() and not any(path.iterdir())
        ):
            raise StoreError(f"{folder}: neither empty nor a store (it holds {path.name}). Name another folder with --store.")


@contextmanager
def writing(folder: Path, size: int = SHARD) -> Iterator[Snapshot]:
    """Hold the store for writing, alone; it is made, for shards of ``size`` articles, where there is none.

    Raises StoreError, with the PID, where another process writes, and where the folder refuses.
    """
    if not (folder / MARK).exists():
        _refuse_foreign(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise unwritten(folder, error) from error
    with lock:
        if not _take(lock.fileno()):
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise StoreError(
                f"{folder}: {holder} is writing to this store. Wait until it has ended, or stop it: it can be resumed."
            )
        try:
            os.ftruncate(lock.fileno(), 0)
            os.write(lock.fileno(), f"process {os.getpid()}\n".encode())
        except OSError as error:
            raise unwritten(folder, error) from error
        make_folder(folder, size)
        yield open_folder(folder)
        os.ftruncate(lock.fileno(), 0)


def _take(descriptor: int) -> bool:
    """Lock a file until it is closed, or its process ends however it ends; False where another has it."""
    try:
        import fcntl
    except ImportError:  # Windows, which locks bytes: one that nobody writes to
        import msvcrt  # type: ignore[unreachable, unused-ignore]

        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sweep(folder: Path, shards: tuple[Shard, ...]) -> int:
    """Remove what ``find_leftovers`` finds, and return how many files that were."""
    found = find_leftovers(folder, shards)
    for file in found:
        with suppress(OSError):  # open elsewhere on Windows: the next writer removes it
            file.unlink()
    return len(found)


def find_leftovers(folder: Path, shards: tuple[Shard, ...]) -> list[Path]:
    """Return files that the manifest does not name: of writers that were stopped, and of shards that were taken back."""
    named = {file_of(folder, table, s.shard) for s in shards for table in TABLES if s.rows.get(table)}
    found = []
    for table in (*TABLES, "derived"):
        place = folder / table
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            whole = file.suffix == ".parquet" and table != "derived"
            if file not in named and (whole or file.name.endswith(".partial")):
                found.append(file)
    return found
