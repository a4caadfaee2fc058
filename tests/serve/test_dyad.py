"""The page of two states: its verdict, its figures and their days, the events behind it, its twins, and hostile rows in it."""

import datetime as dt
import io
import json
import re
import runpy
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from detente.relations.assess import assess
from detente.relations.records import Band, Relation
from detente.relations.rows import relation_to_dict
from detente.serve.plot_area import read_area
from detente.serve.record_models import record_model

Opened = Callable[..., TestClient]
BUILD = runpy.run_path(str(Path(__file__).parents[1] / "store" / "conftest.py"))
_ROWS = runpy.run_path(str(Path(__file__).parents[1] / "relations" / "conftest.py"))
HOSTILE = '"><img src=x onerror=window.__pwned=1></script><script>1</script>'


def told(number: int, article: int, by: str, to: str, **fields: Any) -> dict[str, Any]:
    """Give an event of an article, reported as done on a day of 2010 unless said otherwise."""
    base = {"type": "AID", "quad": 2, "goldstein": 7.0, "plover_score": 6.0, "status": "actual", "date": dt.date(2010, 1, number)}
    made: dict[str, Any] = BUILD["event"](number, article, [BUILD["party"](by, by)], [BUILD["party"](to, to)], **base | fields)
    return made


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A store in which Norway and Sweden do a little to each other, and Norway and Chad plan something."""
    folder = tmp_path / "two"
    BUILD["make_folder"](folder)
    events = [
        told(1, 1, "NOR", "SWE"),
        told(2, 1, "SWE", "NOR", type="ACCUSE", quad=3, goldstein=-2.0, sentence_text=HOSTILE, claimed_by="s-1"),
        told(3, 2, "NOR", "SWE", type="CONSULT", quad=1, goldstein=1.0, symmetric=True),
        told(4, 2, "NOR", "DNK"),
        told(5, 2, "NOR", "TCD", status="future"),
        told(6, 2, "NOR", "SWE", date=None),
    ]
    rows = {
        "articles": [BUILD["article"](1, "A text."), BUILD["article"](2, "Another text.", title=HOSTILE)],
        "statements": [BUILD["statement"](1, 1, "Sweden would pay", about=["SWE"])],
        "events": events,
    }
    BUILD["add_shard"](folder, "one", rows)
    return folder


@pytest.fixture(scope="session")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Norway and Sweden turn from quarrels to help with 2011; imported rows without articles."""
    folder: Path = _ROWS["turned"].__wrapped__(tmp_path_factory)
    return folder


def test_two_states_by_any_name_lead_to_their_page(opened: Opened, two: Path) -> None:
    client = opened(two, page=True)
    answer = client.get("/dyad?one=norwegian&other=Sweden&since=2010&until=&period=week&weights=goldstein&origin=")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/dyad/NOR/SWE?since=2010&period=week"
    wrong = client.get("/dyad?one=Norwey&other=Sweden")
    assert wrong.status_code == 422
    assert "Norway" in unescape(wrong.text)
    assert client.get("/dyad/NOR/Norway").status_code == 422


def test_the_pairs_of_whom_most_is_told(opened: Opened, two: Path, empty: Path) -> None:
    client = opened(two)
    pairs = client.get("/dyad.json").json()
    assert next({p["one"], p["other"]} for p in pairs["rows"]) == {"NOR", "SWE"}
    of_one = client.get("/dyad.json?one=Denmark").json()["rows"]
    assert [(p["one"], p["other"]) for p in of_one] == [("DNK", "NOR")]
    page = opened(two, page=True).get("/dyad").text
    assert '<option value="Sweden">' in page
    assert 'href="/dyad/NOR/SWE"' in page
    assert "no events" in opened(empty, page=True).get("/dyad").text


def test_the_verdict_and_its_twins_say_the_same(opened: Opened, turned: Path) -> None:
    client = opened(turned, page=True)
    relation = assess(turned, "NOR", "SWE")
    data = client.get("/dyad/NOR/SWE.json").json()
    assert {name: value for name, value in data.items() if name != "words"} == json.loads(json.dumps(relation_to_dict(relation)))
    page = client.get("/dyad/NOR/SWE").text
    assert data["words"][0].startswith("Thaw")
    assert f'<p class="verdict thaw">▲ {data["words"][0]}</p>' in unescape(page)
    for line in data["words"][1:]:
        assert f"<p>{line}</p>" in unescape(page)
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings[:5] == ["What moved it most", "When it changed", "How often", "Who moved first", "What it rests on"]
    table = client.get("/dyad/NOR/SWE.parquet").content
    rows = pq.read_table(io.BytesIO(table))
    assert rows.num_rows == len(relation.tone)
    assert "null" not in {str(field.type) for field in rows.schema}
    assert len(client.get("/dyad/NOR/SWE.csv").text.splitlines()) == len(relation.tone) + 1


