"""SQL: one SELECT over the store, in a process of its own, bounded in time, rows and memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from detente.display.csv_cells import plain, shown
from detente.errors import QueryError
from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Shown, add_page
from detente.serve.problems import wants_page
from detente.serve.query import Asked
from detente.store.sql import Limits, run_query

if TYPE_CHECKING:
    import pyarrow as pa

SECONDS = 10  # of a query on a page; more have the command and the library
_AT_ONCE, _PATIENCE = 2, 5.0  # queries; seconds that another one waits
EXAMPLES = (
    "select type, status, count(*) as n from events group by all order by n desc",
    "select published, speaker_name, content_text from statements where list_contains(about, 'IRN') order by published",
    "select outlet, count(*) as articles from articles group by outlet order by articles desc",
    "describe events",
)
_running = threading.BoundedSemaphore(_AT_ONCE)
router = APIRouter()


class SqlAsked(Asked):
    """A query."""

    q: str | None = Field(default=None, max_length=20_000, description="One SELECT in DuckDB's SQL.")


class Answer(BaseModel):
    """What a query found."""

    columns: list[str]
    rows: list[list[Any]] = Field(description="values in the order of the columns")
    cut: bool = Field(description="whether there are more rows than the limit")
    limit: int
    error: str | None = Field(default=None, description="on the page alone; programs get a problem")


def ask_sql(request: Request, desk: DeskOf, asked: Annotated[SqlAsked, Query()]) -> Shown:
    """Run one SELECT over the store; as ``detente sql``."""
    if asked.q is None:
        return _nothing(desk, asked, None)
    try:
        table, more = _run(desk, asked.q)
    except QueryError as error:
        if wants_page(request):  # a person mends the query where it stands
            return _nothing(desk, asked, str(error))
        raise
    names = table.column_names
    try:
        rows = [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]
    except (OverflowError, ValueError) as error:
        raise QueryError(f"A day or time of the answer cannot be shown ({error}). Cast it to a text: d::varchar.") from error
    data = Answer(columns=names, rows=[[plain(v) for v in row] for row in rows], cut=more, limit=desk.settings.sql_rows)
    cells = [[shown(value) for value in row] for row in rows[:500]]
    return Shown("SQL", "sql.html", data, lambda: table, "query", {"asked": asked, "examples": EXAMPLES, "cells": cells})


def _nothing(desk: Desk, asked: SqlAsked, error: str | None) -> Shown:
    import pyarrow as pa

    data = Answer(columns=[], rows=[], cut=False, limit=desk.settings.sql_rows, error=error)
    return Shown("SQL", "sql.html", data, lambda: pa.table({}), "query", {"asked": asked, "examples": EXAMPLES, "cells": []})


def _run(desk: Desk, query: str) -> tuple[pa.Table, bool]:
    limits = Limits(min(SECONDS, desk.settings.sql_seconds), desk.settings.sql_rows, desk.settings.sql_memory)
    with _turn():
        table, more = run_query(desk.folder, query, limits)
    names = table.column_names
    if twice := [name for name in names if names.count(name) > 1]:
        raise QueryError(f"Two columns of the answer are called {twice[0][:40]!r}. Give them names: … as NAME.")
    return table, more


@contextmanager
def _turn() -> Iterator[None]:
    if not _running.acquire(timeout=_PATIENCE):
        raise HTTPException(503, "Two queries are running. Ask again when one has ended.", {"Retry-After": "5"})
    try:
        yield
    finally:
        _running.release()


add_page(router, "/sql", ask_sql, Answer, tag="data", summary="One SELECT over the store")
