"""Statements that stand in direct speech: *"We believe the accord is dead," he said*; and words in which nothing stands."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


# text, speaker and content of the inner statement, cue of the one that it stands in
NESTED: list[tuple[str, str | None, str, str]] = [
    # what is doubted is that
    ('The captain said: "They say the ship is new. I doubt that."', "I", "that", "said"),
    # a colon after a passive that says nothing
    ('The envoy was less amused: "Riga warned us that the cable was cut."', "Riga", "that the cable was cut", ":"),
    # direct speech: we believe
    ('"We believe the accord is dead," the foreign minister said.', "We", "the accord is dead", "said"),
    # direct speech: they say
    ('"They say the wells are dry," Governor Mbeki told the radio.', "They", "the wells are dry", "told"),
    # direct speech: I told him
    ('"I told him that the border would stay shut," the president said.', "I", "that the border would stay shut", "said"),
    # direct speech: we want, second sentence
    ('"The war is over," the general said. "We want our prisoners back."', "We", "our prisoners back", "said"),
    # direct speech: we do not want
    ('"We do not want a war with our neighbours," the premier said.', "We", "a war with our neighbours", "said"),
    # direct speech: we call on
    ('"We call on Tehran to release the tanker," the statement said.', "We", "to release the tanker", "said"),
    # direct speech: we demand that
    ('"We demand that the blockade be lifted," she said.', "We", "that the blockade be lifted", "said"),
    # a parenthesis within a quotation
    ('"The mines, they tell us, are all gone," the mayor said.', "they", "The mines are all gone,", "said"),
    # a quotation goes on in the next paragraph
    (
        '"This is not our war," the bishop said.\n\n"We hope the generals will see sense," he added.',
        "We",
        "the generals will see sense",
        "added",
    ),
    # a quotation that goes on without a cue in the next paragraph
    (
        '"The harvest is lost," the minister said.\n\n"We have asked the United Nations to send grain."',
        "We",
        "to send grain",
        "said",
    ),
    # inner quotation within direct speech
    (
        "\"He looked at me and said, 'You will never see the port again,'\" the captain recalled.",
        "He",
        "You will never see the port again,'",
        "recalled",
    ),
    # an adjective in direct speech
    ('"I am convinced that Tripoli will sign," the mediator told the newspaper.', "I", "that Tripoli will sign", "told"),
    # the first of two acts
    ('"They promised us schools and sent us soldiers," an elder told a radio station.', "They", "schools", "told"),
    # a wish in another wish of direct speech
    ('"You say you want peace," she told the general.', "you", "peace", "say"),
    # the one around it
    ('"You say you want peace," she told the general.', "You", "you want peace", "told"),
    # my government
    ('"My government hopes the talks will resume," the ambassador said.', "My government", "the talks will resume", "said"),
    # whether
    ('"Nobody asked us whether we agreed," he complained.', "Nobody", "whether we agreed", "complained"),
    # a passive without an agent in direct speech
    ('"We have been told to wait," a driver said.', None, "to wait", "said"),
    # a second sentence of direct speech
    (
        '"The neighbours accuse us of stealing water," the minister said. "They know it is not true."',
        "They",
        "it is not true",
        "said",
    ),
    # accuses us of
    (
        '"The neighbours accuse us of stealing water," the minister said. "They know it is not true."',
        "The neighbours",
        "us of stealing water",
        "said",
    ),
    # assures us
    (
        '"Our friends in Seoul assure us that the missiles are old," the admiral said, adding: "I do not believe them."',
        "Our friends in Seoul",
        "that the missiles are old",
        "said",
    ),
    # as somebody told us
    ('"As our partners told us, the plant will close," the director said.', "our partners", "the plant will close,", "said"),
]


@pytest.mark.parametrize("row", NESTED)
def test_nested(read: Read, row: tuple[str, str | None, str, str]) -> None:
    text, speaker, content, outer = row
    statements = read(text)
    cues = {s.id: s.cue.text if s.cue else None for s in statements}
    found = [(s.speaker.text if s.speaker else None, s.content.text, cues.get(s.inside or "")) for s in statements]
    assert (speaker, content, outer) in found


# nobody says, thinks or wants anything within the words
QUIET = [
    # readiness is a state, not words
    "The president said his country was ready to talk without conditions.",
    # nothing is said within
    "The minister said the train would leave at noon.",
    # a possibility is no wish
    "The envoy said the rebels might accept the terms.",
    # an act needs no words
    "The general said the troops had crossed the river and taken the bridge.",
    # a plain perception
    "The captain said the crew saw smoke over the harbour.",
    # like as a preposition
    "The premier said a state like Chad could not pay.",
    # a plan as a thing
    "The spokesman said the peace plan had been published.",
    # an order of goods
    "The company said the order of forty tanks was delivered in May.",
    # a telephone call
    "The aide said the president had called the king on Monday.",
    # what will be discussed
    "The official said the ministers would discuss nothing else at dinner.",
    # a person who is known
    "The witness said he had known the colonel for years.",
    # the order of the day
    "The minister said the order of the day was changed.",
    # a thing threatens
    "The envoy said the drought threatened the harvest.",
    # a thing carries another
    "The engineer said the tower supported a heavy gun.",
    # guns attack
    "The captain said the guns attacked the fort at dawn.",
    # a relative clause
    "The clerk said the plane that he had seen was old.",
    # an offer in a relative clause
    "The mayor said the offer that they made was never signed.",
    # a need of things
    "The economist said the country needs roads.",
    # is meant for
    "The deputy said the ship was meant for the navy.",
    # shares its profits
    "The trader said the firm shares its profits with the state.",
    # in order to
    "The envoy said that, in order to win, the party must change.",
    # means as a noun
    "The envoy said the army had the means to hold the town.",
    # a which-clause
    "The ministry said the plant, which the engineers built, would close.",
]


@pytest.mark.parametrize("text", QUIET)
def test_nothing_inside(read: Read, text: str) -> None:
    assert [s.content.text for s in read(text) if s.inside] == []
