"""What is derived from a store: articles that came twice, copies, stories."""

import datetime as dt
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from detente.errors import StoreError
from detente.events.stories import find_stories
from detente.reading.article import make_article
from detente.records import (
    Actor,
    ActorKind,
    Article,
    Attitude,
    Cue,
    Event,
    Participant,
    Party,
    Phrase,
    Reading,
    Span,
    Statement,
    StatementKind,
    Status,
)
from detente.store import derive as deriving
from detente.store.derive import derive, digest_of, is_behind, read_made
from detente.store.folder import Snapshot, make_folder, open_folder
from detente.store.manifest import Shard, append
from detente.store.rows import reading_rows
from detente.store.write import write_shard

TALKS = "Norway and Latvia held talks in Riga on Tuesday over herring quotas in the northern waters."
MORE = (
    " Fishermen in Bergen, who had blocked the harbour for a week, went back to sea the same evening. The talks had been put off "
    "twice since the spring, when a trawler was held for nine days in a Norwegian port."
)


def article(text: str, outlet: str = "The Courier", day: int | None = 6) -> Article:
    return make_article(text, outlet=outlet, published=dt.date(2019, 3, day) if day else None)


def reading(given: Article, *, claimed: str | None = None) -> Reading:
    """The reading of an article that begins with TALKS: the talks, as the outlet's own report or in somebody's mouth."""
    text, parties = given.text, (("Norway", "NOR"), ("Latvia", "LVA"))
    actors = tuple(Actor(f"{given.id}-{name}", name, ActorKind.STATE, code) for name, code in parties)
    sides = [(Participant(a.name, (), a.id, a.name, a.country, "GOV"),) for a in actors]
    at = text.index("talks")
    words = Phrase.cut(text, Span(0, len(TALKS)))
    statements = ()
    if claimed:
        speaker = Party(claimed, (), name=claimed)
        statements = (
            Statement(f"s-{given.id}", StatementKind.DIRECT, Attitude.ASSERTION, speaker, Cue("said", (), "say"), words),
        )
    event = Event(
        f"e-{given.id}", "CONSULT", None, (), "046", 1, None, None, *sides, True, Status.ACTUAL,
        Phrase.cut(text, Span(at, at + 5)), Span(0, len(TALKS)), dt.date(2019, 3, 5), None, "on Tuesday",
        claimed_by=statements[0].id if statements else None,
    )  # fmt: skip
    return Reading(given, statements, actors, (), (event,))


def make_store(folder: Path, shards: dict[str, Sequence[Reading]], origin: str = "detente") -> Snapshot:
    make_folder(folder)
    for name, readings in shards.items():
        rows: dict[str, list[dict[str, object]]] = {}
        for one in readings:
            for table, found in reading_rows(one).items():
                rows.setdefault(table, []).extend(row | {"origin": origin} for row in found)
        digests = write_shard(folder, name, rows, {})
        append(folder, [Shard(name, origin, rows={t: len(r) for t, r in rows.items()}, sha256=digests)])
    return open_folder(folder)


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder / f"derived/{name}.parquet").to_pylist()
    return rows


WIRE = article(TALKS + MORE)
COPY = article(TALKS + MORE, "The Herald", 7)
EDITED = article(TALKS + MORE.replace("nine days", "a week"), "Northern Star", 5)
UNDATED = article(TALKS + MORE, "Anonymous", None)
OTHER = article("Rain is expected in the north on Friday, and snow above eight hundred metres.")


def test_an_article_that_came_twice_is_kept_in_the_smallest_shard(tmp_path: Path) -> None:
    snapshot = make_store(tmp_path, {"c": [reading(WIRE)], "a": [reading(WIRE), reading(COPY)], "b": [reading(COPY)]})
    derive(tmp_path, snapshot)
    assert table(tmp_path, "again") == [{"shard": "b", "article_id": COPY.id}, {"shard": "c", "article_id": WIRE.id}]
    (story,) = table(tmp_path, "stories")
    assert (story["reports"], len(story["mentions"])) == (2, 2)


def test_copies_name_the_first_published_and_the_undated_come_last(tmp_path: Path) -> None:
    derive(tmp_path, make_store(tmp_path, {"a": [Reading(a) for a in (WIRE, COPY, EDITED, UNDATED, OTHER)]}))
    rows = {row["article_id"]: row for row in table(tmp_path, "duplicates")}
    assert set(rows) == {WIRE.id, COPY.id, UNDATED.id}
    assert {row["duplicate_of"] for row in rows.values()} == {EDITED.id}
    assert {row["kind"] for row in rows.values()} == {"near"}
    assert all(0.7 < row["likeness"] < 1 for row in rows.values())
    derive(tmp_path / "exact", make_store(tmp_path / "exact", {"a": [Reading(COPY), Reading(UNDATED)], "b": [Reading(WIRE)]}))
    exact = [
        (row["article_id"], row["duplicate_of"], row["kind"], row["likeness"]) for row in table(tmp_path / "exact", "duplicates")
    ]
    assert exact == sorted((a.id, WIRE.id, "exact", 1.0) for a in (COPY, UNDATED))


