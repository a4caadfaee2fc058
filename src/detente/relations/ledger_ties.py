"""Which later acts settle what is on the table: the rules of one article (``ontology/outcomes``), tied by matter and time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.events.outcome_rules import AUTHOR, OTHER, OutcomeRule, OutcomeRules
from detente.records import LedgerKind, OutcomeKind, Status
from detente.relations.ledger_records import Settling
from detente.relations.ledger_rows import MEETING, Deed, Put

# Chosen on reading the ties between IRN and USA, CHN and USA, DEU and GRC, EUR and GRC in 4,052 news articles of 2006 to 2013.
LEAST = 0.2  # confidence of a tie that is kept
_SHARED = 0.5  # share of what an entry's words weigh that an act has in common with it
_WORDS = 2  # stems that an act has in common with an entry at least
_WEIGHT = 0.85  # what the shared words weigh at least, as much as one that stands nowhere else: no tie by *crisis* alone
_NAMED = 7  # days in which *the offer* still means this one
_RECALLED = 14  # days in which an act is told again as news
_ALIKE = 0.5  # share of the weight of two sentences that tell one act
_HALF = 120.0  # days after which a tie is half as sure
_NOBODY, _OTHERS = 0.8, 0.6  # how sure a tie is where the act is towards nobody, or others than the author of the entry
_GAP, _CODED_GAP = 365, 30  # days between two tellings of one thing; a bare code says little of what it is
_SAID_AGAIN = 0.7  # what the words weigh that two tellings share
_FAR = 730  # days after which nothing is tied
Key = tuple[LedgerKind, frozenset[str], frozenset[str]]
_BASE: Mapping[OutcomeKind, float] = {
    OutcomeKind.REFUSED: 0.8,
    OutcomeKind.ANSWERED: 0.8,
    OutcomeKind.KEPT: 0.8,
    OutcomeKind.OVERTAKEN: 0.7,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with all its tellings, the first first, and the stems of them all."""

    tellings: tuple[Put, ...]
    matter: frozenset[str]

    @property
    def first(self) -> Put:
        """The telling that opened it."""
        return self.tellings[0]


def join_tellings(puts: Iterable[Put], weight: Mapping[str, float]) -> list[Entry]:
    """Join entries of one kind and the same sides whose words say the same: one thing told again.

    Two tellings are one where they share most of the weight of the shorter and a good part of that of the longer, and lie
    within a year of one another; what bare codes tell, within a month.
    """
    out: list[Entry] = []
    said: dict[tuple[Key, str], list[int]] = defaultdict(list)  # entries by who says what: most are told again in the same words
    holding: dict[tuple[Key, str], list[int]] = defaultdict(list)  # and by each word
    for put in puts:
        key = (put.kind, put.by, put.to)
        near = {*said[key, put.what], *(n for stem in put.matter for n in holding[key, stem])}
        gap = _GAP if put.id != put.event else _CODED_GAP
        same = next(
            (
                n
                for n in sorted(near, reverse=True)
                if (put.day - out[n].tellings[-1].day).days <= gap and _same(put, out[n], weight)
            ),
            None,
        )
        if same is not None:
            out[same] = Entry((*out[same].tellings, put), out[same].matter)
            continue
        said[key, put.what].append(len(out))
        for stem in put.matter:
            holding[key, stem].append(len(out))
        out.append(Entry((put,), put.matter))
    return out


def _same(put: Put, entry: Entry, weight: Mapping[str, float]) -> bool:
    if put.what == entry.first.what:
        return True
    shared = _sum(put.matter & entry.matter, weight)
    low, high = sorted((_sum(put.matter, weight), _sum(entry.matter, weight)))
    return shared >= _SAID_AGAIN and shared >= 0.75 * low and shared >= 0.4 * high


def _sum(stems: Iterable[str], weight: Mapping[str, float]) -> float:
    return sum(weight.get(stem, 0.0) for stem in sorted(stems))


def tie(
    entries: Sequence[Entry], deeds: Sequence[Deed], rules: OutcomeRules, weight: Mapping[str, float]
) -> list[list[Settling]]:
    """Return what settles each entry, in the order of days; one act settles an entry in one way."""
    holding: dict[str, list[int]] = defaultdict(list)
    for n, deed in enumerate(deeds):
        for stem in deed.matter:
            holding[stem].append(n)
    out = []
    for entry in entries:
        near = sorted({n for stem in entry.matter for n in holding.get(stem, ())})
        found = [(s, deeds[n]) for n in near if (s := _settle(entry, deeds[n], rules, weight)) is not None]
        out.append(_best(found, weight))
    return out


