"""Dyad: the relation between two states over time, the events it rests on, and what else the store tells of the two."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from detente.display.relation_sections import make_sections
from detente.display.relation_verdict import verdict_head, verdict_lines
from detente.display.relation_words import dyad, nothing_reported, span, state_name
from detente.relations.assess import assess
from detente.relations.intake import choose_origin
from detente.relations.records import Relation
from detente.relations.rows import period_rows, relation_to_dict
from detente.serve.desk import Desk, DeskOf
from detente.serve.dyad_beside import read_open_entries, read_spoken
from detente.serve.measured import PERIODS, WEIGHTS, Measured, Pair
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.pictures import LookName, draw, picture
from detente.serve.plot_area import Area, read_area, read_size
from detente.serve.query import Paged
from detente.serve.record_models import record_model
from detente.serve.render import address
from detente.serve.rows import EventRow, read_row
from detente.store.countries import read_state
from detente.store.open import Store
from detente.store.question import read_bound

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.report.theme import Look

PAIRS = 40
LONG = 24  # periods: a longer table is folded
State = Annotated[str, Path(max_length=100, description="A state: name or ISO code.")]
RelationData = record_model(Relation, words=list[str])
_LIST = Listing[EventRow]  # type: ignore[valid-type]  # made from the schema
router = APIRouter()


class Sides(Measured):
    """Two states, and how their relation is measured."""

    one: str | None = Field(default=None, max_length=100, description="A state: name or ISO code.")
    other: str | None = Field(default=None, max_length=100, description="Another one.")


class Listed(Measured, Paged):
    """How a relation is measured, and which of the events between the two are listed."""

    first: str | None = Field(default=None, alias="from", max_length=10, description="First day of the events that are listed.")
    last: str | None = Field(default=None, alias="to", max_length=10, description="Last day of them, inclusive.")

    def choose(self) -> dict[str, Any]:
        """Return the measure with the days that were chosen, for an address."""
        return {**self.measure(), "from": self.first, "to": self.last}

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """Return first and last day of the events: those chosen, else those of the relation; raises QueryError."""
        since, until = self.first or self.since, self.last or self.until
        return (
            read_bound(since, "from" if self.first else "since", last=False) if since else None,
            read_bound(until, "to" if self.last else "until", last=True) if until else None,
        )


class Pictured(Measured):
    """How a relation is measured, and how it is drawn."""

    look: LookName = Field(default="light", description="light or dark")
    file: bool = Field(default=False, description="To keep as a file: with its title, and the events that moved it most.")


class Period(BaseModel):
    """A period as it is drawn."""

    start: dt.date
    end: dt.date
    tone: float
    tone_low: float
    tone_high: float
    events: int
    reports: int
    cooperation: int
    conflict: int


class Drawn(NamedTuple):
    """The figures of a relation as the page needs to know them, and what it says where they show nothing."""

    area: Area | None
    alt: str
    periods: list[Period]
    bars: tuple[float, float]
    nothing: str


def choose_dyad(request: Request, desk: DeskOf, asked: Annotated[Sides, Query()]) -> Shown | Response:
    """List the states of whom most is told; of one state, its pairs. The page leads on where two are given."""
    codes = [read_state(name, desk.settings.lexicon) for name in (asked.one, asked.other) if name is not None]
    if len(codes) > 1 and request.url.path == "/dyad":
        return RedirectResponse(address(f"/dyad/{codes[0]}/{codes[1]}", **asked.measure()), 303)
    every = _pairs(desk, asked.origin)
    rows = [pair for pair in every if {pair.one, pair.other}.issuperset(codes)]
    data = Listing[Pair](total=len(rows), page=1, size=PAIRS, rows=rows[:PAIRS])
    more = {"choices": _choices(every), "asked": asked}
    return Shown("Dyad", "dyads.html", data, lambda: to_table(rows, Pair), "pairs", more)


def show_dyad(desk: DeskOf, one: State, other: State, asked: Annotated[Listed, Query()]) -> Shown:
    """Measure the relation between two states; as ``detente relations``. Days and pages of the events are for the page."""
    relation = relate(desk, one, other, asked)
    title = dyad(relation)
    more = {
        "asked": asked,
        "relation": relation,
        "span": span(relation),
        "head": verdict_head(relation),
        "lines": verdict_lines(relation),
        "sections": list(make_sections(relation)),
        "measure": asked.measure(),
        "beside": lambda: _beside(desk, relation, asked),  # what the page alone shows is not made for its twins
        "long": LONG,
    }
    return Shown(
        title,
        "dyad.html",
        lambda: _data(relation),
        lambda: _period_table(relation),
        f"relation-{relation.one}-{relation.other}",
        more,
    )


def list_between(desk: DeskOf, one: State, other: State, asked: Annotated[Listed, Query()]) -> Shown:
    """List the events on whose opposite sides the two states stand, newest first, one row a telling."""
    codes = _codes(desk, one, other)
    data = _events(desk, *codes, asked)
    more = {"asked": asked, "codes": codes, "measure": asked.measure()}
    title = f"Events between {state_name(codes[0])} and {state_name(codes[1])}"
    return Shown(
        title, "dyad_events.html", data, lambda: _event_table(desk, *codes, asked), f"events-{codes[0]}-{codes[1]}", more
    )


@router.get("/dyad/{one}/{other}/chart.{form}", include_in_schema=False)
def draw_chart(
    desk: DeskOf, one: State, other: State, form: Literal["svg", "png", "html"], asked: Annotated[Pictured, Query()]
) -> Response:
    """Draw the timeline."""
    relation = relate(desk, one, other, asked)
    alone = asked.file or form != "svg"
    body = _timeline(desk, relation, asked, asked.look, form, alone=alone)
    return picture(body, form, f"{relation.one}-{relation.other}" if alone else None)


@router.get("/dyad/{one}/{other}/bars.{form}", include_in_schema=False)
def draw_bars(
    desk: DeskOf, one: State, other: State, form: Literal["svg", "png", "html"], asked: Annotated[Pictured, Query()]
) -> Response:
    """Draw who acts towards whom, as mirrored bars."""
    relation = relate(desk, one, other, asked)
    body = _bars(desk, relation, asked, asked.look, form)
    return picture(body, form, f"{relation.one}-{relation.other}-directions" if asked.file or form != "svg" else None)


def relate(desk: Desk, one: str, other: str, asked: Measured) -> Relation:
    """Return the relation between two states, measured once; raises QueryError where something asked has no meaning."""
    codes, measure = _codes(desk, one, other), asked.measure()
    return desk.keep(("relation", *codes, asked.measure_key()), lambda store: assess(store, *codes, **measure))


def _data(relation: Relation) -> BaseModel:
    words = [verdict_head(relation), *verdict_lines(relation)]
    return RelationData.model_validate(relation_to_dict(relation) | {"words": words})


def _codes(desk: Desk, one: str, other: str) -> tuple[str, str]:
    return read_state(one, desk.settings.lexicon), read_state(other, desk.settings.lexicon)


def _pairs(desk: Desk, origin: str | None) -> list[Pair]:
    def find(store: Store) -> list[Pair]:
        if not store.origins:
            return []
        return [Pair.model_validate(row) for row in store.pairs(choose_origin(store, origin), 10_000).rows()]

    return desk.keep(("pairs", origin), find)


def _choices(pairs: list[Pair]) -> dict[str, Any]:
    known = sorted({state_name(code) for pair in pairs for code in (pair.one, pair.other)})
    return {"states": known, "periods": PERIODS, "weights": WEIGHTS}


def _beside(desk: Desk, relation: Relation, asked: Listed) -> dict[str, Any]:
    """Return what the page shows of two states beside what is measured."""
    timeline = _timeline(desk, relation, asked, "light", "svg", alone=False)
    bars = _bars(desk, relation, asked, "light", "svg")
    key = relation.one, relation.other, asked.measure_key()
    drawn = desk.keep(("drawn", *key), lambda store: _describe(store, relation, asked, timeline, bars))
    return {
        "choices": _choices(_pairs(desk, asked.origin)),
        "drawn": drawn,
        "evidence": _events(desk, relation.one, relation.other, asked),
        "entries": read_open_entries(desk, relation, asked.origin),
        "spoken": read_spoken(desk, relation),
    }


def _describe(store: Store, relation: Relation, asked: Measured, timeline: bytes, bars: bytes) -> Drawn:
    from detente.report.alt import alt_text

    return Drawn(
        read_area(timeline) if relation.tone else None,
        alt_text(relation),
        _periods(relation),
        read_size(bars),
        "" if relation.events else _nothing(store, relation, asked),
    )


def _nothing(store: Store, relation: Relation, asked: Measured) -> str:
    said = nothing_reported(relation, store.interstate(choose_origin(store, asked.origin), relation.one, relation.other).total)
    return f"{said[0].upper()}{said[1:]}."


def _events(desk: Desk, one: str, other: str, asked: Listed) -> Listing[Any]:
    since, until = asked.days()

    def find(store: Store) -> Listing[Any]:
        origin, most = choose_origin(store, asked.origin), asked.start + asked.size
        found = store.between(origin, one, other, since=since, until=until, limit=most)
        rows = [read_row("events", row) for row in found.rows()[asked.start :]]
        return _LIST(total=found.total, page=asked.page, size=asked.size, rows=rows)

    return desk.keep(("between", one, other, asked.origin, since, until, asked.page, asked.size), find)


def _event_table(desk: Desk, one: str, other: str, asked: Listed) -> pa.Table:
    since, until = asked.days()
    with desk.store() as store:
        return store.between(choose_origin(store, asked.origin), one, other, since=since, until=until).arrow()


def _period_table(relation: Relation) -> pa.Table:
    """Return one row a period; columns that are empty in all of them are of numbers nevertheless."""
    import pyarrow as pa

    made = pa.Table.from_pylist(period_rows(relation))
    fields = [pa.field(f.name, pa.float64()) if pa.types.is_null(f.type) else f for f in made.schema]
    return made.cast(pa.schema(fields))


def _periods(relation: Relation) -> list[Period]:
    """Return the periods as they are drawn, so that the table says what the picture shows."""
    from detente.report.coarsen import choose_period, coarsen_pressure, coarsen_tone

    drawn = choose_period(relation.period, [p.start for p in relation.tone])
    pressure = {p.start: p for p in coarsen_pressure(relation.pressure, relation.period, drawn)}
    return [
        Period(
            start=p.start, end=p.end, tone=p.smoothed.middle, tone_low=p.smoothed.low, tone_high=p.smoothed.high,
            events=p.events, reports=p.reports,
            cooperation=pressure[p.start].cooperation if p.start in pressure else 0,
            conflict=pressure[p.start].conflict if p.start in pressure else 0,
        )
        for p in coarsen_tone(relation.tone, relation.period, drawn)
    ]  # fmt: skip


def _timeline(desk: Desk, relation: Relation, asked: Measured, look: LookName, form: str, *, alone: bool) -> bytes:
    def make(chosen: Look) -> object:
        from detente.report.dyad import draw_relation

        return draw_relation(relation, chosen, alone=alone)

    return draw(desk, ("relation", relation.one, relation.other, asked.measure_key(), alone), look, make, form)


def _bars(desk: Desk, relation: Relation, asked: Measured, look: LookName, form: str) -> bytes:
    def make(chosen: Look) -> object:
        from detente.report.bars import draw_directions

        return draw_directions(relation, chosen)

    return draw(desk, ("directions", relation.one, relation.other, asked.measure_key()), look, make, form)


add_page(router, "/dyad", choose_dyad, Listing[Pair], tag="relations", summary="The states of whom most is told, by two")
add_page(router, "/dyad/{one}/{other}/events", list_between, _LIST, tag="relations", summary="The events between two states")
add_page(router, "/dyad/{one}/{other}", show_dyad, RelationData, tag="relations", summary="The relation between two states")
