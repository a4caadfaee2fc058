"""The scorers count as their definitions say, on cases small enough to count by hand, and as the reference scorers do."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import EvaluationError
from detente.evaluation.actors import score_actors
from detente.evaluation.attribution import score_attribution
from detente.evaluation.coding import score_coding
from detente.evaluation.figures import Count
from detente.evaluation.run import run_evaluation

TEXT = "Oslo said the strait is open. Riga hopes to join."
GOLD = [
    {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 28]]},
    {"source": [[30, 34]], "cue": [[35, 40]], "content": [[41, 48]]},
]


def attribution(parse: Callable[..., Any], predicted: list[dict[str, list[list[int]]]]) -> dict[str, float]:
    return score_attribution([(parse(TEXT)[2], GOLD, predicted)]).headline


def test_counts_add_and_never_divide_by_zero() -> None:
    assert Count().f1 == Count(0, 3, 0).f1 == 0
    total = Count(1, 2, 2) + Count(1, 1, 2)
    assert (total.precision, total.recall) == (2 / 3, 2 / 4)


def test_a_perfect_prediction_links_everything(parse: Callable[..., Any]) -> None:
    assert attribution(parse, GOLD) == {"link": 1.0, "speech": 1.0}


def test_half_of_the_longer_content_is_enough_and_less_is_not(parse: Callable[..., Any]) -> None:
    half = [{**GOLD[0], "content": [[10, 20]]}]  # "the strait", two of four words
    less = [{**GOLD[0], "content": [[10, 13]]}]  # "the", one of four
    assert attribution(parse, half)["speech"] == 1.0
    assert attribution(parse, less)["speech"] == 0.0


def test_a_wrong_source_matches_but_does_not_link(parse: Callable[..., Any]) -> None:
    assert attribution(parse, [{**GOLD[0], "source": [[30, 34]]}])["speech"] == 0.0


def test_gold_without_a_speech_cue_is_neither_right_nor_wrong_in_the_speech_track(parse: Callable[..., Any]) -> None:
    assert attribution(parse, GOLD[:1]) == {"link": pytest.approx(2 / 3), "speech": 1.0}


def event(actor: str, type_: str, recipient: str, **more: object) -> dict[str, Any]:
    return {"actors": [{"country": actor}], "type": type_, "recipients": [{"country": recipient}] if recipient else [], **more}


@pytest.mark.parametrize(
    ("gold", "predicted", "f1"),
    [
        # the same triple
        ([{"source": "USA", "cameo": "112", "target": "RUS"}], [event("USA", "ACCUSE", "RUS")], 1.0),
        # the other way round
        ([{"source": "USA", "cameo": "112", "target": "RUS"}], [event("RUS", "ACCUSE", "USA")], 0.0),
        # the other way round, symmetric
        ([{"source": "USA", "cameo": "046", "target": "RUS"}], [event("RUS", "CONSULT", "USA", symmetric=True)], 1.0),
        # CONCEDE and RETREAT are one root
        ([{"source": "USA", "cameo": "084", "target": "RUS"}], [event("USA", "CONCEDE", "RUS")], 1.0),
        # negated events are not predicted
        ([{"source": "USA", "cameo": "112", "target": "RUS"}], [event("USA", "ACCUSE", "RUS", status="negated")], 0.0),
        # a second event is wrong, even if it should be true
        (
            [{"source": "USA", "cameo": "112", "target": "RUS"}],
            [event("USA", "ACCUSE", "RUS"), event("USA", "AID", "RUS")],
            2 / 3,
        ),
        # roots 01 and 02 have no PLOVER type, so there is nothing to find
        ([{"source": "USA", "cameo": "015", "target": "RUS"}], [], 0.0),
        # longer actor codes count by their first three letters, old spellings by the new ones
        ([{"source": "JAPGOV", "cameo": "112", "target": "RUSMIL"}], [event("JPN", "ACCUSE", "RUS")], 1.0),
        # a gold event with all parties on one side is reciprocal
        ([{"source": "USA;RUS", "cameo": "046", "target": ""}], [event("RUS", "CONSULT", "USA")], 1.0),
    ],
)
def test_coding(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], f1: float) -> None:
    report = score_coding([({"events": gold}, {"events": predicted})])
    assert report.headline["dyad+root"] == pytest.approx(f1)


@pytest.mark.parametrize(
    ("case", "found", "both"),
    [
        ({"expected_country": "FRA", "expected_code": "GOV"}, {"country": "FRA", "sector": "GOV"}, 1.0),
        ({"expected_country": "FRA", "expected_code": ["GOV", "MIL"]}, {"country": "FRA", "sector": "MIL"}, 1.0),  # any of a list
        ({"expected_country": "FRA", "expected_code": ""}, {"country": "FRA", "sector": "GOV"}, 0.0),  # must be empty
        ({"expected_country": "FRA", "expected_code": "GOV"}, {"country": "DEU", "sector": "GOV"}, 0.0),
        ({"expected_country": "FRA", "expected_code": "GOV", "ngec_mark": "skip"}, {}, 0.0),  # does not count at all
    ],
)
def test_actors(case: dict[str, Any], found: dict[str, Any], both: float) -> None:
    assert score_actors([(case, found)]).headline["both"] == both


def rows(path: Path, *values: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(v) + "\n" for v in values), "utf-8")
    return path


def test_an_unknown_task_and_missing_predictions_are_named(tmp_path: Path) -> None:
    gold = rows(tmp_path / "gold.jsonl", {"id": "g1", "text": "x", "events": []}, {"id": "g2", "text": "x", "events": []})
    with pytest.raises(EvaluationError, match=r"No task 'codng'\. Did you mean coding"):
        run_evaluation("codng", gold)
    other = rows(tmp_path / "other.jsonl", {"article": {"id": "a", "source": "g3"}, "events": []})
    with pytest.raises(EvaluationError, match="None of the 2 gold ids has a prediction; the first gold id is 'g1'"):
        run_evaluation("coding", gold, other)
    with pytest.raises(EvaluationError, match="cannot be read"):
        run_evaluation("coding", tmp_path / "none.jsonl")
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{\n")
    with pytest.raises(EvaluationError, match=r"bad\.jsonl:1: not JSON"):
        run_evaluation("coding", bad)
    with pytest.raises(EvaluationError, match="not in the format of the task 'attribution'"):
        run_evaluation("attribution", gold, rows(tmp_path / "g.jsonl", {"article": {"id": "g1"}, "events": []}))


def test_a_gold_row_without_a_prediction_counts_as_nothing_found(tmp_path: Path) -> None:
    events = [{"source": "USA", "cameo": "112", "target": "RUS"}]
    gold = rows(tmp_path / "gold.jsonl", {"id": "g1", "text": "x", "events": events}, {"id": "g2", "text": "x", "events": events})
    some = rows(tmp_path / "some.jsonl", {"article": {"id": "g1"}, "events": [event("USA", "ACCUSE", "RUS")]})
    assert run_evaluation("coding", gold, some).headline["dyad+root"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("task", ["coding", "actors"])
def test_the_reference_scorer_gives_the_same_figures(task: str, shared: Path, tmp_path: Path) -> None:
    """Predictions are made of the gold itself, with every third one spoilt, so that the figures are neither 0 nor 1."""
    name = {"coding": "petr2_gsr.jsonl", "actors": "actor_cases_dev.jsonl"}[task]
    gold = [json.loads(line) for line in (shared / "gold" / name).read_text("utf-8").splitlines()]
    if task == "coding":
        predicted = [
            {
                "article": {"id": g["id"]},
                "events": [
                    {**event(e["source"][:3], "ACCUSE", (e["target"] or "")[:3]), "cameo": e["cameo"]}
                    | ({"type": None} if i % 3 else {})
                    for e in g["events"]
                ],
            }
            for i, g in enumerate(gold)
        ]
    else:
        predicted = [
            {"id": g["id"], "country": "USA" if i % 3 == 0 else g.get("expected_country"), "sector": g.get("expected_code")}
            for i, g in enumerate(gold)
        ]
        predicted = [p | {k: v[0] for k, v in p.items() if isinstance(v, list)} for p in predicted]
    path = rows(tmp_path / "predicted.jsonl", *predicted)
    reference = subprocess.run(
        [sys.executable, str(shared / "score" / f"{task}.py"), str(shared / "gold" / name), str(path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (headline,) = run_evaluation(task, shared / "gold" / name, path).headline.values()
    assert re.findall(r"\d\.\d{3}", reference.splitlines()[-1])[-1] == f"{headline:.3f}"
    assert 0 < headline < 1
