"""How far a run is, and what it did."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from detente.scale.job import Done


@dataclass(slots=True)
class Progress:
    """How far a run is. ``expected`` is estimated before a file is read, and corrected with each shard."""

    expected: int = 0
    articles: int = 0
    coded: int = 0
    skipped: int = 0
    faults: int = 0
    shards: int = 0
    of_shards: int = 0
    cpu_seconds: float = 0.0
    peak_megabytes: float = 0.0
    doing: str = "coding"
    begun: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / max(time.monotonic() - self.begun, 1e-9)

    @property
    def left(self) -> float | None:
        """Seconds that are left, None before the first shard."""
        return max(0, self.expected - self.articles) / self.rate if self.articles else None

    def take(self, done: Done, expected: int) -> None:
        """Count a shard that is done, of which so many articles were expected."""
        rows = done.shard.rows if done.shard else {}
        found = rows.get("articles", 0) + rows.get("skipped", 0)
        self.articles += found
        self.coded += done.coded
        self.skipped += rows.get("skipped", 0)
        self.faults += rows.get("failures", 0)
        self.shards += 1
        self.cpu_seconds += done.cpu_seconds
        self.peak_megabytes = max(self.peak_megabytes, done.peak_megabytes)
        self.expected += found - expected


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did; it is kept in the folder ``runs`` of the store.

    ``seconds`` are wall-clock ones; ``cpu_seconds`` those of the processes that code, and ``peak_megabytes`` the most memory that
    one of these had.
    """

    store: str
    inputs: tuple[str, ...]
    workers: str
    done_before: int
    older: int
    repeated: int
    articles: int
    coded: int
    skipped: int
    faults: int
    shards: int
    replaced: int
    unfinished: tuple[str, ...]
    unread: tuple[str, ...]
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    at: str


def keep_report(folder: Path, report: RunReport) -> None:
    """Write the report of a run into the store."""
    name = report.at.replace(":", "").replace("+0000", "Z")
    file = folder / "runs" / f"{name}-{os.getpid()}.json"
    file.write_text(json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n", "utf-8", "backslashreplace")
