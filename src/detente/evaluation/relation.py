"""Score what passes between a given pair: type, and where the gold tells it direction, NONE, status and mode.

*root* is the macro-F1 over the types that the gold has, CONCEDE and RETREAT merged where it merges them (15 roots), *quad* that
over the four classes; both over events alone, as in ``../shared/score/relation.py``. *none* is the share of pairs without event
that were left so, *found* the share of events that were not; *direction* is the share of right directions among pairs whose
target stands first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.evaluation.coding import MERGED, QUAD
from detente.evaluation.figures import Count, Report
from detente.events.relation import NO_EVENT

Row = Mapping[str, Any]


def score_relations(pairs: Iterable[tuple[Row, Row]]) -> Report:
    """Score (gold pair, prediction with ``type`` and, where known, ``reverse``, ``mode`` and ``status``) for each pair."""
    rows = list(pairs)
    events = [(g, p) for g, p in rows if g["type"] != NO_EVENT]
    merges = any(g["type"] == "YIELD" for g, _ in rows)
    types = [(_root(g["type"], merges=merges), _root(p["type"], merges=merges)) for g, p in events]
    merged = [(QUAD.get(_root(g["type"], merges=True)), QUAD.get(_root(p["type"], merges=True))) for g, p in events]
    by_type = class_counts(types)
    headline = {"root": macro_f1(types), "quad": macro_f1(merged), "accuracy": _share([g == p for g, p in types])}
    if len(events) < len(rows):
        headline["none"] = _share([p["type"] == NO_EVENT for g, p in rows if g["type"] == NO_EVENT])
        headline["found"] = _share([p["type"] != NO_EVENT for _, p in events])
    first = [p for g, p in events if g.get("status") and g["target"] and g["source"] and g["target"][0] < g["source"][0]]
    if first:
        headline["direction"] = _share([not p.get("reverse") for p in first])
    told = [(g["status"], p.get("status")) for g, p in events if g.get("status")]
    if told:
        headline["status"] = macro_f1(told)
        headline["mode"] = _share([g["mode"] == p.get("mode") for g, p in events if g["mode"] and g["type"] == p["type"]])
    lines = [count.line(name) for name, count in sorted(by_type.items())]
    lines += [f"{name:14} {figure:.3f}" for name, figure in headline.items()]
    return Report(tuple(lines), headline)


def class_counts(pairs: Sequence[tuple[Any, Any]]) -> dict[Any, Count]:
    """Count (gold, predicted) labels by the classes that the gold has."""
    gold, predicted, hit = Counter(g for g, _ in pairs), Counter(p for _, p in pairs), Counter(g for g, p in pairs if g == p)
    return {name: Count(hit[name], predicted[name], n) for name, n in gold.items()}


def macro_f1(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Return the mean F1 over the classes that the gold has.

    >>> macro_f1([("a", "a"), ("b", "a")])
    0.3333333333333333
    """
    counts = class_counts(pairs)
    return sum(count.f1 for count in counts.values()) / len(counts) if counts else 0.0


def _root(name: str, *, merges: bool) -> str:
    return MERGED.get(name, name) if merges else name


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
