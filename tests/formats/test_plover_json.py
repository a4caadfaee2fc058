"""PLOVER JSON: what is written is the manual's, what is read may be older, and both ways lose nothing of ours."""

import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.events.ontology import load_ontology
from detente.formats.plover_json import read_plover, write_plover
from detente.lexicon import Lexicon
from detente.store.rows import Row, Rows

SLOW = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
MANUAL = set(  # fields of an event in the manual
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context link "
    "text text_info size cite_info coder coded_date coded_time comment".split()
)


def write(rows: Rows, lexicon: Lexicon) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write_plover([rows], out, lexicon=lexicon, left_out=Counter())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def read(objects: list[dict[str, Any]], lexicon: Lexicon, report: Any = None) -> list[Row]:
    data = "\n".join(json.dumps(o) for o in objects).encode()

    def fail(error: Exception) -> None:
        raise AssertionError(error)

    return [
        row
        for rows in read_plover(io.BytesIO(data), "x.jsonl", report or fail, lexicon=lexicon)
        for row in rows.get("events", [])
    ]


EVENT: dict[str, Any] = {
    "event_id": "e-1",
    "article_id": "a-1",
    "origin": "detente",
    "type": "CONSULT",
    "mode": "phone",
    "contexts": ["diplomatic"],
    "cameo": "041",
    "quad": 1,
    "goldstein": 1.0,
    "plover_score": 1.5,
    "status": "negated",
    "symmetric": True,
    "actors": [{"actor": "a-2", "name": "Kosovo", "country": "XKX", "sector": "GOV", "text": "Pristina", "spans": []}],
    "recipients": [],
    "trigger_text": "call",
    "sentence_text": "There was no call.",
    "date_precision": "month",
    "place_resolution": "city",
    "place_country": "XKX",
    "extra": {},
}


def test_fields_and_values_are_the_manuals(lexicon: Lexicon) -> None:
    (event,) = write(
        {"articles": [{"article_id": "a-1", "url": "https://a.example/1"}], "events": [EVENT | {"date": dt.date(2024, 2, 1)}]},
        lexicon,
    )
    assert set(event) - MANUAL == {"detente"}
    assert event["event"] == ["CONSULT"]
    assert event["mode"] == ["phone", "negation"]
    assert (event["date"], event["enddate"]) == ("2024-02-01", "2024-02-29")
    assert event["actor"] == [{"code": "KOS", "sector": "GOV", "entity_text": "Pristina", "identifier_text": "Kosovo"}]
    assert event["recipient"] == []
    assert (event["quad_code"], event["event_scale"]) == (1, 1.5)
    assert event["event_loc"] == {"country_code": "KOS", "resolution": 4}
    assert event["cite_info"]["url"] == "https://a.example/1"


@pytest.mark.parametrize(
    ("status", "mode"),
    [
        ("actual", []),
        ("negated", ["negation"]),
        ("future", ["future"]),
        ("hypothetical", ["hypothetical"]),
        ("historical", ["historical"]),
    ],
)
def test_status_is_an_auxiliary_mode(lexicon: Lexicon, status: str, mode: list[str]) -> None:
    (event,) = write({"events": [EVENT | {"mode": None, "status": status}]}, lexicon)
    assert event["mode"] == mode
    assert read([event], lexicon)[0]["status"] == status


def test_codes_that_plover_drops_are_not_written_and_counted(lexicon: Lexicon) -> None:
    rows = [EVENT | {"type": None, "mode": None, "cameo": code} for code in ("010", "020")]
    out = io.BytesIO()
    left_out: Counter[str] = Counter()
    events = [*rows, EVENT, EVENT | {"mode": "telepathy"}]
    assert write_plover([{"events": events}], out, lexicon=lexicon, left_out=left_out) == 1
    assert left_out == {"no PLOVER type": 2, "no PLOVER mode": 1}
    assert len(out.getvalue().splitlines()) == 1


