"""Contents behind a verb that parsers hang elsewhere, and quotations without a cue that are statements of their own."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


# text, speaker, content
BEHIND: list[tuple[str, str, str]] = [
    # a clause whose verb was taken for an adjective
    (
        "The admiral maintained that Danish divers had photographed trawlers leaving the bay on Friday night.",
        "The admiral",
        "that Danish divers had photographed trawlers leaving the bay on Friday night",
    ),
    # a word between the verb and its clause
    ("Minsk would confirm only that the two had met.", "Minsk", "that the two had met"),
    # an object is no clause
    ("The governor denied that charge.", "The governor", "that charge"),
    # the content behind the verb, not the clause before it
    ("He promised a new road, she swore that the dam would hold.", "she", "that the dam would hold"),
    # a threat with its condition
    (
        "The union has threatened to close the port if the talks are moved to Oslo.",
        "The union",
        "to close the port if the talks are moved to Oslo",
    ),
    # a wish with its time
    ("The rebels vowed to hold the bridge until the convoy leaves.", "The rebels", "to hold the bridge until the convoy leaves"),
    # what it is weighed against
    ("The captain feared the sea less than the harbour master.", "The captain", "the sea less than the harbour master"),
    ("The union demanded a truce rather than a treaty.", "The union", "a truce rather than a treaty"),
    # what somebody else answers to it
    ("The minister said the army held the hill, which Riga denies.", "The minister", "the army held the hill"),
    (
        "He announced that officers would watch the truce from Riga, to which Oslo swears that it never consented.",
        "He",
        "that officers would watch the truce from Riga",
    ),
    # what a noun is said to be, and word that somebody sends
    ("Her reply was that the port would stay open.", "Her", "that the port would stay open"),
    ("The army served notice that the port would be shut.", "The army", "that the port would be shut"),
    ("He sent word through a cousin that food would last until Sunday.", "He", "that food would last until Sunday"),
    (
        "On Monday the general sent word through a nephew, a trader in Riga, that he would come.",
        "the general",
        "that he would come",
    ),
    # what an account is, behind a colon
    ("The envoy gave a more cautious account: the two sides had only talked.", "The envoy", "the two sides had only talked"),
    ("The minister's answer: no ship had been sunk.", "The minister", "no ship had been sunk"),
    # what is promised somewhere, or to somebody
    (
        "The Danish side undertook in Riga to take no less than 30 tons a day.",
        "The Danish side",
        "to take no less than 30 tons a day",
    ),
    # a clause goes on with "that"
    ("He said the port was open and that ships would come.", "He", "the port was open and that ships would come"),
    # what somebody is thought to be
    ("She thought the officer an optimist.", "She", "the officer an optimist"),
    # in whose account, without a comma
    ("By the minister's account the envoy had apologised.", "the minister", "the envoy had apologised"),
    # whom somebody blames
    ("The mayor blamed the pilots.", "The mayor", "the pilots"),
    # what somebody is said to have suggested
    ("A truce has been suggested by Oslo.", "Oslo", "A truce"),
    # a gerund that is feared
    ("The aide said the miners were afraid of going home.", "the miners", "going home"),
    # whom somebody cautions hears
    ("The aide recalled that Oslo had been cautioned by Riga against new flights.", "Riga", "against new flights"),
    # a relay whose "as" hangs on another word
    (
        "The Vesna agency quoted a diplomat who attended as saying the envoy had asked for patience.",
        "a diplomat who attended",
        "the envoy had asked for patience",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), BEHIND)
def test_behind(read: Read, text: str, speaker: str, content: str) -> None:
    found = [(s.speaker.text if s.speaker else None, s.content.text) for s in read(text)]
    assert (speaker, content) in found


def test_few_quoted_words_of_an_act_are_no_statement(read: Read) -> None:
    statements = read('Minsk asked Kyiv to show "a little patience with us".')
    assert [s.rule for s in statements] == ["verb.object_to"]


def test_a_paragraph_of_quotation_after_reported_words_is_a_statement(read: Read) -> None:
    text = 'The general told us that nobody had ordered him to leave.\n\n"A garrison is no circus. We stay until May."'
    reported, *_, quoted = read(text)
    assert reported.content.text == "that nobody had ordered him to leave"
    assert quoted.content.text == '"A garrison is no circus. We stay until May."'
    assert (quoted.cue, quoted.inside) == (None, None)
    assert quoted.speaker is not None
    assert quoted.speaker.text == "The general"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            'Mr Olaf Brekke appeared on television that evening.\n\n"The rebels have lost the hill, and they know it."',
            "Mr Olaf Brekke",
        ),
        ('She stopped at the door. "We are late, and nobody waits."', "She"),
        ('The ship sank at noon. "We are late, and nobody waits."', None),  # a ship does not speak
        ('Olaf Brekke watched "The Wind Before the Rain" last night.', None),  # a title
    ],
)
def test_a_quotation_behind_a_sentence_that_says_nothing(read: Read, text: str, speaker: str | None) -> None:
    found = [s.speaker.text if s.speaker else None for s in read(text) if s.rule == "verb.quote_anew"]
    assert found == ([speaker] if speaker is not None else [])


def test_a_paragraph_of_quotation_after_a_quotation_goes_on(read: Read) -> None:
    text = '"A garrison is no circus," the general said.\n\n"We stay here until the end of May."'
    (statement,) = read(text)
    assert len(statement.content.spans) == 2


def test_a_relative_clause_parts_a_quotation_from_its_verb(read: Read) -> None:
    text = '"That would be a pity," a member of the Norwegian Cabinet, who asked that his name be withheld, remarked to us.'
    (statement,) = read(text)
    assert (statement.rule, statement.content.text) == ("verb.quote_before", '"That would be a pity,"')
    assert statement.speaker is not None
    assert statement.speaker.text == "a member of the Norwegian Cabinet"


def test_a_clause_of_blame_ends_what_was_said_before(read: Read) -> None:
    said, blamed = read("The envoy maintained that the army had gone, and accused the rebels of lying.")
    assert said.content.text == "that the army had gone"
    assert (blamed.rule, blamed.inside) == ("verb.object_of", None)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        # a verb that speaks only with its particle
        ('"What a pity this is," the mayor shot back.', "the mayor", '"What a pity this is,"'),
        # a clause before a verb of going on
        (
            "The envoy thanked Oslo and promised to wait, the aide continued.",
            "the aide",
            "The envoy thanked Oslo and promised to wait",
        ),
        # a verb behind an age
        ('"They begged me to stay," the 64-year-old told reporters, coughing.', "the 64-year-old", '"They begged me to stay,"'),
        # a passive ends where somebody urges
        (
            "A spokesman announced that a soldier had been shot near the dam and urged both sides to wait.",
            "A spokesman",
            "that a soldier had been shot near the dam",
        ),
        # who fears stands in the clause
        ("The aide said Oslo would stay away, fearing that Riga had lied.", "Oslo", "that Riga had lied"),
    ],
)
def test_cues_that_parsers_misread(read: Read, text: str, speaker: str, content: str) -> None:
    found = [(s.speaker.text if s.speaker else None, s.content.text) for s in read(text)]
    assert (speaker, content) in found


def test_a_shot_is_no_word(read: Read) -> None:
    assert read("The soldiers shot at the mast above the dam.") == ()


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        # what somebody else says of the words before it is another statement
        (
            "The aide told us that Oslo had hidden a second ship, a claim which the Danish ministry denied.",
            ["that Oslo had hidden a second ship", "a claim"],
        ),
        # with the label that it gets
        (
            "The aide said Oslo owed them two ships, a figure that an officer dismissed as harbour gossip.",
            ["Oslo owed them two ships", "a figure as harbour gossip"],
        ),
        # an apposition about which nobody says anything stays
        (
            "The aide said Oslo had hidden a second ship, a vessel which the navy had built.",
            ["Oslo had hidden a second ship, a vessel which the navy had built"],
        ),
    ],
)
def test_what_is_said_of_the_words_before(read: Read, text: str, contents: list[str]) -> None:
    assert [s.content.text for s in read(text)] == contents
