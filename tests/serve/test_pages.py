"""Every page: it is there over any store, its twins hold the same rows, and it shows hostile text as text."""

import csv
import io
import json
import re
import runpy
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

Opened = Callable[..., TestClient]
HOSTILE = runpy.run_path(str(Path(__file__).parents[1] / "desk_stores.py"))["HOSTILE"]
LISTED = ("/statements", "/events", "/articles", "/actors")
MENU = ("/", "/dyad", *LISTED, "/network", "/ledger", "/data", "/data/codebook", "/sql", "/api")
LISTS = (*LISTED, "/data/events", "/data/ledger", "/data/codebook?size=500")


class Seen(HTMLParser):
    """What a page is made of: tags, addresses, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcset", "formaction")]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("path", MENU)
def test_each_page_of_the_menu_is_there_even_over_an_empty_store(opened: Opened, small: Path, empty: Path, path: str) -> None:
    for folder in (small, empty):
        answer = opened(folder, page=True).get(path)
        assert answer.status_code == 200
        seen = Seen(answer.text)
        assert seen.tags.count("h1") == 1
        assert seen.tags.count("main") == 1
        assert not seen.handlers


def test_the_menu_names_pages_that_are_there(opened: Opened, small: Path) -> None:
    client = opened(small, page=True)
    page = client.get("/").text
    places = re.findall(r'<li><a href="([^"]+)"', page[: page.index("</header>")])
    assert len(places) == 10
    assert {place: client.get(place).status_code for place in places} == dict.fromkeys(places, 200)


@pytest.mark.parametrize("path", LISTS)
def test_the_twins_of_a_list_hold_the_same_rows(opened: Opened, small: Path, path: str) -> None:
    client = opened(small)
    place, _, query = path.partition("?")
    rows = client.get(f"{place}.json?{query}").json()
    assert rows["total"] == len(rows["rows"])
    lines = list(csv.DictReader(io.StringIO(client.get(f"{place}.csv?{query}").text)))
    table = pq.read_table(io.BytesIO(client.get(f"{place}.parquet?{query}").content))
    assert len(lines) == table.num_rows == rows["total"]
    assert list(lines[0] if lines else table.column_names) == table.column_names
    for key in {"statement_id", "event_id", "article_id", "key", "code"} & set(table.column_names):
        told = [row[key] for row in rows["rows"]]
        assert [line[key] for line in lines] == [value or "" for value in told]
        assert table.column(key).to_pylist() == told


def test_v1_a_cell_that_a_spreadsheet_would_compute_is_guarded(opened: Opened, small: Path) -> None:
    text = opened(small).get("/statements.csv").text
    assert "'=1+1 pipelines" in text
    assert "'=Daily" in text


def test_pages_of_a_list_come_one_after_the_other(opened: Opened, small: Path) -> None:
    client = opened(small)
    whole = [row["statement_id"] for row in client.get("/statements.json").json()["rows"]]
    parts = [client.get(f"/statements.json?size=1&page={n}").json()["rows"][0]["statement_id"] for n in (1, 2, 3)]
    assert parts == whole
    beyond = client.get("/statements.json?page=1000000").json()
    assert (beyond["total"], beyond["rows"]) == (3, [])


def test_blank_fields_of_a_form_ask_nothing(opened: Opened, small: Path) -> None:
    client = opened(small)
    assert client.get("/statements.json?who=&about=&since=&confidence=&text=").json()["total"] == 3
    assert client.get("/statements.json?who=&who=Ñandú").json()["total"] == 1


def test_a_question_that_finds_nothing_says_what_to_leave_out(opened: Opened, small: Path) -> None:
    page = opened(small, page=True).get("/statements?who=Ñandú&about=Sweden").text
    assert "1 without “about”" in page
    assert "1 without “who”" in page


def test_one_row_has_an_address_of_its_own(opened: Opened, small: Path) -> None:
    client = opened(small)
    assert client.get("/statements/s-1.json").json()["content_text"] == "Sweden would face sanctions"
    assert client.get("/events/e-1.json").json()["actors"][0]["country"] == "NOR"
    assert client.get("/events/e-99.json").status_code == 404


def test_x1_hostile_text_is_shown_literally_and_nothing_of_it_is_markup(opened: Opened, hostile: Path) -> None:
    client = opened(hostile, page=True)
    key = client.get("/actors.json").json()["rows"][0]["key"]
    places = [
        *MENU,
        "/ledger?one=RUS&other=USA",
        "/data/events",
        "/data/articles",
        f"/actor/{key}",
        "/sql?q=select+title+from+articles",
    ]
    places += [f"/article/a-{n}?show=actors&show=events&show=statements" for n in range(1, len(HOSTILE) + 1)]
    shown = ""
    for place in places:
        answer = client.get(place)
        assert answer.status_code == 200, place
        seen = Seen(answer.text)
        assert set(seen.tags) & {"img", "script", "b"} <= {"script", "b", "img"}
        assert seen.tags.count("script") == answer.text.count('<script type="module" src="/static/')
        assert not seen.handlers, place
        assert "49" not in re.findall(r"\b49\b", seen.text), place
        shown += seen.text
    for words in HOSTILE[:7]:
        assert words in shown


def test_x2_text_within_pictures_and_attributes_ends_neither(opened: Opened, hostile: Path) -> None:
    client = opened(hostile)
    picture = client.get("/ledger/chart.svg?one=RUS&other=USA").text
    assert "<script" not in picture
    assert client.get("/statements.json").headers["content-type"] == "application/json"
    assert json.loads(client.get("/statements.json").text)["total"] == len(HOSTILE)


def test_x3_only_addresses_of_the_web_become_links(opened: Opened, hostile: Path) -> None:
    client = opened(hostile, page=True)
    places = ["/statements", "/events", "/articles", *(f"/article/a-{n}" for n in range(1, len(HOSTILE) + 1))]
    for place in places:
        for link in Seen(client.get(place).text).links:
            assert re.match(r"(/(?!/)|#|https?://[^/])", link), (place, link)


def test_errors_are_pages_for_people_and_problems_for_programs(opened: Opened, small: Path) -> None:
    client = opened(small)
    problem = client.get("/events.json?since=never")
    assert problem.status_code == 422
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["detail"].startswith("--since: 'never' is no year")
    page = opened(small, page=True).get("/events?since=never")
    assert (page.status_code, Seen(page.text).tags.count("h1")) == (422, 1)
    assert str(small) not in problem.text + page.text
