"""Whether two mentions tell of one event: the rules, each a reason to say no.

The features are those of event coreference (Bejan and Harabagiu 2010; Cybulska and Vossen 2015): the act, who takes part, when,
where, and the words around. docs/decisions/0011-story-clusters.md gives the reasons and what was measured.
"""

import calendar
from collections.abc import Sequence

from detente.events.told import Side, Told
from detente.records import ActorKind, DatePrecision, Status

WINDOW = 3  # days between two articles that both leave the day out: an act is told on its day and the two after
SLACK = 1  # days between two dates in words: time zones, talks past midnight
RECENT = 7  # days: what an article tells without a date, beside a date, is of its own week
# Sectors that stand for their state: the group "state" of sectors.tsv.
STATE = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
# Codes that many bodies share: only the name tells them apart.
SHARED = frozenset({"IGO", "IMG", "ISM", "MNC", "NGO"})
# Unions that act as a state does: *Brussels*, *European leaders*.
UNIONS = frozenset({"EUR", "UNO"})
# Acts of words: who asks twice on one day may ask for two things, so the words around must show that it is one.
SPOKEN = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
MATTER = 0.25  # share of the shorter sentence's words that two tellings of one spoken act have in common
PASSED = (Status.ACTUAL, Status.HISTORICAL)


def same_event(a: Told, b: Told, *, copies: bool) -> bool:
    """Tell whether two mentions can be one event; ``copies`` says that their articles are near-copies of one another."""
    if copies and repeated(a, b):
        return True
    together = a.mention.article == b.mention.article or copies
    return (
        same_act(a, b)
        and same_status(a, b)
        and same_sides(a, b, elided=together)
        and same_days(a, b, together=together)
        and (together or same_place(a, b))
        and (not _doubtful(a, b) or same_matter(a, b))
    )


def repeated(a: Told, b: Told) -> bool:
    """Tell whether a copy repeats a sentence: *on Friday* in the copy of the day after is the same Friday."""
    x, y = a.mention, b.mention
    return (
        x.article != y.article
        and a.type == b.type
        and x.trigger.text == y.trigger.text
        and x.sentence.end - x.sentence.start == y.sentence.end - y.sentence.start
        and a.words == b.words
        and same_sides(a, b, elided=False)
    )


def same_act(a: Told, b: Told) -> bool:
    """Tell whether type or CAMEO root agree and no two modes contradict; in one sentence, two types are two acts."""
    if a.mode and b.mode and a.mode != b.mode:
        return False
    one_sentence = (a.mention.article, a.mention.sentence) == (b.mention.article, b.mention.sentence)
    return a.type == b.type or (a.root == b.root != "" and not one_sentence)


def same_status(a: Told, b: Told) -> bool:
    """Tell whether both happened, now or as recalled, or have the same status."""
    return a.status is b.status or (a.status in PASSED and b.status in PASSED)


def same_sides(a: Told, b: Told, *, elided: bool) -> bool:
    """Tell whether both sides agree, of a symmetric event either way round; ``elided``: one mention may leave a side out."""
    ways = [(b.actors, b.recipients)] + ([(b.recipients, b.actors)] if a.symmetric or b.symmetric else [])
    return any(_sides(a, first, second, elided) for first, second in ways)


def _sides(a: Told, actors: Sequence[Side], recipients: Sequence[Side], elided: bool) -> bool:
    """Compare side by side. Within one country the country tells nothing, and names must agree."""
    by_name = bool({p.country for p in a.actors} & {p.country for p in a.recipients} - {None})
    return (
        bool((a.actors and actors) or (a.recipients and recipients))
        and _side(a.actors, actors, elided, by_name)
        and _side(a.recipients, recipients, elided, by_name)
    )


def _side(a: Sequence[Side], b: Sequence[Side], elided: bool, by_name: bool) -> bool:
    if not a or not b:
        return elided or not (a or b)
    few, many = sorted((a, b), key=len)
    return all(any(_named(p, q) if by_name else same_party(p, q) for q in many) for p in few)


