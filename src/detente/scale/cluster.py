"""Jobs on a Dask cluster: each thread of a Dask worker drives a child process, as a thread does here.

Job and answer travel as JSON. The folder of the store and the inputs must be there, under the same paths, on every machine.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.scale.how import digest_code
from detente.scale.job import Done, Job, done_from_json, job_from_json
from detente.scale.worker import Worker

if TYPE_CHECKING:
    from distributed import Client

AHEAD = 3  # jobs that wait for each thread of the cluster: enough to keep it busy, few enough for the scheduler
PATIENCE = "20s"  # to connect
LOSSES = 10  # workers of the cluster that may be lost over one job
LOST = ("KilledWorker", "CancelledError", "FutureCancelledError")  # what Dask raises where a worker was lost
_HERE = threading.local()


def code_on_cluster(jobs: Iterable[Job], address: str, deadline: float = 0.0) -> Iterator[Done]:
    """Code jobs on the cluster at an address and give what came of each as it ends.

    Raises StoreError where there is no cluster, or where one of its workers has another Détente.
    """
    client = _connect(address)
    try:
        _check_versions(client, address)
        yield from _drive(client, iter(jobs), deadline)
    finally:
        client.close()


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise StoreError(f"--cluster needs {error.name}, which is not installed: pip install 'detente[cluster]'") from error
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:  # no answer in time is an OSError, too
        raise StoreError(f"{address}: no Dask scheduler answers there ({error}). Start one: dask scheduler") from error


def _check_versions(client: Client, address: str) -> None:
    own = digest_code()
    found = client.run(digest_code)
    if not found:
        raise StoreError(f"{address}: the scheduler has no workers. Start some: dask worker {address} --nthreads 1")
    other = [worker for worker, digest in found.items() if digest != own]
    if other:
        raise StoreError(
            f"{other[0]}: this worker of the cluster has another version of Détente. Install the same one on all machines."
        )


def _drive(client: Client, jobs: Iterator[Job], deadline: float) -> Iterator[Done]:
    from distributed import as_completed

    threads = sum(client.nthreads().values())
    losses: dict[str, int] = {}
    waiting: dict[Any, Job] = {}

    def submit(job: Job) -> Any:
        count = losses.get(job.shard, 0)
        future = client.submit(code_remotely, json.dumps(job.to_json()), deadline, key=f"{job.shard}-{count}", pure=False)
        waiting[future] = job
        return future

    running = as_completed([submit(job) for job in islice(jobs, AHEAD * threads)], loop=client.loop)
    for future in running:
        job = waiting.pop(future)
        error = future.exception()
        if error is None:
            yield done_from_json(job, json.loads(future.result()))
        elif losses.get(job.shard, 0) < LOSSES and type(error).__name__ in (
            "KilledWorker",
            "CancelledError",
            "FutureCancelledError",
        ):
            losses[job.shard] = losses.get(job.shard, 0) + 1
            running.add(submit(job))
            continue
        else:
            yield Done(job, None, fault=f"the cluster gave it up ({type(error).__name__}: {error})")
        for job in islice(jobs, 1):
            running.add(submit(job))


def code_remotely(job: str, deadline: float) -> str:
    """Code a job in the child process of this thread of a Dask worker; takes and gives JSON."""
    worker: Worker | None = getattr(_HERE, "worker", None)
    if worker is None:
        worker = _HERE.worker = Worker(deadline)
    done = worker.code(job_from_json(json.loads(job)))
    return json.dumps(done.to_json())
