"""brat: folders that brat opens, and that come back whole, with what a person changed in them."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import StoreError
from detente.events.ontology import load_ontology
from detente.formats.brat import read_brat, write_brat
from detente.formats.brat_standoff import pieces
from detente.formats.file_names import file_name
from detente.lexicon import Lexicon
from detente.records import Span
from detente.store.rows import Row, Rows

SLOW = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
TEXT = "Pact\r\n\r\nOslo said it 🇳🇴\r\nhelped Riga.\r\nHe agreed."


def span(words: str, nth: int = 0) -> list[Row]:
    starts = [m.start() for m in re.finditer(re.escape(words), TEXT)]
    return [{"start": starts[nth], "end": starts[nth] + len(words)}]


def whole(name: str, words: str) -> Row:
    return {f"{name}_text": words, f"{name}_spans": span(words)}


def rows() -> Rows:
    norway = {"actor_id": "a-n", "article_id": "a-1", "name": "Norway", "kind": "state", "country": "NOR", "countries": ["NOR"]}
    norway |= {"sector": "GOV", "mentions": [*span("Oslo"), *span("it")], "confidence": 0.9, "reason": "capital of Norway"}
    latvia = {
        "actor_id": "a-l",
        "article_id": "a-1",
        "name": "Latvia",
        "kind": "state",
        "country": "LVA",
        "mentions": span("Riga"),
    }
    said: Row = {"statement_id": "s-1", "article_id": "a-1", "kind": "indirect", "attitude": "assertion", "confidence": 0.87}
    said |= whole("speaker", "Oslo") | {"speaker_actor": "a-n", "speaker_actors": ["a-n"], "speaker_name": "Norway"}
    said |= whole("cue", "said") | {"cue_lemma": "say"} | whole("content", "it 🇳🇴\r\nhelped Riga") | {"rule": "verb.that"}
    event: Row = {"event_id": "e-1", "article_id": "a-1", "type": "AID", "mode": None, "status": "negated", "cameo": "072"}
    event |= whole("trigger", "helped") | {"claimed_by": "s-1", "confidence": 0.5, "symmetric": False, "quad": 2}
    for side, actor, words, country in (("actors", norway, "it", "NOR"), ("recipients", latvia, "Riga", "LVA")):
        named = {"actor": actor["actor_id"], "name": actor["name"], "country": country, "sector": actor.get("sector")}
        event |= {side: [named | {"text": words, "spans": span(words)}]}
    article = {"article_id": "a-1", "title": "Pact", "outlet": "Courier", "text": TEXT, "url": "https://a.example/"}
    return {"articles": [article], "statements": [said], "events": [event], "actors": [norway, latvia]}


def write(folder: Path, lexicon: Lexicon, *batches: Rows) -> Counter[str]:
    left_out: Counter[str] = Counter()
    assert write_brat(batches, folder, lexicon=lexicon, left_out=left_out) == len(list(folder.glob("*.ann")))
    return left_out


def read(folder: Path, lexicon: Lexicon, report: Any = None) -> Rows:
    def fail(error: Exception) -> None:
        raise AssertionError(error)

    out: Rows = {}
    for batch in read_brat(folder, str(folder), report or fail, lexicon=lexicon):
        for table, found in batch.items():
            out.setdefault(table, []).extend(found)
    return out


@pytest.fixture
def folder(tmp_path: Path, lexicon: Lexicon) -> Path:
    assert write(tmp_path / "out", lexicon, rows()) == {}
    return tmp_path / "out"


def lines(folder: Path) -> list[str]:
    return (folder / "a-1.ann").read_text("utf-8").split("\n")


def test_f5_the_text_has_line_feeds_alone_and_keeps_its_offsets(folder: Path) -> None:
    text = (folder / "a-1.txt").read_bytes().decode()
    assert "\r" not in text
    assert len(text) == len(TEXT)
    marks = [re.fullmatch(r"T\d+\t\S+ ([\d ;]+)\t(.*)", line) for line in lines(folder) if line.startswith("T")]
    assert marks
    for mark in marks:
        assert mark
        cut = [tuple(map(int, piece.split())) for piece in mark[1].split(";")]
        assert " ".join(text[start:end] for start, end in cut) == mark[2]  # as brat checks it
        assert all("\n" not in text[start:end] for start, end in cut)


def test_marks_are_actors_statements_and_events(folder: Path) -> None:
    bare = [line for line in lines(folder) if not line.startswith(("T", "#"))]
    types = {line.split("\t")[0]: line.split("\t")[1].split()[0] for line in lines(folder) if line.startswith("T")}
    named = [re.sub(r"\bT\d+\b", lambda m: types[m[0]], line) for line in bare if line]
    assert named == [
        "*\tEquiv State State",
        "E1\tStatement:Statement Speaker:State Cue:Cue Content:Content",
        "E2\tAID:AID Actor:State Recipient:State Claim:E1",
        "A1\tKind E1 indirect",
        "A2\tAttitude E1 assertion",
        "A3\tConfidence E1 0.9",
        "A4\tStatus E2 negated",
        "A5\tConfidence E2 0.5",
    ]


def test_the_configuration_declares_every_type_role_and_value_that_is_written(folder: Path, lexicon: Lexicon) -> None:
    sections: dict[str, dict[str, str]] = {}
    for line in (folder / "annotation.conf").read_text("utf-8").split("\n"):
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, _, rest = line.partition("\t")
            section[name] = rest
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    assert set(load_ontology(lexicon).types) < set(sections["events"])
    for line in lines(folder):
        if line.startswith("T"):
            assert line.split("\t")[1].split(" ")[0] in {**sections["entities"], **sections["events"]}
        elif line.startswith("E"):
            kind, *roles = line.split("\t")[1].split(" ")
            for role in roles:
                assert f"{role.partition(':')[0]}" in re.findall(r"\w+(?=[?*]?:)", sections["events"][kind.partition(":")[0]])
        elif line.startswith("A"):
            name, _, value = line.split("\t")[1].split(" ")
            assert value in re.split(r"[|:]", sections["attributes"][name])


def test_a_folder_that_nobody_touched_gives_the_rows_back(folder: Path, lexicon: Lexicon, alike: Any) -> None:
    found = read(folder, lexicon)
    from detente.formats.columns import whole_row as filled

    for table, given_rows in rows().items():
        names = [n for n in filled(table, {}) if n not in ("text_sha256", "speaker_country", "speaker_sector", "outlet")]
        want = [{n: v for n, v in filled(table, row).items() if n in names} for row in given_rows]
        alike(table, want, [{n: row[n] for n in names} for row in found[table]])
        assert {row["origin"] for row in found[table]} == {"brat"}
    assert found["articles"][0]["text"] == TEXT
    assert found["statements"][0]["content_spans"] == span("it 🇳🇴\r\nhelped Riga")


@SLOW
@given(data=st.data())
def test_f1_f5_reading_what_was_written_gives_the_rows_back(
    data: st.DataObject, drawn: Any, alike: Any, tables: Callable[[], Lexicon], tmp_path: Path
) -> None:
    given_rows = data.draw(drawn)
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    assert write(tmp_path / "out", tables(), given_rows) == {}
    found = read(tmp_path / "out", tables())
    assert found["articles"][0]["text"] == given_rows["articles"][0]["text"]
    for table in ("statements", "events", "actors"):
        alike(table, given_rows[table], found[table])


@given(st.text(st.sampled_from("ab \n\t"), max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_f1_pieces_hold_no_line_end_and_all_words(text: str, start: int, end: int) -> None:
    cut = pieces(text, [Span(start, end)])
    assert all("\n" not in s.of(text) and s.start < s.end for s in cut)
    assert "".join("".join(s.of(text).split()) for s in cut) == "".join(text[start:end].split() if start < end else [])


def test_f3_pieces_of_blank_text_take_no_longer_than_it_is_long() -> None:
    text = " \n" * 200_000
    assert pieces(text, [Span(0, len(text))]) == ()


def change(folder: Path, *added: str, replace: tuple[str, str] = ("", "")) -> None:
    file = folder / "a-1.ann"
    text = file.read_text("utf-8")
    assert replace[0] in text
    file.write_text(text.replace(*replace) + "".join(f"{line}\n" for line in added), "utf-8", newline="\n")


def at(words: str, nth: int = 0) -> str:
    (found,) = [span(words, nth)]
    return f"{found[0]['start']} {found[0]['end']}"


def test_what_a_person_changed_counts(folder: Path, lexicon: Lexicon) -> None:
    event = next(line for line in lines(folder) if line.startswith("E2"))
    trigger = re.search(r"AID:(T\d+)", event)
    assert trigger
    change(folder, replace=(f"{trigger[1]}\tAID", f"{trigger[1]}\tRETREAT"))
    change(folder, "A9\tMode E2 release", replace=(event, event.replace("AID:", "RETREAT:")))
    change(folder, replace=("Status E2 negated", "Status E2 actual"))
    change(folder, replace=("Confidence E2 0.5", "Confidence E2 1.0"))
    (row,) = read(folder, lexicon)["events"]
    assert (row["event_id"], row["type"], row["mode"], row["status"]) == ("e-1", "RETREAT", "release", "actual")
    assert row["cameo"] == load_ontology(lexicon).cameo_for("RETREAT", "release")  # not the 072 of the note
    assert (row["quad"], row["plover_score"], row["confidence"]) == (2, 6.5, 1.0)


def test_another_speaker_brings_what_is_known_of_him(folder: Path, lexicon: Lexicon) -> None:
    said = next(line for line in lines(folder) if line.startswith("E1"))
    riga = next(line.split("\t")[0] for line in lines(folder) if line.endswith("\tRiga") and "State" in line)
    change(folder, replace=(said, re.sub(r"Speaker:T\d+", f"Speaker:{riga}", said)))
    (row,) = read(folder, lexicon)["statements"]
    assert (row["speaker_text"], row["speaker_actor"], row["speaker_actors"]) == ("Riga", "a-l", ["a-l"])
    assert (row["speaker_name"], row["speaker_country"]) == ("Latvia", "LVA")
    assert row["rule"] == "verb.that"


def test_what_a_person_added_gets_ids_of_its_own(folder: Path, lexicon: Lexicon) -> None:
    change(
        folder,
        f"T90\tPerson {at('He')}\tHe",
        f"T91\tAGREE {at('agreed')}\tagreed",
        f"T92\tContent {at('agreed')}\tagreed",
        f"T93\tStatement {at('agreed')}\tagreed",
        "E90\tAGREE:T91 Actor:T90",
        "E91\tStatement:T93 Speaker:T90 Content:T92 Inside:E1",
        "#90\tAnnotatorNotes E90\tI am not sure",
        "#91\tAnnotatorNotes T90\tthe minister",
        f"T94\tState {at('it')}\tit",
    )
    change(folder, replace=("*\tEquiv ", "*\tEquiv T94 "))
    found = read(folder, lexicon)
    event, statement, person = found["events"][1], found["statements"][1], found["actors"][-1]
    assert re.fullmatch("e-[0-9a-f]{12}", event["event_id"])
    assert (event["type"], event["status"], event["extra"]) == ("AGREE", "actual", {"note": "I am not sure"})
    assert (event["cameo"], event["quad"], event["confidence"], event["rule"]) == ("030", 1, None, None)
    assert event["actors"][0] == {
        "actor": person["actor_id"],
        "name": "He",
        "country": None,
        "sector": None,
        "text": "He",
        "spans": span("He"),
    }
    assert (person["kind"], person["reason"], person["mentions"]) == ("person", "the minister", span("He"))
    assert (statement["kind"], statement["inside"], statement["speaker_actor"]) == ("indirect", "s-1", person["actor_id"])
    assert len({e["event_id"] for e in found["events"]}) == 2
    assert read(folder, lexicon) == found  # the same ids each time


def test_a_mention_that_a_person_added_belongs_to_its_actor(folder: Path, lexicon: Lexicon) -> None:
    equal = next(line for line in lines(folder) if line.startswith("*"))
    change(folder, f"T94\tState {at('He')}\tHe", replace=(equal, f"{equal} T94"))
    norway = next(a for a in read(folder, lexicon)["actors"] if a["actor_id"] == "a-n")
    assert norway["mentions"] == [*span("Oslo"), *span("it"), *span("He")]
    assert norway["country"] == "NOR"


def test_a_folder_that_only_brat_knows_is_read(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/doc.txt").write_bytes(b"Talks.\r\n\r\nOslo met Riga.\r\n")
    (tmp_path / "deep/doc.ann").write_bytes(
        b"T1\tState 8 12\tOslo\r\nT2\tState 17 21\tRiga\r\nT3\tCONSULT 13 16\tmet\r\n"
        b"E1\tCONSULT:T3 Actor:T1 Actor2:T2\r\nR1\tNear Arg1:T1 Arg2:T2\r\n"
    )
    found = read(tmp_path, lexicon)
    assert found["articles"][0]["text"] == "Talks.\n\nOslo met Riga.\n"
    assert [p["text"] for p in found["events"][0]["actors"]] == ["Oslo", "Riga"]
    assert found["events"][0]["article_id"] == found["articles"][0]["article_id"]


def test_a_text_that_was_changed_is_another_article(folder: Path, lexicon: Lexicon, told: Any) -> None:
    file = folder / "a-1.txt"
    file.write_bytes(file.read_bytes().replace(b"agreed", b"hedged"))
    found = read(folder, lexicon, told.report)
    assert found["articles"][0]["article_id"] != "a-1"
    assert "not the one that was exported" in str(told[0])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T90\tPerson 5 999\tx", "outside of the text"),
        ("T90\tPerson 8 12\tRiga", "where the text has 'Oslo'"),
        ("T1\tPerson 8 12\tOslo", "stands there already"),
        ("E90\tAGREE:T999", "no trigger"),
        ("E2\tAGREE:T1", "stands there already"),
        ("E90\tAID:T1 Actor:T999", "which is not there"),
        ("E90\tCRITICISE:T1", "which PLOVER has not"),
        ("A90\tStatus E2 perhaps", "which is not known"),
        ('#90\tAnnotatorNotes E2\t{"date": 7}', "holds no day that it may hold"),
        ('#90\tAnnotatorNotes E1\t{"kind": "shouted"}', "holds no text that it may hold"),
        ("nonsense", "no line of brat's"),
        ("T90\tPerson 12 8\tx", "outside of the text"),
        ("T99999999999999999999\tPerson 8 12\tOslo", "no line of brat's"),
    ],
)
def test_a_bad_line_is_told_with_its_place_and_the_rest_is_read(
    folder: Path, lexicon: Lexicon, told: Any, line: str, said: str
) -> None:
    change(folder, line)
    found = read(folder, lexicon, told.report)
    assert len(found["statements"]) == 1
    assert said in str(told[0])
    assert "a-1.ann" in str(told[0])


STRANGE = [
    "../../etc/passwd",
    "..",
    ".",
    "",
    "a/b",
    "a\\b",
    "CON",
    "nul",
    "com1",
    "x" * 300,
    "\0",
    "a\0b",
    "\ud800",
    "-rf",
    "A",
    "a.txt",
    "/abs",
    "é",
]


@pytest.mark.parametrize("name", STRANGE)
def test_p1_an_id_is_no_way_out_of_the_folder(tmp_path: Path, lexicon: Lexicon, name: str) -> None:
    given_rows = rows()
    for table in given_rows.values():
        for row in table:
            row["article_id"] = name
    write(tmp_path / "out", lexicon, given_rows)
    inside = {p.name for p in (tmp_path / "out").iterdir()}
    assert {p.name for p in tmp_path.iterdir()} == {"out"}
    assert len(inside) == 4
    assert all(re.fullmatch(r"id-[0-9a-f]{16}\.(txt|ann)|annotation\.conf|articles\.jsonl", p) for p in inside)
    found = read(tmp_path / "out", lexicon)
    assert len(found["statements"]) == 1
    assert found["articles"][0]["article_id"] == name.encode("utf-8", "replace").decode() or not name


@given(st.text(max_size=400))
def test_p1_names_are_safe_for_any_id(identity: str) -> None:
    assert re.fullmatch("[a-z0-9][a-z0-9_-]{0,63}", file_name(identity))
    assert len({file_name(i) for i in STRANGE}) == len(STRANGE)


def test_a_folder_with_annotations_is_not_written_over(folder: Path, lexicon: Lexicon) -> None:
    before = (folder / "a-1.ann").read_bytes()
    with pytest.raises(StoreError, match="not an empty folder"):
        write(folder, lexicon, rows())
    (folder.parent / "file").write_text("")
    with pytest.raises(StoreError, match="not an empty folder"):
        write(folder.parent / "file", lexicon, rows())
    assert (folder / "a-1.ann").read_bytes() == before


def test_two_articles_with_one_id_keep_apart(tmp_path: Path, lexicon: Lexicon) -> None:
    write(tmp_path / "out", lexicon, rows(), rows())
    assert len(list((tmp_path / "out").glob("*.ann"))) == 2


def test_what_has_no_words_in_a_text_is_counted(tmp_path: Path, lexicon: Lexicon) -> None:
    given_rows = rows()
    given_rows["events"][0]["trigger_spans"] = []
    given_rows["statements"].append(given_rows["statements"][0] | {"article_id": "gone"})
    left_out = write(tmp_path / "out", lexicon, given_rows)
    assert left_out == {"events without words in the text": 1, "statements of articles without text": 1}


def test_a_folder_that_is_none_is_told(tmp_path: Path, lexicon: Lexicon, told: Any) -> None:
    assert read(tmp_path / "nothing", lexicon, told.report) == {}
    assert read(tmp_path, lexicon, told.report) == {}
    (tmp_path / "alone.ann").write_text("")
    assert read(tmp_path, lexicon, told.report) == {}
    assert len(told) == 3


ATOMS = [
    "T1",
    "T2",
    "E1",
    "E2",
    "A1",
    "#1",
    "*",
    "\t",
    " ",
    "\n",
    "Person",
    "Statement",
    "AID",
    "Speaker:",
    "Inside:E1",
    "0 4",
    ";",
    "5 7",
    "Equiv",
    "{",
    '{"a":' * 50,
]


@SLOW
@given(parts=st.lists(st.sampled_from(ATOMS) | st.text(max_size=3), max_size=40), extra=st.binary(max_size=60))
def test_any_lines_give_rows_that_a_store_can_hold_or_are_reported(  # noqa: PLR0917  fixtures
    parts: list[str], extra: bytes, tmp_path: Path, tables: Callable[[], Lexicon], told: Any, storable: Callable[[Rows], int]
) -> None:
    (tmp_path / "x.txt").write_bytes("Oslo met 🇳🇴 Riga.\n\0".encode())
    for data in ("".join(parts).encode("utf-8", "surrogatepass"), extra):
        (tmp_path / "x.ann").write_bytes(data)
        (tmp_path / "articles.jsonl").write_bytes(data)
        for found in read_brat(tmp_path, "x", told.report, lexicon=tables()):
            assert storable(found) >= 1


def test_statements_that_stand_in_one_another_raise_nothing(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "x.txt").write_text("Oslo said so.")
    (tmp_path / "x.ann").write_text(
        "T1\tStatement 5 9\tsaid\nE1\tStatement:T1 Inside:E2\nE2\tStatement:T1 Inside:E1\nE3\tStatement:T1 Inside:E3\n"
    )
    assert len(read(tmp_path, lexicon)["statements"]) == 3


def test_notes_are_json_that_says_the_id_first(folder: Path) -> None:
    notes = [json.loads(line.split("\t")[2]) for line in lines(folder) if line.startswith("#")]
    assert [next(iter(note.items())) for note in notes] == [
        ("statement_id", "s-1"),
        ("event_id", "e-1"),
        ("actor_id", "a-n"),
        ("actor_id", "a-l"),
    ]
