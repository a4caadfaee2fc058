"""A relation in words: what terminal, notebook, page and chart say alike.

Every function gives plain text on one line: whatever stands in a record is made inert (``display.inert``).
"""

import datetime as dt
import math
import re
from collections.abc import Sequence

from detente.display.inert import one_line
from detente.relations.periods import PeriodKind
from detente.relations.records import (
    Band,
    ChangePoint,
    Channel,
    Evidence,
    Judgement,
    PressurePoint,
    Reciprocity,
    Relation,
    Weights,
)
from detente.store.countries import country_name

WEIGHTS = {Weights.GOLDSTEIN: "Goldstein", Weights.PLOVER: "PLOVER"}
_CHANNELS = {
    Channel.TONE: "in tone",
    Channel.PRESSURE: "in how often they act",
    Channel.BOTH: "in tone and in how often they act",
}
_MONTHS = "January February March April May June July August September October November December".split()
_QUARTERS = ("first", "second", "third", "fourth")
_TOO_WIDE = 6.0  # standard deviations: an interval that holds all that a lead could reasonably be
NOTHING = "Nothing is told of the two in this time."


def state_name(code: str) -> str:
    """Return the name of a state, or what was given where the tables know no such code.

    >>> state_name("PRK"), state_name("IGO")
    ('North Korea', 'IGO')
    """
    return one_line(country_name(code)) or "?"


def dyad(relation: Relation) -> str:
    """Return both names."""
    return f"{state_name(relation.one)} – {state_name(relation.other)}"


def day(date: dt.date) -> str:
    """Write a day.

    >>> day(dt.date(2018, 3, 8))
    '8 Mar 2018'
    """
    return f"{date.day} {_MONTHS[date.month - 1][:3]} {date.year}"


def period_name(start: dt.date, kind: PeriodKind) -> str:
    """Name a period in a sentence.

    >>> period_name(dt.date(2018, 2, 26), PeriodKind.WEEK), period_name(dt.date(2018, 4, 1), PeriodKind.QUARTER)
    ('the week of 26 February 2018', 'the second quarter of 2018')
    """
    month = _MONTHS[start.month - 1]
    if kind is PeriodKind.QUARTER:
        return f"the {_QUARTERS[(start.month - 1) // 3]} quarter of {start.year}"
    if kind is PeriodKind.MONTH:
        return f"{month} {start.year}"
    return f"{'the week of ' if kind is PeriodKind.WEEK else ''}{start.day} {month} {start.year}"


def days(span: tuple[dt.date, dt.date]) -> str:
    """Write a time from its first to its last day."""
    first, last = span
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1][:3]} – {day(last)}"
    return f"{first.day}–{day(last)}"


def span(relation: Relation) -> str:
    """Return which time is looked at, in which steps."""
    return f"by {relation.period.value}, {days((relation.since, relation.until))}"


def number(value: float, *, signed: bool = False) -> str:
    """Write a number for a reader, with a true minus and one decimal, two where it is small.

    >>> number(-2.04), number(1.5, signed=True), number(0.04), number(float("nan"))
    ('−2.0', '+1.5', '0.04', 'unknown')
    """
    if not math.isfinite(value):
        return "unknown"
    text = f"{abs(value):,.{1 if abs(value) >= 0.1 else 2}f}"
    if text == "0.00":
        return "0"
    return ("−" if value < 0 else "+" if signed else "") + text


def percent(probability: float) -> str:
    """Write a probability, never as certain as 0 or 100%.

    >>> percent(0.935), percent(0.9999), percent(0.001)
    ('94%', 'over 99%', 'under 1%')
    """
    if not math.isfinite(probability):
        return "unknown"
    if probability > 0.995:
        return "over 99%"
    return "under 1%" if probability < 0.005 else f"{100 * probability:.0f}%"


def band(value: Band) -> str:
    """Write an estimate with its interval."""
    return f"{number(value.middle, signed=True)} (90%: {number(value.low, signed=True)} to {number(value.high, signed=True)})"


