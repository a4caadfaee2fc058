"""Why a row was coded so: what ``detente explain ID`` says, as far as it needs no reading of the article once more."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from detente.explain import Explanation
from detente.formats.coded_json import coded_lines
from detente.reasons.find_row import find_rows, looks_like_id
from detente.reasons.row import explain_row
from detente.registry.tables import load_tables
from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Shown, add_page, to_table
from detente.serve.problems import NotThere

UNREAD = "the desk does not read articles again; 'detente explain' does, and tells more."
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
    told = desk.keep(("why", row_id), lambda _: _explain(desk, row_id))
    data = Why(row_id=row_id, title=told.title, lines=list(told.lines))
    lines = [Line(line=line) for line in data.lines]
    return Shown(f"Why {row_id}", "why.html", data, lambda: to_table(lines, Line), f"why-{row_id}")


def _explain(desk: Desk, row_id: str) -> Explanation:
    found = find_rows(coded_lines(desk.folder, [row_id]), [row_id], desk.folder.name)
    return explain_row(found[0], load_tables(desk.settings), None, unread=UNREAD)


add_page(router, "/why/{row_id}", explain_one, Why, tag="rows", summary="Why a row was coded so")