def same_party(p: Side, q: Side) -> bool:
    """Tell whether two words can stand for one party: a state for its organs and officials, but no person or body for another.

    Companies, parties, rebels and whoever has no country are told apart by their names.
    """
    if p.country != q.country or p.country is None or p.country in SHARED:
        return _named(p, q)
    if _named(p, q):
        return True
    if _whole(p) or _whole(q):
        return _official(p) and _official(q)
    alike = p.kind == q.kind and p.kind in (ActorKind.PERSON, ActorKind.BODY, ActorKind.ORGANIZATION)
    return not alike and p.sector == q.sector in STATE


def _named(p: Side, q: Side) -> bool:
    """Tell whether one name holds the other, or two persons share their last name."""
    if not p.words or not q.words or (p.country and q.country and p.country != q.country):
        return False
    if p.kind is q.kind is ActorKind.PERSON and p.last == q.last:
        return True
    return p.words <= q.words or q.words <= p.words


def _whole(side: Side) -> bool:
    """Tell the state itself, or a union without a word on which of its bodies."""
    return side.kind is ActorKind.STATE or (side.country in UNIONS and side.sector is None)


def _official(side: Side) -> bool:
    return _whole(side) or side.sector in STATE


def days_of(told: Told) -> tuple[int, int] | None:
    """Return the first and last day (ordinals) that a mention can mean; None where nothing is known."""
    if told.date is None:
        return None
    first = told.date.toordinal()
    match told.precision:
        case None:  # the day of publication: the act lies on it or shortly before
            return first - WINDOW + 1, first
        case DatePrecision.WEEK:
            return first, first + 6
        case DatePrecision.MONTH:
            return first, first + calendar.monthrange(told.date.year, told.date.month)[1] - told.date.day
        case DatePrecision.YEAR:
            return first, first + 365
    return first, first


def same_days(a: Told, b: Told, *, together: bool) -> bool:
    """Tell whether the days can be the same.

    In one article (or copies), what has no date is of the week of publication, or of any time where it has not happened. In
    different ones, what is recalled without a date is of no time that could be shared.
    """
    if together and not (a.dated and b.dated):
        return not (a.dated or b.dated) or a.status not in PASSED or _recent(a, b)
    x, y = days_of(a), days_of(b)
    if x is None or y is None or any(told.status is Status.HISTORICAL and not told.dated for told in (a, b)):
        return False
    if DatePrecision.YEAR in (a.precision, b.precision):
        return a.precision is b.precision and a.date == b.date
    return x[0] - SLACK <= y[1] and y[0] - SLACK <= x[1]


def _recent(a: Told, b: Told) -> bool:
    dated, other = (a, b) if a.dated else (b, a)
    x, y = days_of(dated), days_of(other)
    return x is None or y is None or (x[0] - RECENT <= y[1] and y[0] - RECENT <= x[1])


def same_place(a: Told, b: Told) -> bool:
    """Tell whether two places can be one: equal, one named within the other, or left out."""
    if not a.place or not b.place:
        return True
    x, y = set(a.place.casefold().split()), set(b.place.casefold().split())
    return x <= y or y <= x


def same_matter(a: Told, b: Told) -> bool:
    """Tell whether the words around two mentions, the parties' own aside, show that they are about the same thing."""
    own = frozenset().union(*(p.words | p.said for told in (a, b) for p in (*told.actors, *told.recipients)))
    x, y = a.words - own, b.words - own
    least = min(len(x), len(y))
    return len(x & y) >= max(MATTER * least, min(2, least), 1)


def _doubtful(a: Told, b: Told) -> bool:
    """Tell whether the words must agree as well: of acts of words, where a side is left out, and where a date is vague."""
    left_out = bool(a.actors) != bool(b.actors) or bool(a.recipients) != bool(b.recipients)
    vague = {DatePrecision.MONTH, DatePrecision.YEAR} & {a.precision, b.precision}
    return a.type in SPOKEN or left_out or bool(vague)
