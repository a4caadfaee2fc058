"""Who carries words, and by what phrase the text says so."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Statement
from detente.statements.find import find_statements

Parse = Callable[..., Any]


def read(parse: Parse, lexicon: Lexicon, text: str) -> tuple[Statement, ...]:
    article, layout, parsed = parse(text)
    return find_statements(article, layout, parsed, find_quotes(text, layout), lexicon)


CARRIED = [
    # a statement on a website, behind the cue
    (
        '"The corridor is closed," Foreign Minister Ilmari Sorsa said, in a statement posted on the ministry\'s website.',
        "corridor",
        "the ministry's website",
    ),
    # between cue and clause
    (
        "The group said, in a communiqué distributed by the Amaq agency, that its men had carried out the raid.",
        "its men",
        "the Amaq agency",
    ),
    # a lawyer reads
    ("In a statement read by his lawyer, the ousted president urged his followers to stay calm.", "stay calm", "his lawyer"),
    # a named person delivers
    ("The pope, in a message delivered by Cardinal Ruiz, implored both armies to stop.", "to stop", "Cardinal Ruiz"),
    # an adverb between the participle and the radio
    (
        "The ayatollah, whose remarks were broadcast live on state radio, told worshippers that the nation would not bow.",
        "would not bow",
        "state radio",
    ),
    # through an office
    ("The Syrian opposition, through its office in Geneva, said it would not attend.", "not attend", "its office in Geneva"),
    # through people of a state
    ("Through Qatari mediators, Hamas told Israel that it would free four captives.", "four captives", "Qatari mediators"),
    # via a secretary
    ("President Museka, via his press secretary, apologised for the arrests.", "arrests", "his press secretary"),
    # let it be known between commas
    ("The prime minister let it be known, through aides, that he would not attend.", "not attend", "aides"),
    # through the mouth of somebody
    (
        "The union, through the mouth of its chairman, reminded both sides that it had no army.",
        "no army",
        "its chairman",
    ),
    # by way of an office
    ("Kenya, by way of its consulate in Basra, denied that any ransom was paid.", "ransom", "its consulate in Basra"),
    # through somebody of no office, beside a verb of saying
    (
        "Through a priest who crosses the river, the captives let reporters know that they were fed.",
        "fed",
        "a priest who crosses the river",
    ),
    # a clause that the parser hangs on whom the words come through
    ("The palace let it be known through a professor in Geneva that Lima expects an answer.", "expects", "a professor in Geneva"),
    # a promise
    ("The rebels vowed, via a cousin of their commander, to lay down arms.", "arms", "a cousin of their commander"),
    # somebody brings a proposal by another
    ("The envoy conveyed a proposal by the rebels' leader, Juan Paz, to swap captives.", "to swap", "The envoy"),
    # a message, and what its author wants
    ("The envoy brought a message from his president, who proposes to share the risk.", "to share", "The envoy"),
    # a letter that somebody reads out
    (
        "In a letter which Swiss mediators read out to the delegates, the old chief proposed a tax on salt.",
        "salt",
        "Swiss mediators",
    ),
    # according to an outlet, beside a second verb and in a relative clause
    ("According to the Lusa agency, she rang the envoy and told him that she would come.", "would come", "the Lusa agency"),
    # a press service reports, with a verb that the parser takes for a noun
    (
        "The president has warned that Oslo will appeal to the court unless the fleet returns home, the press service reports.",
        "court",
        "the press service",
    ),
    # a threat that an agency reports
    ("The minister threatened to close the strait, the Trend agency reports.", "strait", "the Trend agency"),
    # a quotation, according to people who were there
    (
        '"Not one ship," the minister told the envoy, according to two aides who were there.',
        "Not one ship",
        "two aides who were there",
    ),
    # the source goes on in the next sentence
    (
        'Orlova, quoted by the daily Zvezda, denied the charge. "We saw a mere tug," the spokeswoman said.',
        "tug",
        "the daily Zvezda",
    ),
    # a quotation, its speaker and the agency that reports both
    (
        '"The canal is closed," Orlova told President Ruiz before the summit, Kyodo news agency reported.',
        "canal",
        "Kyodo news agency",
    ),
    # the name behind the noun, which the parser hangs elsewhere
    ('"The canal is closed," news agency Bloomberg quoted Anna Orlova as saying.', "canal", "news agency Bloomberg"),
    # referring to somebody
    (
        "The portal Caspian Sea, referring to a person close to the commission, reported that the union would wait.",
        "would wait",
        "The portal Caspian Sea",
    ),
    # with reference to an office
    (
        "Interfax, with reference to the press service of the Border Guard, reported that shots had been heard.",
        "shots",
        "Interfax",
    ),
    # having told
    ("The agency quoted the prime minister as having told the cabinet that there was no hurry.", "no hurry", "The agency"),
    # which stands for an agency
    ("The news came from Reuters, which cited two officials as saying that the fleet had turned back.", "fleet", "Reuters"),
    # shown on the air
    ("Kim was shown on state television telling troops that the enemy was trembling.", "trembling", "state television"),
    # part of an address
    ("The radio aired part of an address in which the general swore that voting would go ahead.", "voting", "The radio"),
    # the same way for a second cue of the sentence
    (
        "In a statement read on state television, the government rejected the offer and vowed to expel two diplomats.",
        "expel",
        "state television",
    ),
    # according to officials on the air: the officials speak
    ("According to port officials quoted on Radio Vardar, the ship was seized on Tuesday.", "ship", "Radio Vardar"),
    # according to a paper's minutes
    ("The chairman warned that the pact was dead, according to minutes published by the daily Trud.", "pact", "the daily Trud"),
    # a belief that an agency passes on
    ("The growers fear that stocks will not last, according to the radio station.", "stocks", "the radio station"),
]


@pytest.mark.parametrize(("text", "words", "via"), CARRIED)
def test_carried(parse: Parse, lexicon: Lexicon, text: str, words: str, via: str) -> None:
    found = [s for s in read(parse, lexicon, text) if words in s.content.text]
    statement = min(found, key=lambda s: len(s.content.text))
    assert statement.via
    assert statement.via.text == via


def test_minutes_pass_on_who_told_and_not_what_was_told(parse: Parse, lexicon: Lexicon) -> None:
    text = "An official told envoys that Oslo was pushing for a waiver, according to minutes published by the site Depesza."
    via = {s.content.text: s.via.text if s.via else None for s in read(parse, lexicon, text)}
    assert via.pop("that Oslo was pushing for a waiver") == "the site Depesza"
    assert not any(via.values())


NOT_CARRIED = [
    # a road leads through a town
    "The minister, driving through Aleppo, said the road was open.",
    # a pass through a country
    "The minister said on a trip through Israel that the road was open.",
    # a law through a house
    "The minister said that he would push the road through Congress.",
    # somebody else goes on in the next sentence
    'Orlova, quoted by the daily Zvezda, denied the charge. "The road is open," General Ruiz said.',
    # a given name that is an agency's, too
    "The minister said the road was open, Ana Ruiz reported.",
    # an author and the speech of his own
    "In a letter which the minister sent to Oslo, he said that the road was open.",
    # nobody is cited
    "Without citing sources, the newspaper Zvezda said the road was open.",
    # an interview is no outlet
    "The minister warned that the road was open, according to a newspaper interview to be published on Sunday.",
    # a release is nobody
    '"The road is open," the minister said, according to a news release.',
    # an event teaches, and tells nothing
    "The minister learned from the Great Depression that the road was open.",
    # an outlet that hears an interview carries nothing
    "The minister told the daily Trud that the road was open.",
    # who quotes is named, and other words follow
    "The road is open, according to the agency, which also quoted the mayor as asking for salt.",
]


@pytest.mark.parametrize("text", NOT_CARRIED)
def test_not_carried(parse: Parse, lexicon: Lexicon, text: str) -> None:
    statement = next(s for s in read(parse, lexicon, text) if "road" in s.content.text)
    assert statement.via is None


def test_the_outlet_of_the_article_passes_nothing_on(parse: Parse, lexicon: Lexicon) -> None:
    text = "In a letter seen by the Fjord Courier, the minister demanded that Oslo reopen the road."
    article, layout, parsed = parse(text)
    quotes = find_quotes(text, layout)
    for outlet, via in (("The Fjord Courier", None), ("Nordavisen", "the Fjord Courier")):
        statement = find_statements(replace(article, outlet=outlet), layout, parsed, quotes, lexicon)[0]
        assert (statement.via.text if statement.via else None) == via
