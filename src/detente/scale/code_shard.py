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
from detente.pipeline import Pipeline, failed_on
from detente.reading.cut import Part
from detente.reading.parts import URL, read_part
from detente.records import Article
from detente.scale.job import Done, Fault, Job
from detente.scale.kept_rows import KeptRows
from detente.scale.plan import SOON, UPDATE
from detente.store.manifest import Shard
from detente.store.read import read_columns
from detente.store.rows import Row, Rows, reading_rows
from detente.store.schema import ORIGIN, TABLES
from detente.store.write import PackedRows

if TYPE_CHECKING:
    from detente.reading.relevance import Filter

PACKED = 1000  # rows of what was refused or left out that are kept as objects
SHOWN = 20  # faults of one shard that travel back to be shown; all of them are in the table of failures
PER_ARTICLE = 60.0  # seconds
PER_CHARACTER = 1 / 2000  # seconds: a tenth of the usual speed
PER_PAGE = 300.0  # seconds to fetch a page, waiting for one's turn included; fetching has limits of its own
LOST = "Look at it by itself: detente read FILE. With --update it is tried again."


@dataclass(frozen=True, slots=True)
class Step:
    """What is about to be done: with what (``key``, empty where no article can be at fault), and for how many seconds at most.

    ``where`` names it for people.
    """

    doing: str
    key: str = ""
    where: str = ""
    seconds: float = PER_ARTICLE


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Care:
    """What earlier tries taught: ``alone`` goes article by article; ``skip`` holds what killed its worker, by key, and how."""

    alone: bool = False
    skip: Mapping[str, str] = field(default_factory=dict)


def code_shard(job: Job, pipeline: Pipeline, keep: Filter | None, care: Care, watch: Watch) -> Done:
    """Read, code and write one shard; raises StoreError where it cannot be written.

    ``watch`` is told before each step that may hang or kill the process.
    """
    begun = time.monotonic()
    shard = _Draft(job, care, watch)
    kept = KeptRows(Path(job.folder), job.reuse)
    articles = shard.relevant(shard.read(), keep) if keep is not None else shard.read()
    coded = 0
    while batch := list(islice(articles, 1 if care.alone else pipeline.settings.batch_size)):
        watch(Step("taking over rows"))
        known = kept.rows_of([a.id for a in batch])
        made = shard.code([a for a in batch if a.id not in known], pipeline)
        coded += len(made)
        for article in batch:
            shard.add(article, known.get(article.id) or made.get(article.id) or {})
        shard.pack()
    watch(Step("writing", seconds=10 * PER_ARTICLE))
    shard.pack()
    digests = shard.packed.write(Path(job.folder), job.shard)
    entry = Shard(
        job.shard,
        ORIGIN,
        job.parts,
        job.how,
        shard.packed.counts(),
        digests,
        round(time.monotonic() - begun, 3),
        dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        shard.retry,
        job.attempt,
    )
    return Done(job, entry, tuple(shard.faults), coded=coded)


