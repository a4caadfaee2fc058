"""The records of a registry. Everything else about an entry follows from its claims and the decisions on it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from detente.records import Span


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says: a name, a title as it stands, the organisation and the country of the role."""

    name: str
    title: str
    organisation: str | None = None
    country: str | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The fields, to sort by."""
        return (self.name, self.title, self.organisation or "", self.country or "")


@dataclass(frozen=True, slots=True)
class Claim:
    """One article that says it. ``actor`` is the id of the person in that article, ``nationality`` and ``sector`` what the
    article makes of the person, ``span`` where the title stands, ``sentence`` the words around it where they are kept.
    """

    said: Said
    article: str
    actor: str
    span: Span
    published: dt.date | None = None
    outlet: str | None = None
    source: str | None = None
    nationality: str | None = None
    sector: str | None = None
    sentence: str | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from all others, to sort by: the earliest first, those without a date last."""
        known = (self.published or dt.date.max, self.article, self.span, self.said.key, self.actor)
        return (*known, self.outlet or "", self.source or "", self.nationality or "", self.sector or "")


class Verdict(StrEnum):
    """What a person decided."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on what was said; it holds for the entry that has a claim of just these words, however often it is learned."""

    said: Said
    verdict: Verdict
    note: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """The fields, to sort by."""
        return (self.said.key, self.verdict.value, self.note or "")


class Standing(StrEnum):
    """Whether the office is held, was held, is to come or is sought; ``late``: the holder is dead."""

    SERVING = "serving"
    FORMER = "former"
    COMING = "coming"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Entry:
    """One role of one person: ``said`` in the words of most articles, with all claims (the earliest first).

    ``conflicts`` says in words what else in the registry cannot be true together with it.
    """

    id: str
    said: Said
    standing: Standing
    claims: tuple[Claim, ...]
    decisions: tuple[Decision, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The days of publication, in order."""
        return tuple(sorted({c.published for c in self.claims if c.published is not None}))

    @property
    def first_seen(self) -> dt.date | None:
        """The day of the first dated article."""
        return self.dates[0] if self.dates else None

    @property
    def last_seen(self) -> dt.date | None:
        """The day of the last dated article."""
        return self.dates[-1] if self.dates else None

    @property
    def articles(self) -> int:
        """How many articles say it."""
        return len({c.article for c in self.claims})

    @property
    def outlets(self) -> int:
        """How many outlets say it; 0 where none is named."""
        return len({c.outlet for c in self.claims if c.outlet})

    @property
    def sector(self) -> str | None:
        """The PLOVER sector that most articles give."""
        return most_common([c.sector for c in self.claims])

    @property
    def verdict(self) -> Verdict | None:
        """What was decided; where decisions differ, it is rejected."""
        verdicts = {d.verdict for d in self.decisions}
        return Verdict.REJECTED if Verdict.REJECTED in verdicts else Verdict.CONFIRMED if verdicts else None


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the commonest spelling of the name, and the entries, the earliest first."""

    id: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings, sorted."""
        return tuple(sorted({c.said.name for e in self.entries for c in e.claims}))

    @property
    def country(self) -> str | None:
        """The country that most articles give the person."""
        return most_common([c.nationality for e in self.entries for c in e.claims])


def most_common(values: list[str | None]) -> str | None:
    """Return the commonest value that is one; of several, the first in the alphabet.

    >>> most_common(["b", "a", None, None, None])
    'a'
    """
    known = Counter(v for v in values if v)
    return min(known, key=lambda v: (-known[v], v)) if known else None
