"""The pages over real news: sixty articles of the sample, where it is at hand, coded and looked at one after the other."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NUMBER = 60
PLACES = (
    "/",
    "/dyad",
    "/statements",
    "/events",
    "/articles",
    "/actors",
    "/network",
    "/ledger",
    "/review",
    "/data",
    "/data/events?size=5",
)


@pytest.fixture(scope="session")
def news(shared: Path, once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A store of articles that are spread over the years of the sample."""
    import pyarrow.parquet as pq

    def fill(folder: Path) -> None:
        table = pq.read_table(shared / "data" / "news_2006_2013.parquet", filters=[("pick", "=", "diplomatic")])
        rows = table.to_pylist()[:: table.num_rows // NUMBER][:NUMBER]
        lines = [json.dumps({name: str(value) for name, value in row.items() if name != "pick"}) for row in rows]
        (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
        command = [sys.executable, "-m", "detente", "code", str(folder / "news.jsonl"), "--store", str(folder / "store")]
        subprocess.run(command, check=True, capture_output=True)

    return once("news", fill) / "store"


@pytest.fixture(scope="module")
def desk_of_news(news: Path, tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Any]) -> Iterator[Any]:
    """A desk over them."""
    with serving(news, tmp_path_factory.mktemp("news-desk")) as served:
        yield served


def test_every_page_and_every_article_is_quiet(desk_of_news: Any, watch: Callable[..., Any], ask: Callable[..., Any]) -> None:
    seen = watch(viewport={"width": 1100, "height": 800})
    articles = [
        f"/article/{row['article_id']}?show=actors&show=events" for row in ask(desk_of_news, "/articles.json?size=500")["rows"]
    ]
    assert len(articles) == NUMBER
    pairs = [f"/dyad/{p['one']}/{p['other']}" for p in ask(desk_of_news, "/dyad.json")["rows"][:2]]
    for place in (*PLACES, *pairs, *articles):
        assert seen.page.goto(desk_of_news.base + place).status == 200, place
        assert seen.page.locator("h1").count() == 1, place
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 1100, place
    assert seen.console == []
    assert {url.split("/")[2] for url in seen.requests} == {desk_of_news.base.split("/")[2]}
    assert "OUTBOUND" not in desk_of_news.errors.read_text()


def test_an_article_is_shown_character_by_character(
    desk_of_news: Any, watch: Callable[..., Any], ask: Callable[..., Any]
) -> None:
    page = watch(java_script_enabled=True).page
    for row in ask(desk_of_news, "/articles.json?size=5")["rows"]:
        text = ask(desk_of_news, f"/article/{row['article_id']}.json")["article"]["text"]
        page.goto(f"{desk_of_news.base}/article/{row['article_id']}")
        shown = "".join(page.locator(".text > span[data-start]").all_text_contents())
        assert "".join(shown.split()) == "".join(text.split())
