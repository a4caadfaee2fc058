"""The documentation as a site: every link leads somewhere, and no browser that reads it asks another host."""

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from .blocks import ROOT

FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data"}
LINKS = {"stylesheet", "icon", "shortcut icon", "preconnect", "preload", "prefetch", "dns-prefetch", "manifest", "modulepreload"}


@pytest.fixture(scope="session")
def site(once: Callable[..., Path]) -> Path:
    """The built site; a link that leads nowhere fails the build."""

    def build(folder: Path) -> None:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return once("site", build)


class Fetched(HTMLParser):
    """Collects what a browser fetches for a page without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        wanted = FETCHED.get(tag) or ("href" if tag == "link" and given.get("rel") in LINKS else None)
        if wanted and given.get(wanted):
            self.addresses.append(str(given[wanted]))


def test_no_page_names_anything_of_another_host_that_a_browser_fetches(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 40
    for page in pages:
        parser = Fetched()
        parser.feed(page.read_text("utf-8"))
        assert parser.addresses
        assert [a for a in parser.addresses if re.match(r"(\w+:)?//", a)] == [], page
        for address in parser.addresses:
            assert page.name == "404.html" or (page.parent / address.partition("?")[0]).exists(), f"{page}: {address}"
    for sheet in site.rglob("*.css"):
        assert not re.findall(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//", sheet.read_text("utf-8")), sheet


def test_pages_of_the_repository_join_the_site_and_other_files_become_names(site: Path) -> None:
    reading = (site / "reading.html").read_text("utf-8")
    assert "<code>src/detente/reading/addresses.py</code>" in reading
    compare = (site / "compare.html").read_text("utf-8")
    assert 'href="repository/src/detente/data/actors/index.html#where-the-facts-come-from"' in compare
    assert 'href="ask.html"' in (site / "changelog.html").read_text("utf-8")


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The site, served by this machine to itself."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_browser_asks_no_other_host_and_the_search_finds(address: str, browser: Any) -> None:
    asked: set[str] = set()
    page = browser.new_page()
    page.on("request", lambda request: asked.add(request.url))
    for name in ("index.html", "start.html", "relations.html", "codebook.html"):
        page.goto(f"{address}/{name}")
    page.goto(f"{address}/start.html")
    page.keyboard.press("/")
    page.keyboard.type("local level model")
    page.wait_for_selector(".md-search-result__item")
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", f"blob:{address}"))] == []
