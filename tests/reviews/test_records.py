"""What a review may say, and what an error lists."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import QueryError
from detente.lexicon import Lexicon
from detente.records import Span
from detente.reviews.fields import FIELDS, check_value, choices, to_json
from detente.reviews.records import Change, Review, Verdict, digest_row, read_review, with_id

Make = Callable[..., Review]


def test_a_correction_keeps_the_field_as_it_was_and_as_it_should_be(review: Make) -> None:
    made = review(verdict="corrected", new={"status": "negated", "type": "ACCUSE"})
    assert made.changes == (Change("status", "actual", "negated"),)
    assert made.time == "2026-01-02T03:04:05.000000+00:00"


def test_the_time_is_kept_in_utc(review: Make) -> None:
    paris = dt.datetime(2026, 1, 2, 4, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert review(time=paris) == review()
    with pytest.raises(QueryError, match="time zone"):
        review(time=dt.datetime(2026, 1, 2))  # noqa: DTZ001  that is what is refused


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"verdict": "acepted"}, "Did you mean accepted.*accepted, rejected, corrected, undone"),
        ({"row_kind": "events"}, "event, statement, actor, ledger"),
        ({"verdict": "corrected"}, "changes a field"),
        ({"verdict": "accepted", "new": {"status": "negated"}}, "Say corrected"),
        ({"verdict": "corrected", "new": {"statuss": "negated"}}, "Did you mean status.*Its fields: type, mode"),
        ({"verdict": "corrected", "new": {"status": "negatd"}}, "Did you mean negated"),
        ({"verdict": "corrected", "new": {"type": "THREATEN", "cameo": "112"}}, "112 is ACCUSE"),
        ({"verdict": "corrected", "new": {"type": "ASSAULT", "mode": "allege", "cameo": None}}, "ASSAULT has no mode 'allege'"),
        ({"verdict": "corrected", "new": {"date": "soon"}}, "2008-03-15"),
        ({"verdict": "corrected", "new": {"type": None}}, "reject it"),
        ({"verdict": "corrected", "new": {"status": 3}}, "is a word"),
        ({"row_kind": "actor", "verdict": "corrected", "new": {"country": "Rusland"}}, "3166-1 alpha-3"),
        ({"reviewer": " "}, "reviewer"),
        ({"reviewer": "x" * 101}, "1 to 100"),
        ({"reviewer": "Ada\x1b[31m"}, "printed"),
        ({"comment": "x" * 5_001}, "5,000 are kept"),
        ({"comment": "\ud800"}, "half a character"),
    ],
)
def test_what_has_no_meaning_is_refused_with_what_exists(review: Make, named: dict[str, object], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        review(**named)


@pytest.mark.parametrize("bad", [[[3, 1]], [[-1, 2]], [[0, 0]], [["0", 2]], [[0, True]], "0-3", [[0, 1, 2]], {"a": 1}])
def test_spans_are_checked(bad: object, lexicon: Lexicon) -> None:
    with pytest.raises(QueryError, match="start, end"):
        check_value("statement", "content", bad, lexicon)


def test_spans_come_sorted_and_once(lexicon: Lexicon) -> None:
    assert check_value("statement", "content", [[5, 7], [1, 2], [5, 7]], lexicon) == (Span(1, 2), Span(5, 7))


def test_each_field_with_choices_takes_each_of_them(lexicon: Lexicon) -> None:
    taken = [
        check_value(kind, field, word, lexicon) in (word, (word,))
        for kind, fields in FIELDS.items()
        for field in fields
        for word in choices(kind, field, lexicon)
    ]
    assert len(taken) > 200
    assert all(taken)


def test_names_are_composed_and_comments_keep_their_lines(review: Make) -> None:
    made = review(reviewer=" Jose\u0301  N. ", comment="one\r\ntwo ")
    assert (made.reviewer, made.comment) == ("José N.", "one\ntwo")


def test_the_id_is_that_of_the_content(review: Make) -> None:
    assert review().id == review().id
    assert len({review().id, review(comment="!").id, review(reviewer="Bob").id, review(verdict="rejected").id}) == 4
    assert with_id(review()) == review()


@given(
    comment=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 50), st.integers(51, 99)), min_size=1, max_size=3),
)
def test_a_review_survives_json(review: Make, comment: str, spans: list[tuple[int, int]]) -> None:
    made = review(
        row_kind="statement", old={"content": (Span(0, 3),)}, verdict="corrected", new={"content": spans}, comment=comment
    )
    assert read_review(json.loads(json.dumps(made.to_dict()))) == made
    assert to_json(made.changes[0].new) == [list(s) for s in sorted(set(spans))]


@pytest.mark.parametrize("told", [{}, {"changes": [["a"]]}, {"changes": 3}])
def test_what_is_no_review_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(QueryError, match="no review"):
        read_review(told)


def test_the_digest_is_that_of_the_values_whatever_their_order() -> None:
    row = {"type": "ACCUSE", "date": dt.date(2010, 1, 1), "text": "\ud800"}
    assert digest_row(row) == digest_row(dict(reversed(row.items())))
    assert digest_row(row) != digest_row(row | {"type": "THREATEN"})


def test_verdicts_are_those_of_the_log() -> None:
    assert [v.value for v in Verdict] == ["accepted", "rejected", "corrected", "undone"]
