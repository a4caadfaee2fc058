"""The relations that changed most, one or two lines each: verdict, a small timeline, and the event that moved it most."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from detente.display.grid import cut
from detente.display.inert import one_line
from detente.display.relation_words import day, days, number, percent, state_name, who_whom
from detente.relations.changed import Changed
from detente.relations.records import Judgement

_BLOCKS = "▁▂▃▄▅▆▇█"
_SPARK = 24  # columns
_ROOMY, _REST = 94, 46  # columns from which on names stand whole; columns beside names and timeline
_SIGN = {Judgement.THAW: "▲ thaw", Judgement.CHILL: "▼ chill"}


def changed_lines(found: Sequence[Changed], width: int) -> Iterator[str]:
    """Give a heading, then each relation: states, judgement and probability, the tone as blocks, the change, events."""
    if not found:
        return
    first, last = found[0].verdict.before, found[0].verdict.after
    yield cut(f"{days(last)} against {days(first)}, by {found[0].period.value}", width)
    names = 34 if width >= _ROOMY else 24
    columns = max(0, min(_SPARK, width - names - _REST))
    gap = "  " if columns else ""
    yield ""
    yield f"{'':{names + 30}}{'tone' if columns > 3 else '':{columns}}{gap}change" + ("  events" if columns else "")
    for changed in found:
        verdict = changed.verdict
        sign = _SIGN.get(verdict.judgement, f"  {verdict.judgement.value}")
        sure = percent(verdict.probability) if verdict.judgement in _SIGN else ""
        head = f"{cut(f'{state_name(changed.one)} – {state_name(changed.other)}', names):{names}}  {sign:17} {sure:8}"
        drawn = spark(changed.tone, columns) if columns else ""
        change = f"{number(verdict.change.middle, signed=True):>6}"
        yield f"{head}  {drawn}{gap}{change}" + (f"  {changed.events:>6,}" if columns else "")
        if verdict.moved_by:
            event = verdict.moved_by[0]
            said = one_line(event.sentence) if event.sentence else f"{who_whom(event)}: {one_line(event.type).lower()}"
            yield cut(f"    {day(event.day)}: {said}", width)


def spark(values: Sequence[float], columns: int = _SPARK) -> str:
    """Draw a series as blocks from its lowest to its highest value.

    >>> spark([0.0, 1.0, 2.0], 3)
    '▁▅█'
    """
    if not values:
        return " " * columns
    parts = min(columns, len(values))
    edges = [i * len(values) // parts for i in range(parts + 1)]
    means = [sum(values[start:end]) / (end - start) for start, end in pairwise(edges)]
    low, high = min(means), max(means)
    scale = (len(_BLOCKS) - 1) / (high - low) if high > low else 0.0
    return "".join(_BLOCKS[round((mean - low) * scale)] for mean in means).ljust(columns)
