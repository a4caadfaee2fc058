"""How fast the desk is: each page cold and warm, and fifty readers at once, against a real server on this machine.

    python bench/desk.py STORE [--seconds 60] [--readers 50]

Cold is the first time that a page is asked for since the server started, warm the median of twenty times after; both are whole
answers over loopback. The readers ask all pages in turn, each waiting for its answer, until the time is over.
"""

import argparse
import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

WARM = 20


@dataclass
class Server:
    """A server that runs, and where."""

    process: subprocess.Popen[str]
    port: int

    def ask(self, path: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, bytes]:
        """Return status and body of an address, as a browser asks."""
        one = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        one.request("GET", path, headers={"Accept": "text/html"})
        answer = one.getresponse()
        return answer.status, answer.read()

    def memory(self) -> float:
        """Return the megabytes that the process has now."""
        told = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]

    def files(self) -> int:
        """Return how many files the process holds open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def threads(self) -> int:
        """Return how many threads the process has."""
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))


def start(store: Path, reviews: Path) -> Server:
    """Start a server on a free port; reviews go elsewhere, so that the store stays as it is."""
    command = [sys.executable, "-m", "detente", "serve", "--store", str(store), "--port", "0", "--reviews", str(reviews)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for line in process.stdout or ():
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            return Server(process, int(found[1]))
    raise SystemExit("the server did not start")


def list_pages(server: Server) -> dict[str, str]:
    """Return the pages to ask, with ids that the store has."""
    event = json.loads(server.ask("/events.json?sort=confidence&size=1")[1])["rows"][0]
    actors = json.loads(server.ask("/actors.json?kind=person&size=1")[1])["rows"]
    pairs = json.loads(server.ask("/dyad.json?size=1")[1])["rows"]
    one, other = (pairs[0]["one"], pairs[0]["other"]) if pairs else ("RUS", "USA")
    return {
        "Overview": "/",
        "Dyad": f"/dyad/{one}/{other}",
        "Statements": "/statements",
        "Statements, searched": f"/statements?who={one}&about={other}&text=said+OR+sanctions",
        "Events": f"/events?country={one}",
        "Articles": "/articles",
        **({"Article": f"/article/{event['article_id']}"} if event["article_id"] else {}),
        "Why": f"/why/{event['event_id']}",
        "Actors": "/actors",
        **({"Actor": f"/actor/{actors[0]['key']}"} if actors else {}),
        "Network": "/network",
        "Ledger": f"/ledger?one={one}&other={other}",
        "Review": "/review",
        "Data": "/data",
        "Table": "/data/statements?sort=confidence",
        "Codebook": "/data/codebook",
        "API": "/api",
    }


def time_pages(server: Server, pages: dict[str, str]) -> None:
    """Print milliseconds of each page."""
    print(f"{'page':24}{'cold ms':>9}{'warm ms':>9}{'slowest':>9}{'kB':>8}")
    for name, path in pages.items():
        took = []
        for _ in range(WARM + 1):
            begun = time.perf_counter()
            status, body = server.ask(path)
            took.append(1000 * (time.perf_counter() - begun))
            if status != 200:
                raise SystemExit(f"{path}: {status} {body[:300]!r}")
        print(f"{name:24}{took[0]:9.0f}{statistics.median(took[1:]):9.0f}{max(took[1:]):9.0f}{len(body) / 1000:8.0f}")


@dataclass
class Readers:
    """What parallel readers saw."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[object] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, server: Server, paths: list[str], first: int, end: float) -> None:
        """Ask one page after the other until the time is over."""
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        i = first
        while time.monotonic() < end:
            begun = time.perf_counter()
            try:
                status: object = server.ask(paths[i % len(paths)], connection)[0]
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
                connection.close()
            with self.lock:
                self.statuses[status] += 1
                self.took.append(1000 * (time.perf_counter() - begun))
            i += 1
        connection.close()


def crowd(server: Server, pages: dict[str, str], readers: int, seconds: float) -> None:
    """Print what many readers at once meet, and what the server takes before and after."""
    paths, seen = list(pages.values()), Readers()
    for path in paths:
        server.ask(path)
    at_start: tuple[float, int, int] | None = None
    for part in ("warm-up", "measured"):
        seen = Readers()
        end = time.monotonic() + (min(10.0, seconds) if part == "warm-up" else seconds)
        threads = [threading.Thread(target=seen.read, args=(server, paths, i, end)) for i in range(readers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        at_start = at_start or (server.memory(), server.files(), server.threads())
    took = sorted(seen.took)
    print(
        f"\n{readers} readers, {seconds:.0f} s: {len(took):,} answers, {len(took) / seconds:.0f} a second; {dict(seen.statuses)}"
    )
    print(f"ms: median {statistics.median(took):.0f}, 95 % {took[int(0.95 * len(took))]:.0f}, slowest {took[-1]:.0f}")
    memory, files, tasks = at_start or (0.0, 0, 0)
    print(f"memory after the warm-up {memory:.0f} MB, at the end {server.memory():.0f} MB")
    print(f"open files {files} and {server.files()}, threads {tasks} and {server.threads()}")


def main() -> None:
    """Measure the desk over a store."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        server = start(asked.store, Path(place) / "reviews.sqlite")
        try:
            pages = list_pages(server)
            time_pages(server, pages)
            crowd(server, pages, asked.readers, asked.seconds)
        finally:
            server.process.terminate()
            server.process.wait(10)


if __name__ == "__main__":
    main()
