"""W3C Web Annotation: statements, events and actors as annotations of the address of their article, one object a line.

The target is what is said, the words of the act, or every mention; a ``classifying`` body says what it is, ``tagging`` bodies
say how (``mode:phone``, ``status:future``, ``kind:direct``), and ``linking`` bodies point at the other words (``part``: speaker,
cue …). ``row`` holds the other columns, as JSON. Source: Web Annotation Data Model (W3C Recommendation of 23 February 2017).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO
from urllib.parse import quote

from detente.errors import ReadingError
from detente.formats.annotation_rows import read_annotation
from detente.formats.columns import CODED, Batch, Json, blank, rows_of, spans_of, text_of, texts_of, to_json, whole_row
from detente.formats.json_lines import read_values
from detente.formats.selectors import select
from detente.lexicon import Lexicon
from detente.output import to_line
from detente.reading.jsonl import Report
from detente.records import Span
from detente.store.rows import Row, Rows

TABLES = ("statements", "events", "actors")
CONTEXT: list[object] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"part": "urn:detente:part", "row": {"@id": "urn:detente:row", "@type": "@json"}},
]
_TARGETS = {"statements": "content_spans", "events": "trigger_spans", "actors": "mentions"}
_IDS = {"statements": "statement_id", "events": "event_id", "actors": "actor_id"}
_PARTS = ("speaker", "cue", "addressee", "via", "occasion", "place")
_LEFT = ("origin", "origin_id", "published", "outlet")  # what the reader, or the article, tells


def write_annotations(batches: Iterable[Batch], stream: IO[bytes], *, left_out: Counter[str]) -> int:
    """Write an annotation for each statement, event and actor, one a line, and return how many.

    Those of articles without text quote nothing, and have positions alone. ``left_out`` counts rows of no article.
    """
    written = 0
    for batch in batches:
        articles = {row.get("article_id"): row for row in batch.get("articles", ())}
        for table in TABLES:
            for given in batch.get(table, ()):
                row = whole_row(table, given)
                if not row["article_id"]:
                    left_out[f"{table} of no article"] += 1
                    continue
                article = articles.get(row["article_id"], {})
                stream.write(to_line(_annotation(table, row, article)).encode("utf-8") + b"\n")
                written += 1
    return written


def read_annotations(
    stream: IO[bytes], where: str, report: Report, *, lexicon: Lexicon, find: Callable[[str], Mapping[str, object] | None]
) -> Iterator[Rows]:
    """Read annotations, one a line or in a collection; a batch a line. ``find`` gives the article of an address, or None.

    An annotation of an unknown article, of words that are not in it, or of a kind that is none of ours is reported and left out.
    """
    for place, value in read_values(stream, where, report):
        rows: Rows = {}
        for annotation in _unfold(value):
            try:
                table, row = read_annotation(annotation, place, report, lexicon, find)
            except ReadingError as error:
                report(error)
            else:
                rows.setdefault(table, []).append(row)
        if rows:
            yield rows


def index_articles(articles: Iterable[Mapping[str, object]]) -> Callable[[str], Mapping[str, object] | None]:
    """Return a function that gives the article of an address or of the name that ``source_of`` makes of an id."""
    known: dict[str, Mapping[str, object]] = {}
    for article in articles:
        name, *addresses = names_of(article)
        known[name] = article
        for url in addresses:
            known.setdefault(url, article)
    return known.get


def names_of(article: Mapping[str, object]) -> list[str]:
    """Return by what an annotation may name an article: a name made of its id, and its address where it has one."""
    url = text_of(article, "url")
    return [_urn(text_of(article, "article_id") or ""), *([url] if url else [])]


def source_of(article: Mapping[str, object], article_id: str) -> str:
    """Return the address of an article, or a name made of its id.

    >>> source_of({"url": None}, "a-1")
    'urn:detente:a-1'
    """
    url = text_of(article, "url") or ""
    return url if url.startswith(("http://", "https://")) else _urn(article_id)


def _urn(article_id: str) -> str:
    return f"urn:detente:{quote(article_id, safe='', errors='replace')}"


def _annotation(table: str, row: Row, article: Mapping[str, object]) -> Json:
    text, source = text_of(article, "text") or "", source_of(article, text_of(row, "article_id") or "")

    def resource(span: Span) -> Json:
        return {"type": "SpecificResource", "source": source, "selector": select(text, span)}

    targets = [resource(span) for span in spans_of(row, _TARGETS[table])] or [{"type": "SpecificResource", "source": source}]
    linked = [resource(s) | {"purpose": "linking", "part": part} for part, spans in _parts(table, row) for s in spans]
    said = [_body("classifying", text_of(row, "type" if table == "events" else "kind") if table != "statements" else "statement")]
    rest = {n: v for n, v in _without_spans(table, row).items() if n in CODED or (v != blank(table)[n] and n not in _LEFT)}
    return {
        "@context": CONTEXT,
        "id": f"urn:detente:{quote(text_of(row, _IDS[table]) or '', safe='', errors='replace')}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": row["origin"] or "detente"},
        "body": [*said, *(_body("tagging", tag) for tag in _tags(table, row)), *linked],
        "target": targets if len(targets) > 1 else targets[0],
        "row": to_json(table, rest),
    }


def _body(purpose: str, value: str | None) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value or ""}


def _tags(table: str, row: Row) -> list[str]:
    if table == "actors":
        return []
    names = ("mode", "status") if table == "events" else ("kind", "attitude")
    tags = [f"{name}:{value}" for name in names if (value := text_of(row, name))]
    return tags + [f"context:{c}" for c in texts_of(row, "contexts")]


def _parts(table: str, row: Row) -> list[tuple[str, list[Span]]]:
    """Return the words beside the target that a row points at, by the name of the part."""
    if table == "actors":
        return [(f"roles[{n}]", spans_of(r, "evidence")) for n, r in enumerate(rows_of(row, "roles"))]
    if table == "statements":
        return [(part, spans_of(row, f"{part}_spans")) for part in _PARTS]
    start, end = row["sentence_start"], row["sentence_end"]
    sentence = [Span(start, end)] if isinstance(start, int) and isinstance(end, int) else []
    sides = [
        (f"{side}[{n}]", spans_of(p, "spans")) for side in ("actors", "recipients") for n, p in enumerate(rows_of(row, side))
    ]
    return [("sentence", sentence), ("place", spans_of(row, "place_spans")), *sides]


def _without_spans(table: str, row: Row) -> Row:
    """Return a row without its spans: targets and linking bodies hold them, by their words."""
    out = {name: value for name, value in row.items() if not name.endswith("_spans") and name != "mentions"}
    for column, inner in (("actors", "spans"), ("recipients", "spans"), ("roles", "evidence")):
        if column in out:
            out[column] = [{**r, inner: []} for r in rows_of(row, column)]
    return {name: value for name, value in out.items() if name not in ("sentence_start", "sentence_end")}


def _unfold(value: Mapping[str, object], depth: int = 4) -> Iterator[Mapping[str, object]]:
    """Give the annotations of a collection or a page of one; an annotation itself otherwise."""
    inner = [value[name] for name in ("first", "items", "@graph") if name in value]
    if not inner or value.get("type") == "Annotation":
        yield value
        return
    for item in inner:
        for found in item if isinstance(item, list) else [item]:
            if isinstance(found, dict) and depth:
                yield from _unfold(found, depth - 1)
