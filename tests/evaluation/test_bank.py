"""The bank compiles and is checked, and its scorer counts as it says. What the pipeline reaches on it, the gate holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from detente.errors import EvaluationError
from detente.evaluation.bank import score_bank
from detente.evaluation.bank_articles import compile_article, compile_bank, locate
from detente.lexicon import Lexicon

BANK = Path(__file__).resolve().parents[2] / "bank"

ARTICLE = """
id = "x"
part = "train"
published = 2001-02-03
text = "Oslo said Riga would wait. Oslo left."
actors = [
  { id = "nor", name = "Norway", kind = "state", country = "NOR", sector = "GOV", mentions = ["Oslo#1", "[Oslo] left"] },
  { id = "lva", name = "Latvia", kind = "state", country = "LVA", mentions = ["Riga"] },
]
statements = [
  { id = "s1", kind = "indirect", attitude = "assertion", speaker = ["nor"], cue = ["said"], content = ["Riga would wait"] },
]
events = [
  { id = "e1", type = "AGREE", status = "future", actors = ["lva"], trigger = ["would [wait]"], claimed_by = "s1" },
]
"""


def test_the_bank_is_compiled_from_its_articles(lexicon: Lexicon) -> None:
    assert (BANK / "bank.jsonl").read_text("utf-8") == compile_bank(BANK, lexicon)


def test_the_articles_beside_the_bank_are_compiled_and_train_alone(lexicon: Lexicon) -> None:
    drafts = BANK / "drafts"
    assert (drafts / "bank.jsonl").read_text("utf-8") == compile_bank(drafts, lexicon)
    assert {json.loads(line)["part"] for line in (drafts / "bank.jsonl").read_text("utf-8").splitlines()} == {"train"}


def test_the_bank_is_large_and_varied_enough() -> None:
    articles = [json.loads(line) for line in (BANK / "bank.jsonl").read_text("utf-8").splitlines()]
    assert len(articles) >= 60
    assert len({a["region"] for a in articles}) >= 8
    assert {a["part"] for a in articles} == {"train", "dev", "test"}
    assert 0.33 <= sum(a["part"] == "test" for a in articles) / len(articles) <= 0.4
    statements = [s for a in articles for s in a["statements"]]
    assert len(statements) >= 700
    assert sum(bool(s["inside"]) for s in statements) >= 120
    assert sum(bool(s["via"]) for s in statements) >= 60
    for a in articles:
        assert 200 <= len(a["text"].split()) <= 500, a["id"]


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("said", [5, 9, "said"]),  # stands once
        ("Oslo#2", [27, 31, "Oslo"]),  # the second one
        ("[Oslo] left", [27, 31, "Oslo"]),  # told by its surroundings
    ],
)
def test_spans_are_found_by_their_words(words: str, span: list[Any]) -> None:
    assert locate(words, "Oslo said Riga would wait. Oslo left.", "here") == span


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"said"', '"says"'), "does not stand in the text"),  # a slip
        (('"Oslo#1", "[Oslo] left"', '"Oslo"'), "stands 2 times"),  # not unique
        (('"Oslo#1"', '"Oslo#3"'), "asks for place 3 of 2"),
        (('"AGREE"', '"AGRE"'), "type 'AGRE'"),
        (('"future"', '"soon"'), "status 'soon'"),
        (('["lva"], trigger', '["lta"], trigger'), "no such id 'lta'"),
        (('claimed_by = "s1"', 'claimed_by = "s2"'), "no such id 's2'"),
        (('"train"', '"gold"'), "part 'gold'"),
        (('["would [wait]"]', '["[Oslo] left"]'), "does not stand in s1"),  # claimed by a statement that does not hold it
        (('country = "LVA"', 'country = "LVA", sector = "GVO"'), "sector 'GVO'"),
        (('status = "future"', 'status = "future", mode = "visit"'), "mode 'visit'"),  # a mode of another type
        (('status = "future"', 'status = "future", contexts = ["war"]'), r"contexts \['war'\]"),
        (('"state", country = "LVA"', '"country", country = "LVA"'), "kind 'country'"),
        (('id = "e1",', 'id = "e1", typ = 3,'), "unknown key 'typ'"),
        (("text =", "text = ="), "cannot be read"),
    ],
)
def test_a_fault_in_an_article_is_named(tmp_path: Path, lexicon: Lexicon, change: tuple[str, str], message: str) -> None:
    file = tmp_path / "x.toml"
    assert change[0] in ARTICLE
    file.write_text(ARTICLE.replace(*change), "utf-8")
    with pytest.raises(EvaluationError, match=message):
        compile_article(file, lexicon)


def perfect(row: dict[str, Any]) -> dict[str, Any]:
    """Turn gold into what ``detente code`` would print if it were perfect."""

    def party(ids: list[str]) -> dict[str, Any] | None:
        return {"text": "", "actor": ids[0] if len(ids) == 1 else None, "actors": ids} if ids else None

    def side(ids: list[str]) -> list[dict[str, Any]]:
        named = {a["id"]: a for a in row["actors"]}
        return [{"country": named[i]["country"], "name": named[i]["name"], "text": ""} for i in ids]

    return {
        "actors": [{**a, "mentions": [[s, e] for s, e, _ in a["mentions"]]} for a in row["actors"]],
        "statements": [
            {
                "id": s["id"],
                "speaker": party(s["speaker"]),
                "content": {"spans": [x[:2] for x in s["content"]]},
                "inside": s["inside"],
                "addressee": party(s["addressee"]),
                "via": party(s["via"]),
            }
            for s in row["statements"]
        ],
        "events": [{**e, "actors": side(e["actors"]), "recipients": side(e["recipients"])} for e in row["events"]],
        "ledger": [],
    }


def test_the_scorer_gives_a_perfect_reading_full_marks(tmp_path: Path, lexicon: Lexicon) -> None:
    file = tmp_path / "x.toml"
    file.write_text(ARTICLE, "utf-8")
    row = compile_article(file, lexicon)
    found = score_bank([(row, perfect(row))]).headline
    assert {k: v for k, v in found.items() if v != 1} == {"inside": 0, "addressee": 0, "via": 0, "ledger": 0}  # none in it
    worse = perfect(row)
    worse["statements"][0]["speaker"] = {"text": "", "actor": "lva", "actors": ["lva"]}
    worse["events"][0]["status"] = "actual"
    found = score_bank([(row, worse)]).headline
    assert (found["statement"], found["content"], found["speaker"]) == (0, 1, 0)
    assert (found["event"], found["event+status"]) == (1, 0)


def test_the_speaker_is_asked_only_where_the_content_was_found(tmp_path: Path, lexicon: Lexicon) -> None:
    file = tmp_path / "x.toml"
    one = next(line for line in ARTICLE.splitlines() if '"s1", kind' in line)
    two = one.replace('"s1"', '"s2"').replace('"Riga would wait"', '"[Oslo] left"')
    file.write_text(ARTICLE.replace(one, f"{one}\n{two}"), "utf-8")
    row = compile_article(file, lexicon)
    found = perfect(row)
    del found["statements"][1]
    figures = score_bank([(row, found)]).headline
    assert (figures["statement"], figures["content"], figures["speaker"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3), 1)


def test_an_outlet_that_the_text_does_not_speak_of_is_no_wrong_actor(tmp_path: Path, lexicon: Lexicon) -> None:
    file = tmp_path / "x.toml"
    file.write_text(ARTICLE, "utf-8")
    row = compile_article(file, lexicon)
    found = perfect(row)
    found["actors"].append({"id": "own", "name": "Baltic News", "country": None, "sector": "JRN", "mentions": []})
    assert score_bank([(row, found)]).headline["actor"] == 1
