"""What lies open between the two: offers, demands, promises, threats, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.brief.texts import Texts, shorten
from detente.display.ledger import entry_head
from detente.display.relation_sections import Item, Section
from detente.display.relation_words import plural
from detente.relations.ledger_records import LedgerItem, State

if TYPE_CHECKING:
    from detente.lexicon import Lexicon
    from detente.relations.records import Relation
    from detente.store.open import Store

SHOWN = 6  # entries
_SURE = 0.5  # what is shown is likelier than not


def read_open(
    store: Store, relation: Relation, origin: str, lexicon: Lexicon | None
) -> tuple[tuple[LedgerItem, ...], tuple[LedgerItem, ...]]:
    """Return the open entries to show, the newest first, and all entries of the time."""
    from detente.relations.ledger import read_ledger

    every = read_ledger(store, relation.one, relation.other, relation.since, relation.until, origin=origin, lexicon=lexicon)
    opened = [item for item in every if item.state is State.OPEN and item.confidence >= _SURE]
    newest = sorted(opened, key=lambda item: (-item.day.toordinal(), -item.confidence, item.id))
    return tuple(newest[:SHOWN]), every


def describe_table(shown: Sequence[LedgerItem], every: Sequence[LedgerItem], texts: Texts) -> Section:
    """Word the entries that are shown, and count those that are not."""
    items = [_item(item, texts) for item in shown]
    states = Counter(item.state for item in every)
    if not every:
        items.append(Item("No offer, demand, promise, proposal, threat or condition between the two is told of in this time."))
    else:
        counted = ", ".join(f"{states[state]:,} {state.value}" for state in State if states[state])
        newest = f"the newest {plural(len(shown), 'open one')} above" if shown else "none of the open ones is sure enough to show"
        items.append(Item(f"{plural(len(every), 'thing')} put on the table in this time: {counted}; {newest}."))
    return Section("On the table", tuple(items))


def _item(item: LedgerItem, texts: Texts) -> Item:
    where = texts.cite(item.article)
    return Item(f"{entry_head(item)}: {shorten(item.what)}", (where,) if where else (), url=texts.address(item.article))
