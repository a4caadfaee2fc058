"""Score coded events end to end: actor country, PLOVER type, recipient country.

Definitions as in ``../shared/score/coding.py``: countries compare on the first three letters, types are merged to 15 roots,
old labels stand for their successors, CAMEO roots 01 and 02 have no PLOVER type, a symmetric event matches either way round, and
an event of status ``negated`` is not counted as predicted. A second true event in a sentence counts as wrong.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from detente.evaluation.figures import Count, Report

Triple = tuple[str, str | None, str]

# These maps are part of the definition of the task, so they stand here and not in the ontology, which may grow.
LABELS = (
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE".split()
)
ROOT_OF_CAMEO = {f"{code:02}": label for code, label in enumerate([*LABELS, "ASSAULT", "ASSAULT", "ASSAULT"], start=3)}
MERGED = {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
OLD_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
QUAD_GROUPS = {
    1: "AGREE CONSULT SUPPORT",
    2: "COOPERATE AID YIELD",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
QUAD = {label: quad for quad, labels in QUAD_GROUPS.items() for label in labels.split()}

MEASURES: dict[str, Callable[[Triple], object]] = {
    "dyad+root": lambda t: t,
    "dyad+quad": lambda t: (t[0], QUAD.get(t[1] or ""), t[2]),
    "root": lambda t: t[1],
    "dyad": lambda t: (t[0], t[2]),
}


def score_coding(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Report:
    """Score (gold row, object of ``detente code``) for each sentence."""
    counts = dict.fromkeys(MEASURES, Count())
    empty = alarms = 0
    for gold_row, row in pairs:
        gold, predicted = _gold_events(gold_row), _predicted_events(row)
        if not gold_row["events"]:
            empty += 1
            alarms += bool(predicted)
        for name, key in MEASURES.items():
            counts[name] += Count(_hits(gold, predicted, key), len(predicted), len(gold))
    lines = [count.line(name) for name, count in counts.items()]
    lines.append(f"sentences without an event {empty}, of them with a prediction {alarms}")
    f1 = counts["dyad+root"].f1
    return Report((*lines, f"dyad+root F1 {f1:.3f}"), {"dyad+root": f1})


def _root(event: Mapping[str, Any]) -> str | None:
    label = event.get("type") or event.get("plover") or ROOT_OF_CAMEO.get(str(event.get("cameo", ""))[:2])
    return MERGED.get(label, label) if label else None


def _countries(value: Any) -> set[str]:
    codes = value.split(";") if isinstance(value, str) else [v.get("code") or "" for v in value or []]
    found = {OLD_CODES.get(c[:3], c[:3]) for c in codes if c and c[:3].isalpha()}
    return found or {""}


def _gold_events(row: Mapping[str, Any]) -> list[set[Triple]]:
    out: list[set[Triple]] = []
    for event in row["events"]:
        root = _root(event)
        if root is None:
            continue
        actors, recipients = _countries(event.get("source")), _countries(event.get("target"))
        if recipients == {""} and len(actors) > 1:  # reciprocal: all parties stand on one side
            out.append({(a, root, b) for a in actors for b in actors if a != b})
        else:
            out.append({(a, root, b) for a in actors for b in recipients})
    return out


def right_events(gold_row: Mapping[str, Any], row: Mapping[str, Any]) -> list[bool]:
    """Tell of each predicted event whether it is one of the gold ones, in type and both countries."""
    gold = _gold_events(gold_row)
    out = []
    for event in row["events"]:
        found = next((triples for triples in gold if triples & _triples(event)), None)
        if found is not None:
            gold.remove(found)
        out.append(found is not None)
    return out


def _predicted_events(row: Mapping[str, Any]) -> list[set[Triple]]:
    out: list[set[Triple]] = []
    for event in row["events"]:
        triples = _triples(event)
        if event.get("status") != "negated" and triples not in out:
            out.append(triples)
    return out


def _triples(event: Mapping[str, Any]) -> set[Triple]:
    root = _root(event)
    actors = {(p.get("country") or "")[:3] for p in event.get("actors", [])} or {""}
    recipients = {(p.get("country") or "")[:3] for p in event.get("recipients", [])} or {""}
    triples: set[Triple] = {(a, root, b) for a in actors for b in recipients}
    if event.get("symmetric"):
        everyone = (actors | recipients) - {""}
        triples |= {(a, root, b) for a in everyone for b in everyone if a != b}
    return triples


def _hits(gold: list[set[Triple]], predicted: list[set[Triple]], key: Callable[[Triple], object]) -> int:
    used: set[int] = set()
    for triples in gold:
        wanted = {key(t) for t in triples}
        for j, other in enumerate(predicted):
            if j not in used and wanted & {key(t) for t in other}:
                used.add(j)
                break
    return len(used)
