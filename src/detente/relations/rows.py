"""A relation → rows and JSON, for those who go on with it elsewhere."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import Enum

from detente.relations.ledger_records import LedgerItem
from detente.relations.records import Band, PressurePoint, Relation, TonePoint

Row = dict[str, object]
_BANDS = ("low", "middle", "high")


def relation_to_dict(relation: Relation) -> Row:
    """Return everything that is said of a relation, as JSON knows it: days as text, bands as low, middle and high."""
    return {f.name: _plain(getattr(relation, f.name)) for f in fields(relation)}


def period_rows(relation: Relation) -> list[Row]:
    """Return one flat row a period: tone both ways together and each way, pressure, and what is counted beside."""
    rows = zip(relation.tone, relation.forward, relation.backward, relation.pressure, relation.beside, strict=True)
    return [
        {
            "one": relation.one,
            "other": relation.other,
            "start": tone.start,
            "end": tone.end,
            **_tone(tone, ""),
            **_tone(forward, "forward_"),
            **_tone(backward, "backward_"),
            **_pressure(pressure),
            "claimed": beside.claimed,
            "planned": beside.planned,
            "denied": beside.denied,
            "threats": beside.threats,
        }
        for tone, forward, backward, pressure, beside in rows
    ]


def _tone(point: TonePoint, prefix: str) -> Row:
    counts = {name: getattr(point, name) for name in ("events", "reports", "sources", "effective", "mean")}
    bands = _band("filtered", point.filtered) | _band("smoothed", point.smoothed)
    return {prefix + name: value for name, value in (counts | bands).items()}


def _pressure(point: PressurePoint) -> Row:
    out: Row = {name: getattr(point, name) for name in ("exposure", "cooperation", "conflict")}
    for name in ("cooperation_rate", "conflict_rate", "cooperation_ratio", "conflict_ratio", "conflict_share"):
        out |= _band(name, getattr(point, name))
    return out


def _band(name: str, band: Band | None) -> Row:
    return {f"{name}_{part}": None if band is None else getattr(band, part) for part in _BANDS}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def ledger_rows(items: Sequence[LedgerItem]) -> list[Row]:
    """Return one flat row an entry of the ledger; what settled it stands in lists of one length, in the order of days."""
    return [
        {
            "entry": item.id,
            "day": item.day,
            "kind": item.kind.value,
            "by": list(item.by),
            "to": list(item.to),
            "what": item.what,
            "state": item.state.value,
            "due": item.due,
            "confidence": round(item.confidence, 3),
            "tellings": len(item.tellings),
            "last_told": max(t.day for t in item.tellings),
            "articles": [t.article for t in item.tellings if t.article],
            "event": item.event,
            "article": item.article,
            "sentence": item.sentence,
            "settled_how": [o.how.value for o in item.outcomes],
            "settled_day": [o.day.isoformat() for o in item.outcomes],
            "settled_confidence": [o.confidence for o in item.outcomes],
            "settled_event": [o.event for o in item.outcomes],
            "settled_sentence": [o.sentence for o in item.outcomes],
            "settled_rule": [o.rule for o in item.outcomes],
        }
        for item in items
    ]
