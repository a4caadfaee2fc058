"""One article's careful notes are scored as the definitions say, and as the reference scorer does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.errors import DetenteError, EvaluationError
from detente.evaluation.run import gold_files, run_evaluation
from detente.evaluation.seed import score_seed

GOLD: dict[str, Any] = {
    "article": "lake.txt",
    "statements": [
        {"id": "s1", "speaker": "Ana Orlova", "content": "the lake belongs to both shores", "via": ["Lake Wire"]},
        {"id": "s2", "speaker": ["Ana Orlova", "Tom Berg"], "content": "that talks would resume in spring"},
    ],
    "actors": [
        {"name": "Tom Berg", "role": "Minister-designate", "not_role": "Minister"},
        {"name": "Ana Orlova", "role": "envoy"},
    ],
    "events": [
        {
            "id": "e1",
            "actor": "NOR",
            "recipient": ["FIN", "SWE"],
            "type": ["AGREE", "CONSULT"],
            "status": ["future"],
            "symmetric": True,
        },
        {"id": "e2", "actor": None, "recipient": "NOR", "type": ["ACCUSE"], "status": ["actual"]},
    ],
}


def statement(speaker: str, content: str, **more: object) -> dict[str, Any]:
    return {"speaker": {"name": speaker, "text": "she"}, "content": {"text": content}, **more}


def event(type_: str, actor: str, recipient: str, status: str = "actual", **more: object) -> dict[str, Any]:
    return {"type": type_, "status": status, "actors": [{"country": actor}], "recipients": [{"country": recipient}], **more}


def score(**found: list[dict[str, Any]]) -> tuple[str, dict[str, float]]:
    report = score_seed(GOLD, {"statements": [], "events": [], "actors": [], **found})
    return "\n".join(report.lines), report.headline


@pytest.mark.parametrize(
    ("predicted", "share"),
    [
        (statement("Ana Orlova", "lake belongs to both shores"), 0.5),  # five words of six
        (statement("Ana Orlova", "the lake"), 0),  # two of six
        (statement("Orlova", "The lake belongs to both shores"), 0.5),  # the last name is enough
        (statement("Tom Berg", "the lake belongs to both shores"), 0),  # somebody else
        (statement("Ana Orlova and Tom Berg", "talks would resume in spring"), 0.5),  # each of several speakers
        (statement("Tom Berg", "talks would resume in spring"), 0),  # one of several
        ({"speaker": None, "content": {"text": "the lake belongs to both shores"}}, 0),  # nobody
    ],
)
def test_statements(predicted: dict[str, Any], share: float) -> None:
    assert score(statements=[predicted])[1]["statements"] == share


@pytest.mark.parametrize(
    ("predicted", "share"),
    [
        (event("AGREE", "NOR", "FIN", "future"), 0.5),
        (event("CONSULT", "SWE", "NOR", "future"), 0.5),  # another accepted type and country, the other way round
        (event("AGREE", "NOR", "FIN"), 0),  # not yet
        (event("REJECT", "NOR", "FIN", "future"), 0),  # another type
        (event("ACCUSE", "DNK", "NOR"), 0.5),  # null accepts anybody
        (event("ACCUSE", "NOR", "DNK"), 0),  # not symmetric in gold
        (event("ACCUSE", "NOR", "DNK", symmetric=True), 0.5),  # but in the prediction
    ],
)
def test_events(predicted: dict[str, Any], share: float) -> None:
    assert score(events=[predicted])[1]["events"] == share


def test_an_event_is_taken_once() -> None:
    gold = {**GOLD, "events": [GOLD["events"][1], {**GOLD["events"][1], "id": "e3"}]}
    found = {"statements": [], "actors": [], "events": [event("ACCUSE", "DNK", "NOR")]}
    assert score_seed(gold, found).headline["events"] == 0.5


@pytest.mark.parametrize(
    ("found", "clean"),
    [
        ({"events": [event("ASSAULT", "DNK", "NOR")]}, 0),  # an attack that nobody made
        ({"events": [event("ASSAULT", "DNK", "NOR", "hypothetical")]}, 1),  # and nobody said was made
        ({"events": [event("SANCTION", "USA", "RUS")]}, 0),
        ({"events": [event("SANCTION", "USA", "DNK")]}, 1),  # of other countries nothing is said
        ({"actors": [{"name": "Tom Berg", "roles": [{"title": "Minister"}]}]}, 0),  # not yet in office
        ({"actors": [{"name": "Tom Berg", "roles": [{"title": "minister-designate"}]}]}, 1),
    ],
)
def test_what_must_not_be_read(found: dict[str, Any], clean: float) -> None:
    assert score(**found)[1]["clean"] == clean


def test_links_and_what_was_missed_are_reported_apart() -> None:
    lines, _ = score(statements=[statement("Ana Orlova", "the lake belongs to both shores", via=None)])
    assert "missed: s2 e1 e2" in lines
    assert "via given in 0 of 1" in lines


def test_the_article_stands_beside_its_gold(tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps(GOLD), "utf-8")
    with pytest.raises(DetenteError, match=r"lake\.txt: no such file"):
        run_evaluation("seed", gold)
    (tmp_path / "lake.txt").write_text("Ana Orlova said the lake belongs to both shores.", "utf-8")
    assert gold_files("seed", gold) == (gold, tmp_path / "lake.txt")
    assert gold_files("bank", gold) == (gold,)
    assert run_evaluation("seed", gold).headline == {"statements": 0.5, "events": 0, "clean": 1}
    gold.write_text("[]", "utf-8")
    with pytest.raises(EvaluationError, match="wants one JSON object with the key 'article'"):
        run_evaluation("seed", gold)


@pytest.mark.parametrize("spoilt", [0, 3])
def test_the_reference_scorer_gives_the_same_counts(shared: Path, tmp_path: Path, spoilt: int) -> None:
    """Predictions are made of the gold itself, once as it is, and once with every third one spoilt."""
    path = shared / "seed" / "gold.json"
    gold = json.loads(path.read_text("utf-8"))

    def bad(i: int) -> bool:
        return bool(spoilt) and i % spoilt == 0

    def first(value: str | list[str] | None) -> str | None:
        return value[0] if isinstance(value, list) else value

    found = {
        "statements": [
            statement("Nobody" if bad(i) else str(g["speaker"]), g["content"]) for i, g in enumerate(gold["statements"])
        ],
        "events": [
            event("ASSAULT" if bad(i) else g["type"][0], first(g["actor"]), first(g["recipient"]), g["status"][0])  # type: ignore[arg-type]  # null asks nothing
            for i, g in enumerate(gold["events"])
        ],
        "actors": [{"name": g["name"], "roles": [{"title": "President" if spoilt else g.get("role")}]} for g in gold["actors"]],
    }
    file = tmp_path / "found.jsonl"
    file.write_text(json.dumps(found) + "\n", "utf-8")
    command = [sys.executable, str(shared / "score" / "seed.py"), str(path), str(file)]
    reference = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert list(run_evaluation("seed", path, file).lines[-2:]) == [
        reference[-2].rsplit(", must-not", 1)[0],
        reference[-1],
    ]
