"""A store in Python: tables, questions and SQL over what it held when it was opened."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import QueryError, did_you_mean
from detente.store.across import ALIASES, LISTED, ROWS
from detente.store.ask import FOLD, build, count_query, rows_query
from detente.store.coverage import COVERAGE, pairs_query
from detente.store.doubt import doubt_query
from detente.store.facets import facets_query
from detente.store.folder import Snapshot
from detente.store.interstate import BETWEEN, EXPOSURE, TOLD, acts_query, has_stories, interstate_query
from detente.store.manifest import Shard
from detente.store.on_table import ACTS, ENTRIES, LAST_DAY, PERSONS, PUT, SETTLED
from detente.store.question import KINDS, Question, check_order, make_question
from detente.store.schema import BYTES, DERIVED, TABLES
from detente.store.speaking import ANSWERS, ORIGINS, spoken_query
from detente.store.sql import Limits, run_query
from detente.store.tables import Reader, Table
from detente.store.told_again import ARTICLES, COPIES_OF, STORIES_OF

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found; None of what was not asked for."""

    question: Question
    statements: Table | None
    events: Table | None

    @property
    def total(self) -> int:
        """How many rows were found, beside any limit."""
        return sum(table.total for table in (self.statements, self.events) if table is not None)


def open(folder: str | os.PathLike[str], lexicon: str = "") -> Store:  # noqa: A001  as every library of tables calls it
    """Open a store for reading; ``lexicon`` is the setting, for names of countries in questions.

    The tables are those that the manifest names now, whoever writes meanwhile. Raises StoreError where there is no store.
    """
    return Store(Path(folder), lexicon)


