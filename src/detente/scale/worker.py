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
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

from detente.scale.code_shard import Care, Step
from detente.scale.job import Done, Job, done_from_json

# -P: no module of the folder that one happens to be in is imported
CHILD = (sys.executable, "-P", "-m", "detente.scale.child")
TRIES = 50  # deaths over one job, each at another article
FRUITLESS = 3  # deaths that no article can be blamed for: while starting, loading or writing
ROOM = 800.0  # megabytes; a child that has had more is started anew: its tables of words grow with every text it reads
START = 600.0  # seconds to load the pipeline on a slow and busy machine


class ChildDied(Exception):
    """The child ended, or was ended because it ``hung``, at a step."""

    def __init__(self, step: Step, cause: str, *, hung: bool) -> None:
        super().__init__(cause)
        self.step, self.cause, self.hung = step, cause, hung


@dataclass(slots=True)
class Worker:
    """One child process, started when it is needed. Use it as a context, or ``close`` it.

    ``deadline``, where it is not 0, is the most seconds that any step of the child may take.
    """

    deadline: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    answers: queue.SimpleQueue[bytes] = field(default_factory=queue.SimpleQueue)
    closed: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def code(self, job: Job) -> Done:
        """Code a job, however often the child must be started anew."""
        alone, skip, deaths = False, dict[str, str](), Counter[str]()
        while not self.closed and sum(deaths.values()) < TRIES:
            try:
                done = done_from_json(job, self._ask(job, Care(alone, skip)))
                if done.peak_megabytes > ROOM:
                    self._end()
                return done
            except ChildDied as died:
                key = died.step.key if alone else ""
                deaths[key] += 1
                if key and (died.hung or deaths[key] == 2):
                    skip[key] = died.cause
                elif not key and deaths[key] == FRUITLESS:
                    return Done(
                        job, None, fault=f"{died.cause}, {FRUITLESS} times, and no article seems to be at fault", fatal=True
                    )
                alone = True
        cause = "it was stopped" if self.closed else f"its worker died {TRIES} times, each time at another article"
        return Done(job, None, fault=cause)

    def _ask(self, job: Job, care: Care) -> Mapping[str, object]:
        try:
            process = self._started()
        except OSError as error:
            cause = f"its worker cannot be started ({error.strerror or error})"
            raise ChildDied(Step("starting"), cause, hung=False) from error
        step, until = Step("starting"), time.monotonic() + START
        request = json.dumps({"job": job.to_json(), "alone": care.alone, "skip": dict(care.skip)}) + "\n"
        try:
            assert process.stdin is not None
            process.stdin.write(request.encode())
            process.stdin.flush()
            while line := self.answers.get(timeout=max(0.0, until - time.monotonic())):
                row: Mapping[str, object] = json.loads(line)
                if "doing" not in row:
                    return row
                step = Step(**row)  # type: ignore[arg-type]  # as child.py writes it
                until = time.monotonic() + (min(step.seconds, self.deadline) if self.deadline and step.key else step.seconds)
        except queue.Empty as error:
            self._end()
            raise ChildDied(step, f"{step.doing} it took too long, and its worker was ended", hung=True) from error
        except OSError:  # the pipe is broken, which the end of its answers says as well
            pass
        code = self._end(grace=5.0)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise ChildDied(step, f"its worker died while {step.doing} it ({how})", hung=False)

    def _started(self) -> subprocess.Popen[bytes]:
        with self.lock:
            if self.closed:
                raise ChildDied(Step("starting"), "it was stopped", hung=False)
            if self.process is None:
                environment = os.environ | {"OMP_NUM_THREADS": "1"}
                self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                    CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
                )
                self.answers = queue.SimpleQueue()
                threading.Thread(target=_listen, args=(self.process, self.answers), daemon=True).start()
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
        with self.lock:
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
