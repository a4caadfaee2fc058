"""A query of anybody's over a store: in a process of its own, bounded in time, memory and rows."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import DetenteError, QueryError, StoreError
from detente.store.folder import check_folder
from detente.store.sandbox import OUT_OF_TIME, out_of_memory, out_of_time
from detente.store.views import VanishedFile

if TYPE_CHECKING:
    import pyarrow as pa

_START = 30.0  # seconds that a process may need to start and to end, on a machine that is busy


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may take: seconds, rows, and MB of memory."""

    seconds: float = 30.0
    rows: int = 10_000
    memory: int = 1024


def run_query(folder: Path, query: str, limits: Limits = Limits()) -> tuple[pa.Table, bool]:
    """Return the rows of one SELECT over what the store holds now, and whether there are more than the limit.

    Raises QueryError where the query is refused, wrong or beyond its limits, and StoreError where the store cannot be read.
    """
    check_folder(folder)
    query = query.encode("utf-8", "replace").decode()
    try:
        return _run(folder, query, limits)
    except VanishedFile:
        return _run(folder, query, limits)


def _run(folder: Path, query: str, limits: Limits) -> tuple[pa.Table, bool]:
    import pyarrow as pa

    asked = {"folder": str(folder), "query": query, "seconds": limits.seconds, "rows": limits.rows, "memory": limits.memory}
    command = [sys.executable, "-P", "-m", "detente.store.sandbox"]  # -P: no module of the current folder is imported
    try:
        done = subprocess.run(  # noqa: S603  our own module, nothing of the query on the command line
            command, input=json.dumps(asked).encode(), capture_output=True, timeout=limits.seconds + _START, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise out_of_time(limits.seconds) from error
    if done.returncode == 0:
        table = pa.ipc.open_stream(done.stdout).read_all()
        return table.slice(0, limits.rows), table.num_rows > limits.rows
    if done.returncode == OUT_OF_TIME:
        raise out_of_time(limits.seconds)
    raise _error(done.returncode, done.stderr.decode("utf-8", "replace"), limits)


def _error(code: int, told: str, limits: Limits) -> DetenteError:
    """Return the error that the process told; where the system ended it, or Python had nothing left, it wanted memory."""
    kinds = {kind.__name__: kind for kind in (QueryError, StoreError, VanishedFile)}
    try:
        error = json.loads(told)
        return kinds[error["kind"]](error["message"])
    except (ValueError, KeyError, TypeError):
        if code < 0 or "MemoryError" in told or "bad_alloc" in told:
            return out_of_memory(limits.memory)
        return QueryError(
            f"The query could not be run ({told.strip().rpartition(chr(10))[2] or f'exit code {code}'}). Please report it."
        )
