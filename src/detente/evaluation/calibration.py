"""Ask whether confidence is true: in ten buckets, the share of right statements against the confidence that they state.

The buckets hold equally many statements, by confidence. "Right" is the link measure; statements inside another one are left out,
since the gold does not mark them. The figure is the largest distance between share and mean confidence of a bucket.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.evaluation.attribution import predicted_attributions, right_attributions
from detente.evaluation.figures import Report
from detente.language.parse import Parse

BUCKETS = 10


def score_calibration(triples: Iterable[tuple[Parse, Sequence[Any], Mapping[str, Any]]]) -> Report:
    """Score (parse of the text, gold statements, object of ``detente code``) for each document."""
    judged: list[tuple[float, bool]] = []
    for parse, gold, predicted in triples:
        sure = [float(s["confidence"]) for s in predicted["statements"] if not s["inside"]]
        judged += zip(sure, right_attributions(parse, gold, predicted_attributions(predicted)), strict=True)
    rows = bucket(judged)
    lines = [
        f"{low:.2f}-{high:.2f}  stated {stated:.3f}  right {share:.3f}  statements {n}" for low, high, stated, share, n in rows
    ]
    worst = max((abs(stated - share) for _, _, stated, share, _ in rows), default=0.0)
    lines.append(f"largest distance {worst:.3f}")
    return Report(tuple(lines), {"calibrated": 1.0 - worst})


def bucket(judged: Sequence[tuple[float, bool]]) -> list[tuple[float, float, float, float, int]]:
    """Return lowest, highest and mean confidence, share of right ones and size of each bucket, from doubtful to sure.

    >>> bucket([(0.2, False), (0.9, True)])
    [(0.2, 0.2, 0.2, 0.0, 1), (0.9, 0.9, 0.9, 1.0, 1)]
    """
    ordered = sorted(judged, key=lambda pair: pair[0])  # ties keep the order of the text, whether right or wrong
    out = []
    for number in range(BUCKETS):
        part = ordered[number * len(ordered) // BUCKETS : (number + 1) * len(ordered) // BUCKETS]
        if part:
            stated = sum(c for c, _ in part) / len(part)
            out.append((part[0][0], part[-1][0], stated, sum(r for _, r in part) / len(part), len(part)))
    return out
