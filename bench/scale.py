"""Code one corpus in several ways and compare: one worker, two, two over a shuffled corpus, two Dask workers.

    python bench/scale.py NEWS.parquet [--limit N] [--keep FOLDER]

Prints articles a second, CPU seconds and peak memory of the processes that code, and whether the sorted content of all tables is
the same (SHA-256 over the sorted rows of each table). The exit code is 1 where it is not.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from detente.reading.known import Known
from detente.scale.report import RunReport
from detente.scale.run import Options, code_into_store
from detente.settings import Settings
from detente.store.folder import open_folder
from detente.store.schema import TABLES


def content(store: Path) -> str:
    """Return the SHA-256 of the sorted rows of all tables."""
    snapshot = open_folder(store)
    digest = hashlib.sha256()
    for table in TABLES:
        rows = sorted(repr(row) for file in snapshot.files(table) for row in pq.read_table(file).to_pylist())
        digest.update("\n".join([table, *rows]).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def run(name: str, corpus: Path, store: Path, **how: object) -> tuple[RunReport, str]:
    """Code a corpus and print a line of the table."""
    options = Options(Known(), Settings(), **how)  # type: ignore[arg-type]  # the caller names fields of Options
    report = code_into_store([str(corpus)], store, options, print, lambda _: None)
    found = content(store)
    rate = report.articles / report.seconds
    size = sum(f.stat().st_size for f in store.rglob("*.parquet")) / (1 << 20)
    print(
        f"| {name} | {report.articles:,} | {report.seconds:,.0f} | {rate:.2f} | {report.cpu_seconds:,.0f} | "
        f"{report.peak_megabytes:.0f} | {size:.0f} | `{found[:12]}` |",
        flush=True,
    )
    return report, found


def main() -> int:
    """Run all ways; see the docstring of the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="code the first N articles only")
    parser.add_argument("--keep", type=Path, help="leave the stores in this folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        table = pq.read_table(asked.corpus)
        table = table.slice(0, asked.limit) if asked.limit else table
        order = list(range(table.num_rows))
        random.Random(1).shuffle(order)
        pq.write_table(table, folder / "corpus.parquet")
        pq.write_table(table.take(pa.array(order)), folder / "shuffled.parquet")
        print("| way | articles | seconds | articles a second | CPU seconds | peak MB a process | Parquet MB | content |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        one = run("one worker", folder / "corpus.parquet", folder / "one", workers=1)
        two = run("two workers", folder / "corpus.parquet", folder / "two", workers=2)
        shuffled = run("two workers, shuffled", folder / "shuffled.parquet", folder / "shuffled", workers=2, size=200)
        begun = time.monotonic()
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
            print(f"(the cluster starts in {time.monotonic() - begun:.1f} s)", file=sys.stderr)
            dask = run("two Dask workers", folder / "corpus.parquet", folder / "dask", cluster=cluster.scheduler_address)
    same = len({found for _, found in (one, two, shuffled, dask)}) == 1
    print(f"\nCPU seconds with two workers over those with one: {two[0].cpu_seconds / one[0].cpu_seconds:.3f}")
    print(f"sorted content: {'the same four times' if same else 'NOT the same'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
