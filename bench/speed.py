"""Measure the whole pipeline against bare spaCy in the same run: words per CPU-second, ratio, start-up time, peak memory.

    python bench/speed.py [FILE.jsonl]     JSON lines with ``text``; without a file, the bank and the example are used

Both sides parse the same texts in turn, and the best of the rounds counts, so that a change of the machine's speed falls on both.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
MIN_WORDS = 20_000


def texts(arguments: list[str]) -> list[str]:
    """Return the texts to read, repeated until they hold enough words to time."""
    if arguments:
        lines = Path(arguments[0]).read_text("utf-8").splitlines()
    else:
        lines = (ROOT / "bank" / "bank.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line)["text"] for line in lines]
    out: list[str] = []
    while sum(len(t.split()) for t in out) < MIN_WORDS:
        out += found
    return out


def cpu_seconds(run: Callable[[], object]) -> float:
    """Return the process time that one call takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def start_up(*command: str) -> float:
    """Return the median wall-clock seconds of a command from a cold process, three times."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "detente", *command], check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[1]


def main() -> None:
    """Run both sides in turn and print the figures."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy

    from detente.pipeline import load
    from detente.records import Article

    articles = [Article(f"a{i}", text) for i, text in enumerate(texts(sys.argv[1:]))]
    words = sum(len(a.text.split()) for a in articles)
    pipeline = load()
    bare = spacy.load(pipeline.settings.pipeline)
    batch = pipeline.settings.batch_size
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        theirs.append(cpu_seconds(lambda: list(bare.pipe([a.text for a in articles], batch_size=batch))))
        ours.append(cpu_seconds(lambda: list(pipeline.code(articles))))
    example = ROOT / "examples" / "strait-talks.txt"
    print(f"texts {len(articles)}, words {words}, best of {ROUNDS} rounds, one process")
    print(f"bare spaCy      {words / min(theirs):8.0f} words per CPU-second")
    print(f"whole pipeline  {words / min(ours):8.0f} words per CPU-second")
    print(f"ratio           {min(theirs) / min(ours):8.2f}")
    print(f"detente --help  {start_up('--help'):8.2f} s")
    print(f"detente read    {start_up('read', str(example)):8.2f} s from a cold start")
    print(f"peak memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
