"""The whole way from a store to what is said of two states."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import detente
from detente.errors import QueryError
from detente.relations.assess import assess
from detente.relations.changed import changed_rows, find_changed
from detente.relations.periods import PeriodKind
from detente.relations.records import Channel, Judgement
from detente.relations.rows import period_rows, relation_to_dict
from detente.store.open import Store


def test_a_turn_is_told_with_its_reasons(turned: Path) -> None:
    relation = detente.relations(turned, "Sweden", "NOR")
    assert (relation.one, relation.other, relation.period) == ("NOR", "SWE", PeriodKind.WEEK)
    assert (relation.since, relation.until) == (dt.date(2010, 1, 1), dt.date(2011, 12, 31))
    assert relation.verdict.judgement is Judgement.THAW
    assert relation.verdict.agreement == 1.0
    assert len(relation.verdict.moved_by) == 3
    assert all(e.influence > 0 for e in relation.verdict.moved_by)
    assert relation.verdict.change.low > relation.verdict.least
    near = [c for c in relation.changes if abs((c.start - dt.date(2011, 1, 1)).days) <= 14]
    assert near
    assert near[0].judgement is Judgement.THAW
    assert near[0].channel in (Channel.TONE, Channel.BOTH)
    assert {e.type for e in near[0].around} <= {"AID", "ACCUSE"}
    assert relation.events == sum(p.events for p in relation.tone)
    assert relation.sources == 0
    assert relation.reciprocity.leader is None


def test_no_turn_is_told_where_there_is_none(turned: Path) -> None:
    assert assess(turned, "NOR", "DNK").verdict.judgement is Judgement.NO_CLEAR_CHANGE


def test_directed_series_leave_out_the_other_side(turned: Path) -> None:
    relation = assess(turned, "NOR", "SWE")
    sides = [sum(p.events for p in points) for points in (relation.forward, relation.backward)]
    assert all(sides)
    assert sum(sides) == relation.events


def test_the_time_asked_for_bounds_everything(turned: Path) -> None:
    relation = assess(turned, "NOR", "SWE", since="2010-02", until="2010-11-30", period="month")
    assert (relation.since, relation.until) == (dt.date(2010, 2, 1), dt.date(2010, 11, 30))
    assert [p.start.month for p in relation.tone] == list(range(2, 12))
    assert relation.verdict.judgement is Judgement.NO_CLEAR_CHANGE
    whole = assess(turned, "NOR", "SWE", period="month")
    assert relation.tone[3].mean == whole.tone[4].mean


def test_a_window_narrows_what_is_compared(turned: Path) -> None:
    verdict = assess(turned, "NOR", "SWE", window=91).verdict
    assert verdict.before == (dt.date(2009, 12, 28), dt.date(2010, 3, 28))


def test_nothing_between_two_states_is_too_little(turned: Path) -> None:
    relation = assess(turned, "FRA", "DEU")
    assert (relation.events, relation.verdict.judgement, relation.changes) == (0, Judgement.TOO_LITTLE_DATA, ())
    assert relation.period is PeriodKind.QUARTER


def test_same_store_same_words(turned: Path) -> None:
    first, second = (json.dumps(relation_to_dict(assess(turned, "NOR", "SWE"))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"one": "Atlantis", "other": "NOR"}, "No state is called 'Atlantis'"),
        ({"one": "Norwey", "other": "SWE"}, "Norway"),
        ({"one": "NOR", "other": "Norway"}, "are one state"),
        ({"one": "NOR", "other": "SWE", "period": "fortnight"}, "One of day, week, month, quarter"),
        ({"one": "NOR", "other": "SWE", "weights": "mine"}, "goldstein, plover"),
        ({"one": "NOR", "other": "SWE", "since": "2012-01-01", "until": "2011-01-01"}, "There is nothing from"),
        ({"one": "NOR", "other": "SWE", "since": "soon"}, "soon"),
        ({"one": "NOR", "other": "SWE", "origin": "gdelt"}, "There are: icews"),
    ],
)
def test_what_has_no_meaning_is_said(turned: Path, asked: dict[str, str], complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        assess(turned, **asked)


def test_rows_are_flat_and_whole(turned: Path) -> None:
    relation = assess(turned, "NOR", "SWE", period="month")
    rows = period_rows(relation)
    assert len(rows) == 24
    assert {type(v) for r in rows for v in r.values()} <= {str, int, float, dt.date, type(None)}
    assert sum(int(str(r["events"])) for r in rows) == relation.events
    said = json.loads(json.dumps(relation_to_dict(relation)))
    assert said["verdict"]["judgement"] == "thaw"
    assert said["tone"][0]["start"] == "2010-01-01"


def test_what_changed_comes_first(turned: Path) -> None:
    found = find_changed(turned, since="2010")
    assert [(c.one, c.other, c.verdict.judgement) for c in found] == [
        ("NOR", "SWE", Judgement.THAW),
        ("DNK", "NOR", Judgement.NO_CLEAR_CHANGE),
    ]
    assert changed_rows(found)[0]["moved_by"] is None  # rows without words
    assert [c.one for c in find_changed(turned, "DNK", since="2010")] == ["DNK"]
    assert find_changed(turned, "FRA") == ()


def test_organisations_are_judged_only_where_they_are_asked_for(
    make_store: Callable[..., Store], make_row: Callable[..., dict[str, object]]
) -> None:
    with make_store(make_row(n, "EUR", "NOR") for n in range(1, 200)) as store:
        assert find_changed(store) == ()
        assert [(c.one, c.other) for c in find_changed(store, "EUR")] == [("EUR", "NOR")]


def test_a_burst_after_a_silence_is_measured_by_week(
    make_store: Callable[..., Store], make_row: Callable[..., dict[str, object]]
) -> None:
    burst = [make_row(n, *pair, event_id=f"{pair}-{n}") for n in range(300, 330) for pair in (("NOR", "SWE"), ("SWE", "NOR"))]
    with make_store([make_row(1, "NOR", "DNK"), *burst]) as store:
        relation = assess(store, "NOR", "SWE")
    assert (relation.period, relation.since) == (PeriodKind.WEEK, dt.date(2010, 1, 1))


def test_nothing_outside_of_the_days_is_looked_at(turned: Path) -> None:
    """A quarter that is cut short holds the days asked for alone: what came later was not known."""
    relation = assess(turned, "NOR", "SWE", since="2010-02-10", until="2011-02-15", period="quarter")
    daily = assess(turned, "NOR", "SWE", since="2010-02-10", until="2011-02-15", period="day")
    assert relation.events == daily.events
    assert [p.exposure for p in relation.pressure][-1] == sum(p.exposure for p in daily.pressure if p.start.year == 2011)
    assert relation.tone[-1].end == dt.date(2011, 3, 31)
    (changed,) = [c for c in find_changed(turned, since="2010-02-10", until="2011-02-15", period="quarter") if c.other == "SWE"]
    assert changed.events == relation.events


@pytest.mark.parametrize("find", [lambda *a, **k: assess(a[0], "NOR", "SWE", **k), find_changed])
def test_more_periods_than_can_be_measured_are_refused(turned: Path, find: Callable[..., object]) -> None:
    with pytest.raises(QueryError, match=r"there are 3,652,059 days; at most 11,000 can be measured\. Choose a longer --period"):
        find(turned, since="0001", until=9999, period="day")


def test_states_are_named_as_the_settings_have_it(turned: Path, tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors/states.tsv").write_text("iso3\tname\taliases\nNOR\tNorway\tNordrige\n", "utf-8")
    with Store(turned, str(tmp_path)) as store:
        assert assess(store, "Nordrige", "SWE").one == "NOR"
        assert find_changed(store, "Nordrige")
