"""ICEWS in its 20 columns and in the four of the short form."""

import datetime as dt
import io
import time
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.formats.cells import dyads
from detente.formats.codes import folded
from detente.formats.faults import Faults
from detente.formats.icews import COLUMNS, read_icews, write_icews
from detente.formats.icews_short import read_icews_short, write_icews_short
from detente.formats.tab_lines import joined

from .rows import CODES, cell_texts, events_of, own_events, told

HEADER = joined(COLUMNS)
SAMPLE = dict(
    zip(
        COLUMNS,
        (
            *("7", "2018-06-03", "Police (Ghana)", "Police,Government", "Ghana", "Arrest, detain, or charge with legal action"),
            *("173", "-5", "Citizen (Moldova)", "General Population / Civilian / Social,Social", "Moldova, Republic of", "99"),
            *("3", "The Courier", "Accra", "NA", "NA", "Ghana", "5.55", "-0.2"),
        ),
        strict=True,
    )
)


def read(data: bytes, faults: Faults | None = None) -> list[dict[str, object]]:
    return events_of(read_icews(io.BytesIO(data), "x.tab", faults or Faults(), CODES))


def line(**cells: str) -> bytes:
    return joined(list((SAMPLE | {k.replace("_", " "): v for k, v in cells.items()}).values()))


def write(*events: dict[str, object]) -> bytes:
    out = io.BytesIO()
    write_icews([{"events": list(events)}], out, CODES)
    return out.getvalue()


def test_a_row_is_read_into_columns() -> None:
    (row,) = read(HEADER + line())
    assert (row["origin"], row["origin_id"], row["date"]) == ("icews", "7", dt.date(2018, 6, 3))
    assert (row["type"], row["mode"], row["cameo"], row["quad"], row["goldstein"]) == ("COERCE", "arrest", "173", 4, -5.0)
    assert told(row["actors"][0]) == ("Police (Ghana)", "GHA", "COP")
    assert told(row["recipients"][0]) == ("Citizen (Moldova)", "MDA", "CVL")
    assert (row["place_text"], row["place_country"], row["place_resolution"], row["outlet"]) == (
        "Accra",
        "GHA",
        "city",
        "The Courier",
    )
    assert not row["symmetric"], "a row is one direction: the other is a row of its own"
    assert row["extra"]["Story ID"] == "99"


@pytest.mark.parametrize(("cell", "day"), [("2018-06-03", (2018, 6, 3)), ("6/3/2017", (2017, 6, 3))])
def test_both_ways_of_writing_a_day_are_read_and_come_out_the_same(cell: str, day: tuple[int, int, int]) -> None:
    data = HEADER + line(Event_Date=cell)
    (row,) = read(data)
    assert row["date"] == dt.date(*day)
    assert write(row) == data


def test_an_id_that_comes_twice_is_two_events_and_a_row_that_comes_twice_is_one() -> None:
    one, other, again = read(HEADER + line() + line(Event_Date="2018-06-04") + line())
    assert one["event_id"] != other["event_id"]
    assert one["event_id"] == again["event_id"]


def test_invalid_codes_are_kept_and_quotes_are_letters() -> None:
    data = HEADER + line(CAMEO_Code="13y", Event_Text="Threaten", Source_Name='"Ghost" (Ghana)', Intensity="")
    (row,) = read(data)
    assert (row["cameo"], row["type"], row["goldstein"]) == (None, None, None)
    assert told(row["actors"][0])[0] == '"Ghost" (Ghana)'
    assert write(row) == data


@pytest.mark.parametrize("missing", ["", "NA", "NULL"])
def test_what_is_missing_is_missing_in_every_vintage(missing: str) -> None:
    data = HEADER + line(Source_Name=missing, Source_Sectors=missing, Source_Country=missing, City=missing, Country=missing)
    (row,) = read(data)
    assert (row["actors"], row["actor_countries"], row["place_text"]) == ([], [], None)
    assert write(row) == data


def test_names_of_columns_in_other_dress_and_further_ones_are_understood() -> None:
    names = [n.lower().replace(" ", "_") for n in COLUMNS]
    table = joined(["year", *names]) + joined(["2018", *SAMPLE.values()])
    assert read(table) == read(HEADER + line())


def test_another_table_is_refused_with_what_it_lacks() -> None:
    with pytest.raises(ReadingError, match=r"x\.tab:1: not the header of ICEWS: there is no column 'Event ID' and \d+ more"):
        read(b"GLOBALEVENTID\tSQLDATE\n")


def test_faults_name_file_and_line() -> None:
    faults = Faults()
    rows = read(HEADER + line() + b"1\t2018-01-01\n" + line(Event_Date="yesterday") + joined([*SAMPLE.values(), "more"]), faults)
    assert (len(rows), faults.lost) == (1, 3)
    assert [e.where for e in faults.kept] == ["x.tab:3", "x.tab:4", "x.tab:5"]


