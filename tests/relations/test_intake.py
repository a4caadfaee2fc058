"""A store → columns: origins are not mixed, tracks are told apart, and what is left out is counted."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from detente.errors import QueryError
from detente.relations.events import DyadEvents, Exactness, Exposure, Track
from detente.relations.intake import HISTORY, NO_DAY, read_dyad, read_dyads, read_words
from detente.store.folder import make_folder
from detente.store.open import Store

Make = Callable[..., Store]
MakeRow = Callable[..., dict[str, object]]


def test_columns_of_a_dyad(make_store: Make, make_row: MakeRow) -> None:
    store = make_store(
        [
            make_row(1, "NOR", "SWE"),
            make_row(2, "SWE", "NOR", status="future", goldstein=None),
            make_row(3, "NOR", "SWE", status="negated"),
            make_row(4, "NOR", "SWE", claimed_by="s-1", date_precision="month"),
            make_row(5, "NOR", "SWE", status="historical"),
            make_row(6, "NOR", "SWE", date=None),
            make_row(7, "NOR", "DNK"),
        ],
    )
    with store:
        intake = read_dyad(store, "SWE", "NOR")
        pairs = [(i.events.one, i.events.other, len(i.events)) for i in read_dyads(store)]
        busy = [i.events.one for i in read_dyads(store, least=2)]
    events = intake.events
    assert (events.one, events.other, intake.origin) == ("NOR", "SWE", "icews")
    assert events.direction.tolist() == [1, -1, 1, 1]
    assert events.track.tolist() == [Track.REPORTED, Track.PLANNED, Track.DENIED, Track.CLAIMED]
    assert events.exact.tolist() == [Exactness.DAY, Exactness.DAY, Exactness.DAY, Exactness.MONTH]
    assert np.isnan(events.goldstein).tolist() == [False, True, False, False]
    assert dict(intake.left_out) == {HISTORY: 1, NO_DAY: 1}
    assert pairs == [("DNK", "NOR", 1), ("NOR", "SWE", 4)]
    assert busy == ["NOR"]


def test_codings_of_several_origins_are_not_mixed(make_store: Make, make_row: MakeRow) -> None:
    make_store([make_row(1, "NOR", "SWE")]).close()
    rows = [make_row(n, "NOR", "SWE", origin="gdelt") for n in (11, 12)]
    with make_store(rows, "gdelt") as store:
        assert [len(read_dyad(store, "NOR", "SWE", o).events) for o in (None, "icews", "gdelt")] == [2, 1, 2]
        with pytest.raises(QueryError, match="There are: gdelt, icews"):
            read_dyad(store, "NOR", "SWE", "polecat")


def test_two_states_of_whom_nothing_is_told(make_store: Make, make_row: MakeRow) -> None:
    with make_store([make_row(1, "NOR", "SWE")]) as store:
        assert len(read_dyad(store, "FRA", "DEU").events) == 0
        assert read_words(store, []) == {}


def test_an_empty_store_has_nothing_to_measure(tmp_path: Path) -> None:
    make_folder(tmp_path / "s")
    with Store(tmp_path / "s") as store, pytest.raises(QueryError, match="holds no events"):
        read_dyad(store, "NOR", "SWE")


def test_exposure_between_days() -> None:
    exposure = Exposure(np.datetime64("2010-01-02"), np.array([1, 0, 4]))
    start = np.array(["2009-01-01", "2010-01-03", "2010-01-04", "2011-01-01"], "datetime64[D]")
    end = np.array(["2010-01-02", "2010-01-04", "2012-01-01", "2012-01-01"], "datetime64[D]")
    assert exposure.between(start, end).tolist() == [1, 4, 4, 0]


def test_without_a_source_what_it_alone_tells_is_gone() -> None:
    sources = np.empty(3, object)
    sources[:] = [("a",), ("a", "b"), ()]
    names = np.array(["x", "y", "z"], object)
    numbers, small = np.zeros(3), np.zeros(3, np.int8)
    day = np.array(["2010-01-01"] * 3, "datetime64[D]")
    whole = np.ones(3, np.int64)
    events = DyadEvents(
        "NOR", "SWE", day, small, small, small, small, numbers, numbers, numbers, whole, sources, names, names, names
    )
    left = events.without_source("a")
    assert left.event.tolist() == ["y", "z"]
    assert left.sources.tolist() == [("b",), ()]


def test_a_time_holds_its_days_and_nothing_else(make_store: Make, make_row: MakeRow) -> None:
    with make_store([make_row(n, "NOR", "SWE") for n in range(1, 11)]) as store:
        intake = read_dyad(store, "NOR", "SWE")
    inside = intake.between(dt.date(2010, 1, 3), dt.date(2010, 1, 5))
    assert [str(day) for day in inside.events.day] == ["2010-01-03", "2010-01-04", "2010-01-05"]
    assert (str(inside.exposure.first), inside.exposure.counts.tolist()) == ("2010-01-03", [1, 1, 1])
    around = intake.between(dt.date(1, 1, 1), dt.date(9999, 12, 31))
    assert (len(around.events), around.exposure.counts.tolist()) == (10, intake.exposure.counts.tolist())
    for span in ((dt.date(2009, 1, 1), dt.date(2009, 2, 1)), (dt.date(2011, 1, 1), dt.date(2011, 2, 1))):
        outside = intake.between(*span)
        assert (len(outside.events), len(outside.exposure.counts)) == (0, 0)


def test_codes_with_spaces_are_codes(make_store: Make, make_row: MakeRow) -> None:
    with make_store([make_row(1, "a b", "c d e"), make_row(2, "a", "b c d e")]) as store:
        assert [(i.events.one, i.events.other) for i in read_dyads(store)] == [("a", "b c d e"), ("a b", "c d e")]