class Store:
    """A store: one attribute a table, ``ask``, ``sql`` and ``manifest``."""

    articles: Table
    statements: Table
    events: Table
    actors: Table
    mentions: Table
    ledger: Table
    outcomes: Table
    failures: Table
    skipped: Table

    def __init__(self, folder: Path, lexicon: str = "", note: Callable[[str], None] = lambda _: None) -> None:
        """Open the store of a folder; ``note`` is told what a question had to do first, such as indexing texts."""
        self.folder = folder
        self._reader, self._lexicon, self._note = Reader(folder), lexicon, note
        # What was searched in this snapshot: to say what could be loosened, one text is searched many times.
        self._found: tuple[Snapshot, dict[tuple[str, str], list[str]]] = (self._reader.snapshot, {})
        for name in TABLES:
            setattr(self, name, Table(self._reader, name, f"select * from {name}"))

    @property
    def lexicon(self) -> str:
        """The folder of the user's own lexicon, as the setting has it; empty where there is none."""
        return self._lexicon

    @property
    def manifest(self) -> tuple[Shard, ...]:
        """The shards that count, in the order in which they were added."""
        return self._reader.snapshot.shards

    def ask(
        self, *, rows: str | tuple[str, ...] = KINDS, sort: str = "newest", limit: int | None = None, **asked: object
    ) -> Answer:
        """Return the statements and events that a question finds; its fields are those of ``Question``.

        ``rows`` is ``"statements"``, ``"events"`` or both, ``sort`` one of newest, date, confidence and outlet. Raises
        QueryError where something asked has no meaning. Same as ``detente ask``.
        """
        return self.answer(make_question(**asked), rows=rows, sort=sort, limit=limit)

    def answer(
        self, question: Question, *, rows: str | tuple[str, ...] = KINDS, sort: str = "newest", limit: int | None = None
    ) -> Answer:
        """Return what a question finds."""
        check_order(sort)
        kinds = (rows,) if isinstance(rows, str) else rows
        for kind in kinds:
            if kind not in KINDS:
                raise QueryError(f"A question finds statements and events, not {kind!r}.{did_you_mean(kind, KINDS)}")
        if limit is not None and limit < 0:
            raise QueryError("limit: a number of rows, 0 or more.")
        tables = {kind: self._find(kind, question, sort, limit) for kind in kinds}
        return Answer(question, tables.get("statements"), tables.get("events"))

    def find(self, table: str, column: str, value: str) -> Table:
        """Return the rows of a table of which one column has this value, such as the rows of an article; both names are ours."""
        if column not in {c.name for c in TABLES[table]}:
            raise QueryError(f"{table}: has no column {column!r}.")
        return Table(self._reader, table, f'select * from {table} where "{column}" = $1', [value])

    def articles_like(
        self, text: str = "", outlet: str | None = None, since: dt.date | None = None, until: dt.date | None = None,
        *, copies: bool = True,
    ) -> Table:  # fmt: skip
        """Return the articles that a search and these bounds find, newest first, with how many rows each has."""
        found = self._search("articles", text) if text else None
        return Table(self._reader, "articles", ARTICLES, [outlet, since, until, found, not copies])

    def told_again(self, article: str) -> list[dict[str, object]]:
        """Return where else the events of an article are told: event, the other event, its article, outlet and day."""
        return Table(self._reader, "stories", STORIES_OF, [article]).rows() if has_stories(self.folder) else []

    def copies_of(self, article: str) -> list[dict[str, object]]:
        """Return the articles that are copies of an article, or of the same one as it."""
        return Table(self._reader, "articles", COPIES_OF, [article]).rows()

    def doubtful(
        self, kinds: Sequence[str], countries: Sequence[str] = (), kind: str | None = None, below: float | None = None,
        without: Sequence[str] = (), *, start: int = 0, size: int = 50,
    ) -> Table:  # fmt: skip
        """Return the rows of some kinds that are to be looked at first, by doubt times weight (``detente.store.doubt``)."""
        query = doubt_query(kinds, stories=has_stories(self.folder), start=start, size=size)
        return Table(self._reader, "doubtful", query, [list(countries) or None, kind, below, list(without)])

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 of a derived one that was not made yet."""
        return self._listed(table, "").total if self._has(table) else 0

    def browse(
        self, table: str, sort: str | None = None, column: str | None = None, value: str | None = None, *, down: bool = False
    ) -> Table:
        """Return a table in the order of one column, or those of its rows of which a column has a value; binary columns left out.

        Raises QueryError where there is no such column.
        """
        columns = {c.name: c for c in (TABLES | DERIVED)[table]}
        for name in (sort, column):
            if name is not None and name not in columns:
                raise QueryError(f"{table}: has no column {name!r}.")
        where = f'where cast("{column}" as varchar) = $1' if column and value is not None else ""
        values = [value] if where else []
        order = f' order by "{sort}" {"desc" if down else "asc"} nulls last, 1, 2' if sort else ""
        return self._listed(table, where + order, values)

    def actors_across(self) -> Table:
        """Return the actors of all articles, those of one name, kind and country as one, the most frequent first."""
        return Table(self._reader, "actors", LISTED)

    def actors_of(self, keys: Sequence[str]) -> Table:
        """Return the rows that actors across articles are made of, by their keys, newest first, with their articles' texts."""
        return Table(self._reader, "actors", ROWS, [list(keys)])

    def aliases_of(self, keys: Sequence[str]) -> Table:
        """Return how the texts call actors across articles, and how often."""
        return Table(self._reader, "mentions", ALIASES, [list(keys)])

    def facets(self, kind: str, question: Question, limit: int = 8) -> Table:
        """Return the commonest values of the statements or events that a question finds: field, value, rows."""
        condition, values = build(kind, question, self._search, self._fold, self._lexicon)
        return Table(self._reader, "facets", facets_query(kind, condition, limit), values)

    @property
    def origins(self) -> dict[str, int]:
        """How many events there are of each origin, most first: ``detente``, and the formats that rows were imported from."""
        counts: dict[str, int] = {}
        for shard in self.manifest:
            counts[shard.origin] = counts.get(shard.origin, 0) + shard.rows.get("events", 0)
        return {o: n for o, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n}

    def interstate(self, origin: str, one: str | None = None, other: str | None = None) -> Table:
        """Return the events between states, one row a story and pair; of one pair where two country codes are given."""
        pair = sorted((one, other)) if one and other else [None, None]
        return Table(self._reader, "interstate", interstate_query(stories=has_stories(self.folder)), [*pair, origin])

    def between(
        self, origin: str, one: str, other: str, *, since: dt.date | None, until: dt.date | None, limit: int | None = None
    ) -> Table:
        """Return the events on whose opposite sides two states stand, newest first, one row a telling; days are inclusive."""
        values = [one, other, origin, since, until]
        query = rows_query("events", BETWEEN, "newest", limit)
        return Table(self._reader, "events", query, values, count_query("events", BETWEEN))

    def pairs(self, origin: str, limit: int = 20) -> Table:
        """Return the two states that most is reported of, with how many events, reports, and of which kind."""
        query = pairs_query(stories=has_stories(self.folder), limit=limit)
        return Table(self._reader, "pairs", query, [None, None, origin])

    def coverage(self) -> dict[str, object]:
        """Return how many articles, copies, outlets, statements, events … there are, and from when until when."""
        return Table(self._reader, "coverage", COVERAGE).rows()[0]

    def acts(self, origin: str, since: dt.date, until: dt.date) -> Table:
        """Return what outlets report as having happened between states, one row a story and pair; days are inclusive."""
        return Table(self._reader, "acts", acts_query(stories=has_stories(self.folder)), [None, None, origin, since, until])

    def spoken(self, origin: str, since: dt.date, until: dt.date, step: str = "all") -> Table:
        """Return how often each state speaks of each other, over the whole time or by ``year`` or ``quarter``."""
        return Table(self._reader, "spoken", spoken_query(step), [origin, since, until])

    def answers(self, origin: str, since: dt.date, until: dt.date) -> Table:
        """Return which states say that they agree (1) or disagree (-1) with which, one row a statement."""
        return Table(self._reader, "answers", ANSWERS, [origin, since, until])

    def speakers(self) -> Table:
        """Return how many statements each origin has, the most first."""
        return Table(self._reader, "speakers", ORIGINS)

    def exposure(self, origin: str) -> Table:
        """Return how much was reported on each day: articles, or events between states of rows without articles."""
        return Table(self._reader, "exposure", EXPOSURE, [origin])

    def entries(self, origin: str, one: str, other: str | None = None) -> Table:
        """Return the ledger entries of a state, or between two, each with the event that opened it, by day."""
        return Table(self._reader, "entries", ENTRIES, [one, other, origin])

    def put_pairs(self, origin: str, limit: int = 20) -> Table:
        """Return between whom most lies on the table, and of which kind."""
        return Table(self._reader, "pairs", PUT, [origin, limit])

    def settled(self, origin: str, entries: Sequence[str]) -> Table:
        """Return what the articles themselves say became of ledger entries, by their ids."""
        return Table(self._reader, "settled", SETTLED, [origin, list(entries)])

    def acts_of(self, origin: str, one: str, other: str | None = None) -> Table:
        """Return the events of a state, or those by one of two towards the other or nobody in particular, by day."""
        return Table(self._reader, "acts", ACTS, [one, other, origin])

    def persons(self, origin: str, one: str, other: str | None = None) -> list[str]:
        """Return the names of the persons of whom the articles speak that tell of these acts."""
        return [str(row["name"]) for row in Table(self._reader, "persons", PERSONS, [one, other, origin]).rows()]

    def last_day(self, origin: str) -> dt.date | None:
        """Return the last day that the rows of an origin tell of."""
        day = Table(self._reader, "last day", LAST_DAY, [origin]).rows()[0]["day"]
        return day if isinstance(day, dt.date) else None

    def told(self, events: Sequence[str]) -> Table:
        """Return sentence, sides, outlet, title and address of events, by their ids."""
        return Table(self._reader, "told", TOLD, [list(events)])

    def sql(self, query: str, limits: Limits = Limits()) -> pa.Table:  # noqa: B008  it is frozen
        """Return the rows of one SELECT, at most ``limits.rows`` of them, on what the store holds now.

        It runs in a process of its own. Raises QueryError where it is refused, wrong or beyond its limits.
        """
        return run_query(self.folder, query, limits)[0]

    def close(self) -> None:
        """Let go of the files; the next question opens them again."""
        self._reader.close()

    def __enter__(self) -> Store:
        """Give the store, to be closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        """Tell what is in it, as the manifest counts."""
        snapshot = self._reader.snapshot
        counts = ", ".join(f"{snapshot.count(name):,} {name}" for name in TABLES if snapshot.count(name))
        return f"<store {self.folder}: {counts or 'empty'}; {len(snapshot.shards):,} shards>"

    def _has(self, table: str) -> bool:
        return table in TABLES or (self.folder / "derived" / f"{table}.parquet").is_file()

    def _listed(self, table: str, rest: str, values: Sequence[object] = ()) -> Table:
        columns = [c for c in (TABLES | DERIVED)[table] if c.type != BYTES]
        named = ", ".join(f'"{c.name}"' for c in columns)
        if not self._has(table):
            empty = ", ".join(f'null as "{c.name}"' for c in columns)
            return Table(self._reader, table, f"select * from (select {empty}) where false")
        return Table(self._reader, table, f"select {named} from {table} {rest}", values)

    def _find(self, kind: str, question: Question, sort: str, limit: int | None) -> Table:
        condition, values = build(kind, question, self._search, self._fold, self._lexicon)
        return Table(self._reader, kind, rows_query(kind, condition, sort, limit), values, count_query(kind, condition))

    def _fold(self, text: str) -> list[str]:
        return self._reader.read(FOLD, [text], lambda cursor: list((cursor.fetchone() or ([],))[0]))

    def _search(self, table: str, text: str) -> list[str]:
        from detente.store.text_index import search
        from detente.store.text_query import read_text_query

        def find() -> list[str]:
            snapshot = self._reader.snapshot
            if self._found[0] is not snapshot:
                self._found = (snapshot, {})
            if (table, text) not in self._found[1]:
                self._found[1][table, text] = search(snapshot, table, read_text_query(text), self._note)
            return self._found[1][table, text]

        return self._reader.retry(find)
