"""The actors of an article while it is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.actors.coding import Coding
from detente.actors.gazetteer import Entry
from detente.ids import make_id
from detente.records import Actor, ActorKind, Role, Span


@dataclass(slots=True, eq=False)
class Figure:
    """An actor in the making.

    ``key`` tells it from all others of the article; ``confidence`` is from 0 to 1. ``name`` holds, for a person, the folded words
    of the fullest name; ``letters`` the initials of an organisation; ``noun`` the lemma of whom only a noun names; ``described``
    what stands beside a person's name; ``heard`` the gender of a pronoun that took up somebody;
    ``of`` the group that one is of; ``tails`` has the last words of
    the names that the text gives an organisation, and the nouns that took up a person.
    """

    key: tuple[str, ...]
    label: str
    kind: ActorKind
    country: str | None = None
    countries: tuple[str, ...] = ()
    sector: str | None = None
    reason: str = ""
    confidence: float = 0.5
    name: tuple[str, ...] = ()
    entry: Entry | None = None
    gender: str = ""
    heard: str = ""
    plural: bool = False
    of: "Figure | None" = None
    noun: str = ""
    letters: str = ""
    tails: set[str] = field(default_factory=set)
    described: list[Coding] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def to_actor(self, article: str) -> Actor:
        """Freeze the figure."""
        countries = self.countries or ((self.country,) if self.country else ())
        return Actor(
            make_id("a", article, *self.key),
            self.label,
            self.kind,
            self.country,
            countries,
            self.sector,
            tuple(self.roles),
            tuple(join_spans(self.spans)),
            self.reason or "named in the text",
            round(self.confidence, 2),
        )


@dataclass(slots=True)
class Roster:
    """The figures by key, in the order in which they come up."""

    article: str
    figures: dict[tuple[str, ...], Figure] = field(default_factory=dict)
    ids: dict[tuple[str, ...], str] = field(default_factory=dict)

    def meet(self, figure: Figure) -> Figure:
        """Return the figure with this key, the given one where it is new."""
        return self.figures.setdefault(figure.key, figure)

    def by_id(self) -> dict[str, Figure]:
        """Return the figures by the ids of their actors, in the same order."""
        return {self.id_of(figure): figure for figure in self.figures.values()}

    def id_of(self, figure: Figure) -> str:
        """Return the id that the figure's actor will have."""
        known = self.ids.get(figure.key)
        if known is None:
            known = self.ids[figure.key] = make_id("a", self.article, *figure.key)
        return known


def join_spans(spans: Iterable[Span]) -> list[Span]:
    """Join spans that share a character.

    >>> join_spans([Span(4, 9), Span(0, 5), Span(12, 14)])
    [Span(start=0, end=9), Span(start=12, end=14)]
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
