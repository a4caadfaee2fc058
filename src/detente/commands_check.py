"""What ``detente check`` does."""

from pathlib import Path

from detente.console import note, print_lines
from detente.store.check import check_store
from detente.store.folder import open_folder
from detente.store.repair import repair_store


def check(store: Path, *, quick: bool, repair: bool) -> int:
    """Print what is wrong in a store, after repairing it where that is wanted; 1 where something is."""
    if repair:
        done = repair_store(store)
        for shard in done.retired:
            inputs = ", ".join(dict.fromkeys(part.name for part in shard.parts)) or "an input that the manifest does not name"
            print_lines([f"taken back: shard {shard.shard} of {inputs}"])
        print_lines([f"removed: {done.removed} files that the manifest does not name"] if done.removed else [])
    wrong = 0
    for fault in check_store(store, quick=quick):
        if fault.harmless:
            note(fault.message)
        else:
            wrong += 1
            print_lines([fault.message])
    if wrong:
        print_lines([f"{wrong} {'fault' if wrong == 1 else 'faults'}."])
        return 1
    snapshot = open_folder(store)
    read = "the rows were not read" if quick else "every row was read"
    print_lines([f"whole: shards {len(snapshot.shards):,}, articles {snapshot.count('articles'):,} ({read})."])
    return 0