def test_a_meeting_is_written_twice_and_who_visits_is_hosted() -> None:
    sides = [
        [{"name": name, "country": country, "sector": "GOV", "text": name}] for name, country in (("A", "GHA"), ("B", "MDA"))
    ]
    event = {
        "event_id": "e-000000000001",
        "date": dt.date(2018, 1, 1),
        "symmetric": True,
        "actors": sides[0],
        "recipients": sides[1],
    }
    for code, back in (("040", "040"), ("042", "043")):
        rows = [r.split("\t") for r in write(event | {"cameo": code}).decode().splitlines()[1:]]
        assert [(r[2], r[6], r[8]) for r in rows] == [("A", code, "B"), ("B", back, "A")]
        assert rows[0][4] == "Ghana"
        assert rows[1][4] == "Moldova, Republic of"


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from([c for c in COLUMNS if c != "Event Date"]), cell_texts),
    st.sampled_from(sorted(CODES.ontology.codes)),
)
def test_any_cells_come_out_as_they_went_in(cells: dict[str, str], code: str) -> None:
    data = HEADER + joined(list((SAMPLE | {"CAMEO Code": code} | cells).values()))
    assert write(*read(data)) == data


@settings(max_examples=80, deadline=None)
@given(own_events())
def test_own_events_come_back_within_the_stated_loss(event: dict[str, object]) -> None:
    """One row a pair and direction, contexts and modes of the code; the UN and European bodies are bodies of states."""
    back = read(write(event))
    pairs = list(dyads(event, str(event["cameo"])))
    assert len(back) == len(pairs) == len({r["origin_id"] for r in back})
    for row, dyad in zip(back, pairs, strict=True):
        act = CODES.act(dyad.cameo)
        assert (row["date"], row["cameo"], row["goldstein"]) == (event["date"], dyad.cameo, event["goldstein"])
        assert (row["type"], row["mode"], row["contexts"]) == (act.type, act.mode, list(act.contexts))
        for side, party in (("actors", dyad.actor), ("recipients", dyad.recipient)):
            assert told(next(iter(row[side]), None)) == ((None, None, None) if party is None else _kept(party))
        assert row["outlet"] == event["outlet"]
        assert (row["place_latitude"], row["place_longitude"]) == (event["place_latitude"], event["place_longitude"])
        assert row["place_country"] == event["place_country"]


def _kept(party: dict[str, object]) -> tuple[object, object, object]:
    name, country, sector = told(party)
    bodies = {"UNO": "IGO", "EUR": "IGO"}  # ICEWS tells them by their names alone
    return name, bodies.get(str(country), country), sector if sector and CODES.icews_sector_of[sector] else None


def test_every_code_is_found_by_its_label() -> None:
    for code, known in CODES.ontology.codes.items():
        found = CODES.labels[folded(known.label)]
        assert found[:2] == code[:2]
        assert len(code) == 2 or found == code, "of a root and its code of three digits the latter is meant"


def test_the_sample_comes_out_cell_by_cell(shared: Path) -> None:
    data = (shared / "data/icews_events_2018_sample.tab").read_bytes()
    faults = Faults()
    rows = read(data, faults)
    assert (len(rows), faults.lost, faults.mended) == (3705, 0, 0)
    assert write(*rows) == data
    stored = pa.Table.from_pylist(rows, schema=_schema()).to_pylist()
    assert write(*stored) == data, "the same once they were in the store"
    given = [c.split("\t") for c in data.decode().splitlines()[1:]]
    for row, cells in zip(rows, given, strict=True):
        assert row["cameo"] == cells[6]
        assert bool(row["actors"]) == (cells[2] != "NA")
        assert cells[4] == "NA" or row["actor_countries"], cells[4]
        assert cells[10] == "NA" or row["recipient_countries"], cells[10]
        assert cells[17] == "NA" or row["place_country"], cells[17]
    given_sectors = [r for r, cells in zip(rows, given, strict=True) if cells[3] != "NA"]
    coded = [r for r in given_sectors if r["actors"][0]["sector"] or r["actors"][0]["country"] in CODES.groups]
    assert len(coded) > 0.98 * len(given_sectors)


def _schema() -> pa.Schema:
    from detente.store.schema import arrow_schema

    return arrow_schema("events")


def short_table(rows: list[tuple[dt.date, str, str, str]]) -> io.BytesIO:
    names = ["date", "source", "event_text", "target"]
    out = io.BytesIO()
    pq.write_table(pa.table({n: list(c) for n, c in zip(names, zip(*rows, strict=True), strict=True)}), out)
    return io.BytesIO(out.getvalue())


