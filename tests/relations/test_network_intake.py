"""A store → ties of states: what counts, once, and between whom."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.errors import QueryError
from detente.relations.network_intake import Links, Spoken, read_acts, read_answers, read_spoken
from detente.relations.records import Weights
from detente.relations.steps import Scope, Step
from detente.store.countries import state_codes
from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.open import Store
from detente.store.schema import arrow_schema
from detente.store.write import write_shard

Row = dict[str, object]
Fill = Callable[..., Store]
HOW = {"version": "0", "lexicon": "0", "model": "0"}
SCOPE = Scope(tuple(sorted(state_codes())))


def act(number: int, by: str, to: str, **fields: object) -> Row:
    base: Row = {"event_id": f"e-{number:02}", "origin": "icews", "type": "ACCUSE", "cameo": "112", "quad": 3, "goldstein": -2.0}
    base |= {"plover_score": -3.0, "actor_countries": by.split(), "recipient_countries": to.split(), "symmetric": False}
    base |= {"status": "actual", "date": dt.date(2010, 1, number), "date_precision": "day", "contexts": [], "extra": {}}
    return base | fields


def says(number: int, by: str | None, about: str, **fields: object) -> Row:
    base: Row = {"statement_id": f"s-{number:02}", "article_id": "a-1", "origin": "detente", "speaker_country": by}
    base |= {"about": about.split(), "published": dt.date(2010, 1, number), "outlet": "The Courier", "confidence": 0.5}
    return base | {"agrees_with": [], "disagrees_with": []} | fields


@pytest.fixture
def fill(tmp_path: Path) -> Iterator[Fill]:
    """Rows by table → an open store of one shard an origin."""
    opened: list[Store] = []

    def fill(**tables: list[Row]) -> Store:
        folder = tmp_path / "store"
        make_folder(folder)
        for origin in sorted({str(row["origin"]) for rows in tables.values() for row in rows}):
            rows = {name: [row for row in table if row["origin"] == origin] for name, table in tables.items()}
            digests = write_shard(folder, origin, rows, HOW)
            append(folder, [Shard(origin, origin, (), HOW, {name: len(table) for name, table in rows.items()}, digests)])
        opened.append(Store(folder))
        return opened[-1]

    yield fill
    for store in opened:
        store.close()


def told(links: Links) -> list[tuple[str, str, float]]:
    rows = zip(links.one.tolist(), links.other.tolist(), links.value.tolist(), strict=True)
    return [(links.states[one], links.states[other], value) for one, other, value in rows]


def test_acts_are_those_that_are_reported_between_states(fill: Fill) -> None:
    store = fill(
        events=[
            act(1, "NOR", "SWE"),
            act(2, "SWE", "NOR", goldstein=3.0, plover_score=None),
            act(3, "NOR", "NOR"),  # at home
            act(4, "NOR", "EUR"),  # no state
            act(5, "NOR", ""),  # to nobody
            act(6, "NOR", "SWE", status="future"),
            act(7, "NOR", "SWE", claimed_by="s-1"),
            act(8, "NOR", "SWE", goldstein=None, plover_score=1.0),
            act(9, "NOR", "SWE", goldstein=float("nan")),
            act(10, "DNK FIN", "NOR", date_precision="year"),
            act(11, "DNK", "NOR", confidence=float("nan")),
        ]
    )
    links = read_acts(store, SCOPE)
    assert links.states == ("DNK", "FIN", "NOR", "SWE")
    assert sorted(told(links)) == [("DNK", "NOR", -2.0), ("FIN", "NOR", -2.0), ("NOR", "SWE", -2.0), ("SWE", "NOR", 3.0)]
    assert sorted(links.exact.tolist()) == [False, False, True, True]
    assert set(links.trust.tolist()) == {1.0}
    plover = read_acts(store, SCOPE, Weights.PLOVER)
    assert sorted(value for _, _, value in told(plover)) == [-3.0, -3.0, -3.0, -3.0, 1.0]
    january = read_acts(store, Scope(SCOPE.codes, dt.date(2010, 1, 2), dt.date(2010, 1, 2)))
    assert told(january) == [("SWE", "NOR", 3.0)]
    named = read_acts(store, Scope(("EUR", "NOR")))
    assert told(named) == [("NOR", "EUR", -2.0)]


def test_an_act_that_is_told_from_both_ends_is_one_of_both(fill: Fill) -> None:
    links = read_acts(
        fill(events=[act(1, "NOR", "SWE", type="CONSULT", cameo="040"), act(1, "SWE", "NOR", type="CONSULT", cameo="040")]), SCOPE
    )
    assert len(links) == 1
    assert links.joint.tolist() == [True]


def test_origins_are_not_mixed(fill: Fill) -> None:
    store = fill(events=[act(1, "NOR", "SWE"), act(2, "NOR", "SWE"), act(3, "DNK", "SWE", origin="gdelt")])
    assert len(read_acts(store, SCOPE)) == 2
    assert told(read_acts(store, SCOPE, origin="gdelt")) == [("DNK", "SWE", -2.0)]
    with pytest.raises(QueryError, match="There are: icews, gdelt"):
        read_acts(store, SCOPE, origin="polecat")


def test_a_store_without_events_says_so(fill: Fill) -> None:
    with pytest.raises(QueryError, match="holds no events"):
        read_acts(fill(), SCOPE)


def test_who_speaks_of_whom(fill: Fill) -> None:
    store = fill(
        articles=[
            {"article_id": a, "origin": "detente", "text": "Same." if a != "a-3" else "Other.", "published": dt.date(2010, 1, 1)}
            for a in ("a-1", "a-2", "a-3")
        ],
        statements=[
            says(1, "NOR", "SWE NOR EUR"),  # not of itself, nor of what is no state
            says(2, "NOR", "SWE", outlet=" the courier "),
            says(3, "NOR", "SWE", article_id="a-3", outlet="Daily"),
            says(4, None, "SWE"),
            says(5, "SWE", "", outlet=None),
            says(6, "SWE", "NOR", published=dt.date(2010, 7, 1), outlet=None),
            says(7, "SWE", "NOR", published=None),
        ],
    )
    spoken = read_spoken(store, SCOPE)
    rows = list(zip(spoken.one, spoken.other, spoken.count, spoken.reports, spoken.outlets, strict=True))
    assert rows == [("NOR", "SWE", 3, 2, 2), ("SWE", "NOR", 1, 1, 0)]
    assert [str(day) for day in (spoken.first[0], spoken.last[0])] == ["2010-01-01", "2010-01-03"]
    quarters = read_spoken(store, SCOPE, Step.QUARTER)
    assert [str(day) for day in quarters.start] == ["2010-01-01", "2010-07-01"]
    assert len(read_spoken(store, Scope(SCOPE.codes, dt.date(2011, 1, 1)))) == 0


def test_who_agrees_with_whom(fill: Fill) -> None:
    actors = [
        {"actor_id": "c-1", "article_id": "a-1", "origin": "detente", "country": "SWE", "countries": []},
        {"actor_id": "c-2", "article_id": "a-1", "origin": "detente", "country": None, "countries": ["DNK", "FIN"]},
        {"actor_id": "c-3", "article_id": "a-2", "origin": "detente", "country": "RUS", "countries": []},
        {"actor_id": "c-4", "article_id": "a-1", "origin": "detente", "country": "NOR", "countries": []},
    ]
    statements = [
        says(1, "NOR", "", agrees_with=["c-1"]),
        says(2, "NOR", "", disagrees_with=["c-2"]),  # several at once
        says(3, "NOR", "", agrees_with=["that plan"]),  # words that found nobody
        says(4, "NOR", "", agrees_with=["c-3"]),  # an id of another article
        says(5, "NOR", "", agrees_with=["c-4"]),  # with itself
    ]
    links = read_answers(fill(actors=actors, statements=statements), SCOPE)
    assert told(links) == [("NOR", "DNK", -1.0), ("NOR", "FIN", -1.0), ("NOR", "SWE", 1.0)]
    assert links.trust.tolist() == [0.5, 0.5, 0.5]
    assert links.outlets.tolist() == [("the courier",)] * 3


def test_nothing_gives_nothing(fill: Fill) -> None:
    store = fill(statements=[says(1, "NOR", "")])
    assert len(read_answers(store, SCOPE)) == 0
    spoken = read_spoken(store, SCOPE)
    assert isinstance(spoken, Spoken)
    assert len(spoken) == 0


def test_what_copies_repeat_is_not_counted_again(fill: Fill) -> None:
    texts = [{"article_id": a, "origin": "detente", "text": "Same.", "published": dt.date(2010, 1, 1)} for a in ("a-1", "a-2")]
    actors = [
        {"actor_id": "c-1", "article_id": a, "origin": "detente", "country": "SWE", "countries": []} for a in ("a-1", "a-2")
    ]
    statements = [says(1, "NOR", "SWE", agrees_with=["c-1"]), says(2, "NOR", "SWE", agrees_with=["c-1"], article_id="a-2")]
    store = fill(articles=texts, actors=actors, statements=statements)
    copy = {"article_id": "a-2", "duplicate_of": "a-1", "kind": "exact", "likeness": 1.0}
    pq.write_table(pa.Table.from_pylist([copy], schema=arrow_schema("duplicates")), store.folder / "derived/duplicates.parquet")
    spoken = read_spoken(store, SCOPE)
    assert (spoken.count.tolist(), spoken.reports.tolist()) == ([1], [1])
    assert len(read_answers(store, SCOPE)) == 1
