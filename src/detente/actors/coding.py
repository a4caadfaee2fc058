"""What a phrase that names or describes an actor says of it."""

from dataclasses import dataclass

from detente.actors.gazetteer import Entry, What
from detente.lexicon import Row
from detente.records import ActorKind, Span


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the phrase that a table knows: its characters, what it is, and the name of the entry."""

    span: Span
    what: What
    name: str


@dataclass(frozen=True, slots=True)
class Coding:
    """Country, sector and name that follow from a phrase, and why.

    ``country`` is ISO 3166-1 alpha-3 or PLOVER's IGO UNO EUR NGO MNC …; ``countries`` has all where several are named.
    ``title_span`` is where the title stands, with words such as "deputy" and "-elect"; ``past`` and ``coming`` tell that the
    title was or will be held.
    ``kind`` is None where the phrase names nobody. ``entry`` is the person, organisation or place of the tables, and ``row`` the
    office of a person that counts on the date; ``doubted`` are those who share the name, and ``holders`` those who
    held the office, with the row that says so, where nobody or one of several is meant.
    """

    country: str | None = None
    countries: tuple[str, ...] = ()
    sector: str | None = None
    name: str | None = None
    kind: ActorKind | None = None
    title: str | None = None
    organisation: str | None = None
    reason: str = ""
    confidence: float = 0.0
    parts: tuple[Part, ...] = ()
    title_span: Span | None = None
    past: bool = False
    coming: bool = False
    entry: Entry | None = None
    row: Row | None = None
    doubted: tuple[Entry, ...] = ()
    holders: tuple[tuple[Entry, Row], ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing was found."""
        return not self.countries and self.country is None and self.sector is None


NOTHING = Coding(reason="nothing that acts")
