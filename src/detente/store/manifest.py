"""The manifest: one line of JSON a shard. What it does not name does not count, whatever files lie beside it.

A line is written and forced to disk after the files of its shard are; a line that a crash cut short is no line. A later line
with ``retired`` takes a shard back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from detente.errors import StoreError
from detente.reading.cut import Part

FILE = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Shard:
    """A line of the manifest: what was coded, how, and what came of it.

    ``how`` says what decides the rows beside the input: versions and digests of code, lexicon and models. ``rows`` and ``sha256``
    are by table; a table without rows has no file. ``seconds`` is wall-clock time, ``at`` the time of the end in UTC.
    """

    shard: str
    origin: str
    parts: tuple[Part, ...] = ()
    how: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    at: str = ""


def read_manifest(folder: Path) -> tuple[Shard, ...]:
    """Return the shards that count, in the order in which they were added; raises StoreError for a line that is no entry."""
    file = folder / FILE
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return ()
    kept: dict[str, Shard] = {}
    for number, line in enumerate(data.split(b"\n")[:-1], 1):  # what stands after the last line end was cut short
        try:
            row = json.loads(line)
            if "retired" in row:
                kept.pop(row["retired"], None)
            else:
                kept[row["shard"]] = shard_from_json(row)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreError(
                f"{file}:{number}: not an entry of a manifest. Restore it from a copy, or delete this line and run "
                "'detente code' on the inputs again."
            ) from error
    return tuple(kept.values())


def shard_from_json(row: Mapping[str, object]) -> Shard:
    """Return the shard of a line of the manifest; keys that are not known are left."""
    known = {k: v for k, v in row.items() if k in Shard.__dataclass_fields__}
    parts = known.pop("parts", [])
    return Shard(parts=tuple(Part(**p) for p in parts), **known)  # type: ignore[arg-type, attr-defined]  # as it was written


def append(folder: Path, shards: Iterable[Shard] = (), retired: Iterable[str] = ()) -> None:
    """Add shards to the manifest, take others back, and force it to disk; a line that was cut short before is removed."""
    lines = [json.dumps(asdict(s), ensure_ascii=False) for s in shards]
    lines += [json.dumps({"retired": shard}) for shard in retired]
    if not lines:
        return
    file = folder / FILE
    new = not file.exists()
    with file.open("ab+") as stream:
        _cut_torn_line(stream.fileno())
        stream.write("".join(line + "\n" for line in lines).encode("utf-8", "backslashreplace"))
        stream.flush()
        os.fsync(stream.fileno())
    if new:
        sync_folder(folder)


def _cut_torn_line(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    step, end = 1 << 16, size
    while end:
        start = max(0, end - step)
        at = os.pread(descriptor, end - start, start).rfind(b"\n")
        if at >= 0:
            end = start + at + 1
            break
        end = start
    if end != size:
        os.ftruncate(descriptor, end)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