def plural(count: int, noun: str) -> str:
    """Write how many there are.

    >>> plural(1, "event"), plural(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def counts_sentence(relation: Relation) -> str:
    """Count events, reports and sources, each apart."""
    events, reports = plural(relation.events, "event"), plural(relation.reports, "report")
    sources = f" by {plural(relation.sources, 'source')}" if relation.sources else ", sources not named"
    return f"{events} in {reports}{sources}; {WEIGHTS[relation.weights]} weights."


def nothing_reported(relation: Relation, beside: int) -> str:
    """Say that nothing is reported between two, and what there is beside, where no event makes a tone."""
    said = f"nothing is reported between {relation.one} and {relation.other}"
    if not beside:
        return said
    what = f"{beside:,} event{' is' if beside == 1 else 's are'}"
    return f"{said}; {what} only claimed, planned, denied, without a day, dated too coarsely or outside of these days"


def beside_sentence(relation: Relation) -> str:
    """Count what stands beside the tone: claims, plans, denials, and threats; empty where there are none."""
    counted = (
        (sum(c.claimed for c in relation.beside), "only claimed"),
        (sum(c.planned for c in relation.beside), "planned or imagined"),
        (sum(c.denied for c in relation.beside), "denied"),
    )
    parts = [f"{n:,} {what}" for n, what in counted if n]
    threats = sum(c.threats for c in relation.beside)
    said = f"Beside the tone: {', '.join(parts)}." if parts else ""
    return " ".join(filter(None, (said, f"{plural(threats, 'threat')} among what is reported." if threats else "")))


def pressure_sentence(name: str, span: tuple[dt.date, dt.date], points: Sequence[PressurePoint]) -> str:
    """Say how often they cooperate and clash in the periods of a time, for which ``name`` stands."""
    reported = sum(point.exposure for point in points)
    if reported <= 0:
        return f"{name}, {days(span)}: nothing was reported at all."
    counts = (sum(p.cooperation for p in points), "of cooperation"), (sum(p.conflict for p in points), "of material conflict")
    said = ", ".join(f"{count:,} {what} ({number(1000 * count / reported)} per thousand reported)" for count, what in counts)
    return f"{name}, {days(span)}: {said}."


def ratio_sentence(point: PressurePoint) -> str:
    """Say how the rates of a period compare with those of the year before it; empty where there is nothing to compare with."""
    known = (("cooperation", point.cooperation_ratio), ("material conflict", point.conflict_ratio))
    said = [
        f"{name} {number(ratio.middle)} times as often (90%: {number(ratio.low)} to {number(ratio.high)})"
        for name, ratio in known
        if ratio is not None
    ]
    return f"{days((point.start, point.end))}, against the year before: {', '.join(said)}." if said else ""


def change_name(change: ChangePoint) -> str:
    """Name a change: where cooperation and conflict rise or fall together, it is neither thaw nor chill."""
    clear = change.judgement in (Judgement.THAW, Judgement.CHILL)
    return change.judgement.value if clear else "break, neither thaw nor chill,"


def step_of(kind: PeriodKind) -> PeriodKind:
    """Return the steps in which changes are sought: those of a series of days are sought by week.

    >>> step_of(PeriodKind.DAY).value, step_of(PeriodKind.MONTH).value
    ('week', 'month')
    """
    return PeriodKind.WEEK if kind is PeriodKind.DAY else kind


def change_sentence(change: ChangePoint, kind: PeriodKind) -> str:
    """Say when a new level begins in a series of periods of a kind, where it shows, and how sure that is."""
    kind = step_of(kind)
    when = period_name(change.start, kind)
    said = f"{when[0].upper()}{when[1:]}: {change_name(change)} {_CHANNELS[change.channel]}, {percent(change.probability)} sure"
    said += f" ({percent(change.base_rate)} of all {kind.value}s look so)"
    if change.cross_checked is None:
        return f"{said}."
    return f"{said}; another method {'agrees' if change.cross_checked else 'sees no break there'}."


def who_whom(event: Evidence) -> str:
    """Name the sides of an event; those of a joint act stand together."""
    if not event.recipients:
        return " and ".join(map(state_name, event.actors)) or "?"
    return " → ".join(", ".join(map(state_name, side)) or "?" for side in (event.actors, event.recipients))


def event_head(event: Evidence) -> str:
    """Say when, who and whom, what, and how much it moved the tone where that was asked."""
    kind = one_line(event.type).lower() or "?"
    moved = f", moved the change by {number(event.influence, signed=True)}" if event.influence else ""
    return f"{day(event.day)} · {who_whom(event)}: {kind}{moved}"


def event_told(event: Evidence) -> str:
    """Say by whom an event was told, and how often."""
    often = plural(event.reports, "report") + (f" by {plural(event.sources, 'source')}" if event.sources else "")
    return ", ".join(filter(None, (one_line(event.outlet or ""), often)))


def quoted(sentence: str | None) -> str:
    """Return the sentence that tells of an event, in quotation marks; nothing where rows were imported without words."""
    return f"“{one_line(sentence)}”" if sentence else ""


def leader_sentence(reciprocity: Reciprocity) -> str:
    """Say who moved first, or that it cannot be told."""
    one, other, lead = state_name(reciprocity.one), state_name(reciprocity.other), reciprocity.lead
    lags = plural(reciprocity.lags, "period")
    if reciprocity.leader is None and lead is not None and lead.low <= 0 <= lead.high:
        wide = lead.high - lead.low > _TOO_WIDE
        known = f"lead of {one}: {band(lead)} standard deviations over {lags}"
        why = "a lead of either side fits what was reported" if wide else f"neither side's tone follows the other's more; {known}"
        return f"Undecided: {why}."
    if reciprocity.leader is None:
        why = one_line(reciprocity.reason).removeprefix("undecided: ")
        for code, name in ((reciprocity.one, one), (reciprocity.other, other)):
            why = re.sub(rf"\b{re.escape(code)}\b", lambda _, name=name: name, why)  # type: ignore[misc]
        return f"Undecided{f': {why}' if why else ''}."
    second = other if reciprocity.leader == reciprocity.one else one
    how = f": lead {band(lead)} over {lags}" if lead is not None else ""
    return f"{state_name(reciprocity.leader)} moved first, {second} followed{how}."


def left_out_sentence(left_out: Sequence[tuple[str, int]]) -> str:
    """Say what was left out and why; empty where nothing was."""
    return f"Left out: {'; '.join(f'{count:,} {one_line(why)}' for why, count in left_out)}." if left_out else ""
