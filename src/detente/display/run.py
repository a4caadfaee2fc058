"""How far a run is, and what came of it, in a line or a few."""

from __future__ import annotations

from collections.abc import Iterator

from detente.scale.report import Progress, RunReport


def pace(progress: Progress) -> str:
    """Say how far a run is: articles, rate, remaining time, faults."""
    if progress.doing != "coding":
        return progress.doing
    if not progress.articles:
        return f"coding about {progress.expected:,} articles, in {progress.of_shards:,} shards"
    left = f", {duration(progress.left)} left" if progress.left is not None else ""
    faults = f", {progress.faults:,} faults" if progress.faults else ""
    return f"{progress.articles:,} of about {progress.expected:,} articles, {progress.rate:.1f} a second{left}{faults}"


def summary(done: RunReport) -> Iterator[str]:
    """Say what came of a run."""
    if not done.shards and not done.unfinished:
        yield f"nothing to code: {done.store} has all of it" if done.done_before else "nothing to code"
    else:
        rate = f" ({done.articles / done.seconds:.1f} a second)" if done.seconds else ""
        kept = f", {done.articles - done.skipped - done.coded:,} taken over" if done.articles - done.skipped > done.coded else ""
        yield f"{done.coded:,} articles coded{kept} in {duration(done.seconds)}{rate}; they are in {done.store}"
    if done.skipped:
        yield f"{done.skipped:,} articles left out as not about relations between states; the table 'skipped' lists them"
    if done.repeated:
        yield f"{done.repeated:,} parts hold the same bytes as others and were read once"
    if done.older:
        yield f"{done.older:,} parts were read or coded in another way than now; --update codes them anew"
    if done.replaced:
        yield f"{done.replaced:,} shards replaced"
    if done.faults:
        yield f"{done.faults:,} inputs or articles could not be read or coded; the table 'failures' says why"
    if done.unfinished:
        yield f"{len(done.unfinished):,} shards were given up; run the same command again"


def duration(seconds: float) -> str:
    """Word a time.

    >>> duration(42.4), duration(3_700)
    ('42 s', '1 h 2 min')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
