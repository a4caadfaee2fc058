"""Who passes words on."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


RELAYS = [
    # active, the quotation before
    ('"The strait is open," Interfax cited Orlova as saying.', "Orlova", "Interfax"),
    # active, a clause after
    ("Interfax quoted Orlova as saying that the strait was open.", "Orlova", "Interfax"),
    # passive with by
    ("Orlova was quoted as saying by Interfax that the strait was open.", "Orlova", "Interfax"),
    # passive without by: nobody is named
    ("Orlova was quoted as saying that the strait was open.", "Orlova", None),
    # quoted without as saying
    ('"The strait is open," Interfax quoted spokeswoman Anna Orlova.', "spokeswoman Anna Orlova", "Interfax"),
    # an outlet and whom it cites
    ("The agency, citing a ministry official, said the strait was open.", "a ministry official", "The agency"),
    # the same behind the cue, with a clause
    ("The daily Zvezda wrote, citing the spokeswoman, that the strait was open.", "the spokeswoman", "The daily Zvezda"),
    # the speaker is quoted by an outlet
    ("Orlova, quoted by the daily Zvezda, said the strait was open.", "Orlova", "the daily Zvezda"),
    # remarks that an outlet carries
    ("In remarks carried by the state agency, Orlova said the strait was open.", "Orlova", "the state agency"),
    # a paper and the letter in it
    ("The paper carried a letter in which Orlova threatened to close the strait.", "Orlova", "The paper"),
    # according to an agency, after a cue with a speaker of its own
    ("Orlova said the strait was open, according to the Interfax agency.", "Orlova", "the Interfax agency"),
    # the same between cue and clause
    ("Orlova believes, according to the Interfax agency, that the strait is open.", "Orlova", "the Interfax agency"),
    # two cues behind the words
    ("The strait is open, Orlova said, the Interfax agency reported.", "Orlova", "the Interfax agency"),
    # an outlet learns from somebody
    ("As Interfax learned from a diplomat, the strait is open.", "a diplomat", "Interfax"),
    # the words stand in the sentence before
    ("The strait is open. This was stated by Orlova, Interfax reports.", "Orlova", "Interfax"),
    # a spokesman
    ("Orlova let it be known through a spokesman that the strait was open.", "Orlova", "a spokesman"),
    # a relative clause between the cited and *as saying*
    ("Interfax quoted a diplomat who left as saying the strait was open.", "a diplomat who left", "Interfax"),
    # the same with a clause that the parser takes for a noun
    ("Interfax quoted an officer as alleging that guards opened the strait.", "an officer", "Interfax"),
    # without *as*, and an outlet behind *in*
    ('"The strait is open," the envoy was quoted saying in a Finnish paper.', "the envoy", "a Finnish paper"),
    # an outlet between the two verbs
    ("Orlova was quoted in the daily Zvezda as saying that the strait was open.", "Orlova", "the daily Zvezda"),
    # an interview
    (
        '"The strait is open," Orlova was quoted as saying in an interview with the newspaper Zvezda.',
        "Orlova",
        "the newspaper Zvezda",
    ),
    # active without *as*
    ("The Herald cited unnamed officials saying the strait was open.", "unnamed officials", "The Herald"),
    # passive without *as*, by people who are no outlet
    ("Orlova was quoted by investigators saying she had closed the strait.", "Orlova", "investigators"),
    # who cites hangs on the outlet's name
    (
        "The website of Oulu's Lapland TV, citing an unidentified source, said the strait was open.",
        "an unidentified source",
        "The website of Oulu's Lapland TV",
    ),
    # a long sentence that an outlet closes, and whom it cites
    (
        "The ministry is expected to reopen the strait by sending tugs, a Finnish paper reported on Monday, citing an official.",
        "an official",
        "a Finnish paper",
    ),
    # a long sentence that ends with *quoted her as saying*
    (
        "But the strait was open at night and not by day, the paper also quoted her as saying.",
        "her",
        "the paper",
    ),
    # a date between outlet and verb, and a verb that the parser took for an adjective
    (
        "Business daily Vremya on Tuesday quoted sources familiar with plans drawn up for the port as saying "
        "the strait would not open.",
        "sources familiar with plans drawn up for the port",
        "Business daily Vremya",
    ),
    # a person who cites a document speaks for himself
    ("The minister, citing a report, said the strait was open.", "The minister", None),
]


@pytest.mark.parametrize(("text", "speaker", "via"), RELAYS)
def test_relay(read: Read, text: str, speaker: str, via: str | None) -> None:
    statement = next(s for s in read(text) if s.speaker is not None and s.speaker.text == speaker and "strait" in s.content.text)
    assert (statement.via.text if statement.via else None) == via


def test_a_relay_goes_on_where_the_text_shows_it(read: Read) -> None:
    text = "Orlova was quoted by Interfax as saying the strait was open. She was also quoted as saying that pilots would wait."
    first, second = read(text)
    assert first.via
    assert second.via
    assert second.via.text == first.via.text == "Interfax"


def test_an_outlet_that_reports_what_somebody_said_is_a_speaker(read: Read) -> None:
    outer, inner = read("The agency reported that Orlova had promised to open the strait.")
    assert outer.speaker
    assert outer.speaker.text == "The agency"
    assert (inner.via, inner.inside) == (None, outer.id)
