"""The upper panel of a timeline: tone with its band, means, change points, the windows compared, and the events that moved it."""

import math
from collections.abc import Callable, Sequence

import altair as alt

from detente.display.relation_words import NOTHING, WEIGHTS, days, number
from detente.relations.records import Relation, TonePoint
from detente.report.axes import Row, Scene, after, lay, plot, say_within, stamp
from detente.report.marks import LINE, count_lines, mark_changes, mark_events, place_changes
from detente.report.theme import WIDTH

_HEIGHT = 290
_FOOT = 20  # pixels below the tone, for the windows that are compared
_BOUND = 10.0  # both scales of weights lie within ±10: a band without data may not squeeze the rest


Axis = Callable[[str], alt.Y]  # of a field


def draw_tone(relation: Relation, points: Sequence[TonePoint], scene: Scene) -> alt.LayerChart:
    """Draw the tone of the periods: band and line where it was smoothed, dots where it was filtered, rings for means."""
    labels = place_changes(relation.changes, scene)
    head = LINE * (1 + count_lines(labels)) + 10
    y = _y(points, head, WEIGHTS[relation.weights])
    estimates = _estimates(points, scene, y)
    empty = not any(p.mean is not None for p in points)
    layers = [*scene.grey(_HEIGHT), *(estimates[:2] if empty else estimates)]
    layers += mark_changes(labels, scene, _HEIGHT - _FOOT)
    layers += _windows(relation, scene)
    layers += mark_events(relation.verdict.moved_by, scene)
    if empty:
        layers.append(say_within(NOTHING, scene, head + LINE))
    return lay(layers, WIDTH, _HEIGHT)


def _y(points: Sequence[TonePoint], head: int, weights: str) -> Axis:
    """Return the axis of tone, which leaves ``head`` pixels for labels and the foot for the windows."""
    values = [0.0]
    for p in points:
        values += [p.filtered.middle, p.smoothed.low, p.smoothed.high, *([] if p.mean is None else [p.mean])]
    inside = [min(max(v, -_BOUND), _BOUND) for v in values if math.isfinite(v)]
    room = max(0.5, (max(inside) - min(inside)) * 0.04)
    low, high = min(inside) - room, max(inside) + room
    pixel = (high - low) / (_HEIGHT - head - _FOOT)
    scale = alt.Scale(domain=[low - _FOOT * pixel, high + head * pixel], nice=False, zero=False)
    axis = alt.Axis(
        title=f"tone ({weights} weights)",
        values=_ticks(low, high),
        domain=False,
        format="~f",
        labelExpr="replace(datum.label, '-', '−')",
    )
    return lambda field: alt.Y(f"{field}:Q", scale=scale, axis=axis)


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers between two bounds, about six."""
    step = next((s for s in (0.5, 1.0, 2.0) if (high - low) / s <= 8), 5.0)
    return [step * i for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _estimates(points: Sequence[TonePoint], scene: Scene, y: Axis) -> list[alt.Chart]:
    look = scene.look
    lines: list[Row] = []
    means: list[Row] = []
    most = max((p.effective for p in points if p.mean is not None), default=0.0)
    for p in points:
        at = (stamp(p.start) + after(p.end)) / 2
        smoothed = {"low": _known(p.smoothed.low), "middle": _known(p.smoothed.middle), "high": _known(p.smoothed.high)}
        ends = [at] if len(points) > 1 else [stamp(p.start), after(p.end)]  # one period alone has a line, too
        lines += [{"x": x, **smoothed, "then": _known(p.filtered.middle)} for x in ends]
        if p.mean is not None:
            tone = f"{number(p.smoothed.middle)} ({number(p.smoothed.low)} to {number(p.smoothed.high)})"
            told = f"{p.events:,} events in {p.reports:,} reports, mean {number(p.mean)}"
            means.append(
                {"x": at, "mean": p.mean, "worth": p.effective, "when": days((p.start, p.end)), "tone": tone, "told": told}
            )
    largest = min(160.0, max(14.0, 16_000 / max(1, len(points))))  # square pixels: many points leave each less room
    size = alt.Size("worth:Q", scale=alt.Scale(domain=[0, max(most, 1e-9)], range=[4, largest]), legend=None)
    zero = plot([{"zero": 0}]).mark_rule(color=look.soft, strokeWidth=1)
    estimates, rings = plot(lines), plot(means)
    x = scene.x("x")
    tips = [alt.Tooltip(f"{name}:N", title=name) for name in ("when", "tone", "told")]
    return [
        estimates.mark_area(color=look.band, opacity=1, clip=True).encode(x, y=y("low"), y2=alt.Y2("high:Q")),
        zero.encode(y=y("zero")),
        rings.mark_point(shape="circle", filled=False, stroke=look.soft, strokeWidth=0.8, opacity=0.9, clip=True).encode(
            x, y=y("mean"), size=size, tooltip=tips
        ),
        estimates.mark_line(color=look.soft, strokeWidth=1.2, strokeDash=[1, 3], clip=True).encode(x, y=y("then")),
        estimates.mark_line(color=look.ink, strokeWidth=2, clip=True).encode(x, y=y("middle")),
    ]


def _known(value: float) -> float | None:
    """Return a number that can be drawn: what knows no bound ends out of sight, and what is unknown is a gap."""
    return None if math.isnan(value) else min(max(value, -2 * _BOUND), 2 * _BOUND)


def _windows(relation: Relation, scene: Scene) -> list[alt.Chart]:
    """Draw what the verdict compares as two bars at the foot: the earlier hollow, the later filled."""
    look = scene.look
    layers = []
    for name, (first, last) in (("before", relation.verdict.before), ("after", relation.verdict.after)):
        start, end = max(stamp(first), scene.first), min(after(last), scene.last)
        if start >= end:
            continue
        base = plot([{"start": start, "end": end, "middle": (start + end) / 2, "name": name}])
        fill, ink = (look.soft, look.paper) if name == "after" else (look.paper, look.soft)
        bar = base.mark_rect(color=fill, stroke=look.soft, strokeWidth=1)
        layers.append(bar.encode(scene.x("start"), x2=alt.X2("end:T"), y=alt.YValue(_HEIGHT - 14), y2=alt.Y2Value(_HEIGHT - 2)))
        if scene.pixel(end) - scene.pixel(start) >= 40:
            text = base.mark_text(fontSize=9, baseline="middle", color=ink)
            layers.append(text.encode(scene.x("middle"), y=alt.YValue(_HEIGHT - 8), text=alt.Text("name:N")))
    return layers