def _best(found: Sequence[tuple[Settling, Deed]], weight: Mapping[str, float]) -> list[Settling]:
    """Keep the first telling of each act, for several articles tell one in much the same words, and nothing after it was kept."""
    kept: list[tuple[Settling, Deed]] = []
    for settling, deed in sorted(found, key=lambda f: (f[0].day, -f[0].confidence, f[0].event or "")):
        if not any(old.how is settling.how and _alike(deed, other, weight) for old, other in kept):
            kept.append((settling, deed))
            if settling.how is OutcomeKind.KEPT:
                break
    return [settling for settling, _ in kept]


def _alike(deed: Deed, other: Deed, weight: Mapping[str, float]) -> bool:
    """Tell whether two rows tell one act: much the same words within two weeks."""
    if abs((deed.day - other.day).days) > _RECALLED:
        return False
    shared, whole = _sum(deed.matter & other.matter, weight), _sum(deed.matter | other.matter, weight)
    return shared >= _ALIKE * whole


def _settle(entry: Entry, deed: Deed, rules: OutcomeRules, weight: Mapping[str, float]) -> Settling | None:
    put = entry.first
    days = (deed.day - put.day).days
    if not 0 <= days <= _FAR or any(deed.event == t.event or deed.sentence == t.sentence for t in entry.tellings):
        return None
    common = entry.matter & deed.matter
    shared, whole = _sum(common, weight), _sum(entry.matter, weight)
    named = days <= _NAMED and not deed.words.isdisjoint(rules.names[put.kind])
    if len(common) < (1 if named else _WORDS) or shared < _WEIGHT or shared < (_SHARED / 2 if named else _SHARED) * whole:
        return None
    fit = deed.confidence * min(1.0, shared / whole + 0.2) * 0.5 ** (days / _HALF)
    best: Settling | None = None
    for doer in _doers(put, deed):
        for rule in rules.fitting(put.kind, doer, deed.acts, deed.status):
            sure = _BASE[rule.how] * fit * _aim(doer, put, deed)
            if not _may(doer, rule, put, deed, named=named) or sure < LEAST or (best is not None and best.confidence >= sure):
                continue
            link = "named" if named else "matter"
            best = Settling(rule.how, deed.day, deed.event, deed.article, deed.sentence, round(sure, 3), f"ledger.{link}")
    return best


def _aim(doer: str, put: Put, deed: Deed) -> float:
    """Tell how well the sides of an act fit: the other side acts towards the author, or the author towards the other side."""
    aim = put.by if doer == OTHER else put.to
    if not deed.to:
        return _NOBODY
    return 1.0 if deed.to & aim or deed.symmetric or not aim else _OTHERS


def _may(doer: str, rule: OutcomeRule, put: Put, deed: Deed, *, named: bool) -> bool:
    """Tell whether a row of the table holds across articles.

    In one article what is done may lie before what is said. What both sides agree on is the promise told again, no answer to
    it; and that its author does harm on a large matter breaks no promise, unless the words say so.
    """
    elsewhere = deed.article is None or deed.article != put.article
    if deed.status is Status.HYPOTHETICAL:
        return False
    if put.kind is LedgerKind.PROMISE and rule.how is OutcomeKind.ANSWERED and (deed.symmetric or deed.by & put.by):
        return False
    if doer == AUTHOR and rule.how is OutcomeKind.REFUSED:
        return named and rule.link in ("name", "next")
    if rule.link in ("name", "noun"):
        return named
    if rule.link == "later":
        return put.meeting and elsewhere and deed.day > put.day and not (put.matter & deed.matter) <= MEETING
    return rule.link == "reply" or (rule.link == "matter" and elsewhere)


def _doers(put: Put, deed: Deed) -> list[str]:
    """Tell on which side of an entry those stand who act."""
    acting = deed.by | deed.to if deed.symmetric else deed.by
    out = [AUTHOR] if acting & put.by else []
    return [*out, OTHER] if acting & put.to and not (acting & put.to) <= put.by else out