def test_the_short_form_takes_countries_from_names() -> None:
    day = dt.date(2018, 1, 1)
    table = short_table(
        [
            (day, "Government (Syria)", "Threaten non force", "Zanzibar"),
            (day, "Ada Berg", "consult", "European Union"),
            (day, "Citizen (Cote d'Ivoire)", "Sing a song", "Chad"),
        ]
    )
    faults = Faults()
    rows = events_of(read_icews_short(table, "x.parquet", faults, CODES))
    assert [(r["cameo"], r["actor_countries"], r["recipient_countries"]) for r in rows] == [
        ("131", ["SYR"], ["TZA"]),
        ("040", [], ["EUR"]),
    ]
    assert told(rows[0]["actors"][0]) == ("Government (Syria)", "SYR", "GOV")
    assert [e.where for e in faults.kept] == ["x.parquet: row 3"]
    out = io.BytesIO()
    assert write_icews_short([{"events": rows}], out, CODES) == 2
    assert pq.read_table(io.BytesIO(out.getvalue())).to_pylist() == table_rows(table)[:2]


def test_the_short_form_takes_persons_and_bodies_from_the_tables_of_the_day() -> None:
    """What the project's tables surely know; the rest stays without a country."""
    may, june = dt.date(2018, 5, 1), dt.date(2018, 6, 1)
    cases = [
        (june, "Sergey Viktorovich Lavrov", "RUS", "GOV"),  # with a patronymic
        (june, "Recep Tayyip Erdoğan", "TUR", "GOV"),
        (june, "António Manuel de Oliveira Guterres", "UNO", "GOV"),
        (dt.date(2015, 10, 1), "Malcolm Bligh Turnbull", "AUS", "GOV"),
        (dt.date(2019, 1, 1), "Malcolm Bligh Turnbull", "AUS", "ELI"),  # out of office
        (may, "Israeli Defense Forces", "ISR", "MIL"),
        (may, "Taliban", "AFG", "REB"),  # not the state, then
        (may, "Ada Berg", None, None),
        (may, "Sergey Viktorovich Berg", None, None),
        (may, "Paris Jones Airport", None, None),  # a place in a name is no country
    ]
    rows = events_of(read_icews_short(short_table([(d, n, "consult", "Chad") for d, n, *_ in cases]), "x", Faults(), CODES))
    found = [(told(r["actors"][0])) for r in rows]
    assert found == [(name, country, sector) for _, name, country, sector in cases]


def table_rows(table: io.BytesIO) -> list[dict[str, object]]:
    table.seek(0)
    found: list[dict[str, object]] = pq.read_table(table).to_pylist()
    return found


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1", b"not parquet at all"])
def test_what_is_no_parquet_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="not a Parquet file"):
        list(read_icews_short(io.BytesIO(data), "x.parquet", Faults(), CODES))


def test_every_label_of_2018_is_a_code_and_rows_come_out_as_they_went_in(shared: Path) -> None:
    """Of each 10,000 rows 250: all of them take half a minute, and are measured in docs/exchange.md."""
    table = pq.read_table(shared / "data/icews18.parquet")
    labels = set(table.column("event_text").unique().to_pylist())
    assert len(labels) == 256
    assert [x for x in labels if folded(x) not in CODES.labels] == []
    part = pa.concat_tables([table.slice(start, 250) for start in range(0, table.num_rows, 10_000)])
    data = io.BytesIO()
    pq.write_table(part, data)
    faults = Faults()
    began = time.process_time()
    rows = events_of(read_icews_short(io.BytesIO(data.getvalue()), "x", faults, CODES))
    assert (len(rows), faults.lost) == (part.num_rows, 0)
    assert len(rows) / (time.process_time() - began) > 4_000
    out = io.BytesIO()
    write_icews_short([{"events": rows}], out, CODES)
    assert pq.read_table(io.BytesIO(out.getvalue())).to_pylist() == part.to_pylist()
    states = Counter(c for r in rows for c in r["actor_countries"])
    assert states["IND"] > states["USA"] > states["CHE"] > 0


def test_labels_and_weights_are_those_of_the_icews_package(shared: Path) -> None:
    import csv

    with (shared / "data/cameo_goldstein.csv").open(encoding="utf-8") as stream:
        published = {r["code"]: (r["name"], float(r["goldstein"])) for r in csv.DictReader(stream)}
    own = {code: (known.label, known.goldstein) for code, known in CODES.ontology.codes.items()}
    assert set(own) - set(published) == {"1214"}, "which has no weight there: docs/decisions/0001"
    assert set(published) <= set(own)
    differing = {
        c: (own[c], published[c])
        for c in published
        if own[c][1] != published[c][1] or folded(own[c][0]) != folded(published[c][0])
    }
    assert differing == {}
