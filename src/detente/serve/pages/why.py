"""Why a row was coded so: what ``detente explain ID`` says, as far as it needs no reading of the article once more."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from detente.explain import Explanation
from detente.formats.coded_json import TABLES, coded_objects
from detente.lexicon import Lexicon
from detente.output import to_line
from detente.reasons.find_row import find_rows, looks_like_id
from detente.reasons.row import explain_row
from detente.serve.desk import DeskOf
from detente.serve.page import Shown, add_page, to_table
from detente.serve.problems import NotThere
from detente.store.open import Store

UNREAD = "the desk does not read articles again; 'detente explain' does, and tells more."
_KINDS = {
    "s": ("statements", "statement_id"),
    "e": ("events", "event_id"),
    "a": ("actors", "actor_id"),
    "l": ("ledger", "entry_id"),
}
router = APIRouter()


class Why(BaseModel):
    """Why a row was coded so, in lines."""

    row_id: str
    title: str
    lines: list[str] = Field(description="as `detente explain` prints them")


class Line(BaseModel):
    """A line of an explanation."""

    line: str


def explain_one(desk: DeskOf, row_id: str) -> Shown:
    """Tell why an event, statement, actor or ledger entry was coded so."""
    if not looks_like_id(row_id):
        raise NotThere(f"{row_id[:60]!r} is no id of a row. Those of events begin with e-, of statements with s-.")
    tables = desk.tables()
    told = desk.keep(("why", row_id), lambda store: _explain(store, row_id, tables))
    data = Why(row_id=row_id, title=told.title, lines=list(told.lines))
    lines = [Line(line=line) for line in data.lines]
    return Shown(f"Why {row_id}", "why.html", data, lambda: to_table(lines, Line), f"why-{row_id}")


def _explain(store: Store, row_id: str, tables: Lexicon) -> Explanation:
    table, column = _KINDS.get(row_id[0], ("events", "event_id"))
    found = store.find(table, column, row_id).rows(["article_id"])
    if not found or not found[0]["article_id"]:
        raise NotThere(f"No row of an article in this store is called {row_id[:60]!r}. The pages name the ids of rows.")
    article = str(found[0]["article_id"])
    rows = {name: store.find(name, "article_id", article).rows() for name in TABLES}
    lines = [to_line(coded).encode() for coded in coded_objects(rows)]
    return explain_row(find_rows(lines, [row_id], "this store")[0], tables, None, unread=UNREAD)


add_page(router, "/why/{row_id}", explain_one, Why, tag="rows", summary="Why a row was coded so")
