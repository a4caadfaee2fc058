"""The four questions that a person who has never seen the desk answers in at most four clicks each; a picture a step.

``TOUR=docs/tour`` writes the pictures of the documentation.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class Walk:
    """A walk through the desk: it counts clicks, and takes a picture after each."""

    def __init__(self, page: Any, name: str, folder: Path) -> None:
        """Begin a walk of this name."""
        self.page, self.name, self.folder, self.clicks = page, name, folder, 0

    def click(self, target: Any) -> None:
        """Click once and wait for what comes."""
        target.click()
        self.page.wait_for_load_state("networkidle")
        self.clicks += 1
        self.page.screenshot(path=self.folder / f"{self.name}-{self.clicks}.png")

    def menu(self, name: str) -> None:
        """Click a name of the menu."""
        self.click(self.page.get_by_label("Pages", exact=True).get_by_role("link", name=name, exact=True))


@pytest.fixture
def walk(desk: Any, watch: Callable[..., Any], shots: Path) -> Callable[[str], Walk]:
    """Open the address that the server printed, and begin."""
    folder = Path(os.environ["TOUR"]) if os.environ.get("TOUR") else shots

    def begin(name: str) -> Walk:
        page = watch(viewport={"width": 1100, "height": 800}).page
        page.goto(desk.start, wait_until="networkidle")
        return Walk(page, name, folder)

    return begin


def test_what_putin_said_about_the_united_states_in_2009(walk: Callable[[str], Walk]) -> None:
    w = walk("putin")
    w.menu("Statements")
    w.page.get_by_label("Who speaks").fill("Putin")
    w.page.get_by_label("About whom").fill("United States")
    w.page.get_by_label("Since").fill("2009")
    w.page.get_by_label("Until").fill("2009")
    w.click(w.page.get_by_role("button", name="Search"))
    rows = w.page.locator("ol.rows > li")
    assert rows.count() >= 8
    assert all("Putin" in text and "2009" in text for text in rows.all_inner_texts())
    w.click(w.page.get_by_role("link", name="that the United States should give up its missile shield"))
    assert w.page.locator(".text .pointed").first.is_visible()
    assert w.clicks <= 4


def test_whether_india_and_pakistan_chilled_and_why(walk: Callable[[str], Walk]) -> None:
    w = walk("chill")
    assert "chill" in w.page.locator(".card", has_text="India – Pakistan").inner_text()
    w.click(w.page.locator(".card").get_by_role("link", name="India – Pakistan"))
    shown = w.page.locator("main").inner_text()
    assert "Chill" in shown
    assert "since December 2008" in shown
    assert "What moved it most" in shown
    w.click(w.page.get_by_role("link", name="troops exchanged fire").first)
    assert "exchanged fire" in "".join(w.page.locator(".text > span").all_text_contents())
    assert w.clicks <= 4


def test_which_offers_are_open_between_iran_and_the_united_states(walk: Callable[[str], Walk]) -> None:
    w = walk("offers")
    w.menu("Ledger")
    w.page.get_by_label("Between").fill("Iran")
    w.page.get_by_label("and", exact=True).fill("USA")
    w.page.get_by_label("Kind").select_option("offer")
    w.page.get_by_label("What became of it").select_option("open")
    w.click(w.page.get_by_role("button", name="Look"))
    rows = w.page.locator("ol.rows > li").all_inner_texts()
    assert len(rows) >= 3
    assert all("offer" in text and "open" in text for text in rows)
    assert w.clicks <= 4


def test_a_wrong_event_is_corrected(walk: Callable[[str], Walk], desk: Any, ask: Callable[..., Any]) -> None:
    w = walk("correct")
    w.menu("Events")
    w.page.get_by_label("Words").fill("threatening Iran")
    w.click(w.page.get_by_role("button", name="Search"))
    row = w.page.locator("ol.rows > li", has_text="Vladimir Putin RUS → Iran")  # it is the United States that would threaten
    event = row.get_attribute("id")
    w.click(row.get_by_role("link", name="check or correct"))
    w.page.get_by_label("actors", exact=True).select_option(label="United States (state, USA)")
    w.click(w.page.get_by_role("button", name="Save the correction"))
    assert w.clicks <= 4
    review = ask(desk, "/reviews.json")["rows"][0]
    assert (review["row_id"], review["verdict"], review["reviewer"]) == (event, "corrected", "Ada")
    assert [change[0] for change in review["changes"]] == ["actors"]
