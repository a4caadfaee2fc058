"""What is said of a relation beside its picture, in order: the same on a terminal and on a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.display.inert import one_line
from detente.display.relation_words import (
    beside_sentence,
    change_sentence,
    checks_sentence,
    counts_sentence,
    event_head,
    event_told,
    leader_sentence,
    left_out_sentence,
    pressure_sentence,
    quoted,
    verdict_sentence,
)
from detente.relations.records import Evidence, Relation


@dataclass(frozen=True, slots=True)
class Item:
    """Something said: ``number`` leads to the picture, ``below`` says more, ``url`` is where it was read."""

    text: str
    below: tuple[str, ...] = ()
    number: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Things said under one heading."""

    title: str
    items: tuple[Item, ...]


def verdict_lines(relation: Relation) -> list[str]:
    """Return what follows the judgement: why, and what other ways of judging come to."""
    verdict = relation.verdict
    return [line for line in (one_line(verdict.reason) or verdict_sentence(verdict), checks_sentence(verdict)) if line]


def make_sections(relation: Relation) -> Iterator[Section]:
    """Give the sections that have something to say."""
    events = relation.verdict.moved_by
    yield from _section("What moved it most", [_event(event, str(i + 1)) for i, event in enumerate(events)])
    changes = sorted(relation.changes, key=lambda change: change.start)
    said = [Item(change_sentence(c), tuple(f"{event_head(e)} {quoted(e.sentence)}".rstrip() for e in c.around)) for c in changes]
    yield from _section("When it changed", said or [Item("No change is likelier than not.")] if relation.tone else [])
    yield from _section("How often", [Item(pressure_sentence(point)) for point in relation.pressure[-1:]])
    yield from _section("Who moved first", [Item(leader_sentence(relation.reciprocity))])
    counted = [counts_sentence(relation), beside_sentence(relation), left_out_sentence(relation.left_out)]
    yield from _section("What it rests on", [Item(line) for line in counted if line])


def _section(title: str, items: list[Item]) -> Iterator[Section]:
    if items:
        yield Section(title, tuple(items))


def _event(event: Evidence, number: str) -> Item:
    printed = " · ".join(part for part in (event_told(event), one_line(event.title or ""), one_line(event.article or "")) if part)
    return Item(event_head(event), tuple(filter(None, (quoted(event.sentence), printed))), number, web_address(event.url))


def web_address(url: str | None) -> str | None:
    """Return an address that a reader may be led to: http or https, with a host; None for any other.

    >>> web_address("https://news.example/1"), web_address("javascript:alert(1)")
    ('https://news.example/1', None)
    """
    if not url or one_line(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
