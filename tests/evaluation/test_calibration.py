"""Calibration: buckets of equal size, the largest distance, and nothing of statements inside another one."""

from collections.abc import Callable
from typing import Any

import pytest

from detente.evaluation.calibration import bucket, score_calibration


def test_buckets_are_filled_alike_and_ordered_by_confidence_alone() -> None:
    judged = [(0.9, True)] * 50 + [(0.9, False)] * 50  # ties: what is right does not move from bucket to bucket
    rows = bucket(judged)
    assert [n for *_, n in rows] == [10] * 10
    assert [share for *_, share, _ in rows] == [1.0] * 5 + [0.0] * 5


def test_the_distance_is_between_share_and_stated_confidence(parse: Callable[..., Any]) -> None:
    text = "Oslo said it was open."
    _, _, parsed = parse(text)
    gold = [{"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 21]]}]

    def said(start: int, confidence: float, inside: str | None = None) -> dict[str, Any]:
        content = {"spans": [[start, 21]]}
        return {"speaker": {"spans": [[0, 4]]}, "cue": None, "content": content, "confidence": confidence, "inside": inside}

    report = score_calibration([(parsed, gold, {"statements": [said(10, 0.8), said(20, 0.3), said(10, 0.9, "s-1")]})])
    assert report.headline["calibrated"] == pytest.approx(0.7)  # .3 stated of a wrong one
    assert report.lines[-1] == "largest distance 0.300"
