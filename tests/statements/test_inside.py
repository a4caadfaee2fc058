"""Statements that stand in others, and cues that count only there."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


INSIDE = [
    # an object that is accepted
    ("Minsk said Kyiv had accepted the offer.", "Kyiv", "the offer"),
    # who is ordered hears
    ("The envoy said the crew had been ordered to stay clear of the cable.", None, "to stay clear of the cable"),
    # a request that is foreseen
    ("Minsk said it would ask Kyiv to open the bridge.", "it", "to open the bridge"),
    # a noun with its giver
    ("The ministry denied a report by Interfax that the bridge was mined.", "Interfax", "that the bridge was mined"),
    # a hearer between verb and infinitive
    ("The envoy said Kyiv had sworn to the elders never to open the bridge.", "Kyiv", "never to open the bridge"),
    # a clause with "that" goes on from the outer one
    ("The envoy said that he thought the bridge was open and that trucks would come.", "he", "the bridge was open"),
    # who tells it all stands behind
    (
        "Its mayor, Olaf Berg, is convinced that the dam will silt up on its own and has told his divers not to wait, the "
        "website Kanal wrote.",
        "Its mayor, Olaf Berg",
        "that the dam will silt up on its own and has told his divers not to wait",
    ),
    # a date between verb and infinitive
    ("The envoy said Kyiv had undertaken in June to open the bridge.", "Kyiv", "to open the bridge"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), INSIDE)
def test_inside(read: Read, text: str, speaker: str | None, content: str) -> None:
    statements = read(text)
    inner = next(s for s in statements if s.content.text == content)
    assert inner.inside == statements[0].id
    assert (inner.speaker.text if inner.speaker else None) == speaker


def test_only_inside(read: Read) -> None:
    assert read("Kyiv has accepted the offer.") == ()


def test_a_sentence_ends_before_whom_it_is_according_to(read: Read) -> None:
    text = "Riga has proposed that the two governments meet in May, according to a senior official."
    outer, inner = read(text)
    assert outer.speaker
    assert outer.speaker.text == "a senior official"
    assert inner.content.text == "that the two governments meet in May"
    assert inner.inside == outer.id
