"""How far two reviewers agree: figures that were worked out by hand."""

from collections.abc import Callable

import pytest

from detente.errors import QueryError
from detente.reviews.agreement import compare, pairs_of
from detente.reviews.log import ReviewLog
from detente.reviews.records import Review


@pytest.fixture
def judged(log: ReviewLog, review: Callable[..., Review]) -> ReviewLog:
    """Ada and Bob on ten events, and on a statement; Ada alone on one more."""
    verdicts = [("accepted", "accepted")] * 5 + [("rejected", "rejected")] * 2 + [("accepted", "rejected")] * 2
    for number, pair in enumerate([*verdicts, ("corrected", "corrected")]):
        for reviewer, verdict in zip(("Ada", "Bob"), pair, strict=True):
            new = {"status": "negated" if reviewer == "Ada" else "future"} if verdict == "corrected" else None
            log.add(review(row_id=f"e-{number}", reviewer=reviewer, verdict=verdict, new=new))
    for reviewer in ("Ada", "Bob"):
        log.add(review(row_kind="statement", row_id="s-1", reviewer=reviewer))
    log.add(review(row_id="e-99"))
    return log


def test_shares_and_kappa(judged: ReviewLog) -> None:
    found = compare(judged.standing(), "Ada", "Bob")
    everything, events, statements = found.figures
    assert (everything.kind, everything.n, everything.agreed) == ("all", 11, pytest.approx(9 / 11))
    assert (events.n, events.agreed, events.same) == (10, 0.8, 0.7)
    chance = 0.7 * 0.5 + 0.2 * 0.4 + 0.1 * 0.1
    assert events.kappa == pytest.approx((0.8 - chance) / (1 - chance))
    # Wilson's interval of 8 of 10 is .4902 to .9433
    assert events.low == pytest.approx((0.4902 - chance) / (1 - chance), abs=1e-3)
    assert events.high == pytest.approx((0.9433 - chance) / (1 - chance), abs=1e-3)
    assert (statements.n, statements.agreed, statements.kappa) == (1, 1.0, None)


def test_where_they_differ_is_told_corrections_among_them(judged: ReviewLog) -> None:
    found = compare(judged.standing(), "Ada", "Bob")
    assert [(a.row_id, a.verdict.value, b.verdict.value) for a, b in found.differing] == [
        ("e-7", "accepted", "rejected"), ("e-8", "accepted", "rejected"), ("e-9", "corrected", "corrected"),
    ]  # fmt: skip


def test_what_is_undone_does_not_count(judged: ReviewLog, review: Callable[..., Review]) -> None:
    judged.add(review(row_id="e-7", verdict="undone"))
    assert compare(judged.standing(), "Ada", "Bob").figures[0].n == 10


def test_pairs_are_told_by_rows_in_common(judged: ReviewLog, review: Callable[..., Review]) -> None:
    judged.add(review(row_id="e-1", reviewer="Cyd"))
    assert pairs_of(judged.standing()) == [("Ada", "Bob", 11), ("Ada", "Cyd", 1), ("Bob", "Cyd", 1)]


@pytest.mark.parametrize(("one", "other", "told"), [("Ada", "Eve", "Those who have: Ada, Bob"), ("Ada", "Ada", "two reviewers")])
def test_who_cannot_be_compared_is_told(judged: ReviewLog, one: str, other: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        compare(judged.standing(), one, other)


def test_two_who_share_no_row_have_no_figures(log: ReviewLog, review: Callable[..., Review]) -> None:
    log.add(review())
    log.add(review(row_id="e-2", reviewer="Bob"))
    (everything,) = compare(log.standing(), "Ada", "Bob").figures
    assert (everything.n, everything.agreed, everything.kappa) == (0, None, None)
