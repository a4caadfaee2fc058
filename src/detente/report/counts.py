"""The lower panel of a timeline: cooperation up, material conflict down, and rings where nothing was told of the two."""

import datetime as dt
from collections.abc import Sequence, Set

import altair as alt

from detente.display.relation_words import days
from detente.relations.records import PressurePoint
from detente.report.axes import Row, Scene, after, corner, lay, mirrored, plot, stamp
from detente.report.theme import WIDTH

_HEIGHT = 150
_MANY = 200  # periods; gaps between more bars, and strokes around them, would be all that is seen


def draw_counts(points: Sequence[PressurePoint], told: Set[dt.date], drawn: str, scene: Scene) -> alt.LayerChart:
    """Draw how many events of cooperation and of material conflict each period has, as counted: not per what was reported.

    ``told`` are the first days of periods in which anything is told of the two, be it only verbal conflict.
    """
    rows: list[Row] = []
    for p in points:
        start, end = stamp(p.start), after(p.end)
        gap = 0.08 * (end - start) if len(points) <= _MANY else 0.0
        counted = f"{p.cooperation:,} of cooperation, {p.conflict:,} of material conflict, {p.exposure:,} reported at all"
        empty = p.exposure > 0 and not p.cooperation and not p.conflict and p.start not in told
        bar: Row = {"start": start + gap, "end": end - gap, "up": p.cooperation, "down": -p.conflict, "zero": 0}
        rows.append(bar | {"middle": (start + end) / 2, "empty": empty, "when": days((p.start, p.end)), "events": counted})
    layers = [*scene.grey(_HEIGHT, labels=True), *_bars(rows, points, drawn, scene)]
    layers += [
        corner("▲ cooperation", 9, scene.look.cooperation),
        corner("▼ material conflict", _HEIGHT - 8, scene.look.conflict),
    ]
    return lay(layers, WIDTH, _HEIGHT)


def _bars(rows: Sequence[Row], points: Sequence[PressurePoint], drawn: str, scene: Scene) -> list[alt.Chart]:
    look = scene.look
    base = plot(rows).encode(tooltip=[alt.Tooltip(f"{name}:N", title=name) for name in ("when", "events")])
    axis = alt.Axis(title=f"events a {drawn}", tickCount=5, tickMinStep=1, labelExpr="format(abs(datum.value), ',')")
    scale = mirrored([p.cooperation for p in points], [p.conflict for p in points], _HEIGHT)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=scale, axis=axis)

    x, stroke = scene.x("start", labels=True), 0.6 if len(rows) <= _MANY else 0.0
    layers = [
        base.mark_rect(color=look.cooperation, clip=True).encode(x, x2=alt.X2("end:T"), y=y("up"), y2=alt.Y2("zero:Q")),
        base.mark_rect(color=look.conflict_fill, stroke=look.conflict, strokeWidth=stroke, clip=True).encode(
            x, x2=alt.X2("end:T"), y=y("down"), y2=alt.Y2("zero:Q")
        ),
        plot([{"zero": 0}]).mark_rule(color=look.soft, strokeWidth=1).encode(y=y("zero")),
    ]
    if empty := [row for row in rows if row["empty"]]:
        size = 14 if len(rows) <= _MANY else 4
        ring = plot(empty).mark_point(shape="circle", filled=True, fill=look.paper, stroke=look.soft, strokeWidth=0.8, size=size)
        layers.append(ring.encode(scene.x("middle", labels=True), y=y("zero"), opacity=alt.OpacityValue(1)))
    return layers
