"""Annotated articles as the records that a stage would have made, so that a later stage can be measured alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.actors.cast import Cast
from detente.language.parse import Parse
from detente.records import (
    Actor,
    ActorKind,
    Event,
    LedgerEntry,
    LedgerKind,
    Mention,
    MentionKind,
    Participant,
    Phrase,
    Span,
    Status,
)

Row = Mapping[str, Any]


def gold_cast(row: Row, parse: Parse) -> Cast:
    """Return the actors of a compiled article of the bank, with their mentions."""
    actors = tuple(
        Actor(
            a["id"],
            a["name"],
            ActorKind(a["kind"]),
            a["country"],
            tuple(a["countries"] or [a["country"] or a["name"]]),
            a["sector"],
        )
        for a in row["actors"]
    )
    at: dict[Span, list[str]] = {}
    for a in row["actors"]:
        for start, end, _ in a["mentions"]:
            at.setdefault(Span(start, end), []).append(a["id"])
    mentions = []
    for span, ids in sorted(at.items()):
        head = parse.head_of(span)
        if head is not None:
            token = parse.tokens[head]
            kind = {"PROPN": MentionKind.NAME, "PRON": MentionKind.PRONOUN, "ADJ": MentionKind.ADJECTIVE}.get(token.pos)
            mentions.append(Mention(span, span.of(parse.text), kind or MentionKind.NOMINAL, head, tuple(ids)))
    return Cast(actors, tuple(mentions))


def gold_events(row: Row, parse: Parse) -> tuple[Event, ...]:
    """Return the events of a compiled article. Quad class and scores, which the bank does not hold, are empty."""
    actors = {a["id"]: a for a in row["actors"]}
    return tuple(
        Event(
            e["id"],
            e["type"],
            e["mode"],
            tuple(e["contexts"]),
            e["cameo"],
            0,
            None,
            None,
            _side(actors, e["actors"]),
            _side(actors, e["recipients"]),
            e["symmetric"],
            Status(e["status"]),
            trigger := _phrase(row["text"], e["trigger"]),
            parse.sentence_of(parse.at(trigger.start)).span,
            claimed_by=e["claimed_by"],
        )
        for e in row["events"]
    )


def gold_entries(row: Row) -> tuple[LedgerEntry, ...]:
    """Return the ledger of a compiled article without its outcomes; an entry's id is its place in the list."""
    actors = {a["id"]: a for a in row["actors"]}
    return tuple(
        LedgerEntry(
            str(n),
            LedgerKind(e["kind"]),
            tuple(name for i in e["by"] for name in _names(actors[i])),
            tuple(name for i in e["to"] for name in _names(actors[i])),
            _phrase(row["text"], e["what"]),
            e["event"],
        )
        for n, e in enumerate(row["ledger"])
    )


def _names(actor: Row) -> list[str]:
    return actor["countries"] or [actor["country"] or actor["name"]]


def _side(actors: Mapping[str, Row], ids: Sequence[str]) -> tuple[Participant, ...]:
    return tuple(
        Participant(actors[i]["name"], (), i, actors[i]["name"], country, actors[i]["sector"])
        for i in ids
        for country in actors[i]["countries"] or [actors[i]["country"]]
    )


def _phrase(text: str, spans: Sequence[Sequence[Any]]) -> Phrase:
    return Phrase.cut(text, *(Span(start, end) for start, end, _ in spans))
