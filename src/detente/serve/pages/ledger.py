"""Ledger: what states offer, promise, demand and threaten, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.records import LedgerKind
from detente.relations.intake import choose_origin
from detente.relations.ledger import read_ledger
from detente.relations.ledger_records import LedgerItem, State
from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.pictures import LookName, draw, picture
from detente.serve.problems import NotThere
from detente.serve.query import Paged, read_days
from detente.store.countries import country_name, read_state
from detente.store.open import Store

KINDS = tuple(kind.value for kind in LedgerKind)
STATES = tuple(state.value for state in State)
PAIRS = 20
router = APIRouter()


class LedgerAsked(Paged):
    """Between whom, of what kind, and how it stands."""

    one: str | None = Field(default=None, max_length=100, description="A state: name or ISO code.")
    other: str | None = Field(default=None, max_length=100, description="Another one; without it, all of the first.")
    kind: Literal["offer", "promise", "demand", "proposal", "threat", "condition"] | None = Field(
        default=None, description="What is put on the table."
    )
    state: Literal["open", "answered", "kept", "refused", "overtaken", "lapsed"] | None = Field(
        default=None, description="What became of it."
    )
    since: str | None = Field(default=None, max_length=10, description="First day: 2008, 2008-03 or 2008-03-15.")
    until: str | None = Field(default=None, max_length=10, description="Last day; nothing later settles an entry.")
    confidence: float = Field(default=0.0, ge=0, le=1, description="At least this sure.")
    origin: str | None = Field(default=None, max_length=40, description="Whose rows.")


class Settled(BaseModel):
    """What settled an entry."""

    how: str
    day: dt.date
    event: str | None
    article: str | None
    sentence: str
    confidence: float


class Entry(BaseModel):
    """Something that a state put on the table, however often it is told."""

    entry: str = Field(description="id of its first telling")
    day: dt.date
    kind: str
    by: list[str]
    to: list[str]
    what: str
    state: str
    due: dt.date | None = Field(description="the last day that its own words leave")
    confidence: float
    tellings: int
    event: str | None
    article: str | None
    sentence: str
    settled: list[Settled]


class PutPair(BaseModel):
    """Two states between whom something lies on the table."""

    one: str
    other: str
    entries: int
    offered: int
    demanded: int
    until: dt.date | None


class Ledger(Listing[Entry]):
    """What lies on the table; of nobody in particular, between whom most does."""

    counts: dict[str, int] = Field(description="entries by kind and by state, beside the filters of both")
    pairs: list[PutPair]


def show_ledger(desk: DeskOf, asked: Annotated[LedgerAsked, Query()]) -> Shown:
    """List what two states put on the table, newest first, and what came of it; as ``detente ledger``."""
    if asked.one is None and asked.other is None:
        data = Ledger(total=0, page=asked.page, size=asked.size, rows=[], counts={}, pairs=_pairs(desk, asked.origin))
        return _shown(data, data.pairs, PutPair, "ledger", {"asked": asked, "between": None})
    one, other = _states(desk, asked)
    items = _read(desk, asked, one, other)
    chosen = [i for i in items if _is_asked(i, asked)]
    counts = Counter(str(i.kind.value) for i in items) + Counter(str(i.state.value) for i in items)
    rows = [_entry(item) for item in reversed(chosen)]
    data = Ledger(
        total=len(rows), page=asked.page, size=asked.size, rows=rows[asked.start : asked.start + asked.size],
        counts={name: counts[name] for name in (*KINDS, *STATES) if counts[name]}, pairs=[],
    )  # fmt: skip
    between = [country_name(code) for code in (one, other) if code]
    return _shown(data, rows, Entry, f"ledger-{one}-{other or 'all'}", {"asked": asked, "between": between})


@router.get("/ledger/chart.svg", include_in_schema=False)
def draw_ledger_chart(desk: DeskOf, asked: Annotated[LedgerAsked, Query()], look: LookName = "light") -> Response:
    """Draw the entries over time."""
    if asked.one is None and asked.other is None:
        raise NotThere("A picture of the ledger needs a state, or two.")
    one, other = _states(desk, asked)
    items = [i for i in _read(desk, asked, one, other) if _is_asked(i, asked)]
    title = " and ".join(country_name(code) for code in (one, other) if code)
    _, until = read_days(None, asked.until)

    def make(chosen: object) -> object:
        from detente.report.ledger import draw_ledger

        return draw_ledger(items, title, until, chosen)  # type: ignore[arg-type]  # a look

    return picture(draw(desk, ("ledger", asked), look, make))


def _shown(data: Ledger, rows: object, model: type[BaseModel], name: str, more: dict[str, object]) -> Shown:
    return Shown(
        "Ledger", "ledger.html", data, lambda: to_table(rows, model), name, {**more, "kinds": KINDS, "states": STATES}  # type: ignore[arg-type]
    )  # fmt: skip


def _states(desk: Desk, asked: LedgerAsked) -> tuple[str, str | None]:
    names = [name for name in (asked.one, asked.other) if name is not None]
    codes = [read_state(name, desk.settings.lexicon) for name in names]
    return codes[0], codes[1] if len(codes) > 1 and codes[1] != codes[0] else None


def _read(desk: Desk, asked: LedgerAsked, one: str, other: str | None) -> tuple[LedgerItem, ...]:
    since, until = read_days(asked.since, asked.until)

    def read(store: Store) -> tuple[LedgerItem, ...]:
        if not store.origins:
            return ()
        return read_ledger(store, one, other, since, until, origin=asked.origin, lexicon=tables)

    tables = desk.tables()
    return desk.keep(("ledger", one, other, since, until, asked.origin), read)


def _pairs(desk: Desk, origin: str | None) -> list[PutPair]:
    def find(store: Store) -> list[PutPair]:
        if not store.origins:
            return []
        return [PutPair.model_validate(row) for row in store.put_pairs(choose_origin(store, origin), PAIRS).rows()]

    return desk.keep(("put pairs", origin), find)


def _is_asked(item: LedgerItem, asked: LedgerAsked) -> bool:
    right_kind = asked.kind is None or item.kind.value == asked.kind
    right_state = asked.state is None or item.state.value == asked.state
    return right_kind and right_state and item.confidence >= asked.confidence


def _entry(item: LedgerItem) -> Entry:
    return Entry(
        entry=item.id, day=item.day, kind=item.kind.value, by=list(item.by), to=list(item.to), what=item.what,
        state=item.state.value, due=item.due, confidence=item.confidence, tellings=len(item.tellings), event=item.event,
        article=item.article, sentence=item.sentence,
        settled=[
            Settled(
                how=s.how.value, day=s.day, event=s.event, article=s.article, sentence=s.sentence, confidence=s.confidence
            )
            for s in item.outcomes
        ],
    )  # fmt: skip


add_page(router, "/ledger", show_ledger, Ledger, tag="relations", summary="What states put on the table, and what came of it")
