"""Counts by day, dyad and CAMEO code."""

import csv
import datetime as dt
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.formats.cameo_counts import COLUMNS, write_cameo_counts
from detente.formats.cells import dyads

from .rows import CODES, own_events


def count(*events: dict[str, object]) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_cameo_counts([{"events": [e]} for e in events], out, CODES)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode())))


def event(**values: object) -> dict[str, object]:
    sides = {"actors": [{"name": "A", "country": "GHA"}], "recipients": [{"name": "B", "country": "TGO"}]}
    return {"event_id": "e-000000000001", "date": dt.date(2020, 2, 1), "cameo": "040", "symmetric": False} | sides | values


def test_each_line_counts_a_day_a_dyad_and_a_code() -> None:
    rows = count(event(), event(), event(cameo="173"), event(recipients=[]))
    assert [tuple(r[c] for c in COLUMNS) for r in rows] == [
        ("2020-02-01", "GHA", "", "040", "1", "1", "1", "1"),
        ("2020-02-01", "GHA", "TGO", "040", "1", "1", "2", "2"),
        ("2020-02-01", "GHA", "TGO", "173", "-5", "4", "1", "1"),
    ]


def test_a_symmetric_event_counts_in_both_directions_and_parties_of_one_country_once() -> None:
    two = [{"name": "A", "country": "GHA"}, {"name": "C", "country": "GHA"}]
    rows = count(event(symmetric=True, cameo="042", actors=two))
    assert [(r["source"], r["target"], r["cameo"], r["events"]) for r in rows] == [
        ("GHA", "TGO", "042", "1"),
        ("TGO", "GHA", "043", "1"),
    ]


def test_reports_are_those_that_gdelt_gives() -> None:
    (row,) = count(event(origin="gdelt", extra=[("NumArticles", "12")]), event())
    assert (row["events"], row["reports"]) == ("2", "13")


def test_without_code_nothing_is_counted_and_without_a_day_that_of_publication() -> None:
    rows = count(event(cameo=None), event(date=None), event(date=None, published=dt.date(2020, 2, 2)))
    assert [(r["date"], r["events"]) for r in rows] == [("2020-02-02", "1")]


def test_v1_a_country_that_is_a_formula_is_guarded() -> None:
    (row,) = count(event(actors=[{"name": "A", "country": "=1+1"}]))
    assert row["source"] == "'=1+1"


@settings(max_examples=40, deadline=None)
@given(st.lists(own_events(), max_size=4))
def test_the_order_of_events_does_not_matter_and_none_is_lost(events: list[dict[str, object]]) -> None:
    rows = count(*events)
    assert rows == count(*reversed(events))
    keys = [
        {(d.actor and d.actor["country"], d.recipient and d.recipient["country"], d.cameo) for d in dyads(e, str(e["cameo"]))}
        for e in events
    ]
    assert sum(int(r["events"]) for r in rows) == sum(map(len, keys))
