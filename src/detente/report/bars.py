"""Mirrored bars: how much each of two states does towards the other, one up, the other down."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from detente.display.relation_words import NOTHING, days, dyad, number, plural, span, state_name
from detente.relations.records import Relation, TonePoint
from detente.report.axes import Row, Scene, after, corner, lay, make_scene, mirrored, plot, say, stamp
from detente.report.coarsen import choose_period, coarsen_pressure, coarsen_tone
from detente.report.theme import LIGHT, WIDTH, Look, dress

_HEIGHT = 240


def draw_directions(relation: Relation, look: Look = LIGHT) -> alt.LayerChart | alt.Chart:
    """Draw the events of ``one`` towards ``other`` up and filled, those of ``other`` towards ``one`` down and hollow."""
    drawn = choose_period(relation.period, [p.start for p in relation.forward or relation.backward])
    up, down = (coarsen_tone(points, relation.period, drawn) for points in (relation.forward, relation.backward))
    one, other = (
        f"{state_name(relation.one)} → {state_name(relation.other)}",
        f"{state_name(relation.other)} → {state_name(relation.one)}",
    )
    forth, back = sum(p.events for p in up), sum(p.events for p in down)
    counted = f"{one}: {plural(forth, 'event')} (up); {other}: {plural(back, 'event')} (down)."
    title = alt.TitleParams(f"Who acts towards whom: {dyad(relation)}, {span(relation)}", subtitle=counted)
    description = f"Mirrored bars of {dyad(relation)}, {span(relation)}. {counted}"
    if not forth and not back:
        return dress(say(NOTHING, look).properties(title=title), look, f"{description} {NOTHING}")
    pressure = coarsen_pressure(relation.pressure, relation.period, drawn)
    scene = make_scene(relation.since, relation.until, up or down, pressure, look)
    axis = alt.Axis(title=f"events a {drawn}", tickCount=6, tickMinStep=1, labelExpr="format(abs(datum.value), ',')")
    y = alt.Y("events:Q", scale=mirrored([p.events for p in up], [p.events for p in down], _HEIGHT), axis=axis)
    layers = [
        *scene.grey(_HEIGHT, labels=True),
        _bars(up, 1, scene, y, color=look.ink),
        _bars(down, -1, scene, y, color=look.grid, stroke=look.ink, strokeWidth=0.8),
        plot([{"events": 0}]).mark_rule(color=look.soft).encode(y=y),
        corner(f"▲ {one}", 9, look.ink),
        corner(f"▼ {other}", _HEIGHT - 8, look.ink),
    ]
    return dress(lay(layers, WIDTH, _HEIGHT).properties(title=title), look, description)


def _bars(points: Sequence[TonePoint], sign: int, scene: Scene, y: alt.Y, **style: Any) -> alt.Chart:
    rows: list[Row] = []
    for p in points:
        start, end = stamp(p.start), after(p.end)
        gap = 0.08 * (end - start) if len(points) <= 200 else 0.0
        mean = "unknown" if p.mean is None else number(p.mean)
        told = f"{plural(p.events, 'event')}, mean tone {mean}"
        row: Row = {"start": start + gap, "end": end - gap, "events": sign * p.events, "zero": 0}
        rows.append(row | {"when": days((p.start, p.end)), "told": told})
    tips = [alt.Tooltip(f"{name}:N", title=name) for name in ("when", "told")]
    mark = plot(rows).mark_rect(clip=True, **style)
    drawn: alt.Chart = mark.encode(scene.x("start", labels=True), x2=alt.X2("end:T"), y=y, y2=alt.Y2("zero:Q"), tooltip=tips)
    return drawn
