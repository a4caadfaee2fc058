"""Full text over a store: what people write to search, and an index that can always be made anew."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import StoreError
from detente.store.folder import open_folder
from detente.store.manifest import append
from detente.store.text_index import FILE, TEXTS, mark_words, search, update_index
from detente.store.text_query import TextQuery, read_text_query
from detente.store.views import VanishedFile


def look(folder: Path, text: str, table: str = "articles", note: Callable[[str], None] = lambda _: None) -> list[str]:
    return sorted(search(open_folder(folder), table, read_text_query(text), note))


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("sanctions", '("sanctions")', None),
        ("gas pipeline", '("gas") AND ("pipeline")', None),
        ('"gas pipeline"', '("gas pipeline")', None),
        ('"gas pipeline', '("gas pipeline")', None),  # a mark that was not closed
        ("gas OR oil coal", '("gas" OR "oil") AND ("coal")', None),
        ("OR gas OR", '("gas")', None),
        ("gas -oil", '("gas")', '"oil"'),
        ('-"fishing ban" gas', '("gas")', '"fishing ban"'),
        ("cease-fire", '("cease fire")', None),
        ("sanction*", '("sanction"*)', None),
        ("U.S.", '("U S")', None),
        ("NEAR(a b) AND text:x ^c {d}", '("NEAR a") AND ("b") AND ("AND") AND ("text x") AND ("c") AND ("d")', None),
        ("!? * - ''", None, None),
        ("", None, None),
        ("-gas", None, '"gas"'),
    ],
)
def test_what_people_write_becomes_an_expression(text: str, wanted: str | None, unwanted: str | None) -> None:
    assert read_text_query(text) == TextQuery(wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("sanctions", ["a-1"]),
        ("SANCTION", ["a-1"]),  # stems and case
        ("pipeline", ["a-1", "a-3"]),
        ("pipeline -tehran", ["a-1"]),
        ('"gas pipeline"', ["a-1"]),
        ('"pipeline gas"', []),
        ("fishing OR tehran", ["a-2", "a-3"]),
        ("pipe*", ["a-1", "a-3"]),
        ("headline", ["a-2", "a-3"]),  # headlines too
        ("-pipeline", ["a-2"]),
        ("?", []),
    ],
)
def test_articles_are_found(store: Path, text: str, ids: list[str]) -> None:
    assert look(store, text) == ids


def test_contents_and_sentences_are_found(store: Path) -> None:
    assert look(store, "fishing", "statements") == ["s-2"]
    assert look(store, "sentence", "events") == ["e-1", "e-2"]
    with pytest.raises(KeyError):
        look(store, "x", "actors; drop")


def test_shards_are_added_and_forgotten_with_the_manifest(store: Path, add: Callable[..., None], make: SimpleNamespace) -> None:
    assert update_index(open_folder(store)) == 2
    assert update_index(open_folder(store)) == 0
    add("s3", {"articles": [make.article(5, "A new embargo.")]})
    assert update_index(open_folder(store)) == 1
    assert look(store, "embargo") == ["a-5"]
    append(store, retired=["s2"])
    assert update_index(open_folder(store)) == 0
    assert (look(store, "tehran"), look(store, "embargo"), look(store, "pipeline")) == ([], ["a-5"], ["a-1"])
    add("s3", {"articles": [make.article(6, "Another text.")]})  # the same name, other content
    assert update_index(open_folder(store)) == 1
    assert (look(store, "embargo"), look(store, "another")) == ([], ["a-6"])


def test_an_index_mostly_of_forgotten_rows_is_made_anew(store: Path) -> None:
    update_index(open_folder(store))
    append(store, retired=["s1"])
    assert update_index(open_folder(store)) == 1  # what is left is read again
    with sqlite3.connect(store / FILE) as index:
        assert index.execute("select count(*), max(id) from articles").fetchone() == (1, 1)
    assert look(store, "pipeline") == ["a-3"]


@pytest.mark.parametrize("damage", ["bytes", "cut", "inside", "version", "empty", "table"])
def test_a_damaged_index_is_made_anew_and_said_so(store: Path, damage: str) -> None:
    update_index(open_folder(store))
    file = store / FILE
    data = file.read_bytes()
    if damage == "bytes":
        file.write_bytes(b"no database at all" * 100)
    elif damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "inside":
        file.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        with sqlite3.connect(file) as index:
            index.execute("pragma user_version = 99" if damage == "version" else "drop table articles_words")
    told: list[str] = []
    assert look(store, "sanctions", note=told.append) == ["a-1"]
    assert damage == "empty" or any("made anew" in line for line in told)
    assert look(store, "sanctions") == ["a-1"]


def test_a_folder_that_cannot_be_written_is_indexed_in_memory(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    if os.getuid():
        (store / "derived").chmod(stat.S_IRUSR | stat.S_IXUSR)
    else:  # root may write anywhere
        real = sqlite3.connect

        def connect(file: object, **options: object) -> sqlite3.Connection:
            if file != ":memory:":
                raise sqlite3.OperationalError("unable to open database file")
            return real(file, **options)  # type: ignore[call-overload, no-any-return]

        monkeypatch.setattr(sqlite3, "connect", connect)
    assert look(store, "sanctions", note=told.append) == ["a-1"]
    assert "in memory, for this question alone" in told[0]
    (store / "derived").chmod(0o755)


def test_d2_a_full_disk_is_told_in_our_words(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("detente.store.text_index._add", full)
    for act in (lambda: update_index(open_folder(store)), lambda: look(store, "sanctions")):
        with pytest.raises(
            StoreError, match=r"text\.sqlite: the texts cannot be indexed \(database or disk is full\)\. Make room"
        ):
            act()
    monkeypatch.undo()
    assert look(store, "sanctions") == ["a-1"]


def test_d3_a_file_that_vanished_leaves_the_index_as_it_was(store: Path, add: Callable[..., None], make: SimpleNamespace) -> None:
    update_index(open_folder(store))
    add("s3", {"articles": [make.article(5, "A new embargo.")]})
    (store / "articles" / "s3.parquet").unlink()
    with pytest.raises(VanishedFile):
        update_index(open_folder(store))
    append(store, retired=["s3"])
    assert update_index(open_folder(store)) == 0
    assert look(store, "pipeline") == ["a-1", "a-3"]


def test_marks_stand_around_what_was_found() -> None:
    texts = ["Banks and a banking rule", "nothing", "the rules"]
    assert mark_words(texts, read_text_query("bank rule"), "<", ">") == [
        "<Banks> and a <banking> <rule>",
        "nothing",
        "the <rules>",
    ]
    assert mark_words(texts, read_text_query("-bank"), "<", ">") == texts


def test_q1_no_text_is_an_error_of_the_index(store: Path) -> None:
    snapshot = open_folder(store)
    update_index(snapshot)
    signs = st.sampled_from([*"\"'*-()^:{}+,;\0 abOR", "OR", "NOT", "NEAR(", "\ud800", "pipeline", "é", "漢字"])

    @settings(deadline=None, max_examples=150)
    @given(st.lists(signs, max_size=12).map("".join) | st.text(max_size=30))
    def check(text: str) -> None:
        query = read_text_query(text)
        for table in TEXTS:
            assert set(search(snapshot, table, query)) <= {"a-1", "a-2", "a-3", "s-1", "s-2", "s-3", "e-1", "e-2"}
        assert mark_words(["pipeline a b é"], query, "", "") == ["pipeline a b é"]

    check()
    for long in ("x" * 100_000, " ".join(f"w{i}" for i in range(5_000)), "-" * 10_000, '"' * 10_001):
        assert search(snapshot, "articles", read_text_query(long)) == []


def test_words_equal_an_oracle(store: Path, rows: dict[str, list[dict[str, object]]]) -> None:
    snapshot = open_folder(store)
    texts = {str(r["article_id"]): f"{r['title'] or ''} {r['text']}".lower().replace(".", " ").split() for r in rows["articles"]}
    words = st.sampled_from("gas vladimir fishing tehran safe oslo sweden over absent".split())

    @settings(deadline=None, max_examples=50)
    @given(st.lists(words, min_size=1, max_size=2, unique=True), st.lists(words, max_size=1))
    def check(wanted: list[str], unwanted: list[str]) -> None:
        found = search(snapshot, "articles", read_text_query(" ".join([*wanted, *(f"-{w}" for w in unwanted)])))
        assert set(found) == {
            key for key, text in texts.items() if all(w in text for w in wanted) and not any(w in text for w in unwanted)
        }

    check()
