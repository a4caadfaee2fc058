"""What ``detente ledger`` does: the entries of a dyad, or of a state, out of a store, in the form that was asked for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detente.console import note, terminal_width
from detente.errors import QueryError, did_you_mean
from detente.records import LedgerKind
from detente.settings import Settings
from detente.store.countries import read_state
from detente.tabular import write_lines, write_rows

if TYPE_CHECKING:
    from detente.relations.ledger_records import LedgerItem

ON_SCREEN = 40  # entries, where they are for a person and no number was named


class Asked(NamedTuple):
    """What the options of ``detente ledger`` say."""

    states: Sequence[str]
    open_only: bool
    kinds: Sequence[str]
    since: dt.date | None
    until: dt.date | None
    confidence: float
    limit: int | None
    origin: str | None


def show_ledger(asked: Asked, settings: Settings, *, form: str, output: Path | None, raw: bool) -> int:
    """Print the entries that were asked for, by day; where there are none, say what there is instead."""
    from detente.registry.tables import load_tables
    from detente.relations.ledger import read_ledger
    from detente.relations.rows import ledger_rows
    from detente.store.open import Store

    kinds = [_kind(name) for name in asked.kinds]
    one, *others = (read_state(name, settings.lexicon) for name in asked.states)
    if others and others[0] == one:
        raise QueryError(f"{one} and {one} are one state. Name two, or this one alone for all its dyads.")
    with Store(Path(settings.store), settings.lexicon, note) as store:
        found = read_ledger(
            store,
            one,
            others[0] if others else None,
            asked.since,
            asked.until,
            origin=asked.origin,
            lexicon=load_tables(settings),
        )
    chosen = [item for item in found if _is_asked(item, asked, kinds)]
    if not chosen:
        note(_nothing([one, *others], found))
    most = (ON_SCREEN if form == "table" else None) if asked.limit is None else asked.limit or None
    shown = chosen[-most:] if most else chosen
    if form == "table":
        write_lines(_lines(shown, len(chosen)), output)
    else:
        write_rows(ledger_rows(shown), form, output, raw=raw)
    return 0


def _kind(name: str) -> str:
    known = [kind.value for kind in LedgerKind]
    if (low := name.strip().lower()) not in known:
        raise QueryError(f"There is no kind {name!r}.{did_you_mean(low, known)} There are {', '.join(sorted(known))}.")
    return low


def _is_asked(item: LedgerItem, asked: Asked, kinds: Sequence[str]) -> bool:
    open_enough = not asked.open_only or item.state.value == "open"
    return open_enough and (not kinds or item.kind.value in kinds) and item.confidence >= asked.confidence


def _lines(shown: Sequence[LedgerItem], total: int) -> Iterator[str]:
    from detente.display.ledger import ledger_lines

    yield from ledger_lines(shown, terminal_width(), total)
    if total > len(shown):
        yield f"… {total - len(shown):,} earlier: --limit 0 shows all"


def _nothing(states: Sequence[str], found: Sequence[LedgerItem]) -> str:
    between = " and ".join(states) if len(states) > 1 else f"{states[0]} and others"
    if not found:
        return f"nothing is on the table between {between} in these days"
    counts = Counter(f"{item.state.value} {item.kind.value}" for item in found)
    there = ", ".join(f"{n:,} {what}" for what, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
    return f"nothing of that is on the table between {between}; there is: {there}"
