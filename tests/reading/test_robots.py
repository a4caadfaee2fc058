"""robots.txt: whatever it holds, it allows or forbids; the pause that it asks for stays within bounds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.robots import LEAST, MOST, Manners, Rules, read_rules

LINE = st.tuples(
    st.sampled_from(["User-agent", "Disallow", "Allow", "Crawl-delay", "Request-rate", "Sitemap", "#", ""]),
    st.one_of(st.text(max_size=12), st.sampled_from(["*", "detente", "/", "/a", "//[", "1/0", "0/1", "9" * 5000, "%5B", "²"])),
).map(": ".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=8).map("\n".join), st.sampled_from(["/", "/a", "//%5B", "/a?b=[c", "/%ff"]))
def test_any_file_allows_or_forbids(text: str, path: str) -> None:
    rules = read_rules(200, ("User-agent: *\n" + text).encode("utf-8", "replace"))
    assert rules.allow(f"https://courier.example{path}") in (True, False)
    assert LEAST <= rules.delay <= MOST


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(100, 599))
def test_any_answer_is_a_rule(data: bytes, status: int) -> None:
    rules = read_rules(status, data)
    assert not (rules.fault and rules.allow("https://courier.example/"))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow:", "/a", True),  # nothing is forbidden
        ("User-agent: Detente\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),  # by name, in any case
        ("User-agent: detente\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /", "/a", True),
        ("User-agent: *\r\nDisallow: /p%C3%A4th\r\n", "/p%C3%A4th/x", False),
        ("Disallow: /", "/a", True),  # spoken to nobody
    ],
)
def test_rules_are_those_of_the_file(text: str, path: str, allowed: bool) -> None:
    assert read_rules(200, text.encode()).allow(f"https://courier.example{path}") is allowed


def test_a_turn_is_kept_for_who_asks_first() -> None:
    """Three who ask at one moment wait 0, 2 and 4 seconds."""
    waited: list[float] = []
    manners = Manners(lambda: 10.0, waited.append)
    for _ in range(3):
        manners.wait("courier.example", 2.0)
    manners.wait("herald.example", 2.0)
    assert waited == [2.0, 4.0]


def test_rules_are_read_once() -> None:
    read: list[int] = []
    manners = Manners(lambda: 10.0)
    for _ in range(3):
        manners.rules("https://courier.example", lambda: (read.append(1), Rules())[1])
    assert read == [1]


def test_the_longest_rule_decides_and_stars_count() -> None:
    rules = read_rules(200, b"User-agent: *\nDisallow: /*?print\nDisallow: /news\nAllow: /news/world$\n")
    allowed = [path for path in ("/a?print=1", "/a", "/news/x", "/news/world") if rules.allow(f"https://courier.example{path}")]
    assert allowed == ["/a", "/news/world"]
