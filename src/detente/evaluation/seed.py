"""Score the reading of one article against a careful reader's notes: statements, events, and what must not be read into it.

Definitions as in ``../shared/score/seed.py``: a statement is found when contents share half of the longer one's words and the
speaker's name (or words) hold the gold speaker; an event when type, status and both countries agree (null asks nothing; a
symmetric one either way round). Gold gives several types, statuses and countries where a careful reader would accept each.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from detente.evaluation.attribution import WORD
from detente.evaluation.figures import Report

Row = Mapping[str, Any]
LINKS = ("inside", "via", "addressee")
# What gold forbids in prose (``must_not``), as the reference scorer reads it: actual events of a type, between these countries.
FORBIDDEN: Mapping[str, frozenset[str]] = {"ASSAULT": frozenset(), "SANCTION": frozenset({"USA", "RUS"})}


def score_seed(gold: Row, predicted: Row) -> Report:
    """Score one object of ``detente code``; the headline's ``clean`` is 1 where nothing forbidden was read, and 0 otherwise."""
    found: set[str] = set()
    asked: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    for g in gold["statements"]:
        right = [p for p in predicted["statements"] if _close(g["content"], p["content"]["text"]) and _spoken_by(g, p)]
        if right:
            found.add(g["id"])
        for key in LINKS:
            if right and g.get(key):
                asked[key] += 1
                linked[key] += any(p.get(key) for p in right)
    events, used = _events(gold["events"], predicted["events"])
    wrong = _forbidden(gold, predicted)
    n_statements, n_events = len(gold["statements"]), len(gold["events"])
    missed = [g["id"] for g in gold["statements"] if g["id"] not in found] + [
        g["id"] for g in gold["events"] if g["id"] not in events
    ]
    lines = (
        f"missed: {' '.join(missed) or 'nothing'}",
        *(f"{key} given in {linked[key]} of {asked[key]} statements found" for key in LINKS if asked[key]),
        *(f"must not: {what}" for what in wrong),
        f"other statements {len(predicted['statements']) - len(found)}, other events {len(predicted['events']) - used}",
        f"seed statements {len(found)}/{n_statements} events {len(events)}/{n_events} must-not {len(wrong)}",
    )
    share = {"statements": len(found) / max(n_statements, 1), "events": len(events) / max(n_events, 1)}
    return Report(lines, {**share, "clean": float(not wrong)})


def _words(text: str) -> Counter[str]:
    return Counter(w.lower() for w in WORD.findall(text))


def _close(gold: str, predicted: str) -> bool:
    a, b = _words(gold), _words(predicted)
    return 2 * (a & b).total() >= max(a.total(), b.total(), 1)


def _several(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _spoken_by(gold: Row, predicted: Row) -> bool:
    """Tell whether every gold speaker stands in the predicted one's name or words, or at least his last name in the name."""
    speaker = predicted.get("speaker") or {}
    name = (speaker.get("name") or "").lower()
    said = f"{name} {speaker.get('text') or ''}".lower()
    return all(n.lower() in said or n.split()[-1].lower() in name for n in _several(gold["speaker"]))


def _events(gold: Sequence[Row], predicted: Sequence[Row]) -> tuple[set[str], int]:
    """Return the ids of the gold events that are found, and how many predicted ones they took."""
    found: set[str] = set()
    used: set[int] = set()
    for g in gold:
        j = next((j for j, p in enumerate(predicted) if j not in used and _event_right(g, p)), None)
        if j is not None:
            used.add(j)
            found.add(g["id"])
    return found, len(used)


def _event_right(gold: Row, predicted: Row) -> bool:
    if predicted["type"] not in gold["type"] or predicted.get("status", "actual") not in gold["status"]:
        return False
    wanted = [set(_several(gold[key])) if gold[key] else None for key in ("actor", "recipient")]
    sides = [_parties(predicted.get(key)) for key in ("actors", "recipients")]
    if predicted.get("symmetric"):
        both = sides[0] | sides[1]
        return all(want is None or want & both for want in wanted)
    ways = [sides, sides[::-1]] if gold.get("symmetric") else [sides]
    return any(all(want is None or want & side for want, side in zip(wanted, way, strict=True)) for way in ways)


def _parties(side: Sequence[Row] | None) -> set[str]:
    return {str(party[key]) for party in side or [] for key in ("country", "name") if party.get(key)}


def _forbidden(gold: Row, predicted: Row) -> list[str]:
    wrong = []
    for event in predicted["events"]:
        sides = {p.get("country") for key in ("actors", "recipients") for p in event.get(key) or []}
        between = FORBIDDEN.get(event["type"])
        if between is not None and between <= sides and event.get("status", "actual") == "actual":
            wrong.append(f"{event['type']}, actual")
    for g in gold["actors"]:
        if g.get("not_role"):
            same = [a for a in predicted["actors"] if g["name"].split()[-1] in (a["name"] or "")]
            titles = _words(" ".join(role.get("title") or "" for a in same for role in a.get("roles", [])))
            if titles.keys() >= _words(g["not_role"]).keys() and not titles.keys() >= _words(g["role"]).keys():
                wrong.append(f"{g['name']} as {g['not_role']}")
    return wrong