@SLOW
@given(data=st.data())
def test_f1_reading_what_was_written_gives_the_rows_back(
    data: st.DataObject, drawn: Any, alike: Any, tables: Callable[[], Lexicon]
) -> None:
    rows = data.draw(drawn)
    alike("events", rows["events"], read(write(rows, tables()), tables()))


OLD = {
    "id": "gold-7",
    "hasEvent": True,
    "date": "2014-03-01",
    "source": [{"code": "KOS", "sector": ["GOV", "MIL"], "entityText": "Pristina", "age": 51}],
    "target": ["USAMIL"],
    "event": ["fight", "AID"],
    "eventText": ["shelled", "sent"],
    "mode": ["historical", "firearms", "negation"],
    "textInfo": {"start": 3, "end": 20, "textStory": ["One.", "Two."]},
    "citeInfo": {"corpus": "Gold", "title": "T", "citation": "p. 3"},
    "dateCoded": "2017-01-02",
    "size": {"dead": 3},
}


def test_older_spellings_are_read(lexicon: Lexicon, told: Any) -> None:
    (rows,) = read_plover(io.BytesIO(json.dumps(OLD).encode()), "x", told.report, lexicon=lexicon)
    first, second = rows["events"]
    assert [first["type"], second["type"]] == ["ASSAULT", "AID"]  # the type FIGHT was withdrawn
    assert first["event_id"] != second["event_id"]
    assert first["origin_id"] == second["origin_id"] == "gold-7"
    assert first["actors"][0] == {"actor": None, "name": None, "country": "XKX", "sector": "GOV", "text": "Pristina", "spans": []}
    assert (first["recipients"][0]["country"], first["recipients"][0]["sector"]) == ("USA", "MIL")
    assert first["recipient_countries"] == ["USA"]
    assert (first["mode"], first["status"]) == ("firearms", "negated")
    assert first["trigger_text"] == "shelled … sent"
    assert first["quad"] == 4
    assert first["cameo"] == "193"
    assert first["outlet"] == "Gold"
    assert (first["extra"]["size"], first["extra"]["coded_date"]) == ('{"dead": 3}', "2017-01-02")
    assert (first["extra"]["cite_info.citation"], first["extra"]["actors[0].age"]) == ("p. 3", "51")
    assert json.loads(first["extra"]["actors[0].sector"]) == ["GOV", "MIL"]
    assert json.loads(first["extra"]["mode"]) == ["historical"]  # one status a row
    assert rows["articles"][0]["text"] == "One.\nTwo."
    assert rows["articles"][0]["article_id"] == first["article_id"]
    assert [str(error) for error in told] == [
        "x:1: AID has no mode 'firearms'. It is kept in 'extra'. See the PLOVER manual, or: detente explain --types"
    ]
    assert json.loads(second["extra"]["mode"]) == ["firearms", "historical"]


def test_what_an_older_record_said_is_written_by_the_manuals_names(lexicon: Lexicon, told: Any) -> None:
    (event, _) = write({"events": read([OLD], lexicon, told.report)}, lexicon)
    assert set(event) - MANUAL == {"detente"}
    assert event["size"] == {"dead": 3}
    assert event["coded_date"] == "2017-01-02"
    assert event["cite_info"]["citation"] == "p. 3"
    assert event["actor"][0]["age"] == 51
    assert event["has_event"] is True


def test_an_unknown_type_leaves_the_row_out_and_is_told(lexicon: Lexicon, told: Any) -> None:
    assert read([{"event": ["CRITICISE"]}, {"event": ["AID"], "context": ["humanitarian"]}], lexicon, told.report)[0][
        "extra"
    ] == {"context": '["humanitarian"]'}
    assert "x.jsonl:1: no PLOVER type 'CRITICISE'" in str(told[0])
    assert "left out" in str(told[0])
    assert "x.jsonl:2: no PLOVER context 'humanitarian'" in str(told[1])


