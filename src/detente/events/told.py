"""Readings, or the rows that ``detente code`` prints, → events as stories compare them. Total on any row."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from detente.events.story import EventMention
from detente.reading.values import Row, as_date, as_member, as_row, as_rows, as_share, as_span, as_string
from detente.records import ActorKind, Article, DatePrecision, Event, Participant, Party, Phrase, Reading, Status

Kinds = Mapping[str, ActorKind]

_WORD = re.compile(r"\w+")
# Words of five letters and more that say nothing of what a sentence is about.
FUNCTION_WORDS = frozenset(
    "about above after again against along already although among another around because before being below between beyond could "
    "despite doing during either every first further having however including instead might never other others ought please "
    "rather really saying shall should since still their theirs themselves there these thing things those though through today "
    "toward towards under until where whether which while whose within without would yesterday yours".split()
)
UNNAMED = "?"  # a claimant of whom the article does not say who it is


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
    events = tuple(tell(article, e, e.sentence.of(article.text), speakers, kinds) for e in reading.events)
    return Source(article.id, article.text, _hash(article.text), events)


def _speaker(party: Party | None) -> str:
    return (party.name or party.text or UNNAMED) if party else UNNAMED


def tell(article: Article, event: Event, sentence: str | None, speakers: Mapping[str, str], kinds: Kinds) -> Told:
    """Gather what is compared, the text of the article aside: its sentence is given, where there is one.

    ``speakers`` names who speaks by the id of a statement, ``kinds`` what an actor is by id. A date without words of its own is
    the day of publication, and no date.
    """
    dated = event.date is not None and event.date_text is not None
    mention = EventMention(
        article.id,
        event.id,
        article.outlet,
        article.published,
        event.trigger,
        event.sentence,
        speakers.get(event.claimed_by, UNNAMED) if event.claimed_by else None,
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
        frozenset(w for w in _words(sentence or event.trigger.text) if _telling(w)),
    )


def _side(p: Participant, kinds: Kinds) -> Side:
    return _make_side(p.name or p.text, p.text, kinds.get(p.actor) if p.actor else None, p.country, p.sector)


@lru_cache(maxsize=1 << 14)  # the same parties come again and again
def _make_side(name: str, said: str, kind: ActorKind | None, country: str | None, sector: str | None) -> Side:
    words = _words(name)
    return Side(name, frozenset(words), words[-1] if words else "", frozenset(_words(said)), kind, country, sector)


def _telling(word: str) -> bool:
    """Tell a word that says what something is about: of five letters or a number, and no function word."""
    return (len(word) > 4 or word.isdecimal()) and word not in FUNCTION_WORDS


def _words(text: str) -> list[str]:
    return [intern(word) for word in _WORD.findall(text.casefold())]  # each word once in memory, however often it is told


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _of_row(row: Row) -> Source:
    """Read the object of one line; what has another type than docs/json.md says counts as absent."""
    head = as_row(row.get("article"))
    given = head.get("text")
    text = given if isinstance(given, str) else None
    digest = (_hash(text) if text is not None else as_string(head.get("text_sha256"))) or _hash(repr(_strings(head)))
    identity = as_string(head.get("id")) or digest
    article = Article(identity, "", outlet=as_string(head.get("outlet")), published=as_date(head.get("published")))
    speakers = {i: _row_speaker(s) for s in as_rows(row.get("statements")) if (i := as_string(s.get("id")))}
    kinds = {
        i: kind
        for a in as_rows(row.get("actors"))
        if (i := as_string(a.get("id"))) and (kind := as_member(ActorKind, a.get("kind")))
    }
    found = {event.id: event for r in as_rows(row.get("events")) if (event := _event(r))}
    return Source(
        identity,
        text,
        digest,
        tuple(tell(article, e, e.sentence.of(text) if text else None, speakers, kinds) for e in found.values()),
    )


def _row_speaker(statement: Row) -> str:
    speaker = as_row(statement.get("speaker"))
    return as_string(speaker.get("name")) or as_string(speaker.get("text")) or UNNAMED


def _event(row: Row) -> Event | None:
    identity, kind, status = as_string(row.get("id")), as_string(row.get("type")), as_member(Status, row.get("status"))
    if identity is None or kind is None or status is None:
        return None
    trigger = as_row(row.get("trigger"))
    spans = trigger.get("spans")
    return Event(
        identity,
        kind,
        as_string(row.get("mode")),
        (),
        as_string(row.get("cameo")),
        0,
        None,
        None,
        tuple(_participant(p) for p in as_rows(row.get("actors"))),
        tuple(_participant(p) for p in as_rows(row.get("recipients"))),
        row.get("symmetric") is True,
        status,
        Phrase(as_string(trigger.get("text")) or "", tuple(as_span(s) for s in spans) if isinstance(spans, list) else ()),
        as_span(row.get("sentence")),
        as_date(row.get("date")),
        as_member(DatePrecision, row.get("date_precision")),
        as_string(row.get("date_text")),
        as_string(row.get("place")),
        place_country=as_string(row.get("place_country")),
        claimed_by=as_string(row.get("claimed_by")),
        confidence=as_share(row.get("confidence")),
    )


def _participant(row: Row) -> Participant:
    keys = ("actor", "name", "country", "sector")
    actor, name, country, sector = (as_string(row.get(key)) for key in keys)
    return Participant(as_string(row.get("text")) or "", (), actor, name, country, sector)


def _strings(row: Row) -> list[tuple[str, str]]:
    return [(str(key), value) for key, value in row.items() if isinstance(value, str)]
