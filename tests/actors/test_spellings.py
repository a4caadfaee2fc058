import pytest

from detente.actors.resolve import resolve_actor
from detente.actors.spellings import spelling_key, spelt_otherwise
from detente.actors.words import split_words
from detente.lexicon import Lexicon
from detente.records import ActorKind

SAME = [
    ("Qassem Soleimani", "Kassem Suleimani"),  # q and k, vowels
    ("Mohammed", "Muhamed"),  # a doubled letter
    ("Muammar al-Gadhafi", "Moammar Kadafi"),  # h after a consonant, the article
    ("Gerhard Schröder", "Gerhard Schroeder"),  # two letters for one
    ("Kim Jong-il", "Kim Chong Il"),  # two romanisations of Korean
    ("Abu Bakr", "Abubakr"),  # one word for two
    ("Tymoshenko", "Timoshenko"),  # y and i
]
OTHERS = [
    ("Hassan", "Hussein"),  # two names
    ("Li Peng", "Lu Peng"),  # bright and dark vowels
    ("Salman", "Suleiman"),  # a syllable more
]


def key(name: str) -> str:
    return spelling_key(split_words(name).folds)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_do_not(one: str, other: str) -> None:
    assert key(one) != key(other)


FOUND = [
    ("Saddam Husayn", ["Saddam Hussein"]),  # a whole name
    ("Orban Viktor", ["Viktor Orbán"]),  # the order at home, with an accent
    ("Abe Shinzo", ["Shinzo Abe"]),  # the same, of a table
    ("Blair Tony", []),  # no order of his country
    ("Li Na", []),  # too short to be told by its sounds
    ("Wilbur Quigley", []),  # nobody
]


@pytest.mark.parametrize(("name", "persons"), FOUND)
def test_who_is_spelt_otherwise(name: str, persons: list[str], lexicon: Lexicon) -> None:
    assert [e.name for e in spelt_otherwise(split_words(name).folds, lexicon)] == persons


@pytest.mark.parametrize("text", ["Byd", "Boj", "Mr. Byd", "China Air", "Wat Angkor", "City Ho Chi Minh", ""])
def test_names_of_bodies_and_places_in_another_order_or_case_are_no_persons(text: str, lexicon: Lexicon) -> None:
    assert resolve_actor(text, "2012-06-01", lexicon=lexicon).kind is not ActorKind.PERSON
