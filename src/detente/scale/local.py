"""Jobs on this machine: one thread and one child process a worker."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterable, Iterator

from detente.scale.job import Done, Job
from detente.scale.worker import Worker


def count_cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def code_locally(jobs: Iterable[Job], workers: int, deadline: float = 0.0) -> Iterator[Done]:
    """Code jobs with some workers and give what came of each as it ends; children are ended when the caller stops early."""
    crew = [Worker(deadline) for _ in range(workers)]
    source, lock = iter(jobs), threading.Lock()
    results: queue.SimpleQueue[Done | BaseException | None] = queue.SimpleQueue()

    def work(worker: Worker) -> None:
        try:
            while not worker.closed:
                with lock:
                    job = next(source, None)
                if job is None:
                    break
                results.put(worker.code(job))
        except BaseException as error:  # noqa: BLE001  it is raised where the results are taken
            results.put(error)
        finally:
            worker.close()
            results.put(None)

    threads = [threading.Thread(target=work, args=(worker,), daemon=True) for worker in crew]
    for thread in threads:
        thread.start()
    try:
        left = len(threads)
        while left:
            result = results.get()
            if result is None:
                left -= 1
            elif isinstance(result, BaseException):
                raise result
            else:
                yield result
    finally:
        for worker in crew:
            worker.close()
        for thread in threads:  # none may write to a store that is no longer held
            thread.join()
