"""What templates are given: addresses and what they are asked, links, and text that shows control characters."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from pydantic import ValidationError
from starlette.requests import Request

from detente.serve.query import Asked, Paged
from detente.serve.render import address, environment, render, safe_link

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def filled(source: str, **values: object) -> str:
    return environment().from_string(source).render(**values)


@given(st.dictionaries(TEXT, TEXT | st.lists(TEXT, max_size=3), max_size=3))
def test_an_address_holds_what_is_asked_whatever_it_is(asked: dict[str, Any]) -> None:
    made = urlsplit(address("/statements", **asked))
    expected = [(n, v) for n, value in asked.items() for v in (value if isinstance(value, list) else [value])]
    assert (made.path, made.netloc, made.fragment) == ("/statements", "", "")
    assert parse_qsl(made.query, keep_blank_values=True) == expected


def test_here_changes_one_thing_of_an_address_and_twins_leave_the_page_out() -> None:
    request = Request({
        "type": "http", "method": "GET", "path": "/events", "query_string": b"who=A&who=B&page=3&text=x%26y", "headers": [],
        "app": SimpleNamespace(state=SimpleNamespace(desk=None)),
    })  # fmt: skip
    seen: dict[str, Any] = {}

    class Caught:
        def render(self, values: dict[str, Any]) -> str:
            seen.update(values)
            return "\ud800"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(environment()), "get_template", lambda *_: Caught())
        body = render(request, "any.html", {"mine": 1}).body
    assert body == b"?"  # half a character is no error
    assert seen["here"](page=4) == "/events?who=A&who=B&text=x%26y&page=4"
    assert seen["here"](who=None, sort="date") == "/events?page=3&text=x%26y&sort=date"
    assert seen["twin"]("csv") == "/events.csv?who=A&who=B&text=x%26y"
    assert (seen["mine"], seen["may_write"], seen["has_twins"]) == (1, False, False)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a?b=c#d", True), ("HTTP://example.org", True), ("https:///a", False), ("ftp://example.org", False),
        ("//example.org", False), ("https://a b", False), ("https://a\\@b", False), ("https://[::1", False),
        ("\thttps://a", False), ("https://a\x7f", False), ("", False), (None, False), (3, False), (b"https://a", False),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_nowhere(url: object, good: bool) -> None:
    assert safe_link(url) == (url if good else None)


@given(st.text(max_size=30))
def test_what_is_printed_is_neither_markup_nor_obeyed(text: str) -> None:
    shown = filled("{{ it }}", it=text)
    assert not {"<", ">", '"', "'"} & set(shown)
    assert not any(c in shown for c in "\x00\x1b\u202e\u2066\u200f\x9b")


def test_control_characters_are_shown() -> None:
    assert filled("{{ it }}", it="a\u202eb\x1b[31m") == r"a\u202eb\x1b[31m"
    assert filled("[{{ it|spaced }}]", it=" a\r\n\u00a0 b ") == "[ a b ]"


def test_filters_say_what_is_not_known() -> None:
    assert (
        filled("{{ none|day }}|{{ none|count }}|{{ n|count }}|{{ ''|coder }}", none=None, n=12345)
        == "no date||12,345|nobody says what"
    )
    assert filled("{{ 'a/b?c d'|part }}") == "a%2Fb%3Fc%20d"
    assert len(filled("{{ it|cell }}", it="x" * 1000)) == 301
    assert filled("{{ rows|sort_by_place(place, 'k')|map(attribute='k')|join }}", rows=[SimpleNamespace(k=k) for k in "cab"],
                  place={"a": 0, "b": 1}) == "abc"  # fmt: skip


def test_a_name_that_nothing_has_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        filled("{{ nothing }}")


class Form(Asked):
    """A form of three fields."""

    name: str = "nobody"
    names: list[str] | None = None
    n: int = 7


def test_blank_fields_count_as_not_given() -> None:
    assert Form.model_validate({"name": " \t", "names": ["", "a", " "], "n": ""}) == Form(names=["a"])
    assert Form.model_validate({"names": ["", " "]}).names is None
    assert Form.model_validate({"n": 0, "unknown": "x"}).n == 0


@pytest.mark.parametrize("asked", [{"page": 0}, {"page": 1_000_001}, {"size": 0}, {"size": 501}, {"page": "1.5"}, {"size": "x"}])
def test_a_page_out_of_bounds_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Paged.model_validate(asked)
    assert Paged.model_validate({"page": "3", "size": "20"}).start == 40
