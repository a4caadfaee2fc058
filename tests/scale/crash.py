"""Kill ``detente code --store`` with signal 9 at random moments, resume it, and hold what came of it against an undisturbed run.

    python tests/scale/crash.py --rounds 200

A round is one kill. After each, every shard that the manifest acknowledged before the kill is still there and whole. When all is
coded, the files are the same, byte for byte, as those of a run that nobody disturbed, and each article stands there once.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from detente.store.folder import file_of, open_folder

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from corpus import file_bytes, write_lines  # noqa: E402  beside this file

ARTICLES, SHARD = 60, 3


def command(lines: Path, store: Path) -> list[str]:
    """Return the command that codes the corpus, by rules alone: models only make it slower to start."""
    return [sys.executable, "-m", "detente", "code", str(lines), "--store", str(store), "--workers", "2", "--shard", str(SHARD)]


def run(lines: Path, store: Path, kill_after: float | None) -> bool:
    """Run the command, and kill it after some seconds; tells whether it ended by itself."""
    environment = os.environ | {"DETENTE_MODEL": "none"}
    with subprocess.Popen(command(lines, store), env=environment, stderr=subprocess.PIPE) as process:
        try:
            _, stderr = process.communicate(timeout=kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return False
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}: {stderr.decode()}")
    return True


def acknowledged(store: Path) -> dict[str, dict[str, str]]:
    """Return the hashes of the files of each shard of the manifest."""
    if not (store / "detente-store.json").exists():
        return {}
    return {s.shard: dict(s.sha256) for s in open_folder(store).shards}


def check(store: Path, before: dict[str, dict[str, str]]) -> None:
    """Raise AssertionError where a shard that was acknowledged is gone or damaged."""
    now = acknowledged(store)
    for shard, digests in before.items():
        assert now.get(shard) == digests, f"{shard} was acknowledged and is gone"
    for shard, digests in now.items():
        for table, digest in digests.items():
            data = file_of(store, table, shard).read_bytes()
            assert hashlib.sha256(data).hexdigest() == digest, f"{table}/{shard} is not what the manifest says"


def crash(folder: Path, rounds: int, seed: int, say: Callable[[str], None] = print) -> int:
    """Kill so many times, over as many stores as that takes, and return how many shards were acknowledged amid kills."""
    lines = write_lines(folder / "corpus.jsonl", range(ARTICLES))
    begun = time.monotonic()
    run(lines, folder / "undisturbed", None)
    whole = time.monotonic() - begun
    wanted = file_bytes(folder / "undisturbed")
    chance = random.Random(seed)
    killed = amid = stores = 0
    while killed < rounds:
        store = folder / f"store-{stores}"
        stores += 1
        before: dict[str, dict[str, str]] = {}
        while killed < rounds:
            if run(lines, store, chance.uniform(0.3, whole)):
                break
            killed += 1
            check(store, before)
            now = acknowledged(store)
            amid += len(now) - len(before)
            before = now
        run(lines, store, None)
        check(store, before)
        assert file_bytes(store) == wanted, "the files differ from those of an undisturbed run"
        ids = [i for f in open_folder(store).files("articles") for i in pq.read_table(f, columns=["article_id"])[0].to_pylist()]
        assert len(ids) == len(set(ids)) == ARTICLES
        partial = [str(p) for p in store.rglob("*.partial")]
        assert not partial, f"left over: {partial}"
        say(f"{killed} kills, {stores} stores, {amid} shards acknowledged amid kills: all there, bytes equal")
    return amid


def main() -> None:
    """Run as many rounds as are asked for, in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    sys.stdout.write(json.dumps(vars(asked)) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        crash(Path(folder), asked.rounds, asked.seed)


if __name__ == "__main__":
    main()
