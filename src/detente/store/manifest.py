"""The manifest: one line of JSON a shard. What it does not name does not count, whatever files lie beside it.

A line is written and forced to disk after the files of its shard are; a line that a crash cut short is no line. A later line
with ``replaces`` takes shards back.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from detente.errors import StoreError
from detente.reading.cut import Part

FILE = "manifest.jsonl"
_STEP = 1 << 16  # bytes that are looked at together for the last line end
_NAME = re.compile(r"[\w-][\w.-]*")  # of a shard


@dataclass(frozen=True, slots=True)
class Shard:
    """A line of the manifest: what was coded, how, and what came of it.

    ``how`` says what decides the rows beside the input: versions and digests of code, lexicon and models. ``rows`` and ``sha256``
    are by table; a table without rows has no file. ``seconds`` is wall-clock time, ``at`` the time of the end in UTC.
    ``replaces`` names shards that this one takes back. ``retry`` says that something could not be read for a reason that may pass
    (``soon``: a network, a file in use) or hardly will (``update``: what killed its worker); ``attempt`` counts the tries before.
    """

    shard: str
    origin: str
    parts: tuple[Part, ...] = ()
    how: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    at: str = ""
    retry: str = ""
    attempt: int = 0
    replaces: tuple[str, ...] = ()


def read_manifest(folder: Path, report: Callable[[StoreError], None] | None = None) -> tuple[Shard, ...]:
    """Return the shards that count, in the order in which they were added.

    Raises StoreError for a line that is no entry, or reports it and reads the others.
    """
    file = folder / FILE
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StoreError(
            f"{file}: cannot be read ({error.strerror or error}). Check the disk, or restore it from a copy."
        ) from error
    kept: dict[str, Shard] = {}
    for number, line in enumerate(data.split(b"\n")[:-1], 1):  # what stands after the last line end was cut short
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            for name in row.get("replaces", ()):
                kept.pop(name, None)
            if "shard" in row:
                shard = shard_from_json(row)
                kept[shard.shard] = shard
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            wrong = StoreError(
                f"{file}:{number}: not an entry of a manifest. Restore it from a copy, or delete this line and run "
                "'detente code' on the inputs again."
            )
            if report is None:
                raise wrong from error
            report(wrong)
    return tuple(kept.values())


def shard_from_json(row: Mapping[str, Any]) -> Shard:
    """Return the shard of a line of the manifest; keys that are not known are left.

    Raises TypeError, ValueError or KeyError where it is none: a field is of another kind, or the name leads out of the folder.
    """
    known = {k: v for k, v in row.items() if k in Shard.__dataclass_fields__}
    parts = ({k: v for k, v in p.items() if k in Part.__dataclass_fields__} for p in row.get("parts", ()))
    shard = Shard(**known | {"parts": tuple(Part(**p) for p in parts), "replaces": tuple(row.get("replaces", ()))})
    numbers, digests = dict(shard.rows), dict(shard.sha256)
    if not _NAME.fullmatch(shard.shard) or not isinstance(shard.origin, str):
        raise ValueError(shard.shard)
    if any(type(n) is not int or n < 0 for n in numbers.values()) or not all(isinstance(d, str) for d in digests.values()):
        raise ValueError(numbers)
    return shard


def append(folder: Path, shards: Iterable[Shard] = (), retired: Iterable[str] = ()) -> None:
    """Add shards to the manifest, take others back, and force it to disk; a line that was cut short before is removed.

    Raises StoreError where the disk is full or refuses: what was cut short then is no line.
    """
    lines = [json.dumps(asdict(s), ensure_ascii=False) for s in shards]
    lines += [json.dumps({"replaces": names}) for names in [list(retired)] if names]
    if not lines:
        return
    file = folder / FILE
    try:
        new = not file.exists()
        with file.open("ab+") as stream:
            _cut_torn_line(stream)
            stream.write("".join(line + "\n" for line in lines).encode("utf-8", "backslashreplace"))
            stream.flush()
            os.fsync(stream.fileno())
        if new:
            sync_folder(folder)
    except OSError as error:
        raise unwritten(file, error) from error


def unwritten(file: Path, error: OSError) -> StoreError:
    """Word what kept a file of a store from being written."""
    return StoreError(
        f"{file}: cannot be written ({error.strerror or error}). Make room or check the disk and the permissions, then run the "
        "same command again: it goes on from what is done."
    )


def _cut_torn_line(stream: IO[bytes]) -> None:
    """Remove what stands after the last line end, and stand at the end."""
    size = end = stream.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _STEP)
        stream.seek(start)
        at = stream.read(end - start).rfind(b"\n")
        end = start + at + 1 if at >= 0 else start
        if at >= 0:
            break
    if end != size:
        stream.truncate(end)
    stream.seek(end)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    with suppress(OSError):  # some file systems cannot
        os.fsync(descriptor)
    os.close(descriptor)
