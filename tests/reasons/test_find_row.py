import json

import pytest

from detente.errors import LookupFailed
from detente.reasons.find_row import find_rows, looks_like_id

FIRST = {
    "article": {"id": "a-000000000001"},
    "events": [{"id": "e-0b3b46a16808", "type": "AID"}, {"id": "e-0b3c00000000"}],
    "statements": [{"id": "s-111111111111"}],
    "actors": [{"id": "a-222222222222"}],
    "ledger": [{"id": "l-333333333333"}],
}
SECOND = {"article": {"id": "a-000000000002"}, "events": [{"id": "e-f3290298fa77"}]}
LINES = [json.dumps(FIRST).encode(), json.dumps(SECOND).encode()]


@pytest.mark.parametrize(
    ("wanted", "kind", "found"),
    [
        ("e-0b3b46a16808", "event", "e-0b3b46a16808"),  # the whole id
        ("e-f3", "event", "e-f3290298fa77"),  # a beginning, in the second line
        ("s", "statement", "s-111111111111"),  # the shortest one
        ("a-2", "actor", "a-222222222222"),  # an actor, whose ids begin as those of articles do
        ("l-3", "ledger entry", "l-333333333333"),  # a ledger entry
    ],
)
def test_a_row_is_found_by_its_id_or_the_beginning_of_it(wanted: str, kind: str, found: str) -> None:
    (row,) = find_rows(LINES, [wanted], "x")
    assert (row.kind, row.row.text("id")) == (kind, found)


def test_the_article_comes_with_the_row() -> None:
    first, second = find_rows(LINES, ["e-f", "e-0b3b"], "x")
    assert first.coded.part("article").text("id") == "a-000000000002"
    assert second.row.text("type") == "AID"


def test_an_article_that_stands_twice_is_no_ambiguity() -> None:
    assert find_rows([*LINES, *LINES], ["e-f3"], "x")[0].row.text("id") == "e-f3290298fa77"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("e-0b3", "2 ids begin with 'e-0b3': e-0b3b46a16808, e-0b3c00000000. Give more of it."),  # too short
        ("e-0b3b46a16908", "Did you mean e-0b3b46a16808?"),  # a wrong digit
        ("e-f32902998fa77", "Did you mean e-f3290298fa77?"),  # a digit too many
        ("a-000000000001", "Ask for one of its events, statements, actors or ledger entries, such as e-0b3b46a16808"),
        ("q", "no event, statement, actor or ledger entry 'q'. Its 6 rows were looked through."),  # nothing near
        ("", "no event, statement, actor or ledger entry ''."),  # nothing asked
        ("\x1b[2J", "'\\x1b[2J'"),  # what a terminal would obey
    ],
)  # fmt: skip
def test_what_is_not_there(wanted: str, said: str) -> None:
    with pytest.raises(LookupFailed) as failed:
        find_rows(LINES, [wanted], "coded.jsonl")
    assert str(failed.value).startswith("coded.jsonl: ")
    assert said in str(failed.value)


def test_lines_of_another_kind_are_passed_over_and_told_of() -> None:
    bad = [
        b"{",
        b'{"text": "Oslo said so."}',
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b"\n",
        b'{"article": {"id": 3}, "events": {"id": 1}}',
    ]
    assert find_rows([*bad, *LINES], ["e-f3"], "x")[0].row.text("id") == "e-f3290298fa77"
    with pytest.raises(LookupFailed, match="Line 1 and 4 more is no object that detente code prints"):
        find_rows(bad, ["e-f3"], "x")


def test_a_file_without_rows() -> None:
    with pytest.raises(LookupFailed, match="It holds no row"):
        find_rows([], ["e-f3"], "x")


@pytest.mark.parametrize(
    ("word", "yes"),
    [
        ("e-0b3b46a16808", True),  # as printed
        ("s-", True),  # the beginning of a beginning
        ("ACCUSE", False),  # a type
        ("e-mail", False),  # a word of the language
        ("b-12", False),  # no letter of ours
    ],
)
def test_what_is_written_as_an_id(word: str, yes: bool) -> None:
    assert looks_like_id(word) is yes
