"""Tables of the store as CSV and Parquet, and back."""

import csv
import datetime as dt
import io
import string

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.formats.faults import Faults
from detente.formats.flat import flat_columns, flat_row, full_row
from detente.formats.guard import guarded, unguarded
from detente.formats.table import read_csv, read_parquet, write_csv, write_parquet
from detente.store.schema import BYTES, TABLES

from .rows import CODES, events_of, own_events

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", '=HYPERLINK("http://x")', "＝1+1", "'=1"]


def own_row(event: dict[str, object]) -> dict[str, object]:
    """All columns, as the store gives them."""
    return {c.name: event.get(c.name) for c in TABLES["events"]} | {"extra": {"a": "=b", "c": "d; e"}}


def as_csv(*rows: dict[str, object], table: str = "events", raw: bool = False) -> bytes:
    out = io.BytesIO()
    assert write_csv([{table: list(rows)}], out, table=table, raw=raw) == len(rows)
    return out.getvalue()


def read(data: bytes, faults: Faults | None = None) -> list[dict[str, object]]:
    return events_of(read_csv(io.BytesIO(data), "x.csv", faults or Faults(), CODES))


def test_lists_are_joined_and_spans_are_ranges() -> None:
    row = flat_row(
        "statements",
        {
            "speaker_spans": [{"start": 3, "end": 9}, {"start": 20, "end": 22}],
            "about": ["FRA", "DEU"],
            "published": dt.date(2016, 1, 2),
        },
    )
    assert (row["speaker_spans"], row["about"], row["published"], row["cue_text"]) == ("3-9; 20-22", "FRA; DEU", "2016-01-02", "")


def test_parties_are_a_column_a_field() -> None:
    parties = [
        {"name": "A; B", "country": None, "sector": "GOV", "spans": [{"start": 1, "end": 2}, {"start": 5, "end": 6}]},
        {"name": "C"},
    ]
    row = flat_row("events", {"actors": parties})
    assert (row["actors_name"], row["actors_country"], row["actors_sector"], row["actors_spans"]) == (
        "A, B; C",
        "",
        "GOV; ",
        "1-2,5-6; ",
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_flat_form_and_rows_without_values_come_back(table: str) -> None:
    columns = flat_columns(table)
    assert len(set(columns)) == len(columns)
    cells = flat_row(table, {})
    assert list(cells) == columns
    assert set(full_row(table, cells)) == {c.name for c in TABLES[table] if c.type != BYTES}


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("table", ["articles", "statements", "events", "actors", "failures"])
def test_v1_texts_that_a_spreadsheet_would_compute_begin_with_an_apostrophe(text: str, table: str) -> None:
    """V1: every text column of every row, also within lists; --raw gives the text as it is."""
    column = {"articles": "title", "statements": "cue_text", "events": "place_text", "actors": "name", "failures": "cause"}[table]
    (cells,) = csv.DictReader(io.StringIO(as_csv({column: text}, table=table).decode(), newline=""))
    assert cells[column].startswith("'")
    (raw,) = csv.DictReader(io.StringIO(as_csv({column: text}, table=table, raw=True).decode(), newline=""))
    assert raw[column] == text


def test_v1_also_after_a_separator_and_within_lists_and_parties() -> None:
    cells = flat_row(
        "events", {"place_text": "Oslo;=1+1", "contexts": ["a", "=2"], "actors": [{"name": "A"}, {"name": "@x", "text": "-y"}]}
    )
    assert (cells["place_text"], cells["contexts"], cells["actors_name"], cells["actors_text"]) == (
        "Oslo;'=1+1",
        "a; '=2",
        "A; '@x",
        "; '-y",
    )


def test_v1_numbers_are_untouched() -> None:
    cells = flat_row("events", {"goldstein": -7.5, "place_longitude": -0.2, "quad": 4, "cameo": "010"})
    assert (cells["goldstein"], cells["place_longitude"], cells["quad"], cells["cameo"]) == ("-7.5", "-0.2", "4", "010")


@given(st.text("=+-@'\t\r\n ,;a＝\x00", max_size=8))
def test_v1_the_guard_can_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text
    cells = [
        part.strip(" ")
        for part in guarded(text).replace("\n", ";").replace("\r", ";").replace("\t", ";").replace(",", ";").split(";")
    ]
    assert not [cell for cell in cells if cell[:1] in set("=+-@")]


@settings(max_examples=60, deadline=None)
@given(own_events(), st.text(string.printable + "äß=’", max_size=12))
def test_events_come_back_from_csv_whole(event: dict[str, object], words: str) -> None:
    row = own_row(event | {"place_text": words or None, "trigger_spans": [{"start": 1, "end": 2}, {"start": 4, "end": 9}]})
    assert read(as_csv(row)) == [row]


@settings(max_examples=30, deadline=None)
@given(st.lists(own_events(), max_size=3))
def test_events_come_back_from_parquet_whole(events: list[dict[str, object]]) -> None:
    rows = [own_row(e) for e in events]
    out = io.BytesIO()
    assert write_parquet([{"events": rows}], out) == len(rows)
    assert events_of(read_parquet(io.BytesIO(out.getvalue()), "x", Faults(), CODES)) == rows


def test_parquet_has_the_schema_of_the_store() -> None:
    out = io.BytesIO()
    write_parquet([{"failures": [{"source": "a", "cause": "b", "remedy": "c"}]}], out, table="failures")
    assert pq.read_table(io.BytesIO(out.getvalue())).to_pylist() == [{"source": "a", "cause": "b", "remedy": "c"}]


def test_events_coded_by_hand_need_few_columns() -> None:
    (row,) = read(
        b"date,type,mode,actors_name,actors_country,recipients_country\n2016-11-30,CONSULT,phone,Ada; Bo,SWE; NOR,FIN\n"
    )
    assert (row["origin"], row["status"], row["date_precision"]) == ("csv", "actual", "day")
    assert (row["cameo"], row["quad"], row["goldstein"]) == ("041", 1, 1.0)
    assert (row["actor_countries"], row["recipient_countries"]) == (["SWE", "NOR"], ["FIN"])
    assert str(row["event_id"]).startswith("e-")


def test_faults_of_a_csv_name_line_and_column() -> None:
    faults = Faults()
    data = b"date,type,trigger_spans\n2016-02-30,AID,\n,FIGHT,\n,AID,3-x\n,AID\n2016-01-01,AID,3-4\n"
    assert len(read(data, faults)) == 1
    assert [(e.where, e.cause.split(" ")[0]) for e in faults.kept] == [
        ("x.csv:2", "date:"),
        ("x.csv:3", "type:"),
        ("x.csv:4", "trigger_spans:"),
        ("x.csv:5", "2"),
    ]
    with pytest.raises(ReadingError, match=r"x\.csv:1: the table of events has no column 'tipe'\. Did you mean type\?"):
        read(b"tipe\nAID\n")
    broken = Faults()
    assert read(b'type\n"AI"D\nAID\n', broken)
    assert broken.lost == 1


@pytest.mark.parametrize("data", [b"", b"PAR1xxPAR1", b"date,type\n"])
def test_what_is_no_parquet_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="not a table of ours in Parquet"):
        list(read_parquet(io.BytesIO(data), "x", Faults(), CODES))
