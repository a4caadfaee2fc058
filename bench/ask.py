"""How long ``detente ask`` takes over a store, start of Python included: python bench/ask.py STORE."""

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

QUESTIONS = (
    "--who Obama",
    "--who Russia --about USA",
    "--who Putin --cue threaten --since 2008",
    "--text sanctions",
    "--type THREATEN --status future",
    "--country IRN --in-article nuclear",
)
ROUNDS = 5


def main(store: Path) -> None:
    """Print the median and the best of a few rounds, warm, and the seconds of processors used."""
    ask = [sys.executable, "-m", "detente", "ask", "--store", str(store)]
    subprocess.run([*ask, "--text", "warm"], capture_output=True, check=True)  # indexes the texts, where they are not
    for question in QUESTIONS:
        took = []
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        for _ in range(ROUNDS):
            start = time.perf_counter()
            subprocess.run([*ask, *question.split()], capture_output=True, check=True)
            took.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / ROUNDS
        print(f"{statistics.median(took):.2f} s, best {min(took):.2f} s, processors {used:.2f} s   {question}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
