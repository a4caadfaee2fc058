"""The tables hold every field of the records, and give back what was put in."""

import datetime as dt
import hashlib
import types
import typing
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    Outcome,
    OutcomeKind,
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
from detente.store.check_rows import check_rows
from detente.store.folder import make_folder
from detente.store.manifest import Part, Shard
from detente.store.rows import reading_rows
from detente.store.schema import (
    DAY,
    DERIVED,
    NUMBER,
    PARTIES,
    ROLES,
    SPANS,
    TABLES,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    arrow_schema,
    arrow_types,
)
from detente.store.schema_page import PART_FIELDS, SHARD_FIELDS, write_page
from detente.store.write import arrow_table, write_shard

PAGE = Path(__file__).resolve().parents[2] / "docs/schema.md"
RECORDS = {
    "articles": Article,
    "statements": Statement,
    "events": Event,
    "actors": Actor,
    "mentions": Mention,
    "ledger": LedgerEntry,
    "outcomes": Outcome,
}
# Fields that do not keep their name, and those that stand elsewhere.
SPECIAL: dict[tuple[type, str], dict[str, str]] = {
    (Article, "id"): {"article_id": TEXT},
    (Article, "duplicate_of"): {},  # derived/duplicates
    (Statement, "id"): {"statement_id": TEXT},
    (Event, "id"): {"event_id": TEXT},
    (Event, "place"): {"place_text": TEXT},
    (Event, "place_point"): {"place_latitude": NUMBER, "place_longitude": NUMBER},
    (Actor, "id"): {"actor_id": TEXT},
    (Actor, "alternatives"): {},  # of a single mention that is resolved; in an article its words decide
    (Mention, "span"): {"start": WHOLE, "end": WHOLE},
    (LedgerEntry, "id"): {"entry_id": TEXT},
    (LedgerEntry, "outcomes"): {},  # a table of its own
}
# Columns that come from no field of the record itself.
OWN = {
    "articles": {"origin", "text_sha256", "minhash"},
    "statements": {"article_id", "origin", "speaker_country", "speaker_sector", "about", "about_names", "published", "outlet"},
    "events": {"article_id", "origin", "origin_id", "actor_countries", "recipient_countries", "sentence_text", "published",
               "outlet", "extra"},
    "actors": {"article_id", "origin", "published"},
    "mentions": {"article_id", "origin"},
    "ledger": {"article_id", "origin", "published"},
    "outcomes": {"entry", "article_id", "origin", "published"},
}  # fmt: skip
SIMPLE = {str: TEXT, dt.date: DAY, float: NUMBER, int: WHOLE, bool: TRUTH}
LISTS = {str: TEXTS, Span: SPANS, Participant: PARTIES, Role: ROLES}


