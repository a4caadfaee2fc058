"""Aims, topics and figures of speech that are no deeds of one side towards another: sentences written for the project."""

from collections.abc import Callable

import pytest

from detente.records import Event

Coder = Callable[..., tuple[Event, ...]]

UNDONE = [
    ("Norway set up a fund to help Chile.", "AID"),  # the fund is there, the help is an aim
    ("Norway's premier published a roadmap for rescuing Chile.", "AID"),
    ("Norway's minister wants more details before endorsing Chile's plan.", "SUPPORT"),
    ("Norway's ministers discussed how to help Chile.", "AID"),
    ("Norway was obliged to help Chile.", "AID"),
    ("Norway is looking into raising the tax.", "ACCUSE"),
    ("Norway will examine the cost of the Chilean jet.", "ACCUSE"),
    ("Norway helped Chile defend itself.", "SUPPORT"),
    ("Norway ran a large deficit with Chile.", "COOPERATE"),
    ("Norway imported timber from Chile last year.", "COOPERATE"),
    ("Norway needs support from Chile.", "REQUEST"),
    ("Norway's premier sought the presidency of Chile.", "REQUEST"),
    ("Norway offered Chile an opportunity to grow.", "AGREE"),
    ("Norway expects Chile will appreciate its peso.", "SUPPORT"),
    ("Norway's Labour Party has fallen behind Chile's in opinion polls since March.", "SUPPORT"),
    ("Norway put downward pressure on the Chilean peso.", "REQUEST"),
    ("Norway sent a message to Chile.", "COOPERATE"),
]


@pytest.mark.parametrize(("text", "type_"), UNDONE)
def test_no_deed(code: Coder, text: str, type_: str) -> None:
    assert type_ not in {e.type for e in code(text)}


DONE = [
    ("Norway helped Chile.", "AID"),
    ("Norway bought jets from Chile.", "COOPERATE"),
    ("Norway shared intelligence with Chile.", "COOPERATE"),
    ("Norway is investigating Chilean banks.", "ACCUSE"),
    ("Norway's premier called on Chile's president not to leave the pact.", "REQUEST"),
    ("Norway called for an inquiry by Chile.", "REQUEST"),
    ("Norway gave ground to Chile in the dispute.", "CONCEDE"),
    ("Norway spoke of the contracts it agreed with Chile.", "AGREE"),
    ("Norway awarded a contract to Chile.", "COOPERATE"),
]


@pytest.mark.parametrize(("text", "type_"), DONE)
def test_deed(code: Coder, text: str, type_: str) -> None:
    assert type_ in {e.type for e in code(text)}
