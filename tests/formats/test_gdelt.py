"""GDELT events and mentions: cells, codes, and the way there and back."""

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.formats.cells import dyads
from detente.formats.faults import Faults
from detente.formats.gdelt import COLUMNS, read_gdelt, write_gdelt
from detente.formats.gdelt_mentions import COLUMNS as MENTIONS
from detente.formats.gdelt_mentions import read_gdelt_mentions, write_gdelt_mentions
from detente.formats.tab_lines import joined

from .rows import CODES, cell_texts, events_of, own_events, told

SAMPLE = dict.fromkeys(COLUMNS, "") | {
    "GLOBALEVENTID": "812345678",
    "SQLDATE": "20190304",
    "MonthYear": "201903",
    "Year": "2019",
    "FractionDate": "2019.2575",
    "Actor1Code": "CHEGOV",
    "Actor1Name": "BERN",
    "Actor1CountryCode": "CHE",
    "Actor1Type1Code": "GOV",
    "Actor2Code": "IGOUNO",
    "Actor2Name": "UNITED NATIONS",
    "Actor2KnownGroupCode": "UNO",
    "Actor2Type1Code": "IGO",
    "IsRootEvent": "1",
    "EventCode": "036",
    "EventBaseCode": "036",
    "EventRootCode": "03",
    "QuadClass": "1",
    "GoldsteinScale": "4.0",
    "NumMentions": "10",
    "NumSources": "2",
    "NumArticles": "10",
    "AvgTone": "-1.785714285714",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Beijing, Beijing, China",
    "ActionGeo_CountryCode": "CH",
    "ActionGeo_ADM1Code": "CH22",
    "ActionGeo_ADM2Code": "13001",
    "ActionGeo_Lat": "39.9289",
    "ActionGeo_Long": "116.388",
    "ActionGeo_FeatureID": "-1898541",
    "DATEADDED": "20190305113000",
    "SOURCEURL": "https://news.example/a?b=1",
}


def read(data: bytes, faults: Faults | None = None) -> list[dict[str, object]]:
    return events_of(read_gdelt(io.BytesIO(data), "x.CSV", faults or Faults(), CODES))


def write(*events: dict[str, object], articles: tuple[dict[str, object], ...] = ()) -> bytes:
    out = io.BytesIO()
    write_gdelt([{"events": list(events), "articles": list(articles)}], out, CODES)
    return out.getvalue()


def test_columns_are_those_of_gdelt_2() -> None:
    assert len(COLUMNS) == 61
    assert COLUMNS[:6] == ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code")
    assert COLUMNS[26:31] == ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale")
    assert COLUMNS[39] == "Actor1Geo_ADM2Code"
    assert COLUMNS[-2:] == ("DATEADDED", "SOURCEURL")


def test_a_row_is_read_into_columns_and_the_rest_is_kept_by_name() -> None:
    (row,) = read(joined(list(SAMPLE.values())))
    assert row["origin"] == "gdelt"
    assert row["origin_id"] == "812345678"
    assert (row["date"], row["date_precision"], row["published"]) == (dt.date(2019, 3, 4), "day", dt.date(2019, 3, 5))
    assert (row["type"], row["cameo"], row["quad"], row["goldstein"]) == ("AGREE", "036", 1, 4.0)
    assert row["status"] == "actual"
    assert told(row["actors"][0]) == ("BERN", "CHE", "GOV")
    assert told(row["recipients"][0]) == ("UNITED NATIONS", "UNO", None)
    assert (row["place_country"], row["place_resolution"]) == ("CHN", "city")  # FIPS CH is China, CAMEO CHE Switzerland
    assert row["extra"]["NumArticles"] == "10"
    assert row["extra"]["SOURCEURL"] == "https://news.example/a?b=1"
    assert row.get("place_id") is None, "FeatureID is no GeoNames id"


def test_the_same_cells_come_out() -> None:
    line = joined(list(SAMPLE.values()))
    assert write(*read(line)) == line


def test_media_and_medicine_are_not_mixed_up() -> None:
    """CAMEO's MED is the media, and PLOVER's is medicine."""
    rows = [SAMPLE | {"Actor1Type1Code": code} for code in ("MED", "HLH")]
    found = [told(read(joined(list(row.values())))[0]["actors"][0])[2] for row in rows]
    assert found == ["JRN", "MED"]


