"""Labels of a timeline that may not cover each other: change points as rules with words, moving events as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import altair as alt

from detente.display.relation_words import percent
from detente.relations.records import ChangePoint, Channel, Evidence, Judgement
from detente.report.axes import Row, Scene, after, plot, stamp, text_width
from detente.report.theme import SMALL, WIDTH, Look

LINE = 15  # pixels of a line of labels; the numbers of events take the first
# Lines of words of change points; more would leave the tone no room. The middle one first: over it words may reach over the rule,
# and under it a rule may begin under the words.
_LINES = (1, 0, 2)
_NUMBER = 17  # pixels that the number of an event takes
_NAMES = {Judgement.THAW: ("▲", "thaw"), Judgement.CHILL: ("▼", "chill")}
_NEITHER = ("◊", "break")  # both channels, or cooperation and conflict, do not point the same way
_DASHES = {Judgement.THAW: [6, 3], Judgement.CHILL: [2, 2]}


@dataclass(frozen=True, slots=True)
class Label:
    """A change point, the pixel at which it is, and those from which to which its words reach.

    ``line`` is the line on which they cover no others, -1 where there is no room for words.
    """

    start: int
    judgement: Judgement
    words: str
    line: int
    at: float
    left: float
    right: float


def place_changes(changes: Sequence[ChangePoint], scene: Scene) -> list[Label]:
    """Return where the labels of change points stand, likeliest first; words that find no room are left to the pointer."""
    labels: list[Label] = []
    for change in sorted(changes, key=lambda c: (-c.probability, c.start)):
        at = scene.pixel(stamp(change.start))
        if not 0 <= at <= WIDTH:
            continue
        where = "" if change.channel is Channel.BOTH else f", {change.channel.value}"
        sign, name = _NAMES.get(change.judgement, _NEITHER)
        words = f"{sign} {name} {percent(change.probability)}{where}"
        wide = text_width(words, bold=True) + 8
        ends = ((at, at + wide), (at - wide, at))
        spots = [Label(stamp(change.start), change.judgement, words, line, at, *end) for line in _LINES for end in ends]
        free = (s for s in spots if s.left >= 0 and s.right <= WIDTH and not any(_collide(s, other) for other in labels))
        labels.append(next(free, replace(spots[0], line=-1)))
    used = sorted({label.line for label in labels} - {-1})
    return [replace(label, line=used.index(label.line) if label.line in used else -1) for label in labels]


def _collide(one: Label, other: Label) -> bool:
    """Tell whether two labels cover each other, or the rule under the higher one cuts the words of the lower."""
    high, low = sorted((one, other), key=lambda label: label.line)
    if high.line < 0:  # without words: its rule begins under all labels
        return False
    if high.line == low.line:
        return high.left < low.right and low.left < high.right
    return low.left < high.at < low.right


def mark_changes(labels: Sequence[Label], scene: Scene, foot: int) -> list[alt.Chart]:
    """Draw change points as rules down to the pixel ``foot``: thaws in long dashes, chills in short ones."""
    layers = []
    for label in labels:
        colour = _colour(label.judgement, scene.look)
        base = plot([{"x": label.start, "words": label.words}])
        rule = base.mark_rule(color=colour, strokeWidth=1.5, strokeDash=_DASHES.get(label.judgement, [1, 1]))
        top = alt.YValue(LINE * (1 + label.line if label.line >= 0 else 1 + count_lines(labels)) + 5)
        layers.append(rule.encode(scene.x("x"), y=top, y2=alt.Y2Value(foot), tooltip=alt.Tooltip("words:N", title="change")))
        if label.line >= 0:
            leftwards = label.left < label.at
            side: Literal["left", "right"] = "right" if leftwards else "left"
            text = base.mark_text(
                align=side, dx=-4 if leftwards else 4, baseline="middle", color=colour, fontWeight="bold", fontSize=SMALL
            )
            layers.append(text.encode(scene.x("x"), y=alt.YValue(LINE * (1 + label.line) + 12), text=alt.Text("words:N")))
    return layers


def count_lines(labels: Sequence[Label]) -> int:
    """Return how many lines of words there are."""
    return max((label.line for label in labels), default=-1) + 1


def _colour(judgement: Judgement, look: Look) -> str:
    return {Judgement.THAW: look.cooperation, Judgement.CHILL: look.conflict}.get(judgement, look.soft)


def mark_events(events: Sequence[Evidence], scene: Scene) -> list[alt.Chart]:
    """Draw the numbers of events over their days, side by side where they are close; a stroke points to the day itself."""
    found = sorted((at, i) for i, event in enumerate(events) if 0 <= (at := _noon(event, scene)) <= WIDTH)
    if not found:
        return []
    spots: list[float] = []
    for at, _ in found:
        spots.append(max(at, spots[-1] + _NUMBER) if spots else at)
    over = max(0.0, spots[-1] - WIDTH)
    rows: list[Row] = [
        {"day": scene.moment(at), "spot": scene.moment(spot - over), "n": str(i + 1)}
        for (at, i), spot in zip(found, spots, strict=True)
    ]
    base, look = plot(rows), scene.look
    spot = scene.x("spot")
    return [
        base.mark_rule(color=look.ink).encode(spot, x2=alt.X2("day:T"), y=alt.YValue(8), y2=alt.Y2Value(LINE + 6)),
        base.mark_point(shape="circle", filled=True, size=210, color=look.ink, opacity=1).encode(spot, y=alt.YValue(7)),
        base.mark_text(color=look.paper, fontWeight="bold", fontSize=SMALL, baseline="middle").encode(
            spot, y=alt.YValue(7), text=alt.Text("n:N")
        ),
    ]


def _noon(event: Evidence, scene: Scene) -> float:
    return scene.pixel((stamp(event.day) + after(event.day)) / 2)
