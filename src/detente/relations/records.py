"""What is said of a relation: one record a period, and the judgement, its reasons and its doubts beside them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from detente.relations.periods import PeriodKind


class Weights(StrEnum):
    """Which weights of cooperation and conflict the tone is made of."""

    GOLDSTEIN = "goldstein"
    PLOVER = "plover"


class Judgement(StrEnum):
    """What a relation did over a time."""

    THAW = "thaw"
    CHILL = "chill"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_LITTLE_DATA = "too little data"


class Channel(StrEnum):
    """Where a change shows."""

    TONE = "tone"
    PRESSURE = "pressure"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate with the interval that holds nine tenths of its probability."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class TonePoint:
    """The tone of one period, in units of the weights. ``start`` and ``end`` are its first and last day.

    ``mean`` is the weighted mean of what was told in it, None where nothing was; ``effective`` the number of events that it is
    worth. ``filtered`` knows only what came until then, ``smoothed`` what came later, too: it is for history, not for what was
    known at the time.
    """

    start: dt.date
    end: dt.date
    events: int
    reports: int
    sources: int
    effective: float
    mean: float | None
    filtered: Band
    smoothed: Band


@dataclass(frozen=True, slots=True)
class PressurePoint:
    """How often they cooperate and clash in one period, per thousand of what was reported at all, and against the year before.

    ``ratio``s compare with the trailing year, 1 being no change; None where there is no year before or nothing in it.
    """

    start: dt.date
    end: dt.date
    exposure: int
    cooperation: int
    conflict: int
    cooperation_rate: Band
    conflict_rate: Band
    cooperation_ratio: Band | None
    conflict_ratio: Band | None
    conflict_share: Band


@dataclass(frozen=True, slots=True)
class Counts:
    """Events of one period that have series of their own: only claimed, planned, denied, and threats among what is reported."""

    start: dt.date
    end: dt.date
    claimed: int
    planned: int
    denied: int
    threats: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event that a judgement rests on. ``influence`` is how much it moved the tone, in units of the weights."""

    event: str
    article: str | None
    day: dt.date
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: str
    weight: float | None
    reports: int
    sources: int
    influence: float
    sentence: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The same judgement made in another way: with other weights, or without a source."""

    name: str
    judgement: Judgement
    probability: float
    effective: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Thaw, chill, no clear change or too little data, from the window ``before`` to the window ``after``.

    ``probability`` is that of a thaw or of a chill, whichever is likelier, by more than ``least`` (units of the weights).
    ``change`` is tone after less tone before. ``agreement`` is the share of ``checks`` that come to the same. ``reason`` says why
    there is too little data, and is empty otherwise; ``detente.display.relation_verdict`` says in words what was found.
    """

    judgement: Judgement
    probability: float
    thaw: float
    chill: float
    least: float
    change: Band
    before: tuple[dt.date, dt.date]
    after: tuple[dt.date, dt.date]
    effective_before: float
    effective_after: float
    moved_by: tuple[Evidence, ...]
    checks: tuple[Check, ...]
    agreement: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A period with which a new level begins. ``probability`` is that of a change in it or in a period next to it.

    ``base_rate`` is the share of all periods of the series that reach the same probability. ``cross_checked`` tells whether
    another method breaks the series there, too; None where it was not asked.
    """

    start: dt.date
    channel: Channel
    judgement: Judgement
    probability: float
    base_rate: float
    around: tuple[Evidence, ...] = ()
    cross_checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Who moved first, from acts that are not joint. ``leader`` is None where the interval of ``lead`` holds 0, or data lack.

    ``lead`` is the sum of the responses of ``other`` to ``one`` less those of ``one`` to ``other``; ``lags`` in periods.
    """

    one: str
    other: str
    leader: str | None
    lead: Band | None
    lags: int
    periods: int
    reason: str


@dataclass(frozen=True, slots=True)
class Relation:
    """The relation between two states over a time, by period. ``forward`` is ``one`` towards ``other``, ``backward`` the reverse.

    ``events`` counts what the tone rests on, ``reports`` the tellings, ``sources`` the outlets; ``left_out`` says of how many
    rows each reason left something out.
    """

    one: str
    other: str
    period: PeriodKind
    weights: Weights
    since: dt.date
    until: dt.date
    events: int
    reports: int
    sources: int
    tone: tuple[TonePoint, ...]
    forward: tuple[TonePoint, ...]
    backward: tuple[TonePoint, ...]
    pressure: tuple[PressurePoint, ...]
    beside: tuple[Counts, ...]
    verdict: Verdict
    changes: tuple[ChangePoint, ...]
    reciprocity: Reciprocity
    left_out: tuple[tuple[str, int], ...] = ()

    def _repr_html_(self) -> str:
        """Show the relation in a notebook."""
        from detente.report.page import relation_to_html

        return relation_to_html(self)
