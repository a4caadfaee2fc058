"""An event of PLOVER JSON → rows of a store. What no column holds stands in ``extra``, by the name that it had."""

import datetime as dt
import json
import re
from collections.abc import Mapping

from detente.errors import ReadingError, did_you_mean
from detente.events.ontology import Ontology, load_ontology
from detente.formats.columns import Json, blank, code, countries_of, encodable, with_remainder
from detente.ids import make_id
from detente.lexicon import Lexicon
from detente.reading.jsonl import Report
from detente.records import DatePrecision, Status
from detente.store.rows import Row, Rows

ORIGIN = "plover-json"
AUXILIARY = {"negated": "negation", "hypothetical": "hypothetical", "future": "future", "historical": "historical"}
RESOLUTIONS = {"country": 1, "region": 2, "area": 3, "city": 4, "building": 5}
FIELDS = frozenset(  # of an event, by the manual
    (
        *("id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text"),
        *("quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "size", "cite_info", "coder"),
        *("coded_date", "coded_time", "comment"),
    )
)
_HELD = frozenset(  # of them, those that columns hold
    (
        *("id", "date", "enddate", "actor", "recipient", "event", "event_loc", "event_text", "mode", "context"),
        *("quad_code", "event_scale", "text", "text_info", "cite_info", "detente"),
    )
)
_INSIDE = {  # the columns that hold what stands in an object of an event
    "cite_info": {"publication": "outlet"},
    "text_info": {"start": "sentence_start", "end": "sentence_end"},
    "event_loc": {
        "extracted_place": "place_text",
        "geonameid": "place_id",
        "lat": "place_latitude",
        "lon": "place_longitude",
        "country_code": "place_country",
        "resolution": "place_resolution",
    },
}
_OLDER = {"source": "actor", "target": "recipient", "date_coded": "coded_date", "time_coded": "coded_time"}
_WITHDRAWN = {"FIGHT": "ASSAULT"}  # decision 1.3
_REMEDY = "See the PLOVER manual, or: detente explain --types"
_STATUS = {word: Status(status) for status, word in AUXILIARY.items()} | {"negated": Status.NEGATED}
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")


def read_object(given: Mapping[str, object], where: str, report: Report, lexicon: Lexicon) -> Rows:
    """Return the rows of an event, one for each of its types; raises ReadingError where it is none."""
    value = _named(given)
    words = _words(value.get("event"), "event", where)
    if not words:
        raise ReadingError(where, "no key 'event'", f"It names the PLOVER types of the event. {_REMEDY}")
    ontology = load_ontology(lexicon)
    shared, extra = _shared(value, where, lexicon)
    rows: list[Row] = []
    for word in words:
        kind = _WITHDRAWN.get(word.upper(), word.upper())
        if kind not in ontology.types:
            remedy = f"The row is left out.{did_you_mean(kind[:60], ontology.types)} {_REMEDY}"
            report(ReadingError(where, f"no PLOVER type {word[:60]!r}", remedy))
            continue
        own = dict(extra)
        row = shared | {"type": kind, **_modes(value, kind, where, report, lexicon, own), "extra": own}
        row = code(row, ontology)
        own |= {
            name: _written(value[name])
            for name, column in (("quad_code", "quad"), ("event_scale", "plover_score"))
            if value.get(name) not in (None, row[column])
        }
        row["event_id"] = make_id("e", ORIGIN, _canonical(given), kind)
        if rows:  # what we added is of the first type
            rows.append(row | {name: rows[0][name] for name in ("article_id", "published", "outlet")})
        else:
            rows.append(with_remainder("events", row, value.get("detente"), where))
    return {"articles": _article(value, rows[0], where), "events": rows} if rows else {}


def _named(given: Mapping[str, object]) -> Json:
    """Return an object by the manual's names: ``eventText`` → ``event_text``, ``source`` → ``actor``."""
    snake = {_CAMEL.sub("_", encodable(key)).lower(): value for key, value in given.items()}
    return {_OLDER.get(key, key): value for key, value in snake.items()}


def _canonical(given: Mapping[str, object]) -> str:
    return json.dumps({k: v for k, v in given.items() if k != "detente"}, sort_keys=True)


def _shared(value: Json, where: str, lexicon: Lexicon) -> tuple[Row, dict[str, str]]:
    """Return what all rows of an object share, and what no column holds."""
    cited, info, place = (_object(value, name, where) for name in ("cite_info", "text_info", "event_loc"))
    outlet = _string(cited, "publication") or _string(cited, "corpus")
    text = _string(value, "text")
    extra = {name: _written(v) for name, v in value.items() if name not in _HELD and v is not None}
    row = blank("events") | {
        "article_id": make_id("a", outlet or "", *(_string(cited, k) or "" for k in ("url", "citation", "title")), text or ""),
        "origin": ORIGIN,
        "origin_id": _string(value, "id"),
        "symmetric": False,
        "sentence_text": text,
        "sentence_start": _whole(info, "start"),
        "sentence_end": _whole(info, "end"),
        "trigger_text": " … ".join(_words(value.get("event_text"), "event_text", where)) or None,
        "place_text": _string(place, "extracted_place"),
        "place_country": _iso(_string(place, "country_code")),
        "place_latitude": _degrees(place, "lat", 90),
        "place_longitude": _degrees(place, "lon", 180),
        "place_id": _whole(place, "geonameid"),
        "place_resolution": {n: name for name, n in RESOLUTIONS.items()}.get(_whole(place, "resolution") or 0),
        "outlet": outlet,
        **_dates(value, extra),
    }
    for name, inner in (("cite_info", cited), ("text_info", info), ("event_loc", place)):
        held = {k for k, column in _INSIDE[name].items() if row[column] is not None}
        extra |= {f"{name}.{k}": _written(v) for k, v in inner.items() if k not in held | {"text_story"} and v is not None}
    sectors = {r.text("sector") for r in lexicon.table("ontology/sectors")}
    for name, column in (("actor", "actors"), ("recipient", "recipients")):
        row[column] = [_entity(item, f"{column}[{n}].", where, sectors, extra) for n, item in enumerate(_listed(value.get(name)))]
        row[f"{name}_countries"] = countries_of(row, column)
    return row, extra


def _entity(item: object, prefix: str, where: str, sectors: set[str], extra: dict[str, str]) -> Row:
    """Read an entity; an older record may give a code such as USAGOV alone."""
    if isinstance(item, str):
        item = {"code": item[:3], "sector": item[3:6]} if re.fullmatch("([A-Z]{3}){1,3}", item) else {"entity_text": item}
    if not isinstance(item, dict):
        raise ReadingError(where, "an entity that is no object", "Entities are objects with 'code' and 'sector'.")
    entity = _named(item)
    country, sector = _iso(_string(entity, "code")), _string(entity, "sector")
    if isinstance(entity.get("sector"), list):
        sector = next(iter(_words(entity["sector"], "sector", where)), None)
    party: Row = {
        "actor": None,
        "name": _string(entity, "identifier_text"),
        "country": country,
        "sector": sector if sector in sectors else None,
        "text": _string(entity, "entity_text") or "",
        "spans": [],
    }
    held = {"code": country, "sector": party["sector"], "entity_text": party["text"], "identifier_text": party["name"]}
    extra |= {
        prefix + k: _written(v)
        for k, v in entity.items()
        if v not in (None, "") and (not held.get(k) or (k == "sector" and v != held[k]))
    }
    return party


def _modes(  # noqa: PLR0917  what is read, and who is told
    value: Json, kind: str, where: str, report: Report, lexicon: Lexicon, extra: dict[str, str]
) -> dict[str, object]:
    """Return mode, status and contexts; what PLOVER has not goes into ``extra`` and is reported."""
    ontology = load_ontology(lexicon)
    words = [w.lower().replace("_", "-") for w in _words(value.get("mode"), "mode", where)]
    statuses = [s for s in dict.fromkeys(_STATUS.values()) if any(_STATUS.get(w) == s for w in words)]
    modes = [w for w in words if w not in _STATUS]
    known = [m for m in modes if (kind, m) in ontology.modes]
    if strange := [m for m in modes if m not in known]:
        _tell_mode(kind, strange[0][:60], where, report, ontology)
    if rest := [*known[1:], *strange, *(AUXILIARY[s] for s in statuses[1:])]:
        extra["mode"] = _written(rest)
    listed = {r.text("context") for r in lexicon.table("ontology/contexts")}
    contexts = [w.lower() for w in _words(value.get("context"), "context", where)]
    if odd := [c for c in contexts if c not in listed]:
        remedy = f"It is kept in 'extra'.{did_you_mean(odd[0][:60], listed)} {_REMEDY}"
        report(ReadingError(where, f"no PLOVER context {odd[0][:60]!r}", remedy))
        extra["context"] = _written(odd)
    return {
        "mode": known[0] if known else None,
        "status": (statuses[0] if statuses else Status.ACTUAL).value,
        "contexts": [c for c in contexts if c in listed],
    }


def _tell_mode(kind: str, mode: str, where: str, report: Report, ontology: Ontology) -> None:
    names = [m.name for m in ontology.modes_of(kind)]
    remedy = f"It is kept in 'extra'.{did_you_mean(mode, names)} {_REMEDY}"
    report(ReadingError(where, f"{kind} has no mode {mode!r}", remedy))


def _dates(value: Json, extra: dict[str, str]) -> dict[str, object]:
    """Read first and last day; a week, a month or a year from its first day to its last is a date of that precision."""
    first, last = _day(value.get("date")), _day(value.get("enddate"))
    if first is None and value.get("date") is not None:
        extra["date"] = _written(value["date"])
    if first is None or last is None or last == first:
        if value.get("enddate") is not None and last is None:
            extra["enddate"] = _written(value["enddate"])
        return {"date": first, "date_precision": DatePrecision.DAY.value if first else None}
    for precision in (DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR):
        if last_day(first, precision.value) == last:
            return {"date": first, "date_precision": precision.value}
    extra["enddate"] = _written(value["enddate"])
    return {"date": first, "date_precision": DatePrecision.DAY.value}


def last_day(first: dt.date, precision: str | None) -> dt.date:
    """Return the last day that a date of this precision can mean.

    >>> last_day(dt.date(2024, 2, 1), "month")
    datetime.date(2024, 2, 29)
    """
    if precision not in ("week", "month", "year") or first.year == dt.MAXYEAR:
        return first
    if precision == "week":
        return first + dt.timedelta(days=6)
    begin = first.replace(month=1, day=1) if precision == "year" else first.replace(day=1)
    return (begin + dt.timedelta(days=366 if precision == "year" else 31)).replace(day=1) - dt.timedelta(days=1)


def _article(value: Json, row: Row, where: str) -> list[Row]:
    """Return the article whose text stands in the event, if it does."""
    story = "\n".join(_words(_object(value, "text_info", where).get("text_story"), "text_story", where))
    if not story.strip():
        return []
    cited = _object(value, "cite_info", where)
    known: Row = {name: _string(cited, name) for name in ("title", "url", "language")}
    known |= {name: row[name] for name in ("article_id", "outlet", "published")} | {"origin": ORIGIN, "text": story}
    return [blank("articles") | known]


def _iso(code: str | None) -> str | None:
    """Return a country of our tables: Kosovo is XKX here, and KOS in PLOVER."""
    return None if code is None or not re.fullmatch("[A-Z]{3}", code) else "XKX" if code == "KOS" else code


def _object(value: Json, name: str, where: str) -> Json:
    found = value.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ReadingError(where, f"{name!r} is no object", _REMEDY)
    return _named(found)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: object, name: str, where: str) -> list[str]:
    """Return texts, given alone or in a list."""
    words = [encodable(v) for v in _listed(value) if isinstance(v, str)]
    if len(words) < len(_listed(value)):
        raise ReadingError(where, f"{name!r} holds what is no text", _REMEDY)
    return [w for w in words if w]


def _string(value: Json, name: str) -> str | None:
    found = value.get(name)
    if isinstance(found, bool) or not isinstance(found, (str, int)):
        return None
    return encodable(str(found)) or None


def _whole(value: Json, name: str) -> int | None:
    found = _string(value, name)
    return int(found) if found is not None and re.fullmatch("[0-9]{1,10}", found) and int(found) < 2**31 else None


def _degrees(value: Json, name: str, most: int) -> float | None:
    found = value.get(name)
    try:
        number = float(found) if isinstance(found, (int, float, str)) and not isinstance(found, bool) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and -most <= number <= most else None


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _written(value: object) -> str:
    """Write a value as text: a string as it is where that is not JSON by chance, all else as JSON."""
    if isinstance(value, str):
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return encodable(value)
    return encodable(json.dumps(value, ensure_ascii=False))


def from_extra(row: Row) -> Json:
    """Return what ``extra`` holds, as it was before it was written as text."""
    out: Json = {}
    given = row["extra"]
    for name, text in given.items() if isinstance(given, dict) else ():
        try:
            out[name] = json.loads(text)
        except (ValueError, RecursionError):
            out[name] = text
    return out
