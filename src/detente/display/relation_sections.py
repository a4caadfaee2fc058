"""What is said of a relation beside its picture, in order: the same on a terminal and on a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.display.inert import one_line
from detente.display.relation_verdict import compared
from detente.display.relation_words import (
    beside_sentence,
    change_sentence,
    counts_sentence,
    day,
    event_head,
    event_told,
    leader_sentence,
    left_out_sentence,
    percent,
    pressure_sentence,
    quoted,
    ratio_sentence,
    who_whom,
)
from detente.relations.records import ChangePoint, Evidence, Relation

_LITTLE = 0.05  # share of the change that one event must have to explain something


@dataclass(frozen=True, slots=True)
class Item:
    """Something said: ``number`` leads to the picture, ``below`` says more, ``url`` is where it was read.

    ``events`` are those of which the lines below tell, in their order, where they tell of events.
    """

    text: str
    below: tuple[str, ...] = ()
    number: str = ""
    url: str | None = None
    events: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Things said under one heading."""

    title: str
    items: tuple[Item, ...]


def make_sections(relation: Relation) -> Iterator[Section]:
    """Give the sections that have something to say."""
    events = relation.verdict.moved_by
    moved = [event_item(event, str(i + 1)) for i, event in enumerate(events)]
    yield from _section("What moved it most", [*moved, *_small(relation)])
    changes = sorted(relation.changes, key=lambda change: change.start)
    said = [_change(change, relation) for change in changes]
    yield from _section("When it changed", said or [Item("No change is likelier than not.")] if relation.events else [])
    yield from _section("How often", list(_rates(relation)) if relation.events else [])
    yield from _section("Who moved first", [Item(leader_sentence(relation.reciprocity))])
    counted = [counts_sentence(relation), beside_sentence(relation), left_out_sentence(relation.left_out)]
    yield from _section("What it rests on", [Item(line) for line in counted if line])


def _section(title: str, items: list[Item]) -> Iterator[Section]:
    if items:
        yield Section(title, tuple(items))


def _small(relation: Relation) -> Iterator[Item]:
    """Say so where no event alone weighs much: names of single events then explain little."""
    change = abs(relation.verdict.change.middle)
    largest = max((abs(e.influence) for e in relation.verdict.moved_by), default=0.0)
    if 0 < largest < _LITTLE * change:
        yield Item(f"No single event weighs much among so many: the first is {percent(largest / change)} of the change.")


def _change(change: ChangePoint, relation: Relation) -> Item:
    around = list(_around(change.around))
    lines, events = tuple(line for line, _ in around), tuple(event for _, event in around)
    return Item(change_sentence(change, relation.period), lines, events=events)


def _around(events: Sequence[Evidence]) -> Iterator[tuple[str, Evidence]]:
    """Name the events around a change, each line with the newest event that it tells of.

    Those without words that are of one kind between the same stand on one line.
    """
    alike: dict[tuple[str, str], list[Evidence]] = {}
    for event in events:
        key = (event.event, "") if event.sentence else (who_whom(event), event.type)
        alike.setdefault(key, []).append(event)
    for group in alike.values():
        latest = max(group, key=lambda e: e.day)
        others = [day(date) for date in sorted({e.day for e in group} - {latest.day})]
        line = " ".join(filter(None, (*(f"{other}," for other in others), event_head(latest), quoted(latest.sentence))))
        yield line, latest


def _rates(relation: Relation) -> Iterator[Item]:
    """Compare how often they cooperate and clash in both windows of the verdict, and in the last period with its year before."""
    windows = compared(relation)
    for name, (first, last) in zip(("Before", "After"), windows[:1] if windows[0] == windows[1] else windows, strict=False):
        yield Item(pressure_sentence(name, (first, last), [p for p in relation.pressure if first <= p.start <= last]))
    if relation.pressure and (said := ratio_sentence(relation.pressure[-1])):
        yield Item(said)


def event_item(event: Evidence, number: str = "") -> Item:
    """Say when, who and whom, and what; under it the sentence that tells it, and where that stands."""
    if not (event.sentence or event.title or event.article):
        return Item(f"{event_head(event)} ({event_told(event)})", (), number, web_address(event.url))
    printed = " · ".join(part for part in (event_told(event), one_line(event.title or ""), one_line(event.article or "")) if part)
    below = tuple(filter(None, (quoted(event.sentence), printed)))
    return Item(event_head(event), below, number, web_address(event.url), (event,))


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
