"""A store of imported events, which have no articles: every page is there, and no link leads nowhere."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.store.manifest import Shard, append
from detente.store.write import write_shard

Opened = Callable[..., TestClient]


@pytest.fixture
def imported(build: dict[str, Any], tmp_path: Path) -> Path:
    """A store of nine events between two states, with neither words nor article."""
    folder = tmp_path / "imported"
    build["make_folder"](folder)
    lacking = dict.fromkeys(("article_id", "trigger_text", "trigger_spans", "sentence_text", "outlet", "confidence", "published"))
    sides = [build["party"]("Citizen (Peru)", "PER")], [build["party"]("Chile", "CHL")]
    rows = [
        build["event"](
            n,
            1,
            *sides,
            origin="icews",
            origin_id=str(n),
            date=dt.date(2018, n, 1),
            type="ASSAULT",
            status="actual",
            goldstein=-9.0,
            quad=4,
            **lacking,
        )
        for n in range(1, 10)
    ]
    digests = write_shard(folder, "one", {"events": rows}, {})
    append(folder, [Shard("one", "icews", (), {}, {"events": len(rows)}, digests)])
    return folder


@pytest.mark.parametrize("which", ["imported", "hostile"])
def test_no_link_of_any_page_leads_nowhere(opened: Opened, request: pytest.FixtureRequest, which: str) -> None:
    client = opened(request.getfixturevalue(which), page=True)
    waiting, seen = ["/"], {"/"}  # one address of those that differ in numbers of rows, or in what they ask
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        assert answer.status_code in (200, 303), (path, answer.text[-300:])
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', answer.text):
            place = re.sub(r"[0-9a-f]{12}|\d+|\?.*", "", link)
            if place not in seen:
                seen.add(place)
                waiting.append(unescape(link))
    assert {"/review/event/e-", "/events.csv", "/api", "/static/desk.css"} <= seen


def test_an_imported_event_is_listed_without_an_article(opened: Opened, imported: Path) -> None:
    client = opened(imported)
    rows = client.get("/events.json").json()
    assert (rows["total"], {row["article_id"] for row in rows["rows"]}) == (9, {None})
    assert client.get("/articles.json").json()["total"] == 0
    page = client.get("/events", headers={"Accept": "text/html"}).text
    assert "Citizen (Peru)" in page
    assert "/article/" not in page
    assert client.get("/dyad/PER/CHL.json").status_code == 200
    assert client.get("/dyad/PER/CHL/events.json").json()["total"] == 9
    assert client.get("/dyad.json").json()["rows"][0]["events"] == 9
