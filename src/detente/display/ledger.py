"""The ledger for a person: a line an entry (day, kind, who, what, where it stands), and under it what settled it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.display.grid import cut
from detente.display.inert import one_line
from detente.display.relation_words import percent

if TYPE_CHECKING:
    from detente.relations.ledger_records import LedgerItem, Settling

_INDENT = " " * 12
_LINES = 2  # of what an entry says, and of a sentence that settles it


def ledger_lines(items: Sequence[LedgerItem], width: int, total: int) -> Iterator[str]:
    """Give the entries in order; a heading counts them by state, and tells of how many in all they are the last."""
    if not items:
        return
    states = dict.fromkeys(item.state.value for item in items)
    counts = ", ".join(f"{sum(item.state.value == state for item in items):,} {state}" for state in sorted(states))
    many = f"{total:,}" if total == len(items) else f"the last {len(items):,} of {total:,}"
    yield f"ON THE TABLE: {many} ({counts})"
    yield ""
    for item in items:
        yield from _item(item, width)


def entry_head(item: LedgerItem, between: str = " · ") -> str:
    """Say when who put what kind of thing on the table before whom, how often it is told, until when, and how sure that is."""
    told = f" ×{len(item.tellings)}" if len(item.tellings) > 1 else ""
    due = f", due {item.due}" if item.due else ""
    sides = f"{_names(item.by)} → {_names(item.to)}{told}{due}, {percent(item.confidence)} sure"
    return between.join((str(item.day), item.kind.value, sides))


def _item(item: LedgerItem, width: int) -> Iterator[str]:
    head, tail = entry_head(item, "  "), item.state.value.upper()
    yield f"{cut(head, max(20, width - len(tail) - 2)).ljust(width - len(tail) - 2)}  {tail}"
    yield from _wrapped(item.what, width)
    for settling in item.outcomes:
        yield from _settling(settling, width)
    yield ""


def _settling(settling: Settling, width: int) -> Iterator[str]:
    event = f"  {one_line(settling.event)}" if settling.event else ""
    yield f"{_INDENT}{settling.how.value} {settling.day}, {percent(settling.confidence)} sure{event}"
    yield from _wrapped(settling.sentence, width, _INDENT + "  ")


def _wrapped(text: str, width: int, indent: str = _INDENT) -> list[str]:
    room = max(20, width - len(indent))
    return [indent + line for line in textwrap.wrap(one_line(text), room, max_lines=_LINES, placeholder=" …")]


def _names(side: Sequence[str]) -> str:
    return one_line(", ".join(side)) if side else "?"
