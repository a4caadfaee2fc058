"""Events → stories: what is told twice, in one article or in several, is one event."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from detente.events.same_event import SLACK, days_of, same_event
from detente.events.story import Story
from detente.events.told import Side, Source, Told, take
from detente.ids import make_id
from detente.reading.values import Row
from detente.records import DatePrecision, Reading, Status

_COARSE = (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR)
_BUCKET = 7  # days


def find_stories(readings: Iterable[Reading | Row]) -> tuple[Story, ...]:
    """Group the events of readings (or of rows as ``detente code`` prints them) into stories, by date, then id.

    A mention joins a story only if it agrees with every mention in it (complete linkage), so that no chain of half likenesses
    pulls two events together. The best-told mentions come first, and the order of the input plays no part. Without texts
    (``detente code`` without ``--with-text``), near-copies are known only where the whole text is the same. Never raises on a
    row.
    """
    from detente.reading.near_duplicates import group_copies  # numpy, which `import detente` does without

    sources = _distinct(take(readings))
    texts = {s.text_sha256: s.text or "" for s in sorted(sources, key=lambda s: (s.text_sha256, s.text is not None))}
    groups = dict(zip(texts, group_copies([*texts.values()]), strict=True))
    copies = {s.id: groups[s.text_sha256] for s in sources}
    return join_told((t for s in sources for t in s.events), copies)


def join_told(told: Iterable[Told], copies: Mapping[str, int]) -> tuple[Story, ...]:
    """Group mentions into stories, by date, then id; ``copies`` gives for each article the number of its group of near-copies."""
    drafts = _Drafts(copies)
    for mention in sorted(told, key=_order):
        drafts.place(mention)
    stories = [_story(draft.mentions, copies) for draft in drafts.drafts]
    return tuple(sorted(stories, key=lambda s: (s.date is None, s.date.toordinal() if s.date else 0, s.id)))


def _distinct(sources: Iterable[Source]) -> list[Source]:
    """Keep one of each article, by id; of two codings of one article the one with more events."""
    kept: dict[str, Source] = {}
    for source in sources:
        other = kept.get(source.id)
        if other is None or (len(source.events), repr(source)) > (len(other.events), repr(other)):
            kept[source.id] = source
    return [kept[key] for key in sorted(kept)]


def _order(told: Told) -> tuple[object, ...]:
    """Sort the best-told first: both sides named, dated in words, exactly; then by day and place in the article."""
    days = days_of(told) or (0, 0)
    return (
        -bool(told.actors) - bool(told.recipients),
        not told.dated,
        days[1] - days[0],
        days,
        told.mention.article,
        told.mention.sentence,
        told.mention.trigger.spans,
        told.mention.event,
    )


@dataclass(slots=True)
class _Draft:
    mentions: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class _Drafts:
    """Stories while they grow, and where to look for those that a mention may belong to.

    There are some thirty keys a mention, so a shelf goes by the hash of its key: two keys on one shelf cost a comparison more.
    """

    copies: Mapping[str, int]
    drafts: list[_Draft] = field(default_factory=list)
    shelves: dict[int, list[int]] = field(default_factory=dict)

    def place(self, told: Told) -> None:
        """Put a mention into the story that it is nearest to, or open one."""
        keys = {hash(key) for key in _keys(told, self.copies)}
        near = {n for key in keys for n in self.shelves.get(key, ())}
        fitting = [n for n in sorted(near) if self._fits(told, self.drafts[n])]
        best = min(fitting, key=lambda n: (self._distance(told, self.drafts[n]), n), default=len(self.drafts))
        if best == len(self.drafts):
            self.drafts.append(_Draft())
        self.drafts[best].mentions.append(told)
        for key in keys:
            shelf = self.shelves.setdefault(key, [])
            if best not in shelf[-1:]:
                shelf.append(best)

    def _fits(self, told: Told, draft: _Draft) -> bool:
        own = self.copies[told.mention.article]
        return all(same_event(told, other, copies=own == self.copies[other.mention.article]) for other in draft.mentions)

    def _distance(self, told: Told, draft: _Draft) -> tuple[float, ...]:
        """Give how far a story is: of this article or not, then how few words of its sentences are shared."""
        shared = max((_overlap(told, other) for other in draft.mentions), default=0.0)
        article = any(told.mention.article == other.mention.article for other in draft.mentions)
        return (not article, -round(shared, 6))


def _overlap(a: Told, b: Told) -> float:
    union = a.words | b.words
    return len(a.words & b.words) / len(union) if union else 0.0


def _keys(told: Told, copies: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    """Give where a mention is looked for: under its act and each party, by article (or its copies) and by week.

    Whatever ``same_event`` lets pass shares a key: ranges of days that are no more than SLACK apart share a week.
    """
    parties = {key for p in (*told.actors, *told.recipients) for key in (p.country, *p.words) if key}
    for act in sorted({told.type, told.root} - {""}):
        for party in sorted(parties):
            yield act, party, "copies", copies[told.mention.article]
            for when in _times(told):
                yield act, party, *when


def _times(told: Told) -> Iterator[tuple[str, int]]:
    days = days_of(told)
    if days is None:
        return
    if told.precision is DatePrecision.YEAR:  # joins nothing but the same year
        yield "year", days[0]
        return
    for week in range((days[0] - SLACK) // _BUCKET, (days[1] + SLACK) // _BUCKET + 1):
        yield "week", week


def _story(mentions: Sequence[Told], copies: Mapping[str, int]) -> Story:
    first = mentions[0]
    dated = sorted((t for t in mentions if t.dated), key=lambda t: (_COARSE.index(t.precision or DatePrecision.DAY), t.date))
    published = sorted(t.date for t in mentions if t.date)
    told = sorted(
        (t.mention for t in mentions), key=lambda m: (m.published is None, m.published or 0, m.article, m.sentence, m.event)
    )
    articles = {m.article for m in told}
    return Story(
        make_id("st", *sorted((m.article, m.event) for m in told)),
        first.type,
        _names(first.actors),
        _names(first.recipients),
        first.symmetric,
        _status(mentions),
        dated[0].date if dated else published[0] if published else None,
        dated[0].precision if dated else DatePrecision.DAY if published else None,
        bool(dated),
        min((t.place for t in mentions if t.place), key=lambda p: (-len(p), p), default=None),
        tuple(sorted({m.claimant for m in told if m.claimant})),
        all(m.claimant for m in told),
        len(articles),
        len({" ".join(m.outlet.casefold().split()) for m in told if m.outlet}),
        len({copies[a] for a in articles}),
        tuple(told),
    )


def _status(mentions: Sequence[Told]) -> Status:
    """Give the status of the best-told mention; what one article recalls and another reports is actual."""
    first = mentions[0].status
    return Status.ACTUAL if first is Status.HISTORICAL and any(t.status is Status.ACTUAL for t in mentions) else first


def _names(sides: Iterable[Side]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(side.country or side.name for side in sides))
