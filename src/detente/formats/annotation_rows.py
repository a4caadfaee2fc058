"""A W3C Web Annotation → a row of statements, events or actors."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from detente.errors import ReadingError, did_you_mean
from detente.events.ontology import load_ontology
from detente.formats.columns import (
    CODED,
    blank,
    code,
    countries_of,
    encodable,
    from_json,
    rows_of,
    span_rows,
    spans_of,
    text_of,
)
from detente.formats.selectors import locate
from detente.ids import make_id
from detente.lexicon import Lexicon
from detente.reading.jsonl import Report
from detente.records import ActorKind, Attitude, Span, StatementKind, Status
from detente.store.rows import Row

ORIGIN = "web-annotation"
Given = Mapping[str, object]
_TARGETS = {"statements": "content", "events": "trigger", "actors": "mentions"}
_IDS = {"statements": ("statement_id", "s"), "events": ("event_id", "e"), "actors": ("actor_id", "a")}
_LISTED = re.compile(r"(actors|recipients|roles)\[([0-9]{1,4})\]")
_SAYING = ("classifying", "tagging")
_REMEDY = "docs/exchange.md says what an annotation must hold."


def read_annotation(
    given: Given, where: str, report: Report, lexicon: Lexicon, find: Callable[[str], Given | None]
) -> tuple[str, Row]:
    """Return table and row of an annotation; raises ReadingError where it cannot be one, or its words cannot be found."""
    bodies = [b for b in _listed(given.get("body")) if isinstance(b, dict)]
    table, seen = _classified(bodies, where, report, lexicon)
    stored = from_json(table, given.get("row", {}), where)
    targets = [t if isinstance(t, dict) else {"source": t} for t in _listed(given.get("target"))]
    article = _article(targets, stored, where, find)
    text = text_of(article, "text") or ""
    row = blank(table) | stored | seen
    if table == "events":
        row = code(row, load_ontology(lexicon))
        if all(stored.get(name) == row[name] for name in ("type", "mode")):
            row |= {name: stored[name] for name in CODED if name in stored}
    row |= {"article_id": article.get("article_id"), "origin": ORIGIN, "published": article.get("published")}
    row |= {"outlet": article.get("outlet")} if table != "actors" else {}
    _fill(table, row, _spans(table, targets, text, where, report), text)
    for part, spans in _parts(bodies, text, where, report).items():
        _put(table, row, part, spans, text)
    if table == "events":
        row |= {f"{side}_countries": countries_of(row, f"{side}s") for side in ("actor", "recipient")}
    column, letter = _IDS[table]
    row[column] = row[column] or make_id(letter, row["article_id"], ORIGIN, given.get("id"), spans_of(row, _column(table)))
    return table, row


def _classified(bodies: Sequence[Given], where: str, report: Report, lexicon: Lexicon) -> tuple[str, Row]:
    """Return the table and the columns that the bodies tell."""
    values, tags = (
        [encodable(v) for b in bodies if b.get("purpose") == p and isinstance(v := b.get("value"), str)] for p in _SAYING
    )
    told = [(name, value) for name, _, value in (tag.partition(":") for tag in tags)]
    ontology = load_ontology(lexicon)
    for value in values:
        if value.lower() == "statement":
            kinds: dict[str, Sequence[str]] = {"kind": [*StatementKind], "attitude": [*Attitude]}
            return "statements", {name: _tag(told, name, known, where, report) for name, known in kinds.items()}
        if value.lower() in [*ActorKind]:
            return "actors", {"kind": value.lower()}
        if value.upper() in ontology.types:
            kind = value.upper()
            contexts = {r.text("context") for r in lexicon.table("ontology/contexts")}
            return "events", {
                "type": kind,
                "mode": _tag(told, "mode", [m.name for m in ontology.modes_of(kind)], where, report),
                "status": _tag(told, "status", [*Status], where, report) or Status.ACTUAL.value,
                "contexts": [c for name, c in told if name == "context" and c in contexts],
            }
    cause = "no body classifies it as a statement, a PLOVER type or a kind of actor"
    hint = did_you_mean(values[0][:60].upper(), ontology.types) if values else ""
    raise ReadingError(where, cause, f"{_REMEDY}{hint}")


def _tag(told: Sequence[tuple[str, str]], name: str, known: Sequence[str], where: str, report: Report) -> str | None:
    for value in (v for n, v in told if n == name):
        if value in known:
            return str(value)
        report(ReadingError(where, f"no {name} {value[:60]!r}", f"The tag is left out.{did_you_mean(value[:60], known)}"))
    return None


def _article(targets: Sequence[Given], stored: Row, where: str, find: Callable[[str], Given | None]) -> Given:
    """Return the article: the one that the row names, or else that of the target's address."""
    sources = [s.get("id") if isinstance(s := t.get("source", t.get("id")), dict) else s for t in targets]
    if known := text_of(stored, "article_id"):
        sources.insert(0, f"urn:detente:{quote(known, safe='')}")
    for source in sources:
        if isinstance(source, str) and (article := find(source)) is not None:
            return article
    named = next((s for s in sources[-1:] if isinstance(s, str)), "nothing")
    raise ReadingError(where, f"it annotates {named[:200]}, which is no article at hand", "Code or import the article first.")


