"""Strategies for events of one's own, and for the cells of tables that others made."""

import datetime as dt
from collections.abc import Iterable

from hypothesis import strategies as st

from detente.formats.cells import event_row
from detente.formats.codes import codes_of
from detente.store.rows import Row, Rows

CODES = codes_of()
COUNTRIES = ["FRA", "ROU", "COD", "XKX", "HKG", "UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM", "SSD", None]
SECTORS = [*sorted(CODES.icews_sector_of), None]
names = st.sampled_from(["Ada Berg", "Ministry of Trade", "Ünal Çelik", "the rebels", "O'Neill"])
days = st.dates(dt.date(1979, 1, 1), dt.date(2030, 12, 31))
# What a cell can hold: no tab and no line end; a byte order mark or an end of file at its start belongs to the file.
cell_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r\ufeff"), max_size=8)


@st.composite
def own_parties(draw: st.DrawFn, least: int = 0) -> list[dict[str, object]]:
    found = []
    for name in draw(st.lists(names, min_size=least, max_size=2, unique=True)):
        country, sector = draw(st.sampled_from(COUNTRIES)), draw(st.sampled_from(SECTORS))
        found.append(
            {"actor": "a-1", "name": name, "country": country, "sector": sector, "text": name, "spans": [{"start": 1, "end": 4}]}
        )
    return found


@st.composite
def own_events(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(sorted(CODES.ontology.types)))
    mode = draw(st.sampled_from([None, *(m.name for m in CODES.ontology.modes_of(kind))]))
    code = CODES.ontology.cameo_for(kind, mode)
    actors = draw(own_parties(1))
    recipients = draw(own_parties())
    country = draw(st.sampled_from([None, "CHE", "USA", "LSO"]))
    return event_row(
        "detente",
        [draw(st.uuids()).hex],
        article_id="a-00000000ff01",
        date=draw(days),
        published=draw(days),
        type=kind,
        mode=mode,
        contexts=draw(st.lists(st.sampled_from(["economic", "territory"]), unique=True)),
        cameo=code,
        quad=CODES.ontology.quad(kind),
        goldstein=CODES.ontology.goldstein(code),
        plover_score=CODES.ontology.plover_score(kind, mode),
        actors=actors,
        recipients=recipients,
        symmetric=bool(recipients) and draw(st.booleans()),
        outlet=draw(st.sampled_from([None, "The Courier"])),
        place_text=None if country is None else "Bern",
        place_country=country,
        place_latitude=None if country is None else 46.95,
        place_longitude=None if country is None else -7.5,
        place_resolution=None if country is None else draw(st.sampled_from(["country", "region", "city"])),
        confidence=0.75,
        rule="verb.meet",
    )


def events_of(batches: Iterable[Rows]) -> list[Row]:
    """Return the rows of events that a reader gives."""
    return [row for batch in batches for row in batch.get("events", ())]


def told(party: dict[str, object] | None) -> tuple[object, object, object]:
    """Name, country and sector of a party."""
    return (None, None, None) if party is None else (party["name"], party["country"], party["sector"])