def test_appeals_are_requests_as_in_own_coding_and_statements_have_no_type() -> None:
    found = [read(joined(list((SAMPLE | {"EventCode": c}).values())))[0] for c in ("0233", "010", "13y", "---")]
    assert [(r["type"], r["mode"], r["cameo"]) for r in found] == [
        ("REQUEST", "assist", "0233"),
        (None, None, "010"),
        (None, None, None),
        (None, None, None),
    ]
    assert found[2]["extra"]["EventCode"] == "13y"


def test_codes_are_texts_with_their_zeros() -> None:
    (row,) = read(joined(list((SAMPLE | {"EventCode": "010", "EventBaseCode": "010", "EventRootCode": "01"}).values())))
    assert row["cameo"] == "010"
    assert write(row).decode().split("\t")[26:29] == ["010", "010", "01"]


@pytest.mark.parametrize("columns", [57, 58])
def test_version_1_is_read(columns: int) -> None:
    short = [cell for name, cell in SAMPLE.items() if not name.endswith("ADM2Code")][:columns]
    (row,) = read(joined(short))
    assert row["place_country"] == "CHN"
    assert row["extra"].get("SOURCEURL") == (SAMPLE["SOURCEURL"] if columns == 58 else None)
    assert len(write(row).decode().split("\t")) == 61


def test_a_header_is_understood_whatever_its_case_and_order() -> None:
    names = [name.lower() for name in reversed(SAMPLE)]
    table = joined(names) + joined(list(reversed(SAMPLE.values())))
    assert read(table) == read(joined(list(SAMPLE.values())))


def test_faults_name_file_and_line_and_the_others_are_read() -> None:
    good = joined(list(SAMPLE.values()))
    bad = b"1\t20190304\n" + joined(list((SAMPLE | {"SQLDATE": "20190231"}).values())) + b"x" * (1 << 21) + b"\n"
    faults = Faults()
    assert len(read(good + bad + good, faults)) == 2
    assert [e.where for e in faults.kept] == ["x.CSV:2", "x.CSV:3", "x.CSV:4"]
    assert faults.lost == 3


def test_bytes_that_are_not_utf_8_are_read_and_counted() -> None:
    faults = Faults()
    (row,) = read(joined(list(SAMPLE.values())).replace(b"BERN", b"BE\xffRN"), faults)
    assert told(row["actors"][0])[0] == "BE\ufffdRN"
    assert (faults.mended, faults.lost) == (1, 0)


def test_what_is_written_of_an_own_event() -> None:
    party = {"name": "Anna Ek", "country": "SWE", "sector": "JRN", "text": "she"}
    event = {
        "event_id": "e-00000000ff01",
        "origin": "detente",
        "article_id": "a-1",
        "date": dt.date(2016, 11, 3),
        "published": dt.date(2016, 11, 5),
        "cameo": "0841",
        "quad": 2,
        "goldstein": 7.0,
        "actors": [party],
        "recipients": [{"name": None, "country": "EUR", "sector": None, "text": "the\tbloc"}],
        "sentence_start": 9,
    }
    article = {"article_id": "a-1", "url": "https://x.example/1", "text": "Headline\n\nFirst."}
    cells = dict(zip(COLUMNS, write(event, articles=(article,)).decode().rstrip("\n").split("\t"), strict=True))
    assert cells["GLOBALEVENTID"] == str(0xFF01)
    assert cells["FractionDate"] == f"{2016 + (11 * 30 + 3) / 365:.4f}"
    assert (cells["Actor1Code"], cells["Actor1Type1Code"]) == ("SWEMED", "MED")
    assert (cells["Actor2Code"], cells["Actor2KnownGroupCode"], cells["Actor2Name"]) == ("IGOEUREEC", "EEC", "THE BLOC")
    assert (cells["EventCode"], cells["EventBaseCode"], cells["EventRootCode"], cells["QuadClass"]) == ("0841", "084", "08", "2")
    assert (cells["DATEADDED"], cells["SOURCEURL"], cells["IsRootEvent"]) == ("20161105000000", "https://x.example/1", "0")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from([c for c in COLUMNS if c != "SQLDATE"]), cell_texts),
    st.sampled_from(sorted(CODES.ontology.codes)),
)
def test_any_cells_come_out_as_they_went_in(cells: dict[str, str], code: str) -> None:
    line = joined(list((SAMPLE | {"EventCode": code} | cells).values()))
    assert write(*read(line)) == line


