"""The parse records: exact surfaces, forced sentence starts, subtrees, lemmas that the lemmatizer cuts short."""

from collections.abc import Callable
from typing import Any

import pytest

from detente.errors import SettingError
from detente.language.parse import load_parser
from detente.records import Span


def test_surfaces_are_cut_from_the_stored_text(parse: Callable[..., Any]) -> None:
    text = "“No deal,”\u00a0said Mara\u00a0Voss.\n\nOslo’s envoy left\x00 early \ud83d."
    _, _, parsed = parse(text)
    assert all(text[t.start : t.end] == t.text for t in parsed.tokens)
    assert parsed.tokens[0].text == "“"


def test_a_sentence_never_crosses_a_paragraph(parse: Callable[..., Any]) -> None:
    _, layout, parsed = parse("Premier Arrives in Oslo\n\nOSLO (Agency) — The premier arrived on Monday and\n\nthen left")
    starts = {s.span.start for s in parsed.sentences}
    assert {p.start for p in layout.paragraphs} <= starts
    assert any(parsed.text[s.span.start :].startswith("The premier") for s in parsed.sentences)


def test_heads_and_ranges(parse: Callable[..., Any]) -> None:
    _, _, parsed = parse("The old envoy of Peru signed.")
    span = Span(0, 21)
    assert parsed.tokens[parsed.head_of(span)].text == "envoy"
    assert [parsed.tokens[i].text for i in parsed.within(Span(5, 9))] == ["old", "envoy"]
    assert parsed.subtree(parsed.head_of(span)) == span
    assert list(parsed.within(Span(4, 4))) == []


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("Oslo hopes for peace.", "hope"),  # -es after a stem that would take -s
        ("Oslo hoped for peace.", "hope"),  # an undoubled consonant
        ("They are waging war.", "wage"),  # the same before -ing
        ("They stopped the convoy.", "stop"),  # a doubled consonant stays
        ("She visited Oslo.", "visit"),  # two syllables do not double
        ("It passes the border.", "pass"),  # a sibilant takes -es
    ],
)
def test_verbs_keep_their_e(parse: Callable[..., Any], sentence: str, lemma: str) -> None:
    _, _, parsed = parse(sentence)
    assert lemma in {t.lemma for t in parsed.tokens if t.pos == "VERB"}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800"])
def test_next_to_nothing_parses(parse: Callable[..., Any], text: str) -> None:
    _, _, parsed = parse(text)
    assert parsed.text == text
    assert list(parsed.within(Span(0, len(text)))) == list(range(len(parsed.tokens)))


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(SettingError, match=r"no_such_pipeline.*not installed"):
        load_parser("no_such_pipeline")
