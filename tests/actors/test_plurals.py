"""Two or more: nouns with a number, members of offices, those whom *and* joins, and groups by another noun."""

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


def parties_of(text: str, parse: Parser, lexicon: Lexicon) -> dict[str, list[str]]:
    """The names of the actors by the words of each speaker and addressee; the last one of the same words counts."""
    article, layout, parsed = parse(text)
    quotes = find_quotes(text, layout)
    statements = find_statements(article, layout, parsed, quotes, lexicon)
    cast = find_actors(article, layout, parsed, quotes, statements, lexicon)
    named: list[Party | None] = [p for s in name_parties(statements, cast, parsed) for p in (s.addressee, s.speaker)]
    return {p.text: [a.name for a in map(cast.actor, p.actors)] for p in named if p is not None}


PARTIES = [
    # one holder of the office for each state
    (
        "The presidents of Ghana and Togo promised on Monday that the road would stay open.",
        "The presidents of Ghana and Togo",
        ["the president of Ghana", "the president of Togo"],
    ),
    # also of three, and by an office of two words
    (
        "The foreign ministers of Ghana, Togo and Benin said on Monday that they would wait.",
        "The foreign ministers of Ghana, Togo and Benin",
        ["the foreign minister of Ghana", "the foreign minister of Togo", "the foreign minister of Benin"],
    ),
    # the two who have the office, though the noun stands in no table of what takes up
    (
        "General Karl Holm met Colonel Juan Soto. Swedish officers watched. Both officers promised to return.",
        "Both officers",
        ["Karl Holm", "Juan Soto"],
    ),
    # three states
    (
        "Peru, Chile and Brazil held talks. The three countries agreed to wait.",
        "The three countries",
        ["Peru", "Chile", "Brazil"],
    ),
    # a singular that means each of them
    ("Peru and Chile held talks. Each side accused the other of lying.", "Each side", ["Peru", "Chile"]),
    # without a number, right after those whom "and" joins
    ("Peru and Chile held talks. The neighbours promised to open the road.", "The neighbours", ["Peru", "Chile"]),
    # the same of persons who fit the noun
    (
        "President Juan Soto and King Karl Holm met. The leaders promised to open the road.",
        "The leaders",
        ["Juan Soto", "Karl Holm"],
    ),
    # a group of the text with that number comes first
    ("Two ministers resigned. The two ministers said that they had lost.", "The two ministers", ["Two ministers"]),
    # who urges both sides is of neither
    (
        "Peru shelled Chile. Chile shelled Peru. Nobody knows why. The Danish foreign minister urged both sides to stop.",
        "both sides",
        ["Chile", "Peru"],
    ),
    # a bare number
    ("Karl Holm and Eva Lund met in Oslo. The two told reporters that they would wait.", "The two", ["Karl Holm", "Eva Lund"]),
    ("Peru, Chile and Brazil held talks. All three denied that they were at war.", "All three", ["Peru", "Chile", "Brazil"]),
    # neither before a noun for a side
    ("Peru and Chile signed a pact. Neither government promised to pay.", "Neither government", ["Peru", "Chile"]),
    # each of two to the other
    ("Peru and Chile met. They told each other that they would wait.", "each other", ["Peru", "Chile"]),
    # of those who are named only now
    ("One of her advisers told Peru that the road was closed.", "One of her advisers", ["One"]),
    # some of a group rather than all of the last two
    ("Peru and Chile signed. Two of the diplomats in Lima said that it was weak.", "Two of the diplomats in Lima", ["Two"]),
    # another one of the same group
    ("Two Danish fishermen were freed. One said that he was well. The other said that he was ill.", "The other", ["the other"]),
    # a noun of like meaning
    ("The rebels shelled the town. The fighters said that they would leave.", "The fighters", ["The rebels"]),
    # those to whom somebody has just spoken
    ('Karl Holm addressed farmers in Tacna. "We shall wait," he told his audience.', "his audience", ["farmers"]),
    # those whose letter it is
    ("Danish bishops issued a letter. The signatories said that the war was wrong.", "The signatories", ["Danish bishops"]),
    # a noun that only counts
    ("Karl Holm assured a roomful of bankers that he would wait.", "a roomful of bankers", ["bankers"]),
    # a bloc of two is both
    ("Both Koreas asked Beijing to wait.", "Both Koreas", ["South Korea", "North Korea"]),
    # somebody and who speaks
    ('"The president and I agreed to wait," said Eva Lund.', "The president and I", ["The president", "Eva Lund"]),
    # persons whom no table knows, and whose they are
    ("The pilot said that his superiors feared war.", "his superiors", ["his superiors"]),
    # the statement of those who met
    ("Karl Holm and Eva Lund met. A joint statement said that they would wait.", "A joint statement", ["Karl Holm", "Eva Lund"]),
    ("Peru and Chile issued a statement which said that the war was over.", "which", ["Peru", "Chile"]),
    # they: the group that is the subject of the same sentence, rather than the other state
    (
        'Peru closed the road. "The traders know the road, and they hope that it will open," the Chilean minister said.',
        "they",
        ["The traders"],
    ),
    # they of somebody who says "us" are not his own group
    (
        'The soldiers closed the road. Families camped there. "They told us that it would open," said Eva Lund, a teacher.',
        "They",
        ["The soldiers"],
    ),
    # all three who have the office
    (
        "President Juan Soto, King Karl Holm and President Eva Lund met. Peru told all three leaders that it would wait.",
        "all three leaders",
        ["Juan Soto", "Karl Holm", "Eva Lund"],
    ),
    # some of a group that was named before
    ("Several ministers resigned. A few said that they had been misled.", "A few", ["A few"]),
    # an office of two states, whose adjectives "and" joins
    (
        "The Danish and Swedish prime ministers promised to wait.",
        "The Danish and Swedish prime ministers",
        ["the prime minister of Denmark", "the prime minister of Sweden"],
    ),
    # ranks in short
    (
        "Lt. Gen. Karl Holm met Col. Juan Soto. Eva Lund watched. Danish officers left. Both officers promised to return.",
        "Both officers",
        ["Karl Holm", "Juan Soto"],
    ),
    # two persons of the sentence before, one of them unnamed
    (
        "Karl Holm met the Chilean minister in Lima. Both men promised to open the road.",
        "Both men",
        ["Karl Holm", "the Chilean minister"],
    ),
]


@pytest.mark.parametrize("row", PARTIES, ids=[text for text, *_ in PARTIES])
def test_parties(row: tuple[str, str, list[str]], parse: Parser, lexicon: Lexicon) -> None:
    text, words, names = row
    assert parties_of(text, parse, lexicon).get(words) == names


def test_a_bank_of_a_river_is_no_side(parse: Parser, lexicon: Lexicon) -> None:
    text = "Peru and Chile held talks. Farms on either side of the river burned."
    article, layout, parsed = parse(text)
    cast = find_actors(article, layout, parsed, (), (), lexicon)
    assert not [m.text for m in cast.mentions if "side" in m.text and len(m.actors) > 1]
