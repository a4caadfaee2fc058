"""Readings as JSON: the one place where records are serialised. Keys are only ever added."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from detente.events.story import EventMention, Story
from detente.records import (
    Actor,
    Alternative,
    Article,
    Event,
    LedgerEntry,
    Outcome,
    Participant,
    Party,
    Phrase,
    Reading,
    Span,
    Statement,
)

Json = dict[str, object]

# Characters that some line reader takes for the end of a line (U+0085, U+2028, U+2029), that UTF-8 cannot carry (lone
# surrogates), or that a terminal obeys (U+007F to U+009F): written as \\uXXXX, which every JSON reader gives back.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def reading_to_dict(reading: Reading, *, with_text: bool = False) -> Json:
    """Return the object that ``detente code`` prints for an article; it holds only what JSON knows.

    >>> reading_to_dict(Reading(Article("a-1", "Oslo said so.")))["article"]["text_sha256"][:8]
    '50e8480b'
    """
    return {
        "article": _article(reading.article, with_text=with_text),
        "statements": [_statement(s) for s in reading.statements],
        "events": [_event(e) for e in reading.events],
        "actors": [_actor(a) for a in reading.actors],
        "ledger": [_entry(entry) for entry in reading.ledger],
        "unresolved": [{"text": m.text, "span": list(m.span), "reason": m.reason} for m in reading.mentions if not m.actors],
        "version": _version(),
        "lexicon": reading.lexicon,
        "model": reading.model,
        "gazetteer": reading.gazetteer,
    }


def actor_to_dict(actor: Actor) -> Json:
    """Return what ``detente actor --json`` prints of an actor: as in an article, without mentions, with alternatives."""
    known = {key: value for key, value in _actor(actor).items() if key != "mentions"}
    return known | {"alternatives": [_alternative(other) for other in actor.alternatives]}


def story_to_dict(story: Story) -> Json:
    """Return the object that ``detente stories --format json`` prints for a story."""
    return {
        "id": story.id,
        "type": story.type,
        "actors": list(story.actors),
        "recipients": list(story.recipients),
        "symmetric": story.symmetric,
        "status": story.status.value,
        "date": story.date.isoformat() if story.date else None,
        "date_precision": story.date_precision.value if story.date_precision else None,
        "dated": story.dated,
        "place": story.place,
        "claimants": list(story.claimants),
        "only_claimed": story.only_claimed,
        "reports": story.reports,
        "sources": story.sources,
        "texts": story.texts,
        "mentions": [_event_mention(m) for m in story.mentions],
    }


def to_line(value: object) -> str:
    r"""Write a value as one line of JSON that survives every line reader and every encoding step.

    >>> to_line({"said": "“yes”\u2028\ud800"})
    '{"said": "“yes”\\u2028\\ud800"}'
    """
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False))


def keep_confident(reading: Reading, least: float) -> Reading:
    """Drop events and statements below a confidence, and ledger entries that lead back to none that is kept.

    A statement that a kept row leads back to (``claimed_by``, ``inside``, ``agrees_with``) stays, so that no reference dangles.
    """
    events = tuple(e for e in reading.events if e.confidence >= least)
    by_id = {s.id: s for s in reading.statements}
    wanted = [s.id for s in reading.statements if s.confidence >= least] + [e.claimed_by for e in events if e.claimed_by]
    kept: set[str] = set()
    while wanted:
        statement = by_id.get(wanted.pop())
        if statement is None or statement.id in kept:
            continue
        kept.add(statement.id)
        wanted += [
            *statement.agrees_with,
            *statement.disagrees_with,
            *statement.echoes,
            *([statement.inside] if statement.inside else []),
        ]
    opened = {e.id for e in events}
    return replace(
        reading,
        statements=tuple(s for s in reading.statements if s.id in kept),
        events=events,
        ledger=tuple(
            replace(
                entry,
                event=entry.event if entry.event in opened else None,
                statement=entry.statement if entry.statement in kept else None,
                outcomes=tuple(o for o in entry.outcomes if o.event is None or o.event in opened),
            )
            for entry in reading.ledger
            if entry.event in opened or entry.statement in kept
        ),
    )


def _article(article: Article, *, with_text: bool) -> Json:
    out: Json = {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "source": article.source,
        "text_sha256": hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "language": article.language,
    }
    return out | ({"text": article.text} if with_text else {})


def _statement(s: Statement) -> Json:
    return {
        "id": s.id,
        "kind": s.kind.value,
        "attitude": s.attitude.value,
        "speaker": _party(s.speaker),
        "cue": {"text": s.cue.text, "spans": _spans(s.cue.spans), "lemma": s.cue.lemma} if s.cue else None,
        "content": _phrase(s.content),
        "addressee": _party(s.addressee),
        "via": _party(s.via),
        "inside": s.inside,
        "agrees_with": list(s.agrees_with),
        "disagrees_with": list(s.disagrees_with),
        "echoes": list(s.echoes),
        "occasion": _phrase(s.occasion) if s.occasion else None,
        "place": _phrase(s.place) if s.place else None,
        "confidence": _rounded(s.confidence),
        "rule": s.rule,
    }


def _event(e: Event) -> Json:
    return {
        "id": e.id,
        "type": e.type,
        "mode": e.mode,
        "contexts": list(e.contexts),
        "cameo": e.cameo,
        "quad": e.quad,
        "goldstein": e.goldstein,
        "plover_score": e.plover_score,
        "status": e.status.value,
        "symmetric": e.symmetric,
        "date": e.date.isoformat() if e.date else None,
        "date_precision": e.date_precision.value if e.date_precision else None,
        "date_text": e.date_text,
        "actors": [_participant(p) for p in e.actors],
        "recipients": [_participant(p) for p in e.recipients],
        "place": e.place,
        "place_spans": _spans(e.place_spans),
        "place_country": e.place_country,
        "place_point": list(e.place_point) if e.place_point else None,
        "place_id": e.place_id,
        "place_resolution": e.place_resolution,
        "place_rule": e.place_rule,
        "trigger": _phrase(e.trigger),
        "sentence": list(e.sentence),
        "claimed_by": e.claimed_by,
        "confidence": _rounded(e.confidence),
        "rule": e.rule,
    }


def _event_mention(m: EventMention) -> Json:
    return {
        "article": m.article,
        "event": m.event,
        "outlet": m.outlet,
        "published": m.published.isoformat() if m.published else None,
        "trigger": _phrase(m.trigger),
        "sentence": list(m.sentence),
        "claimant": m.claimant,
        "confidence": _rounded(m.confidence),
    }


def _actor(a: Actor) -> Json:
    return {
        "id": a.id,
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
                "since": r.since.isoformat() if r.since else None,
                "until": r.until.isoformat() if r.until else None,
                "evidence": _spans(r.evidence),
            }
            for r in a.roles
        ],
        "mentions": _spans(a.mentions),
        "reason": a.reason,
        "confidence": _rounded(a.confidence),
    }


def _alternative(other: Alternative) -> Json:
    return {
        "name": other.name,
        "country": other.country,
        "sector": other.sector,
        "title": other.title,
        "since": other.since.isoformat() if other.since else None,
        "until": other.until.isoformat() if other.until else None,
        "reason": other.reason,
    }


def _entry(entry: LedgerEntry) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "by": _one_or_all(entry.by),
        "to": _one_or_all(entry.to),
        "what": entry.what.text,
        "spans": _spans(entry.what.spans),
        "event": entry.event,
        "statement": entry.statement,
        "outcomes": [_outcome(outcome) for outcome in entry.outcomes],
    }


def _outcome(outcome: Outcome) -> Json:
    return {
        "how": outcome.how.value,
        "event": outcome.event,
        **_phrase(outcome.words),
        "confidence": _rounded(outcome.confidence),
        "rule": outcome.rule,
    }


def _one_or_all(parties: tuple[str, ...]) -> str | list[str] | None:
    """Give a single party, as most are, as a string; several as a list; nobody as null."""
    return list(parties) if len(parties) > 1 else parties[0] if parties else None


def _party(party: Party | None) -> Json | None:
    if party is None:
        return None
    return {
        "text": party.text,
        "spans": _spans(party.spans),
        "actor": party.actor,
        "actors": list(party.actors),
        "name": party.name,
        "reason": party.reason,
    }


def _participant(p: Participant) -> Json:
    return {
        "actor": p.actor,
        "name": p.name,
        "country": p.country,
        "sector": p.sector,
        "text": p.text,
        "spans": _spans(p.spans),
    }


def _phrase(phrase: Phrase) -> Json:
    return {"text": phrase.text, "spans": _spans(phrase.spans)}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


@cache
def _version() -> str:
    from importlib.metadata import version  # slow to import, and needed at the first output only

    return version("detente")


def _rounded(value: float) -> float:
    return round(value, 3)
