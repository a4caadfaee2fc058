"""What stands, as flat rows, as articles of the bank, and as tests of the pipeline that find their rows again."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from detente.errors import EvaluationError
from detente.evaluation.bank_articles import check_article
from detente.lexicon import Lexicon
from detente.records import Article, Participant, Reading, Span, Status
from detente.reviews.coded import find_coded
from detente.reviews.export import bank_rows, choose_current, flat_rows, last_words
from detente.reviews.joins import make_join
from detente.reviews.log import ReviewLog
from detente.reviews.records import Review
from detente.reviews.regression import read_rows, regression_rows, run_rows
from detente.store.open import Store

from .small_store import TEXT, find, first, second

Judge = Callable[..., Review]


@pytest.fixture
def judge(store: Store, log: ReviewLog, review: Callable[..., Review]) -> Judge:
    """Judge a row of the store as the desk does."""

    def run(kind: str, row_id: str, verdict: str = "corrected", reviewer: str = "Ada", **new: object) -> Review:
        coded = find_coded(store, kind, row_id)
        named = {"row_kind": kind, "row_id": row_id, "article_id": coded.article_id, "digest": coded.digest, "old": coded.fields}
        return log.add(review(verdict=verdict, reviewer=reviewer, new=coded.read(new), **named))

    return run


def test_the_last_word_on_a_row_counts(log: ReviewLog, judge: Judge) -> None:
    judge("event", "e-accuse", "accepted")
    bob = judge("event", "e-accuse", "rejected", reviewer="Bob")
    assert last_words(log) == [bob]
    assert [r.reviewer for r in last_words(log, "Ada")] == ["Ada"]
    judge("event", "e-accuse", "undone", reviewer="Bob")
    assert [r.verdict.value for r in last_words(log)] == ["accepted"]


def test_flat_rows_have_one_row_a_field(log: ReviewLog, judge: Judge) -> None:
    judge("event", "e-accuse", status="negated", recipients=[])
    judge("event", "e-met", "accepted")
    rows = flat_rows(last_words(log))
    assert [(r["row_id"], r["field"], r["old"], r["new"]) for r in rows] == [
        ("e-accuse", "status", "actual", "negated"),
        ("e-accuse", "recipients", '["c-swe"]', "[]"),
        ("e-met", None, None, None),
    ]


def test_a_bank_row_is_what_the_reviewers_made_of_the_article(
    store: Store, log: ReviewLog, judge: Judge, lexicon: Lexicon
) -> None:
    judge("event", "e-accuse", status="negated", actors=["c-holt"])
    judge("event", "e-offer", "rejected")
    judge("statement", "s-must", content="Sweden must leave", cue=[[*find(TEXT, "said")]])
    judge("actor", "c-holt", name="Jose\u0301 Holt the younger")
    (row,) = bank_rows(store, last_words(log))
    check_article(row, lexicon, "exported")
    assert (row["id"], row["part"], row["reviewed"]) == ("a-1", "train", {"rows": 4, "of": 7, "by": ["Ada"]})
    (accuse,) = row["events"]
    assert (accuse["status"], accuse["actors"], accuse["recipients"]) == ("negated", ["c-holt"], ["c-swe"])
    assert row["statements"][0]["content"] == [[*find(TEXT, "Sweden must leave"), "Sweden must leave"]]
    assert row["ledger"][0]["event"] is None
    assert (row["ledger"][0]["by"], row["ledger"][0]["to"]) == (["c-nor"], ["c-swe"])
    assert {a["id"]: a["name"] for a in row["actors"]}["c-holt"] == "Jose\u0301 Holt the younger"


def test_actors_are_merged_and_mentions_split_out(store: Store, log: ReviewLog, judge: Judge, lexicon: Lexicon) -> None:
    judge("actor", "c-holt", merge="c-nor")
    judge("actor", "c-swe", split=[[*find(TEXT, "Sweden")]])
    (row,) = bank_rows(store, last_words(log))
    check_article(row, lexicon, "exported")
    (norway,) = row["actors"]
    assert [m[2] for m in norway["mentions"]] == ["Norway", "Minister Jose\u0301 Holt"]
    assert row["statements"][0]["speaker"] == ["c-nor"]
    assert row["events"][0]["recipients"] == []


def run(rows: list[dict[str, object]], reading: Reading) -> list[bool]:
    return [result.holds for result in run_rows(rows, lambda _: reading)]


def test_corrections_fail_until_the_pipeline_does_what_they_say(store: Store, log: ReviewLog, judge: Judge) -> None:
    judge("event", "e-accuse", status="negated", recipients=["c-holt"])
    judge("event", "e-offer", "rejected")
    judge("statement", "s-must", content="Sweden must leave")
    judge("event", "e-met", "accepted")
    rows = [json.loads(json.dumps(row)) for row in regression_rows(store, last_words(log))]
    assert read_rows(map(json.dumps, rows), "a file") == rows
    one, two = [r for r in rows if r["article"]["id"] == "a-1"], [r for r in rows if r["article"]["id"] == "a-2"]
    assert run(one, first()) == [False, False, False, False]
    assert run(two, second()) == [True]
    assert run(two, replace(second(), events=())) == [False]
    # another coding, with other ids, that does what was said
    accuse, said, holt = first().events[0], first().statements[0], first().actors[2]
    mended = replace(
        first(),
        events=(replace(accuse, id="e-other", status=Status.NEGATED, recipients=(Participant("x", (), "c-holt", "José Holt"),)),),
        statements=(replace(said, id="s-other", content=replace(said.content, spans=(find(TEXT, "Sweden must leave"),))),),
    )
    assert holt.name == "José Holt"
    assert run(one, mended) == [True, True, True, True]


def test_merges_and_splits_are_tested_by_mentions(store: Store, log: ReviewLog, judge: Judge) -> None:
    judge("actor", "c-holt", merge="c-nor")
    rows = list(regression_rows(store, last_words(log)))
    assert run(rows, first()) == [False]
    norway, sweden, holt = first().actors
    together = replace(norway, mentions=norway.mentions + holt.mentions)
    assert run(rows, replace(first(), actors=(together, sweden), statements=())) == [True]


def test_rows_that_are_gone_are_passed_over(store: Store, log: ReviewLog, review: Judge) -> None:
    log.add(review(row_id="e-gone", article_id="a-gone", verdict="rejected"))
    log.add(review(row_id="e-icews", article_id=None, verdict="rejected"))
    assert list(bank_rows(store, last_words(log))) == []
    assert list(regression_rows(store, last_words(log))) == []
    assert len(flat_rows(last_words(log))) == 2


def test_what_was_judged_of_another_coding_is_left_out_and_counted(
    store: Store, log: ReviewLog, judge: Judge, review: Judge
) -> None:
    judge("event", "e-offer", "rejected")
    log.add(review(row_id="e-accuse", verdict="rejected"))  # of a row whose digest was another one
    log.add(review(row_id="e-gone", article_id="a-gone", verdict="rejected"))
    log.add(make_join("k-1", "k-2", "Ada", dt.datetime.now(dt.UTC)))  # of no row
    current, others = choose_current(store, last_words(log))
    assert ([r.row_id for r in current], others) == (["e-offer"], 2)
    (row,) = bank_rows(store, current)
    assert "e-accuse" in {e["id"] for e in row["events"]}
    assert {r["row_id"] for r in regression_rows(store, current)} == {"e-offer"}


@pytest.mark.parametrize(
    "line",
    ["no json", "[]", "{}",
     '{"article": {"text": 3}, "kind": "event", "verdict": "accepted", "field": null, "expected": {}, "at": []}',
     '{"article": {"text": ""}, "kind": "event", "verdict": "corrected", "field": "colour", "expected": 1, "at": [[0, 1]]}',
     '{"article": {"text": ""}, "kind": "event", "verdict": "accepted", "field": null, "expected": {}, "at": [["a", 1]]}',
     "[" * 100_000],
)  # fmt: skip
def test_a_line_that_is_no_test_is_told_with_its_number(line: str) -> None:
    with pytest.raises(EvaluationError, match="a file, line 2: no row of detente review export"):
        read_rows(["", line], "a file")


def test_f5_the_places_in_an_export_are_those_that_were_sent(store: Store, log: ReviewLog, judge: Judge) -> None:
    """Emoji, CRLF, NBSP and combining marks stand before, in and behind the place."""
    start, end = 0, TEXT.index("Monday") + 12
    judge("statement", "s-must", source=[[start, end]])
    (row,) = bank_rows(store, last_words(log))
    assert row["statements"][0]["source"] == [[start, end, TEXT[start:end]]]
    (test,) = regression_rows(store, last_words(log))
    assert test["expected"] == [[start, end]]
    assert Article("a", test["article"]["text"]).text == TEXT
    assert Span(*test["expected"][0]).of(test["article"]["text"]) == TEXT[start:end]
