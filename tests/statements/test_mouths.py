"""Who speaks in another's name, and what outlets pass on by relative clauses and infinitives."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


PASSED_ON = [
    # somebody has another speak
    ("The king had his ambassador tell the Senate that he would not come.", "would not come", "The king", "his ambassador"),
    # lets another speak
    ("The junta let its envoy announce that the airport was closed.", "airport", "The junta", "its envoy"),
    # gets another to speak
    ("The president got his lawyer to say that the letter was forged.", "forged", "The president", "his lawyer"),
    # sends somebody
    ("The queen sent her brother to tell the rebels that they would be spared.", "spared", "The queen", "her brother"),
    # asks to hand words on
    ("The prisoner asked his lawyer to convey to the judge that he forgave them.", "he forgave", "The prisoner", "his lawyer"),
    # a spokesman reads it out, in a relative clause
    (
        "The ruling party, whose spokesman read out its communiqué at the airport, called for the recall of the envoy.",
        "recall",
        "The ruling party",
        "whose spokesman",
    ),
    # an outlet in which somebody writes
    (
        "The paper Dnevnik, in which a colonel claims that the bridge was mined, sold out.",
        "mined",
        "a colonel",
        "The paper Dnevnik",
    ),
    # said by an outlet to have said
    (
        "The colonel is claimed by state television to have admitted that he fired first.",
        "fired first",
        "The colonel",
        "state television",
    ),
    # what the one who was quoted says next, past what he says that others were told
    (
        "The minister, as quoted by the Sava agency, recalled that Oslo had been warned against flights. "
        '"Whatever flies will fall," the general said.',
        "Whatever",
        "the general",
        "the Sava agency",
    ),
    # an age that stands for the one who was quoted
    (
        'The mayor of Riga, quoted by Radio Sur, called the dead man "a thief". '
        "He had crossed the line on a dare, the 66-year-old said, adding that the guards had been asleep.",
        "on a dare",
        "the 66-year-old",
        "Radio Sur",
    ),
    # an outlet that has somebody say something
    (
        "La Estrella, a Lima daily, has a member of the cabinet assuring colleagues that the treaty stands.",
        "treaty stands",
        "a member of the cabinet",
        "La Estrella, a Lima daily",
    ),
    # an outlet that the parser hung on the place
    (
        "From Riga, Interfax, quoting a manager of the port, reports that the cranes have stopped.",
        "cranes",
        "a manager of the port",
        "Interfax",
    ),
    # an outlet that the parser took for the speaker
    (
        'In Tunis, a port official quoted by the website Sahel7 called the fee "a bad joke".',
        "bad joke",
        "a port official",
        "the website Sahel7",
    ),
    # a possessive of the one who asks
    ("Villagers asked her to relay to Brussels their conviction that war is near.", "war is near", "their", "her"),
    # word through somebody with an apposition
    (
        "On Monday, the chief sent word through a cousin, a baker in Lomé, that rice would last until Friday.",
        "rice",
        "the chief",
        "a cousin",
    ),
    # the way of the words behind an object
    (
        "Its chairman later described the plan as “neither new nor ours” in remarks carried by Radio Sur.",
        "neither new",
        "Its chairman",
        "Radio Sur",
    ),
    # an answer that somebody reads out
    ("His answer, which his lawyer read out, was that he feared nobody.", "he feared", "His", "his lawyer"),
]


@pytest.mark.parametrize(("text", "words", "ends"), [(t, w, (s, v)) for t, w, s, v in PASSED_ON])
def test_passed_on(read: Read, text: str, words: str, ends: tuple[str, str]) -> None:
    found = [s for s in read(text) if words in s.content.text and s.via is not None]
    assert [(s.speaker.text if s.speaker else None, s.via.text if s.via else None) for s in found] == [ends]


NOBODY = [
    # who is told to inform others speaks himself
    "The minister told the commander to inform his officers that they would be tried.",
    # made to say is no errand
    "The judge made the witness say that he had lied.",
    # not sent to speak
    "The queen sent troops to secure the bridge.",
    # an outlet is urged, and does not report
    "The network was asked by the radio to say that it was over.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_passes_on(read: Read, text: str) -> None:
    assert all(s.via is None for s in read(text))
