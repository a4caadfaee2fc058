"""The table of memberships holds together, and agrees with the tables of states, organisations and blocs."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

import pytest

from detente.lexicon import Lexicon, Row

FIRST, LAST = dt.date.min, dt.date.max
# A bloc of regions.tsv and the organisation that its members are in today.
SAME = {
    "AES": "AES",
    "AUKUS": "AUKUS",
    "Benelux": "Benelux",
    "Five Eyes": "Five Eyes",
    "G20 countries": "G20",
    "G7 countries": "G7",
    "P5": "P5",
    "Quad": "Quad",
    "Visegrad Group": "Visegrad Group",
}


@pytest.fixture(scope="module")
def rows(lexicon: Lexicon) -> tuple[Row, ...]:
    return lexicon.table("actors/memberships")


def span(row: Row) -> tuple[dt.date, dt.date]:
    return row.date("since") or FIRST, row.date("until") or LAST


def test_the_memberships_of_a_state_in_one_body_follow_each_other(rows: tuple[Row, ...]) -> None:
    spans: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for row in rows:
        assert span(row)[0] <= span(row)[1], row.where
        spans[row.text("organization"), row.text("member")].append(span(row))
    for of, found in spans.items():
        found.sort()
        assert all(earlier[1] < later[0] for earlier, later in pairwise(found)), of


def test_no_membership_outlives_its_state_or_body(rows: tuple[Row, ...], lexicon: Lexicon) -> None:
    ends = {row.text("iso3"): span(row)[1] for row in lexicon.table("actors/states")}
    bodies = {row.text("name"): span(row) for row in lexicon.table("actors/organizations")}
    for row in rows:
        since, until = bodies.get(row.text("organization"), (FIRST, LAST))
        assert row.date("since") is None or since <= span(row)[0], row.where
        assert span(row)[1] <= min(until, ends[row.text("member")]), row.where


@pytest.mark.parametrize(("bloc", "body"), sorted(SAME.items()))
def test_a_bloc_has_the_members_of_its_body(bloc: str, body: str, rows: tuple[Row, ...], lexicon: Lexicon) -> None:
    (found,) = [row.list("countries") for row in lexicon.table("actors/regions") if row.text("name") == bloc]
    assert sorted(found) == sorted(r.text("member") for r in rows if r.text("organization") == body and r.date("until") is None)


def test_no_alias_means_two_bodies_that_have_members(rows: tuple[Row, ...], lexicon: Lexicon) -> None:
    bodies = {row.text("organization") for row in rows}
    owners: dict[str, set[str]] = defaultdict(set)
    for table in ("organizations", "regions"):
        for row in lexicon.table(f"actors/{table}"):
            if row.text("name") in bodies:
                for name in (row.text("name"), *row.list("aliases")):
                    owners[name].add(row.text("name"))
    assert not {name: sorted(found) for name, found in owners.items() if len(found) > 1}
