"""Score actor coding: a mention, at a date, → country and PLOVER sector.

Definitions as in ``../shared/score/actors.py``: a list means any of, '' means must be empty, a missing key is not asserted,
and rows that their source marks as not expected to pass (``ngec_mark``) do not count.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.evaluation.figures import Report

MEASURES = ("country", "sector", "both", "dated", "none")


def score_actors(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Report:
    """Score (gold case, {"country", "sector"}) for each mention."""
    asked = dict.fromkeys(MEASURES, 0)
    right = dict.fromkeys(MEASURES, 0)
    for case, found in pairs:
        if case.get("ngec_mark"):
            continue
        for name, outcome in _outcomes(case, found).items():
            asked[name] += 1
            right[name] += outcome
    share = {name: right[name] / asked[name] if asked[name] else 0.0 for name in MEASURES}
    lines = [f"{name:8} {right[name]}/{asked[name]} = {share[name]:.3f}" for name in MEASURES]
    return Report((*lines, f"both {share['both']:.3f}"), {"both": share["both"]})


def _outcomes(case: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, bool]:
    country, sector = found.get("country") or "", found.get("sector") or ""
    if case.get("expected_none"):
        return {"none": not country and not sector}
    out: dict[str, bool] = {}
    if "expected_country" in case:
        out["country"] = _fits(case["expected_country"], country)
        if case.get("date"):
            out["dated"] = out["country"]
    if "expected_code" in case:
        out["sector"] = _fits(case["expected_code"], sector)
    if "country" in out and "sector" in out:
        out["both"] = out["country"] and out["sector"]
    return out


def _fits(expected: object, got: str) -> bool:
    return got in expected if isinstance(expected, list) else got == (expected or "")