@settings(max_examples=80, deadline=None)
@given(own_events())
def test_own_events_come_back_within_the_stated_loss(event: dict[str, object]) -> None:
    """One row a pair and direction; names in capitals; sectors and countries without a CAMEO code are lost."""
    back = read(write(event))
    pairs = list(dyads(event, str(event["cameo"])))
    assert len(back) == len(pairs) == len({r["origin_id"] for r in back})
    for row, dyad in zip(back, pairs, strict=True):
        assert row["date"] == event["date"]
        assert row["published"] == event["published"]
        assert row["cameo"] == dyad.cameo
        assert row["type"] == CODES.ontology.codes[dyad.cameo].type
        assert row["goldstein"] == pytest.approx(event["goldstein"], abs=0.051)
        for side, party in (("actors", dyad.actor), ("recipients", dyad.recipient)):
            expected = (None, None, None) if party is None else _kept(party)
            assert told(next(iter(row[side]), None)) == expected
        assert (row["place_text"], row["place_latitude"]) == (event["place_text"], event["place_latitude"])
        assert row["place_country"] == event["place_country"]
        assert row["place_resolution"] == event["place_resolution"]


def _kept(party: dict[str, object]) -> tuple[object, object, object]:
    name, country, sector = told(party)
    has_code = country in {"UNO", "EUR", "IGO", "NGO", "MNC", "IMG"} or CODES.code("cameo", country)
    where = "IGO" if country == "ISM" else country if has_code else None
    return str(name).upper(), where, sector if sector and CODES.role_of[sector] else None


MENTION = dict.fromkeys(MENTIONS, "") | {
    "GLOBALEVENTID": "812345678",
    "EventTimeDate": "20190304000000",
    "MentionTimeDate": "20190305113000",
    "MentionType": "1",
    "MentionSourceName": "news.example",
    "MentionIdentifier": "https://news.example/a",
    "SentenceID": "3",
    "Actor1CharOffset": "-1",
    "InRawText": "1",
    "Confidence": "40",
    "MentionDocLen": "2840",
    "MentionDocTone": "-2.5",
}


def test_a_mention_is_a_report_of_an_event_and_comes_out_the_same() -> None:
    line = joined(list(MENTION.values()))
    (row,) = events_of(read_gdelt_mentions(io.BytesIO(line), "x", Faults()))
    assert (row["origin_id"], row["outlet"], row["confidence"], row.get("type")) == ("812345678", "news.example", 0.4, None)
    out = io.BytesIO()
    assert write_gdelt_mentions([{"events": [row]}], out) == 1
    assert out.getvalue() == line


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([c for c in MENTIONS if c != "EventTimeDate"]), cell_texts))
def test_any_mention_comes_out_as_it_went_in(cells: dict[str, str]) -> None:
    line = joined(list((MENTION | cells).values()))
    out = io.BytesIO()
    write_gdelt_mentions([{"events": events_of(read_gdelt_mentions(io.BytesIO(line), "x", Faults()))}], out)
    assert out.getvalue() == line


@settings(max_examples=30, deadline=None)
@given(own_events())
def test_mentions_have_the_ids_of_the_events(event: dict[str, object]) -> None:
    out = io.BytesIO()
    write_gdelt_mentions([{"events": [event], "articles": [{"article_id": event["article_id"], "url": "u", "text": "abc"}]}], out)
    mentions = [line.split("\t") for line in out.getvalue().decode().splitlines()]
    assert [m[0] for m in mentions] == [line.split("\t")[0] for line in write(event).decode().splitlines()]
    assert {(m[5], m[9], m[11], m[12]) for m in mentions} == {("u", "", "75", "3")}


def test_lines_that_are_no_mentions_are_faults() -> None:
    faults = Faults()
    assert not list(read_gdelt_mentions(io.BytesIO(b"1\t2\n" + joined(["x"] * 16)), "m", faults))
    assert [e.where for e in faults.kept] == ["m:1", "m:2"]
