"""What reads like a relation and is none, who is no party, and what lies ahead: sentences written for the project."""

from collections.abc import Callable

import pytest

from detente.records import Event, Status

Coder = Callable[..., tuple[Event, ...]]

NONE = [
    "Norwegian politicians have stepped up their attacks on tax evasion.",  # a war of words on an ill
    "The Norwegian bank restored services to Chile and Peru.",
    "Norway's press group released U.S. diplomatic documents.",
    "A television camera in Oslo caught Barack Obama and David Cameron discussing the plan.",
    "The Norwegian government is fully funded until June.",
    "Analysts expect Chile to need a loan soon.",  # a forecast asks nobody for anything
    "Norway is prepared to outvote Chile.",
    "The Norwegian treaty does not allow Chile to lend.",
    "Norway's premier gave a nod to Chile.",
    "Norway gave the Chilean plan a positive review.",
    "Norway and its bloc wants Pittsburgh to adopt a tax.",  # the town is where they meet
    "A Norwegian bill would not address Chilean trade barriers.",
    "Ola Berg of Norway and Rosa Quiroga of Chile studied together at Oxford.",  # a life, and no work of two states
    "Norway and Chile together imported a third of the oil.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_relation(code: Coder, text: str) -> None:
    assert not code(text)


SIDES = [
    ("Norway gave a visa to Chilean opposition leader Rosa Quiroga.", "CONCEDE", "NOR", "CHL"),
    ("Norway gave Chile two more years to repay the money.", "CONCEDE", "NOR", "CHL"),
    ("Norway argued for Chile to open its ports.", "REQUEST", "NOR", "CHL"),
    ("Norway ordered its oil firms to cut supplies to Chile.", "COERCE", "NOR", "CHL"),
    ("Norway demanded the release of Tom Berg.", "REQUEST", "NOR", ""),  # who is to be freed is not asked
    ("Norway vowed to end the tax even if Chile is not on board.", "AGREE", "NOR", ""),
    ("Norway condemned sanctions against Chile.", "ACCUSE", "NOR", ""),  # whom they hit did nothing
    ("Norway ruled out any levy on deposits at a meeting of Chilean ministers.", "REJECT", "NOR", ""),  # where it was said
    ("Norway opened an inquiry into the trade last May, a month after Chile's default.", "ACCUSE", "NOR", ""),
    ("Norway linked its call for Chile to drop the case to the accord.", "REQUEST", "NOR", "CHL"),
    ("Chile's president and Norway's premier met with a view to offering Peru a deal.", "CONSULT", "CHL", "NOR"),
]


@pytest.mark.parametrize(("text", "type_", "actor", "recipient"), SIDES)
def test_sides(code: Coder, text: str, type_: str, actor: str, recipient: str) -> None:
    found = [(e.type, {p.country for p in e.actors}, {p.country for p in e.recipients} - {None}) for e in code(text)]
    wanted = (type_, {actor}, {recipient} - {""})
    assert wanted in found


def test_no_firm_is_its_country(code: Coder) -> None:
    events = code("Uranium miner Energy Resources of Australia Ltd began shipping uranium to China. Australia praised China.")
    assert [e.type for e in events if any(p.sector == "GOV" for p in e.actors)] == ["SUPPORT"]


STATUS = [
    ("Norway's president hosts his Chilean counterpart on March 19.", Status.FUTURE),
    ("Norway's president flew in to meet Chile's premier.", Status.ACTUAL),
    ("Norway does not want to be drawn into pledging money to Chile.", Status.NEGATED),
    ("Norway's premier left the task of sealing a deal with Chile to his minister.", Status.HYPOTHETICAL),
    ("A sour note may be struck by EU complaints on rights abuse in Chile.", Status.HYPOTHETICAL),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status(code: Coder, text: str, status: Status) -> None:
    events = code(text)
    assert events
    assert all(e.status is status for e in events)
