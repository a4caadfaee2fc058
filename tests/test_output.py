import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.output import keep_confident, reading_to_dict, to_line
from detente.records import (
    Article,
    Attitude,
    Cue,
    Event,
    LedgerEntry,
    LedgerKind,
    Mention,
    MentionKind,
    Outcome,
    OutcomeKind,
    Party,
    Phrase,
    Reading,
    Span,
    Statement,
    StatementKind,
    Status,
)

TEXT = "Oslo offered talks, the envoy said, and they agreed."
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def statement(record: str, *, confidence: float = 0.9, inside: str | None = None, agrees_with: tuple[str, ...] = ()) -> Statement:
    return Statement(
        record,
        StatementKind.INDIRECT,
        Attitude.ASSERTION,
        Party("the envoy", (Span(20, 29),), None, (), None, "a title without a name"),
        Cue("said", (Span(30, 34),), "say"),
        Phrase.cut(TEXT, Span(0, 18)),
        inside=inside,
        agrees_with=agrees_with,
        confidence=confidence,
        rule="verb.inverted",
    )


def event(record: str, *, confidence: float = 0.9, claimed_by: str | None = None) -> Event:
    return Event(
        record,
        "CONSULT",
        None,
        (),
        "030",
        1,
        4.0,
        1.0,
        (),
        (),
        symmetric=False,
        status=Status.ACTUAL,
        trigger=Phrase.cut(TEXT, Span(5, 12)),
        sentence=Span(0, len(TEXT)),
        claimed_by=claimed_by,
        confidence=confidence,
        rule="verb",
    )


def reading(statements: tuple[Statement, ...] = (), events: tuple[Event, ...] = ()) -> Reading:
    entries = tuple(
        LedgerEntry(f"l-{e.id}", LedgerKind.OFFER, ("NOR",), (), Phrase.cut(TEXT, Span(13, 18)), e.id) for e in events
    )
    lost = Mention(Span(40, 44), "they", MentionKind.PRONOUN, 9, (), "pronoun without antecedent")
    return Reading(Article("a-1", TEXT, source="row-7"), statements, (), (lost,), events, entries, "0123")


def test_the_object_has_the_keys_of_the_design() -> None:
    out = reading_to_dict(reading((statement("s-1"),), (event("e-1", claimed_by="s-1"),)))
    assert list(out) == [
        "article",
        "statements",
        "events",
        "actors",
        "ledger",
        "unresolved",
        "version",
        "lexicon",
        "model",
        "gazetteer",
    ]
    assert list(out["article"])[:7] == ["id", "title", "outlet", "published", "url", "source", "text_sha256"]  # type: ignore[call-overload]
    assert out["statements"][0]["speaker"] == {  # type: ignore[index]
        "text": "the envoy",
        "spans": [[20, 29]],
        "actor": None,
        "actors": [],
        "name": None,
        "reason": "a title without a name",
    }
    assert out["statements"][0]["cue"] == {"text": "said", "spans": [[30, 34]], "lemma": "say"}  # type: ignore[index]
    assert out["events"][0]["trigger"] == {"text": "offered", "spans": [[5, 12]]}  # type: ignore[index]
    assert out["ledger"] == [
        {
            "id": "l-e-1",
            "kind": "offer",
            "by": "NOR",
            "to": None,
            "what": "talks",
            "spans": [[13, 18]],
            "event": "e-1",
            "outcomes": [],
            "statement": None,
        }
    ]
    assert out["unresolved"] == [{"text": "they", "span": [40, 44], "reason": "pronoun without antecedent"}]


def test_it_is_json_and_nothing_else() -> None:
    out = reading_to_dict(reading((statement("s-1"),), (event("e-1"),)), with_text=True)
    assert json.loads(to_line(out)) == out
    assert out["article"]["text"] == TEXT  # type: ignore[index]


@given(ANY_TEXT)
def test_any_text_can_be_written_and_read_back(text: str) -> None:
    line = to_line(reading_to_dict(Reading(Article("a-1", text, title=text, source=text)), with_text=True))
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["article"]["title"] == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("“Да”", '"“Да”"'),  # readable
        ("\ud800", '"\\ud800"'),  # half a character
        ("a\u2028b\x85c", '"a\\u2028b\\u0085c"'),  # what some readers take for line ends
        ("\x1b[31m\x9b", '"\\u001b[31m\\u009b"'),  # what terminals obey
        ("a\\ud800", '"a\\\\ud800"'),  # a backslash of the text itself
    ],
)
def test_writes_safely(text: str, written: str) -> None:
    assert to_line(text) == written
    assert json.loads(written) == text


def test_low_confidence_is_left_out_but_no_reference_dangles() -> None:
    kept = keep_confident(
        reading(
            (
                statement("s-1", confidence=0.2),  # holds s-2
                statement("s-2", confidence=0.2, inside="s-1"),  # claims e-1
                statement("s-3", confidence=0.2),  # nothing leads to it
                statement("s-4", agrees_with=("s-5", "p-1")),  # agrees with a statement and an actor
                statement("s-5", confidence=0.2),
            ),
            (event("e-1", claimed_by="s-2"), event("e-2", confidence=0.2)),
        ),
        0.5,
    )
    assert [s.id for s in kept.statements] == ["s-1", "s-2", "s-4", "s-5"]
    assert [e.id for e in kept.events] == ["e-1"]
    assert [entry.event for entry in kept.ledger] == ["e-1"]


def test_what_settled_an_entry_stands_with_it_and_goes_with_its_event() -> None:
    entry = LedgerEntry("l-1", LedgerKind.OFFER, ("NOR",), (), Phrase.cut(TEXT, Span(13, 18)), "e-1")
    agreed = Phrase.cut(TEXT, Span(40, 51))
    coded = Outcome(OutcomeKind.ANSWERED, "e-2", agreed, 0.71234, "outcome.next")
    told = Outcome(OutcomeKind.KEPT, None, agreed, 0.5, "outcome.echo")
    whole = replace(
        reading(events=(event("e-1"), event("e-2", confidence=0.2))), ledger=(replace(entry, outcomes=(coded, told)),)
    )
    assert reading_to_dict(whole)["ledger"][0]["outcomes"] == [  # type: ignore[index]
        {"how": "answered", "event": "e-2", "text": "they agreed", "spans": [[40, 51]], "confidence": 0.712,
         "rule": "outcome.next"},
        {"how": "kept", "event": None, "text": "they agreed", "spans": [[40, 51]], "confidence": 0.5, "rule": "outcome.echo"},
    ]  # fmt: skip
    assert keep_confident(whole, 0.5).ledger[0].outcomes == (told,)
