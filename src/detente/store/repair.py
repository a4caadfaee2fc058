"""Damaged shards are taken back, so that the next run codes them again; leftovers go, and what is derived is made anew."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.errors import StoreError
from detente.store.check import check_derived, check_store
from detente.store.derive import MADE, PLACE, derive
from detente.store.folder import check_folder, find_leftovers, open_folder, sweep, writing
from detente.store.manifest import FILE, Shard, append


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done: the shards that were taken back, and how many files were removed."""

    retired: tuple[Shard, ...]
    removed: int


def repair_store(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Repair:
    """Take damaged shards back, remove what the manifest does not name, and make the derived tables where they are not right.

    The manifest itself is not touched: where it is damaged or gone, StoreError says so and nothing is removed.
    """
    check_folder(folder)
    with writing(folder) as snapshot:
        if not (folder / FILE).exists() and find_leftovers(folder, ()):
            raise StoreError(
                f"{folder / FILE}: is not there, but files of shards are. Restore it from a copy, or delete the store."
            )
        damaged = {fault.shard for fault in check_store(folder, quick=True) if fault.shard}
        retired = tuple(shard for shard in snapshot.shards if shard.shard in damaged)
        append(folder, retired=[shard.shard for shard in retired])
        left = open_folder(folder)
        removed = sweep(folder, left.shards)
        if any(check_derived(left)):
            (folder / PLACE / MADE).unlink(missing_ok=True)
            derive(folder, left, progress)
    return Repair(retired, removed)
