"""A small store of invented readings, whose text has what offsets stumble over: emoji, combining marks, CRLF, NBSP."""

import datetime as dt
from pathlib import Path

from detente.records import (
    Actor,
    ActorKind,
    Article,
    Attitude,
    Cue,
    Event,
    LedgerEntry,
    LedgerKind,
    Participant,
    Party,
    Phrase,
    Reading,
    Span,
    Statement,
    StatementKind,
    Status,
)
from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.rows import reading_rows
from detente.store.write import write_shard

HOW = {"version": "0", "lexicon": "0", "model": "0"}
TEXT = (
    "👩‍👩‍👧 🇳🇴 Norway accused Sweden on Monday.\r\nMinister Jose\u0301 Holt said\u00a0“Sweden must leave the pipeline”, and\t"
    "Norway offered talks. Sweden must answer."
)
OTHER = "Norway met Sweden in Oslo. Nothing else happened."


def find(text: str, words: str, nth: int = 1) -> Span:
    """Give the nth place of words."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def actor(text: str, key: str, name: str, kind: tuple[ActorKind, str], *words: str) -> Actor:
    """Give an actor with the first place of each of its words."""
    return Actor(key, name, *kind, (kind[1],), None, (), tuple(find(text, w) for w in words), "tables", 0.9)


def side(of: Actor, text: str) -> Participant:
    """Give an actor as a party of an event."""
    return Participant(of.mentions[0].of(text), of.mentions[:1], of.id, of.name, of.country, of.sector)


def event(key: str, text: str, words: str, kind: tuple[str, str], sides: tuple[Actor, Actor], **fields: object) -> Event:
    """Give an event with the sentence that its words stand in."""
    trigger = find(text, words)
    sentence = Span(
        text.rfind(". ", 0, trigger.start) + 2 if ". " in text[: trigger.start] else 0, text.index(".", trigger.end) + 1
    )
    base: dict[str, object] = {
        "mode": None,
        "contexts": (),
        "quad": 3,
        "goldstein": -2.0,
        "plover_score": -3.0,
        "symmetric": False,
    }
    base |= {"status": Status.ACTUAL, "date": dt.date(2010, 1, 4), "confidence": 0.5, "rule": "verbs.accuse"}
    return Event(
        id=key, type=kind[0], cameo=kind[1], actors=(side(sides[0], text),), recipients=(side(sides[1], text),),
        trigger=Phrase.cut(text, trigger), sentence=sentence, **base | fields,
    )  # type: ignore[arg-type]  # fields of Event  # fmt: skip


def first() -> Reading:
    """Give the reading of TEXT: two events, a statement, three actors and a ledger entry."""
    norway = actor(TEXT, "c-nor", "Norway", (ActorKind.STATE, "NOR"), "Norway")
    sweden = actor(TEXT, "c-swe", "Sweden", (ActorKind.STATE, "SWE"), "Sweden")
    holt = actor(TEXT, "c-holt", "José Holt", (ActorKind.PERSON, "NOR"), "Minister Jose\u0301 Holt")
    accuse = event("e-accuse", TEXT, "accused", ("ACCUSE", "112"), (norway, sweden))
    offer = event("e-offer", TEXT, "offered", ("AGREE", "030"), (norway, sweden), quad=1, goldstein=4.0, confidence=0.8)
    source, cue = find(TEXT, "Minister Jose\u0301 Holt"), find(TEXT, "said")
    said = Statement(
        "s-must", StatementKind.DIRECT, Attitude.ASSERTION,
        Party(source.of(TEXT), (source,), "c-holt", ("c-holt",), "José Holt", "named"), Cue("said", (cue,), "say"),
        Phrase.cut(TEXT, find(TEXT, "Sweden must leave the pipeline")), confidence=0.6, rule="quote",
    )  # fmt: skip
    entry = LedgerEntry("l-talks", LedgerKind.OFFER, ("NOR",), ("SWE",), Phrase.cut(TEXT, find(TEXT, "talks")), "e-offer")
    article = Article("a-1", TEXT, "A <b>quarrel</b> \u202e!", "The Courier", "https://example.org/1", dt.date(2010, 1, 5))
    return Reading(article, (said,), (norway, sweden, holt), (), (accuse, offer), (entry,))


def second() -> Reading:
    """Give the reading of OTHER: one event that is surely right."""
    norway = actor(OTHER, "c-nor2", "Norway", (ActorKind.STATE, "NOR"), "Norway")
    sweden = actor(OTHER, "c-swe2", "Sweden", (ActorKind.STATE, "SWE"), "Sweden")
    met = event(
        "e-met", OTHER, "met", ("CONSULT", "040"), (norway, sweden), quad=1, goldstein=1.0, confidence=0.95, symmetric=True
    )
    return Reading(Article("a-2", OTHER, "Talks", "The Herald", None, dt.date(2010, 2, 5)), (), (norway, sweden), (), (met,), ())


def make_store(folder: Path, *readings: Reading) -> Path:
    """Write a store, with an imported event that has no article."""
    make_folder(folder)
    rows: dict[str, list[dict[str, object]]] = {}
    for reading in readings or (first(), second()):
        for table, found in reading_rows(reading).items():
            rows.setdefault(table, []).extend(found)
    rows = {table: found for table, found in rows.items() if found}
    append(folder, [Shard("s1", "detente", (), HOW, {t: len(r) for t, r in rows.items()}, write_shard(folder, "s1", rows, HOW))])
    party = {"actor": None, "name": "Norway", "country": "NOR", "sector": "GOV", "text": None, "spans": []}
    imported = {
        "events": [{
            "event_id": "e-icews", "article_id": None, "origin": "icews", "type": "CONSULT", "status": "actual", "contexts": [],
            "actors": [party], "recipients": [party | {"name": "Sweden", "country": "SWE"}], "actor_countries": ["NOR"],
            "recipient_countries": ["SWE"], "symmetric": False, "published": dt.date(2010, 1, 1), "extra": {},
        }]
    }  # fmt: skip
    append(folder, [Shard("s2", "icews", (), HOW, {"events": 1}, write_shard(folder, "s2", imported, HOW))])
    return folder
