"""The classes of error on which rule systems for attribution fail, each with a sentence of our own.

A row: the class, the text, and the statements that must come out as (speaker, cue, content, inside). Contents and cues are
compared without marks; a missing speaker is ''; ``inside`` says whether the statement stands in another one.
"""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]
Row = tuple[str, str, str, bool]


def bare(text: str) -> str:
    """Drop quotation marks and the punctuation at the edges."""
    for mark in ("''", "``", *'"“”‘'):
        text = text.replace(mark, "")
    return " ".join(text.split()).strip(" ,.;:")


def row(statement: Statement) -> Row:
    speaker = bare(statement.speaker.text) if statement.speaker else ""
    cue = statement.cue.text if statement.cue else ""
    return speaker, cue, bare(statement.content.text), statement.inside is not None


CASES: list[tuple[int, str, list[Row]]] = [
    # 1 an unlisted verb with a full quotation beside it is a cue
    (1, '"The border stays shut," the consul thundered.', [("the consul", "thundered", "The border stays shut", False)]),
    # 1 and an unlisted verb with a that-clause
    (
        1,
        "The consul thundered that the border would stay shut.",
        [("The consul", "thundered", "that the border would stay shut", False)],
    ),
    # 2 a verb of wanting with an infinitive
    (2, "Ankara wants to reopen the strait.", [("Ankara", "wants", "to reopen the strait", False)]),
    # 2 a verb of belief with a bare clause
    (2, "Diplomats believe the talks have failed.", [("Diplomats", "believe", "the talks have failed", False)]),
    # 3 object and preposition as content
    (3, "The envoy accused Belgrade of breaking the truce.", [("The envoy", "accused", "Belgrade of breaking the truce", False)]),
    # 3 a bare object as content
    (3, "Norway condemned the raid.", [("Norway", "condemned", "the raid", False)]),
    # 3 object with an infinitive: who is urged hears, and is no content
    (3, "Lisbon urged both sides to sign the accord.", [("Lisbon", "urged", "to sign the accord", False)]),
    # 4 two coordinated cues share a subject, and the first content ends before the second cue
    (
        4,
        "The minister said the draft was weak and warned that the deadline was near.",
        [
            ("The minister", "said", "the draft was weak", False),
            ("The minister", "warned", "that the deadline was near", False),
        ],
    ),
    # 5 the content ends where another cue begins in a participle
    (
        5,
        "Tallinn insisted that the cable had been cut, adding that the damage was small.",
        [
            ("Tallinn", "insisted", "that the cable had been cut", False),
            ("Tallinn", "adding", "that the damage was small", False),
        ],
    ),
    # 6 the content keeps a complement that trails after a conjunction
    (
        6,
        "The general said the convoy had food, fuel and medicine for the besieged town.",
        [("The general", "said", "the convoy had food, fuel and medicine for the besieged town", False)],
    ),
    # 7 a quotation that goes on without a cue
    (
        7,
        '"We will wait," the consul said. "Then we will act. There is no other plan."',
        [("the consul", "said", "We will wait, Then we will act. There is no other plan", False)],
    ),
    # 7 the next paragraph is a quotation and nothing else
    (
        7,
        '"We will wait," the consul said.\n\n"There is no other plan for the port."',
        [("the consul", "said", "We will wait, There is no other plan for the port", False)],
    ),
    # 8 a quotation split by its cue is one statement
    (8, '"The pact," he said, "is dead."', [("he", "said", "The pact, is dead", False)]),
    # 9 an inverted cue takes the whole apposition as its source
    (
        9,
        '"There is no deal," said Mara Voss, deputy head of the mission in Riga.',
        [("Mara Voss, deputy head of the mission in Riga", "said", "There is no deal", False)],
    ),
    # 10 a trailing cue
    (10, "The convoy left at dawn, officials said.", [("officials", "said", "The convoy left at dawn", False)]),
    # 10 a cue in the middle of the clause
    (10, "The convoy, officials said, left at dawn.", [("officials", "said", "The convoy left at dawn", False)]),
    # 11 the scope of "according to" ends at a but that takes another subject
    (
        11,
        "According to two diplomats, the text is final, but Rome has rejected it.",
        [("two diplomats", "According to", "the text is final", False), ("Rome", "has rejected", "it", False)],
    ),
    # 11 "according to" at the end
    (
        11,
        "Three ships were turned back, according to the coast guard.",
        [("the coast guard", "according to", "Three ships were turned back", False)],
    ),
    # 12 a noun with a possessive source
    (
        12,
        "Its insistence that the border is settled annoyed the visitors.",
        [("Its", "insistence", "that the border is settled", False)],
    ),
    # 12 a light verb carries the noun
    (
        12,
        "The bishops expressed hope that the prisoners would be freed.",
        [("The bishops", "expressed hope", "that the prisoners would be freed", False)],
    ),
    # 13 a colon is the cue
    (13, 'Marta Kovac: "The sanctions are not enough."', [("Marta Kovac", ":", "The sanctions are not enough", False)]),
    # 15 a passive has no source
    (
        15,
        "It is feared that the dam will burst.",
        [("", "is feared", "that the dam will burst", False)],
    ),
    # 16 a relative pronoun is the source
    (
        16,
        "The ministry, which denied that shots were fired, closed the road.",
        [("which", "denied", "that shots were fired", False)],
    ),
    # 16 a participle takes the subject of the main clause
    (
        16,
        "The premier left the hall, saying that the vote had been stolen.",
        [("The premier", "saying", "that the vote had been stolen", False)],
    ),
    # 17 a label in quotation marks belongs to what is labelled
    (
        17,
        'The senator called the plan a "stunt".',
        [("The senator", "called", "the plan a stunt", False)],
    ),
    # 18 a statement in a statement, and one in that
    (
        18,
        "Minsk said Kyiv had warned that the bridge was mined.",
        [
            ("Minsk", "said", "Kyiv had warned that the bridge was mined", False),
            ("Kyiv", "had warned", "that the bridge was mined", True),
        ],
    ),
    # 19 a cue inside a quotation stays in it
    (
        19,
        '"I said we would leave," he recalled.',
        [("he", "recalled", "I said we would leave", False), ("I", "said", "we would leave", True)],
    ),
    # 20 doubled apostrophes as marks
    (20, "''The talks are over,'' the envoy said.", [("the envoy", "said", "The talks are over", False)]),
    # 20 an opening mark that is never closed
    (20, 'The envoy said: "The talks are over.', [("The envoy", "said", "The talks are over", False)]),
    # 21 a reporting verb in another sense, and an imperative
    (21, "He called the embassy. Now tell me.", []),
    # 22 a source with its title and its prepositions, whole
    (
        22,
        "The deputy governor of the northern province told reporters that the pass was closed.",
        [("The deputy governor of the northern province", "told", "that the pass was closed", False)],
    ),
]


@pytest.mark.parametrize(("number", "text", "expected"), CASES)
def test_class(read: Read, number: int, text: str, expected: list[Row]) -> None:
    assert [row(s) for s in read(text)] == expected


def test_headline(read: Read) -> None:
    """Class 14: title case, and the cue at the end."""
    text = "Rebel Chief Ready for Truce, Premier Says\n\nThe capital was quiet on Monday after a week of shelling."
    (statement,) = read(text, title="Rebel Chief Ready for Truce, Premier Says")
    assert row(statement) == ("Premier", "Says", "Rebel Chief Ready for Truce", False)


def test_every_class_has_a_row() -> None:
    assert {n for n, _, _ in CASES} | {14} == set(range(1, 23))