def column_types(name: str, hint: Any) -> dict[str, str]:
    """The naming rule of the schema's docstring: a field of this type → columns and their types."""
    if isinstance(hint, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return {name: LISTS[typing.get_args(hint)[0]]}
    if hint is Span:
        return {f"{name}_start": WHOLE, f"{name}_end": WHOLE}
    if is_dataclass(hint):  # spread, its own name in front
        return {
            k: v for f in fields(hint) for k, v in column_types(f"{name}_{f.name}", typing.get_type_hints(hint)[f.name]).items()
        }
    return {name: TEXT if issubclass(hint, StrEnum) else SIMPLE[hint]}


@pytest.mark.parametrize("table", RECORDS)
def test_every_field_of_a_record_has_its_column_and_every_column_its_field(table: str) -> None:
    record = RECORDS[table]
    expected: dict[str, str] = {}
    for name, hint in typing.get_type_hints(record).items():
        expected |= SPECIAL[record, name] if (record, name) in SPECIAL else column_types(name, hint)
    columns = {c.name: c.type for c in TABLES[table]}
    assert {name: columns.get(name) for name in expected} == expected
    assert set(columns) - set(expected) == OWN[table]


def test_structs_have_the_fields_of_their_records() -> None:
    for name, record in ((PARTIES, Participant), (ROLES, Role), (SPANS, Span)):
        names = [f.name for f in fields(record)] if is_dataclass(record) else list(record._fields)
        assert sorted(f.name for f in arrow_types()[name].value_type) == sorted(names)


@pytest.mark.parametrize("table", [*TABLES, *DERIVED])
def test_the_arrow_schema_has_the_columns_in_order_with_their_meaning(table: str) -> None:
    schema = arrow_schema(table)
    columns = (TABLES | DERIVED)[table]
    assert schema.names == [c.name for c in columns]
    assert len(set(schema.names)) == len(schema.names)
    assert [f.metadata[b"meaning"].decode() for f in schema] == [c.meaning for c in columns]


def test_the_page_is_what_the_schema_says() -> None:
    assert PAGE.read_text("utf-8") == write_page(), "run: python -m detente.store.schema_page > docs/schema.md"
    assert list(SHARD_FIELDS) == [f.name for f in fields(Shard)]
    assert list(PART_FIELDS) == [f.name for f in fields(Part)]


ODD = [
    "🇳🇴",
    "👩‍👩‍👧",
    "e\u0301",
    "\r\n",
    "\u00a0",
    "“",
    "'",
    '"',
    "\u2019",
    "\u200f",
    "ﷺ",
    "\x00",
    "Oslo",
    "said",
    " ",
    "…",
    "ж",
    "\ufeff",
]


def full_reading(words: list[str]) -> Reading:
    """A reading with every field filled, whose spans cut through the words and between their parts."""
    text = "".join(words)
    half = len(text) // 2
    phrase = Phrase.cut(text, Span(0, half), Span(half, len(text)))
    spans = phrase.spans
    party = Party(phrase.text, spans, "a-1", ("a-1",), "Oslo", "named")
    part = Participant(phrase.text, spans, "a-1", "Oslo", "NOR", "GOV")
    day = dt.date(2019, 3, 6)
    article = Article("a", text, text, text, "https://example.org", day, "en", text)
    statement = Statement(
        "s-1", StatementKind.MIXED, Attitude.BELIEF, party, Cue(phrase.text, spans, "say"), phrase, party, party, "s-1", ("a-1",),
        ("a-1",), ("a-1",), phrase, phrase, 0.1234, "verb.that",
    )  # fmt: skip
    role = Role("minister", "ministry", "NOR", day, None, spans)
    actor = Actor("a-1", "Oslo", ActorKind.BODY, "NOR", ("NOR",), "GOV", (role,), spans, "named", 0.9)
    event = Event(
        "e-1", "CONSULT", "visit", ("diplomatic",), "040", 1, 1.0, 2.0, (part,), (part,), True, Status.FUTURE, phrase,
        Span(0, len(text)), day, DatePrecision.WEEK, text, phrase.text, spans, "NOR", (59.9, 10.75), 3143244, "city", "in", "s-1",
        0.5, "verb",
    )  # fmt: skip
    mention = Mention(Span(0, len(text)), text, MentionKind.NAME, 0, ("a-1",), "named", 0.5)
    outcome = Outcome(OutcomeKind.REFUSED, "e-1", phrase, 0.7, "outcome.named")
    return Reading(
        article,
        (statement,),
        (actor,),
        (mention,),
        (event,),
        (LedgerEntry("l-1", LedgerKind.OFFER, ("NOR",), ("LVA",), phrase, "e-1", (outcome,)),),
    )


def test_rows_have_exactly_the_columns() -> None:
    for table, rows in reading_rows(full_reading(["Oslo ", "said so"])).items():
        assert [set(row) for row in rows] == [{c.name for c in TABLES[table]}], table


@settings(deadline=None)
@given(st.lists(st.sampled_from(ODD), min_size=2, max_size=9))
def test_f5_odd_text_comes_back_as_it_was_and_spans_still_cut_it(words: list[str]) -> None:
    rows = reading_rows(full_reading(words))
    for table, expected in rows.items():
        found = arrow_table(table, expected, {}).to_pylist()
        assert [row | {"extra": dict(row["extra"])} if "extra" in row else row for row in found] == expected


def test_f5_through_the_files_of_a_store(tmp_path: Path) -> None:
    make_folder(tmp_path)
    rows = reading_rows(full_reading(ODD))
    digests = write_shard(tmp_path, "s", rows, {"model": "x"})
    shard = Shard("s", "detente", rows={table: len(r) for table, r in rows.items()}, sha256=digests)
    assert list(check_rows(tmp_path, shard)) == []
    text = pq.read_table(tmp_path / "articles/s.parquet")["text"][0].as_py()
    assert text == "".join(ODD)
    statement = pq.read_table(tmp_path / "statements/s.parquet").to_pylist()[0]
    assert " ".join(text[s["start"] : s["end"]] for s in statement["content_spans"]) == statement["content_text"]


def test_same_rows_same_bytes_and_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    make_folder(tmp_path)
    rows = reading_rows(full_reading(["Oslo ", "said so"]))
    first, second = (write_shard(tmp_path, name, rows, {"lexicon": "1", "model": "2"}) for name in ("a", "b"))
    assert first == second
    assert {t: hashlib.sha256((tmp_path / t / "a.parquet").read_bytes()).hexdigest() for t in first} == first
    metadata = pq.read_schema(tmp_path / "events/a.parquet").metadata
    assert (metadata[b"detente.model"], metadata[b"detente.table"], metadata[b"detente.layout"]) == (b"2", b"events", b"1")
