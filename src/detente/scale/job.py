"""A job: the parts that become one shard, and everything that decides its bytes. It travels as JSON."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from detente.reading.cut import Part
from detente.reading.known import Known
from detente.reading.parts import PARQUET
from detente.settings import Settings
from detente.store.manifest import Shard, shard_from_json

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Job:
    """The parts that become one shard of the store in ``folder``.

    ``known`` and ``settings`` are what the user said; ``how`` holds the versions and digests that decide the rows. The rows of
    articles that stand in one of the shards ``reuse`` are taken from there: they were coded in the same way. ``held`` are shards
    that hold what the addresses among the parts gave before, for where they do not answer now.
    """

    folder: str
    parts: tuple[Part, ...]
    known: Known
    settings: Settings
    how: Mapping[str, str] = field(default_factory=dict)
    reuse: tuple[str, ...] = ()
    attempt: int = 0
    held: tuple[str, ...] = ()

    @property
    def shard(self) -> str:
        """The name of the shard: a hash of what is read and how it is coded, the same wherever it is done."""
        content = [[(p.sha256, p.start, p.end, p.kind, p.form) for p in self.parts], sorted(self.how.items())]
        content += [[self.attempt]] if self.attempt else []  # a name of its own beside that which it replaces
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:24]

    def to_json(self) -> Json:
        """Return the job as JSON."""
        row = asdict(self)
        row["known"]["published"] = self.known.published.isoformat() if self.known.published else None
        row["known"].pop("watch", None)
        return row


def job_from_json(row: Mapping[str, Any]) -> Job:
    """Return the job that ``Job.to_json`` wrote."""
    known = dict(row["known"])
    known["published"] = dt.date.fromisoformat(known["published"]) if known["published"] else None
    known["columns"] = tuple((key, column) for key, column in known["columns"])
    made = {
        "parts": tuple(Part(**p) for p in row["parts"]),
        "known": Known(**known),
        "settings": Settings(**row["settings"]),
        "reuse": tuple(row["reuse"]),
        "held": tuple(row["held"]),
    }
    return Job(**{**row, **made})


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read or coded: where, why, what to do."""

    where: str
    cause: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: its line of the manifest, and the first of its faults; or a ``fault`` that ended it whole.

    ``fatal`` says that other jobs would end in the same way: no model, no room. ``coded`` counts the articles that were coded
    now, without those whose rows were taken from other shards. ``cpu_seconds`` are those of the process since its last job, its
    start among them, and ``peak_megabytes`` the most memory that it has had.
    """

    job: Job
    shard: Shard | None
    faults: tuple[Fault, ...] = ()
    fault: str = ""
    fatal: bool = False
    coded: int = 0
    cpu_seconds: float = 0.0
    peak_megabytes: float = 0.0

    def to_json(self) -> Json:
        """Return all but the job as JSON."""
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "job"}
        return row | {"shard": asdict(self.shard) if self.shard else None, "faults": [asdict(f) for f in self.faults]}


def done_from_json(job: Job, row: Mapping[str, Any]) -> Done:
    """Return what ``Done.to_json`` wrote of a job."""
    shard = shard_from_json(row["shard"]) if row["shard"] else None
    faults = tuple(Fault(**f) for f in row["faults"])
    return replace(Done(job, **dict(row)), shard=shard, faults=faults)


def articles_in(parts: Sequence[Part], size: int) -> int:
    """Estimate how many articles parts hold, before any is read."""
    return sum(1 if not p.end else p.end - p.start if p.kind == PARQUET else _by_length(p.end - p.start, size) for p in parts)


def _by_length(length: int, size: int) -> int:
    """Estimate how many articles of news so many bytes hold, of a range that was cut for ``size``."""
    return min(size, max(1, length // 4_000))
