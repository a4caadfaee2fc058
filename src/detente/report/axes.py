"""What panels of one timeline share: the axis of time, the grey where nothing was reported, and the key above."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from detente.relations.records import PressurePoint, TonePoint
from detente.report.theme import SMALL, WIDTH, Look

Row = dict[str, object]
DAY = 86_400_000  # milliseconds
_WORDS = 18  # pixels of a line of words in a panel
_EPOCH = dt.date(1970, 1, 1).toordinal()
# Widths of letters of Liberation Sans (and Arial) in parts of the size of the type.
_NARROW, _SLENDER, _WIDE = frozenset("fijlt.,:;!|'()[] I"), frozenset("crsJkvxyz-"), frozenset("mwMW%@▲▼◆→")


def stamp(day: dt.date) -> int:
    """Return a day as milliseconds of UTC: text would be read in the zone of the reader's machine."""
    return (day.toordinal() - _EPOCH) * DAY


def after(day: dt.date) -> int:
    """Return the end of a day."""
    return stamp(day) + DAY


def text_width(text: str, *, bold: bool = False) -> float:
    """Estimate the pixels that a text of the usual size takes."""
    ems = (
        0.28 if c in _NARROW else 0.5 if c in _SLENDER else 0.9 if c in _WIDE else 0.68 if c.isupper() else 0.556 for c in text
    )
    return sum(ems) * SMALL * (1.1 if bold else 1.0)


def plot(rows: Sequence[Row]) -> alt.Chart:
    """Return a chart of some rows, which says neither how nor where they are drawn."""
    return alt.Chart(alt.InlineData(values=tuple(rows)))


def lay(layers: Sequence[alt.Chart], width: int, height: int) -> alt.LayerChart:
    """Lay charts over each other, the first at the bottom."""
    return alt.LayerChart(layer=list(layers), width=width, height=height)


@dataclass(frozen=True, slots=True)
class Scene:
    """The time that is drawn (milliseconds), where nothing was reported in it, and the look."""

    first: int
    last: int
    unread: tuple[tuple[int, int], ...]
    look: Look
    width: int = WIDTH

    def x(self, field: str, *, labels: bool = False) -> alt.X:
        """Return the axis of time, with its labels or with the lines of its grid alone."""
        years = (self.last - self.first) / DAY / 365
        short, long = ("%Y", "%Y") if years > 6 else ("%b", "%b %Y") if years > 0.5 else ("%-d %b", "%-d %b %Y")
        turn = "datum.index == 0 || utcdayofyear(datum.value) == 1"  # where the year is said
        written = f"utcFormat(datum.value, {turn} ? '{long}' : '{short}')"
        axis = alt.Axis(
            title=None, labels=labels, ticks=labels, domain=labels, labelExpr=written, tickCount=self.width // 75,
            labelOverlap="greedy", labelSeparation=8,
        )  # fmt: skip
        return alt.X(f"{field}:T", scale=alt.Scale(type="utc", domainMin=self.first, domainMax=self.last, nice=False), axis=axis)

    def pixel(self, moment: float) -> float:
        """Return where a moment lies, from the left."""
        return (moment - self.first) / (self.last - self.first) * self.width

    def moment(self, pixel: float) -> float:
        """Return the moment that lies at a pixel."""
        return self.first + pixel / self.width * (self.last - self.first)

    def grey(self, height: int, *, labels: bool = False) -> list[alt.Chart]:
        """Return the layer that greys where nothing was reported; none where something always was."""
        if not self.unread:
            return []
        rows = [{"start": start, "end": end, "tip": "nothing was reported at all"} for start, end in self.unread]
        mark = plot(rows).mark_rect(color=self.look.void, clip=True)
        tip = alt.Tooltip("tip:N", title="here")
        return [
            mark.encode(self.x("start", labels=labels), x2=alt.X2("end:T"), y=alt.YValue(0), y2=alt.Y2Value(height), tooltip=tip)
        ]


