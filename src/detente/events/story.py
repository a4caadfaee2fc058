"""Stories: an event as the world had it, with every place where an article tells it."""

import datetime as dt
from dataclasses import dataclass

from detente.records import DatePrecision, Phrase, Span, Status


@dataclass(frozen=True, slots=True)
class EventMention:
    """One place where an article tells of an event.

    ``article`` and ``event`` are ids; spans refer to the article's text. ``claimant`` is who claims it (``?`` where the speaker
    has no name), or None where the outlet itself reports it.
    """

    article: str
    event: str
    outlet: str | None
    published: dt.date | None
    trigger: Phrase
    sentence: Span
    claimant: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Story:
    """One event, however often it is told.

    ``actors`` and ``recipients`` are country codes, or names where there is no country; a symmetric event may have them either
    way round. ``date`` is the first day that the most exact date in the articles can mean; where no article dates it, it is the
    first day of publication and ``dated`` is false. ``claimants`` are those in whose mouth it is told, and ``only_claimed`` says
    that no outlet reports it itself. Counts are kept apart: ``reports`` are articles that tell it, syndicated copies among
    them; ``sources`` are distinct outlets (0 where no article names its outlet); ``texts`` are articles that are no near-copy
    of one another.
    """

    id: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    symmetric: bool
    status: Status
    date: dt.date | None
    date_precision: DatePrecision | None
    dated: bool
    place: str | None
    claimants: tuple[str, ...]
    only_claimed: bool
    reports: int
    sources: int
    texts: int
    mentions: tuple[EventMention, ...]
