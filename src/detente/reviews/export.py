"""What stands of the reviews, for other programs: flat rows, and articles as the bank has them.

Where several people judged a row, the judgement that was added last has the last word; one reviewer's alone can be taken instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.records import Span
from detente.reviews.coded import TABLES, coded_fields, digest_coded
from detente.reviews.fields import Value, to_json
from detente.reviews.log import ReviewLog, standing
from detente.reviews.records import Review, Verdict
from detente.store.open import Store

Row = dict[str, Any]
FORMS = ("bank", "regression", "corrections")
# A reviewer sees what was coded before he judges, so that his article may train and never test.
_PART = "train"


def last_words(log: ReviewLog, reviewer: str | None = None) -> list[Review]:
    """Return for each row the judgement that stands and was added last, of all reviewers or of one, in the order of the log."""
    reviews = log.all()
    stands = {r.id for r in standing(reviews).values() if reviewer in (None, r.reviewer)}
    return list({(r.row_kind, r.row_id): r for r in reviews if r.id in stands}.values())


def choose_current(store: Store, reviews: Sequence[Review]) -> tuple[list[Review], int]:
    """Return the judgements of rows that are coded as they were judged, and how many are of rows that are not.

    What was said of another coding of a row says nothing of the row that is there now: it is to be judged again. Joins of actors
    across articles are of no row, and in neither.
    """
    current, others = [], 0
    digests: dict[tuple[str, str | None], dict[str, str]] = {}
    for review in reviews:
        table, column = TABLES[review.row_kind]
        if review.article_id is None:
            if review.digest:
                found = store.find(table, column, review.row_id).rows()
                same = any(digest_coded(row) == review.digest for row in found)
                current += [review] if same else []
                others += not same
            continue
        key = (table, review.article_id)
        if key not in digests:
            digests[key] = {str(r[column]): digest_coded(r) for r in store.find(table, "article_id", review.article_id).rows()}
        if digests[key].get(review.row_id) == review.digest:
            current.append(review)
        else:
            others += 1
    return current, others


def flat_rows(reviews: Sequence[Review]) -> list[Row]:
    """Return one row a changed field, and one a row that was accepted or rejected; lists are written as JSON."""
    out = []
    for review in reviews:
        of = {k: v for k, v in review.to_dict().items() if k not in ("changes", "id")} | {"review": review.id}
        for field, old, new in review.changes or ((None, None, None),):
            out.append(of | {"field": field, "old": _written(old), "new": _written(new)})
    return out


def bank_rows(store: Store, reviews: Sequence[Review]) -> Iterator[Row]:
    """Give each article that has a judged row as ``bank/bank.jsonl`` has it: as it was coded, with what the reviewers made of it.

    ``reviews`` are current ones (``choose_current``). Rejected rows are left out, and what referred to them refers to nothing;
    ``reviewed`` says how many of its rows were judged. Articles that are no longer in the store are passed over.
    """
    by_article: dict[str, list[Review]] = {}
    for review in reviews:
        if review.article_id is not None:
            by_article.setdefault(review.article_id, []).append(review)
    for article_id, judged in sorted(by_article.items()):
        found = store.find("articles", "article_id", article_id).rows()
        if found:
            tables = {
                t: store.find(t, "article_id", article_id).rows()
                for t in ("actors", "statements", "events", "ledger", "outcomes")
            }
            yield _bank_row(found[0], tables, {(r.row_kind, r.row_id): r for r in judged})


def _bank_row(article: Mapping[str, Any], tables: Mapping[str, list[Row]], judged: Mapping[tuple[str, str], Review]) -> Row:
    text = str(article["text"] or "")
    kept: dict[str, dict[str, Row]] = {kind: {} for kind in TABLES}
    rows: dict[str, dict[str, Row]] = {kind: {} for kind in TABLES}
    for kind, (table, column) in TABLES.items():
        for row in tables[table]:
            key, review = str(row[column]), judged.get((kind, str(row[column])))
            if review is None or review.verdict is not Verdict.REJECTED:
                fields: dict[str, Value] = coded_fields(kind, row) | {c.field: c.new for c in (review.changes if review else ())}
                kept[kind][key], rows[kind][key] = fields, row
    names, actors = _actors(kept["actor"], rows["actor"], text)

    def known(ids: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(names[i] for i in ids if i in names))

    statements = _statements(kept["statement"], rows["statement"], text, known)
    contents = {s["id"]: s["content"] for s in statements}
    events = []
    for key, e in kept["event"].items():
        trigger = _cut(_spans(rows["event"][key]["trigger_spans"]), text)
        if trigger and (by := known(e["actors"])):
            claim = e["claimed_by"] if _within(trigger, contents.get(e["claimed_by"], [])) else None
            events.append(
                {k: to_json(e[k]) for k in ("type", "mode", "contexts", "cameo", "status", "date")}
                | {"id": key, "symmetric": rows["event"][key]["symmetric"] is True, "trigger": trigger, "claimed_by": claim}
                | {"actors": by, "recipients": known(e["recipients"])}
            )
    of_events = {str(e["id"]) for e in events}
    ledger = []
    for key, entry in kept["ledger"].items():
        opened = event if (event := rows["ledger"][key]["event"]) in of_events else None
        outcomes = _outcomes([o for o in tables["outcomes"] if o["entry"] == key], opened, of_events, text)
        ledger.append(_entry(entry, opened, actors, text) | {"outcomes": outcomes})
    total = sum(len(tables[table]) for table, _ in TABLES.values())
    return {
        "id": article["article_id"], "part": _PART, "title": article["title"], "outlet": article["outlet"],
        "published": str(article["published"] or ""), "region": None, "style": None, "text": text, "actors": actors,
        "statements": statements, "events": events,
        "ledger": ledger,
        "reviewed": {"rows": len(judged), "of": total, "by": sorted({r.reviewer for r in judged.values()})},
    }  # fmt: skip


def _actors(kept: Mapping[str, Row], rows: Mapping[str, Row], text: str) -> tuple[dict[str, str], list[Row]]:
    """Return by which actor each one goes (itself, or the one that it is merged with), and the actors that have a mention."""
    into = {key: str(fields["merge"] or key) for key, fields in kept.items()}
    names = {}
    for key in kept:
        seen = [key]
        while (target := into.get(seen[-1])) and target not in seen:
            seen.append(target)
        if seen[-1] in kept:
            names[key] = seen[-1]
    mentions: dict[str, set[Span]] = {}
    for key, name in names.items():
        mentions.setdefault(name, set()).update({*_spans(rows[key]["mentions"])} - set(kept[key]["split"] or ()))
    out = []
    for key in dict.fromkeys(names.values()):
        places, row, fields = sorted(mentions[key]), rows[key], kept[key]
        if places:
            roles = [{k: role[k] for k in ("title", "organisation", "country") if role[k]} for role in row["roles"] or ()]
            own = {k: fields[k] for k in ("name", "kind", "country", "sector")}
            countries = (
                list(row["countries"] or ()) if fields["country"] == row["country"] and len(row["countries"] or ()) > 1 else []
            )
            out.append(own | {"id": key, "countries": countries, "roles": roles, "mentions": _cut(places, text)})
    there = {a["id"] for a in out}
    return {key: name for key, name in names.items() if name in there}, out


def _statements(kept: Mapping[str, Row], rows: Mapping[str, Row], text: str, known: Any) -> list[Row]:
    contents = {key: _cut(s["content"], text) for key, s in kept.items()}
    out = []
    for key, s in kept.items():
        if not contents[key]:
            continue
        row = rows[key]
        inside = row["inside"] if row["inside"] != key and _within(contents[key], contents.get(str(row["inside"]), [])) else None
        out.append(
            {"id": key, "kind": s["kind"], "attitude": s["attitude"], "inside": inside, "content": contents[key]}
            | {name: _cut(s[name], text) for name in ("source", "cue")}
            | {name: known(s[name]) for name in ("speaker", "addressee", "via")}
            | {name: known(row[name] or ()) for name in ("agrees_with", "disagrees_with")}
        )
    return out


def _entry(fields: Row, opened: str | None, actors: Sequence[Row], text: str) -> Row:
    sides = {name: [i for word in fields[name] if (i := _stands_for(word, actors))] for name in ("by", "to")}
    return sides | {"kind": fields["kind"], "what": _cut(fields["what"], text), "event": opened}


def _outcomes(outcomes: Sequence[Row], opened: str | None, events: set[str], text: str) -> list[Row]:
    told = []
    for o in outcomes:
        act = o["event"] if o["event"] in events and o["event"] != opened else None
        words = [] if act else _cut(_spans(o["words_spans"]), text)
        told += [{"event": act, "how": o["how"], "words": words}] if act or words else []
    return told


def _stands_for(word: str, actors: Sequence[Row]) -> str | None:
    """Return the actor that a country or name of the ledger stands for: the state itself, else the first of that name."""
    states = [a["id"] for a in actors if a["kind"] == "state" and word in (a["country"], a["name"])]
    named = [a["id"] for a in actors if a["name"] == word]
    of_country = [a["id"] for a in actors if a["country"] == word]
    return next(iter((*states, *named, *of_country)), None)


def _within(inner: Sequence[Sequence[Any]], outer: Sequence[Sequence[Any]]) -> bool:
    return bool(outer) and all(any(start < o[1] and o[0] < end for o in outer) for start, end, _ in inner)


def _cut(spans: Sequence[Span], text: str) -> list[list[Any]]:
    return [[s.start, s.end, text[s.start : s.end]] for s in sorted(spans)]


def _spans(value: Any) -> list[Span]:
    return [Span(s["start"], s["end"]) for s in value or ()]


def _written(value: Value) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(to_json(value), ensure_ascii=False)
