"""Fuzz all targets, or those that are named, some at a time.

    python fuzz/run.py --seconds 60               what CI does
    python fuzz/run.py --seconds 7200 --keep      for hours; what was found new joins the corpus

An input that makes a target raise anything but a DetenteError, take ten seconds, or take two gigabytes, is written to
``fuzz/found`` and fails the run.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from targets import TARGETS  # noqa: E402  beside this file

LARGEST, MOST = 4096, 40  # bytes of a file that the corpus keeps, and files of a target


def fuzz(name: str, seconds: int, *, keep: bool) -> bool:
    """Fuzz one target and tell whether nothing was found."""
    seeds = HERE / "corpus" / name
    seeds.mkdir(parents=True, exist_ok=True)
    found = HERE / "found"
    found.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        limits = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"]
        command = [sys.executable, str(HERE / "one.py"), name, work, str(seeds), f"-artifact_prefix={found}/{name}-", *limits]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        runs = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line), "?")
        print(f"{name:16} {runs:>10} inputs, {len(list(Path(work).iterdir())):5} kept, exit code {done.returncode}", flush=True)
        if done.returncode:
            print("\n".join(done.stderr.splitlines()[-40:]), flush=True)
        if keep:
            for file in sorted(Path(work).iterdir(), key=lambda f: f.stat().st_size):
                if file.stat().st_size <= LARGEST and len(list(seeds.iterdir())) < MOST:
                    shutil.copy(file, seeds / file.name)
    return done.returncode == 0


def main() -> int:
    """Fuzz; the exit code is 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all where none is named")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--keep", action="store_true", help="add what was found new to the corpus")
    asked = parser.parse_args()
    with ThreadPoolExecutor(asked.jobs) as pool:
        clean = list(pool.map(lambda name: fuzz(name, asked.seconds, keep=asked.keep), asked.targets or TARGETS))
    print(f"{len(clean)} targets, {asked.seconds} s each: {'nothing found' if all(clean) else 'see fuzz/found'}")
    return 0 if all(clean) else 1


if __name__ == "__main__":
    sys.exit(main())
