"""Statements in statements that clauses, lists and nations hold."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


NESTED = [
    # an adjective, its clause hung on the copula
    (
        "A diplomat said that the Iraqis were adamant that the port would stay closed.",
        "that the port",
        "the Iraqis",
        "A diplomat",
    ),
    # an adjective behind its noun
    (
        "Ardalani had reaffirmed to him that Tehran considers any alteration of borders inadmissible.",
        "any alteration",
        "Tehran",
        "Ardalani",
    ),
    # a predicate without a verb
    (
        "Their ambassador swore to me that his government thinks us sincere.",
        "us sincere",
        "his government",
        "Their ambassador",
    ),
    # who is guaranteed something, by people
    (
        "He claimed French officers had guaranteed them that the army would stop at the river.",
        "that the army",
        "French officers",
        "He",
    ),
    # a view that is shared
    ("She wondered whether the Iranian side shares this approach.", "this approach", "the Iranian side", "She"),
    # the third of three clauses
    (
        "The envoy told the council that both sides had pledged to release prisoners, that the rebels insisted on amnesty "
        "and that the government was reluctant to grant one.",
        "to grant one",
        "the government",
        "The envoy",
    ),
    # the second of three clauses
    (
        "The envoy told the council that both sides had pledged to release prisoners, that the rebels insisted on amnesty "
        "and that the government was reluctant to grant one.",
        "amnesty",
        "the rebels",
        "The envoy",
    ),
    # according to somebody within the clause
    (
        "The ambassador said that, according to his government, the ships had carried fertiliser.",
        "the ships",
        "his government",
        "The ambassador",
    ),
    # a nation's warning
    (
        "The premier rejected an Australian warning that sanctions would follow.",
        "that sanctions",
        "Australian",
        "The premier",
    ),
    # a demand with two objects
    ("He recalled her demand that the United States hand over the records.", "that the United States", "her", "He"),
    # rumour, or a paper, has it
    ("The embassy has it that he proposed joint patrols.", "joint patrols", "he", "The embassy"),
]


@pytest.mark.parametrize("case", NESTED)
def test_nested(read: Read, case: tuple[str, str, str, str]) -> None:
    text, words, speaker, outer = case
    found = read(text)
    inner = next(s for s in found if s.content.text.startswith(words))
    holder = next(s for s in found if s.id == inner.inside)
    assert inner.speaker
    assert holder.speaker
    assert (inner.speaker.text, holder.speaker.text) == (speaker, outer)


def test_a_room_that_is_shared_is_no_view(read: Read) -> None:
    found = read("She said that the two envoys share an office.")
    assert [s.content.text for s in found] == ["that the two envoys share an office"]
