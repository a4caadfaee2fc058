"""Dyad: whether two states thaw or chill, when it changed, who moved first, and every event that it rests on."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, create_model
from starlette.responses import RedirectResponse, Response

from detente.display.relation_sections import Section, make_sections
from detente.display.relation_verdict import verdict_head, verdict_lines
from detente.display.relation_words import dyad, span
from detente.errors import QueryError
from detente.relations.assess import assess
from detente.relations.intake import choose_origin
from detente.relations.records import Relation
from detente.relations.rows import period_rows
from detente.serve.chart_area import Area, find_area
from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.pictures import LookName, draw, picture
from detente.serve.query import Asked, Paged
from detente.serve.render import address
from detente.serve.rows import EventRow, read_row
from detente.store.countries import read_state
from detente.store.open import Store
from detente.store.question import read_bound

PAIRS, SHOWN = 30, 25
router = APIRouter()


class DyadAsked(Asked):
    """How a relation is measured; as `detente relations`."""

    since: str | None = Field(default=None, max_length=10, description="First day: 2008, 2008-03 or 2008-03-15.")
    until: str | None = Field(default=None, max_length=10, description="Last day, inclusive.")
    period: Literal["auto", "day", "week", "month", "quarter"] = Field(default="auto", description="How long a period is.")
    weights: Literal["goldstein", "plover"] = Field(default="goldstein", description="What acts weigh.")
    window: int | None = Field(default=None, ge=1, le=36_500, description="Days at either end that are compared; else a year.")
    origin: str | None = Field(default=None, max_length=40, description="Whose rows: detente, icews, gdelt …")


class Evidenced(DyadAsked, Paged):
    """The same, and which days of evidence are listed under it."""

    first: str | None = Field(default=None, max_length=10, description="First day of the events that are listed.")
    last: str | None = Field(default=None, max_length=10, description="Last day of the events that are listed.")
    size: int = Field(default=SHOWN, ge=1, le=500, description="Events of a page.")


class PairsAsked(Asked):
    """Two states to look at."""

    one: str | None = Field(default=None, max_length=100, description="A state: name or ISO code.")
    other: str | None = Field(default=None, max_length=100, description="Another one.")
    since: str | None = Field(default=None, max_length=10)
    until: str | None = Field(default=None, max_length=10)
    period: str | None = Field(default=None, max_length=10)
    origin: str | None = Field(default=None, max_length=40, description="Whose rows.")


class Pair(BaseModel):
    """Two states of whom something is reported as having happened."""

    one: str
    other: str
    events: int
    reports: int
    cooperation: int
    conflict: int
    since: dt.date | None
    until: dt.date | None


class Pairs(BaseModel):
    """Of whom most is told."""

    pairs: list[Pair]


@cache
def _model() -> type[BaseModel]:
    """Return the model of a relation's JSON: the fields of the record, and the verdict in words."""
    made: type[BaseModel] = create_model(
        "RelationOfTwo",
        __doc__="The relation between two states; docs/relations.md says how each number is made.",
        relation=(Relation, Field(description="all that is measured")),
        words=(list[str], Field(description="the verdict in words")),
        evidence=(int, Field(description="how many events lie between the two, of all statuses; /dyad/A/B/events lists them")),
    )
    return made


def list_pairs(desk: DeskOf, asked: Annotated[PairsAsked, Query()]) -> Shown:
    """List the two states of whom most is told."""
    pairs = desk.keep(("pairs", asked.origin), lambda store: _pairs(store, asked.origin))
    data = Pairs(pairs=pairs)
    more = {"asked": asked, "states": sorted({code for pair in pairs for code in (pair.one, pair.other)})}
    return Shown("Dyads", "dyads.html", data, lambda: to_table(pairs, Pair), "dyads", more)


@router.get("/dyad/find", include_in_schema=False)
def find_dyad(desk: DeskOf, asked: Annotated[PairsAsked, Query()]) -> RedirectResponse:
    """Lead to the two states that a form names."""
    if asked.one is None or asked.other is None:
        raise QueryError("Name two states: Iran and USA, or IRN and USA.")
    lexicon = desk.settings.lexicon
    one, other = read_state(asked.one, lexicon), read_state(asked.other, lexicon)
    rest = asked.model_dump(exclude={"one", "other"}, exclude_none=True)
    return RedirectResponse(address(f"/dyad/{one}/{other}", **rest), 303)


def show_dyad(desk: DeskOf, one: str, other: str, asked: Annotated[Evidenced, Query()]) -> Shown:
    """Measure the relation between two states: verdict, tone, changes, who moved first; as ``detente relations``."""
    relation = _relation(desk, one, other, asked)
    events = _evidence(desk, relation, asked)
    area = _area(desk, relation, asked)
    data = _model().model_construct(
        relation=relation, words=[verdict_head(relation), *verdict_lines(relation)], evidence=events.total
    )
    more = {
        "asked": asked, "relation": relation, "head": verdict_head(relation), "lines": list(verdict_lines(relation)),
        "names": dyad(relation), "span": span(relation), "sections": _linked(list(make_sections(relation)), relation),
        "rows_of_periods": period_rows(relation), "events": events, "area": area,
        "base": f"/dyad/{relation.one}/{relation.other}",
        "measured": asked.model_dump(include=set(DyadAsked.model_fields), exclude_defaults=True),
    }  # fmt: skip
    name = f"{relation.one}-{relation.other}"
    return Shown(dyad(relation), "dyad.html", data, lambda: _periods(relation), name, more)


