"""Stances that are none by their construction, and nouns that name no act of states."""

from collections.abc import Callable

import pytest

from detente.records import Event

Coder = Callable[..., tuple[Event, ...]]

NOTHING = [
    # leave that lets nobody in or out
    ("Chile's government let the Peruvian bank fail.", "CONCEDE"),
    # who expects something of his own or of a body
    ("Norway's minister expects the European Union to finish its report.", "REQUEST"),
    # a call on the telephone, a wish that something be left undone, a question
    ("Norway's president called Chile's minister to calm the dispute.", "REQUEST"),
    ("Norway does not want Chile to run out of patience.", "REQUEST"),
    # who agrees on what is so has promised nothing
    ("Chile agreed that Peruvian prices were too low.", "AGREE"),
    # a wish towards nobody
    ("Chile's government wants to tighten financial regulation.", "THREATEN"),
    # what is put back, aside or before others
    ("Norway held back the release of the next loan.", "RETREAT"),
    ("Chile will put aside its misgivings about Peru.", "ACCUSE"),
    # light verbs that make no act of the noun
    ("A judge in Chile approved the Peruvian settlement.", "SUPPORT"),
    ("Norway has reached closure with Chile on the matter.", "COERCE"),
    # statistics of trade
    ("Norway's imports of copper from Chile fell in March.", "COOPERATE"),
    ("Booming Chilean demand for Peruvian copper has eased.", "REQUEST"),
    # business, things and words
    ("The merger talks between Chile and Peru went on.", "CONSULT"),
    ("Chile's withdrawal of subsidies from Peru has hurt farmers.", "RETREAT"),
    ("Chile may launch a bidding war against Peru.", "ASSAULT"),
    # an end that nobody made
    ("Traders came after the end of Sudan's civil war.", "RETREAT"),
    # a document made for an occasion
    ("A paper prepared by Chile for the talks with Peru was leaked.", "AGREE"),
    # who only listened
    ("Norway's minister told journalists to wait outside.", "REQUEST"),
]


@pytest.mark.parametrize(("text", "type_"), NOTHING)
def test_no_such_event(text: str, type_: str, code: Coder) -> None:
    assert type_ not in [e.type for e in code(text)]


SOMETHING = [
    ("Chile allowed Peruvian ships to land at its port.", "CHL", "CONCEDE", "PER"),
    ("Chile expects Peru to respect the treaty.", "CHL", "REQUEST", "PER"),
    ("Chile called for Peru to free the sailors.", "CHL", "REQUEST", "PER"),
    ("Chile wants Peru to open its ports.", "CHL", "REQUEST", "PER"),
    ("Chile agreed with Peru that it would open the pass.", "CHL", "AGREE", "PER"),
    # who asks for sanctions threatens nobody himself
    ("Norway urged Chile to impose sanctions on Peru.", "NOR", "REQUEST", "CHL"),
    ("A demand for the ships was put to Peru by Chile's minister.", "CHL", "REQUEST", "PER"),
    ("Chile faces opposition from Peru to the plan.", "PER", "REJECT", "CHL"),
]


@pytest.mark.parametrize(("text", "actor", "type_", "recipient"), SOMETHING)
def test_such_an_event(text: str, actor: str, type_: str, recipient: str, code: Coder) -> None:
    found = [(e.type, {p.country for p in e.actors}, {p.country for p in e.recipients}) for e in code(text)]
    assert (type_, {actor}, {recipient}) in found
