"""Score the ledger against the bank: entries, and what became of them.

*Entry* counts as ``bank`` does: kind, by and to agree. *Link* is end to end: the entry agrees, so does how it was settled, and
the words that settle it stand in the sentence of the gold event or words. *Linking* takes entries and events from gold, so that
it measures the tying alone. Links are *answered*, *kept* and *refused*; an entry that two acts settle in one way has two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.evaluation.bank import count_ledger, pair_ledger
from detente.evaluation.figures import Count, Report
from detente.evaluation.gold_records import gold_cast, gold_entries, gold_events
from detente.events.outcomes import settle_entries
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import OutcomeKind, Span

Row = Mapping[str, Any]
SCORED = (OutcomeKind.ANSWERED, OutcomeKind.KEPT, OutcomeKind.REFUSED)


@dataclass(frozen=True, slots=True)
class Link:
    """How the entry with this number was settled, and by a sentence of the text."""

    entry: int
    how: str
    sentence: int


def score_ledger(triples: Iterable[tuple[Parse, Row, Row]], lexicon: Lexicon) -> Report:
    """Score (parse, gold article, object of ``detente code``) for each article."""
    total = {name: Count() for name in ("entry", "link", "linking", *(f"linking {how}" for how in SCORED))}
    for parse, gold, predicted in triples:
        for name, count in count_article(parse, gold, predicted, lexicon).items():
            total[name] += count
    lines = tuple(count.line(name) for name, count in total.items())
    return Report(lines, {name: total[name].f1 for name in ("entry", "link", "linking")})


def count_article(parse: Parse, gold: Row, predicted: Row, lexicon: Lexicon) -> dict[str, Count]:
    """Count hits, predictions and gold of one article for every measure."""
    wanted = [link for link in gold_links(parse, gold) if link.how in SCORED]
    same = pair_ledger(gold, predicted)
    found = [
        Link(same.get(link.entry, -1 - link.entry), link.how, link.sentence)
        for link in found_links(parse, predicted)
        if link.how in SCORED
    ]
    alone = [link for link in alone_links(parse, gold, lexicon) if link.how in SCORED]
    by_how = {f"linking {how}": _count([w for w in wanted if w.how == how], [a for a in alone if a.how == how]) for how in SCORED}
    return {"entry": count_ledger(gold, predicted), "link": _count(wanted, found), "linking": _count(wanted, alone), **by_how}


def gold_links(parse: Parse, gold: Row) -> list[Link]:
    """Return the links of an annotated article; the entry is its place in the ledger."""
    triggers = {e["id"]: e["trigger"] for e in gold["events"]}
    return [
        Link(n, o["how"], _sentence(parse, triggers[o["event"]] if o["event"] else o["words"]))
        for n, entry in enumerate(gold["ledger"])
        for o in entry["outcomes"]
    ]


def found_links(parse: Parse, predicted: Row) -> list[Link]:
    """Return the links of a coded article."""
    return [
        Link(n, o["how"], _sentence(parse, o["spans"]))
        for n, entry in enumerate(predicted["ledger"])
        for o in entry.get("outcomes", [])
    ]


def alone_links(parse: Parse, gold: Row, lexicon: Lexicon) -> list[Link]:
    """Tie the gold entries of an article to its gold events."""
    cast = gold_cast(gold, parse)
    entries = settle_entries(parse, gold_entries(gold), gold_events(gold, parse), cast, lexicon)
    return [Link(int(e.id), o.how, _sentence(parse, o.words.spans)) for e in entries for o in e.outcomes]


def _sentence(parse: Parse, spans: Sequence[Sequence[Any]]) -> int:
    inside = parse.within(Span(spans[0][0], spans[0][1]))
    return parse.tokens[inside[0]].sent if inside else -1


def _count(wanted: Sequence[Link], found: Sequence[Link]) -> Count:
    return Count(len(set(wanted) & set(found)), len(set(found)), len(set(wanted)))
