"""A real desk in a process of its own, and Chromium that looks at it."""

import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
STORES = runpy.run_path(str(ROOT / "tests" / "desk_stores.py"))
# Runs the command line with every connection to another machine refused, and says so on standard error.
GUARDED = """
import socket, sys
def guard(name):
    real = getattr(socket.socket, name)
    def checked(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
            sys.stderr.write(f"OUTBOUND {name} {address!r}\\n"); sys.stderr.flush()
            raise OSError("refused by the test")
        return real(self, address, *rest)
    setattr(socket.socket, name, checked)
for name in ("connect", "connect_ex", "sendto"):
    guard(name)
real_lookup = socket.getaddrinfo
def lookup(host, *rest, **more):
    if host not in (None, "127.0.0.1", "::1", "localhost"):
        sys.stderr.write(f"OUTBOUND lookup {host!r}\\n"); sys.stderr.flush()
        raise OSError("refused by the test")
    return real_lookup(host, *rest, **more)
socket.getaddrinfo = lookup
from detente.cli import main
main()
"""


@dataclass(frozen=True)
class Served:
    """A desk that runs: where it is, its address with the token, and what it writes to standard error."""

    base: str
    start: str
    errors: Path
    folder: Path


@contextmanager
def serve(store: Path, place: Path) -> Iterator[Served]:
    """Run a desk over a store on a free port until it is done with."""
    place.mkdir(parents=True, exist_ok=True)
    errors = place / "errors.txt"
    command = [sys.executable, "-c", GUARDED, "serve", "--store", str(store), "--port", "0"]
    command += ["--reviews", str(place / "reviews.sqlite"), "--reviewer", "Ada"]
    with errors.open("wb") as stream, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stream, text=True) as process:
        try:
            assert process.stdout is not None
            found = None
            for line in process.stdout:
                if found := re.search(r"(http://127\.0\.0\.1:\d+)/\?token=\S+", line):
                    break
            assert found is not None, errors.read_text()
            yield Served(found[1], found[0], errors, place)
        finally:
            process.terminate()
            process.wait(10)


@pytest.fixture(scope="session")
def serving() -> Callable[..., Any]:
    """(store, folder) → a desk that runs as long as the context."""
    return serve


@pytest.fixture(scope="session")
def desk(chronicle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over the chronicle."""
    with serve(chronicle / "store", tmp_path_factory.mktemp("desk")) as served:
        yield served


@pytest.fixture(scope="session")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over a store where each text is an attack."""
    place = tmp_path_factory.mktemp("hostile")
    with serve(STORES["make_hostile"](place / "store"), place) as served:
        yield served


@dataclass
class Watched:
    """A page and all that it did meanwhile."""

    page: "Page"
    requests: list[str]
    console: list[str]
    dialogs: list[str]


@pytest.fixture
def watch(browser: "Browser") -> Iterator[Callable[..., Watched]]:
    """Open a page whose requests, messages and dialogs are written down; options are those of a browser context."""
    contexts = []

    def open_page(**options: Any) -> Watched:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page, [], [], [])
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("console", lambda message: watched.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: watched.console.append(f"error: {error}"))

        def dismiss(dialog: Any) -> None:
            watched.dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", dismiss)
        return watched

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The rules of axe-core, as a script."""
    package = pytest.importorskip("axe_playwright_python")
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text("utf-8")


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of pages are kept: the folder that SHOTS names, or one that goes."""
    named = os.environ.get("SHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def ask() -> Callable[[Served, str], Any]:
    """Ask a desk for the JSON of an address."""
    from urllib.request import urlopen

    def read(served: Served, path: str) -> Any:
        with urlopen(served.base + path) as answer:
            return json.load(answer)

    return read
