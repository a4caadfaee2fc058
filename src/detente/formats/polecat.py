"""POLECAT events: 40 tab-separated columns with a header, lists joined by ``; ``, ``None`` for what is missing.

Where an act goes both ways all parties stand in ``Actor`` and ``Recipient`` is empty. Here the first of them is the actor and the
others are recipients of a symmetric event, and export puts them together again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.cells import clean, day, event_row, name_of, number, party, plain, recalled, remember, whole
from detente.formats.codes import KOSOVO, KOSOVO_OF_PLOVER, Codes, codes_of
from detente.formats.columns import rows_of
from detente.formats.faults import Faults
from detente.formats.tab_lines import Layout, joined, read_headed

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

ORIGIN = "polecat"
_SIDES = (
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
)
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *_SIDES,
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"),
    *("Language", "Version"),
)
LAYOUT = Layout("POLECAT", COLUMNS, also={"Event Intensity": "Intensity"})
NONE = "None"
MISSING = frozenset({"", NONE, "NaN", "nan", "NA"})
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_QUAD_OF = {name: quad for quad, name in QUADS.items()}
BOTH_WAYS = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # types whose parties can all be actors


def read_polecat(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read a table of events as rows of ``events``; a line that is none, or of an unknown type, is a fault.

    A line that is not UTF-8 is read as ISO-8859-1, which some files are in. Raises ReadingError where the header is another one.
    """
    codes = codes or codes_of()
    for line_number, cells in read_headed(stream, where, faults, LAYOUT, otherwise="latin-1"):
        here = f"{where}:{line_number}"
        if day(cells[1]) is None:
            faults(ReadingError(here, f"no day in Event Date ({cells[1][:20]!r})", "Write it as YYYY-MM-DD."))
        elif cells[2].upper() not in codes.ontology.types:
            faults(ReadingError(here, f"no event type is called {cells[2][:20]!r}", "See: detente explain --types"))
        else:
            yield {"events": [_row(cells, codes)]}


def _row(cells: list[str], codes: Codes) -> Row:
    kind = cells[2].upper()
    mode = cells[3] if (kind, cells[3]) in codes.ontology.modes else None
    cameo, score = codes.cameo_of(kind, mode), number(cells[4], -10, 10)
    actors = _read_side(cells[7:15], codes)
    recipients = _read_side(cells[15:23], codes)
    both = kind in BOTH_WAYS and not recipients and len(actors) > 1
    if both:
        actors, recipients = actors[:1], actors[1:]
    quad = _QUAD_OF.get(cells[5].upper()) or whole(cells[5])
    geo = [None if cell in MISSING else cell for cell in cells[23:33]]
    row = event_row(
        ORIGIN,
        cells,
        origin_id=None if cells[0] in MISSING else cells[0],
        date=day(cells[1]),
        published=day(cells[34]),
        type=kind,
        mode=mode,
        contexts=[item for item in _items(cells[6]) if item],
        cameo=cameo,
        quad=quad if quad in QUADS else codes.ontology.quad(kind),
        goldstein=codes.ontology.goldstein(cameo),
        plover_score=codes.ontology.plover_score(kind, mode) if score is None else score,
        actors=actors,
        recipients=recipients,
        symmetric=both,
        outlet=None if cells[33] in MISSING else cells[33],
        place_text=geo[8] or geo[0],
        place_country=geo[4] and (codes.iso3(geo[4]) or codes.names.get(geo[4])),
        place_latitude=number(geo[5] or "", -90, 90),
        place_longitude=number(geo[6] or "", -180, 180),
        place_id=whole(geo[7] or ""),
        place_resolution=next((kind for kind, n in (("city", 1), ("area", 2), ("region", 3), ("country", 4)) if geo[n]), None),
    )
    return remember(row, COLUMNS, cells, _cells(row, codes))


def _items(cell: str) -> list[str]:
    """Return the items of a list; one that is missing is '', so that the others keep their places."""
    if cell in MISSING:
        return []
    items = [item.strip() for item in cell.split(";")]
    while items and not items[-1]:
        items.pop()
    return ["" if item in MISSING else item for item in items]