def test_no_text_is_a_copy_of_none(tmp_path: Path) -> None:
    empty = [Article("a-1", "", source="1"), Article("a-2", "", source="2"), Article("a-3", "…"), Article("a-4", "…")]
    derive(tmp_path, make_store(tmp_path, {"a": [Reading(a) for a in empty]}))
    assert [(row["article_id"], row["duplicate_of"]) for row in table(tmp_path, "duplicates")] == [("a-4", "a-3")]


def test_syndicated_copies_are_reports_and_no_texts_of_their_own(tmp_path: Path) -> None:
    derive(tmp_path, make_store(tmp_path, {"a": [reading(WIRE)], "b": [reading(COPY), reading(EDITED, claimed="Kari Berg")]}))
    (story,) = table(tmp_path, "stories")
    assert (story["reports"], story["sources"], story["texts"]) == (3, 3, 1)
    assert (story["claimants"], story["only_claimed"]) == (["Kari Berg"], False)
    assert [(m["article_id"], m["outlet"], m["published"], m["claimant"]) for m in story["mentions"]] == [
        (EDITED.id, "Northern Star", dt.date(2019, 3, 5), "Kari Berg"),
        (WIRE.id, "The Courier", dt.date(2019, 3, 6), None),
        (COPY.id, "The Herald", dt.date(2019, 3, 7), None),
    ]


def test_stories_are_those_of_the_readings_themselves(tmp_path: Path) -> None:
    readings = [reading(a, claimed=c) for a, c in ((WIRE, None), (COPY, "Kari Berg"), (EDITED, None), (UNDATED, None))]
    readings.append(reading(article(TALKS + " Nothing else was said.", "The Gazette", 8), claimed="Janis Ozols"))
    derive(tmp_path, make_store(tmp_path, {"a": readings[:2], "b": readings[2:]}))
    expected = [(s.id, s.date, s.reports, s.sources, s.texts, list(s.claimants)) for s in find_stories(readings)]
    keys = ("story_id", "date", "reports", "sources", "texts", "claimants")
    assert [tuple(row[k] for k in keys) for row in table(tmp_path, "stories")] == expected != []


def test_the_same_bytes_in_any_order_of_shards_and_rows(tmp_path: Path) -> None:
    readings = [reading(a) for a in (WIRE, COPY, EDITED, UNDATED)] + [Reading(OTHER)]
    one = make_store(tmp_path / "1", {"a": readings[:3], "b": readings[1:]})
    other = make_store(tmp_path / "2", {"b": readings[:0:-1], "a": random.Random(1).sample(readings[:3], 3)})
    digests = [derive(tmp_path / "1", one).sha256, derive(tmp_path / "2", other).sha256]
    assert digests[0]["again"] == digests[1]["again"] or digest_of(one) != digest_of(other)
    for name in ("again", "duplicates", "stories"):
        first, second = (pq.read_table(tmp_path / n / f"derived/{name}.parquet") for n in "12")
        assert first.equals(second)
    turned = Snapshot(tmp_path / "1", tuple(reversed(one.shards)))
    (tmp_path / "1/derived/made.json").unlink()
    assert derive(tmp_path / "1", turned).sha256 == digests[0]


def test_codings_of_several_origins_are_not_mixed(tmp_path: Path) -> None:
    make_store(tmp_path, {"a": [reading(WIRE)]})
    snapshot = make_store(tmp_path, {"z": [reading(WIRE)]}, origin="brat")
    derive(tmp_path, snapshot)
    assert table(tmp_path, "again") == []
    found = table(tmp_path, "stories")
    assert [(row["origin"], row["reports"], len(row["mentions"])) for row in found] == [("brat", 1, 1), ("detente", 1, 1)]


def test_imported_events_without_article_or_act_make_no_story(tmp_path: Path) -> None:
    make_store(tmp_path, {"a": [Reading(WIRE)]})
    rows = [{"event_id": "e-1", "type": "CONSULT", "status": "actual"}, {"event_id": "e-2", "article_id": WIRE.id}]
    digests = write_shard(tmp_path, "icews", {"events": rows}, {})
    append(tmp_path, [Shard("icews", "icews", rows={"events": 2}, sha256=digests)])
    assert derive(tmp_path, open_folder(tmp_path)).rows == {"again": 0, "duplicates": 0, "stories": 0}


def test_nothing_is_made_twice_and_a_reader_sees_what_is_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = make_store(tmp_path, {"a": [reading(WIRE)]})
    assert is_behind(snapshot)
    told: list[str] = []
    made = derive(tmp_path, snapshot, told.append)
    assert told
    assert json.loads((tmp_path / "derived/made.json").read_text())["shards"] == made.shards == digest_of(snapshot)
    told.clear()
    assert derive(tmp_path, snapshot, told.append) == made
    assert told == []
    later = make_store(tmp_path, {"b": [reading(COPY)]})
    assert is_behind(later)

    def full(*_: object) -> str:
        raise StoreError("full")

    monkeypatch.setattr(deriving, "write_table", full)
    with pytest.raises(StoreError, match="full"):
        derive(tmp_path, later)
    assert read_made(tmp_path) is None  # broken off: nothing says that the old tables are right
    monkeypatch.undo()
    assert derive(tmp_path, later).rows["duplicates"] == 1
    assert not is_behind(later)


def test_a_store_without_shards_has_empty_tables(tmp_path: Path) -> None:
    make_folder(tmp_path)
    assert set(derive(tmp_path, open_folder(tmp_path)).rows.values()) == {0}
    assert table(tmp_path, "stories") == []
