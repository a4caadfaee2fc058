"""Acts of words: pleas, promises, refusals, threats, blame and praise; sentences written for the project."""

from collections.abc import Callable

import pytest

from detente.records import Event, Status

Coder = Callable[..., tuple[Event, ...]]

CASES = [
    # who is asked stands before the infinitive, whatever it says
    ("Norway asked Chile to look for the missing yacht.", "NOR", "REQUEST", "CHL"),
    ("Chile was asked by Norway to rewrite its harbour code.", "NOR", "REQUEST", "CHL"),
    ("Norway implored Chile for twenty radar sets.", "NOR", "REQUEST", "CHL"),
    ("Norway appealed to Chile for a pilot ship.", "NOR", "REQUEST", "CHL"),
    # a noun of words with both its sides
    ("Norway's plea to Chile for more time was read out on Monday.", "NOR", "REQUEST", "CHL"),
    ("An entreaty from Norway reached Chile at noon.", "NOR", "REQUEST", "CHL"),
    ("Norway's rejection of Chile's request surprised nobody.", "NOR", "REJECT", "CHL"),
    ("Norway's rebuke of Chile was delivered before breakfast.", "NOR", "ACCUSE", "CHL"),
    ("Norway's allegation that Chilean trawlers had cut its nets was printed on Friday.", "NOR", "ACCUSE", "CHL"),
    ("Norway's apology to Chile was delivered on Friday.", "NOR", "SUPPORT", "CHL"),
    ("Norway's endorsement of the Chilean candidate was brief.", "NOR", "SUPPORT", "CHL"),
    # a passive with what is given and who gives it
    ("Chile was promised a share of the water by Norway.", "NOR", "AGREE", "CHL"),
    ("Chile was assured by Norway that the loan would be paid.", "NOR", "AGREE", "CHL"),
    ("Norway gave Chile its word that the fence would be gone.", "NOR", "AGREE", "CHL"),
    ("Norway and Chile came to terms on the fishing grounds.", "NOR", "AGREE", "CHL"),
    ("Norway said yes to Chile's proposal for a joint survey.", "NOR", "AGREE", "CHL"),
    # refusals
    ("Norway said no to Chile's request for a loan.", "NOR", "REJECT", "CHL"),
    ("Norway waved off Chile's call for a pause.", "NOR", "REJECT", "CHL"),
    ("Norway is not prepared to help Chile.", "NOR", "REJECT", "CHL"),
    # blame
    ("Chile came under fire from the Norwegian foreign minister over the closure of a newspaper.", "NOR", "ACCUSE", "CHL"),
    ("Chile drew sharp criticism from the Norwegian foreign minister.", "NOR", "ACCUSE", "CHL"),
    ("Norway took Chile to task over the dam.", "NOR", "ACCUSE", "CHL"),
    # threats
    ("Chile was put on notice by Norway that its trawlers were not welcome.", "NOR", "THREATEN", "CHL"),
    ("Norway told Chile on Tuesday that it would close the port.", "NOR", "THREATEN", "CHL"),
    ("Chilean diplomats would be expelled, Norway said.", "NOR", "THREATEN", "CHL"),
    # praise that lies ahead is praise
    ("Norway will praise Chile at the summit, officials said.", "NOR", "SUPPORT", "CHL"),
    # a headline lists its sides without *and*
    ("Norway, Chile agree to share the catch", "NOR", "AGREE", "CHL"),
]


def sides(event: Event) -> tuple[set[str | None], set[str | None]]:
    """Return the countries of both sides; those of a symmetric act in the order of the text."""
    return {p.country for p in event.actors}, {p.country for p in event.recipients}


@pytest.mark.parametrize(("text", "actor", "type_", "recipient"), CASES)
def test_words_are_acts(code: Coder, text: str, actor: str, type_: str, recipient: str) -> None:
    found = [(e.type, *sides(e)) for e in code(text)]
    if type_ == "AGREE" and " agree to " in text:
        assert any(t == type_ and a | b == {actor, recipient} for t, a, b in found)
    else:
        assert any(t == type_ and actor in a and recipient in b for t, a, b in found)


@pytest.mark.parametrize(
    "text",
    [
        "Analysts expected Chile's market to finish the year lower.",
        "Norway is expected to help Chile.",
        "Norway gave short shrift to a reporter.",
    ],
)
def test_who_foresees_or_snubs_a_reporter_asks_nobody(code: Coder, text: str) -> None:
    assert not [e for e in code(text) if e.type in ("REQUEST", "REJECT")]


def test_fire_of_the_armed_is_no_blame(code: Coder) -> None:
    assert "ACCUSE" not in [e.type for e in code("The Norwegian base came under fire from Chilean rebels.")]


def test_praise_ahead_lies_ahead(code: Coder) -> None:
    assert [e.status for e in code("Norway will thank Chile at the summit, officials said.")] == [Status.FUTURE]
