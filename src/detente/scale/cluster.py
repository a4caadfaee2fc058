"""Jobs on a Dask cluster: each thread of a Dask worker drives a child process, as a thread does here.

Job and answer travel as JSON. The folder of the store and the inputs must be there, under the same paths, on every machine.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.scale.job import Done, Job, done_from_json, job_from_json
from detente.scale.worker import Worker

if TYPE_CHECKING:
    from distributed import Client

AHEAD = 3  # jobs that wait for each thread of the cluster: enough to keep it busy, few enough for the scheduler
PATIENCE = "20s"  # to connect
LOSSES = 10  # workers of the cluster that may be lost over one job
_HERE = threading.local()
_STARTED: list[Worker] = []


def code_on_cluster(jobs: Iterable[Job], address: str, deadline: float = 0.0) -> Iterator[Done]:
    """Code jobs on the cluster at an address and give what came of each as it ends.

    Raises StoreError where there is no cluster, or no worker in it, or where the scheduler is lost.
    """
    client = _connect(address)
    try:
        if not client.nthreads():
            raise StoreError(f"{address}: the scheduler has no workers. Start some: dask worker {address} --nthreads 1")
        yield from _drive(client, address, iter(jobs), deadline)
    finally:
        if client.status == "running":
            client.run(end_children)
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


def _drive(client: Client, address: str, jobs: Iterator[Job], deadline: float) -> Iterator[Done]:
    from distributed import KilledWorker, as_completed

    losses: Counter[str] = Counter()
    waiting: dict[Any, Job] = {}

    def submit(job: Job) -> Any:
        key = f"{job.shard}-{losses[job.shard]}"
        future = client.submit(code_remotely, json.dumps(job.to_json()), deadline, key=key, pure=False)
        waiting[future] = job
        return future

    first = islice(jobs, AHEAD * sum(client.nthreads().values()))
    running = as_completed([submit(job) for job in first], loop=client.loop)
    for future in running:
        job = waiting.pop(future)
        try:
            done = done_from_json(job, json.loads(future.result()))
        except Exception as error:  # Dask raises what it likes where a worker or the scheduler is lost, and what a worker raised
            if client.status != "running":
                cause = f"{address}: the scheduler is gone"
                raise StoreError(f"{cause}. Start it, and run the same command again: it goes on.") from error
            if future.status == "error" and not isinstance(error, KilledWorker):
                cause = f"{address}: a Dask worker cannot code ({type(error).__name__}: {error})"
                raise StoreError(f"{cause}. Install the same Détente on all machines.") from error
            losses[job.shard] += 1
            if losses[job.shard] <= LOSSES:
                running.add(submit(job))
                continue
            done = Done(job, None, fault=f"the cluster lost {LOSSES} workers over it ({type(error).__name__})")
        yield done
        for job in islice(jobs, 1):
            running.add(submit(job))


def code_remotely(job: str, deadline: float) -> str:
    """Code a job in the child process of this thread of a Dask worker; takes and gives JSON."""
    worker: Worker | None = getattr(_HERE, "worker", None)
    if worker is None or worker.closed:
        worker = _HERE.worker = Worker()
        _STARTED.append(worker)
    worker.deadline = deadline
    return json.dumps(worker.code(job_from_json(json.loads(job))).to_json())


def end_children() -> None:
    """End the child processes of this Dask worker: each holds some 500 MB, and the run is over."""
    while _STARTED:
        _STARTED.pop().close()
