"""What comes first in the queue, and what is left out of it."""

from collections.abc import Callable

import pytest

from detente.errors import QueryError
from detente.reviews.log import ReviewLog
from detente.reviews.queue import Wanted, read_queue, read_wanted
from detente.reviews.records import Review
from detente.store.open import Store


def ids(store: Store, log: ReviewLog, wanted: Wanted = Wanted(), **how: int) -> list[str]:  # noqa: B008  it is frozen
    return [row.row_id for row in read_queue(store, log, "Ada", wanted, **how).rows]


def test_doubt_times_weight_gives_the_order(store: Store, log: ReviewLog) -> None:
    rows = read_queue(store, log, "Ada", Wanted()).rows
    assert [r.row_id for r in rows] == ["e-accuse", "e-offer", "l-talks", "e-met", "s-must"]
    by_id = {r.row_id: r for r in rows}
    # three events of NOR and SWE and an imported one: mean Goldstein of -2, 4 and 1 is 1
    assert by_id["e-accuse"].weight == pytest.approx(3 * (1 + 3 / 10))
    assert by_id["e-accuse"].priority == pytest.approx(4 * 0.5 * 0.5 * 3.9)
    assert by_id["e-met"].priority == pytest.approx(4 * 0.95 * 0.05 * 3, abs=1e-6)
    assert by_id["s-must"].priority == pytest.approx(4 * 0.6 * 0.4 * 0.5, abs=1e-6)
    assert by_id["l-talks"].confidence == 0.8
    assert [r.priority for r in rows] == sorted((r.priority for r in rows), reverse=True)


def test_the_order_is_the_same_and_pages_join_to_it(store: Store, log: ReviewLog) -> None:
    whole = ids(store, log)
    assert ids(store, log) == whole
    assert [i for start in range(0, 6, 2) for i in ids(store, log, start=start, size=2)] == whole
    assert read_queue(store, log, "Ada", Wanted(), start=50).total == len(whole)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kinds": ["statement"]}, ["s-must"]),
        ({"kinds": ["event"], "states": ["Norway", "sweden"]}, ["e-accuse", "e-offer", "e-met"]),
        ({"kinds": ["event"], "states": ["RUS"]}, []),
        ({"type": "accuse"}, ["e-accuse"]),
        ({"type": "offer"}, ["l-talks"]),
        ({"kinds": ["event"], "below": 0.7}, ["e-accuse"]),
        ({"kinds": ["actor"]}, ["c-holt", "c-nor", "c-nor2", "c-swe", "c-swe2"]),
        ({"type": "x' or 1=1 --"}, []),
    ],
)
def test_filters(store: Store, log: ReviewLog, asked: dict[str, object], found: list[str]) -> None:
    assert ids(store, log, read_wanted(**asked)) == found  # type: ignore[arg-type]  # parameters by name


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"kinds": ["events"]}, "Did you mean event"), ({"states": ["Norwaay"]}, "Norway"), ({"states": ["NOR"] * 3}, "the two")],
)
def test_what_does_not_exist_is_told(asked: dict[str, object], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        read_wanted(**asked)  # type: ignore[arg-type]  # parameters by name


def test_what_a_reviewer_has_judged_is_left_out_for_this_one_alone(
    store: Store, log: ReviewLog, review: Callable[..., Review]
) -> None:
    log.add(review(row_id="e-accuse"))
    assert ids(store, log)[0] == "e-offer"
    assert read_queue(store, log, "Bob", Wanted()).rows[0].row_id == "e-accuse"
    assert ids(store, log, Wanted(again=True))[0] == "e-accuse"
    log.add(review(row_id="e-accuse", verdict="undone"))
    assert ids(store, log)[0] == "e-accuse"
