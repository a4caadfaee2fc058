"""Code inputs into a store: plan, drive the workers, acknowledge each shard, derive, report. Interrupted anywhere, it goes on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import ReadingError, StoreError
from detente.reading.known import Known
from detente.reading.parts import find_parts
from detente.registry.tables import load_tables
from detente.scale.how import describe_coding
from detente.scale.job import Done, Job, articles_in
from detente.scale.local import code_locally
from detente.scale.plan import plan_jobs
from detente.scale.report import Progress, RunReport, keep_report
from detente.settings import Settings
from detente.store.derive import derive
from detente.store.folder import open_folder, sweep, writing
from detente.store.manifest import append

Report = Callable[[ReadingError], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a corpus is coded. ``size`` is how many articles are one shard; ``cluster`` the address of a Dask scheduler, or "".

    ``deadline``, where it is not 0, is the most seconds that one step of reading or coding may take.
    """

    known: Known
    settings: Settings
    workers: int = 1
    cluster: str = ""
    update: bool = False
    size: int = 256
    deadline: float = 0.0


def code_into_store(
    inputs: Sequence[str], folder: Path, options: Options, report: Report, show: Callable[[Progress], None]
) -> RunReport:
    """Code inputs into the store of a folder, which is made where there is none.

    ``show`` is told after each shard. Raises StoreError where another process writes, the disk is full, or a worker cannot start.
    """
    begun = time.monotonic()
    with writing(folder) as snapshot:
        sweep(folder, snapshot.shards)
        faults: list[ReadingError] = []

        def failed(error: ReadingError) -> None:
            faults.append(error)
            report(error)

        lexicon = load_tables(options.settings)
        how = describe_coding(options.settings, options.known, lexicon)
        parts = find_parts(inputs, options.known, failed, size=options.size)
        plan = plan_jobs(parts, snapshot.shards, inputs, how, size=options.size, update=options.update)
        progress = Progress(
            sum(articles_in(group, options.size) for group, _ in plan.groups), faults=len(faults), of_shards=len(plan.groups)
        )
        jobs = [Job(str(folder), group, options.known, options.settings, how, reuse) for group, reuse in plan.groups]
        show(progress)
        unfinished = []
        for done in _drive(jobs, options):
            if done.shard is None:
                unfinished.append(_give_up(done))
                report(unfinished[-1])
                continue
            append(folder, [done.shard])
            for fault in done.faults:
                report(ReadingError(fault.where, fault.cause, fault.remedy))
            progress.take(done, articles_in(done.job.parts, options.size))
            show(progress)
        lost = tuple(str(fault) for fault in unfinished)
        if plan.stale and not lost:
            append(folder, retired=plan.stale)
        derive(folder, open_folder(folder))
        result = RunReport(
            store=str(folder),
            inputs=tuple(inputs),
            workers=options.cluster or f"{options.workers} here",
            done_before=plan.done,
            older=plan.older,
            repeated=plan.repeated,
            articles=progress.articles,
            coded=progress.coded,
            skipped=progress.skipped,
            faults=progress.faults,
            shards=progress.shards,
            replaced=0 if lost else len(plan.stale),
            unfinished=lost,
            cpu_seconds=round(progress.cpu_seconds, 1),
            peak_megabytes=progress.peak_megabytes,
            seconds=round(time.monotonic() - begun, 1),
            at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        )
        keep_report(folder, result)
    return result


def _drive(jobs: Iterable[Job], options: Options) -> Iterator[Done]:
    if not jobs:
        return iter(())
    if options.cluster:
        from detente.scale.cluster import code_on_cluster

        return code_on_cluster(jobs, options.cluster, options.deadline)
    return code_locally(jobs, options.workers, options.deadline)


def _give_up(done: Done) -> ReadingError:
    """Return what is wrong with a job that has no shard; raises StoreError where it would be so with all others."""
    if done.fatal:
        raise StoreError(done.fault)
    cause = f"this part could not be coded: {done.fault}"
    return ReadingError(done.job.parts[0].name, cause, "The others were coded; run the same command again.")
