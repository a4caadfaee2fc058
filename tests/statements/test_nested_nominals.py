"""Nouns and adjectives that attribute within somebody's words: *its insistence that*, *is convinced that*."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


# text, speaker and content of the inner statement, cue of the one that it stands in
NESTED: list[tuple[str, str | None, str, str]] = [
    # a participle parts the clause from its noun
    (
        "The mayor said Oslo had gone back on its pledge, given in May, that the port would stay open.",
        "its",
        "that the port would stay open",
        "said",
    ),
    # plan as a passive noun phrase: has plans to
    ("The general said the navy had plans to close the strait for a week.", "the navy", "to close the strait for a week", "said"),
    # noun with possessive, that
    (
        "The paper said Hanoi's insistence that the reef be cleared had angered Manila.",
        "Hanoi",
        "that the reef be cleared",
        "said",
    ),
    # noun with its own possessive pronoun, infinitive
    ("He said his government would keep its promise to withdraw.", "its", "to withdraw", "said"),
    # hopes of
    ("Officials said Lisbon had not given up hopes of a settlement.", "Lisbon", "a settlement", "said"),
    # noun as object: rejected the demand that
    ("Juba rejected Khartoum's demand that the pipeline be shared.", "Khartoum", "that the pipeline be shared", "rejected"),
    # noun as object: denied reports that
    ("Helsinki denied reports that it would buy the jets.", None, "that it would buy the jets", "denied"),
    # noun as object: welcomed the offer to
    ("Dhaka welcomed Delhi's offer to share the water.", "Delhi", "to share the water", "welcomed"),
    # accusation as noun
    (
        "The chancellor rejected accusations by Tehran that her spies had killed the engineer.",
        "Tehran",
        "that her spies had killed the engineer",
        "rejected",
    ),
    # adjective: confident that
    (
        "She said she was confident the parliament would ratify the treaty.",
        "she",
        "the parliament would ratify the treaty",
        "said",
    ),
    # adjective: worried about
    ("The adviser said Tokyo was worried about the new radars.", "Tokyo", "the new radars", "said"),
    # adjective: determined
    ("The colonel said his men remained determined to hold the pass.", "his men", "to hold the pass", "said"),
    # adjective: convinced
    ("Analysts say the Kremlin is convinced that time is on its side.", "the Kremlin", "that time is on its side", "say"),
    # adjective: reluctant
    ("Aides said the king was reluctant to meet the rebels.", "the king", "to meet the rebels", "said"),
    # adjective: keen
    ("The spokeswoman said Canberra was keen to restart the talks.", "Canberra", "to restart the talks", "said"),
    # adjective: unhappy with
    ("Diplomats said Riyadh was unhappy with the draft.", "Riyadh", "the draft", "said"),
    # an infinitive content that holds one
    ("The council urged Freetown to drop its demand for a second vote.", "its", "a second vote", "urged"),
    # acknowledges with nested report
    (
        "The ministry acknowledged that its officials had received a warning that the bridge was unsafe.",
        None,
        "that the bridge was unsafe",
        "acknowledged",
    ),
    # gave assurances
    (
        "The premier said Tirana had given assurances that the road would stay open.",
        "Tirana",
        "that the road would stay open",
        "said",
    ),
    # is opposed to
    ("The deputy said Prague was opposed to any new base.", "Prague", "any new base", "said"),
    # committed to
    ("The foreign ministry said Amman remained committed to the treaty.", "Amman", "the treaty", "said"),
    # has no wish to
    ("Kabul had no wish to break off relations, the deputy minister insisted.", "Kabul", "to break off relations", "insisted"),
    # orders that are received
    ("A colonel told the tribunal that he had received orders to burn the archive.", None, "to burn the archive", "told"),
    # no intention of
    ("The letter says that the ministry has no intention of paying.", "the ministry", "paying", "says"),
    # suggestions that nobody owns
    (
        "Sofia dismissed suggestions that it had shipped shells to the rebels.",
        None,
        "that it had shipped shells to the rebels",
        "dismissed",
    ),
    # allegations that nobody owns
    (
        "Managua rejected allegations that its police had fired on the crowd.",
        None,
        "that its police had fired on the crowd",
        "rejected",
    ),
    # a claim by somebody
    (
        "The general staff denied a claim by the rebels that they had taken the airport.",
        "the rebels",
        "that they had taken the airport",
        "denied",
    ),
    # a decision that is welcomed
    ("The chancellor welcomed Kyiv's decision to send observers.", "Kyiv", "to send observers", "welcomed"),
    # a refusal of somebody to
    ("The council deplored the refusal of both armies to let convoys pass.", "both armies", "to let convoys pass", "deplored"),
    # a view that is criticised
    (
        "She criticised the prime minister's view that the treaty was obsolete.",
        "the prime minister",
        "that the treaty was obsolete",
        "criticised",
    ),
    # a pledge that is recalled
    (
        "The spokesman recalled Washington's pledge that the base would close.",
        "Washington",
        "that the base would close",
        "recalled",
    ),
    # a demand that is told with be
    ("The minister said Tallinn's demand was that the wreck be raised.", "Tallinn", "that the wreck be raised", "said"),
    # who is given assurances
    ("The consul said he had been given assurances that the crew was safe.", None, "that the crew was safe", "said"),
    # issued a warning
    (
        "The agency said the sheikh had issued a warning that oil fields would burn.",
        "the sheikh",
        "that oil fields would burn",
        "said",
    ),
    # expressed a wish
    ("The foreign minister said that Lomé had expressed a wish to host the talks.", "Lomé", "to host the talks", "said"),
    # reached a conclusion
    (
        "The secretary said that the allies had reached the conclusion that the strike was a mistake.",
        "the allies",
        "that the strike was a mistake",
        "said",
    ),
    # is aware
    (
        "The speaker said the opposition was aware that the budget would fail.",
        "the opposition",
        "that the budget would fail",
        "said",
    ),
    # is anxious to
    ("The negotiator said Dushanbe was anxious to avoid a new war.", "Dushanbe", "to avoid a new war", "said"),
    # is afraid
    (
        "The monitor said villagers were afraid that the shelling would resume.",
        "villagers",
        "that the shelling would resume",
        "said",
    ),
    # is certain, without that
    ("The paper wrote that the marshal was certain the coup would succeed.", "the marshal", "the coup would succeed", "wrote"),
    # its wish, as an object
    (
        "The report concluded that Tehran had misled inspectors and had concealed its wish to build a bomb.",
        "its",
        "to build a bomb",
        "concluded",
    ),
]


@pytest.mark.parametrize("row", NESTED)
def test_nested(read: Read, row: tuple[str, str | None, str, str]) -> None:
    text, speaker, content, outer = row
    statements = read(text)
    cues = {s.id: s.cue.text if s.cue else None for s in statements}
    found = [(s.speaker.text if s.speaker else None, s.content.text, cues.get(s.inside or "")) for s in statements]
    assert (speaker, content, outer) in found
