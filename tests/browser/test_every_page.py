"""Every page in a real browser: no message, no request elsewhere, no sideways scrolling, accessible, in light and dark."""

import json
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

GUARDED = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["GUARDED"]
Ask = Callable[[Any, str], Any]
PAGES = {
    "overview": "/",
    "dyads": "/dyad",
    "dyad": "/dyad/IND/PAK",
    "dyad-events": "/dyad/IND/PAK/events",
    "statements": "/statements?who=Putin&about=USA",
    "events": "/events?text=sanctions",
    "articles": "/articles",
    "article": "/article/{article}?show=statements&show=events&show=actors",
    "why": "/why/{event}",
    "actors": "/actors",
    "actor": "/actor/{actor}",
    "network": "/network?blocs=true",
    "ledger": "/ledger?one=IRN&other=USA",
    "review": "/review",
    "review-row": "/review/event/{event}",
    "reviews": "/reviews",
    "agreement": "/review/agreement",
    "export": "/review/export",
    "data": "/data",
    "table": "/data/events?size=5",
    "codebook": "/data/codebook?text=threat",
    "sql": "/sql?q=select+outlet,+count(*)+as+n+from+articles+group+by+outlet",
    "api": "/api",
    "missing": "/no-such-page",
}


@pytest.fixture(scope="session")
def places(desk: Any, ask: Ask) -> dict[str, str]:
    """The address of each page, with ids that the chronicle has."""
    event = next(row for row in ask(desk, "/events.json?text=sanctions")["rows"] if row["article_id"])
    actor = ask(desk, "/actors.json?name=Putin")["rows"][0]["key"]
    return {name: p.format(article=event["article_id"], event=event["event_id"], actor=actor) for name, p in PAGES.items()}


LOOKS = (("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360))


@pytest.fixture(scope="module")
def views(browser: Any, desk: Any) -> Iterator[dict[tuple[str, int], Any]]:
    """A page in each look, with the token, which goes from place to place."""
    opened = {}
    for scheme, width in LOOKS:
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
        page.goto(desk.start)
        opened[scheme, width] = page
    yield opened
    for page in opened.values():
        page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_fits_and_asks_no_other_machine(  # noqa: PLR0917  fixtures
    name: str, places: dict[str, str], desk: Any, views: dict[tuple[str, int], Any], axe: str, shots: Path
) -> None:
    for (scheme, width), page in views.items():
        requests: list[str] = []
        messages: list[str] = []
        page.on("request", hear := lambda request, to=requests: to.append(request.url))
        page.on("console", note := lambda message, to=messages: to.append(f"{message.type}: {message.text}"))
        page.on("pageerror", fail := lambda error, to=messages: to.append(f"error: {error}"))
        answer = page.goto(desk.base + places[name])
        assert answer.status == (404 if name == "missing" else 200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
        page.screenshot(path=shots / f"{name}-{scheme}-{width}.png")
        if (scheme, width) != ("dark", 360):
            page.evaluate(axe)
            found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
            told = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found["violations"]]
            assert told == [], json.dumps(told, indent=1)
        assert [m for m in messages if "404 (Not Found)" not in m] == []
        assert {url.split("/")[2] for url in requests} == {desk.base.split("/")[2]}
        for event, heard in (("request", hear), ("console", note), ("pageerror", fail)):
            page.remove_listener(event, heard)


def test_h4_the_server_asked_no_other_machine(desk: Any, places: dict[str, str], ask: Ask) -> None:
    for place in ("/overview.json", "/dyad/IND/PAK.json", "/ledger.json?one=IRN", "/sql.json?q=select+1+as+one"):
        ask(desk, place)
    assert "OUTBOUND" not in desk.errors.read_text()


def test_h4_the_watch_sees_who_asks_another_machine() -> None:
    tried = 'socket.create_connection(("192.0.2.1", 80), 1)'
    code = GUARDED.replace("from detente.cli import main\nmain()", tried)
    assert tried in code
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OUTBOUND lookup '192.0.2.1'" in done.stderr


@pytest.mark.parametrize("name", [name for name in PAGES if name != "missing"])
def test_a_page_works_without_script(name: str, places: dict[str, str], desk: Any, watch: Callable[..., Any]) -> None:
    seen = watch(java_script_enabled=False)
    assert seen.page.goto(desk.base + places[name]).status == 200
    assert seen.page.locator("main").inner_text().strip()


def test_a_form_works_without_script(desk: Any, watch: Callable[..., Any]) -> None:
    seen = watch(java_script_enabled=False)
    seen.page.goto(desk.base + "/statements")
    seen.page.get_by_label("Who speaks").fill("Putin")
    seen.page.get_by_role("button", name="Search").click()
    assert "who=Putin" in seen.page.url
    assert "Vladimir Putin" in seen.page.locator("ol.rows li").first.inner_text()


def test_the_keyboard_leads_past_the_menu_and_to_the_form(desk: Any, watch: Callable[..., Any]) -> None:
    page = watch().page
    page.goto(desk.base + "/statements")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "who"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