def test_what_the_file_says_of_quad_and_score_is_kept_where_it_differs(lexicon: Lexicon) -> None:
    (row,) = read([{"event": ["ACCUSE"], "quad_code": 3, "event_scale": 3}], lexicon)
    assert row["plover_score"] == -3.0
    assert row["extra"] == {"event_scale": "3"}


@pytest.mark.parametrize(
    ("last", "precision"),
    [("2024-02-01", "day"), ("2024-02-07", "week"), ("2024-02-29", "month"), ("2024-12-31", "year"), ("2024-02-03", "day")],
)
def test_a_span_of_days_is_a_precision_where_it_can_be(lexicon: Lexicon, last: str, precision: str) -> None:
    (row,) = read([{"event": ["AID"], "date": "2024-02-01", "enddate": last}], lexicon)
    assert row["date_precision"] == precision
    assert row["extra"] == ({"enddate": last} if last == "2024-02-03" else {})


def test_who_changes_type_or_actor_in_the_file_gets_what_follows_from_that(lexicon: Lexicon) -> None:
    (event,) = write({"events": [EVENT | {"cameo": "043"}]}, lexicon)
    assert read([event], lexicon)[0]["cameo"] == "043"
    event["mode"] = ["third-party", "negation"]
    event["actor"][0]["code"] = "SRB"
    (row,) = read([event], lexicon)
    assert row["cameo"] == load_ontology(lexicon).cameo_for("CONSULT", "third-party") != "043"
    assert row["plover_score"] == 1.0
    assert (row["actors"][0]["country"], row["actors"][0]["actor"]) == ("SRB", None)


def test_a_type_that_a_person_adds_becomes_a_row_of_its_own(lexicon: Lexicon) -> None:
    (event,) = write({"events": [EVENT]}, lexicon)
    event["event"].append("AID")
    first, second = read([event | {"mode": []}], lexicon)
    assert (first["event_id"], first["type"]) == ("e-1", "CONSULT")
    assert second["event_id"] != "e-1"
    assert second["article_id"] == first["article_id"] == "a-1"


def test_what_we_added_cannot_bring_a_type_or_a_status_that_is_none(lexicon: Lexicon, told: Any) -> None:
    (row,) = read([{"event": "AID", "detente": {"type": "FOO", "mode": "bar", "event_id": None}}], lexicon)
    assert (row["type"], row["mode"]) == ("AID", None)
    assert str(row["event_id"]).startswith("e-")
    assert read([{"event": "AID", "detente": {"status": "perhaps"}}], lexicon, told.report) == []
    assert "'status' holds no text that it may hold" in str(told[0])


def test_hostile_bytes_are_reported_and_the_rest_is_read(
    hostile: list[bytes], lexicon: Lexicon, told: Any, storable: Callable[[Rows], int]
) -> None:
    good = b'\n{"event": "AID"}\n'
    for data in hostile:
        before = len(told)
        rows = list(read_plover(io.BytesIO(data + good), "x", told.report, lexicon=lexicon))
        assert sum(map(storable, rows)) + len(told) - before > 0


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["AID", "USA", "2024-01-01", "meet"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["start", "code", "lat"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@SLOW
@given(value=st.dictionaries(st.sampled_from([*sorted(MANUAL), "detente", "source", "eventText"]), JSON), event=JSON)
def test_any_values_give_rows_that_a_store_can_hold_or_are_reported(
    value: dict[str, Any], event: Any, tables: Callable[[], Lexicon], told: Any, storable: Callable[[Rows], int]
) -> None:
    for given_event in (event, "AID"):
        told.clear()
        data = json.dumps(value | {"event": given_event}).encode()
        rows = list(read_plover(io.BytesIO(data), "x", told.report, lexicon=tables()))
        assert sum(map(storable, rows)) or told


@SLOW
@given(data=st.binary(max_size=200))
def test_random_bytes_raise_nothing(
    data: bytes, tables: Callable[[], Lexicon], told: Any, storable: Callable[[Rows], int]
) -> None:
    for rows in read_plover(io.BytesIO(data), "x", told.report, lexicon=tables()):
        storable(rows)
