"""The verdict of a relation in plain words: what it did, how sure that is, since when, and what speaks against it."""

import datetime as dt

from detente.display.inert import one_line
from detente.display.relation_words import band, days, number, percent, period_name, plural, step_of
from detente.relations.records import ChangePoint, Channel, Judgement, Relation, Verdict
from detente.relations.verdict import SURE

_CLEAR = (Judgement.THAW, Judgement.CHILL)
_TURN = {Judgement.THAW: "warmer", Judgement.CHILL: "colder"}
_OPPOSITE = {Judgement.THAW: Judgement.CHILL, Judgement.CHILL: Judgement.THAW}


def verdict_head(relation: Relation) -> str:
    """Say the judgement, how sure it is and since when, in a few words."""
    verdict = relation.verdict
    name = verdict.judgement.value.capitalize()
    if verdict.judgement is Judgement.TOO_LITTLE_DATA:
        return name
    if verdict.judgement is Judgement.NO_CLEAR_CHANGE:
        return f"{name}: a thaw is {percent(verdict.thaw)} likely, a chill {percent(verdict.chill)}"
    begun = find_beginning(relation)
    since = f", since {_when(relation, begun)}" if begun else ""
    return f"{name}, {percent(verdict.probability)} sure{since}"


def verdict_measure(relation: Relation) -> str:
    """Say by how much the tone changed, with its interval, and what was compared."""
    verdict, (before, after) = relation.verdict, compared(relation)
    times = f"{days(after)} against {days(before)}"
    if verdict.judgement is Judgement.TOO_LITTLE_DATA:
        return f"{number(verdict.effective_after)} against {number(verdict.effective_before)} events' worth, {times}."
    return f"Tone {band(verdict.change)}, {times}."


def verdict_sentence(relation: Relation) -> str:
    """Say judgement, change and what was compared in a line."""
    return f"{verdict_head(relation)}. {verdict_measure(relation)}"


def verdict_lines(relation: Relation) -> list[str]:
    """Return what follows the judgement: why, when within the time, and what other ways of judging come to."""
    return [line for line in (_reason(relation), _within(relation), checks_sentence(relation.verdict)) if line]


def find_beginning(relation: Relation) -> ChangePoint | None:
    """Return the surest change in the direction of a thaw or chill, one that shows in the tone before others; None where none is.

    The verdict is one of the tone: how often they act says when only where the tone does not.
    """
    same = [c for c in _inside(relation) if c.judgement is relation.verdict.judgement]
    if relation.verdict.judgement not in _CLEAR or not same:
        return None
    return max(same, key=lambda c: (c.channel is not Channel.PRESSURE, c.probability))


def compared(relation: Relation) -> tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]]:
    """Return both windows of the verdict, as far as the time reaches that was asked for."""
    first, second = (
        (max(start, relation.since), min(end, relation.until)) for start, end in (relation.verdict.before, relation.verdict.after)
    )
    return first, second


def checks_sentence(verdict: Verdict) -> str:
    """Say whether other weights, or the lack of a source, come to the same; empty where nothing was tried or could be said."""
    others = [c for c in verdict.checks if c.judgement is not verdict.judgement]
    if not verdict.checks or (verdict.judgement is Judgement.TOO_LITTLE_DATA and not others):
        return ""
    said = "; ".join(f"{one_line(c.name)} ({c.judgement.value})" for c in others)
    if len(verdict.checks) == 1:
        name = one_line(verdict.checks[0].name)
        how = name[0].upper() + name[1:] if name.startswith("without ") else f"With {name}"
        return f"{how} it is {f'otherwise: {others[0].judgement.value}' if others else 'the same'}."
    same = len(verdict.checks) - len(others)
    if not others:
        return f"Judged in {len(verdict.checks)} other ways it is the same."
    return (
        f"{same} of {len(verdict.checks)} other ways of judging {'comes' if same == 1 else 'come'} to the same; not so: {said}."
    )


