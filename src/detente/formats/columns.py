"""Rows of a store's tables ↔ what JSON knows, column by column. What comes from outside is checked against the schema.

A format has no field for some columns. What it cannot say of a row is its *remainder*: the columns that reading back would not
give. A writer puts it beside the rest, where other programs skip it, and a reader lays it over what the format says.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from detente.errors import ReadingError
from detente.events.ontology import Ontology
from detente.records import ActorKind, Attitude, Span, StatementKind, Status
from detente.store.rows import Row
from detente.store.schema import BYTES, DAY, NUMBER, PAIRS, PARTIES, ROLES, SPANS, TABLES, TEXT, TEXTS, TRUTH, WHOLE

Json = dict[str, object]
Batch = Mapping[str, Sequence[Mapping[str, object]]]  # rows by table; all rows of an article stand in one batch

CODED = ("cameo", "quad", "goldstein", "plover_score")  # what follows from type and mode
_LEFT = ("origin", "origin_id", "type", "mode")  # what a reader itself must tell
_IDS = ("article_id", "statement_id", "event_id", "actor_id")  # a row without one gets its own
KNOWN_VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("statements", "kind"): tuple(StatementKind),
    ("statements", "attitude"): tuple(Attitude),
    ("events", "status"): tuple(Status),
    ("actors", "kind"): tuple(ActorKind),
}
_MOST = 2**31 - 1  # the largest offset that a store holds
_LISTS = (TEXTS, SPANS, PARTIES, ROLES)
_PARTY = ("actor", "name", "country", "sector", "text")
_ROLE = ("title", "organisation", "country")
_KINDS = {table: {c.name: c.type for c in columns} for table, columns in TABLES.items()}
_DERIVED = {table: frozenset(c.name for c in columns if c.derived) for table, columns in TABLES.items()}


def blank(table: str) -> Row:
    """Return a row of which nothing is known."""
    return {name: [] if kind in _LISTS else {} if kind == PAIRS else None for name, kind in _KINDS[table].items()}


def whole_row(table: str, row: Mapping[str, object]) -> Row:
    """Return a row with every column of its table, as ``store.rows`` makes it; Arrow gives named texts as pairs."""
    out = blank(table)
    for name, value in row.items():
        if name in out and value is not None:
            out[name] = dict(value) if _KINDS[table][name] == PAIRS else value  # type: ignore[call-overload]
    return out


def text_of(row: Mapping[str, object], column: str) -> str | None:
    """Return a text, or None."""
    value = row.get(column)
    return value if isinstance(value, str) else None


def texts_of(row: Mapping[str, object], column: str) -> list[str]:
    """Return a list of texts."""
    value = row.get(column)
    return [v for v in value if isinstance(v, str)] if isinstance(value, (list, tuple)) else []


def rows_of(row: Mapping[str, object], column: str) -> list[Row]:
    """Return a list of rows in a row: participants, or roles."""
    value = row.get(column)
    return [v for v in value if isinstance(v, dict)] if isinstance(value, (list, tuple)) else []


def spans_of(row: Mapping[str, object], column: str) -> list[Span]:
    """Return a list of spans."""
    found = ((r.get("start"), r.get("end")) for r in rows_of(row, column))
    return [Span(s, e) for s, e in found if isinstance(s, int) and isinstance(e, int)]


def span_rows(spans: Iterable[Span]) -> list[Row]:
    """Return spans as a store holds them."""
    return [{"start": s.start, "end": s.end} for s in spans]


def countries_of(row: Mapping[str, object], column: str) -> list[str]:
    """Return the countries of participants, each once."""
    return list(dict.fromkeys(c for p in rows_of(row, column) if (c := text_of(p, "country"))))


def to_json(table: str, row: Mapping[str, object]) -> Json:
    """Return the columns of a row as JSON knows them: dates as YYYY-MM-DD, spans as [start, end]."""
    return {name: _plain(_KINDS[table][name], value) for name, value in row.items()}


def _plain(kind: str, value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if kind == SPANS:
        return [list(s) for s in spans_of({"": value}, "")]
    if kind in (PARTIES, ROLES):
        return [
            {k: _plain(SPANS if k in ("spans", "evidence") else TEXT, v) for k, v in r.items()} for r in rows_of({"": value}, "")
        ]
    return value


def from_json(table: str, given: object, where: str) -> Row:
    """Return the columns that an object of JSON gives; names that are no column are left out.

    Raises ReadingError for a value that the column cannot hold.
    """
    if not isinstance(given, dict):
        raise ReadingError(where, "what Détente added is no object", "Leave it as it was written, or delete it.")
    out: Row = {}
    for name, value in given.items():
        kind = _KINDS[table].get(name)
        if kind is None or kind == BYTES or (name in _IDS and not value):
            continue
        try:
            out[name] = found = _CHECKS[kind](value)
            if found is not None and found not in KNOWN_VALUES.get((table, name), (found,)):
                raise ValueError
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise ReadingError(
                where, f"{name!r} holds no {kind} that it may hold", "Leave it as it was written, or delete it."
            ) from error
    return out


def encodable(text: str) -> str:
    """Return a text that UTF-8 can carry: what it cannot becomes a question mark, and the length stays."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return None if value is None else encodable(value)


