"""What fits the confidence of events: gold of four kinds, proposals judged, a network that tells right from wrong."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra 'train'")

from detente.errors import TrainingError
from detente.pipeline import Pipeline, load
from detente.reading.article import make_article
from detente.settings import Settings
from detente.training.event_confidence import Judged, area_under_curve, fit_network, judge_events, read_gold, right_events

TEXT = "Norway accused Chile of lying."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load(Settings())


def gold_file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "right"),
    [
        ({"text": TEXT, "events": [{"source": "NOR", "target": "CHL", "cameo": "112"}]}, True),
        ({"text": TEXT, "events": [{"source": "CHL", "target": "NOR", "cameo": "112"}]}, False),
        ({"text": TEXT, "shape": "active", "source": [0, 6], "target": [15, 20], "type": "ACCUSE"}, True),
        ({"text": TEXT, "shape": "active", "source": [0, 6], "target": [15, 20], "type": "SUPPORT"}, False),
        ({"text": TEXT, "shape": "active", "source": [0, 6], "target": None, "type": "ACCUSE"}, False),
    ],
)
def test_a_proposal_is_right_where_its_gold_has_it(tmp_path: Path, pipeline: Pipeline, row: dict[str, Any], right: bool) -> None:
    rows = read_gold([gold_file(tmp_path, {"id": "x", "part": "train", **row})], ("train",))
    assert judge_events(rows, pipeline).right.tolist() == [right]


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ({"verdict": "right"}, True),
        ({"verdict": "right", "status": "future"}, False),
        ({"verdict": "no-event", "recipients": ["PER"]}, False),
        ({"verdict": "recipient"}, False),
        ({"verdict": "recipient", "recipients": ["PER"]}, None),
        ({"verdict": "right", "actors": ["PER"]}, None),
        ({"verdict": "status", "status": "future", "should": "actual"}, True),
        ({"verdict": "status", "should": "future"}, False),
        ({"verdict": "status", "status": "future", "should": "negated"}, None),
    ],
)
def test_of_judged_texts_only_what_was_judged_as_it_is_found_counts(
    pipeline: Pipeline, said: dict[str, Any], right: bool | None
) -> None:
    found = {"type": "ACCUSE", "status": "actual", "actors": ["NOR"], "recipients": ["CHL"], "trigger": [[7, 14]]}
    reading = replace(pipeline, network=None).read(make_article(TEXT + " Peru praised Chile."))
    assert right_events([{"id": "x", "judged": [found | said]}], reading) == [right, None]


def test_texts_of_which_nothing_was_judged_are_refused(pipeline: Pipeline) -> None:
    with pytest.raises(TrainingError, match="propose nothing"):
        judge_events([{"id": "x", "text": TEXT, "judged": []}], pipeline)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    judged = gold_file(tmp_path, {"id": "x", "part": "train", "judged": []})
    with pytest.raises(TrainingError, match="--texts"):
        read_gold([judged], ("train",))
    with pytest.raises(TrainingError, match="no row is of part dev"):
        read_gold([judged], ("dev",))
    with pytest.raises(TrainingError, match=r"gold\.jsonl"):
        read_gold([gold_file(tmp_path, {"text": TEXT})], ("train",))


def test_the_network_learns_and_a_seed_repeats_it() -> None:
    draw = np.random.default_rng(0)
    described = draw.normal(size=(300, 6)).astype(np.float32)
    right = described[:, 0] + described[:, 1] > 0
    judged = Judged(described, right, np.ones(300, np.float32))
    network = fit_network(judged, 3)
    shares = network(described)
    assert area_under_curve(shares, right) > 0.9
    assert (shares == fit_network(judged, 3)(described)).all()
