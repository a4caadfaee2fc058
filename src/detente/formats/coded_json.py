"""Rows of a store → the objects that ``detente code --with-text`` prints, one an article and line (``docs/json.md``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from detente.formats.columns import whole_row
from detente.formats.stored import read_rows
from detente.output import Json, to_line
from detente.store.folder import open_folder
from detente.store.rows import Row, Rows

_IDS = {"statements": "statement_id", "events": "event_id", "actors": "actor_id", "ledger": "entry_id"}
TABLES = ("articles", "statements", "events", "actors", "mentions", "ledger", "outcomes")


def write_coded(batches: Iterable[Rows], stream: IO[bytes]) -> int:
    """Write the object of each article and return how many there are.

    Versions and digests, which a store keeps by shard, are not in it.
    """
    count = 0
    for rows in batches:
        for coded in coded_objects(rows):
            stream.write(to_line(coded).encode() + b"\n")
            count += 1
    return count


def coded_lines(folder: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """Give the lines of those articles of a store that have a row whose id begins as one of these, with versions and digests.

    Raises StoreError where there is no store, or a file of it cannot be read.
    """
    snapshot = open_folder(folder)
    starts = tuple(ids)
    for shard in snapshot.shards:
        found = {
            row["article_id"]
            for table, column in _IDS.items()
            for row in read_rows(snapshot, table, shard, ("article_id", column))
            if str(row.get(column)).startswith(starts) and row.get("article_id")
        }
        if found:
            rows = {table: [r for r in read_rows(snapshot, table, shard) if r.get("article_id") in found] for table in TABLES}
            how = {key: shard.how.get(key) for key in ("version", "lexicon", "model")}
            yield from (to_line(coded | how).encode() for coded in coded_objects(rows))


def coded_objects(rows: Rows) -> Iterator[Json]:
    """Give the object of each article that rows by table hold, without versions and digests."""
    held: dict[tuple[str, object], list[Row]] = {}
    for table in TABLES[1:]:
        for row in rows.get(table, ()):
            held.setdefault((table, row.get("article_id")), []).append(whole_row(table, row))
    for article in rows.get("articles", ()):
        of = {table: held.get((table, article["article_id"]), []) for table in TABLES[1:]}
        yield coded_article(whole_row("articles", article), of)


def coded_article(article: Mapping[str, Any], of: Mapping[str, Sequence[Mapping[str, Any]]]) -> Json:
    """Return the object of an article with its text; ``of`` holds its rows, whole, by table."""
    head = {key: article[key] for key in ("title", "outlet")} | {"published": _day(article["published"])}
    rest = {key: article[key] for key in ("url", "source", "text_sha256", "language", "text")}
    return {
        "article": {"id": article["article_id"], **head, **rest},
        "statements": [_statement(s) for s in of["statements"]],
        "events": [_event(e) for e in of["events"]],
        "actors": [_actor(a) for a in of["actors"]],
        "ledger": [_entry(entry, [o for o in of["outcomes"] if o["entry"] == entry["entry_id"]]) for entry in of["ledger"]],
        "unresolved": [
            {"text": m["text"], "span": [m["start"], m["end"]], "reason": m["reason"]} for m in of["mentions"] if not m["actors"]
        ],
    }


def _statement(s: Mapping[str, Any]) -> Json:
    return {
        "id": s["statement_id"],
        "kind": s["kind"],
        "attitude": s["attitude"],
        "speaker": _party(s, "speaker"),
        "cue": _phrase(s, "cue") and {**_phrase(s, "cue"), "lemma": s["cue_lemma"]},  # type: ignore[dict-item]
        "content": _phrase(s, "content"),
        "addressee": _party(s, "addressee"),
        "via": _party(s, "via"),
        **{key: s[key] for key in ("inside", "agrees_with", "disagrees_with", "echoes")},
        "occasion": _phrase(s, "occasion"),
        "place": _phrase(s, "place"),
        "confidence": s["confidence"],
        "rule": s["rule"],
    }


def _event(e: Mapping[str, Any]) -> Json:
    point = [e["place_latitude"], e["place_longitude"]]
    coded = ("type", "mode", "contexts", "cameo", "quad", "goldstein", "plover_score", "status", "symmetric")
    return {
        "id": e["event_id"],
        **{key: e[key] for key in coded},
        "date": _day(e["date"]),
        "date_precision": e["date_precision"],
        "date_text": e["date_text"],
        "actors": [_participant(p) for p in e["actors"]],
        "recipients": [_participant(p) for p in e["recipients"]],
        "place": e["place_text"],
        "place_spans": _spans(e["place_spans"]),
        "place_country": e["place_country"],
        "place_point": None if None in point else point,
        **{key: e[key] for key in ("place_id", "place_resolution", "place_rule")},
        "trigger": _phrase(e, "trigger"),
        "sentence": [e["sentence_start"], e["sentence_end"]],
        **{key: e[key] for key in ("claimed_by", "confidence", "rule")},
    }


def _actor(a: Mapping[str, Any]) -> Json:
    return {
        "id": a["actor_id"],
        **{key: a[key] for key in ("name", "kind", "country", "countries", "sector")},
        "roles": [
            {
                **{key: r[key] for key in ("title", "organisation", "country")},
                "since": _day(r["since"]),
                "until": _day(r["until"]),
                "evidence": _spans(r["evidence"]),
            }
            for r in a["roles"]
        ],
        "mentions": _spans(a["mentions"]),
        "reason": a["reason"],
        "confidence": a["confidence"],
    }


def _entry(entry: Mapping[str, Any], outcomes: Sequence[Mapping[str, Any]]) -> Json:
    def one_or_all(parties: Sequence[str]) -> object:
        return list(parties) if len(parties) > 1 else parties[0] if parties else None

    return {
        "id": entry["entry_id"],
        "kind": entry["kind"],
        "by": one_or_all(entry["by"]),
        "to": one_or_all(entry["to"]),
        "what": entry["what_text"],
        "spans": _spans(entry["what_spans"]),
        "event": entry["event"],
        "statement": entry["statement"],
        "outcomes": [
            {
                **{key: o[key] for key in ("how", "event")},
                "text": o["words_text"],
                "spans": _spans(o["words_spans"]),
                **{key: o[key] for key in ("confidence", "rule")},
            }
            for o in outcomes
        ],
    }


def _party(row: Mapping[str, Any], name: str) -> Json | None:
    if row[f"{name}_text"] is None:
        return None
    spans = {"text": row[f"{name}_text"], "spans": _spans(row[f"{name}_spans"])}
    return spans | {key: row[f"{name}_{key}"] for key in ("actor", "actors", "name", "reason")}


def _phrase(row: Mapping[str, Any], name: str) -> Json | None:
    if row[f"{name}_text"] is None:
        return None
    return {"text": row[f"{name}_text"], "spans": _spans(row[f"{name}_spans"])}


def _participant(p: Mapping[str, Any]) -> Json:
    return {**{key: p[key] for key in ("actor", "name", "country", "sector", "text")}, "spans": _spans(p["spans"])}


def _spans(spans: Iterable[Mapping[str, int]]) -> list[list[int]]:
    return [[span["start"], span["end"]] for span in spans]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
