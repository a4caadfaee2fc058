"""Jobs on this machine: one thread and one child process a worker."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator

from detente.scale.job import Done, Job
from detente.scale.worker import Worker


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
