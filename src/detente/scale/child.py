"""The process that codes: jobs come in as lines of JSON, and what it is about to do and what came of it go out as such lines.

It is started by ``detente.scale.worker`` and ends when its standard input does. It holds one pipeline, so that the second job
starts at once.
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
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from detente.errors import DetenteError
from detente.pipeline import Pipeline, load
from detente.scale.code_shard import Care, code_shard
from detente.scale.job import Done, Job, job_from_json
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.reading.relevance import Filter


def main() -> None:
    """Code jobs until standard input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this, and ends it
    warnings.simplefilter("ignore")
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    loaded: dict[Settings, tuple[Pipeline, Filter | None]] = {}
    spent = 0.0
    while True:
        row = json.loads(requests.get())
        done = _code(job_from_json(row["job"]), Care(row["alone"], row["skip"]), loaded, out)
        spent, before = time.process_time(), spent
        _answer(out, replace(done, cpu_seconds=round(spent - before, 3), peak_megabytes=_peak_megabytes()).to_json())


def _peak_megabytes() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def _listen(requests: queue.SimpleQueue[str]) -> None:
    """Take requests; their end means that whoever asked is gone, and that nobody wants what is being coded."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _code(job: Job, care: Care, loaded: dict[Settings, tuple[Pipeline, Filter | None]], out: TextIO) -> Done:
    try:
        if job.settings not in loaded:
            _answer(out, {"doing": "loading", "where": "", "seconds": 600})
            loaded[job.settings] = _load(job)
        pipeline, keep = loaded[job.settings]

        def watch(doing: str, where: str, seconds: float) -> None:
            _answer(out, {"doing": doing, "where": where, "seconds": seconds})

        return code_shard(job, pipeline, keep, care, watch)
    except (DetenteError, OSError, MemoryError) as error:
        return Done(job, None, fault=str(error) or type(error).__name__, fatal=True)


def _load(job: Job) -> tuple[Pipeline, Filter | None]:
    pipeline = load(job.settings)
    if not job.settings.relevant:
        return pipeline, None
    from detente.reading.relevance import load_filter

    return pipeline, load_filter(pipeline.lexicon)


def _answer(out: TextIO, row: Mapping[str, object]) -> None:
    out.write(json.dumps(row) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
