"""Mirrored bars: one state's acts up, the other's down."""

from collections.abc import Callable
from dataclasses import replace

from detente.relations.periods import PeriodKind
from detente.relations.records import Relation
from detente.report.bars import draw_directions

Make = Callable[..., Relation]


def test_each_direction_has_its_own_bars_and_words(make_relation: Make) -> None:
    relation = make_relation(20, PeriodKind.MONTH)
    relation = replace(relation, backward=tuple(replace(p, events=2 * p.events) for p in relation.backward))
    spec = draw_directions(relation).to_dict()
    shown = [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]]
    bars = [rows for rows in shown if "told" in rows[0]]
    assert [row["events"] for row in bars[0]] == [p.events for p in relation.forward]
    assert [row["events"] for row in bars[1]] == [-p.events for p in relation.backward]
    forth = sum(p.events for p in relation.forward)
    said = f"Russia → United States: {forth:,} events (up); United States → Russia: {2 * forth:,} events (down)."
    assert spec["title"]["subtitle"] == said
    assert said in spec["description"]


def test_no_act_of_either_is_said(make_relation: Make) -> None:
    for relation in (make_relation(0), make_relation(20, told=0)):
        assert draw_directions(relation).to_dict()["description"].endswith("Nothing is told of the two in this time.")
