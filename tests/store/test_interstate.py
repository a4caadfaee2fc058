"""The events between states of a store: one row a story; of imported rows one a pair of sectors, direction, code, status, day."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa

from detente.store.derive import derive
from detente.store.folder import open_folder
from detente.store.open import open as open_store

DAY = dt.date(2010, 1, 1)


def test_a_story_that_two_outlets_tell_is_one_row(store: Path, make: SimpleNamespace, add: Callable[[str, object], None]) -> None:
    sides = [make.party("Norway", "NOR")], [make.party("Denmark", "DNK")]
    told = [
        make.event(
            n, n, *sides, type="ACCUSE", status="actual", date=DAY, outlet=outlet, quad=3, goldstein=-2.0, plover_score=-1.0,
            confidence=n / 100, sentence_text="Norway accused Denmark over cod.", trigger_text="accused",
            published=DAY,
        )
        for n, outlet in ((11, "The Courier"), (12, "the courier "), (13, "Radio North"))
    ]  # fmt: skip
    articles = [
        make.article(n, f"Text {n}: Norway accused Denmark over cod, again and again.", published=DAY) for n in (11, 12, 13)
    ]
    add("s3", {"articles": articles, "events": told})
    derive(store, open_folder(store))
    with open_store(store) as opened:
        (row,) = opened.interstate("detente", "NOR", "DNK").rows()
        whole = opened.interstate("detente").rows()
    assert (row["one"], row["other"], row["direction"], row["reports"]) == ("DNK", "NOR", -1, 3)
    assert row["outlets"] == ["radio north", "the courier"]
    assert (row["trust"], row["event_id"], row["goldstein"]) == (0.13, "e-13", -2.0)
    assert row in whole
    assert [(r["one"], r["other"], r["direction"], r["status"]) for r in whole if r != row] == [
        ("NOR", "RUS", 0, "actual"),
        ("NOR", "SWE", 1, "future"),
    ]


def test_imported_rows_count_once_and_joint_acts_that_are_written_both_ways_are_one(
    store: Path, make: SimpleNamespace, add: Callable[[str, object], None]
) -> None:
    norway, sweden = [make.party("Norway", "NOR")], [make.party("Sweden", "SWE")]
    army, firm = [make.party("Army", "SWE") | {"sector": "MIL"}], [make.party("Shipping", "NOR") | {"sector": "BUS"}]
    loose = {"article_id": None, "status": "actual", "date": DAY, "confidence": None, "outlet": None, "published": None}
    rows = [
        make.event(1, 1, norway, sweden, type="CONSULT", cameo="040", **loose),
        make.event(2, 1, sweden, norway, type="CONSULT", cameo="040", **loose),  # the same talks, seen from the other side
        make.event(3, 1, norway, sweden, type="ACCUSE", cameo="112", **loose),
        make.event(4, 1, norway, sweden, type="ACCUSE", cameo="112", **loose),  # the same row once more
        make.event(5, 1, sweden, norway, type="ACCUSE", cameo="112", **loose),  # an answer, no mirror
        make.event(6, 1, norway, norway, type="ACCUSE", cameo="112", **loose),  # at home
        make.event(7, 1, norway, army, type="ACCUSE", cameo="112", **loose),  # another body
        make.event(8, 1, firm, sweden, type="ACCUSE", cameo="112", **loose),  # no official
    ]
    add("s4", {"events": [row | {"origin": "icews"} for row in rows]})
    with open_store(store) as opened:
        found = opened.interstate("icews", "SWE", "NOR").rows()
        exposure = opened.exposure("icews").rows()
        origins = opened.origins
    assert [(r["type"], r["direction"], r["reports"], r["trust"]) for r in found] == [
        ("CONSULT", 0, 2, 1.0),
        ("ACCUSE", 1, 2, 1.0),
        ("ACCUSE", -1, 1, 1.0),
        ("ACCUSE", 1, 1, 1.0),
    ]
    assert exposure == [{"day": DAY, "n": 4}]
    assert origins == {"detente": 10}  # as the manifest of this store says


def test_exposure_of_own_coding_is_articles_a_day(store: Path) -> None:
    with open_store(store) as opened:
        assert opened.exposure("detente").rows() == [{"day": dt.date(2010, 1, d), "n": 1} for d in (1, 2)]


def test_words_of_events(store: Path) -> None:
    with open_store(store) as opened:
        (row,) = opened.told(["e-1", "nobody"]).rows()
    assert (row["event_id"], row["sentence"], row["outlet"], row["actors"]) == ("e-1", "Sentence 1.", "The Courier", ["NOR"])


def test_what_lies_more_than_a_year_before_its_printing_is_history(
    store: Path, make: SimpleNamespace, add: Callable[[str, object], None]
) -> None:
    sides = [make.party("Norway", "NOR")], [make.party("Sweden", "SWE")]
    rows = [
        make.event(n, 1, *sides, origin="gdelt", article_id=None, status="actual", date=dt.date(year, 1, 1), published=DAY)
        for n, year in ((1, 1833), (2, 2009), (3, 2010))
    ]
    add("s5", {"events": rows})
    with open_store(store) as opened:
        found = [(str(r["day"]), r["status"]) for r in opened.interstate("gdelt").rows()]
    assert found == [("1833-01-01", "historical"), ("2009-01-01", "actual"), ("2010-01-01", "actual")]


def test_exposure_leaves_out_what_was_misdated_as_the_events_do(
    store: Path, make: SimpleNamespace, add: Callable[[str, object], None]
) -> None:
    """Else one century that was misread would stretch every series."""
    sides = [make.party("Norway", "NOR")], [make.party("Sweden", "SWE")]
    loose = {"article_id": None, "status": "actual", "type": "ACCUSE", "cameo": "112", "published": DAY, "origin": "gdelt"}
    add("s4", {"events": [make.event(n, 1, *sides, **loose | {"date": d}) for n, d in ((1, dt.date(1910, 1, 1)), (2, DAY))]})
    with open_store(store) as opened:
        assert opened.exposure("gdelt").rows() == [{"day": DAY, "n": 1}]


def test_copies_are_reported_once(store: Path, make: SimpleNamespace, add: Callable[[str, object], None]) -> None:
    day = dt.date(2010, 5, 1)
    add("s3", {"articles": [make.article(n, f"Text {n}.", published=day) for n in (11, 12, 13)]})
    schema = pa.schema([("article_id", pa.string()), ("duplicate_of", pa.string())])
    make.derived(store, "duplicates", [{"article_id": "a-13", "duplicate_of": "a-11"}], schema)
    with open_store(store) as opened:
        assert opened.exposure("detente").rows()[-1] == {"day": day, "n": 2}