def make_scene(since: dt.date, until: dt.date, tone: Sequence[TonePoint], pressure: Sequence[PressurePoint], look: Look) -> Scene:
    """Return the scene that holds all periods."""
    spans = [(stamp(p.start), after(p.end)) for p in tone] + [(stamp(p.start), after(p.end)) for p in pressure]
    spans = spans or [(stamp(since), after(until))]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    unread: list[tuple[int, int]] = []
    for point in pressure:
        if point.exposure > 0:
            continue
        start, end = stamp(point.start), after(point.end)
        if unread and unread[-1][1] == start:
            unread[-1] = (unread[-1][0], end)
        else:
            unread.append((start, end))
    return Scene(first, max(first + DAY, last), tuple(unread), look)


def say(words: str, look: Look, height: int = 120) -> alt.Chart:
    """Draw an empty panel that says why it is empty."""
    mark = plot([{"words": words}]).mark_text(fontSize=14, color=look.soft)
    drawn: alt.Chart = mark.encode(text=alt.Text("words:N")).properties(
        width=WIDTH, height=height, view=alt.ViewConfig(stroke=look.grid)
    )
    return drawn


def say_within(words: str, scene: Scene, y: int) -> alt.Chart:
    """Draw words across the middle of a panel."""
    mark = plot([{"words": words}]).mark_text(fontSize=14, color=scene.look.soft)
    drawn: alt.Chart = mark.encode(x=alt.XValue(WIDTH / 2), y=alt.YValue(y), text=alt.Text("words:N"))
    return drawn


def mirrored(up: Sequence[int], down: Sequence[int], height: int) -> alt.Scale:
    """Return the scale of bars that go both ways, with room for a line of words above and below them."""
    # One event is no mountain: the scale reaches two, both ways.
    high, low = max([2, *up]), max([2, *down])
    room = (high + low) * _WORDS / (height - 2 * _WORDS)
    return alt.Scale(domain=[-low - room, high + room], nice=False)


def corner(words: str, y: int, colour: str) -> alt.Chart:
    """Write what a direction means into the left of a panel."""
    mark = plot([{"words": words}]).mark_text(align="left", baseline="middle", fontSize=SMALL, fontWeight="bold", color=colour)
    drawn: alt.Chart = mark.encode(x=alt.XValue(6), y=alt.YValue(y), text=alt.Text("words:N"))
    return drawn


def key(look: Look, items: Sequence[tuple[str, str]]) -> alt.LayerChart:
    """Draw what the marks of a timeline mean, on one line: (sign, words) from left to right."""
    layers: list[alt.Chart] = []
    left = 0.0
    for sign, words in items:
        text = _at(left + 30, words).mark_text(align="left", baseline="middle", fontSize=SMALL, color=look.soft)
        layers += [*_sign(sign, left, look), text.encode(text=alt.Text("words:N"))]
        left += 30 + text_width(words) + 20
    return lay(layers, WIDTH, 16)


def _at(x: float, words: str = "") -> alt.Chart:
    return plot([{"words": words}]).encode(x=alt.XValue(x), y=alt.YValue(7))


def _sign(sign: str, left: float, look: Look) -> list[alt.Chart]:
    """Return the layers of a sign, 24 pixels wide."""
    line = _at(left).encode(x2=alt.X2Value(left + 24))
    box = line.encode(y=alt.YValue(1), y2=alt.Y2Value(13))
    if sign == "band":
        return [box.mark_rect(color=look.band), line.mark_rule(color=look.ink, strokeWidth=2)]
    if sign == "dots":
        return [line.mark_rule(color=look.soft, strokeDash=[1, 3], strokeWidth=1.5)]
    if sign == "void":
        return [box.mark_rect(color=look.void, stroke=look.grid)]
    return [_at(left + 12).mark_point(shape="circle", size=60, filled=False, stroke=look.soft, strokeWidth=1)]
