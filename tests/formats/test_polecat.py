"""POLECAT: 40 columns, lists, None, and acts that go both ways."""

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.formats.faults import Faults
from detente.formats.polecat import BOTH_WAYS, COLUMNS, read_polecat, write_polecat
from detente.formats.tab_lines import joined

from .rows import CODES, cell_texts, events_of, own_events, told

HEADER = joined(COLUMNS)
SAMPLE = dict.fromkeys(COLUMNS, "None") | {
    "Event ID": "20230101-4711-x",
    "Event Date": "2023-01-01",
    "Event Type": "CONSULT",
    "Event Mode": "visit",
    "Intensity": "4.0",
    "Quad Code": "VERBAL COOPERATION",
    "Contexts": "diplomatic; territory",
    "Actor Name": "Serbia; Kosovo",
    "Actor Country": "SRB; KOS",
    "Actor COW": "SRB; KOS",
    "Primary Actor Sector": "GOV",
    "Actor Sectors": "GOV; LEG",
    "Wikipedia Actor ID": "Serbia",
    "Placename": "Brussels",
    "City": "Brussels",
    "Country": "BEL",
    "Latitude": "50.85",
    "Longitude": "4.35",
    "GeoNames ID": "2800866",
    "Source": "The Courier",
    "Publication Date": "2023-01-02",
    "Story People": "Ada Berg; Bo Ek",
    "Language": "English",
    "Version": "1.0",
}


def read(data: bytes, faults: Faults | None = None) -> list[dict[str, object]]:
    return events_of(read_polecat(io.BytesIO(data), "x.txt", faults or Faults(), CODES))


def line(**cells: str) -> bytes:
    return joined(list((SAMPLE | {k.replace("_", " "): v for k, v in cells.items()}).values()))


def write(*events: dict[str, object], articles: tuple[dict[str, object], ...] = ()) -> bytes:
    out = io.BytesIO()
    write_polecat([{"events": list(events), "articles": list(articles)}], out, CODES)
    return out.getvalue()


def test_a_row_is_read_into_columns_and_comes_out_the_same() -> None:
    (row,) = read(HEADER + line())
    assert len(COLUMNS) == 40
    assert (row["origin"], row["origin_id"], row["date"]) == ("polecat", "20230101-4711-x", dt.date(2023, 1, 1))
    assert (row["type"], row["mode"], row["contexts"], row["cameo"]) == ("CONSULT", "visit", ["diplomatic", "territory"], "042")
    assert (row["quad"], row["plover_score"], row["published"], row["outlet"]) == (1, 4.0, dt.date(2023, 1, 2), "The Courier")
    assert (row["place_text"], row["place_country"], row["place_id"], row["place_resolution"]) == (
        "Brussels",
        "BEL",
        2800866,
        "city",
    )
    assert row["extra"]["Story People"] == "Ada Berg; Bo Ek"
    assert write(row) == HEADER + line()


def test_an_empty_recipient_means_an_act_that_goes_both_ways() -> None:
    (row,) = read(HEADER + line())
    assert row["symmetric"]
    assert [told(p) for p in (*row["actors"], *row["recipients"])] == [("Serbia", "SRB", "GOV"), ("Kosovo", "XKX", "LEG")]
    (alone,) = read(HEADER + line(Event_Type="PROTEST", Event_Mode="demo"))
    assert not alone["symmetric"], "of other types nobody is the recipient"
    assert (len(alone["actors"]), alone["recipients"]) == (2, [])


def test_lists_that_do_not_go_together_are_not_guessed() -> None:
    (row,) = read(HEADER + line(Event_Type="ACCUSE", Event_Mode="None", Actor_Name="Ada; Bo; Cy", Actor_Country="NOR; SWE"))
    assert [told(p)[:2] for p in row["actors"]] == [("Ada", None), ("Bo", None), ("Cy", None), (None, "NOR"), (None, "SWE")]
    assert row["actor_countries"] == ["NOR", "SWE"]
    (row,) = read(HEADER + line(Event_Type="ACCUSE", Event_Mode="None", Actor_Name="Ada; Bo", Actor_Country="NOR"))
    assert [told(p)[1] for p in row["actors"]] == ["NOR", "NOR"]


def test_the_other_name_of_intensity_further_tabs_and_columns_without_data_are_read() -> None:
    names = ["Event Intensity" if c == "Intensity" else c for c in COLUMNS]
    assert read(joined([*names, "", ""]) + joined([*SAMPLE.values(), "", ""])) == read(HEADER + line())
    assert read(
        joined([*names[:6], "Headline", *names[6:]]) + joined([*list(SAMPLE.values())[:6], "", *list(SAMPLE.values())[6:]])
    )
    faults = Faults()
    assert not read(HEADER + joined([*SAMPLE.values(), "a cell too many"]), faults)
    assert [e.where for e in faults.kept] == ["x.txt:2"]


def test_latin_1_is_read_and_counted() -> None:
    faults = Faults()
    (row,) = read(HEADER + line(Actor_Name="Ünal; Bo").decode().encode("latin-1"), faults)
    assert told(row["actors"][0])[0] == "Ünal"
    assert faults.mended == 1


def test_faults_name_file_and_line_and_another_table_is_refused() -> None:
    faults = Faults()
    assert len(read(HEADER + line(Event_Type="FIGHT") + line(Event_Date="soon") + line(), faults)) == 1
    assert [e.where for e in faults.kept] == ["x.txt:2", "x.txt:3"]
    with pytest.raises(ReadingError, match="no column 'Event Type'"):
        read(b"Event ID\tEvent Date\n")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([c for c in COLUMNS if c not in {"Event Date", "Event Type"}]), cell_texts | st.just("a; None; b;")
    ),
    st.sampled_from(sorted(CODES.ontology.types)),
)
def test_any_cells_come_out_as_they_went_in(cells: dict[str, str], kind: str) -> None:
    data = HEADER + joined(list((SAMPLE | {"Event Type": kind} | cells).values()))
    assert write(*read(data)) == data


@settings(max_examples=100, deadline=None)
@given(own_events())
def test_own_events_come_back_within_the_stated_loss(event: dict[str, object]) -> None:
    """Spans, status, claim and rule are lost, and who of those of an act both ways stood first."""
    (row,) = read(write(event, articles=({"article_id": event["article_id"], "language": "en"},)))
    for column in ("date", "published", "type", "mode", "contexts", "cameo", "quad", "goldstein", "plover_score", "outlet"):
        assert row[column] == event[column], column
    for column in ("place_text", "place_country", "place_latitude", "place_longitude", "place_resolution"):
        if column != "place_resolution" or event[column] != "country":
            assert row[column] == event[column], column
    both = event["symmetric"] and event["type"] in BOTH_WAYS
    everybody = [told(p) for p in (*event["actors"], *event["recipients"])]
    assert row["origin_id"] == event["event_id"]
    assert [told(p) for p in (*row["actors"], *row["recipients"])] == everybody
    assert len(row["actors"]) == len(event["actors"]) or both or not event["recipients"]
    assert row["symmetric"] or not both
