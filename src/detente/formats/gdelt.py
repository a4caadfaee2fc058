"""GDELT 2.0 events: 61 columns without a header, tabs between them, no quoting; version 1 (58 or 57 columns) is read as well.

Columns after the tables of gdeltPyR; actors are told by CAMEO's codes, places by FIPS 10-4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.cells import (
    Dyad,
    clean,
    day,
    dyads,
    event_row,
    name_of,
    number,
    party,
    plain,
    recalled,
    remember,
    whole,
)
from detente.formats.codes import Codes, codes_of
from detente.formats.faults import Faults
from detente.formats.tab_lines import Layout, joined, place_columns, read_lines, short

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

ORIGIN = "gdelt"
_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{c}" for n in (1, 2) for c in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
LAYOUT = Layout("GDELT events", COLUMNS)
_AT = {name: place for place, name in enumerate(COLUMNS)}
_NOT_IN_1 = [_AT[f"{who}Geo_ADM2Code"] for who in ("Actor1", "Actor2", "Action")]
_PLACES = {"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}
_BODY, _UN, _EU, _EUROPE = "IGO", "UNO", "EEC", "EUR"
_GROUP_TYPES = {"IGO": "IGO", "UNO": "IGO", "EUR": "IGO", "NGO": "NGO", "MNC": "MNC", "IMG": "IMG", "ISM": "INT"}


def read_gdelt(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read a table of events as rows of ``events``; a line that is none is a fault. A header (of BigQuery) is understood."""
    codes = codes or codes_of()
    places: list[int] | None = None
    for n, (line_number, text) in enumerate(read_lines(stream, where, faults)):
        cells = text.split("\t")
        if n == 0 and LAYOUT.is_header(cells):
            lacking = [c for c in COLUMNS if c not in {LAYOUT.find(name) for name in cells}]
            places = place_columns([*cells, *lacking], f"{where}:{line_number}", LAYOUT)
            continue
        here = f"{where}:{line_number}"
        if (whole_row := _whole(cells, places)) is None:
            faults(short(here, LAYOUT, len(cells), len(COLUMNS)))
        elif day(whole_row[1]) is None:
            faults(ReadingError(here, f"no day in SQLDATE ({whole_row[1][:20]!r})", "Write it as YYYYMMDD."))
        else:
            yield {"events": [_row(whole_row, codes)]}


def _whole(cells: list[str], places: list[int] | None) -> list[str] | None:
    """Return the 61 cells of a line, with empty ones where the version or the header lacks a column."""
    if places is not None:
        cells = [*cells, *[""] * (max(places) + 1 - len(cells))] if len(cells) <= max(places) else cells
        return [cells[n] for n in places]
    if len(cells) == len(COLUMNS) - 4:  # before April 2013 without addresses
        cells.append("")
    if len(cells) == len(COLUMNS) - 3:
        for n in _NOT_IN_1:
            cells.insert(n, "")
    return cells if len(cells) == len(COLUMNS) else None


def _row(cells: list[str], codes: Codes) -> Row:
    act = codes.act(cells[_AT["EventCode"]])
    quad = whole(cells[_AT["QuadClass"]])
    goldstein = number(cells[_AT["GoldsteinScale"]], -10, 10)
    geo = cells[_AT["ActionGeo_Type"] : _AT["DATEADDED"]]
    known = cells[_AT["EventCode"]] in codes.ontology.codes
    row = event_row(
        ORIGIN,
        cells,
        origin_id=cells[0] or None,
        date=day(cells[1]),
        published=day(cells[_AT["DATEADDED"]]),
        cameo=cells[_AT["EventCode"]] if known else None,
        type=act.type,
        mode=act.mode,
        contexts=list(act.contexts),
        quad=quad if quad in {1, 2, 3, 4} else act.quad,
        goldstein=act.goldstein if goldstein is None else goldstein,
        plover_score=act.score,
        actors=_read_party(cells[5:15], codes),
        recipients=_read_party(cells[15:25], codes),
        place_text=geo[1] or None,
        place_country=codes.country("fips", geo[2]) if geo[2] else None,
        place_latitude=number(geo[5], -90, 90),
        place_longitude=number(geo[6], -180, 180),
        place_resolution=_PLACES.get(geo[0]),
    )
    # An imported row is one direction, and has one party a side, so that it gives one row again.
    return remember(row, COLUMNS, cells, _cells(row, next(dyads(row, cells[_AT["EventCode"]])), None, codes))