class _Draft:
    """The rows of a shard while it is read and coded."""

    def __init__(self, job: Job, care: Care, watch: Watch) -> None:
        self.job, self.care, self.watch = job, care, watch
        self.rows: Rows = {table: [] for table in TABLES}
        self.packed = PackedRows(job.how)
        self.faults: list[Fault] = []
        self.retry = ""
        self._seen: set[str] = set()
        self._reading = Step("reading")

    def fail(self, error: ReadingError, retry: str = "") -> None:
        """Keep a fault; ``retry`` says when what failed is worth another try, and a cause in the system that it is."""
        row = _writable({"source": error.where, "cause": error.cause, "remedy": error.remedy})
        self.rows["failures"].append(row)
        if len(self.faults) < SHOWN:
            self.faults.append(Fault(str(row["source"]), str(row["cause"]), str(row["remedy"])))
        retry = SOON if isinstance(error.__cause__, OSError) else retry
        self.retry = self.retry if self.retry == SOON else retry or self.retry

    def add(self, article: Article, rows: Rows) -> None:
        """Add the rows of an article, which may have been read under another name before."""
        for table, found in rows.items():
            self.rows[table] += [row | {"source": article.source} for row in found] if table == "articles" else found

    def pack(self) -> None:
        """Put the rows that have come into a form that takes little memory."""
        self.packed.add({table: [_writable(row) for row in found] for table, found in self.rows.items()})
        for found in self.rows.values():
            found.clear()

    def read(self) -> Iterator[Article]:
        """Give the articles of all parts, each once."""
        for part in self.job.parts:
            for article in self._read_part(part):
                if article.id not in self._seen:
                    self._seen.add(article.id)
                    yield article

    def _read_part(self, part: Part) -> Iterator[Article]:
        """Read one part; what kills a worker while it is being read ends the part, and what came before stays."""
        retry = SOON if part.kind == URL else ""

        def refused(error: ReadingError) -> None:
            self.fail(error, retry)
            self._go_on()

        known = replace(self.job.known, watch=lambda where: self._step(f"page {where}", where))
        try:
            self._step(f"part {part.name}", part.name, PER_PAGE if part.kind == URL else PER_ARTICLE)
            articles = read_part(part, known, refused)
            number = 0
            while (article := next(articles, None)) is not None:
                number += 1
                yield article
                if self.care.alone:
                    self._step(f"part {part.name} after {number}", f"{part.name} behind its article {number}")
        except _Lost as lost:
            self.fail(ReadingError(lost.where, lost.cause, LOST), UPDATE)
        except ReadingError as error:
            self.fail(error, retry)
            if part.kind == URL:
                yield from self._held(part)
        except OSError as error:
            cause = f"cannot be read ({error.strerror or error})"
            self.fail(
                ReadingError(part.name, cause, "Check the path and the permissions, then run the same command again."), SOON
            )

    def _held(self, part: Part) -> Iterator[Article]:
        """Give what an address gave before: that it does not answer now takes nothing back."""
        for shard in self.job.held:
            for row in read_columns(Path(self.job.folder), "articles", shard).to_pylist():
                if part.name in (row["source"], row["url"]):
                    names = ("article_id", "text", "title", "outlet", "url", "published", "language", "source")
                    yield Article(*(row[name] for name in names))

    def _step(self, key: str, where: str, seconds: float = PER_ARTICLE) -> None:
        if key in self.care.skip:
            raise _Lost(where, self.care.skip[key])
        self._reading = Step("reading", key, where, seconds)
        self.watch(self._reading)

    def _go_on(self) -> None:
        """Tell, while nothing comes that can be coded, that reading goes on; keep little of what was refused."""
        self.watch(self._reading)
        if len(self.rows["failures"]) + len(self.rows["skipped"]) >= PACKED:
            self.pack()

    def relevant(self, articles: Iterator[Article], keep: Filter) -> Iterator[Article]:
        """Give the articles that are about relations between states, and list the others."""
        for a in articles:
            if keep.keeps(a.text, a.title):
                yield a
            else:
                row: Row = {
                    "article_id": a.id,
                    "source": a.source,
                    "title": a.title,
                    "published": a.published,
                    "why": "relevance",
                }
                self.rows["skipped"].append(row)
                self._go_on()

    def code(self, articles: list[Article], pipeline: Pipeline) -> dict[str, Rows]:
        """Return the rows of each article by its id; where the articles fail together they are coded one by one."""
        fit = [a for a in articles if a.id not in self.care.skip]
        for a in articles:
            if a.id in self.care.skip:
                self.fail(ReadingError(a.source or a.id, self.care.skip[a.id], LOST), UPDATE)
        if not fit:
            return {}
        seconds = PER_ARTICLE + PER_CHARACTER * sum(len(a.text) for a in fit)
        self.watch(Step("coding", fit[0].id, fit[0].source or fit[0].id, seconds))
        try:
            return {reading.article.id: reading_rows(reading) for reading in pipeline.code(fit)}
        except DetenteError:
            raise
        except Exception as error:  # noqa: BLE001  one article must not end the run: the culprit is named
            if len(fit) > 1:
                return {k: v for a in fit for k, v in self.code([a], pipeline).items()}
            self.fail(failed_on(fit[0], error))
            return {}


class _Lost(ReadingError):
    """A part, or a page of one, that killed its worker before."""

    def __init__(self, where: str, cause: str) -> None:
        super().__init__(where, cause, LOST)


def _writable(row: Row) -> Row:
    """Return a row whose texts are all Unicode: names of files may be any bytes."""
    broken = {k: v.encode("utf-8", "backslashreplace").decode() for k, v in row.items() if isinstance(v, str) and not _sound(v)}
    return row | broken if broken else row


def _sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
