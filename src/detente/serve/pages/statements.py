"""Statements and Events: what a question finds, with facets that narrow, and each row as a resource of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Query

from detente.serve.asking import FACETS, SORTS, Sought, find, mark
from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Listing, Shown, add_page
from detente.serve.problems import NotThere
from detente.serve.render import address
from detente.serve.rows import EventRow, StatementRow, read_row
from detente.store.loosen import Loosened, loosen
from detente.store.open import Store
from detente.store.question import Question

Kind = Literal["statements", "events"]
_LABELS = {
    "who": "Who", "about": "About", "cue": "Cue", "outlet": "Outlet", "year": "Year", "country": "Country", "type": "Type",
    "status": "Status",
}  # fmt: skip
router = APIRouter()


class Narrower(NamedTuple):
    """A value of a facet: where it leads, and how many rows it has."""

    value: str
    rows: int
    link: str


class Facet(NamedTuple):
    """A field that narrows, and its commonest values."""

    label: str
    values: list[Narrower]


def list_statements(desk: DeskOf, sought: Annotated[Sought, Query()]) -> Shown:
    """List who said what about whom; as ``detente ask --statements``."""
    return _show(desk, "statements", sought)


def list_events(desk: DeskOf, sought: Annotated[Sought, Query()]) -> Shown:
    """List who did what to whom, and whether it happened; as ``detente ask --events``."""
    return _show(desk, "events", sought)


@router.get("/statements/{statement_id}.json", tags=["rows"], operation_id="one_statement", response_model=StatementRow)
def one_statement(desk: DeskOf, statement_id: str) -> Any:
    """Give one statement by its id."""
    return _one(desk, "statements", "statement_id", statement_id)


@router.get("/events/{event_id}.json", tags=["rows"], operation_id="one_event", response_model=EventRow)
def one_event(desk: DeskOf, event_id: str) -> Any:
    """Give one event by its id."""
    return _one(desk, "events", "event_id", event_id)


def _show(desk: Desk, kind: Kind, sought: Sought) -> Shown:
    question = sought.question()
    total, facets, loose = desk.keep(("found", kind, question), lambda store: _look_around(store, kind, question))
    with desk.store() as store:
        found = find(store, kind, sought)
    model = StatementRow if kind == "statements" else EventRow
    given = sought.model_dump(exclude={"page", "size"}, exclude_defaults=True, exclude_none=True)
    data = Listing[model](  # type: ignore[valid-type]  # made from the schema
        total=total, page=sought.page, size=sought.size, rows=[read_row(kind, row) for row in found]
    )
    more = {
        "kind": kind,
        "asked": sought,
        "sorts": SORTS,
        "pieces": mark(kind, found, sought),
        "facets": _facets(kind, given, facets),
        "loose": [(how, name, n, address(f"/{kind}", **_left(given, question, how, name))) for how, name, n in loose],
        "other": address("/events" if kind == "statements" else "/statements", **given),
    }
    return Shown(kind.capitalize(), "found.html", data, lambda: _table(desk, kind, sought), kind, more)


def _look_around(store: Store, kind: Kind, question: Question) -> tuple[int, list[dict[str, object]], list[Loosened]]:
    """Return how many rows a question finds on all pages, what narrows it, and where it finds none what to leave out."""
    total = store.answer(question, rows=kind).total
    if total:
        return total, store.facets(kind, question, FACETS).rows(), []
    return 0, [], loosen(store, question, kind)


def _table(desk: Desk, kind: Kind, sought: Sought) -> Any:
    with desk.store() as store:
        answer = store.answer(sought.question(), rows=kind, sort=sought.sort)
        table = answer.statements if kind == "statements" else answer.events
        assert table is not None
        return table.arrow()


def _facets(kind: Kind, given: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[Facet]:
    found: dict[str, list[Narrower]] = {}
    for row in rows:
        name, value = str(row["name"]), str(row["value"])
        change: dict[str, object] = {"since": value, "until": value} if name == "year" else {name: value}
        found.setdefault(name, []).append(Narrower(value, int(row["n"]), address(f"/{kind}", **{**given, **change})))
    return [Facet(_LABELS[name], values) for name, values in found.items() if len(values) > 1]


def _left(given: Mapping[str, Any], question: Question, how: str, name: str) -> dict[str, Any]:
    """Return what an address asks without one field, or with it alone."""
    return {key: value for key, value in given.items() if (key == name) == (how == "alone") or key not in question.given()}


def _one(desk: Desk, kind: Kind, column: str, row_id: str) -> Any:
    with desk.store() as store:
        rows = store.find(kind, column, row_id).rows()
    if not rows:
        raise NotThere(f"There is no {kind[:-1]} {row_id[:60]!r} in this store. Its ids are found by /{kind}.json.")
    return read_row(kind, rows[0])


add_page(router, "/statements", list_statements, Listing[StatementRow], tag="rows", summary="Who said what about whom")  # type: ignore[valid-type]
add_page(router, "/events", list_events, Listing[EventRow], tag="rows", summary="Who did what to whom")  # type: ignore[valid-type]
