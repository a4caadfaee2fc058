"""``detente import`` and ``detente export`` of formats with texts: out of a store, into another, and out again."""

import json
from functools import partial
from pathlib import Path

import pytest

from detente import commands_exchange
from detente.cli import run
from detente.formats import import_file
from detente.formats.export_store import Wanted, batches_of
from detente.formats.seen import id_of
from detente.formats.stored import ArticleFinder, read_rows
from detente.lexicon import Lexicon
from detente.reading.article import make_article
from detente.store.folder import open_folder, writing
from detente.store.manifest import Shard, append
from detente.store.rows import Row, Rows, article_row
from detente.store.schema import ORIGIN
from detente.store.write import write_shard

TEXT = "Oslo said 🇳🇴 it helped Riga. Riga said nothing."
TABLES = ("articles", "statements", "events", "actors")


def span(words: str) -> list[Row]:
    return [{"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}]


def coded(number: int) -> Rows:
    """Return what was coded of one article."""
    article = article_row(make_article(TEXT, title=f"Pact {number}", outlet="Courier", url=f"https://news.example/{number}"))
    of = {"article_id": article["article_id"], "origin": ORIGIN}
    parts: Row = {}
    for part, words in (("speaker", "Oslo"), ("cue", "said"), ("content", "it helped Riga")):
        parts |= {f"{part}_text": words, f"{part}_spans": span(words)}
    said = of | parts | {"statement_id": f"s-{number}", "kind": "indirect", "attitude": "assertion", "confidence": 0.875}
    event: Row = of | {
        "event_id": f"e-{number}",
        "type": "AID",
        "cameo": "070",
        "quad": 2,
        "goldstein": 7.0,
        "plover_score": 10.0,
        "symmetric": False,
    }
    event |= {"status": "actual", "trigger_text": "helped", "trigger_spans": span("helped"), "outlet": "Courier"}
    event |= {
        "actors": [{"actor": "a-n", "name": "Norway", "country": "NOR", "sector": "GOV", "text": "it", "spans": span("it")}]
    }
    event |= {"actor_countries": ["NOR"], "claimed_by": f"s-{number}", "confidence": 0.5, "rule": "verb.help"}
    actor = of | {"actor_id": "a-n", "name": "Norway", "kind": "state", "country": "NOR", "countries": ["NOR"]}
    actor |= {"mentions": [*span("Oslo"), *span("it")], "confidence": 0.75}
    return {"articles": [article], "statements": [said], "events": [event], "actors": [actor]}


def put(store: Path, name: str, *found: Rows) -> None:
    rows = {table: [row for rows in found for row in rows.get(table, ())] for table in TABLES}
    with writing(store):
        digests = write_shard(store, name, rows, {})
        append(store, [Shard(name, ORIGIN, rows={t: len(r) for t, r in rows.items() if r}, sha256=digests)])


def rows_in(store: Path, table: str, origin: str | None = None) -> list[Row]:
    snapshot = open_folder(store)
    found = [row for shard in snapshot.shards for row in read_rows(snapshot, table, shard)]
    return [row for row in found if origin in (None, row["origin"])]


@pytest.fixture(autouse=True)
def tables(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the lexicon once for all runs."""
    monkeypatch.setattr(commands_exchange, "lexicon_of", lambda settings: lexicon)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of three articles in two shards."""
    put(tmp_path / "store", "one", coded(1), coded(2))
    put(tmp_path / "store", "two", coded(3))
    return tmp_path / "store"


def content(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in path.iterdir()} if path.is_dir() else {"": path.read_bytes()}


def told(data: bytes) -> list[object]:
    """Return the lines of a file, in any order, without who made them."""
    lines = [json.loads(line) if line.startswith("{") else line for line in data.decode().splitlines()]
    made = ("coder", "generator")
    return sorted(({k: v for k, v in x.items() if k not in made} if isinstance(x, dict) else x for x in lines), key=str)


def go(*arguments: object) -> int:
    return run([str(a) for a in arguments])


@pytest.mark.parametrize(("form", "found"), [("brat", TABLES), ("plover-json", ("events",)), ("web-annotation", TABLES[1:])])
def test_what_goes_out_comes_in_and_goes_out_again(
    form: str, found: tuple[str, ...], store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, back, other = tmp_path / "out", tmp_path / "back", tmp_path / "other"
    assert go("export", form, "--store", store, "-o", out) == 0
    if form != "brat":  # texts are not in the others
        put(other, "texts", *({"articles": coded(n)["articles"]} for n in (1, 2, 3)))
    assert go("import", form, out, "--store", other) == 0
    assert f"of {form}" in capsys.readouterr().err
    for table in found:
        after = rows_in(other, table)
        assert {row["origin"] for row in after} == {form}
        before = rows_in(store, table)
        for rows in (before, after):
            rows.sort(key=partial(id_of, table))
        names = set.intersection(*(set(row) for row in [*before, *after])) - {"origin", "extra"}
        assert [{n: row[n] for n in names} for row in after] == [{n: row[n] for n in names} for row in before]
    manifest = (other / "manifest.jsonl").read_bytes()
    capsys.readouterr()
    assert go("import", form, out, "--store", other) == 0
    assert "nothing to do" in capsys.readouterr().err
    assert (other / "manifest.jsonl").read_bytes() == manifest
    assert go("export", form, "--store", other, "-o", back) == 0
    first, second = content(out), content(back)
    assert second.keys() == first.keys()
    for name in first:
        assert told(second[name]) == told(first[name])


@pytest.mark.parametrize("form", ["brat", "plover-json", "web-annotation"])
def test_an_import_that_was_broken_off_goes_on(form: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_file, "ROWS", 1)
    assert go("export", form, "--store", store, "-o", tmp_path / "out") == 0
    for name in ("whole", "broken"):
        put(tmp_path / name, "texts", *({"articles": coded(n)["articles"]} for n in (1, 2, 3)))
        assert go("import", form, tmp_path / "out", "--store", tmp_path / name) == 0
    manifest = tmp_path / "broken/manifest.jsonl"
    lines = manifest.read_bytes().splitlines(keepends=True)
    assert len(lines) >= 4
    manifest.write_bytes(b"".join(lines[:2]) + lines[2][:30])
    assert go("import", form, tmp_path / "out", "--store", tmp_path / "broken") == 0
    shards = [[(s.shard, s.rows, s.sha256) for s in open_folder(tmp_path / name).shards] for name in ("whole", "broken")]
    assert shards[0] == shards[1]


def test_annotations_go_out_with_the_article_that_another_shard_holds(store: Path, tmp_path: Path) -> None:
    """All rows of an article come to a writer at once: those of its shard, and those that were imported later."""
    assert go("export", "web-annotation", "--store", store, "-o", tmp_path / "out") == 0
    assert go("import", "web-annotation", tmp_path / "out", "--store", store) == 0
    batches = list(batches_of(open_folder(store), TABLES, Wanted(origins=frozenset({"web-annotation"}))))
    assert [{table: len(rows) for table, rows in batch.items()} for batch in batches] == [
        dict.fromkeys(TABLES, 2),
        dict.fromkeys(TABLES, 1),
    ]
    everything = list(batches_of(open_folder(store), TABLES, Wanted()))
    assert sum(len(batch["events"]) for batch in everything) == 3, "what is there twice, by its id, is given once"
    assert go("export", "brat", "--store", store, "--origin", "web-annotation", "-o", tmp_path / "brat") == 0
    assert len(list((tmp_path / "brat").glob("*.ann"))) == 3


def test_filters_leave_articles_out_that_no_row_is_left_of(store: Path, tmp_path: Path) -> None:
    assert go("export", "brat", "--store", store, "--origin", "icews", "-o", tmp_path / "none") == 1
    assert not list((tmp_path / "none").glob("*.ann"))
    assert go("export", "brat", "--store", store, "--confidence", "0.9", "-o", tmp_path / "texts") == 0
    assert [p.read_bytes() for p in (tmp_path / "texts").glob("*.ann")] == [b""] * 3


def test_articles_that_the_store_has_are_not_stored_again(store: Path, tmp_path: Path) -> None:
    assert go("export", "brat", "--store", store, "-o", tmp_path / "out") == 0
    assert go("import", "brat", tmp_path / "out", "--store", store) == 0
    assert len(rows_in(store, "articles")) == 3
    assert len(rows_in(store, "events", "brat")) == 3


def test_a_folder_that_was_edited_takes_the_place_of_what_it_held(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert go("export", "brat", "--store", store, "-o", folder) == 0
    assert go("import", "brat", folder, "--store", store) == 0
    file = sorted(folder.glob("*.ann"))[0]
    file.write_text(file.read_text("utf-8").replace("Status E2 actual", "Status E2 future"), "utf-8")
    assert "future" in file.read_text("utf-8")
    capsys.readouterr()
    assert go("import", "brat", folder, "--store", store) == 0
    assert "in the place of what the file held before" in capsys.readouterr().err
    assert sorted(str(row["status"]) for row in rows_in(store, "events", "brat")) == ["actual", "actual", "future"]


def test_annotations_of_articles_that_come_later_are_read_then(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    assert go("export", "web-annotation", "--store", store, "-o", out) == 0
    put(other, "first", {"articles": coded(1)["articles"]})
    for _ in range(2):
        assert go("import", "web-annotation", out, "--store", other) == 1
        told_of = capsys.readouterr().err
        assert "Code or import the article first" in told_of
        assert "6 faults were met" in told_of or "nothing to do" in told_of
        assert len(rows_in(other, "events")) == 1
    put(other, "more", {"articles": coded(2)["articles"]}, {"articles": coded(3)["articles"]})
    assert go("import", "web-annotation", out, "--store", other) == 0
    assert len(rows_in(other, "events")) == 3


def test_brat_wants_a_folder_of_its_own(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert go("export", "brat", "--store", store) == 2
    assert "name a folder for them with -o DIR" in capsys.readouterr().err
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.ann").write_text("T1")
    assert go("export", "brat", "--store", store, "-o", tmp_path / "full") == 1
    assert "not an empty folder" in capsys.readouterr().err
    assert content(tmp_path / "full") == {"mine.ann": b"T1"}
    assert go("import", "brat", tmp_path / "none", "--store", store) == 1
    assert "there is no such folder" in capsys.readouterr().err


def test_p1_ids_of_a_store_lead_nowhere(tmp_path: Path) -> None:
    """P1: what an article is called names a file in the folder that the user named, and nowhere else."""
    strange = ["../../evil", "/etc/passwd", "CON", "a\x00b", ".."]
    for number, name in enumerate(strange):
        found = coded(number)
        for rows in found.values():
            for row in rows:
                row["article_id"] = name
        put(tmp_path / "store", f"s{number}", found)
    before = {p.name for p in tmp_path.iterdir()}
    assert go("export", "brat", "--store", tmp_path / "store", "-o", tmp_path / "deep/out") == 0
    assert {p.name for p in tmp_path.iterdir()} == before | {"deep"}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]
    files = [p for p in (tmp_path / "deep/out").iterdir() if p.suffix == ".ann"]
    assert len(files) == len(strange)
    assert all(p.stem.startswith("id-") for p in files)


def test_rows_that_a_format_cannot_hold_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = coded(1)
    found["events"].append(found["events"][0] | {"event_id": "e-9", "type": None, "cameo": "010", "trigger_spans": []})
    found["events"].append(found["events"][1] | {"event_id": "e-8", "article_id": None})
    put(tmp_path / "store", "one", found)
    for form, told in (
        ("plover-json", "2 no PLOVER type"),
        ("web-annotation", "1 events of no article"),
        ("brat", "1 events of articles without text"),
    ):
        assert go("export", form, "--store", tmp_path / "store", "-o", tmp_path / form) == 0
        assert told in capsys.readouterr().err


def test_an_article_is_found_by_address_and_by_name(store: Path) -> None:
    find = ArticleFinder(open_folder(store))
    article = coded(3)["articles"][0]
    for name in ("https://news.example/3", f"urn:detente:{article['article_id']}"):
        found = find(name)
        assert found is not None
        assert found["article_id"] == article["article_id"]
    assert find("https://news.example/4") is None


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("table", TABLES)
def test_four_tables_come_back_from_tables(table: str, form: str, store: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    assert go("export", form, "--table", table, "--store", store, "-o", out) == 0
    assert go("import", form, out, "--store", other) == 0
    empty: tuple[object, ...] = (None, [], {}, "")
    before, after = ([{k: v for k, v in row.items() if v not in empty} for row in rows_in(s, table)] for s in (store, other))
    assert after == before


def test_statements_and_actors_coded_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.csv").write_text("speaker_text,content_text,kind\nOslo,it helped,indirect\nRiga,no,loud\n")
    (tmp_path / "a.csv").write_text("name,country\nNorway,NOR\n")
    (tmp_path / "t.csv").write_text("title,text\nPact,\nPact,Oslo helped.\n")
    store = tmp_path / "store"
    assert go("import", "csv", *(tmp_path / f"{name}.csv" for name in "sat"), "--store", store) == 1
    told = capsys.readouterr().err
    assert "s.csv:3: kind: none is called 'loud'" in told
    assert "t.csv:2: text: an article needs one" in told
    ((said,), (actor,), (article,)) = (rows_in(store, table) for table in ("statements", "actors", "articles"))
    assert (said["speaker_text"], said["origin"], str(said["statement_id"])[:2]) == ("Oslo", "csv", "s-")
    assert (actor["country"], str(actor["actor_id"])[:2]) == ("NOR", "a-")
    assert article["article_id"] == make_article("Oslo helped.", title="Pact").id
