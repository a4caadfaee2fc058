"""The table of persons and offices: sound in itself, and right about well-known facts."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest

from detente.lexicon import Lexicon, Row

# Offices that one person at a time holds in a country.
SINGLE = (
    "President", "Prime Minister", "King", "Queen", "Emperor", "Emir", "Sultan", "Chancellor", "Supreme Leader", "Pope",
    "Foreign Minister", "Defence Minister", "Interior Minister", "Finance Minister", "Secretary-General",
)  # fmt: skip
# How long an outgoing and an incoming holder may both stand in the table, in days.
HANDOVER = 31
# Both republic and union had a foreign minister of their own in the last months of the Soviet Union.
BOTH_HELD = {("RUS", "Foreign Minister")}
# Bodies of states and the world that are no state of their own.
BLOCS = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG"}
HONORIFIC = re.compile(
    r"^(Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|President|Prime Minister|King|Queen|Prince|Princess|Pope|Sheikh|Sultan|Emir|"
    r"General|Gen|Col|Colonel|Senator|Minister|Ayatollah|Imam|Mullah|Rev|Archbishop|Patriarch)\b\.? "
)
# Names that begin with such a word as a given name, or because the person is known by it.
KNOWN_BY_IT = {
    "Sheikh Hasina", "Sheikh Rashid Ahmed", "Gen Nakatani", "Sultan Ali Keshtmand", "Sultan al-Jaber", "Sultan bin Abdulaziz",
    "Sultan Nasser al-Suweidi", "Prince Andrew", "Prince Harry", "Prince William", "Princess Diana",
}  # fmt: skip
# Father and son, told apart by the date of the article.
SHARED = {("USA", "George Bush")}
FAR = dt.date(2100, 1, 1)


@pytest.fixture(scope="module")
def people(lexicon: Lexicon) -> tuple[Row, ...]:
    return lexicon.table("actors/people")


def until(row: Row) -> dt.date:
    return row.date("until") or FAR


def since(row: Row) -> dt.date:
    day = row.date("since")
    assert day is not None, f"{row.where}: no date"
    return day


def overlapping(people: tuple[Row, ...]) -> Iterator[tuple[Row, Row]]:
    """Give pairs of different persons who hold one single office for longer than a handover takes."""
    holders: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in people:
        if row.text("title") in SINGLE:
            holders[row.text("country"), row.text("title"), row.text("organisation")].append(row)
    for (country, title, _), rows in holders.items():
        if (country, title) in BOTH_HELD:
            continue
        for i, a in enumerate(rows):
            for b in rows[i + 1 :]:
                shared = min(until(a), until(b)) - max(since(a), since(b))
                if a.text("name") != b.text("name") and shared.days > HANDOVER:
                    yield a, b


def test_the_table_is_large_and_reaches_every_continent(people: tuple[Row, ...]) -> None:
    assert len(people) >= 4000
    assert {"USA", "BRA", "NGA", "DEU", "IRN", "IND", "CHN", "AUS", "UNO", "EUR", "IGO"} <= {
        row.text("country") for row in people
    }


def test_every_row_has_name_title_sector_and_start(people: tuple[Row, ...]) -> None:
    for row in people:
        assert all((row.text("name"), row.text("title"), row.text("sector"), row.date("since"))), row.where


def test_nobody_leaves_before_coming(people: tuple[Row, ...]) -> None:
    assert [row.where for row in people if since(row) > until(row)] == []


def test_countries_are_states_of_the_table_or_blocs(people: tuple[Row, ...], lexicon: Lexicon) -> None:
    states = {row.text("iso3") for row in lexicon.table("actors/states")}
    assert sorted({row.text("country") for row in people} - states - BLOCS) == []


def test_one_holder_of_an_office_at_a_time(people: tuple[Row, ...]) -> None:
    found = [
        f"{a.where} {a.text('name')} / {b.text('name')} ({a.text('country')} {a.text('title')})" for a, b in overlapping(people)
    ]
    assert found == []


def test_one_person_does_not_hold_one_office_twice_at_a_time(people: tuple[Row, ...]) -> None:
    terms: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in people:
        terms[tuple(row.text(c) for c in ("name", "country", "title", "organisation"))].append(row)
    for rows in terms.values():
        rows.sort(key=since)
        for a, b in pairwise(rows):
            assert until(a) <= since(b), f"{a.where} and {b.where}"


def test_names_carry_no_honorific(people: tuple[Row, ...]) -> None:
    assert [row.text("name") for row in people if HONORIFIC.match(row.text("name")) and row.text("name") not in KNOWN_BY_IT] == []


def test_names_and_aliases_are_written_as_names(people: tuple[Row, ...]) -> None:
    for row in people:
        for name in (row.text("name"), *row.list("aliases")):
            assert name == " ".join(name.split()), row.where
            assert re.search(r"\w", name), row.where
            assert not re.search(r"[;,_\[\]]", name), f"{row.where}: {name}"
        assert row.text("name") not in row.list("aliases"), row.where
        assert len(set(row.list("aliases"))) == len(row.list("aliases")), row.where


def test_two_people_of_a_country_share_no_name(people: tuple[Row, ...]) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in people:
        for name in (row.text("name"), *row.list("aliases")):
            owners[row.text("country"), name].add(row.text("name"))
    assert {key: sorted(names) for key, names in owners.items() if len(names) > 1 and key not in SHARED} == {}


def test_people_have_the_same_aliases_in_all_their_rows(people: tuple[Row, ...]) -> None:
    aliases: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in people:
        assert aliases.setdefault((row.text("name"), row.text("country")), row.list("aliases")) == row.list("aliases"), row.where


@pytest.mark.parametrize(
    ("day", "country", "title", "name"),
    [
        ("1990-08-02", "USA", "President", "George H. W. Bush"),  # the father
        ("2003-03-20", "USA", "President", "George W. Bush"),  # the son
        ("2016-12-01", "USA", "President", "Barack Obama"),  # the successor is elected, not yet in office
        ("2019-06-30", "USA", "President", "Donald Trump"),  # first of two terms that do not touch
        ("2025-06-30", "USA", "President", "Donald Trump"),  # second of them
        ("2009-01-01", "RUS", "Prime Minister", "Vladimir Putin"),  # a president between two presidencies
        ("2010-06-01", "RUS", "President", "Dmitry Medvedev"),
        ("2014-03-18", "RUS", "Foreign Minister", "Sergei Lavrov"),
        ("2015-07-14", "IRN", "Foreign Minister", "Mohammad Javad Zarif"),
        ("2005-09-01", "IRN", "President", "Mahmoud Ahmadinejad"),
        ("2022-02-24", "UKR", "President", "Volodymyr Zelensky"),
        ("2012-01-01", "CHN", "President", "Hu Jintao"),
        ("1993-09-13", "ISR", "Prime Minister", "Yitzhak Rabin"),
        ("2006-07-15", "LBN", "Prime Minister", "Fouad Siniora"),
        ("1989-11-09", "DEU", "Chancellor", "Helmut Kohl"),
        ("2015-09-04", "DEU", "Chancellor", "Angela Merkel"),
        ("1997-09-01", "GBR", "Prime Minister", "Tony Blair"),
        ("2018-06-12", "PRK", "Supreme Leader", "Kim Jong Un"),
        ("2000-06-15", "KOR", "President", "Kim Dae-jung"),
        ("1994-05-10", "ZAF", "President", "Nelson Mandela"),
        ("2010-01-01", "EGY", "President", "Hosni Mubarak"),
        ("2012-09-01", "EGY", "President", "Mohammed Morsi"),
        ("2003-04-01", "UNO", "Secretary-General", "Kofi Annan"),
        ("2021-08-14", "AFG", "President", "Ashraf Ghani"),
    ],
)
def test_known_office_holders(people: tuple[Row, ...], day: str, country: str, title: str, name: str) -> None:
    on = dt.date.fromisoformat(day)
    held = [r for r in people if (r.text("country"), r.text("title")) == (country, title) and since(r) <= on < until(r)]
    assert [r.text("name") for r in held] == [name]


@pytest.mark.parametrize(
    ("name", "country", "alias"),
    [
        ("Muammar Gaddafi", "LBY", "Moamer Kadhafi"),  # another romanisation
        ("Volodymyr Zelensky", "UKR", "Volodymyr Zelenskyy"),  # the spelling of the office itself
        ("Recep Tayyip Erdogan", "TUR", "Recep Tayyip Erdoğan"),  # the letters of the language
        ("Moon Jae-in", "KOR", "Moon Jae In"),  # without the hyphen
        ("Shinzo Abe", "JPN", "Abe Shinzo"),  # family name first
        ("Bashar al-Assad", "SYR", "Bashar Assad"),  # without the article
        ("Joe Biden", "USA", "Joseph R. Biden"),  # formal name
        ("Luiz Inácio Lula da Silva", "BRA", "Lula"),  # the name he is called by
    ],
)
def test_known_spellings(people: tuple[Row, ...], name: str, country: str, alias: str) -> None:
    rows = [row for row in people if (row.text("name"), row.text("country")) == (name, country)]
    assert rows
    assert alias in rows[0].list("aliases")
