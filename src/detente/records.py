"""The records that stages pass on: frozen, slotted, and serialised in one place (``detente.output``).

Offsets are Unicode code points, 0-based, end exclusive, against the exact stored text of the article:
``text[start:end]`` equals the stored surface form, always. What the text said (``text``, ``spans``) is kept apart from what
was inferred (``actor``, ``confidence``, ``rule``, ``reason``).
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Tell whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the article: the spans, in order, and their surface (pieces joined by one space)."""

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def cut(cls, text: str, *spans: Span) -> "Phrase":
        """Cut a phrase out of ``text``; empty spans are dropped.

        >>> Phrase.cut("Oslo said so", Span(0, 4)).text
        'Oslo'
        """
        kept = tuple(s for s in spans if s.start < s.end)
        return cls(" ".join(s.of(text) for s in kept), kept)

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.spans[-1].end

    def overlaps(self, span: Span) -> bool:
        """Tell whether any piece shares a character with ``span``."""
        return any(s.overlaps(span) for s in self.spans)

    def holds(self, span: Span) -> bool:
        """Tell whether one piece holds ``span`` whole."""
        return any(s.holds(span) for s in self.spans)


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of where it comes from. ``source`` is the path or id that the caller gave."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str | None = None
    source: str | None = None
    duplicate_of: str | None = None


class StatementKind(StrEnum):
    """How the words are given: in quotation marks, outside of them, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Attitude(StrEnum):
    """The attribution types of PDTB and PARC: says, thinks, knows, wants or plans."""

    ASSERTION = "assertion"
    BELIEF = "belief"
    FACT = "fact"
    EVENTUALITY = "eventuality"


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute (``said``, ``according to``, ``its insistence``) and the lemma of their head."""

    text: str
    spans: tuple[Span, ...]
    lemma: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks, is spoken to, or passes words on: the surface, and the actor(s) that it stands for.

    ``actor`` is set where exactly one actor is meant; ``actors`` holds all of them (*the two leaders*). Where nobody was
    found, both are empty and ``reason`` says why; otherwise ``reason`` says how.
    """

    text: str
    spans: tuple[Span, ...]
    actor: str | None = None
    actors: tuple[str, ...] = ()
    name: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words, belief, knowledge or wish, as the article reports it.

    ``occasion`` is what they were said at or in (*at the forum in Moscow*), ``place`` where (*Moscow*). ``agrees_with``,
    ``disagrees_with`` and ``echoes`` are ids of actors: with whom the speaker agrees or not, and whose words are taken up.
    """

    id: str
    kind: StatementKind
    attitude: Attitude
    speaker: Party | None
    cue: Cue | None
    content: Phrase
    addressee: Party | None = None
    via: Party | None = None
    inside: str | None = None
    agrees_with: tuple[str, ...] = ()
    disagrees_with: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    occasion: Phrase | None = None
    place: Phrase | None = None
    confidence: float = 0.5
    rule: str = ""


class ActorKind(StrEnum):
    """What sort of thing acts."""

    PERSON = "person"
    STATE = "state"
    BODY = "government body"
    ORGANIZATION = "organization"
    GROUP = "group"
    OUTLET = "outlet"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Role:
    """An office or function that the text or a dated table gives an actor."""

    title: str
    organisation: str | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Who else, or what other office of the same person, the words may mean; ``reason`` says why it was not chosen."""

    name: str
    country: str | None = None
    sector: str | None = None
    title: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. ``country`` is ISO 3166-1 alpha-3 or PLOVER's IGO UNO EUR NGO ISM IMG MNC; ``countries`` lists the
    members where a mention names several states at once (*the Baltic states*), and is ``(country,)`` otherwise.

    ``alternatives`` is filled where a single mention is resolved (``detente.resolve_actor``); in an article its words decide.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    countries: tuple[str, ...] = ()
    sector: str | None = None
    roles: tuple[Role, ...] = ()
    mentions: tuple[Span, ...] = ()
    reason: str = ""
    confidence: float = 0.5
    alternatives: tuple[Alternative, ...] = ()


class MentionKind(StrEnum):
    """How an actor is mentioned."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text speaks of somebody. ``head`` is the index of the head token in the parse; ``actors`` is
    empty where nobody could be found, and ``reason`` then says why.
    """

    span: Span
    text: str
    kind: MentionKind
    head: int
    actors: tuple[str, ...] = ()
    reason: str = ""
    confidence: float = 0.5


class Status(StrEnum):
    """PLOVER's auxiliary modes: did it happen?"""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class DatePrecision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression: its words, the first day that it can mean, and how exactly."""

    span: Span
    text: str
    date: dt.date
    precision: DatePrecision
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or recipient of an event: the words, and who they stand for."""

    text: str
    spans: tuple[Span, ...]
    actor: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what towards whom. ``type`` is a PLOVER type; ``cameo``, ``quad`` and the scores follow from ontology tables.

    A symmetric event (talks, an agreement) lists one side as actors and the other as recipients, in the order of the text.
    ``claimed_by`` is the innermost statement that holds the trigger, or None where the outlet itself reports it.
    ``place`` is the words, ``place_country`` ISO 3166-1 alpha-3, ``place_point`` (latitude, longitude) in degrees and
    ``place_id`` the GeoNames id, both only where towns are loaded; ``place_resolution`` is what they stand for: country, region,
    area, city or building.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    goldstein: float | None
    plover_score: float | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    symmetric: bool
    status: Status
    trigger: Phrase
    sentence: Span
    date: dt.date | None = None
    date_precision: DatePrecision | None = None
    date_text: str | None = None
    place: str | None = None
    place_spans: tuple[Span, ...] = ()
    place_country: str | None = None
    place_point: tuple[float, float] | None = None
    place_id: int | None = None
    place_resolution: str | None = None
    place_rule: str | None = None
    claimed_by: str | None = None
    confidence: float = 0.5
    rule: str = ""


class LedgerKind(StrEnum):
    """What is put on the table."""

    OFFER = "offer"
    PROMISE = "promise"
    DEMAND = "demand"
    PROPOSAL = "proposal"
    THREAT = "threat"
    CONDITION = "condition"


class OutcomeKind(StrEnum):
    """What became of what was put on the table: taken up, done, turned down, withdrawn or made pointless, or its day passed."""

    ANSWERED = "answered"
    KEPT = "kept"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What settled an entry: the words that tell it, and the event that they tell, where one was coded."""

    how: OutcomeKind
    event: str | None
    words: Phrase
    confidence: float = 0.5
    rule: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Something put on the table between states. ``by`` and ``to`` are country codes or names.

    ``statement`` put it there or ``event`` did; where both tell of it, both stand, and one of them always does.
    ``outcomes`` is what the same article says became of it; across articles, ``detente ledger`` ties entries to later events.
    """

    id: str
    kind: LedgerKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: Phrase
    event: str | None
    outcomes: tuple[Outcome, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read out of one article."""

    article: Article
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    lexicon: str = field(default="", repr=False)
    model: str | None = field(default=None, repr=False)
    gazetteer: str | None = field(default=None, repr=False)

    def to_dict(self, *, with_text: bool = False) -> dict[str, object]:
        """Return the object that ``detente code`` prints for this article."""
        from detente.output import reading_to_dict

        return reading_to_dict(self, with_text=with_text)

    def _repr_html_(self) -> str:
        """Show the highlighted text in a notebook."""
        from detente.display.notebook import reading_to_html

        return reading_to_html(self)
