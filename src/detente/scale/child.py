"""The process that codes: jobs come in as lines of JSON, and what it is about to do and what came of it go out as such lines.

It is started by ``detente.scale.worker`` and ends when its standard input does. It holds one pipeline, so that the second job
starts at once, and codes nothing in another way than the job says.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from detente.errors import DetenteError, StoreError
from detente.pipeline import Pipeline, load
from detente.scale.code_shard import Care, Step, code_shard
from detente.scale.job import Done, Job, job_from_json
from detente.scale.provenance import describe_coding

if TYPE_CHECKING:
    from detente.reading.relevance import Filter

Loaded = dict[str, tuple[Pipeline, "Filter | None"]]


def main() -> None:
    """Code jobs until standard input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this, and ends it
    warnings.simplefilter("ignore")
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    loaded: Loaded = {}
    spent = 0.0
    while True:
        row = json.loads(requests.get())
        done = _code(job_from_json(row["job"]), Care(row["alone"], row["skip"]), loaded, out)
        spent, before = time.process_time(), spent
        _answer(out, replace(done, cpu_seconds=round(spent - before, 3), peak_megabytes=_peak_megabytes()).to_json())


def _listen(requests: queue.SimpleQueue[str]) -> None:
    """Take requests; their end means that whoever asked is gone, and that nobody wants what is being coded."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _code(job: Job, care: Care, loaded: Loaded, out: TextIO) -> Done:
    def watch(step: Step) -> None:
        _answer(out, asdict(step))

    try:
        way = json.dumps([asdict(job.settings), dict(job.how)], sort_keys=True)
        if way not in loaded:
            watch(Step("loading", seconds=600))
            loaded.clear()
            loaded[way] = _load(job)
        return code_shard(job, *loaded[way], care, watch)
    except (DetenteError, OSError) as error:
        return Done(job, None, fault=str(error) or type(error).__name__, fatal=True)


def _load(job: Job) -> tuple[Pipeline, Filter | None]:
    """Load what codes; raises StoreError where that is not what the job asks for."""
    pipeline = load(job.settings)
    found = describe_coding(job.settings, job.known, pipeline.lexicon)
    if other := sorted(k for k in {*found, *job.how} if found.get(k) != job.how.get(k)):
        raise StoreError(
            f"A worker has another {', '.join(other)} than the run was started with. Install the same Détente and the same "
            "tables on all machines; where it was changed in mid-run, run the same command again."
        )
    if not job.settings.relevant:
        return pipeline, None
    from detente.reading.relevance import load_filter

    return pipeline, load_filter(pipeline.lexicon)


def _peak_megabytes() -> float:
    """Return the most memory that this process has had, 0 where the system does not say."""
    with suppress(OSError, StopIteration), Path("/proc/self/status").open("rb") as status:
        # ru_maxrss begins with what the process had that started this one
        line = next(line for line in status if line.startswith(b"VmHWM:"))
        return round(int(line.split()[1]) / (1 << 10), 1)
    with suppress(ImportError):  # Windows has no such module
        import resource

        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
    return 0.0


def _answer(out: TextIO, row: Mapping[str, object]) -> None:
    out.write(json.dumps(row) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
