"""The queue of a reviewer: the rows that are to be looked at first, without those that he has judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.errors import QueryError, did_you_mean
from detente.reviews.fields import KINDS
from detente.reviews.log import ReviewLog
from detente.store.countries import read_state
from detente.store.open import Store

USUAL = ("event", "statement", "ledger")  # actors are many, and judged with the rows that they stand in


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reviewer wants to look at: kinds of rows, one or two states, a type, rows below a confidence."""

    kinds: tuple[str, ...] = USUAL
    states: tuple[str, ...] = ()
    type: str | None = None
    below: float | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the queue; ``priority`` is doubt times weight (``detente.store.doubt``)."""

    kind: str
    row_id: str
    article_id: str | None
    type: str | None
    confidence: float
    weight: float
    priority: float
    published: dt.date | None
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A stretch of the queue, and how many rows it has in all."""

    rows: tuple[Queued, ...]
    total: int


def read_wanted(
    kinds: Sequence[str] = (), states: Sequence[str] = (), type: str | None = None, below: float | None = None,  # noqa: A002  the field's word
    *, again: bool = False, lexicon: str = "",
) -> Wanted:  # fmt: skip
    """Read what a person asks for; raises QueryError for kinds and states that do not exist. ``lexicon`` is the setting."""
    for kind in kinds:
        if kind not in KINDS:
            raise QueryError(f"There are no rows of kind {kind!r}.{did_you_mean(kind, KINDS)} There are {', '.join(KINDS)}.")
    if len(states) > 2:
        raise QueryError("Name one state, or the two of a dyad.")
    codes = tuple(dict.fromkeys(read_state(name, lexicon) for name in states))
    return Wanted(tuple(k for k in KINDS if k in kinds) or USUAL, codes, (type or "").strip() or None, below, again)


def read_queue(store: Store, log: ReviewLog, reviewer: str, wanted: Wanted, *, start: int = 0, size: int = 50) -> Queue:
    """Return the rows that are to be looked at first; the order is the same for the same store."""
    judged = [] if wanted.again else log.judged_by(reviewer)
    found = store.doubtful(
        wanted.kinds, wanted.states, wanted.type, wanted.below, judged, start=start, size=max(size, 1)
    ).rows()  # fmt: skip
    rows = tuple(
        Queued(**{k: tuple(v) if k == "countries" and isinstance(v, list) else v for k, v in row.items() if k != "total"})  # type: ignore[arg-type]  # the columns of doubt_query
        for row in found
    )
    if rows or start == 0:
        return Queue(rows, int(str(found[0]["total"])) if found else 0)
    return Queue((), read_queue(store, log, reviewer, wanted, size=1).total)
