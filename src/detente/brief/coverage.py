"""What a brief rests on, and what it cannot know: articles, outlets, periods without news, events that are only claimed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.display.inert import one_line
from detente.display.relation_sections import Item
from detente.display.relation_words import days, plural
from detente.relations.records import Judgement, Relation

if TYPE_CHECKING:
    from detente.store.open import Store

GAPS = 6  # times without news that are named


def find_warning(store: Store, relation: Relation, origin: str) -> str:
    """Say what a reader must know before the verdict; empty where nothing stands against it."""
    said = []
    if not relation.events:
        said.append("Nothing is reported as having happened between the two in this time; what follows is all that there is.")
    elif relation.verdict.judgement is Judgement.TOO_LITTLE_DATA:
        said.append(f"Too little is reported for a verdict. What there is, is shown: {plural(relation.events, 'event')}.")
    if not _articles(store, origin):
        said.append(
            f"The events were imported as rows ({one_line(origin)}), without articles: no sentence can be shown or checked here."
        )
    return " ".join(said)


def describe_coverage(store: Store, relation: Relation, origin: str) -> Iterator[Item]:
    """Count what was read in the time, and how much of it is only claimed."""
    told = sum(point.exposure for point in relation.pressure)
    if _articles(store, origin):
        held = store.coverage()
        outlets = plural(int(str(held["outlets"])), "outlet")
        yield Item(
            f"{plural(told, 'article')} of this time, copies not counted; in all the store holds {held['articles']:,} "
            f"({held['copies']:,} of them copies) of {outlets}."
        )
        if str(held["outlets"]) == "1":
            yield Item("All articles are of one outlet: what it leaves out is not known here.")
    else:
        yield Item(f"{plural(told, 'event')} between any states are told of in this time; the store has no articles of them.")
    claimed = sum(c.claimed for c in relation.beside)
    if claimed:
        share = 100 * claimed / (claimed + relation.events)
        yield Item(f"Of what is told as done, {share:.0f}% is only claimed by somebody and does not count ({claimed:,} events).")


def describe_gaps(relation: Relation) -> Iterator[Item]:
    """Name the times in which nothing was reported at all, and count the periods that tell nothing of the two."""
    empty = list(_runs((p.start, p.end) for p in relation.pressure if p.exposure <= 0))
    kind = relation.period.value
    if empty:
        more = f" and {len(empty) - GAPS} more" if len(empty) > GAPS else ""
        longest = sorted(sorted(empty, key=lambda run: run[0] - run[1])[:GAPS])
        yield Item(f"Nothing at all was reported in: {'; '.join(map(days, longest))}{more}. Quiet there means unread, not calm.")
    else:
        yield Item(f"Something was reported in every {kind} of this time.")
    silent = sum(not point.events for point in relation.tone)
    if silent:
        yield Item(f"{silent:,} of {plural(len(relation.tone), kind)} tell of nothing between the two.")


def _articles(store: Store, origin: str) -> bool:
    return any(shard.origin == origin and shard.rows.get("articles", 0) for shard in store.manifest)


def _runs(spans: Iterable[tuple[dt.date, dt.date]]) -> Iterator[tuple[dt.date, dt.date]]:
    """Join times that follow one another."""
    first = last = None
    for start, end in spans:
        if first is not None and last is not None and (start - last).days > 1:
            yield first, last
            first = None
        first, last = first or start, end
    if first is not None and last is not None:
        yield first, last
