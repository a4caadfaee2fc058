"""Readings, or the rows that ``detente code`` prints, → events as stories compare them. Total on any row."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from detente.events.story import EventMention
from detente.records import ActorKind, Article, DatePrecision, Event, Participant, Party, Phrase, Reading, Span, Status

Row = Mapping[str, object]
Kinds = Mapping[str, ActorKind]
Member = TypeVar("Member", bound=StrEnum)

_WORD = re.compile(r"\w+")
# Words of five letters and more that say nothing of what a sentence is about.
FUNCTION_WORDS = frozenset(
    "about above after again against along already although among another around because before being below between beyond could "
    "despite doing during either every first further having however including instead might never other others ought please "
    "rather really saying shall should since still their theirs themselves there these thing things those though through today "
    "toward towards under until where whether which while whose within without would yesterday yours".split()
)
_UNNAMED = "?"  # a claimant of whom the article does not say who it is


@dataclass(frozen=True, slots=True)
class Side:
    """One who takes part: the name with its words and the last of them, the words in the text, what it is, country, sector."""

    name: str
    words: frozenset[str]
    last: str
    said: frozenset[str]
    kind: ActorKind | None
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event of an article with what is compared. ``words`` are the telling ones of its sentence, or of the
    trigger where there is no text.
    """

    mention: EventMention
    type: str
    root: str
    mode: str | None
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    symmetric: bool
    status: Status
    date: dt.date | None
    precision: DatePrecision | None
    dated: bool
    place: str | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Source:
    """An article: its id, its text where there is one, a hash of it, and its events."""

    id: str
    text: str | None
    text_sha256: str
    events: tuple[Told, ...]


def take(readings: Iterable[Reading | Row]) -> Iterator[Source]:
    """Give an article for each reading or row; a row that is none gives nothing, and an event that is none is left out."""
    for reading in readings:
        if isinstance(reading, Reading):
            yield _of_reading(reading)
        elif isinstance(reading, Mapping) and isinstance(reading.get("article"), Mapping):
            yield _of_row(reading)


def _of_reading(reading: Reading) -> Source:
    article = reading.article
    speakers = {s.id: _speaker(s.speaker) for s in reading.statements}
    kinds = {a.id: a.kind for a in reading.actors}
    events = tuple(_told(article, article.text, e, speakers, kinds) for e in reading.events)
    return Source(article.id, article.text, _hash(article.text), events)


def _speaker(party: Party | None) -> str:
    return (party.name or party.text or _UNNAMED) if party else _UNNAMED


def _told(article: Article, text: str | None, event: Event, speakers: Mapping[str, str], kinds: Kinds) -> Told:
    """Gather what is compared. A date without words of its own is the day of publication, and no date."""
    dated = event.date is not None and event.date_text is not None
    mention = EventMention(
        article.id,
        event.id,
        article.outlet,
        article.published,
        event.trigger,
        event.sentence,
        speakers.get(event.claimed_by, _UNNAMED) if event.claimed_by else None,
        event.confidence,
    )
    return Told(
        mention,
        event.type,
        (event.cameo or "")[:2],
        event.mode,
        tuple(_side(p, kinds) for p in event.actors),
        tuple(_side(p, kinds) for p in event.recipients),
        event.symmetric,
        event.status,
        event.date if dated else article.published,
        (event.date_precision or DatePrecision.DAY) if dated else None,
        dated,
        event.place,
        frozenset(w for w in _words(event.sentence.of(text) if text else event.trigger.text) if _telling(w)),
    )


def _side(p: Participant, kinds: Kinds) -> Side:
    name = p.name or p.text
    words = _words(name)
    kind = kinds.get(p.actor) if p.actor else None
    return Side(name, frozenset(words), words[-1] if words else "", frozenset(_words(p.text)), kind, p.country, p.sector)


def _telling(word: str) -> bool:
    """Tell a word that says what something is about: of five letters or a number, and no function word."""
    return (len(word) > 4 or word.isdecimal()) and word not in FUNCTION_WORDS


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _of_row(row: Row) -> Source:
    """Read the object of one line; what has another type than docs/json.md says counts as absent."""
    head = _row(row.get("article"))
    given = head.get("text")
    text = given if isinstance(given, str) else None
    digest = (_hash(text) if text is not None else _string(head.get("text_sha256"))) or _hash(repr(_strings(head)))
    identity = _string(head.get("id")) or digest
    article = Article(identity, "", outlet=_string(head.get("outlet")), published=_date(head.get("published")))
    speakers = {i: _row_speaker(s) for s in _rows(row.get("statements")) if (i := _string(s.get("id")))}
    kinds = {
        i: kind for a in _rows(row.get("actors")) if (i := _string(a.get("id"))) and (kind := _member(ActorKind, a.get("kind")))
    }
    found = {event.id: event for r in _rows(row.get("events")) if (event := _event(r))}
    return Source(identity, text, digest, tuple(_told(article, text, e, speakers, kinds) for e in found.values()))


def _row_speaker(statement: Row) -> str:
    speaker = _row(statement.get("speaker"))
    return _string(speaker.get("name")) or _string(speaker.get("text")) or _UNNAMED


def _event(row: Row) -> Event | None:
    identity, kind, status = _string(row.get("id")), _string(row.get("type")), _member(Status, row.get("status"))
    if identity is None or kind is None or status is None:
        return None
    trigger = _row(row.get("trigger"))
    spans = trigger.get("spans")
    return Event(
        identity,
        kind,
        _string(row.get("mode")),
        (),
        _string(row.get("cameo")),
        0,
        None,
        None,
        tuple(_participant(p) for p in _rows(row.get("actors"))),
        tuple(_participant(p) for p in _rows(row.get("recipients"))),
        row.get("symmetric") is True,
        status,
        Phrase(_string(trigger.get("text")) or "", tuple(_span(s) for s in spans) if isinstance(spans, list) else ()),
        _span(row.get("sentence")),
        _date(row.get("date")),
        _member(DatePrecision, row.get("date_precision")),
        _string(row.get("date_text")),
        _string(row.get("place")),
        place_country=_string(row.get("place_country")),
        claimed_by=_string(row.get("claimed_by")),
        confidence=_share(row.get("confidence")),
    )


def _participant(row: Row) -> Participant:
    keys = ("actor", "name", "country", "sector")
    actor, name, country, sector = (_string(row.get(key)) for key in keys)
    return Participant(_string(row.get("text")) or "", (), actor, name, country, sector)


def _row(value: object) -> Row:
    return value if isinstance(value, Mapping) else {}


def _rows(value: object) -> list[Row]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _strings(row: Row) -> list[tuple[str, str]]:
    return [(str(key), value) for key, value in row.items() if isinstance(value, str)]


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _member(kind: type[Member], value: object) -> Member | None:
    try:
        return kind(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _span(value: object) -> Span:
    """Read a pair of offsets; anything else is the empty span."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) and n >= 0 for n in value):
        return Span(int(value[0]), int(value[1]))
    return Span(0, 0)


def _share(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else 0.0
