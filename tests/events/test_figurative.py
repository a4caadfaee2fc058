"""What is worded like an act of force, protest or refusal and is none: sentences written for the project."""

from collections.abc import Callable

import pytest

from detente.records import Event

Coder = Callable[..., tuple[Event, ...]]

NONE = [
    # nature and chance
    "Forty people were killed in an earthquake in Chile.",
    "The storm hit Chile on Monday.",
    # markets, firms and money
    "Share prices across Norway rallied on Monday.",
    "Norway's customs service carried out a purchase operation every day.",
    "Norway launched operations at a new port in Chile.",
    "The Norwegian central bank will withdraw its stimulus in March.",
    "Norwegians queued to withdraw large amounts of cash.",
    "The krone of Norway ended trade down one percent.",
    "Norway will announce an interest rate cut after the Chilean decision.",
    "Norway will offer three billion crowns in bonds.",
    "Norway boosted its reserves in Chile last year.",
    "Norway entered recession territory.",
    "Norway must bolster its defences against contagion.",
    "The crisis threatens the recovery of Norway.",
    "Norway expressed concern about Chile's growth prospects.",
    # whoever does so, what is said to be so, and who says so
    "Norway wants to punish states that flout the treaty.",
    "Norway's minister rejected the idea that Chilean farmers are idle.",
    "Norway denied media reports.",
    # left by no troops, and forbidden by nobody
    "Norway would be left outside the Chilean pact.",
    "A task force of Norway could be bolstered by Chile.",
    "Chile, which is legally forbidden from lending, kept silent.",
]


@pytest.mark.parametrize("text", NONE)
def test_is_a_figure_of_speech(code: Coder, text: str) -> None:
    forceful = [e for e in code(text) if e.type not in ("CONSULT", "REQUEST", "SUPPORT")]
    assert not forceful


TYPES = [
    ("Opposition politicians have attacked the Norwegian prime minister over the tax.", "ACCUSE"),
    ("Norway and Chile clashed over fishing rules.", "ACCUSE"),
    ("Norway opposed Chile's changes to the fund.", "REJECT"),
    ("Norway put the onus on Chile to act.", "REQUEST"),
    ("Norway hit Chilean goods with a fine.", "COERCE"),
    ("Norwegian police launched raids on Chilean offices.", "COERCE"),
    ("A Chilean minister was sentenced to six years in prison by a Norwegian court.", "SANCTION"),
    # … and what is meant in earnest
    ("Norwegian troops clashed with Chilean rebels over the border town.", "ASSAULT"),
    ("Norway launched an attack on Chile.", "ASSAULT"),
    ("Norwegian troops left Chile.", "RETREAT"),
    ("Norway suspended aid to Chile.", "SANCTION"),
    ("Norway called up its reserves on the border of Chile.", "MOBILIZE"),
    ("Norway threatened Chile.", "THREATEN"),
    ("Norway rejected the idea that Chile should lead the bank.", "REJECT"),
]


@pytest.mark.parametrize(("text", "type_"), TYPES)
def test_type(code: Coder, text: str, type_: str) -> None:
    assert type_ in [e.type for e in code(text)]
