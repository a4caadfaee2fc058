"""The scorer of pairs counts types, quads, NONE, direction, status and mode as its page says."""

import json
from pathlib import Path

import pytest

from detente.evaluation.relation import macro_f1, score_relations
from detente.evaluation.run import run_evaluation

GOLD = {"source": [0, 4], "target": [9, 13], "type": "AID", "status": "actual", "mode": None}
VISIT = {"source": [9, 13], "target": [0, 4], "type": "CONSULT", "status": "future", "mode": "visit"}
NOTHING = {"source": [0, 4], "target": [9, 13], "type": "NONE", "status": None, "mode": None}


def test_every_measure_is_counted() -> None:
    pairs = [
        (GOLD, {"type": "AID", "status": "actual", "reverse": False}),
        (VISIT, {"type": "CONSULT", "status": "actual", "mode": "phone", "reverse": True}),  # right type; way, status, mode wrong
        (GOLD, {"type": "NONE"}),  # an event that was not seen
        (NOTHING, {"type": "NONE"}),
        (NOTHING, {"type": "AID"}),  # one that was invented counts under none, not under the types of events
    ]
    figures = score_relations(pairs).headline
    assert figures["root"] == pytest.approx((2 / 3 + 1) / 2)
    assert figures["none"] == pytest.approx(1 / 2)
    assert figures["found"] == pytest.approx(2 / 3)
    assert figures["direction"] == 0
    assert figures["mode"] == 0
    assert figures["status"] < 1


def test_merged_gold_merges_what_is_predicted() -> None:
    gold = {"source": [0, 4], "target": None, "type": "YIELD"}
    assert score_relations([(gold, {"type": "RETREAT"}), (gold, {"type": "CONCEDE"})]).headline["root"] == 1
    assert "direction" not in score_relations([(gold, {"type": "RETREAT"})]).headline


def test_macro_f1_is_over_the_classes_of_the_gold() -> None:
    assert macro_f1([("a", "a"), ("a", "b")]) == pytest.approx(2 / 3)
    assert macro_f1([]) == 0


def test_predictions_are_scored_by_id(tmp_path: Path) -> None:
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text(json.dumps(GOLD | {"id": "a"}) + "\n" + json.dumps(GOLD | {"id": "b"}) + "\n", "utf-8")
    found.write_text(json.dumps({"id": "a", "type": "AID"}) + "\n", "utf-8")
    assert run_evaluation("relation", gold, found).headline["accuracy"] == 0.5  # what nothing was predicted for is wrong
