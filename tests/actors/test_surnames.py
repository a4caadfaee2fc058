import datetime as dt

import pytest

from detente.actors.gazetteer import gazetteer
from detente.actors.office_holders import holders, office_of
from detente.actors.surnames import bearers, has_initials, meant
from detente.actors.words import split_words
from detente.lexicon import Lexicon

BEARERS = [
    ("Leyen", "Ursula von der Leyen"),  # the last word
    ("von der Leyen", "Ursula von der Leyen"),  # with its particles
    ("Xi", "Xi Jinping"),  # in China the first word
    ("Moon", "Moon Jae-in"),  # in Korea too
    ("Ban", "Ban Ki-moon"),  # and of a Korean who leads an organisation
    ("H.W. Bush", "George H. W. Bush"),  # with initials
]


@pytest.mark.parametrize(("surname", "name"), BEARERS)
def test_who_bears_a_surname(surname: str, name: str, lexicon: Lexicon) -> None:
    words = split_words(surname)
    assert name in {e.name for e in bearers(words, 0, len(words), gazetteer(lexicon))}


def test_first_names_and_other_particles_bear_none(lexicon: Lexicon) -> None:
    for name in ("Jong-un", "Neil Bush", "van Bush"):
        words = split_words(name)
        assert bearers(words, 0, len(words), gazetteer(lexicon)) == ()


def test_initials_stand_in_their_order() -> None:
    assert has_initials("gw", "George W. Bush")
    assert not has_initials("wg", "George W. Bush")


OFFICES = [
    ("Bush", dt.date(1991, 3, 1), "president", "George H. W. Bush"),  # who holds it
    ("Bush", dt.date(2015, 3, 1), "president", None),  # two held it
    ("Cheney", dt.date(2004, 3, 1), "president", None),  # a vice president is none
    ("Clinton", dt.date(2010, 3, 1), "secretary", "Hillary Clinton"),  # one of the kind
    ("Macron", dt.date(2015, 3, 1), "president", None),  # not yet
]


@pytest.mark.parametrize(("surname", "date", "title", "name"), OFFICES)
def test_an_office_beside_a_surname(surname: str, date: dt.date, title: str, name: str | None, lexicon: Lexicon) -> None:
    index = gazetteer(lexicon)
    person = meant(bearers(split_words(surname), 0, 1, index), date, index, office_of(title))
    assert (person.name if person else None) == name


def test_holders_come_in_the_order_of_time(lexicon: Lexicon) -> None:
    found = holders(lexicon, "DEU", "chancellor", None)
    assert [e.name for e, _ in found][-3:-1] == ["Angela Merkel", "Olaf Scholz"]
    begun = [row.date("since") or dt.date.min for _, row in found]
    assert begun == sorted(begun)


def test_holders_of_an_organisation_are_of_that_one_alone(lexicon: Lexicon) -> None:
    nato = next(e for e in gazetteer(lexicon).named("nato") if e.name == "NATO")
    names = {e.name for e, _ in holders(lexicon, "IGO", "Secretary-General", nato)}
    assert "Jens Stoltenberg" in names
    assert "Kao Kim Hourn" not in names
    assert holders(lexicon, "IGO", "Secretary-General", None) == ()
