"""ICEWS events: 20 tab-separated columns with a header, no quoting. ``Source`` and ``Target`` mean actor and recipient.

Meetings stand there twice, once in each direction. ``Event ID`` is not unique: the id here is made of the whole row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.cells import (
    Dyad,
    clean,
    day,
    dyads,
    event_number,
    event_row,
    name_of,
    number,
    party,
    plain,
    recalled,
    remember,
)
from detente.formats.codes import Codes, codes_of
from detente.formats.faults import Faults
from detente.formats.tab_lines import Layout, joined, read_headed

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

ORIGIN = "icews"
COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity"),
    *("Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
LAYOUT = Layout("ICEWS", COLUMNS, ignored=("year", "yearmonth", "source_file"))  # which the R package icews adds
MISSING = frozenset({"", "NA", "NULL"})
_PLACES = ("city", "area", "region", "country")  # of City, District, Province, Country


def read_icews(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read a table of events as rows of ``events``; a line that is none is a fault.

    Raises ReadingError where the header is another one.
    """
    codes = codes or codes_of()
    for line_number, cells in read_headed(stream, where, faults, LAYOUT):
        if day(cells[1]) is None:
            cause = f"no day in Event Date ({cells[1][:20]!r})"
            faults(ReadingError(f"{where}:{line_number}", cause, "Write it as YYYY-MM-DD."))
        else:
            yield {"events": [_row(cells, codes)]}


def _row(cells: list[str], codes: Codes) -> Row:
    code, act = cells[6], codes.act(cells[6])
    weight = number(cells[7], -10, 10)
    names = [None if c in MISSING else c for c in cells[14:18]]
    where = next((n for n, name in enumerate(names) if name), None)
    row = event_row(
        ORIGIN,
        cells,
        origin_id=cells[0] or None,
        date=day(cells[1]),
        cameo=code if code in codes.ontology.codes else None,
        type=act.type,
        mode=act.mode,
        contexts=list(act.contexts),
        quad=act.quad,
        goldstein=act.goldstein if weight is None else weight,
        plover_score=act.score,
        actors=_read_party(cells[2:5], codes),
        recipients=_read_party(cells[8:11], codes),
        outlet=None if cells[13] in MISSING else cells[13],
        place_text=None if where is None else names[where],
        place_country=codes.names.get(names[3] or ""),
        place_latitude=number(cells[18], -90, 90),
        place_longitude=number(cells[19], -180, 180),
        place_resolution=None if where is None else _PLACES[where],
    )
    return remember(row, COLUMNS, cells, _cells(row, next(dyads(row, str(row["cameo"] or ""))), codes))


def _read_party(cells: list[str], codes: Codes) -> list[Row]:
    name, sectors, country = cells
    if all(cell in MISSING for cell in cells):
        return []
    sector, group = codes.icews_sector(sectors.split(","))
    return [party(None if name in MISSING else name, codes.names.get(country) or body(name, codes) or group, sector)]


def body(name: str, codes: Codes) -> str | None:
    """Return PLOVER's code for a body of states or across borders by its name, or None."""
    found = codes.names.get(name)
    return found if found in codes.groups else None


def write_icews(shards: Iterable[Rows], stream: IO[bytes], codes: Codes | None = None) -> int:
    """Write events as ICEWS has them, one row a pair of parties and direction, below a header; returns how many rows.

    Missing cells are empty. ``shards`` are rows by table: ``events``.
    """
    codes = codes or codes_of()
    stream.write(joined(COLUMNS))
    written = 0
    for shard in shards:
        for event in shard.get("events", ()):
            if event.get("origin") == "gdelt-mentions":  # says that an article reports an event, and nothing of it
                continue
            for dyad in dyads(event, str(event.get("cameo") or "")):
                stream.write(joined(recalled(event, ORIGIN, COLUMNS, _cells(event, dyad, codes))))
                written += 1
    return written


def _cells(event: Mapping[str, object], dyad: Dyad, codes: Codes) -> list[str]:
    own = event.get("origin") != ORIGIN
    date, article = event.get("date") or event.get("published"), event.get("article_id")
    known = codes.ontology.codes.get(dyad.cameo)
    weight = event.get("goldstein")
    return [
        str(dyad.number) if own or not event.get("origin_id") else str(event["origin_id"]),
        f"{date:%Y-%m-%d}" if date else "",
        *_write_party(dyad.actor, codes),
        known.label if known else "",
        known.code if known else "",
        plain(weight),
        *_write_party(dyad.recipient, codes),
        str(event_number(article)) if article else "",
        "",
        clean(event.get("outlet")),
        *_write_place(event, codes),
    ]


def _write_party(found: Row | None, codes: Codes) -> list[str]:
    if found is None:
        return ["", "", ""]
    sector, country = str(found.get("sector") or ""), str(found.get("country") or "")
    sectors = codes.icews_sector_of.get(sector, "")
    if country in codes.groups:
        group = codes.icews_group_of.get(country, codes.icews_group_of["IGO"])  # the UN and European bodies are such
        sectors = ",".join(s for s in (sectors, group) if s)
    return [name_of(found), sectors, codes.icews_names.get(country, "")]


def _write_place(event: Mapping[str, object], codes: Codes) -> list[str]:
    """Return the six cells of where it happened; a building stands in no column."""
    kind, text = event.get("place_resolution"), clean(event.get("place_text"))
    names = [text if text and kind == own else "" for own in _PLACES]
    if country := codes.icews_names.get(str(event.get("place_country") or "")):
        names[3] = country
    return [*names, plain(event.get("place_latitude")), plain(event.get("place_longitude"))]
