"""A reading made by hand, with everything that a display must show."""

import datetime as dt

import pytest

from detente.records import (
    Actor,
    ActorKind,
    Article,
    Attitude,
    Cue,
    DatePrecision,
    Event,
    LedgerEntry,
    LedgerKind,
    Mention,
    MentionKind,
    Participant,
    Party,
    Phrase,
    Reading,
    Role,
    Span,
    Statement,
    StatementKind,
    Status,
)

TEXT = """Lisbon ready to reopen talks with Rabat

LISBON (Wire) — Portugal is ready to reopen fishing talks with Morocco, Foreign Minister Ana Duarte told parliament on Tuesday.

"We will not accept preconditions," she said. "Our partners told us that Rabat had rejected the old text."

Morocco accused Portugal of bad faith last month."""


@pytest.fixture
def reading() -> Reading:
    def at(words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = TEXT.index(words, start + 1)
        return Span(start, start + len(words))

    def phrase(words: str, nth: int = 0) -> Phrase:
        return Phrase.cut(TEXT, at(words, nth))

    def party(words: str, actor: str | None, name: str | None, nth: int = 0, reason: str = "name") -> Party:
        return Party(words, (at(words, nth),), actor, (actor,) if actor else (), name, reason)

    def cue(words: str, lemma: str, nth: int = 0) -> Cue:
        return Cue(words, (at(words, nth),), lemma)

    def one(words: str, actor: str, name: str, code: str) -> tuple[Participant, ...]:
        return (Participant(words, (at(words),), actor, name, code, "GOV"),)

    article = Article(
        "a-1", TEXT, "Lisbon ready to reopen talks with Rabat", "The Courier", None, dt.date(2015, 3, 4), "en", "x.txt"
    )
    statements = (
        Statement(
            "s-1",
            StatementKind.INDIRECT,
            Attitude.ASSERTION,
            party("Foreign Minister Ana Duarte", "p-1", "Ana Duarte"),
            cue("told", "tell"),
            phrase("Portugal is ready to reopen fishing talks with Morocco"),
            addressee=party("parliament", None, None),
            via=party("Wire", None, None),
            confidence=0.9,
            rule="verb.inverted",
        ),
        Statement(
            "s-2",
            StatementKind.DIRECT,
            Attitude.ASSERTION,
            party("she", "p-1", "Ana Duarte"),
            cue("said", "say"),
            Phrase.cut(
                TEXT, at("We will not accept preconditions"), at("Our partners told us that Rabat had rejected the old text")
            ),
            confidence=0.95,
            rule="quote.after",
        ),
        Statement(
            "s-3",
            StatementKind.INDIRECT,
            Attitude.BELIEF,
            party("Our partners", None, None, reason="no antecedent"),
            cue("told", "tell", 1),
            phrase("that Rabat had rejected the old text"),
            inside="s-2",
            agrees_with=("s-1",),
            confidence=0.4,
            rule="verb.that",
        ),
    )
    events = (
        Event(
            "e-1",
            "CONSULT",
            "meet",
            ("diplomatic",),
            "036",
            1,
            4.0,
            1.0,
            one("Portugal", "c-1", "Portugal", "PRT"),
            one("Morocco", "c-2", "Morocco", "MAR"),
            symmetric=True,
            status=Status.FUTURE,
            trigger=phrase("ready to reopen"),
            sentence=at(
                "Portugal is ready to reopen fishing talks with Morocco, Foreign Minister Ana Duarte told parliament on Tuesday."
            ),
            date=dt.date(2015, 3, 3),
            date_precision=DatePrecision.DAY,
            date_text="Tuesday",
            claimed_by="s-1",
            confidence=0.8,
            rule="adj.ready",
        ),
        Event(
            "e-2",
            "ACCUSE",
            None,
            (),
            "112",
            3,
            -2.0,
            -2.0,
            one("Morocco", "c-2", "Morocco", "MAR"),
            one("Portugal", "c-1", "Portugal", "PRT"),
            symmetric=False,
            status=Status.ACTUAL,
            trigger=phrase("accused"),
            sentence=at("Morocco accused Portugal of bad faith last month."),
            date=dt.date(2015, 2, 1),
            date_precision=DatePrecision.MONTH,
            date_text="last month",
            confidence=0.3,
            rule="verb",
        ),
    )
    actors = (
        Actor(
            "c-1", "Portugal", ActorKind.STATE, "PRT", ("PRT",), "GOV", (), (at("Portugal"), at("Portugal", 1)), "state name", 1.0
        ),
        Actor(
            "c-2", "Morocco", ActorKind.STATE, "MAR", ("MAR",), "GOV", (), (at("Morocco"), at("Morocco", 1)), "state name", 1.0
        ),
        Actor(
            "p-1",
            "Ana Duarte",
            ActorKind.PERSON,
            "PRT",
            ("PRT",),
            "GOV",
            (Role("Foreign Minister", None, "PRT", evidence=(at("Foreign Minister"),)),),
            (at("Ana Duarte"), at("she")),
            "dateline",
            0.7,
        ),
        Actor("o-1", "Wire", ActorKind.OUTLET, None, (), None, (), (at("Wire"),), "dateline", 0.9),
    )
    mentions = (
        Mention(at("Portugal"), "Portugal", MentionKind.NAME, 3, ("c-1",), "state name", 1.0),
        Mention(at("us"), "us", MentionKind.PRONOUN, 30, (), "a pronoun without an antecedent", 0.0),
        Mention(at("Our partners"), "Our partners", MentionKind.NOMINAL, 27, (), "nobody named", 0.0),
    )
    ledger = (LedgerEntry("l-1", LedgerKind.OFFER, ("PRT",), ("MAR",), phrase("reopen fishing talks"), "e-1"),)
    return Reading(article, statements, actors, mentions, events, ledger, "0123456789abcdef")
