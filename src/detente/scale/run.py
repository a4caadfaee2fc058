"""Code inputs into a store: plan, drive the workers, acknowledge each shard, derive, report. Interrupted anywhere, it goes on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.errors import ReadingError, StoreError
from detente.language.encoder import NO_MODEL
from detente.reading.known import Known
from detente.reading.parts import URL, find_parts
from detente.registry.tables import load_tables
from detente.scale.job import Done, Job, articles_in
from detente.scale.local import code_locally
from detente.scale.plan import Plan, plan_jobs
from detente.scale.provenance import describe_coding
from detente.scale.report import Progress, RunReport, keep_report
from detente.settings import Settings
from detente.store.derive import derive
from detente.store.folder import SHARD, check_folder, file_of, open_folder, sweep, writing
from detente.store.manifest import Shard, append
from detente.store.text_index import update_index

Report = Callable[[ReadingError], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a corpus is coded.

    ``size`` is how many articles are one shard, 0 for what the store was made for; ``cluster`` the address of a Dask scheduler,
    or "". ``deadline``, where it is not 0, is the most seconds that one step of reading or coding may take.
    """

    known: Known
    settings: Settings
    workers: int = 1
    cluster: str = ""
    update: bool = False
    size: int = 0
    deadline: float = 0.0


def code_into_store(
    inputs: Sequence[str], folder: Path, options: Options, report: Report, show: Callable[[Progress], None]
) -> RunReport:
    """Code inputs into the store of a folder, which is made where there is none.

    ``show`` is told after each shard, and what is done at the end. Raises StoreError where another process writes, the disk is
    full, or a worker cannot start.
    """
    begun = time.monotonic()
    with writing(folder, options.size or SHARD) as snapshot:
        size = check_folder(folder)
        if options.size not in (0, size):
            raise StoreError(
                f"{folder}: its shards are cut for {size:,} articles, not {options.size:,}: all would be coded anew. Leave out "
                "--shard, or name another store."
            )
        sweep(folder, snapshot.shards)
        unread: list[str] = []

        def failed(error: ReadingError) -> None:
            unread.append(str(error))
            report(error)

        how = describe_coding(options.settings, options.known, load_tables(options.settings))
        parts = find_parts(inputs, options.known, failed, size=size)
        plan = plan_jobs(parts, snapshot.shards, inputs, how, size=size, update=options.update)
        _check_reused(folder, plan, snapshot.shards)
        progress = Progress(
            sum(articles_in(group.parts, size) for group in plan.groups), faults=len(unread), of_shards=len(plan.groups)
        )
        jobs = [
            Job(str(folder), group.parts, options.known, options.settings, how, group.reuse, group.attempt, group.held)
            for group in plan.groups
        ]

        def tell(doing: str) -> None:
            progress.doing = doing
            show(progress)

        places = {job.shard: n for n, job in enumerate(jobs)}
        show(progress)
        stale = _Stale(plan)
        append(folder, retired=stale.ready())
        unfinished = []
        for done in _drive(jobs, options):
            if done.shard is None:
                unfinished.append(_give_up(done))
                report(unfinished[-1])
                continue
            append(folder, [replace(done.shard, replaces=stale.ready(places[done.shard.shard]))])
            for fault in done.faults:
                report(ReadingError(fault.where, fault.cause, fault.remedy))
            progress.take(done, articles_in(done.job.parts, size))
            show(progress)
        held = open_folder(folder)
        derive(folder, held, tell)
        tell("indexing texts")
        update_index(held)
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
            replaced=len(plan.stale) - len(stale.left),
            unfinished=tuple(map(str, unfinished)),
            unread=tuple(unread),
            cpu_seconds=round(progress.cpu_seconds, 1),
            peak_megabytes=progress.peak_megabytes,
            seconds=round(time.monotonic() - begun, 1),
            at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        )
        keep_report(folder, result)
    return result


def _check_reused(folder: Path, plan: Plan, shards: Sequence[Shard]) -> None:
    """Raise StoreError where a file is missing whose rows are to be taken over."""
    reused = {name for group in plan.groups for name in group.reuse}
    for shard in shards:
        for table in shard.rows if shard.shard in reused else ():
            if shard.rows[table] and not (file := file_of(folder, table, shard.shard)).exists():
                raise StoreError(f"{file}: is not there. See what else is wrong: detente check {folder}")


class _Stale:
    """Shards that are taken back as soon as all of their parts that are still wanted stand in others."""

    def __init__(self, plan: Plan) -> None:
        self.left = {name: set(places) for name, places in plan.stale.items()}

    def ready(self, place: int | None = None) -> tuple[str, ...]:
        """Return what can be taken back now that a group of the plan is coded."""
        for places in self.left.values():
            places.discard(-1 if place is None else place)
        names = tuple(name for name, places in self.left.items() if not places)
        self.left = {name: places for name, places in self.left.items() if places}
        return names


def _drive(jobs: Sequence[Job], options: Options) -> Iterator[Done]:
    """Code pages of the web one after the other, for their hosts shall have rest; then everything else."""
    pages = [job for job in jobs if job.parts[0].kind == URL]
    others = [job for job in jobs if job.parts[0].kind != URL]
    if pages:
        yield from code_locally(pages, 1, options.deadline)
    if others and options.cluster:
        from detente.scale.cluster import code_on_cluster

        yield from code_on_cluster([_anywhere(job) for job in others], options.cluster, options.deadline)
    elif others:
        yield from code_locally(others, options.workers, options.deadline)


def _anywhere(job: Job) -> Job:
    """Return a job whose paths hold in any folder that one happens to be in."""
    chosen = job.settings
    return replace(
        job,
        folder=_absolute(job.folder),
        settings=replace(
            chosen,
            lexicon=_absolute(chosen.lexicon),
            registry=_absolute(chosen.registry),
            model=chosen.model if chosen.model == NO_MODEL else _absolute(chosen.model),
        ),
    )


def _absolute(path: str) -> str:
    return str(Path(path).absolute()) if path else ""


def _give_up(done: Done) -> ReadingError:
    """Return what is wrong with a job that has no shard; raises StoreError where it would be so with all others."""
    if done.fatal:
        raise StoreError(done.fault)
    cause = f"this part could not be coded: {done.fault}"
    return ReadingError(done.job.parts[0].name, cause, "The others were coded. The same command tries this part again.")
