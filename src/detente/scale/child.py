"""The process that codes: jobs come in as lines of JSON, and what it is about to do and what came of it go out as such lines.

It is started by ``detente.scale.worker`` and ends when its standard input does. It holds one pipeline, so that the second job
starts at once.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import warnings
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from detente.errors import DetenteError
from detente.pipeline import Pipeline, load
from detente.scale.code_shard import Care, code_shard
from detente.scale.job import Job, job_from_json
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.reading.relevance import Filter


def main() -> None:
    """Code jobs until standard input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    warnings.simplefilter("ignore")
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    loaded: dict[Settings, tuple[Pipeline, Filter | None]] = {}
    while True:
        row = json.loads(requests.get())
        _answer(out, _code(job_from_json(row["job"]), Care(row["alone"], row["skip"]), loaded, out))


def _listen(requests: queue.SimpleQueue[str]) -> None:
    """Take requests; their end means that whoever asked is gone, and that nobody wants what is being coded."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _code(job: Job, care: Care, loaded: dict[Settings, tuple[Pipeline, Filter | None]], out: TextIO) -> Mapping[str, object]:
    try:
        if job.settings not in loaded:
            _answer(out, {"doing": "loading", "where": "", "seconds": 600})
            loaded[job.settings] = _load(job)
        pipeline, keep = loaded[job.settings]

        def watch(doing: str, where: str, seconds: float) -> None:
            _answer(out, {"doing": doing, "where": where, "seconds": seconds})

        done = code_shard(job, pipeline, keep if job.relevant else None, care, watch)
    except (DetenteError, OSError, MemoryError) as error:
        return {"fault": str(error) or type(error).__name__}
    assert done.shard is not None
    return {"shard": asdict(done.shard), "faults": [asdict(f) for f in done.faults], "coded": done.coded}


def _load(job: Job) -> tuple[Pipeline, Filter | None]:
    pipeline = load(job.settings)
    if not job.relevant:
        return pipeline, None
    from detente.reading.relevance import load_filter

    return pipeline, load_filter(pipeline.lexicon)


def _answer(out: TextIO, row: Mapping[str, object]) -> None:
    out.write(json.dumps(row) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
