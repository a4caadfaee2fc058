"""Overview: which relations changed and why, which two states most is told of, what the store holds, and the last run."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from detente.relations.changed import Changed, find_changed
from detente.relations.intake import choose_origin
from detente.serve.desk import DeskOf
from detente.serve.measured import PERIODS, Measured, Pair
from detente.serve.page import Shown, add_page, to_table
from detente.store.open import Store

PAIRS, SENTENCES = 20, 3
router = APIRouter()


class OverviewAsked(Measured):
    """Which relations are looked at, and when."""

    state: str | None = Field(default=None, max_length=100, description="One of the two states: name or ISO code.")
    cards: int = Field(default=24, ge=1, le=500, description="How many relations the page shows; its twins have all.")


class Why(BaseModel):
    """An event that moved a relation."""

    event_id: str
    article_id: str | None
    day: dt.date
    sentence: str | None
    type: str


class ChangedRow(BaseModel):
    """A relation that was judged: from the days before to the days after."""

    one: str
    other: str
    judgement: str = Field(description="thaw, chill or no clear change")
    probability: float = Field(description="of that judgement")
    change: float = Field(description="tone after less tone before, in the units of the weights")
    change_low: float
    change_high: float
    before_since: dt.date
    before_until: dt.date
    after_since: dt.date
    after_until: dt.date
    period: str
    events: int
    reports: int
    tone: list[float] = Field(description="smoothed tone by period")
    moved_by: list[Why] = Field(description="what made it so, the most telling first")


class Coverage(BaseModel):
    """What the store holds."""

    articles: int
    copies: int
    outlets: int
    statements: int
    events: int
    ledger: int
    failures: int
    since: dt.date | None
    until: dt.date | None


class Run(BaseModel):
    """What the last run of ``detente code`` did."""

    at: str
    articles: int
    coded: int
    skipped: int
    faults: int
    seconds: float
    inputs: list[str] = Field(description="names of the inputs, without their folders")


class Overview(BaseModel):
    """What changed, what there is most of, and what the store holds."""

    changed: list[ChangedRow]
    pairs: list[Pair]
    coverage: Coverage
    last_run: Run | None
    origin: str = Field(description="whose rows these are")


def show_overview(desk: DeskOf, asked: Annotated[OverviewAsked, Query()]) -> Shown:
    """Show what changed between states."""
    data = desk.keep(("overview", asked), lambda store: _look(store, desk.folder, asked))
    return Shown(
        "Overview",
        "overview.html",
        data,
        lambda: to_table(data.changed, ChangedRow),
        "overview",
        {"asked": asked, "periods": PERIODS},
    )


def _look(store: Store, folder: Path, asked: OverviewAsked) -> Overview:
    found: tuple[Changed, ...] = ()
    origin, pairs = "", []
    if store.origins:
        origin = choose_origin(store, asked.origin)
        found = find_changed(store, asked.state, **asked.measure() | {"origin": origin})
        pairs = store.pairs(origin, PAIRS).rows()
    return Overview(
        changed=[_changed(c) for c in found],
        pairs=[Pair.model_validate(row) for row in pairs],
        coverage=Coverage.model_validate(store.coverage()),
        last_run=_last_run(folder / "runs"),
        origin=origin,
    )


def _changed(found: Changed) -> ChangedRow:
    verdict = found.verdict
    return ChangedRow(
        one=found.one,
        other=found.other,
        judgement=verdict.judgement.value,
        probability=verdict.probability,
        change=verdict.change.middle,
        change_low=verdict.change.low,
        change_high=verdict.change.high,
        before_since=verdict.before[0],
        before_until=verdict.before[1],
        after_since=verdict.after[0],
        after_until=verdict.after[1],
        period=found.period.value,
        events=found.events,
        reports=found.reports,
        tone=list(found.tone),
        moved_by=[
            Why(event_id=e.event, article_id=e.article, day=e.day, sentence=e.sentence, type=e.type)
            for e in verdict.moved_by[:SENTENCES]
        ],
    )


def _last_run(folder: Path) -> Run | None:
    """Return the newest report of a run, None where there is none that can be read."""
    for file in sorted(folder.glob("*.json"), reverse=True) if folder.is_dir() else ():
        try:
            told = json.loads(file.read_text("utf-8"))
            return Run.model_validate(told | {"inputs": [Path(name).name for name in told["inputs"]]})
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


add_page(router, "/", show_overview, Overview, tag="relations", summary="Which relations changed, and what the store holds")
