"""Towards whom words about an act are; sentences written for the project."""

from collections.abc import Callable

import pytest

from detente.records import Event

Coder = Callable[..., tuple[Event, ...]]

CASES = [
    # who is asked, whatever else the act names
    ("Norway asked Chile to back the loan to Peru.", "REQUEST", {"CHL"}),
    ("Norwegian ministers urged their parliament to approve the loan to Peru.", "REQUEST", set()),
    ("Norway called for the Peruvian fund to be closed by May.", "REQUEST", set()),
    ("Norway demanded that the Peruvian sanctions be lifted.", "REQUEST", {"PER"}),
    # a place of talks is no party
    ("Norwegian ministers agreed at a summit in Lima to build a dam.", "AGREE", set()),
    ("Norway will attend its first EU summit in Lima next week.", "AGREE", {"EUR"}),
    # whom the condition of the inner act binds
    ("Norway threatened to pass a law on duties if Chile does not open the pass.", "THREATEN", {"CHL"}),
    # one's own waters
    ("Iran threatened to close the Strait of Hormuz.", "THREATEN", set()),
    # pressure for somebody to act is from somebody else
    ("Norway rebuffed pressure for Chile to act.", "REJECT", set()),
    # reporters are only told
    ("It is possible for rains to come, the Norwegian minister told reporters.", "REQUEST", set()),
    # a comparison
    ("Norway sought a Greek-style bailout.", "REQUEST", set()),
    # who does something meanwhile
    ("Norway offered to build a dam, with Chile expected to pay half.", "AGREE", set()),
]


@pytest.mark.parametrize(("text", "type_", "towards"), CASES)
def test_words_are_towards_whom_they_are_for(code: Coder, text: str, type_: str, towards: set[str]) -> None:
    events = [e for e in code(text) if e.type == type_]
    assert {p.country for e in events for p in e.recipients if p.country} == towards


def test_two_who_pledge_something_mutual_pledge_it_to_each_other(code: Coder) -> None:
    (event,) = code("Norway and Chile pledged to double their bilateral trade.")
    assert {p.country for p in (*event.actors, *event.recipients)} == {"NOR", "CHL"}
    assert event.recipients
