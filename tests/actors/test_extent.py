"""Mentions are the phrases that a reader would mark, each once."""

import pytest

import detente
from detente.records import Actor


def actors(text: str) -> dict[str, Actor]:
    return {a.name: a for a in detente.read(text).actors}


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        # a description and the name beside it are one mention, either way round
        ("Peru is angry. Its envoy, Carla Berg, left.", "Carla Berg", ["Its envoy, Carla Berg"]),
        ("Carla Berg, the envoy of Peru, left Chile.", "Carla Berg", ["Carla Berg, the envoy of Peru"]),
        # who belongs to the words before it
        ("The Peruvian envoy who left Chile was angry.", "The Peruvian envoy", ["The Peruvian envoy who left Chile"]),
        # a capital in which something happens is no word for its state, one that acts is
        ("Norway was calm. In Oslo, a crowd cheered Peru. Oslo thanked it.", "Norway", ["Norway", "Oslo"]),
        # one of both, whatever noun stands for a state
        ("Peru and Chile signed, but neither capital said when.", "Chile", ["Chile", "neither capital"]),
        # where they met is none of both
        ("Peru and Chile signed in Oslo. Both sides were glad.", "Norway", ["Oslo"]),
        # a capital alone stays, so that nobody is lost
        ("The talks with Peru ended in Oslo.", "Norway", ["Oslo"]),
        # the article before a modifier is not the modifier's
        ("Peru was told by a NATO deputy commander to wait.", "NATO", ["NATO"]),
        # a date before a name belongs to the verb
        ("By evening Prime Minister Carla Berg was in Peru.", "Carla Berg", ["Prime Minister Carla Berg"]),
    ],
)
def test_mentions(text: str, name: str, mentions: list[str]) -> None:
    assert [span.of(text) for span in actors(text)[name].mentions] == mentions


def test_the_outlet_of_the_dateline_is_mentioned_there() -> None:
    text = "LIMA, March 3 (Andes Wire) - Peru recalled its envoy from Chile on Monday."
    reading = detente.read(text, outlet="Andes Wire")
    (outlet,) = [a for a in reading.actors if a.name == "Andes Wire"]
    assert [span.of(text) for span in outlet.mentions] == ["Andes Wire"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # what a description tells holds for the name that follows
        ("A Norwegian mediator warned Chad. The mediator, Karl Lund, said that Chad must wait.", "Karl Lund", "NOR"),
        # whose man he is stands after the name
        ("General Karl Lund of the Norwegian air force warned Chad.", "Karl Lund", "NOR"),
        ("Prime Minister Rolf Braun of Austria wrote to Italy.", "Rolf Braun", "AUT"),
        # whoever has him lends the country, title in the tables or not
        ("The International Atomic Energy Agency met. The agency's director, Paul Lund, was glad.", "Paul Lund", "IGO"),
        # a counterpart is of any state but hers
        ("Italy's foreign minister met her counterpart, Karl Lund, there.", "Karl Lund", None),
        # the state that has the subject is spoken of
        ("Chad and Mali agreed. France's tone was harsher. Foreign Minister Karl Lund left Mali.", "Karl Lund", "FRA"),
        # an outlet is of the place beside it
        ("Radio Sierra of Quito said that Peru lied.", "Radio Sierra", "ECU"),
        # an official with an article is of the state just before
        ("In Paris, a Foreign Ministry official said that the Americans were late.", "a Foreign Ministry official", "FRA"),
        # lawmakers are of the state that the text speaks of most
        ("Norway was calm. Norway, said an aide, had won; Norway had asked lawmakers to wait.", "lawmakers", "NOR"),
    ],
)
def test_countries_of_those_whom_the_text_describes(text: str, name: str, country: str | None) -> None:
    assert actors(text)[name].country == country
