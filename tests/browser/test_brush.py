"""The brush over a timeline: the pointer and the keys choose days, and the events below follow."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def dyad(desk: Any, watch: Callable[..., Any]) -> Any:
    """The page of two states, with its handles."""
    seen = watch(viewport={"width": 1280, "height": 900})
    seen.page.goto(f"{desk.base}/dyad/IND/PAK")
    seen.page.locator(".brush .handle").first.wait_for()
    yield seen
    assert seen.console == []


def chosen(page: Any) -> tuple[date, date]:
    """Return the days that the handles stand on."""
    first, last = (date.fromisoformat(handle.get_attribute("aria-valuetext")) for handle in page.locator(".brush .handle").all())
    return first, last


def test_the_pointer_chooses_days_and_the_events_follow(dyad: Any) -> None:
    page = dyad.page
    start, end = chosen(page)
    box = page.locator(".brush .ground").bounding_box()
    left, y = box["x"], box["y"] + box["height"] / 2
    page.mouse.move(left + 0.25 * box["width"], y)
    page.mouse.down()
    page.mouse.move(left + 0.75 * box["width"], y, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d#evidence"))
    page.locator(".brush .handle").first.wait_for()
    first, last = chosen(page)
    whole = (end - start).days + 1
    assert abs((first - start).days - 0.25 * whole) <= 0.01 * whole + 1
    assert abs((last - start).days - 0.75 * whole) <= 0.01 * whole + 1
    days = [date.fromisoformat(t.get_attribute("datetime")) for t in page.locator("#evidence .rows .head time").all()]
    assert days
    assert all(first <= day <= last for day in days)


def test_the_keys_move_a_handle_and_enter_asks(dyad: Any) -> None:
    page = dyad.page
    start, end = chosen(page)
    page.locator(".brush .handle").first.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert (chosen(page)[0] - start).days == 31
    page.locator(".brush .handle").last.focus()
    page.keyboard.press("ArrowLeft")
    assert (end - chosen(page)[1]).days == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**from=**#evidence")
    assert page.locator("#days input[name=from]").input_value() == page.url.split("from=")[1][:10]


def test_a_click_that_moves_nothing_asks_for_nothing(dyad: Any) -> None:
    page = dyad.page
    before, address = chosen(page), page.url
    page.locator(".brush .ground").click(position={"x": 100, "y": 40})
    assert (chosen(page), page.url) == (before, address)
