"""Drive one child process: give it jobs, notice when it dies or hangs, and find the article that did it.

A child that is killed, or is silent for longer than its step may take, is started anew and reads the same job article by article.
An article at which it then dies twice, or hangs once, is named a failure and passed over. Nothing of the job counts before it
is done, so that every row comes once.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

from detente.scale.code_shard import Care
from detente.scale.job import Done, Job, done_from_json

CHILD = (sys.executable, "-m", "detente.scale.child")
TRIES = 50  # of one job; each after the third names an article, so that more means that the machine is at fault
JOBS_A_CHILD = 64  # then it is started anew: the parser's table of words grows with every text
START = 600.0  # seconds to load the pipeline on a slow and busy machine


class ChildDied(Exception):
    """The child ended, or was ended because it hung, while it was ``doing`` something with ``where``."""

    def __init__(self, doing: str, where: str, cause: str, *, hung: bool) -> None:
        super().__init__(cause)
        self.doing, self.where, self.cause, self.hung = doing, where, cause, hung


@dataclass(slots=True)
class Worker:
    """One child process, started when it is needed. Use it as a context, or ``close`` it.

    ``deadline``, where it is not 0, is the most seconds that any step of the child may take.
    """

    deadline: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    answers: queue.SimpleQueue[bytes] = field(default_factory=queue.SimpleQueue)
    jobs: int = 0
    closed: bool = False

    def code(self, job: Job) -> Done:
        """Code a job, however often the child must be started anew."""
        alone, skip, deaths = False, dict[str, str](), dict[str, int]()
        for _ in range(TRIES):
            try:
                return done_from_json(job, self._ask(job, Care(alone, skip)))
            except ChildDied as died:
                if self.closed:
                    return Done(job, None, fault="it was stopped")
                if alone and died.where:
                    deaths[died.where] = deaths.get(died.where, 0) + 1
                    if died.hung or deaths[died.where] == 2:
                        skip[died.where] = died.cause
                alone = True
        return Done(job, None, fault=f"its worker died {TRIES} times. Check the memory of this machine, and run again")

    def _ask(self, job: Job, care: Care) -> Mapping[str, object]:
        process = self._started()
        doing, where, until = "starting", "", time.monotonic() + START
        request = json.dumps({"job": job.to_json(), "alone": care.alone, "skip": dict(care.skip)}) + "\n"
        try:
            assert process.stdin is not None
            process.stdin.write(request.encode())
            process.stdin.flush()
            while line := self.answers.get(timeout=max(0.0, until - time.monotonic())):
                row: Mapping[str, object] = json.loads(line)
                if "doing" not in row:
                    return row
                doing, where = str(row["doing"]), str(row["where"])
                seconds = float(row["seconds"])  # type: ignore[arg-type]  # a number, as child.py writes it
                until = time.monotonic() + (min(seconds, self.deadline) if self.deadline and where else seconds)
        except queue.Empty as error:
            self._end()
            raise ChildDied(doing, where, f"{doing} it took too long, and its worker was ended", hung=True) from error
        except OSError:  # the pipe is broken, which the end of its answers says as well
            pass
        code = self._end(grace=5.0)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise ChildDied(doing, where, f"its worker died while {doing} it ({how})", hung=False)

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is not None and self.jobs >= JOBS_A_CHILD:
            self._end()
        if self.process is None:
            environment = os.environ | {"OMP_NUM_THREADS": "1"}
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
            )
            self.jobs, self.answers = 0, queue.SimpleQueue()
            threading.Thread(target=_listen, args=(self.process, self.answers), daemon=True).start()
        self.jobs += 1
        return self.process

    def _end(self, grace: float = 0.0) -> int:
        """End the child, after ``grace`` seconds where it is ending by itself, and return its exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            process.kill()
        if process.stdin is not None:
            with suppress(OSError):  # of what it did not read any more
                process.stdin.close()
        return process.wait()

    def close(self) -> None:
        """End the child for good, also while another thread waits for it."""
        self.closed = True
        self._end()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _listen(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes]) -> None:
    """Pass the lines of a child on, and an empty one at their end."""
    assert process.stdout is not None
    with process.stdout as stream:
        for line in stream:
            answers.put(line)
    answers.put(b"")
