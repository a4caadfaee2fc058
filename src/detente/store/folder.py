"""The folder of a store: what lies where, who may write, and which files count.

::

    STORE/
      detente-store.json    the version of the layout
      manifest.jsonl        one line a shard
      articles/SHARD.parquet, statements/…, events/…, actors/…, mentions/…, ledger/…, failures/…, skipped/…
      derived/              what is made from these and can be made anew
      runs/                 a report of each run
      lock                  who is writing
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from detente.errors import StoreError
from detente.store.manifest import Shard, read_manifest, sync_folder
from detente.store.schema import TABLES, VERSION

MARK = "detente-store.json"


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


def open_folder(folder: Path) -> Snapshot:
    """Return what the store holds now; raises StoreError where there is none, or one of another layout."""
    check_folder(folder)
    return Snapshot(folder, read_manifest(folder))


def check_folder(folder: Path) -> None:
    """Raise StoreError where the folder is no store, or one of a layout that this version does not know."""
    try:
        mark = json.loads((folder / MARK).read_text("utf-8"))
        version = mark["version"]
    except FileNotFoundError as error:
        there = "there is no such folder" if not folder.exists() else f"it holds no {MARK}"
        raise StoreError(f"{folder}: not a store ({there}). Make one: detente code INPUT… --store {folder}") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{folder / MARK}: cannot be read ({error}). Restore it from a copy.") from error
    if version != VERSION:
        raise StoreError(
            f"{folder}: a store of layout {version}; this version of Détente knows layout {VERSION}. Update Détente."
        )


def make_folder(folder: Path) -> None:
    """Make an empty store where there is none; raises StoreError where the folder holds other things."""
    if not (folder / MARK).exists():
        partial = folder / (MARK + ".partial")
        with partial.open("w", encoding="utf-8") as stream:
            about = "A store of Détente; see docs/schema.md. The manifest says which files count."
            json.dump({"version": VERSION, "about": about}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(folder / MARK)
        sync_folder(folder)
    check_folder(folder)
    for name in (*TABLES, "derived", "runs"):
        (folder / name).mkdir(exist_ok=True)


def _check_place(folder: Path) -> None:
    """Raise StoreError where no store can be made: at a file, or among other things."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: this is a file, not a folder. Name another place with --store.")
    if not folder.is_dir() or (folder / MARK).exists():
        return
    if strange := sorted(p.name for p in folder.iterdir() if p.name not in {"lock", MARK + ".partial"}):
        raise StoreError(f"{folder}: neither empty nor a store (it holds {strange[0]}). Name another folder with --store.")


@contextmanager
def writing(folder: Path) -> Iterator[Snapshot]:
    """Hold the store for writing, alone; it is made where there is none.

    Raises StoreError, with the PID, where another process writes, and where no store can be made.
    """
    _check_place(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error}). Check the permissions.") from error
    with lock:
        if not _take(lock.fileno()):
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise StoreError(
                f"{folder}: {holder} is writing to this store. Wait until it has ended, or stop it: it can be resumed."
            )
        lock.truncate(0)
        lock.write(f"process {os.getpid()}\n")
        lock.flush()
        make_folder(folder)
        yield open_folder(folder)
        lock.truncate(0)


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
    """Remove files that the manifest does not name: of writers that were stopped, and of shards that were taken back."""
    named = {file_of(folder, table, s.shard) for s in shards for table in TABLES if s.rows.get(table)}
    removed = 0
    for table in TABLES:
        place = folder / table
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            if file not in named and (file.suffix == ".parquet" or file.name.endswith(".partial")):
                with suppress(OSError):  # open elsewhere on Windows: the next writer removes it
                    file.unlink()
                    removed += 1
    return removed
