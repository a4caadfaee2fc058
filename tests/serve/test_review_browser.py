"""The review in a real browser: keys, and places that are selected with the mouse, whatever stands in the text."""

import runpy
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.reviews.log import ReviewLog
from detente.serve.app import make_app
from detente.serve.desk import Desk, Named
from detente.serve.run import listen
from detente.serve.security import Access
from detente.settings import Settings

TOKEN = "the-token-of-the-tests"
SMALL = runpy.run_path(str(Path(__file__).parents[1] / "reviews" / "small_store.py"))
TEXT: str = SMALL["TEXT"]

# Selects code points from the text as the page has it, as a mouse does: by pieces, and UTF-16 within a piece.
SELECT = """([start, end]) => {
  const pieces = [...document.querySelectorAll("#excerpt [data-start]")];
  const find = (at, last) => {
    for (const piece of pieces) {
      const begin = Number(piece.dataset.start), words = piece.firstChild;
      const long = Number(piece.dataset.length ?? [...words.data].length);
      if (last ? at > begin && at <= begin + long : at >= begin && at < begin + long) {
        const whole = piece.dataset.length, n = at - begin;
        return [words, whole ? (last ? words.data.length : 0) : [...words.data].slice(0, n).join("").length];
      }
    }
  };
  const range = document.createRange();
  range.setStart(...find(start, false));
  range.setEnd(...find(end, true));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ReviewLog]]:
    """A desk that listens: its address with the token, and its log."""
    import uvicorn

    place = tmp_path_factory.mktemp("browsed")
    folder = SMALL["make_store"](place / "store")
    desk = Desk(folder, Settings(store=str(folder)), Named(place / "reviews.sqlite", "ada"))
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    config = uvicorn.Config(make_app(desk, Access(TOKEN, port)), log_level="warning", access_log=False, lifespan="on", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{port}", ReviewLog(desk.named.reviews)
    server.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture
def page(browser: Any, desk: tuple[str, ReviewLog]) -> Iterator[Any]:
    """A page that has the token and complains of nothing."""
    context = browser.new_context(base_url=desk[0])
    context.set_default_timeout(5_000)
    made = context.new_page()
    complaints: list[str] = []
    made.on("console", lambda message: complaints.append(message.text))
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.goto(f"/review?token={TOKEN}")
    yield made
    context.close()
    assert complaints == []


def test_keys_judge_walk_and_undo(page: Any, desk: tuple[str, ReviewLog]) -> None:
    log = desk[1]
    assert "e-accuse" in page.inner_text("#opened")
    page.keyboard.press("j")
    page.wait_for_url("**at=2*")
    page.keyboard.press("k")
    page.wait_for_url("**at=1*")
    page.keyboard.press("a")
    page.wait_for_url("**done=event+e-accuse+accepted*")
    assert "e-offer" in page.inner_text("#opened")
    page.keyboard.press("x")
    page.wait_for_url("**done=event+e-offer+rejected*")
    page.keyboard.press("u")
    page.wait_for_url("**undone*")
    assert "e-offer" in page.inner_text("#opened")
    page.keyboard.press("e")
    page.keyboard.press("x")  # typed into the field, and no judgement
    assert page.evaluate("document.activeElement.id") == "f-type"
    page.select_option("#f-status", "future")
    page.click("text=Save the correction")
    page.wait_for_url("**corrected*")
    assert [(r.row_id, r.verdict.value) for r in log.all()] == [
        ("e-accuse", "accepted"), ("e-offer", "rejected"), ("e-offer", "undone"), ("e-offer", "corrected"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (0, 8),  # two emoji of several code points each
        (6, TEXT.index("accused")),  # begins behind an emoji
        (TEXT.index("Monday"), TEXT.index("Minister")),  # over CRLF, which a browser does not keep
        (TEXT.index("\r\n") + 2, TEXT.index("\r\n") + 5),  # behind it
        (TEXT.index("Jose"), TEXT.index("said")),  # with a combining mark
        (TEXT.index("\u00a0"), TEXT.index("\u00a0") + 3),  # begins with NBSP
        (TEXT.index("\t"), TEXT.index("\t") + 4),  # begins with a tab, which is shown as spaces
        (0, len(TEXT)),
    ],
)
def test_f5_a_selection_becomes_the_same_code_points(page: Any, desk: tuple[str, ReviewLog], start: int, end: int) -> None:
    log = desk[1]
    page.goto("/review/statement/s-must")
    page.evaluate(SELECT, [start, end])
    page.wait_for_timeout(60)  # the browser tells of a selection a moment later
    page.locator('button.take[data-field="f-source"]').click()
    assert page.input_value("#f-source") == f"{start}-{end}"
    page.click("text=Save the correction")
    page.wait_for_url("**corrected*")
    review = log.all()[-1]
    assert review.changes[-1].new == ((start, end),)


def test_pages_are_usable_by_a_screen_reader(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    light = ("/review", "/review/statement/s-must", "/review/actor/c-holt", "/reviews", "/review/agreement", "/review/export")
    for path, scheme in [*((path, "light") for path in light), ("/review", "dark")]:
        page.emulate_media(color_scheme=scheme)
        page.goto(path)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"][:200] for n in v["nodes"][:2]]) for v in found] == [], (path, scheme)


def test_no_page_scrolls_sideways_on_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("/review", "/review/statement/s-must", "/reviews", "/review/export"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
