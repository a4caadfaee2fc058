"""The ledger over time: what two states put on the table, how often it was told, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.events.outcome_rules import build_outcome_rules
from detente.language.timewords import TimeWords, index_time_words
from detente.lexicon import Lexicon, load_lexicon
from detente.records import OutcomeKind
from detente.relations.deadlines import find_deadline
from detente.relations.intake import choose_origin
from detente.relations.ledger_records import LedgerItem, Settling, State, Telling
from detente.relations.ledger_rows import RowReader, read_word, weigh
from detente.relations.ledger_ties import Entry, join_tellings, tie

if TYPE_CHECKING:
    from detente.store.open import Store

# What an entry comes to, where several things were told of it: what ended it counts before what merely took it up.
_RANK = (OutcomeKind.KEPT, OutcomeKind.OVERTAKEN, OutcomeKind.REFUSED, OutcomeKind.ANSWERED)


def read_ledger(
    store: Store,
    one: str,
    other: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    origin: str | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[LedgerItem, ...]:
    """Return what lay on the table between two states, or between one and all others, in the order of days.

    ``one`` and ``other`` are ISO 3166-1 alpha-3 codes, or PLOVER's for organisations. An entry belongs to the time in which it is
    first told; nothing that is told after ``until`` settles it. Raises QueryError where the store holds no events.
    """
    chosen = choose_origin(store, origin)
    tables = lexicon if lexicon is not None else load_lexicon()
    puts, deeds = RowReader(tables).read(store, chosen, one, other)
    if until is not None:
        puts, deeds = [p for p in puts if p.day <= until], [d for d in deeds if d.day <= until]
    weight = weigh([p.matter for p in puts] + [d.matter for d in deeds])
    entries = join_tellings(puts, weight)
    told = _told(store, chosen, entries)
    tied = tie(entries, deeds, tables.index(build_outcome_rules), weight)
    settled = [_join(told.get(e.first.id, []), later) for e, later in zip(entries, tied, strict=True)]
    last = store.last_day(chosen)
    covered = min((day for day in (last, until) if day is not None), default=None)
    words = tables.index(index_time_words)
    items = [_item(entry, outcomes, covered, words) for entry, outcomes in zip(entries, settled, strict=True)]
    return tuple(item for item in items if since is None or item.day >= since)


def _told(store: Store, origin: str, entries: Sequence[Entry]) -> dict[str, list[Settling]]:
    """Read what the articles that tell an entry say became of it, by the id of its first telling; told again, it stands once."""
    tellings = {put.id: (entry.first.id, put) for entry in entries for put in entry.tellings}
    out: dict[str, list[Settling]] = {}
    for row in store.settled(origin, sorted(tellings)).rows():
        first, put = tellings[str(row["entry"])]
        sentence = str(row["sentence_text"] or row["words_text"] or "")
        event = str(row["event"]) if row["event"] else None
        how, sure = read_word(OutcomeKind, row["how"], f"outcomes, {put.id}"), float(str(row["confidence"] or 0))
        settling = Settling(how, put.day, event, put.article, sentence, sure, str(row["rule"] or ""))
        if not any((old.how, old.sentence) == (how, sentence) for old in out.setdefault(first, [])):
            out[first].append(settling)
    return out


def _join(told: Sequence[Settling], later: Sequence[Settling]) -> list[Settling]:
    """Put what the same article tells before what others do, each act once."""
    known = {(s.how, s.event or s.sentence) for s in told}
    rest = [s for s in later if (s.how, s.event or s.sentence) not in known]
    return sorted([*told, *rest], key=lambda s: (s.day, -s.confidence, s.how.value, s.event or ""))


def _item(entry: Entry, outcomes: Sequence[Settling], covered: dt.date | None, words: TimeWords) -> LedgerItem:
    first = entry.first
    due = next((d for p in entry.tellings if (d := find_deadline(p.what, p.day, words)) is not None), None)
    settled = _lapse(outcomes, due, covered)
    return LedgerItem(
        first.id,
        first.kind,
        tuple(sorted(first.by)),
        tuple(sorted(first.to)),
        first.what,
        first.day,
        first.event,
        first.article,
        first.sentence,
        tuple(Telling(p.id, p.event, p.article, p.day, p.sentence) for p in entry.tellings),
        _state(settled),
        settled,
        due,
        first.confidence,
    )


def _lapse(outcomes: Sequence[Settling], due: dt.date | None, covered: dt.date | None) -> tuple[Settling, ...]:
    """Add that a deadline passed, where nothing settled the entry until then and the store tells of later days."""
    if due is None or covered is None or covered <= due or any(o.day <= due for o in outcomes):
        return tuple(outcomes)
    lapse = Settling(OutcomeKind.LAPSED, due, None, None, "", 0.5, "ledger.due")
    return tuple(sorted((*outcomes, lapse), key=lambda o: o.day))


def _state(outcomes: Sequence[Settling]) -> State:
    for how in _RANK:
        if any(o.how is how for o in outcomes):
            return State(how.value)
    return State.LAPSED if outcomes else State.OPEN