def test_the_events_stand_on_opposite_sides_newest_first_and_by_page(opened: Opened, two: Path) -> None:
    client = opened(two)
    every = client.get("/dyad/SWE/NOR/events.json").json()
    assert [row["event_id"] for row in every["rows"]] == ["e-3", "e-2", "e-6", "e-1"]  # e-6 has the day of its article
    assert every["total"] == 4
    second = client.get("/dyad/SWE/NOR/events.json?size=3&page=2").json()
    assert [row["event_id"] for row in second["rows"]] == ["e-1"]
    chosen = client.get("/dyad/SWE/NOR/events.json?from=2010-01-02&to=2010-01-02").json()
    assert sorted(row["event_id"] for row in chosen["rows"]) == ["e-2", "e-6"]
    assert client.get("/dyad/SWE/NOR/events.json?since=2010-01-03").json()["total"] == 1
    assert client.get("/dyad/SWE/NOR/events.json?from=soon").status_code == 422
    assert len(client.get("/dyad/SWE/NOR/events.csv?size=1").text.splitlines()) == 5


def test_rows_of_the_page_lead_to_sentences_and_periods_to_their_events(opened: Opened, two: Path) -> None:
    client = opened(two, page=True)
    page = unescape(client.get("/dyad/NOR/SWE?period=week").text)
    assert 'href="/article/a-1?row=e-2#e-2"' in page
    evidence = page[page.index('id="evidence"') :]
    assert evidence.count("<li>") == 4
    assert '<span class="tag">claimed</span>' in evidence
    period = re.search(r'href="(/dyad/NOR/SWE\?period=week&from=[\d-]+&to=[\d-]+)#evidence"', page)
    assert period is not None
    filtered = unescape(client.get(period[1]).text)
    assert "All days" in filtered
    assert 'href="/statements?who=NOR&about=SWE' in page
    assert ">1 statement</a>" in page
    assert 'href="/dyad/NOR/SWE/brief.pdf?period=week"' in page


def test_two_of_whom_nothing_is_reported_still_have_a_page(opened: Opened, two: Path) -> None:
    client = opened(two, page=True)
    planned = client.get("/dyad/NOR/TCD")
    assert planned.status_code == 200
    assert "Too little data" in planned.text
    assert "Nothing is reported between NOR and TCD; 1 event is only claimed, planned" in planned.text
    assert "Nothing is reported between FJI and TCD." in client.get("/dyad/Fiji/Chad").text
    assert client.get("/dyad/Fiji/Chad.json").json()["events"] == 0
    assert len(client.get("/dyad/Fiji/Chad.csv").text.splitlines()) > 1


def test_the_days_of_the_brush_are_those_of_the_figure(opened: Opened, turned: Path) -> None:
    client = opened(turned, page=True)
    page = client.get("/dyad/NOR/SWE").text
    at = dict(re.findall(r'data-([a-z-]+)="([^"]+)"', page))
    svg = client.get("/dyad/NOR/SWE/chart.svg").content
    area = read_area(svg)
    assert area is not None
    given = [float(at[name]) for name in ("left", "top", "width", "height", "whole-width", "whole-height")]
    assert given == list(area)
    assert (float(area.width), area.left > 0, area.top > 0) == (760.0, True, True)
    assert area.left + area.width <= area.whole_width
    assert area.top + area.height <= area.whole_height
    tone = client.get("/dyad/NOR/SWE.json").json()["tone"]
    assert (at["first"], at["last"]) == (tone[0]["start"], tone[-1]["end"])
    # A change is drawn where the brush has its day.
    first, last = (dt.date.fromisoformat(at[name]).toordinal() for name in ("first", "last"))
    change = client.get("/dyad/NOR/SWE.json").json()["changes"][0]["start"]
    pixel = (dt.date.fromisoformat(change).toordinal() - first) / (last + 1 - first) * area.width
    drawn = [float(x) for x in re.findall(r'translate\(([\d.]+),[\d.]+\)" x2="0"', svg.decode())]
    assert any(abs(x - pixel) < 1 for x in drawn)
    assert f'width="{round(area.whole_width)}" height="{round(area.whole_height)}"' in page


def test_figures_are_shown_in_both_looks_and_kept_in_three_forms(opened: Opened, two: Path) -> None:
    client = opened(two, page=True)
    light, dark = (client.get(f"/dyad/NOR/SWE/chart.svg?look={look}") for look in ("light", "dark"))
    assert light.headers["content-type"] == "image/svg+xml"
    assert light.content != dark.content
    assert "content-disposition" not in light.headers
    for figure, form, begins in (("chart", "svg", b"<svg"), ("bars", "png", b"\x89PNG"), ("bars", "html", b"<!DOCTYPE")):
        kept = client.get(f"/dyad/NOR/SWE/{figure}.{form}?file=true")
        assert kept.content.startswith(begins)
        assert kept.headers["content-disposition"].endswith(f'.{form}"')


def test_x1_sentences_between_two_states_are_text(opened: Opened, two: Path) -> None:
    for path in ("/dyad/NOR/SWE", "/dyad/NOR/SWE/events"):
        page = opened(two, page=True).get(path).text
        assert "<img src=x" not in page
        assert "<script>1" not in page
        assert HOSTILE.replace('"', "&#34;").replace("<", "&lt;").replace(">", "&gt;") in page


def test_models_of_records_make_null_of_what_is_no_number() -> None:
    model = record_model(Band)
    made = model.model_validate({"low": float("-inf"), "middle": float("nan"), "high": 1.5})
    assert json.loads(made.model_dump_json()) == {"low": None, "middle": None, "high": 1.5}
    schema = record_model(Relation, words=list[str]).model_json_schema()
    assert set(schema["required"]) == set(schema["properties"])
    assert schema["$defs"]["Verdict"]["properties"]["judgement"] == {"$ref": "#/$defs/Judgement"}
