"""Cues that attribute nothing, quotations after a colon and under a name, and who is spoken to."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "Both ports declined to comment.",  # nothing is said
        "The pilot asked to remain anonymous.",  # a formula of the press
        "The captain refused to confirm the report.",  # withheld
        "Envoys met in Riga to discuss the treaty.",  # a purpose
        "The council could address the problem.",  # a mere possibility
        "The two sides agreed on Friday.",  # a date is no content
        "The crisis showed the need for a pilot.",  # an event says nothing
        "Seeking to calm the markets, the bank cut its rate.",  # an attempt
        "The guard said goodbye to his brother.",  # a set phrase
        "They knew nothing of the treaty.",  # nothing is known
        "It is worth mentioning that the port was open.",  # a formula of the press
        "The pilots saw the guards burning papers.",  # an act is seen
    ],
)
def test_nobody_says(read: Read, text: str) -> None:
    assert read(text) == ()


def test_a_sight_that_is_hoped_for_is_no_statement(read: Read) -> None:
    (hope,) = read("The minister hopes to see the port reopened by spring.")
    assert hope.content.text == "to see the port reopened by spring"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the quotation after a colon is a statement of its own, and the clause ends before it
        (
            "The envoy believes that both ports were closed: “A pilot has seen the chains across the river.”",
            [
                ("The envoy", "that both ports were closed", None),
                ("The envoy", "“A pilot has seen the chains across the river.”", None),
            ],
        ),
        # a passive has its hearer as subject
        (
            "The pilots were told by the harbour master that the port would close.",
            [("the harbour master", "that the port would close", "The pilots")],
        ),
        # nobody is named as the speaker
        ("The pilots were told that the port would close.", [(None, "that the port would close", "The pilots")]),
        # the subject of a clause is no hearer
        (
            "They recognize the start of that process will take place at different speeds.",
            [("They", "the start of that process will take place at different speeds", None)],
        ),
        # who is called on to act is spoken to
        ("The mayor called on the pilots to open the port.", [("The mayor", "to open the port", "the pilots")]),
        # the day of the saying is no content
        ("Greece said on Tuesday it would sell the port.", [("Greece", "it would sell the port", None)]),
        # whom a trailing cue names is spoken to
        ("The port is shut, Rao told reporters.", [("Rao", "The port is shut", "reporters")]),
        # what somebody does not say is no statement
        ("The mayor did not say that the port was closed.", []),
        # a truce that is refused to be discussed is no question of the press
        ("The rebels refused to discuss a truce.", [("The rebels", "to discuss a truce", None)]),
        # a gerund in the perfect
        ("Oslo denied having closed the port.", [("Oslo", "having closed the port", None)]),
        # a quotation that is part of a sentence does not give it to the next verb
        (
            'Oslo called it "a trick," and Riga promised help.',
            [("Oslo", 'it "a trick,"', None), ("Riga", "help", None)],
        ),
        # the place that opens a report does not speak
        (
            "BEIRUT: The two sides will meet on Monday in the old palace by the harbour, an official said.\n\nThey left.",
            [("an official", "The two sides will meet on Monday in the old palace by the harbour", None)],
        ),
        # a wish not to be named is none of the news
        ("The aide, who asked that his rank be withheld, said the port was shut.", [("The aide", "the port was shut", None)]),
        ("An aide who requested anonymity spoke. She preferred to hide her name. He insists on remaining nameless.", []),
        # a demand for the names of others is
        ("The mayor demanded that the names be published.", [("The mayor", "that the names be published", None)]),
        # what is refused with a reason of its own is said
        ("The pilot declined to say that the port was closed.", [("The pilot", "to say that the port was closed", None)]),
    ],
)
def test_statements(read: Read, text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    found = [s for s in read(text) if s.inside is None]
    assert [(s.speaker and s.speaker.text, s.content.text, s.addressee and s.addressee.text) for s in found] == expected


def test_subhead_names_the_speaker(read: Read) -> None:
    text = (
        'Leaders spoke after the summit in Riga.\n\nFINNISH PRESIDENT ON THE PORT\n\n"We will open the port in May. It is safe."'
    )
    (statement,) = [s for s in read(text) if s.rule == "phrase.colon"]
    assert statement.speaker is not None
    assert statement.speaker.text == "FINNISH PRESIDENT"
    assert statement.content.text.endswith('It is safe."')
