"""A store → the brief of two states: the one place that decides what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.brief.coverage import describe_coverage, describe_gaps, find_warning
from detente.brief.records import Brief
from detente.brief.spoken import choose_statements
from detente.brief.table import describe_table, read_open
from detente.brief.texts import Texts, shorten
from detente.display.inert import one_line
from detente.display.relation_sections import Item, Section, event_item, make_sections
from detente.display.relation_verdict import verdict_head, verdict_lines, verdict_measure
from detente.display.relation_words import WEIGHTS, days, dyad, plural, span

if TYPE_CHECKING:
    from detente.lexicon import Lexicon
    from detente.relations.records import Evidence, Relation
    from detente.store.open import Store

CHANGES, AROUND, EVENTS = 4, 2, 6  # that a page names: changes, what happened around each, and events
LONGEST, BELOW = 320, 220  # characters of what is said, and of a line under it


def make_brief(
    store: Store | str | os.PathLike[str],
    one: str,
    other: str,
    *,
    since: str | int | dt.date | None = None,
    until: str | int | dt.date | None = None,
    period: str = "auto",
    weights: str = "goldstein",
    window: int | None = None,
    origin: str | None = None,
    lexicon: Lexicon | None = None,
) -> Brief:
    """Return what a page says of two states; the same store and options give the same brief, whatever the day.

    The arguments are those of ``detente.relations.assess.assess``; ``lexicon`` finds what settles an offer, else the
    tables of the package do. Raises QueryError where something asked has no meaning, or the store holds no events.
    """
    from detente.relations.assess import assess
    from detente.relations.intake import choose_origin
    from detente.store.open import Store

    if not isinstance(store, Store):
        with Store(Path(store)) as opened:
            return make_brief(
                opened, one, other, since=since, until=until, period=period, weights=weights, window=window, origin=origin,
                lexicon=lexicon,
            )  # fmt: skip
    relation = assess(store, one, other, since=since, until=until, period=period, weights=weights, window=window, origin=origin)
    rows_of = choose_origin(store, origin)
    texts = Texts(store, rows_of)
    shown = _likeliest(relation)
    told = _told(store, relation, rows_of)
    for event in (*relation.verdict.moved_by, *told, *(e for change in shown.changes for e in change.around)):
        texts.cite(event.article)
    *said, rests = make_sections(shown)
    sections = [
        *([Section("What is told", tuple(map(event_item, told)))] if told else []),
        *said,
        describe_table(*read_open(store, relation, rows_of, lexicon), texts),
        *(choose_statements(store, relation, texts, *pair, origin=rows_of) for pair in _pairs(relation)),
        Section(
            "Coverage and gaps",
            (*rests.items, *describe_coverage(store, relation, rows_of), *describe_gaps(relation), *_unsaid(relation, shown)),
        ),
    ]
    return Brief(
        title=dyad(relation),
        span=span(relation),
        warning=find_warning(store, relation, rows_of),
        head=verdict_head(relation),
        lines=tuple(shorten(line, 2 * LONGEST) for line in (verdict_measure(relation), *verdict_lines(relation))),
        picture=_picture(relation),
        relation=relation,
        sections=tuple(map(_fit, sections)),
        sources=texts.list_sources(),
        made=_made(store, relation, rows_of, window),
    )


def _pairs(relation: Relation) -> Sequence[tuple[str, str]]:
    return (relation.one, relation.other), (relation.other, relation.one)


def _likeliest(relation: Relation) -> Relation:
    """Return the relation with no more changes than a page holds, the likeliest, and less of what happened around them."""
    kept = sorted(relation.changes, key=lambda change: (-change.probability, change.start))[:CHANGES]
    return replace(relation, changes=tuple(replace(change, around=change.around[:AROUND]) for change in kept))


def _unsaid(relation: Relation, shown: Relation) -> Iterator[Item]:
    more = len(relation.changes) - len(shown.changes)
    if more:
        yield Item(f"{plural(more, 'change')} less likely than those above: detente relations lists all.")


def _told(store: Store, relation: Relation, origin: str) -> tuple[Evidence, ...]:
    """Return the newest events where none can be said to have moved anything, for there are too few."""
    from detente.relations.events import Track
    from detente.relations.evidence import fill_evidence, name_event
    from detente.relations.intake import read_dyad

    if relation.verdict.moved_by:
        return ()
    events = read_dyad(store, relation.one, relation.other, origin).between(relation.since, relation.until).events
    reported = events.where(events.track == Track.REPORTED)
    rows = sorted(range(len(reported.event)), key=lambda row: (reported.day[row], reported.event[row]), reverse=True)
    named = tuple(name_event(reported, row, float(reported.goldstein[row])) for row in rows[:EVENTS])
    return fill_evidence(store, replace(relation, verdict=replace(relation.verdict, moved_by=named))).verdict.moved_by


def _fit(section: Section) -> Section:
    """Cut what is too long for a page."""
    items = (replace(i, text=shorten(i.text, LONGEST), below=tuple(shorten(b, BELOW) for b in i.below)) for i in section.items)
    return replace(section, items=tuple(items))


def _picture(relation: Relation) -> str:
    from detente.report.alt import alt_text

    return one_line(alt_text(relation))


def _made(store: Store, relation: Relation, origin: str, window: int | None) -> Section:
    """Say how to make the brief again: what was read, by which version, with which options."""
    from detente import __version__

    shards = sorted((s.shard, sorted(s.sha256.items())) for s in store.manifest)
    state = hashlib.sha256(repr(shards).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    compared = "a year, at most half of the time" if window is None else f"{window} days"
    name = one_line(store.folder.resolve().name)
    held = f"Store “{name}”, {plural(len(shards), 'shard')}, state {state}; rows of {one_line(origin)}."
    options = (
        f"Days {days((relation.since, relation.until))}, period {relation.period.value}, {WEIGHTS[relation.weights]} weights, "
        f"window {compared}."
    )
    how = f"Made by Détente {__version__} from what outlets report, without anybody's reading it again: look at the sentences."
    return Section("How this was made", (Item(how), Item(held), Item(options)))
