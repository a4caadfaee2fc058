"""Score readings against the bank: statements with their chain, actors, events with status, ledger.

A predicted actor is the gold actor with whom it shares most mention characters. A statement counts when contents share at least
half of the longer one's words and its speakers are the gold speakers; *content* asks only for the first, and *speaker* is the
share of these whose speakers are right. An event counts when type and both sides agree (a symmetric one either way round);
*event+status* also wants the status. A ledger entry counts when kind, by and to agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.evaluation.attribution import WORD
from detente.evaluation.figures import Count, Report

Row = Mapping[str, Any]
MEASURES = (
    *("statement", "content", "speaker", "inside", "addressee", "via"),
    *("actor", "country", "sector", "event", "event+status", "ledger"),
)


def score_bank(pairs: Iterable[tuple[Row, Row]]) -> Report:
    """Score (gold article, object of ``detente code``) for each article."""
    total = dict.fromkeys(MEASURES, Count())
    for gold, predicted in pairs:
        for name, count in count_article(gold, predicted).items():
            total[name] += count
    lines = tuple(count.line(name) for name, count in total.items())
    return Report(lines, {name: count.f1 for name, count in total.items()})


def count_article(gold: Row, predicted: Row) -> dict[str, Count]:
    """Count hits, predictions and gold of one article for every measure."""
    same = same_actors(gold["actors"], predicted["actors"])
    return {
        **count_statements(gold, predicted, same),
        **_actors(gold["actors"], predicted["actors"], same),
        **_events(gold, predicted),
        "ledger": count_ledger(gold, predicted),
    }


def same_actors(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, str]:
    """Map predicted actor ids to gold ids by shared mention characters; each gold actor is taken once."""
    scored = []
    for p in predicted:
        for g in gold:
            shared = sum(max(0, min(pe, ge) - max(ps, gs)) for ps, pe in p["mentions"] for gs, ge, _ in g["mentions"])
            if shared:
                scored.append((-shared, g["id"], p["id"]))
    out: dict[str, str] = {}
    taken: set[str] = set()
    for _, g_id, p_id in sorted(scored):
        if g_id not in taken and p_id not in out:
            out[p_id] = g_id
            taken.add(g_id)
    return out


def _actors(gold: Sequence[Row], predicted: Sequence[Row], same: Mapping[str, str]) -> dict[str, Count]:
    by_id = {g["id"]: g for g in gold}
    predicted = [p for p in predicted if p["mentions"]]  # the bank has no outlet that the text does not speak of
    matched = [(p, by_id[same[p["id"]]]) for p in predicted if p["id"] in same]
    coded = [(p, g) for p, g in matched if g["sector"]]  # a bare state has no sector in the bank and stands for all of them
    named = Count(len(matched), len(predicted), len(gold))
    return {
        "actor": named,
        "country": Count(sum((p["country"] or "") == (g["country"] or "") for p, g in matched), len(matched), len(matched)),
        "sector": Count(sum(p["sector"] == g["sector"] for p, g in coded), len(coded), len(coded)),
    }


def _words(text: str, spans: Sequence[Sequence[Any]]) -> frozenset[int]:
    return frozenset(m.start() for span in spans for m in WORD.finditer(text, span[0], span[1]))


def _party(value: Row | None, same: Mapping[str, str]) -> set[str]:
    if not value:
        return set()
    ids = value.get("actors") or ([value["actor"]] if value.get("actor") else [])
    return {same.get(i, i) for i in ids}


def match_statements(gold: Row, predicted: Row, same: Mapping[str, str]) -> list[tuple[Row, Row]]:
    """Pair gold and predicted statements one to one, by content; of equal contents, those with the same speakers first."""
    text = gold["text"]
    gold_words = [_words(text, s["content"]) for s in gold["statements"]]
    options = []
    for j, p in enumerate(predicted["statements"]):
        words = _words(text, p["content"]["spans"])
        for i, g in enumerate(gold_words):
            shared = len(g & words) / max(len(g), len(words), 1)
            if shared >= 0.5:
                options.append((-shared, not _same_speaker(gold["statements"][i], p, same), i, j))
    match: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(options):
        if i not in match and j not in taken:
            match[i] = j
            taken.add(j)
    return [(gold["statements"][i], predicted["statements"][j]) for i, j in sorted(match.items())]


def count_statements(gold: Row, predicted: Row, same: Mapping[str, str]) -> dict[str, Count]:
    """Count the measures of statements in one article; ``same`` maps predicted actor ids to gold ones."""
    pairs = match_statements(gold, predicted, same)
    attributed = sum(_same_speaker(g, p, same) for g, p in pairs)
    n_gold, n_predicted = len(gold["statements"]), len(predicted["statements"])
    gold_of = {p["id"]: g["id"] for g, p in pairs}
    inside = sum(1 for g, p in pairs if g["inside"] and gold_of.get(p["inside"]) == g["inside"])
    return {
        "statement": Count(attributed, n_predicted, n_gold),
        "content": Count(len(pairs), n_predicted, n_gold),
        "speaker": Count(attributed, len(pairs), len(pairs)),
        "inside": Count(
            inside, sum(bool(s["inside"]) for s in predicted["statements"]), sum(bool(s["inside"]) for s in gold["statements"])
        ),
        **{key: _linked(key, gold, predicted, pairs, same) for key in ("addressee", "via")},
    }


def _same_speaker(gold: Row, predicted: Row, same: Mapping[str, str]) -> bool:
    return _party(predicted["speaker"], same) == set(gold["speaker"])


def _linked(key: str, gold: Row, predicted: Row, pairs: Sequence[tuple[Row, Row]], same: Mapping[str, str]) -> Count:
    hits = sum(1 for g, p in pairs if g[key] and _party(p[key], same) == set(g[key]))
    return Count(hits, sum(bool(s[key]) for s in predicted["statements"]), sum(bool(s[key]) for s in gold["statements"]))


def _side(row: Row, ids: Sequence[str]) -> frozenset[str]:
    """Name the parties of a gold side as the scorer compares them: country codes, or names where there is none."""
    actors = {a["id"]: a for a in row["actors"]}
    out: set[str] = set()
    for i in ids:
        out |= set(actors[i]["countries"] or [actors[i]["country"] or actors[i]["name"]])
    return frozenset(out)


def _predicted_side(parties: Sequence[Row]) -> frozenset[str]:
    return frozenset(str(p.get("country") or p.get("name") or p["text"]) for p in parties)


def _events(gold: Row, predicted: Row) -> dict[str, Count]:
    wanted, found = _wanted_events(gold), _found_events(predicted)
    same_status = _pair(wanted, found, lambda g, p: _same_event(g, p) and g[4] == p[4])
    return {
        "event": Count(len(_pair(wanted, found, _same_event)), len(found), len(wanted)),
        "event+status": Count(len(same_status), len(found), len(wanted)),
    }


def right_events(gold: Row, predicted: Row) -> list[bool]:
    """Tell of each predicted event whether it is one of the gold ones, type and both sides."""
    found = _found_events(predicted)
    right = _pair(_wanted_events(gold), found, _same_event)
    return [j in right for j in range(len(found))]


def _wanted_events(gold: Row) -> list[tuple[Any, ...]]:
    return [
        (e["type"], _side(gold, e["actors"]), _side(gold, e["recipients"]), e["symmetric"], e["status"]) for e in gold["events"]
    ]


def _found_events(predicted: Row) -> list[tuple[Any, ...]]:
    return [
        (e["type"], _predicted_side(e["actors"]), _predicted_side(e["recipients"]), e["symmetric"], e["status"])
        for e in predicted["events"]
    ]


def _same_event(g: tuple[Any, ...], p: tuple[Any, ...]) -> bool:
    if g[0] != p[0]:
        return False
    if g[3] or p[3]:
        return bool((g[1] | g[2]) == (p[1] | p[2]))
    return bool((g[1] & p[1]) and (g[2] & p[2] or (not g[2] and not p[2])))


def _pair(gold: Sequence[Any], predicted: Sequence[Any], agree: Any) -> set[int]:
    used: set[int] = set()
    for g in gold:
        for j, p in enumerate(predicted):
            if j not in used and agree(g, p):
                used.add(j)
                break
    return used


def count_ledger(gold: Row, predicted: Row) -> Count:
    """Count the ledger entries of one article: kind, by and to agree."""
    return Count(len(pair_ledger(gold, predicted)), len(predicted["ledger"]), len(gold["ledger"]))


def pair_ledger(gold: Row, predicted: Row) -> dict[int, int]:
    """Map predicted ledger entries to gold ones that agree in kind, by and to, one to one: first those whose words touch."""
    wanted = [(e["kind"], _side(gold, e["by"]), _side(gold, e["to"])) for e in gold["ledger"]]
    found = [(e["kind"], _ends(e["by"]), _ends(e["to"])) for e in predicted["ledger"]]
    same: dict[int, int] = {}
    for touching in (True, False):
        for i, g in enumerate(wanted):
            free = (j for j, p in enumerate(found) if j not in same and i not in same.values() and p == g)
            j = next(
                (j for j in free if not touching or _touch(gold["ledger"][i]["what"], predicted["ledger"][j]["spans"])), None
            )
            if j is not None:
                same[j] = i
    return same


def _touch(gold: Sequence[Sequence[Any]], predicted: Sequence[Sequence[Any]]) -> bool:
    return any(g[0] < p[1] and p[0] < g[1] for g in gold for p in predicted)


def _ends(value: str | Sequence[str] | None) -> frozenset[str]:
    """Read an end of a ledger entry: one name, several, or nobody."""
    return frozenset([value] if isinstance(value, str) else value or ())