def _spans(table: str, targets: Sequence[Given], text: str, where: str, report: Report) -> list[Span]:
    """Return where the targets lie; of mentions, those that are found will do."""
    out: list[Span] = []
    chosen = [t for t in targets if "selector" in t]
    for target in chosen:
        span, fault = locate(text, _listed(target["selector"]))
        if span is None and (table != "actors" or (not out and target is chosen[-1])):
            raise ReadingError(where, fault, "It is left out: the text is another one than was annotated.")
        if span is None:
            report(ReadingError(where, fault, "The mention is left out."))
        else:
            out.append(span)
    return out


def _parts(bodies: Sequence[Given], text: str, where: str, report: Report) -> dict[str, list[Span]]:
    out: dict[str, list[Span]] = {}
    for body in bodies:
        part = body.get("part")
        if body.get("purpose") != "linking" or not isinstance(part, str):
            continue
        span, fault = locate(text, _listed(body.get("selector")))
        if span is None:
            report(ReadingError(where, fault, f"The part {encodable(part)[:40]!r} is left without a place."))
        else:
            out.setdefault(part, []).append(span)
    return out


def _column(table: str) -> str:
    return "mentions" if table == "actors" else f"{_TARGETS[table]}_spans"


def _fill(table: str, row: Row, spans: list[Span], text: str) -> None:
    """Set what the target says, and a name or text that nothing else gave."""
    row[_column(table)] = span_rows(spans)
    name = "name" if table == "actors" else f"{_TARGETS[table]}_text"
    words = [s.of(text) for s in spans]
    row[name] = row[name] or (max(words, key=len, default=None) if table == "actors" else " ".join(words) or None)
    if table == "statements":
        row |= {"kind": row["kind"] or StatementKind.INDIRECT.value, "attitude": row["attitude"] or Attitude.ASSERTION.value}


def _put(table: str, row: Row, part: str, spans: list[Span], text: str) -> None:
    """Set where a part of the row lies; a party that only the annotation knows is added."""
    words = " ".join(s.of(text) for s in spans)
    if found := _LISTED.fullmatch(part):
        column, number = found[1], int(found[2])
        if column not in row:
            return
        items = rows_of(row, column)
        if number == len(items) and column != "roles":
            items.append({"actor": None, "name": words, "country": None, "sector": None, "text": words})
        if number < len(items):
            items[number]["evidence" if column == "roles" else "spans"] = span_rows(spans)
        row[column] = items
    elif part == "sentence" and table == "events":
        row |= {"sentence_start": spans[0].start, "sentence_end": spans[-1].end, "sentence_text": row["sentence_text"] or words}
    elif f"{part}_spans" in row and part not in _TARGETS.values():
        row |= {f"{part}_spans": span_rows(spans), f"{part}_text": row[f"{part}_text"] or words}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
