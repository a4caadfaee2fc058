"""Every page in a real browser: no message, no request elsewhere, no sideways scrolling, accessible, in light and dark."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
    "table": "/data/events",
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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_fits_and_asks_no_other_machine(  # noqa: PLR0917  fixtures
    name: str, places: dict[str, str], desk: Any, watch: Callable[..., Any], axe: str, shots: Path
) -> None:
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 360)):
        seen = watch(color_scheme=scheme, viewport={"width": width, "height": 900})
        seen.page.goto(desk.start)
        answer = seen.page.goto(desk.base + places[name], wait_until="networkidle")
        assert answer.status == (404 if name == "missing" else 200)
        assert [m for m in seen.console if "404 (Not Found)" not in m] == []
        assert {url.split("/")[2] for url in seen.requests} == {desk.base.split("/")[2]}
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.locator("h1").count() == 1
        seen.page.screenshot(path=shots / f"{name}-{scheme}-{width}.png")
        if width == 1280:
            seen.page.evaluate(axe)
            found = seen.page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
            told = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found["violations"]]
            assert told == [], json.dumps(told, indent=1)


def test_h4_the_server_asked_no_other_machine(desk: Any, places: dict[str, str], ask: Ask) -> None:
    for place in ("/", "/dyad/IND/PAK", "/ledger?one=IRN"):
        path, _, query = place.partition("?")
        ask(desk, f"{'/overview' if path == '/' else path}.json?{query}")
    assert "OUTBOUND" not in desk.errors.read_text()


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


def test_pictures_of_pages_are_kept_where_ci_asks(shots: Path) -> None:
    if named := os.environ.get("SHOTS"):
        assert shots == Path(named)
