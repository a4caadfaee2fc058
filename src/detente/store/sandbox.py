"""The child process in which a stranger's query runs: ``python -m detente.store.sandbox``, asked and answered over pipes.

Standard input is one object: folder, query, seconds, rows, memory in MB. Standard output is an Arrow stream of at most one row
more than were asked for, which tells that there are more. An error is one object on standard error, and the exit code is 1.

A process of its own, since DuckDB was measured (2.0.1) to stop neither at ``interrupt()`` nor at its memory limit inside one
function: ``repeat('x', 2000000000)`` ran for 17 s and took 2 GB. Here the system bounds memory, and the process ends itself.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import DetenteError, QueryError
from detente.store.folder import open_folder
from detente.store.guard import check_query, first_lines
from detente.store.views import check_files, connect

if TYPE_CHECKING:
    import duckdb

OUT_OF_TIME = 75
GRACE = 0.2  # seconds between asking the query to stop and ending the process
_APART = 256 << 20  # bytes of addresses for stacks and heaps of threads, beside what the query may take
_BATCH = 1024


def main() -> int:
    """Answer the query on standard input."""
    try:
        asked = json.loads(sys.stdin.buffer.read())
        _answer(Path(asked["folder"]), asked["query"], asked["seconds"], asked["rows"], asked["memory"])
    except DetenteError as error:
        sys.stderr.write(json.dumps({"kind": type(error).__name__, "message": str(error)}))
        return 1
    return 0


def _answer(folder: Path, query: str, seconds: float, rows: int, memory: int) -> None:
    end = time.monotonic() + seconds
    _after(seconds + GRACE, os._exit, OUT_OF_TIME)
    import duckdb
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())  # the others reserve more than they use, which would count against the limit
    snapshot = open_folder(folder)
    connection = connect(snapshot, memory=memory, threads=2)
    _bound_memory(memory << 20)
    _after(end - time.monotonic(), connection.interrupt)
    try:
        _write(connection, check_query(connection, query), rows, memory << 20)
    except duckdb.InterruptException as error:
        raise out_of_time(seconds) from error
    except (duckdb.OutOfMemoryException, pa.ArrowMemoryError, MemoryError) as error:
        raise out_of_memory(memory) from error
    except (duckdb.Error, pa.ArrowException, UnicodeError) as error:
        check_files(snapshot)
        raise QueryError(f"{first_lines(error)}.") from error


def _after(seconds: float, action: Callable[..., object], *arguments: object) -> None:
    timer = threading.Timer(max(0.0, seconds), action, arguments)
    timer.daemon = True
    timer.start()


def _write(connection: duckdb.DuckDBPyConnection, query: str, rows: int, most: int) -> None:
    """Write the first rows, and one more where there is one; raises QueryError where they are too much to hand over."""
    import pyarrow as pa

    left = rows + 1
    with connection.sql(query).to_arrow_reader(_BATCH) as reader, pa.ipc.new_stream(sys.stdout.buffer, reader.schema) as out:
        for batch in reader:
            out.write_batch(batch.slice(0, left))
            left -= batch.num_rows
            most -= batch.nbytes
            if most < 0:
                raise QueryError("The rows are larger than the memory limit. Select fewer columns, or add a LIMIT.")
            if left <= 0:
                break
    sys.stdout.buffer.flush()


def out_of_time(seconds: float) -> QueryError:
    """Return the error for a query that ran into its time limit."""
    return QueryError(f"The query was stopped after {seconds:g} s. Narrow it with WHERE, or give it longer: --seconds.")


def out_of_memory(memory: int) -> QueryError:
    """Return the error for a query that ran into its memory limit."""
    return QueryError(f"The query needs more than its {memory} MB. Ask for less at once, or give it more: --memory.")


def _bound_memory(more: int) -> None:
    """Let this process take so many bytes more and none beyond, where the system can hold it to that."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):  # Windows, macOS: DuckDB's own limit stands alone
        return
    limit = pages * resource.getpagesize() + more + _APART
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    sys.exit(main())
