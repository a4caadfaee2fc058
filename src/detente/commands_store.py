"""What ``detente ask`` and ``detente sql`` do: a question in, rows out in the form that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.console import check_stdout, destination, note, terminal_width, write_object
from detente.display.answers import AFTER, BEFORE, SHOWN, answer_lines, spoken
from detente.display.csv_cells import csv_line, plain
from detente.errors import QueryError
from detente.settings import Settings
from detente.store.question import Question
from detente.store.sql import Limits
from detente.tabular import write_lines, write_parquet

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store.open import Answer, Store
    from detente.store.tables import Table

ON_SCREEN = 20  # rows of each kind, where they are for a person and no number was named


def ask_store(
    question: Question,
    settings: Settings,
    *,
    kinds: Sequence[str],
    sort: str,
    limit: int | None,
    form: str,
    output: Path | None,
    raw: bool,
) -> int:
    """Print the statements and events that a question finds; where there are none, say what could be loosened."""
    from detente.store.open import Store

    most = (ON_SCREEN if form == "table" else None) if limit is None else limit or None
    with Store(Path(settings.store), settings.lexicon, note) as store:
        answer = store.answer(question, rows=tuple(kinds), sort=sort, limit=most)
        tables = [table for table in (answer.statements, answer.events) if table is not None]
        if form == "parquet":
            shown = write_parquet(tables[0].arrow(), output)
        else:
            shown = _write_rows(tables, question, form, output, most, raw=raw)
        if not shown:
            _loosen(store, answer, kinds)
    return 0


def run_sql(query: str, settings: Settings, limits: Limits, *, form: str, output: Path | None, raw: bool) -> int:
    """Print what one SELECT finds, and say where there is more than the limit."""
    from detente.store.sql import run_query

    if output is None:
        check_stdout()
    table, more = run_query(Path(settings.store), query, limits)
    names = table.column_names
    if form in {"json", "parquet"} and (twice := [name for name in names if names.count(name) > 1]):
        raise QueryError(f"Two columns of the answer are called {twice[0][:40]!r}. Give them names: … as NAME.")
    if form == "parquet":
        write_parquet(table, output)
    else:
        _write_query(table, form, output, raw=raw)
    if more:
        note(f"these are the first {limits.rows:,} rows; there are more. Add a LIMIT, or take more: --rows")
    return 0


def _write_rows(tables: list[Table], question: Question, form: str, output: Path | None, most: int | None, *, raw: bool) -> int:
    """Write the rows of each table as they come, and return how many there were."""
    count = 0

    def counted(table: Table) -> Iterator[dict[str, object]]:
        nonlocal count
        for row in table:
            count += 1
            yield row

    def lines() -> Iterator[str]:
        nonlocal count
        for table in tables:
            if form == "csv":
                yield csv_line(table.columns)
                yield from (csv_line(row.values(), raw=raw) for row in counted(table))
            elif rows := table.rows(SHOWN[table.name]):
                count += len(rows)
                yield from _page(table, rows, question, most)

    if form == "json":
        with destination(output) as stream:
            for table in tables:
                for row in counted(table):
                    write_object(stream, {"row": table.name.removesuffix("s"), **{k: plain(v) for k, v in row.items()}})
    else:
        write_lines(lines(), output)
    return count


def _page(table: Table, rows: list[dict[str, object]], question: Question, most: int | None) -> Iterator[str]:
    """Give the heading of a kind of rows, and the rows for a person."""
    from detente.store.text_index import mark_words
    from detente.store.text_query import read_text_query

    total = table.total if len(rows) == most else len(rows)
    yield f"{table.name.upper()}: {total:,}" + (
        f", of which {len(rows):,} are shown (--limit 0 shows all)" if total > len(rows) else ""
    )
    yield ""
    texts = [spoken(table.name, row) for row in rows]
    if asked := " ".join(text for text in (question.text, question.article_text) if text):
        texts = mark_words(texts, read_text_query(asked), BEFORE, AFTER)
    yield from answer_lines(table.name, rows, texts, terminal_width())


def _write_query(table: pa.Table, form: str, output: Path | None, *, raw: bool) -> None:
    from detente.display.grid import grid_lines

    names = table.column_names
    try:
        rows = [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]
    except (OverflowError, ValueError) as error:
        raise QueryError(
            f"A day or time of the answer cannot be shown ({error}). "
            "Cast it to a text: d::varchar; or write Parquet: --format parquet -o FILE"
        ) from error
    if form == "json":
        with destination(output) as stream:
            for row in rows:
                write_object(stream, {name: plain(value) for name, value in zip(names, row, strict=True)})
    elif form == "csv":
        write_lines((csv_line(row, raw=raw) for row in [names, *rows]), output)
    else:
        write_lines(grid_lines(names, rows, terminal_width()), output)


def _loosen(store: Store, answer: Answer, kinds: Sequence[str]) -> None:
    """Say that nothing was found, and which part of the question stands in the way, or what each part finds alone."""
    from detente.store.loosen import loosen

    words = {"without": "without {}", "alone": "with {} alone"}
    found = [f"{one.rows:,} {words[one.how].format(_option(one.field))}" for one in loosen(store, answer.question, tuple(kinds))]
    what = " or ".join(kinds)
    note(
        f"nothing was found; there are {', '.join(found)}"
        if found
        else f"nothing was found: no {what} of the store are like that"
    )


def _option(name: str) -> str:
    return {"copies": "--no-copies", "article_text": "--in-article"}.get(name, f"--{name}")
