import datetime as dt

import pytest

from detente.actors.gazetteer import Entry, What, gazetteer
from detente.actors.namesakes import choose, far_fetched
from detente.actors.standing import standing
from detente.lexicon import Lexicon


def entries(lexicon: Lexicon, name: str, what: What) -> list[Entry]:
    return [e for e in gazetteer(lexicon).named(*name.casefold().split()) if e.what is what]


SHARED = [
    # name, what, mentions of each country in the text, country that is meant
    ("Center Party", What.ORGANIZATION, {"NOR": 2, "FIN": 1}, "NOR"),  # of the country that the text speaks of most
    ("Labour Party", What.ORGANIZATION, {"NOR": 1}, "NOR"),  # which goes before the default
    ("Labour Party", What.ORGANIZATION, {}, "GBR"),  # the default of the table
    ("Hyderabad", What.PLACE, {}, "IND"),  # the default where the text speaks of none
]


@pytest.mark.parametrize(("name", "what", "spoken", "country"), SHARED)
def test_which_of_one_name(name: str, what: What, spoken: dict[str, int], country: str, lexicon: Lexicon) -> None:
    assert choose(entries(lexicon, name, what), spoken, gazetteer(lexicon)).country == country


def test_letters_of_a_party_need_its_country(lexicon: Lexicon) -> None:
    index = gazetteer(lexicon)
    party = entries(lexicon, "African National Congress", What.ORGANIZATION)[0]
    flagged = party.row.flag("default")
    assert far_fetched(party, "ANC", {}, index) is not flagged
    assert not far_fetched(party, "ANC", {"ZAF": 1}, index)  # the text speaks of its country
    assert not far_fetched(party, "African National Congress", {}, index)  # the whole name is no mere letters


def test_letters_of_a_group_of_no_country_need_none(lexicon: Lexicon) -> None:
    group = entries(lexicon, "Islamic State", What.ORGANIZATION)[0]
    assert not far_fetched(group, "ISIL", {}, gazetteer(lexicon))


OFFICES = [
    (dt.date(2010, 1, 1), "GOV", True),  # in office
    (dt.date(2023, 1, 1), "ELI", False),  # after it
]


@pytest.mark.parametrize(("date", "sector", "serving"), OFFICES)
def test_standing_at_a_date(date: dt.date, sector: str, serving: bool, lexicon: Lexicon) -> None:
    now = standing(entries(lexicon, "Angela Merkel", What.PERSON)[0], date)
    assert (now.sector, now.serving) == (sector, serving)
    assert now.reason
