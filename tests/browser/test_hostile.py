"""Sixty attacks in every text, name and address of a store: a browser shows them and runs none. X1, X2, X3."""

import re
from collections.abc import Callable
from typing import Any

MENU = ("/", "/dyad", "/statements", "/events", "/articles", "/actors", "/network", "/ledger?one=RUS&other=USA", "/data/events")
MORE = ("/data/articles", "/dyad/RUS/USA", "/review", "/review/event/e-3", "/sql?q=select+title+from+articles")


def test_x1_nothing_of_an_attack_runs(hostile_desk: Any, watch: Callable[..., Any], ask: Callable[..., Any]) -> None:
    seen = watch()
    page = seen.page
    page.goto(hostile_desk.start)
    articles = [f"/article/{row['article_id']}?show=actors" for row in ask(hostile_desk, "/articles.json?size=500")["rows"]]
    assert len(articles) == 60
    actor = ask(hostile_desk, "/actors.json")["rows"][0]["key"]
    for place in (*MENU, *MORE, f"/actor/{actor}", *articles):
        assert page.goto(hostile_desk.base + place, wait_until="domcontentloaded").status == 200, place
        assert page.evaluate("window.__pwned") is None, place
        links = page.evaluate("[...document.querySelectorAll('[href], [src], [action]')].map(e => e.href || e.src || e.action)")
        for link in links:
            assert re.match(r"(https?://)", str(link)), (place, link)  # X3
    assert seen.dialogs == []
    assert [m for m in seen.console if "Content Security Policy" in m or m.startswith("error")] == []
    assert {url.split("/")[2] for url in seen.requests} == {hostile_desk.base.split("/")[2]}


def test_x1_an_attack_is_shown_literally(hostile_desk: Any, watch: Callable[..., Any]) -> None:
    page = watch().page
    page.goto(hostile_desk.base + "/articles?size=500")
    shown = page.locator("main").inner_text()
    for words in ("<script>window.__pwned=1</script>", "</title><script>window.__pwned=1</script>", "{{ 7*7 }}{% raw %}"):
        assert words in shown


def test_x2_a_label_within_a_picture_is_text(hostile_desk: Any, watch: Callable[..., Any]) -> None:
    seen = watch()
    seen.page.goto(hostile_desk.base + "/ledger/chart.svg?one=RUS&other=USA")
    assert seen.page.evaluate("window.__pwned") is None
    assert seen.page.evaluate("document.querySelectorAll('script, foreignObject, image').length") == 0
    assert seen.dialogs == []
