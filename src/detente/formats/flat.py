"""Rows of the store ↔ rows of text cells: lists joined by ``; ``, spans as ``start-end``, participants a column a field."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest

from detente.formats.cells import clean, day, number, plain
from detente.formats.guard import guarded, unguarded
from detente.store.schema import BYTES, DAY, NUMBER, PAIRS, PARTIES, ROLES, SPANS, TABLES, TEXT, TEXTS, TRUTH, WHOLE, Column

BETWEEN = "; "
PARTY = ("actor", "name", "country", "sector", "text", "spans")
ROLE = ("title", "organisation", "country", "since", "until", "evidence")
_FIELDS = {PARTIES: PARTY, ROLES: ROLE}
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
Cells = dict[str, str]


def flat_columns(table: str) -> list[str]:
    """Return the columns of a table as text; signatures, which are bytes, are left out."""
    names: list[str] = []
    for column in TABLES[table]:
        if column.type in _FIELDS:
            names += [f"{column.name}_{f}" for f in _FIELDS[column.type]]
        elif column.type != BYTES:
            names.append(column.name)
    return names


def flat_row(table: str, row: Mapping[str, object], *, raw: bool = False) -> Cells:
    """Return a row as text; unless ``raw``, texts are guarded against being computed by a spreadsheet."""
    safe: Callable[[str], str] = str if raw else guarded
    cells: Cells = {}
    for column in TABLES[table]:
        value = row.get(column.name)
        if column.type in _FIELDS:
            found = [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []
            for name in _FIELDS[column.type]:
                items = [_item(v.get(name), safe) for v in found]
                cells[f"{column.name}_{name}"] = BETWEEN.join(items) if any(items) else ""
        elif column.type != BYTES:
            cells[column.name] = _cell(column, value, safe)
    return cells


def _cell(column: Column, value: object, safe: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if column.type == TEXTS:
        return BETWEEN.join(_item(v, safe) for v in value) if isinstance(value, list) else ""
    if column.type == SPANS:
        return _spans(value, BETWEEN)
    if column.type == PAIRS:
        pairs = dict(value) if isinstance(value, (Mapping, list, tuple)) else {}
        return json.dumps(pairs, ensure_ascii=False, sort_keys=True) if pairs else ""
    if column.type in {NUMBER, WHOLE}:
        return plain(value)
    if column.type == TRUTH:
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else safe(str(value))


def _item(value: object, safe: Callable[[str], str]) -> str:
    if isinstance(value, list):
        return _spans(value, ",")
    if isinstance(value, dt.date):
        return value.isoformat()
    return safe(clean(value).replace(";", ","))  # a semicolon would part the item


def _spans(value: object, between: str) -> str:
    return between.join(f"{s['start']}-{s['end']}" for s in value) if isinstance(value, list) else ""


def full_row(table: str, cells: Mapping[str, str], *, raw: bool = False) -> dict[str, object]:
    """Return the row that ``flat_row`` gave these cells; columns that they lack are empty.

    Raises ValueError with the column and what is wrong.
    """
    plainly: Callable[[str], str] = str if raw else unguarded
    row: dict[str, object] = {}
    for column in TABLES[table]:
        if column.type in _FIELDS:
            row[column.name] = _records(column, cells, plainly)
        elif column.type != BYTES:
            row[column.name] = _value(column, cells.get(column.name) or "", plainly)
    return row


def _records(column: Column, cells: Mapping[str, str], plainly: Callable[[str], str]) -> list[dict[str, object]]:
    names = _FIELDS[column.type]
    parted = [_parted(cells.get(f"{column.name}_{n}") or "") for n in names]
    return [
        {n: _field(n, item, column.name, plainly) for n, item in zip(names, items, strict=True)}
        for items in zip_longest(*parted, fillvalue="")
    ]


def _field(name: str, item: str, column: str, plainly: Callable[[str], str]) -> object:
    if name in {"spans", "evidence"}:
        return _read_spans(item, ",", column)
    if name in {"since", "until"}:
        return _read_day(item, column) if item else None
    return plainly(item) or (None if name != "text" else "")


def _parted(cell: str) -> list[str]:
    return cell.split(BETWEEN) if cell else []


def _value(column: Column, cell: str, plainly: Callable[[str], str]) -> object:
    if column.type == TEXTS:
        return [plainly(item) for item in _parted(cell)]
    if column.type == SPANS:
        return _read_spans(cell, BETWEEN, column.name)
    if column.type == PAIRS:
        return _read_pairs(cell, column.name)
    if not cell:
        return None
    if column.type == TEXT:
        return plainly(cell)
    if column.type == DAY:
        return _read_day(cell, column.name)
    if column.type == TRUTH:
        if cell.lower() not in {"true", "false"}:
            raise ValueError(f"{column.name}: neither true nor false ({cell[:20]!r})")
        return cell.lower() == "true"
    value = number(cell)
    if value is None or (column.type == WHOLE and not _WHOLE.fullmatch(cell)):
        raise ValueError(f"{column.name}: no {column.type} ({cell[:20]!r})")
    return int(cell) if column.type == WHOLE else value


def _read_day(cell: str, column: str) -> dt.date:
    found = day(cell)
    if found is None:
        raise ValueError(f"{column}: no day ({cell[:20]!r})")
    return found


def _read_spans(cell: str, between: str, column: str) -> list[dict[str, int]]:
    found = []
    for item in cell.split(between) if cell else []:
        span = _SPAN.fullmatch(item)
        if span is None:
            raise ValueError(f"{column}: no range of characters such as 12-20 ({item[:20]!r})")
        found.append({"start": int(span[1]), "end": int(span[2])})
    return found


def _read_pairs(cell: str, column: str) -> dict[str, str]:
    if not cell:
        return {}
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{column}: no JSON object") from error
    if not isinstance(value, dict) or not _all_text(value.values()):
        raise ValueError(f"{column}: no JSON object of texts")
    return value


def _all_text(values: Iterable[object]) -> bool:
    return all(isinstance(v, str) for v in values)
