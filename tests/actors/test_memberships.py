"""Who belongs to an organisation of states at a date."""

import datetime as dt
from pathlib import Path

import pytest

from detente.actors.memberships import members_of, organizations_of
from detente.errors import LookupFailed
from detente.lexicon import Lexicon, load_lexicon

COUNTS = [
    ("NATO", "1949-04-04", 0),  # signed, not in force
    ("NATO", "2003-01-01", 19),  # before the seven
    ("NATO", "2004-06-01", 26),  # with the seven
    ("NATO", "2024-06-01", 32),  # with Sweden
    ("European Union", "1972-12-31", 6),  # the six
    ("European Union", "2004-04-30", 15),  # the day before the ten
    ("European Union", "2004-05-01", 25),  # the ten are in
    ("European Union", "2007-01-01", 27),  # Bulgaria and Romania
    ("European Union", "2013-07-01", 28),  # Croatia
    ("European Union", "2020-01-31", 28),  # the last day of the United Kingdom
    ("European Union", "2020-02-01", 27),  # without it
    ("United Nations", "1945-10-24", 29),  # in force
    ("United Nations", "1945-12-31", 51),  # the founders
    ("United Nations", "1960-12-31", 99),  # the year of Africa
    ("United Nations", "2011-07-14", 193),  # South Sudan
    ("P5", "1960-01-01", 5),  # Taipei has the seat
    ("ASEAN", "1990-01-01", 6),  # the founders and Brunei
    ("ASEAN", "1999-04-30", 10),  # Cambodia
    ("BRICS", "2010-01-01", 4),  # BRIC
    ("BRICS", "2015-01-01", 5),  # South Africa
    ("BRICS", "2025-02-01", 10),  # the four of 2024 and Indonesia
    ("Council of Europe", "2022-03-17", 46),  # without Russia
    ("OSCE", "2013-01-01", 57),  # Mongolia
    ("African Union", "2017-02-01", 55),  # Morocco is back
    ("Arab League", "2015-01-01", 22),  # Syria is suspended, and a member
    ("Organisation of Islamic Cooperation", "2015-01-01", 57),
    ("Commonwealth", "2023-01-01", 56),  # Gabon and Togo
    ("OECD", "2022-01-01", 38),
    ("OPEC", "2024-01-01", 12),  # without Angola
    ("ECOWAS", "2025-01-29", 12),  # without the three of the Sahel
    ("International Criminal Court", "2010-01-01", 110),
    ("International Criminal Court", "2025-01-01", 125),
    ("Schengen area", "2024-04-01", 29),
    ("euro zone", "1999-01-01", 11),
    ("Warsaw Pact", "1960-01-01", 8),
    ("Warsaw Pact", "1992-01-01", 0),  # dissolved
]


@pytest.mark.parametrize(("organization", "day", "members"), COUNTS)
def test_how_many_members(organization: str, day: str, members: int, lexicon: Lexicon) -> None:
    found = members_of(organization, dt.date.fromisoformat(day), lexicon)
    assert len(found) == members
    assert list(found) == sorted(set(found))


def test_today_and_aliases(lexicon: Lexicon) -> None:
    assert len(members_of("United Nations", lexicon=lexicon)) == 193
    assert members_of("U.N.", lexicon=lexicon) == members_of("United Nations", lexicon=lexicon)
    assert members_of("Asean", dt.date(1970, 1, 1), lexicon) == ("IDN", "MYS", "PHL", "SGP", "THA")


def test_a_state_without_date_of_entry_was_a_member_before_1990(lexicon: Lexicon) -> None:
    assert "NOR" in members_of("Nordic Council", dt.date(1990, 1, 1), lexicon)


@pytest.mark.parametrize(
    ("iso3", "day", "inside", "outside"),
    [
        ("GBR", "2019-06-01", {"European Union", "NATO", "P5", "Five Eyes"}, {"euro zone", "Schengen area"}),
        ("GBR", "2021-06-01", {"NATO", "Commonwealth"}, {"European Union", "AUKUS"}),
        ("CHN", "1965-01-01", set(), {"United Nations", "P5"}),  # the seat was Taipei's
        ("TWN", "1965-01-01", {"United Nations", "P5"}, set()),
        ("SUN", "1980-01-01", {"United Nations", "P5", "OSCE", "Warsaw Pact"}, set()),
        ("SUN", "1995-01-01", set(), {"United Nations", "P5", "OSCE", "Warsaw Pact"}),  # a state that is no more
        ("ZWE", "2010-01-01", {"SADC"}, {"Commonwealth"}),  # left in 2003
        ("ECU", "2000-01-01", set(), {"OPEC"}),  # between its two memberships
        ("ECU", "2010-01-01", {"OPEC"}, set()),
    ],
)
def test_what_a_state_belongs_to(iso3: str, day: str, inside: set[str], outside: set[str], lexicon: Lexicon) -> None:
    found = organizations_of(iso3, dt.date.fromisoformat(day), lexicon)
    assert inside <= set(found)
    assert not outside & set(found)
    assert list(found) == sorted(found)


def test_a_member_of_nothing(lexicon: Lexicon) -> None:
    assert organizations_of("PCN", dt.date(2000, 1, 1), lexicon) == ()


@pytest.mark.parametrize(
    ("organization", "message"),
    [
        ("NATOO", r"No organisation 'NATOO' .*Did you mean NATO.*Known are AES, .*actors/memberships.tsv of your own lexicon"),
        ("OPEC+", r"do not hold the members of 'OPEC\+'\. Put them into actors/memberships.tsv of your own lexicon"),
    ],
)
def test_an_unknown_organisation_says_what_to_do(organization: str, message: str, lexicon: Lexicon) -> None:
    with pytest.raises(LookupFailed, match=message):
        members_of(organization, lexicon=lexicon)


def test_an_unknown_state_says_what_exists(lexicon: Lexicon) -> None:
    with pytest.raises(LookupFailed, match=r"No state has the code 'fra'\. Did you mean FRA"):
        organizations_of("fra", lexicon=lexicon)


def test_an_overlay_adds_members(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "memberships.tsv").write_text(
        "organization\tmember\tsince\tuntil\tsource\nOPEC+\tMEX\t2016-12-10\t\town\n", "utf-8"
    )
    assert members_of("OPEC plus", dt.date(2020, 1, 1), load_lexicon(tmp_path)) == ("MEX",)
