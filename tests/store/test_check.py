"""A store that is broken in each way, and what detente check says of it."""

import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.cli import run
from detente.errors import StoreError
from detente.store.check import check_store, digest_file
from detente.store.derive import derive
from detente.store.folder import open_folder, writing
from detente.store.manifest import append, read_manifest
from detente.store.repair import repair_store
from detente.store.write import write_table

STORE = Path(__file__).resolve().parents[1] / "data/store-1.tar.xz"


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of five articles in two shards, and one of an imported event."""
    folder = tmp_path_factory.mktemp("whole")
    with tarfile.open(STORE) as archive:
        archive.extractall(folder, filter="data")
    return folder / "store-1"


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "store"))


def faults(store: Path, *, quick: bool = False) -> list[str]:
    return [f.message.replace(f"{store}/", "") for f in check_store(store, quick=quick) if not f.harmless]


def notes(store: Path) -> list[str]:
    return [f.message.replace(f"{store}/", "") for f in check_store(store, quick=True) if f.harmless]


def rewrite(store: Path, table: str, change: Callable[[list[dict[str, Any]]], object], shard: str = "first") -> None:
    """Change the rows of a file, with its digest in the manifest: what a faulty program would have written."""
    file = store / table / f"{shard}.parquet"
    rows = pq.read_table(file).to_pylist()
    change(rows)
    digest = write_table(store, table, shard, pa.Table.from_pylist(rows, schema=pq.read_schema(file)))
    entries = [json.loads(text) for text in (store / "manifest.jsonl").read_text("utf-8").splitlines()]
    for entry in (e for e in entries if e["shard"] == shard):
        entry["sha256"][table] = digest
        entry["rows"][table] = len(rows)
    (store / "manifest.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in entries), "utf-8")
    (store / "derived/made.json").unlink()
    derive(store, open_folder(store))


def test_a_whole_store_has_no_fault(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (faults(whole), notes(whole)) == ([], [])
    assert run(["check", str(whole)]) == 0
    assert capsys.readouterr().out == "whole: shards 3, articles 5 (every row was read).\n"
    assert run(["check", str(whole), "--quick"]) == 0


def test_a_flipped_bit(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = store / "events/second.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    (message,) = faults(store, quick=True)
    assert message.startswith("events/second.parquet: its SHA-256 is not the one in the manifest")
    assert "detente check STORE --repair" in message
    assert run(["check", str(store)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 fault."


def test_a_missing_file(store: Path) -> None:
    (store / "mentions/first.parquet").unlink()
    (message,) = faults(store)
    assert message.startswith("mentions/first.parquet: the manifest names this file, and it is not there.")


def test_a_file_that_is_a_folder(store: Path) -> None:
    (store / "mentions/first.parquet").unlink()
    (store / "mentions/first.parquet").mkdir()
    (message,) = faults(store)
    assert message.startswith("mentions/first.parquet: cannot be read")


def test_manifest_lines_that_are_none(store: Path) -> None:
    file = store / "manifest.jsonl"
    lines = file.read_text("utf-8").splitlines()
    broken = [
        lines[0][:99],
        '{"shard": "../../elsewhere", "origin": "detente"}',
        '{"shard": "x", "origin": "detente", "rows": {"events": "7"}}',
        '{"shard": "x", "origin": "detente", "rows": 7}',
        "[" * 100_000,
    ]
    file.write_text("\n".join([*lines, *broken]) + "\n", "utf-8")
    found = faults(store)
    assert [message.partition(": ")[0] for message in found] == [f"manifest.jsonl:{n}" for n in range(4, 9)]
    assert "Restore it from a copy" in found[0]
    with pytest.raises(StoreError, match=r"manifest\.jsonl:4: not an entry"):
        read_manifest(store)
    with pytest.raises(StoreError, match=r"manifest\.jsonl:4"):
        repair_store(store)


def test_a_line_that_was_cut_short_is_harmless_and_the_next_writer_removes_it(store: Path) -> None:
    file = store / "manifest.jsonl"
    before = file.read_bytes()
    file.write_bytes(before + b'{"shard": "thi')
    assert faults(store) == []
    (note,) = notes(store)
    assert note.startswith("manifest.jsonl: its last line was cut short")
    append(store, retired=["icews"])
    assert file.read_bytes() == before + b'{"replaces": ["icews"]}\n'


def test_a_manifest_that_is_gone_costs_no_file(store: Path) -> None:
    (store / "manifest.jsonl").unlink()
    assert "manifest.jsonl: is not there, but 15 files of shards are. Restore it" in faults(store)[0]
    with pytest.raises(StoreError, match="Restore it from a copy"):
        repair_store(store)
    assert (store / "articles/first.parquet").is_file()


def test_another_number_of_rows_than_the_manifest_says(store: Path) -> None:
    file = store / "manifest.jsonl"
    file.write_text(file.read_text("utf-8").replace('"ledger": 3', '"ledger": 4'), "utf-8")
    assert faults(store)[0].startswith("ledger/first.parquet: 3 rows, where the manifest says 4.")


def test_other_columns_than_the_schema(store: Path) -> None:
    table = pq.read_table(store / "ledger/first.parquet").rename_columns({"event": "event_id"})
    digest = write_table(store, "ledger", "first", table)
    (shard,) = (s for s in read_manifest(store) if s.shard == "first")
    file = store / "manifest.jsonl"
    file.write_text(file.read_text("utf-8").replace(shard.sha256["ledger"], digest), "utf-8")
    assert "ledger/first.parquet: its columns are not those of layout 1 (event, event_id)." in faults(store)[0]


def test_tables_that_nobody_knows_and_rows_without_digest(store: Path) -> None:
    file = store / "manifest.jsonl"
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    lines[0]["rows"]["opinions"] = 3
    del lines[1]["sha256"]["ledger"]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    found = faults(store, quick=True)
    assert any("shard first has a table 'opinions' that is none of layout 1" in message for message in found)
    assert any("shard second gives rows or SHA-256 of ledger, and not both" in message for message in found)


def test_files_that_do_not_count_are_told_and_harm_nothing(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (
        "events/stopped.parquet",
        "events/x.parquet.12.partial",
        "derived/again.parquet.12.partial",
        "events/notes.txt",
        "my.csv",
    ):
        (store / name).write_bytes(b"x")
    assert faults(store) == []
    told = [(note.partition(": ")[0], "removes it" in note) for note in notes(store)]
    assert sorted(told) == [
        ("derived/again.parquet.12.partial", True),
        ("events/notes.txt", False),
        ("events/stopped.parquet", True),
        ("events/x.parquet.12.partial", True),
        ("my.csv", False),
    ]
    assert run(["check", str(store), "--repair"]) == 0
    assert "removed: 3 files" in capsys.readouterr().out
    assert [note.partition(":")[0] for note in notes(store)] == ["events/notes.txt", "my.csv"]


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("articles", {"text": "Another text."}, "text_sha256 is not that of the text"),
        ("statements", {"content_text": "What nobody said"}, "content_spans do not cut the stored words out of the text"),
        ("statements", {"cue_spans": [{"start": 5, "end": 99_999}]}, "cue_spans lie outside the text"),
        ("statements", {"inside": "s-none"}, "inside leads to none of the statements of the article"),
        ("statements", {"speaker_actors": ["a-none"]}, "speaker_actors leads to none of the actors of the article"),
        ("statements", {"speaker_actor": "Norway"}, "speaker_actor leads to none of the actors of the article"),
        ("statements", {"agrees_with": ["nobody of this text"]}, "agrees_with leads to none of the actors of the article"),
        ("events", {"claimed_by": "s-none"}, "claimed_by leads to none of the statements of the article"),
        ("events", {"sentence_text": "Oslo."}, "sentence_start to sentence_end do not cut the stored words out of the text"),
        ("events", {"trigger_spans": [{"start": -4, "end": 2}]}, "trigger_spans lie outside the text"),
        ("mentions", {"text": "Oslo?"}, "start to end do not cut the stored words out of the text"),
        ("mentions", {"actors": ["a-none"]}, "actors leads to none of the actors of the article"),
        ("ledger", {"event": "e-none"}, "event leads to none of the events of the article"),
        ("ledger", {"article_id": "a-none"}, "article_id leads to no article of the shard"),
        ("actors", {"mentions": [{"start": 0, "end": 99_999}]}, "mentions lie outside the text"),
        ("actors", {"origin": "brat"}, "its origin is not that of the shard"),
    ],
)
def test_rows_that_do_not_fit(store: Path, table: str, change: dict[str, Any], message: str) -> None:
    rewrite(store, table, lambda rows: rows[1 if table == "articles" else 0].update(change))
    found = [text for text in faults(store) if text.startswith(f"{table}/first.parquet: ")]
    assert any(message in text for text in found), faults(store)
    assert not any(text.startswith(f"{table}/first.parquet: its SHA") for text in found)


def test_whom_a_speaker_agrees_with_may_be_words_of_the_text(store: Path) -> None:
    rewrite(store, "statements", lambda rows: rows[0].update(agrees_with=["trawler"], echoes=["ports"]))
    assert faults(store) == []


def test_participants_whose_words_do_not_stand_there(store: Path) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            row["actors"][0]["spans"] = [{"start": 0, "end": 1}]

    rewrite(store, "events", change)
    (message,) = faults(store)
    assert "and 4 more: actors do not cut the stored words out of the text. The file is as it was written" in message


def test_ids_that_stand_twice(store: Path) -> None:
    rewrite(store, "statements", lambda rows: rows.append(dict(rows[0])))
    (message,) = faults(store)
    assert message.startswith("statements: 1 ids stand twice (s-")
    assert "in first)" in message


def test_an_article_that_again_does_not_list(store: Path) -> None:
    again = pq.read_table(store / "derived/again.parquet")
    made = json.loads((store / "derived/made.json").read_text())
    made["sha256"]["again"] = write_table(store, "derived", "again", again.slice(0, 0))
    (store / "derived/made.json").write_text(json.dumps(made))
    assert any(text.startswith("articles: 1 ids stand twice (a-") and "in first and second" in text for text in faults(store))


def test_derived_tables_that_are_behind_damaged_or_not_made(store: Path) -> None:
    with writing(store):
        append(store, retired=["icews"])
    assert [text.partition(". ")[0] for text in faults(store)] == [
        "derived/made.json: copies and stories were made before the last shards came or went"
    ]
    repair_store(store)
    assert faults(store) == []
    (store / "derived/stories.parquet").write_bytes(b"PAR1")
    assert faults(store)[0].startswith("derived/stories.parquet: its SHA-256 is not the one in made.json")
    (store / "derived/made.json").unlink()
    assert faults(store)[0].startswith("derived/made.json: copies and stories were not made, or not to the end")
    repair_store(store)
    assert faults(store) == []


def test_repair_takes_damaged_shards_back_and_leaves_the_others(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = {file: digest_file(file) for file in store.rglob("first.parquet")}
    (store / "events/second.parquet").write_bytes(b"x")
    (store / "statements/second.parquet").unlink()
    assert len(faults(store)) == 2
    assert run(["check", str(store), "--repair"]) == 0
    out = capsys.readouterr().out
    assert "taken back: shard second of second.jsonl" in out
    assert [s.shard for s in read_manifest(store)] == ["first", "icews"]
    assert not list(store.rglob("second.parquet"))
    assert {file: digest_file(file) for file in store.rglob("first.parquet")} == kept
    assert faults(store) == []
    again = repair_store(store)
    assert (again.retired, again.removed) == ((), 0)


def test_a_store_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check", str(tmp_path)], ["check", str(tmp_path), "--repair"]):
        assert run(arguments) == 1
        assert "not a store (it holds no detente-store.json)" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_names_of_strange_files_reach_the_terminal_inert(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (store / "\x1b[31mred.txt").write_bytes(b"")
    assert run(["check", str(store), "--quick"]) == 0
    assert "\x1b" not in capsys.readouterr().err


def test_text_that_is_none_is_told_though_the_digest_is_right(store: Path) -> None:
    file = store / "failures/first.parquet"
    table = pq.read_table(file)
    broken = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")])
    digest = write_table(store, "failures", "first", table.set_column(1, table.schema.field(1), broken))
    (shard,) = (s for s in read_manifest(store) if s.shard == "first")
    manifest = store / "manifest.jsonl"
    manifest.write_text(manifest.read_text("utf-8").replace(shard.sha256["failures"], digest), "utf-8")
    assert any(text.startswith("failures/first.parquet: cannot be read (") for text in faults(store)), faults(store)


@pytest.mark.parametrize("table", ["articles", "events", "statements", "actors"])
def test_deriving_from_a_file_that_is_gone_says_where_to_look(store: Path, table: str) -> None:
    (store / f"{table}/first.parquet").unlink()
    (store / "derived/made.json").unlink()
    with pytest.raises(StoreError, match=rf"{table}/first\.parquet: cannot be read .* detente check"):
        derive(store, open_folder(store))
