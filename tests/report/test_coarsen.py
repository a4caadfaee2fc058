"""Merging periods: sums stay sums, means stay means, bands are bands that were estimated."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from detente.relations.periods import PeriodKind
from detente.relations.records import Relation
from detente.report.coarsen import coarsen_pressure, coarsen_tone

Make = Callable[..., Relation]


@pytest.mark.parametrize("drawn", ["week", "month", "quarter", "year"])
def test_what_is_merged_adds_up(make_relation: Make, drawn: str) -> None:
    relation = make_relation(800, PeriodKind.DAY)
    tone = coarsen_tone(relation.tone, PeriodKind.DAY, drawn)
    pressure = coarsen_pressure(relation.pressure, PeriodKind.DAY, drawn)
    assert sum(p.events for p in tone) == sum(p.events for p in relation.tone)
    assert sum(p.exposure for p in pressure) == sum(p.exposure for p in relation.pressure)
    whole = sum(p.mean * p.effective for p in relation.tone if p.mean is not None)
    assert sum(p.mean * p.effective for p in tone if p.mean is not None) == pytest.approx(whole)
    assert [p.start for p in tone] == [p.start for p in pressure]
    assert all(a.end < b.start for a, b in pairwise(tone))
    known = {p.smoothed for p in relation.tone}
    assert all(p.smoothed in known for p in tone)


def test_the_same_period_is_left_as_it_is(make_relation: Make) -> None:
    relation = make_relation(30)
    assert tuple(coarsen_tone(relation.tone, PeriodKind.WEEK, "week")) == relation.tone
