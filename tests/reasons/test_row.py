"""Rows as a whole: what is missing or not as it was, two events, and files that somebody wrote to do harm."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.cli import run
from detente.errors import LookupFailed
from detente.lexicon import Lexicon
from detente.pipeline import Pipeline
from detente.reasons.again import read_again
from detente.reasons.fields import Fields
from detente.reasons.find_row import LISTS, Found, find_rows
from detente.reasons.row import compare_events, explain_row

Told = Callable[..., list[str]]
Code = Callable[..., dict[str, object]]
Coded = dict[str, object]
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def anything(_: Fields) -> bool:
    return True


def changed(coded: Coded, **article: object) -> Coded:
    return coded | {"article": Fields(coded).part("article").values | article}


def notes(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("Note: ")]


def test_every_row_of_an_article_is_explained_and_found_again(pipeline: Pipeline, sample: Coded) -> None:
    line = json.dumps(sample).encode()
    ids = [row.text("id") for key in LISTS.values() for row in Fields(sample).parts(key)]
    assert len(ids) > 25
    for found in find_rows([line], ids, "x"):
        again = read_again(found.coded, found.kind, found.row, pipeline)
        assert again.notes == ()
        lines = explain_row(found, pipeline.lexicon, again).lines
        assert len(lines) > 8
        assert not any("cannot be told" in line for line in lines)


def test_without_text_it_says_what_is_missing(told: Told, sample: Coded) -> None:
    lines = told(changed(sample, text=None), "events", anything)
    assert notes(lines)[0].startswith("Note: the file has no text, so the sentence, the words around the act")
    assert "  Which words made it so is not in the file." in lines
    assert "  the model cannot be asked: the sentence is not in the file" in lines


def test_another_text_than_was_coded(told: Told, sample: Coded) -> None:
    text = Fields(sample).part("article").text("text").replace("Norway", "Iceland")
    lines = told(changed(sample, text=text), "events", anything)
    assert any("is not the one that was coded" in note for note in notes(lines))


def test_a_row_that_is_not_found_again_is_told_from_the_file(told: Told, sample: Coded) -> None:
    events = [Fields(sample).parts("events")[0].values | {"id": "e-000000000000"}]
    lines = told(sample | {"events": events}, "events", anything)
    assert any("gives no event of this id" in note for note in notes(lines))
    assert "  Which words made it so cannot be told: the act was not found again." in lines
    assert any(line.startswith("Sentence: [who: Norway]") for line in lines)


def test_a_file_of_another_version_says_so(told: Told, sample: Coded) -> None:
    lines = told(sample | {"version": "0.0.9\x1b[2J", "lexicon": "abc", "model": None}, "events", anything)
    (note,) = notes(lines)
    assert note.startswith("Note: The file was made with another Détente “0.0.9\\x1b[2J”, here ")
    assert ("another lexicon “abc”" in note, "another statement model “none”" in note) == (True, True)


def test_a_text_that_is_not_read_again_says_why(lexicon: Lexicon, sample: Coded) -> None:
    (found,) = find_rows([json.dumps(sample).encode()], [Fields(sample).parts("events")[0].text("id")], "x")
    lines = explain_row(found, lexicon, unread="the text is too long.").lines
    assert "Note: the text is too long." in lines


def event(type_: str, actors: list[str], recipients: list[str], **more: object) -> Found:
    sides = {"actors": [{"country": c, "name": c} for c in actors], "recipients": [{"country": c, "name": c} for c in recipients]}
    return Found("event", Fields({"id": "e-1", "type": type_, "status": "actual"} | sides | more), Fields({}))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (event("ACCUSE", ["LVA"], ["NOR"]), "The same act the other way round."),  # the inverse
        (event("ACCUSE", ["NOR"], ["LVA"]), "No inverse: the sides are not those of the other, turned round."),  # the same way
        (event("THREATEN", ["LVA"], ["NOR"]), "No inverse: one is ACCUSE, the other THREATEN."),  # another act
        (event("ACCUSE", ["LVA"], []), "No inverse: the sides are not those of the other, turned round."),  # a side is missing
        (event("ACCUSE", ["LVA"], ["NOR"], status="future"), "They differ in status."),  # one is yet to come
    ],
)
def test_two_events(other: Found, said: str) -> None:
    assert said in compare_events(event("ACCUSE", ["NOR"], ["LVA"]), other).lines


def test_only_events_are_compared() -> None:
    one = event("AID", ["NOR"], ["LVA"])
    with pytest.raises(LookupFailed, match="e-1 is a ledger entry"):
        compare_events(one, replace(one, kind="ledger entry"))


@pytest.mark.parametrize("text", [
    "Norway\x1b[2J attacked\u202e Latvia\x00 on Monday. [act: nothing] \x9b31m",  # what a terminal obeys
    "Norway attacked Latvia \ud800 on Monday.",  # what no encoding carries
    "\n\n\n",  # nothing at all
    "Norway attacked Latvia " * 400,  # a sentence without end
    "挪威 attacked Latvia. 🎌🎌 " * 3,  # other scripts
])  # fmt: skip
def test_hostile_text(told: Told, sample: Coded, text: str) -> None:
    for key in LISTS.values():
        lines = told(changed(sample, text=text, title="\x1b]0;x\x07\nNote: a lie"), key, anything)
        assert not any(OBEYED.search(line) for line in lines)
        assert "Note: a lie" not in lines


SCALARS = st.none() | st.booleans() | st.integers(-9, 10**12) | st.floats() | st.text(max_size=8)
NAMES = st.sampled_from(["ACCUSE", "actual", "s-1", "a-1", "NOR"])
SPANS = st.lists(st.integers(0, 40), min_size=2, max_size=2).map(lambda span: [span])
JSON = st.recursive(SCALARS | NAMES | SPANS, lambda inner: st.lists(inner, max_size=3), max_leaves=6)
KEYS = (
    "type mode cameo rule status actors recipients trigger sentence claimed_by confidence kind speaker content cue inside "
    "roles mentions countries by to event spans date symmetric"
).split()
PART = st.dictionaries(st.sampled_from(["text", "name", "spans", "actor", "actors", "evidence", "country"]), JSON)
ROW = st.dictionaries(st.sampled_from(KEYS), JSON | PART | st.lists(PART, max_size=2))


@given(row=ROW, kind=st.sampled_from(sorted(LISTS)), text=st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_row_is_explained(lexicon: Lexicon, row: dict[str, object], kind: str, text: str) -> None:
    other = {"id": "s-1", "inside": "s-1", "speaker": row, "content": row}
    coded = {"article": {"text": text, "published": text}, "statements": [other], "actors": [row | {"id": "a-1"}]}
    lines = explain_row(Found(kind, Fields(row), Fields(coded)), lexicon).lines
    assert not any("\n" in line or OBEYED.search(line) for line in lines)


def test_the_command(sample: Coded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("coded.jsonl").write_text(json.dumps(sample) + "\n", "utf-8")
    record = Fields(sample).parts("events")[1].text("id")
    assert run(["explain", record[:9], "--in", "coded.jsonl"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{record}: event, ACCUSE disapprove, Kari Lund → Latvia, actual\n")
    assert "  “Kari Lund” and “Latvia”: the model reads it as ACCUSE, too (" in out
    monkeypatch.setenv("DETENTE_MAX_CHARS", "100")
    assert run(["explain", record, "--in", "coded.jsonl"]) == 0
    assert "more than the setting max_chars; it is not read again." in capsys.readouterr().out