def _day(value: object) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)  # type: ignore[arg-type]  # TypeError says so


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise TypeError
    return float(value)


def _whole(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63):
        raise TypeError
    return value


def _truth(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError
    return value


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _texts(value: object) -> list[str]:
    found = [_text(v) for v in _items(value)]
    return [v for v in found if v is not None]


def _spans(value: object) -> list[Row]:
    out: list[Row] = []
    for item in _items(value):
        start, end = (_whole(v) for v in _items(item))
        if start is None or end is None or not 0 <= start <= end <= _MOST:
            raise ValueError
        out.append({"start": start, "end": end})
    return out


def _parties(value: object) -> list[Row]:
    return [{name: _text(p[name]) for name in _PARTY} | {"spans": _spans(p["spans"])} for p in map(_object, _items(value))]


def _roles(value: object) -> list[Row]:
    return [
        {name: _text(r[name]) for name in _ROLE}
        | {"since": _day(r["since"]), "until": _day(r["until"]), "evidence": _spans(r["evidence"])}
        for r in map(_object, _items(value))
    ]


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _pairs(value: object) -> dict[str, str]:
    found = {encodable(k): _text(v) for k, v in _object(value).items()}
    return {k: v for k, v in found.items() if v is not None}


_CHECKS: dict[str, Callable[[object], object]] = {
    TEXT: _text,
    DAY: _day,
    NUMBER: _number,
    WHOLE: _whole,
    TRUTH: _truth,
    TEXTS: _texts,
    SPANS: _spans,
    PARTIES: _parties,
    ROLES: _roles,
    PAIRS: _pairs,
}


def remainder(table: str, row: Mapping[str, object], seen: Mapping[str, object]) -> Json:
    """Return what a format does not say of a row: the columns in which it differs from ``seen``, what reading back gives.

    ``seen`` in it holds what these columns belong to (codes to a type and mode, an actor to the words of the speaker).
    """
    left = (*_LEFT, *(n for n, kind in _KINDS[table].items() if kind == BYTES))
    kept = {n: v for n, v in row.items() if n not in left and v != seen[n]}
    guards = {g: _told(table, g, seen[g]) for n in kept for g in _guards(table, n)}
    return to_json(table, kept) | ({"seen": guards} if guards else {})


def with_remainder(table: str, seen: Row, given: object, where: str) -> Row:
    """Lay a remainder over what the format says; what belonged to words, types or parties that somebody changed is left out.

    Raises ReadingError as ``from_json`` does.
    """
    if not isinstance(given, dict):
        return seen
    guards = given.get("seen")
    guards = guards if isinstance(guards, dict) else {}
    stale = {g for g, told in guards.items() if g in seen and told != _told(table, g, seen[g])}
    return seen | {n: v for n, v in from_json(table, given, where).items() if n not in _LEFT and not stale & {*_guards(table, n)}}


def _guards(table: str, column: str) -> tuple[str, ...]:
    """Return the columns that one belongs to: it counts only as long as they say what they said."""
    if column in CODED:
        return ("type", "mode")
    group = f"{column.partition('_')[0]}_text"
    return (group,) if group in _KINDS[table] else (column,) if _KINDS[table][column] in (PARTIES, SPANS) else ()


def _told(table: str, column: str, value: object) -> object:
    if _KINDS[table][column] != PARTIES:
        return _plain(_KINDS[table][column], value)
    return [[p.get(k) for k in _PARTY[1:]] for p in rows_of({"": value}, "")]


def code(row: Row, ontology: Ontology) -> Row:
    """Return an event with the codes and scores that follow from its type and mode, which the ontology must know."""
    kind, mode = text_of(row, "type") or "", text_of(row, "mode")
    cameo = ontology.cameo_for(kind, mode)
    return row | {
        "cameo": cameo,
        "quad": ontology.quad(kind),
        "goldstein": ontology.goldstein(cameo),
        "plover_score": ontology.plover_score(kind, mode),
    }
