"""Turns of a relation that are publicly dated, against the change points that are found in event data.

A turn is *hit* where the posterior that a new level begins in its week or in one of the two beside it is above one half. The
*base rate* is the share of all weeks of the same pairs of states of which that holds: who marks every week hits every turn.
Both are given by channel and for both together. ``right`` and ``wrong`` count the directions of the named changes within a week
of a turn.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.errors import EvaluationError
from detente.evaluation.figures import Report
from detente.relations.changes import LEAST, Turns
from detente.relations.periods import Periods
from detente.relations.records import ChangePoint, Judgement

COLUMNS = ("part", "date", "one", "other", "towards", "event", "source")
Marks = NDArray[np.bool_]
_ONE_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DatedTurn:
    """A turn between two states, as the public knows it; ``towards`` is thaw or chill."""

    part: str
    date: dt.date
    one: str
    other: str
    towards: Judgement
    event: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two states, in the order of the alphabet."""
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What was found between two states: the posteriors of both channels over weeks, and the named changes."""

    weeks: Periods
    tone: Turns
    pressure: Turns
    changes: tuple[ChangePoint, ...]


def read_turns(path: Path) -> tuple[DatedTurn, ...]:
    """Read dated turns from a table with a header; raises EvaluationError with the line that is none."""
    try:
        header, *lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error}). A table with the columns {', '.join(COLUMNS)}.") from error
    if tuple(header.split("\t")) != COLUMNS:
        raise EvaluationError(f"{path}: its columns are not {', '.join(COLUMNS)}.")
    turns = []
    for number, line in enumerate(lines, 2):
        try:
            part, date, one, other, towards, event, _ = line.split("\t")
            turns.append(DatedTurn(part, dt.date.fromisoformat(date), one, other, Judgement(towards), event))
        except ValueError as error:
            raise EvaluationError(f"{path}:{number}: no dated turn ({error}).") from error
    return tuple(turns)


def score_turns(turns: Sequence[DatedTurn], found: Mapping[tuple[str, str], Found]) -> Report:
    """Compare turns with what was found; a pair of which nothing was found counts as missed, and has no weeks.

    The headline holds ``hit`` and ``base`` of both channels together, and of each (``hit tone``).
    """
    lines = [_line(turn, found.get(turn.pair)) for turn in turns]
    headline: dict[str, float] = {}
    lines.append(f"{'channel':10} {'hit':>5} {'base':>5}   hits / turns")
    for name, channels in (("tone", ("tone",)), ("pressure", ("pressure",)), ("together", ("tone", "pressure"))):
        marked = {pair: _marked(f, channels) for pair, f in found.items() if any(t.pair == pair for t in turns)}
        hits = sum(bool(marked[turn.pair][week]) for turn in turns if (week := _week(turn, found.get(turn.pair))) >= 0)
        weeks = [weeks for _, weeks in sorted(marked.items())]
        hit = hits / len(turns) if turns else 0.0
        base = float(np.concatenate(weeks).mean()) if weeks else 0.0
        lines.append(f"{name:10} {hit:5.2f} {base:5.3f}   {hits} / {len(turns)}")
        suffix = "" if name == "together" else f" {name}"
        headline |= {f"hit{suffix}": hit, f"base{suffix}": base}
    near = [(turn, c) for turn in turns if (f := found.get(turn.pair)) for c in _near(turn, f.changes)]
    right = sum(c.judgement is turn.towards for turn, c in near)
    unclear = sum(c.judgement is Judgement.NO_CLEAR_CHANGE for _, c in near)
    lines.append(
        f"directions of {len(near)} named changes: {right} right, {len(near) - right - unclear} wrong, {unclear} unclear"
    )
    return Report(tuple(lines), headline)


def _marked(found: Found, channels: Iterable[str]) -> Marks:
    out = np.zeros(len(found.weeks), bool)
    for channel in channels:
        out |= getattr(found, channel).near > LEAST
    return out


def _week(turn: DatedTurn, found: Found | None) -> int:
    """Return the week of a turn, -1 where there is none."""
    return -1 if found is None else int(found.weeks.index(np.array([turn.date], "datetime64[D]"))[0])


def _near(turn: DatedTurn, changes: Iterable[ChangePoint]) -> list[ChangePoint]:
    monday = turn.date - dt.timedelta(days=turn.date.weekday())
    return [c for c in changes if abs(c.start - monday) <= _ONE_WEEK]


def _line(turn: DatedTurn, found: Found | None) -> str:
    head = f"{turn.part:4} {turn.date} {turn.one}-{turn.other} {turn.towards.value:5}"
    week = _week(turn, found)
    if found is None or week < 0:
        return f"{head} nothing to see  {turn.event}"
    named = ", ".join(f"{c.start} {c.channel.value} {c.judgement.value}" for c in _near(turn, found.changes))
    figures = f"tone {found.tone.near[week]:.2f} pressure {found.pressure.near[week]:.2f}"
    return f"{head} {figures}  {named or 'no change named':45} {turn.event}"
