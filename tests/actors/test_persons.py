"""Which names are one person, and what text and tables tell of him: ``group_persons`` and ``person_facts``."""

import datetime as dt
from collections.abc import Callable

import pytest

from detente.actors.candidates import Text
from detente.actors.context import count_countries
from detente.actors.figures import Figure, Roster
from detente.actors.find import find_actors
from detente.actors.find_candidates import find_matches
from detente.actors.find_persons import find_persons
from detente.actors.gazetteer import gazetteer
from detente.actors.group_persons import group_persons, same_name
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Article

Parser = Callable[..., tuple[Article, Layout, Parse]]


def persons(text: str, parse: Parser, lexicon: Lexicon, date: dt.date = dt.date(2014, 5, 6)) -> list[Figure]:
    """The persons of a text, each once, in order."""
    words = Text.of(parse(text)[2], gazetteer(lexicon), date)
    matches = find_matches(words)
    names = find_persons(words, matches, [False] * (len(words.parse.tokens) + 1), ())
    return list(dict.fromkeys(group_persons(words, names, Roster("x"), count_countries(words, matches)).values()))


NAMES = [
    (("karl", "holm"), ("karl", "j", "holm"), True),  # a middle initial more
    (("k", "holm"), ("karl", "holm"), True),  # an initial for the first name
    (("lena", "holm"), ("karl", "holm"), False),  # another first name
    (("wang", "lei"), ("wang", "lei", "min"), True),  # the beginning of a longer name
    (("karl", "holm"), ("karl", "lund"), False),  # one first name, two surnames
    (("yoon", "dal", "su"), ("yoon", "mi", "su"), False),  # two given names of two syllables each
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_same_name(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


GROUPS = [
    ("Karl Holm arrived. Holm smiled.", ["Karl Holm"]),  # a surname after the full name
    ("Senator Ruth Vance met Paul Vance. Senator Vance smiled.", ["Ruth Vance", "Paul Vance"]),  # one title, one person
    ("Danish Foreign Minister Karl Holm met Maria Lund.", ["Karl Holm", "Maria Lund"]),  # two names
    ("Foreign Minister Noh Dal-su left. Noh smiled.", ["Noh Dal-su"]),  # a given name of two syllables
    ("Yoon Hae-won, a diplomat, left. Pak In-gyu believes it.", ["Yoon Hae-won", "Pak In-gyu"]),  # a syllable like a verb
    ("Minister of Defence Karl Holm left. Holm smiled.", ["Karl Holm"]),  # a title of several words
    ("MK Noa Berlin left. Senator Ida Lund smiled.", ["Noa Berlin", "Ida Lund"]),  # letters for a title
    ("President Ana Rojas Mena left. Rojas smiled.", ["Ana Rojas Mena"]),  # the first of two surnames
]


@pytest.mark.parametrize(("text", "labels"), GROUPS)
def test_groups(text: str, labels: list[str], parse: Parser, lexicon: Lexicon) -> None:
    assert [p.label for p in persons(text, parse, lexicon)] == labels


FACTS = [
    # text, country, sector, titles
    ("Danish Foreign Minister Karl Holm spoke.", "DNK", "GOV", ["Foreign Minister"]),  # all in the text
    (
        "Karl Holm, a former Danish minister, spoke.",
        "DNK",
        "ELI",
        ["minister"],
    ),  # no more in office; the nationality parts the title
    ("Angela Merkel spoke in Berlin.", "DEU", "GOV", ["Chancellor"]),  # all from the table, at the date
    ("Karl Holm spoke.", None, None, []),  # nothing tells
]


@pytest.mark.parametrize("row", FACTS, ids=[text for text, *_ in FACTS])
def test_facts(row: tuple[str, str | None, str | None, list[str]], parse: Parser, lexicon: Lexicon) -> None:
    text, country, sector, titles = row
    person = persons(text, parse, lexicon)[0]
    assert (person.country, person.sector) == (country, sector)
    assert [r.title for r in person.roles] == titles
    assert person.reason


def test_gender_by_first_name_or_title(parse: Parser, lexicon: Lexicon) -> None:
    assert [p.gender for p in persons("Maria Lund met the policeman Olm Vardal.", parse, lexicon)] == ["female", "male"]


def test_a_head_of_state_in_office_keeps_his_country_under_a_subhead(parse: Parser, lexicon: Lexicon) -> None:
    article, layout, parsed = parse("IRAQ Obama has vowed to withdraw troops. Iraq wants more.", published=dt.date(2011, 6, 1))
    cast = find_actors(article, layout, parsed, (), (), lexicon)
    (person,) = [a for a in cast.actors if a.kind == "person"]
    assert (person.name, person.country) == ("Barack Obama", "USA")
