import datetime as dt
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.cli import run
from detente.lexicon import Lexicon, load_lexicon
from detente.registry.file import read_people
from detente.registry.use import rows_of, with_registry

Out = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, lexicon: Lexicon) -> Out:
    """Arguments (and standard input) → exit code, standard output, standard error, in an empty folder; the tables are loaded."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("detente.commands_registry.load_lexicon", lambda overlay: lexicon)

    def call(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        exit_code = run(["registry", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return exit_code, out.decode(), err.decode()

    return call


def line(identity: str, published: str | None, name: str, title: str, country: str | None = "SWE", **more: Any) -> str:
    """One coded article that begins with a title and a name."""
    role = {"title": title, "organisation": None, "country": country, "evidence": [[0, len(title)]]}
    actor = {"id": "a-1", "name": name, "kind": "person", "country": country, "sector": "GOV", "roles": [role]} | more
    head = {"id": identity, "published": published, "outlet": "The Courier", "text": f"{title} {name} left. It rained."}
    return json.dumps({"article": head, "actors": [actor]}) + "\n"


DALE = line("a-1", "2015-03-02", "Wendla Dale", "Deputy Foreign Minister")
TWO = (
    DALE
    + line("a-2", "2015-06-02", "Wendla Dale", "deputy foreign minister")
    + line("a-3", "2015-03-02", "Arvid Moll", "Senator")
)


def learned(call: Out, text: str = TWO) -> list[str]:
    """Learn into registry.jsonl and return the ids of the entries."""
    Path("coded.jsonl").write_text(text, encoding="utf-8")
    code, _, err = call("learn", "coded.jsonl", "-o", "registry.jsonl")
    assert code == 0, err
    return [e.id for p in read_people(Path("registry.jsonl")) for e in p.entries]


def test_learning_in_parts_gives_the_same_bytes(call: Out) -> None:
    learned(call)
    for part in reversed(TWO.splitlines()):
        assert call("learn", "-", "-o", "parts.jsonl", stdin=part.encode())[0] == 0
    assert Path("parts.jsonl").read_bytes() == Path("registry.jsonl").read_bytes()


def test_what_was_read_is_what_was_written(call: Out) -> None:
    learned(call)
    before = Path("registry.jsonl").read_bytes()
    call("learn", "-", "-o", "registry.jsonl", stdin=DALE.encode())
    assert Path("registry.jsonl").read_bytes() == before


def test_show_finds_by_name_with_sentences(call: Out) -> None:
    learned(call)
    code, out, _ = call("show", "registry.jsonl", "dale")
    assert code == 0
    assert "Wendla Dale (SWE)" in out
    assert "Deputy Foreign Minister, SWE · serving · seen 2015-03-02 to 2015-06-02 · 2 articles · 1 outlet" in out
    assert "“Deputy Foreign Minister Wendla Dale left.” — The Courier 2015-03-02 a-1" in out
    assert "Moll" not in out
    assert call("show", "registry.jsonl", "Nobody")[0] == 1
    assert call("show", "registry.jsonl", "--conflicts")[1] == ""


def test_a_rejected_entry_is_never_exported_and_stays_rejected(call: Out) -> None:
    first, _ = learned(call)
    assert "Arvid Moll" in call("export", "registry.jsonl")[1]
    code, _, err = call("reject", "registry.jsonl", first, "--note", "of another party")
    assert (code, err) == (0, f"note: rejected: Arvid Moll, Senator ({first})\n")
    learned(call)  # learned again
    assert "rejected: of another party" in call("show", "registry.jsonl", "Moll")[1]
    assert "Arvid Moll" not in call("export", "registry.jsonl")[1]
    assert call("confirm", "registry.jsonl", first)[0] == 0  # a later word replaces an earlier one
    assert "Arvid Moll" in call("export", "registry.jsonl")[1]


def test_what_is_in_conflict_is_used_when_it_is_confirmed(call: Out) -> None:
    ids = learned(call, DALE + line("a-4", "2015-03-02", "Wendla Dale", "Senator", "DNK"))
    assert call("export", "registry.jsonl")[1].count("\n") == 1
    assert "another person of this name" in call("show", "registry.jsonl", "--conflicts")[1]
    call("confirm", "registry.jsonl", ids[0])
    assert call("export", "registry.jsonl")[1].count("\n") == 2


def test_an_export_is_a_lexicon(call: Out) -> None:
    learned(call)
    folder = Path("tables/actors")
    folder.mkdir(parents=True)
    assert call("export", "registry.jsonl", "-o", "tables/actors/people.tsv")[0] == 0
    rows = [r for r in load_lexicon(Path("tables")).table("actors/people") if r.text("name") == "Wendla Dale"]
    assert [(r.text("title"), r.date("since"), r.date("until"), r.text("source")) for r in rows] == [
        ("Deputy Foreign Minister", dt.date(2015, 3, 2), dt.date(2015, 11, 29), "learned from a-1 of 2015-03-02")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (line("a-1", "2015-03-02", "Angela Merkel", "Senator"), "the tables know the name"),
        (line("a-1", None, "Arvid Moll", "Senator"), "nobody knows when"),
        (line("a-1", "2015-03-02", "Arvid Moll", "President", None), "nobody knows of where"),
        (line("a-1", "2015-03-02", "Arvid Moll", "minister-designate"), "not in office"),
        (line("a-1", "2015-03-02", "Goldman Sachs", "Senator"), "the tables know it as something else"),
    ],
)
def test_what_is_not_used(call: Out, lexicon: Lexicon, text: str, why: str) -> None:
    learned(call, text)
    people = read_people(Path("registry.jsonl"))
    assert people
    assert rows_of(people, lexicon) == [], why


def test_an_office_ends_where_an_article_says_so(call: Out, lexicon: Lexicon) -> None:
    learned(call, TWO + line("a-9", "2015-07-01", "Wendla Dale", "former deputy foreign minister", sector="ELI"))
    rows = {row.text("title"): row.values for row in rows_of(read_people(Path("registry.jsonl")), lexicon)}
    assert rows["Deputy Foreign Minister"]["until"] == dt.date(2015, 6, 30)
    assert (rows["former deputy foreign minister"]["sector"], rows["former deputy foreign minister"]["until"]) == ("ELI", None)


def test_the_digest_covers_the_registry(call: Out, lexicon: Lexicon) -> None:
    learned(call)
    people = read_people(Path("registry.jsonl"))
    grown = with_registry(lexicon, people, "registry.jsonl")
    assert grown.digest != lexicon.digest
    assert with_registry(lexicon, people[:1], "registry.jsonl").digest not in (grown.digest, lexicon.digest)
    assert with_registry(lexicon, (), "registry.jsonl") is lexicon


def test_later_bare_mentions_use_it_dated(call: Out) -> None:
    learned(call)
    pipeline = detente.load(detente.Settings(registry="registry.jsonl", model="none"))

    def dale(published: str, text: str = "The talks had failed, Wendla Dale said in Ottawa.") -> detente.records.Actor:
        reading = pipeline.read(detente.make_article(text, published=published))
        return next(a for a in reading.actors if a.name == "Wendla Dale")

    known = dale("2015-07-20")
    assert (known.country, known.sector) == ("SWE", "GOV")
    assert known.reason == "Wendla Dale: learned from a-1 of 2015-03-02"
    assert [(r.title, r.country, r.evidence) for r in known.roles] == [("Deputy Foreign Minister", "SWE", ())]
    late = dale("2018-01-05")  # long after: a person of that country, and nobody knows in which office
    assert (late.country, late.sector, late.roles) == ("SWE", None, ())
    assert "tells nothing of that date" in late.reason
    told = dale("2015-07-20", "Norwegian lawyer Wendla Dale said the talks had failed.")  # the text itself wins
    assert told.country == "NOR"


def test_a_phrase_is_resolved_by_it(call: Out, lexicon: Lexicon) -> None:
    learned(call)
    grown = with_registry(lexicon, read_people(Path("registry.jsonl")), "registry.jsonl")
    serving = detente.resolve_actor("Wendla Dale", dt.date(2015, 7, 20), lexicon=grown)
    assert (serving.country, serving.sector, [r.title for r in serving.roles]) == ("SWE", "GOV", ["Deputy Foreign Minister"])
    later = detente.resolve_actor("Wendla Dale", dt.date(2018, 1, 5), lexicon=grown)
    assert (later.country, later.sector, later.roles) == ("SWE", None, ())
    assert detente.resolve_actor("Wendla Dale", dt.date(2015, 7, 20), lexicon=lexicon).country is None


def test_a_surname_alone_is_not_used(call: Out) -> None:
    learned(call)
    pipeline = detente.load(detente.Settings(registry="registry.jsonl", model="none"))
    reading = pipeline.read(detente.make_article("The talks had failed, Dale said in Stockholm.", published="2015-07-20"))
    assert not [a for a in reading.actors if "learned" in a.reason]


BAD = [
    (b"{", "not one JSON object in UTF-8"),
    (b"[]", "there are no entries"),
    (b'{"id": "p-1", "name": "Ann Holt", "entries": [{}]}', "an entry has no evidence"),
    (b"\xff", "not one JSON object in UTF-8"),
    (b"[" * 100_000, "not one JSON object in UTF-8"),
]


@pytest.mark.parametrize(("content", "cause"), BAD)
def test_a_broken_registry_is_named_with_its_line(call: Out, content: bytes, cause: str) -> None:
    learned(call)
    good = Path("registry.jsonl").read_bytes()
    Path("bad.jsonl").write_bytes(good + content + b"\n")
    code, _, err = call("show", "bad.jsonl")
    assert code == 1
    assert err.startswith("error: bad.jsonl:3: ")
    assert cause in err


def test_a_registry_with_a_name_that_is_none_is_refused(call: Out) -> None:
    learned(call)
    text = Path("registry.jsonl").read_text("utf-8").replace("Wendla Dale", "Wendla\\tDale|x")
    Path("registry.jsonl").write_text(text, "utf-8")
    code, _, err = call("export", "registry.jsonl")
    assert code == 1
    assert "registry.jsonl:2: the key 'name'" in err


def test_broken_coded_lines_are_named_and_the_others_are_learned(call: Out) -> None:
    Path("coded.jsonl").write_text("{oops\n" + TWO + "[1]\n", "utf-8")
    code, _, err = call("learn", "coded.jsonl", "-o", "registry.jsonl")
    assert code == 1
    assert "error: coded.jsonl:1: " in err
    assert "error: coded.jsonl:5: " in err
    assert len(read_people(Path("registry.jsonl"))) == 2


def test_nothing_readable_writes_nothing(call: Out) -> None:
    code, _, err = call("learn", "none.jsonl", "-o", "registry.jsonl")
    assert (code, Path("registry.jsonl").exists()) == (1, False)
    assert err.startswith("error: none.jsonl: cannot be read")


def test_another_file_is_not_overwritten(call: Out) -> None:
    Path("coded.jsonl").write_text(TWO, "utf-8")
    code, _, err = call("learn", "coded.jsonl", "-o", "coded.jsonl")
    assert code == 1
    assert "coded.jsonl:1: not a person of a registry" in err
    assert Path("coded.jsonl").read_text("utf-8") == TWO


def test_unknown_ids_say_where_ids_stand(call: Out) -> None:
    learned(call)
    code, _, err = call("confirm", "registry.jsonl", "r-nothing")
    assert code == 1
    assert "No entry 'r-nothing'" in err
    code, _, err = call("reject", "registry.jsonl", "r-")
    assert code == 1
    assert "2 entries begin with 'r-'" in err


def test_a_registry_that_is_missing_is_named(call: Out) -> None:
    code, _, err = call("show", "none.jsonl")
    assert code == 1
    assert err.startswith("error: none.jsonl: cannot be read (No such file or directory)")
