"""The timeline of a dyad: tone with its band above, counts of cooperation and conflict below, and what moved it."""

import textwrap
from collections.abc import Sequence

import altair as alt

from detente.display.relation_verdict import verdict_head, verdict_measure
from detente.display.relation_words import NOTHING, dyad, event_head, event_told, quoted, span
from detente.relations.records import Evidence, Relation
from detente.report.alt import alt_text
from detente.report.axes import Row, Scene, key, lay, make_scene, plot, say
from detente.report.coarsen import choose_period, coarsen_pressure, coarsen_tone
from detente.report.counts import draw_counts
from detente.report.theme import LIGHT, SMALL, WIDTH, Look, dress
from detente.report.tone import draw_tone

_HEADLINE, _WRAP, _SENTENCE = 80, 130, 135  # characters of a title, a subtitle and a sentence that fit in the width
_LINE = 15  # pixels of a line of the list of events


def draw_relation(relation: Relation, look: Look = LIGHT, *, alone: bool = True) -> alt.VConcatChart:
    """Draw a relation over time: tone, change points and moving events, counts up and down, the verdict in words.

    More than 400 periods are drawn as weeks, months or quarters. Periods in which nothing was reported at all are grey; those
    in which something was, but nothing of the two, have a ring on the line of zero; verbal conflict is in the tone alone. A
    picture that is not ``alone`` leaves title and list of events to the page around it.
    """
    drawn = choose_period(relation.period, [p.start for p in relation.tone or relation.pressure])
    tone = coarsen_tone(relation.tone, relation.period, drawn)
    pressure = coarsen_pressure(relation.pressure, relation.period, drawn)
    scene = make_scene(relation.since, relation.until, tone, pressure, look)
    told = {p.start for p in tone if p.events}
    if not tone and not pressure:
        parts: list[alt.Chart | alt.LayerChart] = [say(NOTHING, look)]
    else:
        parts = [_key(scene, drawn), draw_tone(relation, tone, scene), draw_counts(pressure, told, drawn, scene)]
    if not alone:
        return dress(alt.vconcat(*parts), look, alt_text(relation))
    if relation.verdict.moved_by:
        parts.append(_moving(relation.verdict.moved_by, look))
    coarser = "" if drawn == relation.period.value else f", drawn by {drawn}"
    title = alt.TitleParams(
        textwrap.wrap(f"{dyad(relation)}, {span(relation)}{coarser}", _HEADLINE),
        subtitle=[
            line for said in (f"{verdict_head(relation)}.", verdict_measure(relation)) for line in textwrap.wrap(said, _WRAP)
        ],
    )
    return dress(alt.vconcat(*parts, title=title), look, alt_text(relation))


def _key(scene: Scene, drawn: str) -> alt.LayerChart:
    items = [
        ("band", "smoothed tone, 90% band"),
        ("dots", "filtered: as known at the time"),
        ("ring", f"mean of a {drawn}, larger where more is told"),
    ]
    return key(scene.look, [*items, *([("void", "nothing reported")] if scene.unread else [])])


def _moving(events: Sequence[Evidence], look: Look) -> alt.LayerChart:
    """List the numbered events under the timeline, each with its sentence."""
    rows: list[Row] = []
    y = 10
    for i, event in enumerate(events):
        told = event_told(event)
        rows.append({"y": y, "n": str(i + 1), "text": event_head(event) + (f" ({told})" if told else "")})
        sentence = textwrap.wrap(quoted(event.sentence), _SENTENCE, max_lines=2, placeholder=" …”")
        rows += [{"y": y + _LINE * (k + 1), "n": "", "text": line} for k, line in enumerate(sentence)]
        y += _LINE * (1 + len(sentence)) + 6
    at = alt.Y("y:Q", scale=None, axis=None)
    base = plot(rows).encode(y=at)
    dots = plot([row for row in rows if row["n"]]).encode(y=at, x=alt.XValue(8))
    layers = [
        dots.mark_point(shape="circle", size=210, filled=True, color=look.ink, opacity=1),
        dots.mark_text(color=look.paper, fontWeight="bold", fontSize=SMALL, baseline="middle").encode(text=alt.Text("n:N")),
        base.mark_text(align="left", baseline="middle", limit=WIDTH - 24, fontSize=SMALL).encode(
            x=alt.XValue(22), text=alt.Text("text:N")
        ),
    ]
    return lay(layers, WIDTH, y - 10)
