"""What is on the table between states over time: an entry with its tellings, and what became of it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from detente.records import LedgerKind, OutcomeKind


class State(StrEnum):
    """Where an entry stands: open, or how it was settled last."""

    OPEN = "open"
    ANSWERED = "answered"
    KEPT = "kept"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Telling:
    """A place where an entry is told: its id there, the event that opened it, article and day."""

    entry: str
    event: str | None
    article: str | None
    day: dt.date
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Settling:
    """What settled an entry: how, by which event told where, on what day, and how sure that is."""

    how: OutcomeKind
    day: dt.date
    event: str | None
    article: str | None
    sentence: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """Something put on the table between states, however often it is told.

    ``id`` is that of the first telling, ``day`` the day of it, ``event`` and ``article`` where it was opened; ``due`` the last
    day that its own words leave, None where they set none. ``outcomes`` stand in the order of their days, and ``state`` is what
    they come to. ``confidence`` says how sure the opening event is.
    """

    id: str
    kind: LedgerKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    day: dt.date
    event: str | None
    article: str | None
    sentence: str
    tellings: tuple[Telling, ...]
    state: State
    outcomes: tuple[Settling, ...]
    due: dt.date | None
    confidence: float
