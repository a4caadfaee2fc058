"""The overview of relations in a terminal: whole lines in any width."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from detente.display.changed import changed_lines
from detente.relations.changed import Changed
from detente.relations.records import Relation

Make = Callable[..., Relation]


def found(relation: Relation) -> Changed:
    tone = tuple(point.smoothed.middle for point in relation.tone)
    return Changed(
        relation.one,
        relation.other,
        relation.period,
        12345,
        67890,
        relation.verdict,
        tone,
        tuple(p.events for p in relation.tone),
    )


@pytest.mark.parametrize("width", [60, 70, 80, 94, 100, 120, 160])
def test_figures_are_never_cut(make_relation: Make, width: int) -> None:
    lines = list(changed_lines([found(make_relation(100, one="VCT", other="USA"))], width))
    row = next(line for line in lines if "▲ thaw" in line)
    assert max(map(len, lines)) <= width
    assert row.split()[-1 if width < 72 else -2] == "+2.1"
    assert ("12,345" in row) is (width > 70)
    assert "94%" in row


def test_an_event_without_words_names_the_states(make_relation: Make) -> None:
    relation = make_relation(20)
    bare = replace(relation.verdict.moved_by[0], sentence=None)
    changed = replace(found(relation), verdict=replace(relation.verdict, moved_by=(bare,)))
    assert list(changed_lines([changed], 100))[-1].endswith("2016: Russia → United States: threaten")