def list_evidence(desk: DeskOf, one: str, other: str, asked: Annotated[Evidenced, Query()]) -> Shown:
    """List the events between two states, newest first, of all statuses."""
    codes = _codes(desk, one, other)
    with desk.store() as store:
        if not store.origins:
            raise QueryError("This store holds no events.")
        table = _between(store, codes, asked)
        total, rows = table.total, table.page(asked.start, asked.size)
        whole = table.arrow
        data = Listing[EventRow](  # type: ignore[valid-type]  # made from the schema
            total=total, page=asked.page, size=asked.size, rows=[read_row("events", row) for row in rows]
        )
        more = {"kind": "events", "names": codes, "asked": asked}
        return Shown("Events", "evidence.html", data, whole, f"events-{codes[0]}-{codes[1]}", more)


@router.get("/dyad/{one}/{other}/chart.{form}", include_in_schema=False)
def draw_dyad(  # noqa: PLR0917  parameters of an address
    desk: DeskOf,
    one: str,
    other: str,
    form: Literal["svg", "png", "html"],
    asked: Annotated[DyadAsked, Query()],
    look: LookName = "light",
    kind: Literal["timeline", "bars"] = "timeline",
    keep: bool = False,
) -> Response:
    """Draw the timeline of a relation, or how each acts towards the other."""
    relation = _relation(desk, one, other, asked)
    body = _draw(desk, relation, asked, kind, form, look=look, alone=keep)
    return picture(body, form, f"{relation.one}-{relation.other}" if keep or form == "html" else None)


def _draw(desk: Desk, relation: Relation, asked: DyadAsked, kind: str, form: str, *, look: LookName, alone: bool) -> bytes:
    def make(chosen: Any) -> Any:
        from detente.report.bars import draw_directions
        from detente.report.dyad import draw_relation

        return draw_directions(relation, chosen) if kind == "bars" else draw_relation(relation, chosen, alone=alone)

    return draw(desk, ("dyad", relation.one, relation.other, _measured(asked), kind, alone), look, make, form)


def _area(desk: Desk, relation: Relation, asked: DyadAsked) -> Area | None:
    if not relation.tone:
        return None
    svg = _draw(desk, relation, asked, "timeline", "svg", look="light", alone=False).decode()
    return find_area(svg, relation.tone[0].start, relation.tone[-1].end)


def _relation(desk: Desk, one: str, other: str, asked: DyadAsked) -> Relation:
    codes = _codes(desk, one, other)
    measured = _measured(asked)
    return desk.keep(("dyad", codes, measured), lambda store: assess(store, *codes, **dict(measured)))


def _measured(asked: DyadAsked) -> tuple[tuple[str, Any], ...]:
    """Return what a measurement depends on, beside the states."""
    return tuple(sorted(asked.model_dump(include=set(DyadAsked.model_fields)).items()))


def _codes(desk: Desk, one: str, other: str) -> tuple[str, str]:
    lexicon = desk.settings.lexicon
    first, second = read_state(one, lexicon), read_state(other, lexicon)
    if first == second:
        raise QueryError(f"{one} and {other} are one state. Name two.")
    return first, second


def _between(store: Store, codes: tuple[str, str], asked: Evidenced) -> Any:
    first, last = asked.first or asked.since, asked.last or asked.until
    return store.between(
        choose_origin(store, asked.origin),
        *codes,
        read_bound(first, "first", last=False) if first else None,
        read_bound(last, "last", last=True) if last else None,
    )


def _evidence(desk: Desk, relation: Relation, asked: Evidenced) -> Listing[Any]:
    with desk.store() as store:
        table = _between(store, (relation.one, relation.other), asked)
        rows = table.page(asked.start, asked.size)
        return Listing[Any](total=table.total, page=asked.page, size=asked.size, rows=[read_row("events", row) for row in rows])


def _periods(relation: Relation) -> Any:
    import pyarrow as pa

    return pa.Table.from_pylist(period_rows(relation))


def _pairs(store: Store, origin: str | None) -> list[Pair]:
    if not store.origins:
        return []
    return [Pair.model_validate(row) for row in store.pairs(choose_origin(store, origin), PAIRS).rows()]


def _linked(sections: list[Section], relation: Relation) -> list[tuple[Section, list[tuple[Any, str | None]]]]:
    """Put beside each thing that is said where its event stands: the events that moved the tone come first, in their order."""
    moved = relation.verdict.moved_by
    out = []
    for i, section in enumerate(sections):
        links = [
            address(f"/article/{moved[n].article}", row=moved[n].event) + f"#{moved[n].event}"
            if i == 0 and n < len(moved) and moved[n].article
            else None
            for n in range(len(section.items))
        ]
        out.append((section, list(zip(section.items, links, strict=True))))
    return out


add_page(router, "/dyad", list_pairs, Pairs, tag="relations", summary="Of which two states most is told")
add_page(
    router, "/dyad/{one}/{other}/events", list_evidence, Listing[EventRow], tag="relations", summary="Events between two states"  # type: ignore[valid-type]
)  # fmt: skip
add_page(router, "/dyad/{one}/{other}", show_dyad, _model(), tag="relations", summary="The relation between two states")
