"""Who hears and who passes words on: nouns and names that nothing else makes actors, pronouns, outlets, both sides."""

from collections.abc import Callable

import pytest

from detente.actors.find import find_actors
from detente.actors.parties import name_parties
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Article, Party
from detente.statements.find import find_statements

Parser = Callable[..., tuple[Article, Layout, Parse]]
OUTLET = "Lagoon Press Service"


def parties_of(text: str, parse: Parser, lexicon: Lexicon) -> list[tuple[Party | None, list[str]]]:
    """The hearers and go-betweens of a text, each with the names of its actors."""
    article, layout, parsed = parse(text, outlet=OUTLET)
    quotes = find_quotes(text, layout)
    statements = find_statements(article, layout, parsed, quotes, lexicon)
    cast = find_actors(article, layout, parsed, quotes, statements, lexicon)
    named = name_parties(statements, cast, parsed)
    return [(p, [cast.actor(a).name for a in p.actors] if p else []) for s in named for p in (s.addressee, s.via)]


PARTIES = [
    # text, words of the party, names of its actors
    # an event that hears
    ("Minister Karl Holm told a rally that Peru would wait.", "a rally", ["a rally"]),
    # a noun that no table knows
    ("Minister Karl Holm told bystanders that Peru would wait.", "bystanders", ["bystanders"]),
    # a name that nothing knows
    ("Minister Karl Holm told Vrelt that Peru would wait.", "Vrelt", ["Vrelt"]),
    # the daily beside its name
    ("Peru would wait, Karl Holm told the daily Tarn Sker.", "the daily Tarn Sker", ["Tarn Sker"]),
    # the name before the agency, which takes it up
    (
        "The Skerinform agency quoted Karl Holm as saying that Peru waits. He was quoted by the agency as saying it is late.",
        "the agency",
        ["Skerinform"],
    ),
    # how the name of a broadcaster begins
    ("Karl Holm told Radio Tarn Libre that Peru would wait.", "Radio Tarn Libre", ["Radio Tarn Libre"]),
    # us outside of anybody's words
    ("Peru would wait, Karl Holm told us.", "us", [OUTLET]),
    # us of somebody who is one of a group
    ('Families camped at the border. "The guards told us that we were thieves," said Marta Lund, a teacher.', "us", ["Families"]),
    # several without a number who hear
    ("Bishops wrote to the junta. They begged the generals to free Karl Holm.", "the generals", ["the generals"]),
    # each of several to the others
    ("Danish ministers told one another that Peru would wait.", "one another", ["Danish ministers"]),
    # the outlet by its noun
    ("Peru would wait, Karl Holm told this newspaper.", "this newspaper", [OUTLET]),
    # the outlet by its letters
    ("Peru would wait, Karl Holm told LPS.", "LPS", [OUTLET]),
    # the general is the one with the rank in short
    ("Gen. Karl Holm left Peru. Chile asked the general for an apology.", "the general", ["Karl Holm"]),
    # he who reports was told
    (
        "Minister Karl Holm spoke. A diplomat said that the deputy of Holm had told him that Peru would wait.",
        "him",
        ["A diplomat"],
    ),
    # both are the two that "and" joins
    ("Peru and Chile signed, and by noon Brazil had told both of them that it would wait.", "both of them", ["Peru", "Chile"]),
    # two hearers, each with a preposition
    ("Karl Holm said to Peru and to Chile that he would wait.", "Peru and to Chile", ["Peru", "Chile"]),
    # the enemy of those who speak
    ('Peru fears Chile. Chile arms. "We warned the enemy that we would wait," the Peruvian army said.', "the enemy", ["Chile"]),
    # the parliament rather than its state
    ("When the parliament of Peru meets, Chile will ask it to approve the pact.", "it", ["the parliament"]),
]


@pytest.mark.parametrize("row", PARTIES, ids=[text for text, *_ in PARTIES])
def test_parties(row: tuple[str, str, list[str]], parse: Parser, lexicon: Lexicon) -> None:
    text, words, names = row
    found = {p.text: actors for p, actors in parties_of(text, parse, lexicon) if p is not None}
    assert found.get(words) == names


def test_an_unnamed_spokesman_of_the_white_house_means_his_state(parse: Parser, lexicon: Lexicon) -> None:
    text = 'Peru is angry. "They told us that Peru would wait," Karl Holm, a White House spokesman, said. Peru waits.'
    assert ["United States"] in [actors for p, actors in parties_of(text, parse, lexicon) if p is not None and p.text == "us"]
