"""One job → the files of its shard. Everything that can fail for one article fails for it alone."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import DetenteError, ReadingError
from detente.pipeline import Pipeline
from detente.reading.parts import read_part
from detente.records import Article
from detente.scale.job import Done, Fault, Job
from detente.store.folder import file_of, open_folder
from detente.store.manifest import Shard
from detente.store.rows import Row, Rows, reading_rows
from detente.store.schema import ORIGIN, TABLES
from detente.store.write import write_shard

if TYPE_CHECKING:
    from detente.reading.relevance import Filter

SHOWN = 20  # faults of one shard that travel back to be shown; all of them are in the table of failures
PER_ARTICLE = 60.0  # seconds
PER_CHARACTER = 1 / 2000  # seconds: a tenth of the usual speed

Watch = Callable[[str, str, float], None]  # what is done, on what, and how many seconds it may take


@dataclass(frozen=True, slots=True)
class Care:
    """What earlier tries taught: ``alone`` reads article by article, and ``skip`` names what killed its worker, and how."""

    alone: bool = False
    skip: Mapping[str, str] = field(default_factory=dict)


def code_shard(job: Job, pipeline: Pipeline, keep: Filter | None, care: Care, watch: Watch) -> Done:
    """Read, code and write one shard; raises StoreError where it cannot be written.

    ``watch`` is told before each step that may hang or kill the process.
    """
    begun = time.monotonic()
    rows: Rows = {table: [] for table in TABLES}
    folder = Path(job.folder)

    def failed(error: ReadingError) -> None:
        rows["failures"].append({"source": error.where, "cause": error.cause, "remedy": error.remedy})

    articles = _distinct(_read(job, care, watch, failed))
    if keep is not None:
        articles = _relevant(articles, keep, rows["skipped"])
    known = _known_rows(folder, job.reuse)
    coded = 0
    size = 1 if care.alone else pipeline.settings.batch_size
    while batch := list(islice(articles, size)):
        fresh = [a for a in batch if a.id not in known]
        made = _code(fresh, pipeline, care, watch, failed)
        coded += len(made)
        for article in batch:
            for table, found in (known.get(article.id) or made.get(article.id) or {}).items():
                rows[table] += [row | {"source": article.source} for row in found] if table == "articles" else found
    watch("writing", "", PER_ARTICLE * 10)
    digests = write_shard(folder, job.shard, rows, job.how)
    shard = Shard(
        job.shard,
        ORIGIN,
        job.parts,
        job.how,
        {table: len(found) for table, found in rows.items() if found},
        digests,
        round(time.monotonic() - begun, 3),
        dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    )
    faults = tuple(Fault(str(r["source"]), str(r["cause"]), str(r["remedy"])) for r in rows["failures"][:SHOWN])
    return Done(job, shard, faults, coded=coded)


def _read(job: Job, care: Care, watch: Watch, failed: Callable[[ReadingError], None]) -> Iterator[Article]:
    def watched(where: str) -> None:
        if where in care.skip:
            raise ReadingError(where, care.skip[where], "Look at it by itself: detente read FILE.")
        watch("reading", where, PER_ARTICLE)

    known = replace(job.known, watch=watched)
    for part in job.parts:
        try:
            watched(part.name)
            yield from read_part(part, known, failed)
        except ReadingError as error:
            failed(error)


def _distinct(articles: Iterator[Article]) -> Iterator[Article]:
    """Give each article once."""
    seen: set[str] = set()
    for article in articles:
        if article.id not in seen:
            seen.add(article.id)
            yield article


def _relevant(articles: Iterator[Article], keep: Filter, skipped: list[Row]) -> Iterator[Article]:
    for a in articles:
        if keep.keeps(a.text, a.title):
            yield a
        else:
            skipped.append(
                {"article_id": a.id, "source": a.source, "title": a.title, "published": a.published, "why": "relevance"}
            )


def _code(
    articles: list[Article], pipeline: Pipeline, care: Care, watch: Watch, failed: Callable[[ReadingError], None]
) -> dict[str, Rows]:
    """Return the rows of each article by its id; where the articles fail together they are coded one by one."""
    fit = []
    for article in articles:
        where = article.source or article.id
        if where in care.skip:
            failed(ReadingError(where, care.skip[where], "Please report it, with the article."))
        else:
            fit.append(article)
    if not fit:
        return {}
    seconds = PER_ARTICLE + PER_CHARACTER * sum(len(a.text) for a in fit)
    watch("coding", fit[0].source or fit[0].id, seconds)
    try:
        return {reading.article.id: reading_rows(reading) for reading in pipeline.code(fit)}
    except DetenteError:
        raise
    except Exception as error:  # noqa: BLE001  one article must not end the run: the culprit is named
        if len(fit) > 1:
            return {k: v for a in fit for k, v in _code([a], pipeline, care, watch, failed).items()}
        cause = f"Détente itself failed on this article ({type(error).__name__}: {error})"
        failed(ReadingError(fit[0].source or fit[0].id, cause, "Please report it, with the article."))
        return {}


def _known_rows(folder: Path, shards: tuple[str, ...]) -> dict[str, Rows]:
    """Return the rows of the articles of other shards, by article."""
    import pyarrow.parquet as pq

    out: dict[str, Rows] = {}
    held = {s.shard: s for s in open_folder(folder).shards} if shards else {}
    for shard in shards:
        for table in ("articles", "statements", "events", "actors", "mentions", "ledger"):
            if shard in held and held[shard].rows.get(table):
                for row in pq.read_table(file_of(folder, table, shard)).to_pylist():
                    out.setdefault(row["article_id"], {}).setdefault(table, []).append(row)
    return out
