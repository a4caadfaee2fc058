"""How sure a statement is: the regression finds what it is shown, and doubts lower the confidence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.errors import TrainingError
from detente.lexicon import Lexicon
from detente.records import Attitude, Span
from detente.statements.confidence import FEATURES, calibration, confidence_of
from detente.statements.draft import Draft
from detente.statements.tagger import Proposal
from detente.statements.windows import Candidate
from detente.training.confidence import held_out_rows, logistic, write_weights
from detente.training.held_out import held_out

TEXT = "Oslo said the port was open."


def test_the_regression_finds_the_weights_that_made_the_data() -> None:
    draw = np.random.default_rng(3)
    x = np.column_stack([np.ones(20_000), draw.normal(size=(20_000, 2))])
    true = np.asarray([0.5, 1.0, -2.0])
    y = (draw.random(20_000) < 1 / (1 + np.exp(-(x @ true)))).astype(float)
    assert logistic(x, y) == pytest.approx(true, abs=0.1)


def test_one_article_in_ten_is_kept_from_training() -> None:
    kept = [name for name in map(str, range(5_000)) if held_out(name)]
    assert 400 < len(kept) < 600


def test_rows_that_are_all_trained_on_are_refused(tmp_path: Path) -> None:
    trained = next(name for name in map(str, range(100)) if not held_out(name))
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": "{trained}", "text": "", "statements": []}}\n')
    with pytest.raises(TrainingError, match="kept from training"):
        held_out_rows(path)
    path.write_text("not JSON")
    with pytest.raises(TrainingError, match="cannot be read"):
        held_out_rows(path)


def test_the_table_that_is_written_is_the_table_that_is_read(tmp_path: Path, lexicon: Lexicon) -> None:
    write_weights(dict.fromkeys(FEATURES, 0.5), ["said"], tmp_path / "calibration.tsv")
    lines = (tmp_path / "calibration.tsv").read_text().splitlines()
    assert lines[:2] == ["# said", "feature\tweight"]
    assert sorted(calibration(lexicon)) == sorted(FEATURES) == [line.partition("\t")[0] for line in lines[2:]]


def test_doubt_lowers_the_confidence(parse: Callable[..., Any], lexicon: Lexicon) -> None:
    _, _, parsed = parse(TEXT)
    weights = calibration(lexicon)
    draft = Draft("verb.bare", Attitude.ASSERTION, 0.9, 1, "say", ((1, 2),), ((0, 1),), (Span(10, 27),))
    words = tuple(range(7))

    def sure(chance: float) -> float:
        source = (chance, *(0.0,) * 6)
        content = (0.0, 0.0, *(chance,) * 4, 0.0)
        proposal = Proposal(Candidate((1,), 1, 0), words, source, content, chance, chance, (1.0, 0.0, 0.0, 0.0))
        return confidence_of(parsed, draft, proposal, weights)

    found = [sure(c) for c in (0.5, 0.8, 0.99)]
    assert found == sorted(found)
    assert 0 < found[0] < found[2] < 1
