"""``detente import`` and ``detente export``: files into a store and out of it."""

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from detente import commands_exchange
from detente.cli import run
from detente.formats import import_file
from detente.formats.faults import Faults
from detente.formats.gdelt import read_gdelt
from detente.formats.icews import COLUMNS
from detente.formats.registry import FORMATS, list_formats
from detente.formats.seen import Seen
from detente.formats.tab_lines import joined
from detente.lexicon import Lexicon
from detente.store.folder import open_folder
from detente.store.manifest import read_manifest
from detente.store.write import write_shard

CELLS = (
    "",
    "2018-06-03",
    "Police (Ghana)",
    "Police,Government",
    "Ghana",
    "Consult",
    "040",
    "1",
    "Army (Togo)",
    "Military",
    "Togo",
)


def icews(*ids: int, day: str = "2018-06-03", name: str = "Police (Ghana)") -> bytes:
    rows = [[str(i), day, name, *CELLS[3:], *[""] * 9] for i in ids]
    return joined(COLUMNS) + b"".join(joined(r) for r in rows)


def imported(store: Path) -> list[dict[str, str]]:
    out = store.parent / "out.csv"
    run(["export", "csv", "--store", str(store), "-o", str(out)])
    with out.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(autouse=True)
def tables(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the lexicon once for all runs."""
    monkeypatch.setattr(commands_exchange, "lexicon_of", lambda settings: lexicon)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_file, "ROWS", 3)


def test_a_file_goes_in_and_comes_out_the_same(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "events.tab"
    table.write_bytes(icews(1, 2, 3))
    assert run(["import", "icews", str(table), "--store", str(store)]) == 0
    assert "3 events of icews from 2018-06-03 to 2018-06-03" in capsys.readouterr().err
    assert run(["export", "icews", "--store", str(store), "-o", str(tmp_path / "back.tab")]) == 0
    assert (tmp_path / "back.tab").read_bytes() == table.read_bytes()
    assert {r["origin"] for r in imported(store)} == {"icews"}


def test_a_file_that_was_imported_is_not_imported_again_whatever_its_name(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, again, packed = tmp_path / "events.tab", tmp_path / "again.zip", tmp_path / "events.tab.gz"
    table.write_bytes(icews(1, 2))
    with zipfile.ZipFile(again, "w") as archive:
        archive.writestr("events.tab", table.read_bytes())
    packed.write_bytes(gzip.compress(table.read_bytes()))
    assert run(["import", "icews", str(packed), "--store", str(store)]) == 0
    manifest = (store / "manifest.jsonl").read_bytes()
    capsys.readouterr()
    assert run(["import", "icews", str(table), str(again), "--store", str(store)]) == 0
    assert capsys.readouterr().err.count("imported before (2 events of icews); nothing to do") == 2
    assert (store / "manifest.jsonl").read_bytes() == manifest


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("kept", [0, 1, 2, 3])
def test_an_import_that_was_broken_off_goes_on(
    kept: int, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken off after ``kept`` shards of four, with a file of the next that the manifest does not name."""
    table, whole = tmp_path / "events.tab", tmp_path / "whole"
    table.write_bytes(icews(*range(10), 3, 4))  # the last two repeat rows of other shards
    assert run(["import", "icews", str(table), "--store", str(whole)]) == 0
    assert run(["import", "icews", str(table), "--store", str(store)]) == 0
    lines = (store / "manifest.jsonl").read_bytes().splitlines(keepends=True)
    assert len(lines) == 4
    (store / "manifest.jsonl").write_bytes(b"".join(lines[:kept]) + lines[kept][:20])
    capsys.readouterr()
    assert run(["import", "icews", str(table), "--store", str(store)]) == 0
    assert f"{10 - 3 * min(kept, 3):,} events" in capsys.readouterr().err
    assert [(s.shard, s.rows, s.sha256) for s in read_manifest(store)] == [
        (s.shard, s.rows, s.sha256) for s in read_manifest(whole)
    ]
    assert [r["origin_id"] for r in imported(store)] == [str(i) for i in range(10)]


@pytest.mark.usefixtures("small_shards")
def test_rows_of_overlapping_files_are_stored_once(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, ids in (("weekly.tab", (1, 2, 3, 4)), ("historic.tab", (3, 4, 5, 5, 6, 7, 8))):
        (tmp_path / name).write_bytes(icews(*ids))
        assert run(["import", "icews", str(tmp_path / name), "--store", str(store)]) == 0
    assert "3 rows say what another says, or have its id, and were left out" in capsys.readouterr().err
    assert sorted(r["origin_id"] for r in imported(store)) == [str(i) for i in range(1, 9)]


def test_faults_are_reported_by_file_and_line_up_to_a_number_and_kept(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "events.tab"
    table.write_bytes(icews(1) + b"broken\n" * 30 + icews(2).splitlines(keepends=True)[1])
    assert run(["import", "icews", str(table), "--store", str(store)]) == 1
    told = capsys.readouterr().err
    assert f"error: {table}:3: 1 cells where ICEWS has 20" in told
    assert told.count("error:") == 20
    assert "10 more lines could not be read" in told
    assert "2 events of icews" in told
    assert "30 lines could not be read" in told
    assert open_folder(store).count("failures") == 30
    assert open_folder(store).count("events") == 2


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, other, empty = tmp_path / "a.tab", tmp_path / "b.tab", tmp_path / "c.tab"
    good.write_bytes(icews(1))
    other.write_bytes(b"no header\n")
    empty.write_bytes(b"")
    names = [str(tmp_path / "none"), str(other), str(empty), str(good)]
    assert run(["import", "icews", *names, "--store", str(store)]) == 1
    told = capsys.readouterr().err
    assert "there is no such file" in told
    assert "not the header of ICEWS" in told
    assert "it holds no row of icews" in told
    assert [r["origin_id"] for r in imported(store)] == ["1"]


def test_p2_an_archive_that_leads_out_writes_nothing(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.tab", icews(1))
    assert run(["import", "icews", str(path), "--store", str(store)]) == 1
    assert "leads out" in capsys.readouterr().err
    assert open_folder(store).shards == ()
    assert not list(tmp_path.parent.glob("evil*"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "icws", "x"], "'icws' is no format. Did you mean icews"),
        (["import", "cameo-counts", "x"], "'cameo-counts' is only exported. These are imported: brat, csv, gdelt"),
        (["export", "gdlt"], "'gdlt' is no format. Did you mean gdelt"),
        (["export", "icews", "--raw"], "--raw means nothing for icews"),
        (["export", "csv", "--table", "event"], "--table event: there is none. Did you mean events?"),
        (["export", "csv", "--status", "actul"], "--status actul: there is none. Did you mean actual?"),
        (["export", "csv", "--since", "soon"], "Write it as YYYY-MM-DD"),
        (["export", "csv"], "not a store"),
    ],
)
def test_wrong_calls_are_answered(arguments: list[str], told: str, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments, "--store", str(store)]) in {1, 2}
    assert told in capsys.readouterr().err


def test_help_lists_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    for command, reads in (("import", True), ("export", False)):
        assert run([command, "--help"]) == 0
        assert list_formats(reads=reads) in capsys.readouterr().out
    assert set(FORMATS) >= {
        "gdelt",
        "gdelt-mentions",
        "icews",
        "polecat",
        "cameo-counts",
        "csv",
        "parquet",
        "brat",
        "plover-json",
        "web-annotation",
    }
    assert FORMATS["cameo-counts"].read is None


def test_output_within_the_store_is_refused(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.tab").write_bytes(icews(1))
    run(["import", "icews", str(tmp_path / "a.tab"), "--store", str(store)])
    before = (store / "manifest.jsonl").read_bytes()
    for name in ("manifest.jsonl", "events/../manifest.jsonl", "x.csv"):
        assert run(["export", "csv", "--store", str(store), "-o", str(store / name)]) == 2
    assert "lies within the store" in capsys.readouterr().err
    assert (store / "manifest.jsonl").read_bytes() == before


@pytest.fixture
def mixed(store: Path, tmp_path: Path) -> Path:
    """Own coding beside ICEWS."""
    from detente.store.folder import writing
    from detente.store.manifest import Shard, append

    (tmp_path / "a.tab").write_bytes(icews(1, day="2018-01-01") + icews(2, day="2018-02-01").splitlines(keepends=True)[1])
    run(["import", "icews", str(tmp_path / "a.tab"), "--store", str(store)])
    own = {"article_id": "a-1", "origin": "detente", "type": "CONSULT", "cameo": "040", "symmetric": True, "status": "actual"}
    own |= {"quad": 1, "goldstein": 1.0, "plover_score": 2.5, "actor_countries": ["GHA"], "recipient_countries": ["TGO"]}
    own |= {"actors": [{"name": "A", "country": "GHA"}], "recipients": [{"name": "B", "country": "TGO"}], "confidence": 0.4}
    events = [
        own | {"event_id": "e-000000000001", "published": None, "date": None},
        own | {"event_id": "e-000000000002", "status": "future", "confidence": 0.9},
        own | {"event_id": "e-000000000003", "extra": {}, "place_text": "=1+1"},
    ]
    import datetime as dt

    events[1] |= {"date": dt.date(2018, 1, 15), "date_precision": "day"}
    events[2] |= {"published": dt.date(2018, 1, 20)}
    tables = {"events": events, "articles": [{"article_id": "a-1", "url": "https://x.example", "text": "Meeting."}]}
    with writing(store):
        digests = write_shard(store, "s-own", tables, {})
        append(store, [Shard("s-own", "detente", rows={"events": 3, "articles": 1}, sha256=digests)])
    return store


def ids(store: Path, form: str, *options: str) -> list[str]:
    out = store.parent / "out.txt"
    run(["export", form, "--store", str(store), "-o", str(out), *options])
    text = out.read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    return [r[0] for r in rows[1:]] if form == "icews" else [r["event_id"] for r in csv.DictReader(io.StringIO(text))]


def test_only_what_happened_on_a_day_goes_out_and_the_rest_is_told(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ids(mixed, "icews")
    assert found[:3] == ["1", "2", "3"], "the third is the event e-…3 of the day of publication"
    assert len(found) == 4, "and its other direction"
    assert "left out were 1 undated, 1 future events" in capsys.readouterr().err
    assert len(ids(mixed, "icews", "--status", "future")) == 2


def test_filters(mixed: Path) -> None:
    assert len(ids(mixed, "csv")) == 5
    assert len(ids(mixed, "csv", "--origin", "icews")) == 2
    assert ids(mixed, "csv", "--origin", "detente", "--since", "2018-01-10") == ["e-000000000002", "e-000000000003"]
    assert ids(mixed, "csv", "--origin", "detente", "--until", "2018-01-17") == ["e-000000000002"]
    assert len(ids(mixed, "csv", "--confidence", "0.5")) == 3, "imported rows, which say none, stay"
    assert ids(mixed, "csv", "--status", "future") == ["e-000000000002"]


def test_nothing_left_is_told(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "gdelt", "--store", str(mixed), "--since", "2030-01-01", "-o", str(mixed.parent / "x")]) == 1
    assert "nothing in the store is left" in capsys.readouterr().err


def test_addresses_of_articles_go_out(mixed: Path) -> None:
    out = mixed.parent / "x.CSV"
    assert run(["export", "gdelt", "--store", str(mixed), "--origin", "detente", "-o", str(out)]) == 0
    rows = [row for batch in read_gdelt(io.BytesIO(out.read_bytes()), "x", Faults()) for row in batch["events"]]
    assert [dict(r["extra"])["SOURCEURL"] for r in rows] == ["https://x.example"] * 2  # type: ignore[call-overload]


def test_v1_exported_csv_is_guarded_and_raw_is_not(mixed: Path) -> None:
    for options, expected in (([], "'=1+1"), (["--raw"], "=1+1")):
        out = mixed.parent / "x.csv"
        assert run(["export", "csv", "--store", str(mixed), "-o", str(out), *options]) == 0
        with out.open(newline="", encoding="utf-8") as stream:
            assert [r["place_text"] for r in csv.DictReader(stream) if r["place_text"]] == [expected]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_store_goes_through_a_table_into_another(form: str, mixed: Path, tmp_path: Path) -> None:
    out, other = tmp_path / f"x.{form}", tmp_path / "other"
    assert run(["export", form, "--store", str(mixed), "-o", str(out)]) == 0
    before = imported(mixed)
    assert run(["import", form, str(out), "--store", str(other)]) == 0
    assert imported(other) == before


def test_every_line_of_the_manifest_says_what_was_read(store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.tab").write_bytes(icews(1, 2))
    run(["import", "icews", str(tmp_path / "a.tab"), "--store", str(store)])
    (line,) = (store / "manifest.jsonl").read_text("utf-8").splitlines()
    entry = json.loads(line)
    assert entry["origin"] == "icews"
    (part,) = entry["parts"]
    told = {"name": str(tmp_path / "a.tab"), "kind": "icews", "start": 0, "end": 2, "first": 1}
    assert {key: part[key] for key in told} == told
    assert entry["how"]["whole"] == "yes"
    assert entry["how"]["file"] == entry["parts"][0]["sha256"]


def test_ids_met_before_are_known_in_any_order() -> None:
    seen = Seen()
    assert seen.add([]) == []
    assert seen.add(["e-000000000005", "e-000000000001", "e-000000000005"]) == [True, True, False]
    for n in range(50):
        assert seen.add([f"e-{n + 100:012x}", "e-000000000001", f"e-{n + 101:012x}"])[1] is False
    assert seen.add(["strange", "strange", "other"]) == [True, False, True]
    assert seen.add(["strange"]) == [False]


def test_the_page_tells_of_every_format() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/exchange.md").read_text("utf-8")
    assert [name for name in FORMATS if f"\n## `{name}`\n" not in page] == []