def _reason(relation: Relation) -> str:
    """Say what was compared with what, and what that amounts to."""
    verdict, (before, after) = relation.verdict, compared(relation)
    if before == after:
        return one_line(verdict.reason) or verdict_sentence(relation)
    if verdict.judgement is Judgement.TOO_LITTLE_DATA:
        return " ".join(filter(None, (one_line(verdict.reason) or verdict_sentence(relation), _where_told(relation))))
    counted = [f"{days(window)} ({plural(_count(relation, window), 'event')})" for window in (before, after)]
    verb = "rose" if verdict.change.middle > 0 else "fell"
    interval = f"{number(verdict.change.low, signed=True)} to {number(verdict.change.high, signed=True)}"
    points = f"{number(abs(verdict.change.middle))} points (nine chances in ten: {interval})"
    fact = f"the mean tone {verb} by {points} from {counted[0]} to {counted[1]}."
    least = number(verdict.least)
    if verdict.judgement in _CLEAR:
        name = "warmed" if verdict.judgement is Judgement.THAW else "cooled"
        sure = percent(verdict.probability)
        return f"Relations {name}: {fact} That it {verb} by more than {least}, from where a change counts, is {sure} sure."
    if 1 - verdict.thaw - verdict.chill >= SURE:
        return f"Relations hardly changed between the two: {fact} Only more than {least} would count."
    only = f"That it {verb} by more than {least}, from where a change counts, is only {percent(verdict.probability)} sure."
    if verdict.change.low > 0 or verdict.change.high < 0:
        name = "warmed" if verdict.change.middle > 0 else "cooled"
        return f"Relations {name}, perhaps by too little to count: {fact} {only}"
    return f"It is open whether relations changed: {fact} {only}"


def _within(relation: Relation) -> str:
    """Say what the comparison of two windows hides: that no beginning is found, or turns of the tone within the time."""
    verdict = relation.verdict.judgement
    if verdict is Judgement.TOO_LITTLE_DATA:
        return ""
    turns = [c for c in _inside(relation) if c.judgement in _CLEAR and c.channel is not Channel.PRESSURE]
    if verdict is Judgement.NO_CLEAR_CHANGE:
        return f"Within this time the tone turned {_list(relation, turns)}." if turns else ""
    begun = find_beginning(relation)
    least = begun.start if begun else relation.verdict.after[0]
    against = [c for c in turns if c.judgement is _OPPOSITE[verdict] and c.start > least]
    unknown = "" if begun else f"Since when cannot be told: no {step_of(relation.period).value} stands out as its beginning."
    return " ".join(filter(None, (unknown, f"Yet the tone turned {_list(relation, against)}." if against else "")))


def _list(relation: Relation, changes: list[ChangePoint]) -> str:
    return ", ".join(f"{_TURN[c.judgement]} with {_when(relation, c)}" for c in changes)


def _when(relation: Relation, change: ChangePoint) -> str:
    counted = ", by how often they act" if change.channel is Channel.PRESSURE else ""
    return f"{period_name(change.start, step_of(relation.period))} ({percent(change.probability)} sure{counted})"


def _inside(relation: Relation) -> list[ChangePoint]:
    """Return the changes between the beginning of the earlier window and the end of the later one, in order."""
    first, last = relation.verdict.before[0], relation.verdict.after[1]
    return sorted((c for c in relation.changes if first < c.start <= last), key=lambda c: c.start)


def _count(relation: Relation, window: tuple[dt.date, dt.date]) -> int:
    return sum(p.events for p in relation.tone if window[0] <= p.start <= window[1])


def _where_told(relation: Relation) -> str:
    """Say within which days there are events at all, where a window has none."""
    told = [p for p in relation.tone if p.events]
    if not told or all(_count(relation, window) for window in compared(relation)):
        return ""
    days_told = max(told[0].start, relation.since), min(told[-1].end, relation.until)
    return f"What there is falls into {days(days_told)}."