def _read_party(cells: Sequence[str], codes: Codes) -> list[Row]:
    if not any(cells):
        return []
    _, name, country, known, *_ = cells
    types = [codes.roles.get(t, ("", "")) for t in cells[7:]]
    group = codes.known_groups.get(known) or next((g for _, g in types if g), None)
    where = codes.country("cameo", country) if country and country != _EUROPE else None
    return [party(name or None, where or group, next((s for s, _ in types if s), None))]


def write_gdelt(shards: Iterable[Rows], stream: IO[bytes], codes: Codes | None = None) -> int:
    """Write events as GDELT 2.0 has them, one row a pair of parties, and return how many rows there are.

    ``shards`` are rows by table: ``events``, and the ``articles`` whose addresses they were read from.
    """
    codes = codes or codes_of()
    written = 0
    for shard in shards:
        articles = {a["article_id"]: a for a in shard.get("articles", ())}
        for event in shard.get("events", ()):
            if event.get("origin") == "gdelt-mentions":  # says that an article reports an event, and nothing of it
                continue
            for dyad in dyads(event, str(event.get("cameo") or "")):
                made = _cells(event, dyad, articles.get(event.get("article_id")), codes)
                stream.write(joined(recalled(event, ORIGIN, COLUMNS, made)))
                written += 1
    return written


def _cells(event: Mapping[str, object], dyad: Dyad, article: Mapping[str, object] | None, codes: Codes) -> list[str]:
    published = event.get("published")
    date = event.get("date") or published
    act = codes.act(dyad.cameo) if dyad.cameo in codes.ontology.codes else None
    own = event.get("origin") != ORIGIN
    counts = ["1", "1", "1"] if own else ["", "", ""]
    weight = event.get("goldstein")
    return [
        str(dyad.number) if own or not event.get("origin_id") else str(event["origin_id"]),
        *_dates(date),
        *_write_party(dyad.actor, codes),
        *_write_party(dyad.recipient, codes),
        _in_lead(event, article),
        dyad.cameo if act else "",
        dyad.cameo[:3] if act else "",
        dyad.cameo[:2] if act else "",
        plain((act.quad if act else None) or event.get("quad")),
        f"{weight:.1f}" if isinstance(weight, float) else "",
        *counts,
        "",
        *[""] * 16,
        *_write_place(event, codes),
        f"{published:%Y%m%d}000000" if published else "",
        clean(article and article.get("url")),
    ]


def _dates(date: object) -> list[str]:
    year, month, month_day = getattr(date, "year", None), getattr(date, "month", 0), getattr(date, "day", 0)
    if year is None:
        return ["", "", "", ""]
    return [
        f"{year:04}{month:02}{month_day:02}",
        f"{year:04}{month:02}",
        f"{year:04}",
        f"{year + (month * 30 + month_day) / 365:.4f}",
    ]


def _write_party(found: Row | None, codes: Codes) -> list[str]:
    """Return the ten cells of an actor."""
    if found is None:
        return [""] * 10
    country, sector = found.get("country"), str(found.get("sector") or "")
    group = str(country) if country in codes.groups else ""
    code = "" if group else codes.code("cameo", country)
    known = ""
    if group == _UN:
        known = _UN
    elif group == _EUROPE:
        code, known = _EUROPE, _EU
    kinds = [k for k in (_GROUP_TYPES.get(group, ""), codes.role_of.get(sector, "")) if k]
    chunks = [*kinds[:1], code, known, *kinds[1:]] if group else [code, *kinds]
    types = [*kinds, "", "", ""][:3]
    return ["".join(chunks), name_of(found).upper(), code, known, "", "", "", *types]


def _in_lead(event: Mapping[str, object], article: Mapping[str, object] | None) -> str:
    """Tell whether the sentence of an event stands in the first paragraph; '' where the text is not at hand."""
    text, start = (article or {}).get("text"), event.get("sentence_start")
    if not isinstance(text, str) or not isinstance(start, int):
        return ""
    return "0" if "\n" in text[:start].lstrip() else "1"


def _write_place(event: Mapping[str, object], codes: Codes) -> list[str]:
    """Return the eight cells of where it happened. GeoNames ids stay out: FeatureID holds those of GNS and GNIS."""
    country, resolution = event.get("place_country"), event.get("place_resolution")
    kind = {"country": "1", "region": "5", "city": "4"}.get(str(resolution), "4" if resolution else "")
    if country == "USA":
        kind = {"5": "2", "4": "3"}.get(kind, kind)
    fips = codes.code("fips", country)
    point = (plain(event.get("place_latitude")), plain(event.get("place_longitude")))
    return [kind, clean(event.get("place_text")), fips, "", "", *point, ""]
