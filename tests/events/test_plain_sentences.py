"""Plain sentences of newswire with one event between two countries: a few for each kind of construction."""

from collections.abc import Callable

import pytest

from detente.records import Event

Coder = Callable[..., tuple[Event, ...]]

CASES = [
    # whose minister or government it is, by the name before the clause
    (
        "Despite the rebukes from Norway and Peru, whose finance minister demanded an apology from Chile, all was calm.",
        "PER",
        "REQUEST",
        "CHL",
    ),
    # who is judged for what he did, and on whom one counts
    ("Denmark criticised Peru for preaching peace while threatening sanctions against Chile.", "PER", "THREATEN", "CHL"),
    ("Norway fined Peru for attacking Chile.", "PER", "ASSAULT", "CHL"),
    ("Norway counts on Peru to attack Chile.", "PER", "ASSAULT", "CHL"),
    # the officer of a union is of no state, the judge of the one in his title
    ("The EU's trade commissioner, Swedish lawyer Cecilia Malmström, praised Chile.", "EUR", "SUPPORT", "CHL"),
    ("U.S. District Judge Ann Moore criticised Chile.", "USA", "ACCUSE", "CHL"),
    # acts at home are towards the own country, unless somebody else is named
    ("Norway's government lifted the state of emergency on Friday.", "NOR", "RETREAT", "NOR"),
    ("Peruvian students went on hunger strike over the new law.", "PER", "PROTEST", "PER"),
    ("Chilean rebels observed a ceasefire over Easter.", "CHL", "RETREAT", "CHL"),
    # who wields the weapon
    ("A bomb planted by Peruvian militants killed three Danish soldiers in a market.", "PER", "ASSAULT", "DNK"),
    # whose wish is not met
    ("Chile refused to change its fishing law as demanded by Peru.", "CHL", "REJECT", "PER"),
    # where investigators go
    ("The European Union sent a team to Chad to gather evidence of torture.", "EUR", "ACCUSE", "TCD"),
    # not whom a judged deed is aimed at or is for, but whose it is
    ("Chile condemned Norway's attack on Chad.", "CHL", "ACCUSE", "NOR"),
    # whom a measure is to move or answers
    ("Norway imposed new sanctions to force Chad to free the crew.", "NOR", "COERCE", "TCD"),
    ("Norway imposed new sanctions after Chad jailed the crew.", "NOR", "COERCE", "TCD"),
    ("Chad is suffering from sanctions imposed by Norway.", "NOR", "COERCE", "TCD"),
    # of whom a worry or a suit speaks
    ("Chile voiced concern that Peru's spending could hurt the region.", "CHL", "ACCUSE", "PER"),
    ("Norway filed a lawsuit in May, accusing Chad of fraud.", "NOR", "ACCUSE", "TCD"),
    # who is to do what is called for
    ("Norway renewed its call for Chad to hold elections.", "NOR", "REQUEST", "TCD"),
    # whom a traveller is to see, where that is a body in a town of no matter
    ("Peru's finance minister travelled to Vienna to meet European Union officials.", "PER", "CONSULT", "EUR"),
    # members of a group that is of no country
    ("Norway reached out to countries like Chad.", "NOR", "AGREE", "TCD"),
    # the other side after a verb of happening
    ("Fighting erupted between Chadian and Sudanese troops near the border.", "SDN", "ASSAULT", "TCD"),
    # relief is what rescuers do where they come
    ("Chilean firefighters were rushed to Peru after the earthquake.", "CHL", "AID", "PER"),
    # refusals
    ("Cuba would not hand over the two suspects to Peru.", "CUB", "REJECT", "PER"),
    ("Chad did not allow Danish envoys to meet the prisoner.", "TCD", "REJECT", "DNK"),
    # a vow that is negated
    ("Chile pledged not to veto Peru's membership of the bank.", "CHL", "AGREE", "PER"),
    # a crowd is of the place where it is
    ("Protesters burned Danish flags outside the consulate in Lima.", "PER", "PROTEST", "DNK"),
    # whose aid it is, in a passive without an agent
    ("Norwegian aid to Chad was frozen over the coup.", "NOR", "SANCTION", "TCD"),
    # what is demanded that somebody do
    ("Chile insisted that Peru do its share of the work.", "CHL", "REQUEST", "PER"),
    # a radio that claims it only reports it
    ("Chadian forces shelled a Sudanese town, resistance radio claimed.", "TCD", "ASSAULT", "SDN"),
    # a title with "of", a government by its head
    ("U.S. Secretary of State James Baker criticised Chile.", "USA", "ACCUSE", "CHL"),
    ("The Clinton administration urged Peru to sign.", "USA", "REQUEST", "PER"),
    # peoples at home in another state
    ("Ecuadorean Indians went on strike over land.", "ECU", "PROTEST", "ECU"),
    # a sentence that the parser reads as a noun
    ("Danish commandos crossed into northern Chad in pursuit of rebels.", "DNK", "ASSAULT", "TCD"),
    # who is to go home
    ("Chad sent home Denmark's high commissioner.", "TCD", "SANCTION", "DNK"),
]


@pytest.mark.parametrize(("text", "actor", "type_", "recipient"), CASES)
def test_plain_sentence(text: str, actor: str, type_: str, recipient: str, code: Coder) -> None:
    found = [(e.type, {p.country for p in e.actors}, {p.country for p in e.recipients}) for e in code(text)]
    assert (type_, {actor}, {recipient}) in found
