"""Network: how all states stand to one another, as a matrix first, then as a graph with its blocs."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import asdict, replace
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.relations.matrix import FEW, Cell, Matrix, read_matrices
from detente.relations.network import Blocs, read_blocs
from detente.relations.network_intake import Tie
from detente.relations.records import Weights
from detente.relations.steps import Scope, Step
from detente.serve.desk import Desk, DeskOf
from detente.serve.graph import SIZE, join, lay_out
from detente.serve.page import Shown, add_page, to_table
from detente.serve.pictures import LookName, draw, picture
from detente.serve.query import Asked, read_days
from detente.store.countries import read_state, state_codes
from detente.store.open import Store

TIES = ("events", "statements", "agreement")
router = APIRouter()


class NetworkAsked(Asked):
    """Which states, when, and by what they are tied."""

    states: str | None = Field(default=None, max_length=300, description="Names or codes, parted by commas; else the busiest.")
    by: Literal["events", "statements", "agreement"] = Field(
        default="events", description="What they do to each other, who speaks of whom, or who agrees with whom."
    )
    since: str | None = Field(default=None, max_length=10, description="First day: 2008, 2008-03 or 2008-03-15.")
    until: str | None = Field(default=None, max_length=10, description="Last day, inclusive.")
    weights: Literal["goldstein", "plover"] = Field(default="goldstein", description="What the tone of events is made of.")
    limit: int = Field(default=16, ge=2, le=60, description="How many states.")
    blocs: bool = Field(default=False, description="Divide the states into blocs; takes some seconds in a large store.")
    origin: str | None = Field(default=None, max_length=40, description="Whose rows.")


class CellRow(BaseModel):
    """One state towards another; see `detente network`."""

    one: str
    other: str
    value: float | None = Field(description="tone, agreement, or number of statements")
    effective: float = Field(description="events that it rests on, weighed by trust")
    count: int
    reports: int
    outlets: int


class MemberRow(BaseModel):
    """A state of a bloc."""

    bloc: int
    state: str
    stability: float = Field(description="share of draws in which it is with others of its bloc")


class Network(BaseModel):
    """The ties of the states, and the blocs where they were asked for."""

    states: list[str]
    by: str
    start: dt.date | None
    end: dt.date | None
    mean: float | None = Field(description="of all pairs")
    total: int
    cells: list[CellRow]
    blocs: list[MemberRow]
    blocs_reason: str


class Square(NamedTuple):
    """A cell of the table as it is drawn: its words and its class."""

    words: str
    look: str
    told: str


def show_network(desk: DeskOf, asked: Annotated[NetworkAsked, Query()]) -> Shown:
    """Show how states stand to one another; as ``detente network``."""
    matrix, blocs = _read(desk, asked)
    members = [
        MemberRow(bloc=n, state=m.state, stability=m.stability)
        for n, bloc in enumerate(blocs.blocs if blocs else (), 1)
        for m in bloc.members
    ]
    cells = matrix.cells() if matrix else []
    data = Network(
        states=list(matrix.states) if matrix else [],
        by=asked.by,
        start=matrix.start if matrix else None,
        end=matrix.end if matrix else None,
        mean=matrix.mean if matrix else None,
        total=matrix.total if matrix else 0,
        cells=[_cell(c) for c in cells],
        blocs=members,
        blocs_reason=blocs.reason if blocs else "",
    )
    place = {m.state: (m.bloc, -m.stability) for m in members}
    nodes = lay_out(sorted(data.states, key=lambda s: (place.get(s, (99, 0)), s)))
    more = {
        "asked": asked, "ties": TIES, "few": FEW, "squares": _squares(matrix) if matrix else {}, "nodes": list(nodes.values()),
        "edges": join(cells, nodes), "size": SIZE,
    }  # fmt: skip
    return Shown("Network", "network.html", data, lambda: to_table(data.cells, CellRow), f"network-{asked.by}", more)


@router.get("/network/matrix.svg", include_in_schema=False)
def draw_network(desk: DeskOf, asked: Annotated[NetworkAsked, Query()], look: LookName = "light") -> Response:
    """Draw the matrix."""
    matrix, _ = _read(desk, asked)

    def make(chosen: object) -> object:
        from detente.report.matrix import draw_matrix

        if matrix is None:
            return draw_matrix([], [], [], "", look=chosen)  # type: ignore[arg-type]  # a look
        span = f"{matrix.start} to {matrix.end}"
        what = {"events": "mean tone", "statements": "statements", "agreement": "agreement"}[asked.by]
        return draw_matrix(matrix.states, matrix.value, matrix.count, span, look=chosen, what=what)  # type: ignore[arg-type]

    return picture(draw(desk, ("matrix", asked), look, make), name="matrix")


def _read(desk: Desk, asked: NetworkAsked) -> tuple[Matrix | None, Blocs | None]:
    return desk.keep(("network", asked), lambda store: _measure(store, asked))


def _measure(store: Store, asked: NetworkAsked) -> tuple[Matrix | None, Blocs | None]:
    if not store.origins:
        return None, None
    names = [name for name in (asked.states or "").split(",") if name.strip()]
    named = tuple(dict.fromkeys(read_state(name.strip(), store.lexicon) for name in names))
    since, until = read_days(asked.since, asked.until)
    scope = Scope(tuple(sorted({*state_codes(store.lexicon), *named})), since, until)
    tie, weights = Tie(asked.by), Weights(asked.weights)
    found = read_matrices(store, tie, scope, step=Step.ALL, weights=weights, states=named, most=asked.limit, origin=asked.origin)
    blocs: Blocs | None = None
    if asked.blocs and tie is not Tie.STATEMENTS and len(named) != 1:
        divided = read_blocs(
            store, tie, replace(scope, codes=named) if named else scope, step=Step.ALL, weights=weights, origin=asked.origin
        )
        blocs = divided[0][2] if divided else None
    return (found[0] if found else None), blocs


def _cell(cell: Cell) -> CellRow:
    told = asdict(cell) | {"value": None if math.isnan(cell.value) else cell.value}
    return CellRow.model_validate(told)


def _squares(matrix: Matrix) -> dict[tuple[str, str], Square]:
    """Return what stands in each cell of the table: a number, in brackets where it rests on few events, and its shade."""
    out = {}
    cells = matrix.cells()
    most = max((c.count for c in cells), default=1)
    for c in cells:
        if matrix.mean is None:
            step = 1 + min(2, int(3 * math.log1p(c.count) / math.log1p(most + 1)))
            out[c.one, c.other] = Square(f"{c.count:,}", f"many-{step}", f"{c.count:,} statements")
            continue
        few = c.effective < FEW
        words = f"{round(c.value, 1) + 0.0:+.1f}"
        bound = 1.0 if matrix.tie == "agreement" else 4.0
        step = min(3, math.ceil(3 * abs(c.value) / bound)) if not few else 0
        look = f"{'warm' if c.value >= 0 else 'cold'}-{step}" if step else "few"
        told = f"{words}, {c.count:,} in {c.reports:,} reports" + (", few" if few else "")
        out[c.one, c.other] = Square(f"({words})" if few else words, look, told)
    return out


add_page(router, "/network", show_network, Network, tag="relations", summary="How states stand to one another")
