"""What the store tells of two states beside events: what lies open on the table, and who speaks of whom."""

from __future__ import annotations

from typing import NamedTuple

from detente.relations.intake import choose_origin
from detente.relations.ledger import read_ledger
from detente.relations.ledger_records import LedgerItem, State
from detente.relations.records import Relation
from detente.serve.desk import Desk
from detente.store.open import Store

ENTRIES = 5


class Entries(NamedTuple):
    """The newest open entries of the ledger, and how many there are, open and at all."""

    newest: tuple[LedgerItem, ...]
    open: int
    total: int


class Spoken(NamedTuple):
    """How many statements of one state are about another one."""

    who: str
    about: str
    statements: int


def read_open_entries(desk: Desk, relation: Relation, origin: str | None) -> Entries:
    """Return what two states put on the table in the time of a relation and nothing in the store has settled."""
    tables = desk.tables()

    def read(store: Store) -> Entries:
        chosen = choose_origin(store, origin)
        every = read_ledger(store, relation.one, relation.other, relation.since, relation.until, origin=chosen, lexicon=tables)
        opened = sorted((e for e in every if e.state is State.OPEN), key=lambda e: (-e.day.toordinal(), -e.confidence, e.id))
        return Entries(tuple(opened[:ENTRIES]), len(opened), len(every))

    return desk.keep(("open", relation.one, relation.other, relation.since, relation.until, origin), read)


def read_spoken(desk: Desk, relation: Relation) -> list[Spoken]:
    """Return how often each of two states speaks of the other in the time of a relation."""
    since, until = relation.since.isoformat(), relation.until.isoformat()

    def count(store: Store) -> list[Spoken]:
        return [
            Spoken(who, about, store.ask(rows="statements", who=[who], about=[about], since=since, until=until, limit=0).total)
            for who, about in ((relation.one, relation.other), (relation.other, relation.one))
        ]

    return desk.keep(("spoken", relation.one, relation.other, since, until), count)
