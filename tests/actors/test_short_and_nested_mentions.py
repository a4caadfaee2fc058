"""Mentions within a name, short names, and pronouns that their clause settles."""

from collections.abc import Callable

import pytest

from detente.actors.cast import Cast
from detente.actors.find import find_actors
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import ActorKind, Article
from detente.statements.find import find_statements

Parser = Callable[..., tuple[Article, Layout, Parse]]


def read(text: str, parse: Parser, lexicon: Lexicon) -> Cast:
    article, layout, parsed = parse(text)
    quotes = find_quotes(text, layout)
    statements = find_statements(article, layout, parsed, quotes, lexicon)
    return find_actors(article, layout, parsed, quotes, statements, lexicon)


def who(cast: Cast, words: str) -> list[str]:
    """The names of the actors of the last mention of these words."""
    found = [m for m in cast.mentions if m.text == words]
    return [cast.actor(a).name for a in found[-1].actors]


RESOLVED = [
    # the nation that opens the name of an authority is a mention of its state
    ("The Peruvian Defense Ministry, which promised restraint, said nothing.", "Peruvian", ["Peru"]),
    # the ministry of which somebody is the spokesman
    ("Peru waited. Peru's side is ready, foreign ministry spokesman Karl Holm said.", "foreign ministry", ["foreign ministry"]),
    # a ministry of its own field is no other authority
    ("The State Department waits. Peru ignored the transport ministry.", "the transport ministry", ["the transport ministry"]),
    # no outlet is a movement, no union of states a company
    ("Hezbollah denied it. TASS reported that the movement would wait.", "the movement", ["Hezbollah"]),
    ("Gazprom waits. The African Union said that the company had agreed.", "the company", ["Gazprom"]),
    # one word of a firm's name
    ("Deutsche Bank cut its forecast. Deutsche said it would wait.", "Deutsche", ["Deutsche Bank"]),
    # where it is only based is no sector of a firm
    ("New Jersey-based Zimtron said it would wait. The firm praised Peru.", "The firm", ["Zimtron"]),
    # whose the noun is of which a clause tells what it is
    ("TASS quoted an official as saying Peru's insistence that its police lead was a trick.", "its", ["Peru"]),
    # the subject of the clause
    ("Reporters met. A ministry official complained that the Peruvians told their allies little.", "their", ["Peru"]),
    ("Peru met Chile. Neither capital hides its mistrust.", "its", ["Peru", "Chile"]),
    # the owner of the subject
    ("Peru's tone disappointed Norway's envoy. Its radio spoke of war.", "Its", ["Peru"]),
    # nobody
    ("Peru closed the border. The law made it harder for Chile to trade.", "it", []),
    ("Peru closed the border. It looks to me like a war.", "It", []),
]


@pytest.mark.parametrize(("text", "words", "names"), RESOLVED)
def test_mentions(text: str, words: str, names: list[str], parse: Parser, lexicon: Lexicon) -> None:
    assert who(read(text, parse, lexicon), words) == names


@pytest.mark.parametrize(("name", "sector"), [("State Department", "GOV"), ("Pentagon", "MIL")])
def test_an_authority_is_not_its_state(name: str, sector: str, parse: Parser, lexicon: Lexicon) -> None:
    cast = read(f"The {name} told Peru to wait.", parse, lexicon)
    actor = next(a for a in cast.actors if a.name == name)
    assert (actor.kind, actor.country, actor.sector) == (ActorKind.BODY, "USA", sector)


def test_made_it_clear_is_empty_yet_accused_it_is_not(parse: Parser, lexicon: Lexicon) -> None:
    cast = read("Peru waits. Chile accused it of spying.", parse, lexicon)
    assert who(cast, "it") == ["Peru"]


def test_an_unknown_newspaper_is_of_the_country_of_the_official_who_speaks_to_it(parse: Parser, lexicon: Lexicon) -> None:
    cast = read("Norwegian Foreign Minister Karl Holm told the newspaper Zavisen that he would wait.", parse, lexicon)
    assert next(a.country for a in cast.actors if a.name == "Zavisen") == "NOR"
