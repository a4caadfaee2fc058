"""Charts are drawn from invented relations (tests/invented_relation.py)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Settling:
    how: str
    day: dt.date


@dataclass(frozen=True)
class Item:
    kind: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    day: dt.date
    state: str
    outcomes: tuple[Settling, ...] = ()
    due: dt.date | None = None


@pytest.fixture
def make_item() -> Callable[..., Item]:
    """(number of days after 1 January 2012, state, fields of Item) → an entry of the ledger."""

    def make(days: int, state: str = "open", **fields: object) -> Item:
        day = dt.date(2012, 1, 1) + dt.timedelta(days=days)
        outcomes = () if state in ("open", "lapsed") else (Settling(state, day + dt.timedelta(days=30)),)
        known = {"kind": "offer", "by": ("USA",), "to": ("IRN",), "what": f"to sell fuel {days}", "outcomes": outcomes}
        return Item(day=day, state=state, **(known | fields))  # type: ignore[arg-type]  # the caller names fields of Item

    return make
