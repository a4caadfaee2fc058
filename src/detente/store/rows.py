"""A reading → the rows of the tables of a store."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from detente.reading.near_duplicates import sign
from detente.records import (
    Actor,
    Article,
    Event,
    LedgerEntry,
    Mention,
    Outcome,
    Participant,
    Party,
    Phrase,
    Reading,
    Span,
    Statement,
)
from detente.store.schema import ORIGIN

Row = dict[str, object]
Rows = dict[str, list[Row]]


def reading_rows(reading: Reading) -> Rows:
    """Return the rows of each table that hold everything that was read out of one article."""
    article = reading.article
    actors = {a.id: a for a in reading.actors}
    of = {"article_id": article.id, "origin": ORIGIN}
    dated = {"published": article.published}
    printed = dated | {"outlet": article.outlet}
    return {
        "articles": [article_row(article)],
        "statements": [of | _statement(s, reading, actors) | printed for s in reading.statements],
        "events": [of | _event(e, article) | printed for e in reading.events],
        "actors": [of | _actor(a) | dated for a in reading.actors],
        "mentions": [of | _mention(m) for m in reading.mentions],
        "ledger": [of | _entry(entry) | dated for entry in reading.ledger],
        "outcomes": [of | _outcome(entry, outcome) | dated for entry in reading.ledger for outcome in entry.outcomes],
    }


def article_row(article: Article) -> Row:
    """Return the row of an article, with the signature by which near copies are found."""
    signature = sign(article.text)
    return {
        "article_id": article.id,
        "origin": ORIGIN,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "source": article.source,
        "text": article.text,
        "text_sha256": hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
        "minhash": None if signature is None else signature.astype("<u4").tobytes(),
    }


def _statement(s: Statement, reading: Reading, actors: Mapping[str, Actor]) -> Row:
    speaker = actors.get(s.speaker.actor) if s.speaker and s.speaker.actor else None
    spoken_of = _within(reading.mentions, s.content, actors)
    return {
        "statement_id": s.id,
        "kind": s.kind.value,
        "attitude": s.attitude.value,
        **_party("speaker", s.speaker),
        "speaker_country": speaker.country if speaker else None,
        "speaker_sector": speaker.sector if speaker else None,
        "cue_text": s.cue.text if s.cue else None,
        "cue_spans": _spans(s.cue.spans) if s.cue else [],
        "cue_lemma": s.cue.lemma if s.cue else None,
        **_phrase("content", s.content),
        **_party("addressee", s.addressee),
        **_party("via", s.via),
        "inside": s.inside,
        "agrees_with": list(s.agrees_with),
        "disagrees_with": list(s.disagrees_with),
        "echoes": list(s.echoes),
        **_phrase("occasion", s.occasion),
        **_phrase("place", s.place),
        "about": sorted({c for a in spoken_of for c in a.countries or (a.country,) if c}),
        "about_names": sorted({a.name for a in spoken_of}),
        "confidence": round(s.confidence, 3),
        "rule": s.rule,
    }


def _within(mentions: Iterable[Mention], content: Phrase, actors: Mapping[str, Actor]) -> list[Actor]:
    """Give the actors whom a content speaks of."""
    ids = dict.fromkeys(a for m in mentions if content.overlaps(m.span) for a in m.actors)
    return [actors[i] for i in ids if i in actors]


def _event(e: Event, article: Article) -> Row:
    latitude, longitude = e.place_point or (None, None)
    return {
        "event_id": e.id,
        "origin_id": None,
        "type": e.type,
        "mode": e.mode,
        "contexts": list(e.contexts),
        "cameo": e.cameo,
        "quad": e.quad,
        "goldstein": e.goldstein,
        "plover_score": e.plover_score,
        "actors": [_participant(p) for p in e.actors],
        "recipients": [_participant(p) for p in e.recipients],
        "actor_countries": _countries(e.actors),
        "recipient_countries": _countries(e.recipients),
        "symmetric": e.symmetric,
        "status": e.status.value,
        **_phrase("trigger", e.trigger),
        "sentence_start": e.sentence.start,
        "sentence_end": e.sentence.end,
        "sentence_text": e.sentence.of(article.text),
        "date": e.date,
        "date_precision": e.date_precision.value if e.date_precision else None,
        "date_text": e.date_text,
        "place_text": e.place,
        "place_spans": _spans(e.place_spans),
        "place_country": e.place_country,
        "place_latitude": latitude,
        "place_longitude": longitude,
        "place_id": e.place_id,
        "place_resolution": e.place_resolution,
        "place_rule": e.place_rule,
        "claimed_by": e.claimed_by,
        "confidence": round(e.confidence, 3),
        "rule": e.rule,
        "extra": {},
    }


def _countries(participants: Sequence[Participant]) -> list[str]:
    return list(dict.fromkeys(p.country for p in participants if p.country))


def _participant(p: Participant) -> Row:
    return {
        "actor": p.actor,
        "name": p.name,
        "country": p.country,
        "sector": p.sector,
        "text": p.text,
        "spans": _spans(p.spans),
    }


def _actor(a: Actor) -> Row:
    return {
        "actor_id": a.id,
        "name": a.name,
        "kind": a.kind.value,
        "country": a.country,
        "countries": list(a.countries),
        "sector": a.sector,
        "roles": [
            {
                "title": r.title,
                "organisation": r.organisation,
                "country": r.country,
                "since": r.since,
                "until": r.until,
                "evidence": _spans(r.evidence),
            }
            for r in a.roles
        ],
        "mentions": _spans(a.mentions),
        "reason": a.reason,
        "confidence": round(a.confidence, 3),
    }


def _mention(m: Mention) -> Row:
    return {
        "start": m.span.start,
        "end": m.span.end,
        "text": m.text,
        "kind": m.kind.value,
        "head": m.head,
        "actors": list(m.actors),
        "reason": m.reason,
        "confidence": round(m.confidence, 3),
    }


def _entry(entry: LedgerEntry) -> Row:
    return {
        "entry_id": entry.id,
        "kind": entry.kind.value,
        "by": list(entry.by),
        "to": list(entry.to),
        **_phrase("what", entry.what),
        "event": entry.event,
        "statement": entry.statement,
    }


def _outcome(entry: LedgerEntry, outcome: Outcome) -> Row:
    return {
        "entry": entry.id,
        "how": outcome.how.value,
        "event": outcome.event,
        **_phrase("words", outcome.words),
        "confidence": round(outcome.confidence, 3),
        "rule": outcome.rule,
    }


def _party(name: str, party: Party | None) -> Row:
    return {
        f"{name}_text": party.text if party else None,
        f"{name}_spans": _spans(party.spans) if party else [],
        f"{name}_actor": party.actor if party else None,
        f"{name}_actors": list(party.actors) if party else [],
        f"{name}_name": party.name if party else None,
        f"{name}_reason": party.reason if party else None,
    }


def _phrase(name: str, phrase: Phrase | None) -> Row:
    return {f"{name}_text": phrase.text if phrase else None, f"{name}_spans": _spans(phrase.spans) if phrase else []}


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [{"start": s.start, "end": s.end} for s in spans]
