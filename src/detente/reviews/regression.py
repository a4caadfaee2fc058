"""Standing judgements as tests of the pipeline: the article is coded once more, and each says whether it holds now.

A row of another coding is found again by its place: the trigger of an event, the content of a statement, a mention of an actor,
the words of a ledger entry. A correction holds where a row there has what it says; what was accepted holds where a row there
is like the one that was judged, and what was rejected where none is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import EvaluationError, LookupFailed
from detente.records import Article, Reading, Span
from detente.reviews.coded import TABLES, Coded, coded_fields, find_coded
from detente.reviews.fields import ACTORS, FIELDS, KINDS, Value, to_json
from detente.reviews.records import Review, Verdict
from detente.store.open import Store
from detente.store.rows import reading_rows

Row = dict[str, Any]
_ALIKE = {"event": ("type", "status"), "statement": ("kind", "speaker"), "actor": ("name", "country"), "ledger": ("kind",)}
_PLACE = {"event": "trigger_spans", "statement": "content_spans", "actor": "mentions", "ledger": "what_spans"}
_ARTICLE = ("title", "outlet", "url", "published", "text")
_NEEDED = {"article", "kind", "verdict", "field", "expected", "at"}


@dataclass(frozen=True, slots=True)
class Result:
    """Whether a judgement holds now; ``now`` is what rows at its place have, as JSON."""

    row: Mapping[str, Any]
    holds: bool
    now: tuple[Any, ...]


def regression_rows(store: Store, reviews: Sequence[Review]) -> Iterator[Row]:
    """Give one row a changed field, and one a row accepted or rejected, with the text; rows without a place in one give none.

    ``reviews`` are current ones (``export.choose_current``): what was accepted is what is coded now.
    """
    for review in reviews:
        try:
            coded = find_coded(store, review.row_kind, review.row_id)
        except LookupFailed:
            continue
        if coded.article is None or not (at := _spans(coded.row[_PLACE[coded.kind]])):
            continue
        names = _Names(coded.actors, coded.statements)
        alike = {f: names.tell(coded.kind, f, coded.fields[f]) for f in _ALIKE[coded.kind]}
        of = _told(review, coded, at)
        if review.verdict is Verdict.CORRECTED:
            for change in review.changes:
                yield of | {"field": change.field, "expected": names.tell(coded.kind, change.field, change.new)}
        else:
            yield of | {"field": None, "expected": alike}


def read_rows(lines: Iterable[str], where: str) -> list[Row]:
    """Read what ``regression_rows`` gave, one object a line; raises EvaluationError naming the line."""
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = _NEEDED - set(row)
            wrong = missing or row["kind"] not in KINDS or not isinstance(row["article"]["text"], str)
            wrong = wrong or row["verdict"] not in ("accepted", "rejected", "corrected") or not _pairs(row["at"])
            wrong = wrong or (row["field"] is not None and row["field"] not in FIELDS[row["kind"]])
            wrong = wrong or (row["field"] is None) != isinstance(row["expected"], dict)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise EvaluationError(
                f"{where}, line {number}: no row of detente review export --form regression ({error})."
            ) from error
        if wrong:
            told = f"it lacks {sorted(missing)[0]!r}" if missing else "a value has no meaning"
            raise EvaluationError(f"{where}, line {number}: no row of detente review export --form regression ({told}).")
        rows.append(row)
    return rows


def run_rows(rows: Sequence[Row], read: Callable[[Article], Reading]) -> Iterator[Result]:
    """Code each article once and say of its rows whether they hold."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(json.dumps(row["article"], sort_keys=True), []).append(row)
    for group in groups.values():
        reading = read(_article(group[0]["article"]))
        found = reading_rows(reading)
        names = _Names(found["actors"], found["statements"])
        for row in group:
            yield _check(row, found, names)


class _Names:
    """What ids of an article stand for, so that they can be compared with those of another coding."""

    def __init__(self, actors: Sequence[Mapping[str, Any]], statements: Sequence[Mapping[str, Any]]) -> None:
        self._names = {str(a["actor_id"]): str(a["name"]) for a in actors}
        self._mentions = {str(a["actor_id"]): _spans(a["mentions"]) for a in actors}
        self._contents = {str(s["statement_id"]): str(s["content_text"]) for s in statements}

    def tell(self, kind: str, field: str, value: Value) -> Any:
        """Return a value as JSON, with names for actors, the words of a statement, and the mentions of who is merged."""
        if field == "merge":
            return [list(s) for s in self._mentions.get(str(value), ())]
        if field == "claimed_by":
            return None if value is None else self._contents.get(str(value))
        if FIELDS[kind][field] is ACTORS:
            return sorted(self._names.get(str(v), str(v)) for v in value or ())
        return to_json(value)


def _check(row: Row, found: Mapping[str, list[Row]], names: _Names) -> Result:
    kind, field = row["kind"], row["field"]
    at = _pairs(row["at"])
    there = [r for r in found[TABLES[kind][0]] if any(s.overlaps(a) for s in _spans(r[_PLACE[kind]]) for a in at)]
    fields = [coded_fields(kind, r) for r in there]
    if field in ("merge", "split"):
        wanted = _pairs(row["expected"]) or []
        rest = [a for a in at if a not in wanted] if field == "split" else at
        both = [r for r in there if _touches(r, wanted) and _touches(r, rest)]
        return Result(row, bool(both) is (field == "merge"), tuple(str(r["name"]) for r in both))
    if field is not None:
        now = tuple(names.tell(kind, field, f[field]) for f in fields)
        return Result(row, row["expected"] in now, now)
    alike = tuple({name: names.tell(kind, name, f[name]) for name in _ALIKE[kind]} for f in fields)
    return Result(row, (row["expected"] in alike) is (row["verdict"] == "accepted"), alike)


def _touches(row: Row, places: Sequence[Span]) -> bool:
    return any(s.overlaps(p) for s in _spans(row["mentions"]) for p in places)


def _told(review: Review, coded: Coded, at: Sequence[Span]) -> Row:
    article = {k: coded.article[k] for k in _ARTICLE} if coded.article else {}
    article["published"] = str(article["published"]) if article.get("published") else None
    return {
        "review": review.id, "article": {"id": coded.article_id, **article}, "kind": coded.kind, "row_id": coded.row_id,
        "verdict": review.verdict.value, "at": [list(s) for s in at], "reviewer": review.reviewer, "time": review.time,
    }  # fmt: skip


def _article(told: Mapping[str, Any]) -> Article:
    published = told.get("published")
    try:
        day = dt.date.fromisoformat(published) if published else None
    except (TypeError, ValueError) as error:
        raise EvaluationError(f"{told.get('id')}: {published!r} is no day of publication.") from error
    texts = {key: told.get(key) for key in ("title", "outlet", "url")}
    known = {key: value if isinstance(value, str) else None for key, value in texts.items()}
    return Article(str(told.get("id") or "a-test"), str(told["text"]), published=day, **known)


def _pairs(value: Any) -> list[Span]:
    return [Span(int(start), int(end)) for start, end in value]


def _spans(value: Any) -> list[Span]:
    return [Span(s["start"], s["end"]) for s in value or ()]