def _read_side(cells: Sequence[str], codes: Codes) -> list[Row]:
    """Return the parties of a side.

    Names and countries (and sectors) go together where there are as many; one country is that of all. Else nobody is guessed:
    the countries are parties without a name.
    """
    names, countries, sectors, raw = (_items(cells[n]) for n in (0, 1, 4, 6))
    iso = [codes.iso3(c) for c in countries]
    kinds = [s if s in codes.icews_sector_of else None for s in sectors or _items(cells[3])]
    size = len(names) or len(iso) or len(raw) or min(len(kinds), 1)
    parted = len(iso) > 1 and len(iso) != size
    found = []
    for n in range(size):
        name, words = names[n] if names else "", raw[n] if len(raw) == size else ""
        country = None if parted or not iso else iso[n if len(iso) > 1 else 0]
        sector = kinds[n] if len(kinds) == size else kinds[0] if len(kinds) == 1 or (kinds and n == 0) else None
        found.append(party(name or None, country, sector, words or None))
    return found + [party(None, c) for c in iso if parted]


def write_polecat(shards: Iterable[Rows], stream: IO[bytes], codes: Codes | None = None) -> int:
    """Write events as POLECAT has them, one row an event, below a header; returns how many rows.

    ``shards`` are rows by table: ``events``, and the ``articles`` whose language is told.
    """
    codes = codes or codes_of()
    stream.write(joined(COLUMNS))
    written = 0
    for shard in shards:
        articles = {a["article_id"]: a for a in shard.get("articles", ())}
        for event in shard.get("events", ()):
            if event.get("type") in codes.ontology.types:
                made = _cells(event, codes, articles.get(event.get("article_id")))
                stream.write(joined(recalled(event, ORIGIN, COLUMNS, made)))
                written += 1
    return written


def _cells(event: Mapping[str, object], codes: Codes, article: Mapping[str, object] | None = None) -> list[str]:
    published = event.get("published")
    date = event.get("date") or published
    actors, recipients = rows_of(event, "actors"), rows_of(event, "recipients")
    if event.get("symmetric") and event.get("type") in BOTH_WAYS:
        actors, recipients = [*actors, *recipients], []
    quad, contexts, score = event.get("quad"), event.get("contexts"), event.get("plover_score")
    own = event.get("origin") != ORIGIN
    cells = [
        str(event.get("event_id") if own else event.get("origin_id") or ""),
        f"{date:%Y-%m-%d}" if date else "",
        str(event.get("type") or ""),
        str(event.get("mode") or ""),
        f"{score:.1f}" if isinstance(score, float) else "",
        QUADS.get(quad, "") if isinstance(quad, int) else "",
        "; ".join(contexts) if isinstance(contexts, list) else "",
        *_write_side(actors, codes),
        *_write_side(recipients, codes),
        *_write_place(event),
        clean(event.get("outlet")),
        f"{published:%Y-%m-%d}" if published else "",
        "",
        "",
        "",
        clean(article and article.get("language")),
        "",
    ]
    return [cell or NONE for cell in cells]


def _list(items: Sequence[object], *, same: bool = False) -> str:
    """Join items, ``None`` for one that is missing; with ``same`` one where all are alike. A semicolon within would part it."""
    written = [clean(item).replace(";", ",").strip() or NONE for item in items]
    if all(item == NONE for item in written):
        return ""
    return written[0] if same and len(set(written)) == 1 else "; ".join(written)


def _write_side(found: Sequence[Row], codes: Codes) -> list[str]:
    """Return the eight cells of a side. Parties have a country and a sector each, or there is one for all."""
    countries = [str(p.get("country") or "") for p in found]
    written = [KOSOVO_OF_PLOVER if c == KOSOVO else c for c in countries]
    sectors = [str(p.get("sector") or "") for p in found]
    return [
        _list([name_of(p) for p in found]),
        _list(written, same=True),
        _list([codes.code("cow", c) for c in countries], same=True),
        next((s for s in sectors if s), ""),
        _list(sectors, same=True),
        "",
        _list([p.get("text") for p in found]),
        "",
    ]


def _write_place(event: Mapping[str, object]) -> list[str]:
    """Return the ten cells of where it happened."""
    text, kind, country = clean(event.get("place_text")), event.get("place_resolution"), str(event.get("place_country") or "")
    names = [text if kind == own else "" for own in ("city", "area", "region")]
    return [
        text,
        *names,
        KOSOVO_OF_PLOVER if country == KOSOVO else country,
        plain(event.get("place_latitude")),
        plain(event.get("place_longitude")),
        plain(event.get("place_id")),
        text,
        "",
    ]
