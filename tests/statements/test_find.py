"""What a statement says beside its words: nesting, kind, attitude; and that no text raises."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Statement
from detente.statements.find import find_statements

Parse = Callable[..., Any]


def read(parse: Parse, lexicon: Lexicon, text: str, **fields: object) -> tuple[Statement, ...]:
    article, layout, parsed = parse(text, **fields)
    return find_statements(article, layout, parsed, find_quotes(text, layout), lexicon)


def test_nesting_to_any_depth(parse: Parse, lexicon: Lexicon) -> None:
    outer, middle, inner = read(parse, lexicon, "Minsk said Kyiv had warned that Warsaw believed the bridge was mined.")
    assert outer.inside is None
    assert middle.inside == outer.id
    assert inner.inside == middle.id
    assert [s.speaker.text for s in (outer, middle, inner) if s.speaker] == ["Minsk", "Kyiv", "Warsaw"]


def test_nesting_in_a_quotation(parse: Parse, lexicon: Lexicon) -> None:
    text = '"I sat beside the Danes, and they said that the ports would open," the professor recalled.'
    outer, inner = read(parse, lexicon, text)
    assert outer.kind == "direct"
    assert inner.inside == outer.id
    assert inner.content.text == "that the ports would open"


KINDS = [
    ('"The strait is open," he said.', "direct"),
    ("He said the strait was open.", "indirect"),
    ('He said the strait was "open to all".', "mixed"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(parse: Parse, lexicon: Lexicon, text: str, kind: str) -> None:
    assert read(parse, lexicon, text)[0].kind == kind


ATTITUDES = [
    ("He said the strait was open.", "assertion"),
    ("He believes the strait is open.", "belief"),
    ("He knows that the strait is open.", "fact"),
    ("He wants to open the strait.", "eventuality"),
]


@pytest.mark.parametrize(("text", "attitude"), ATTITUDES)
def test_attitude(parse: Parse, lexicon: Lexicon, text: str, attitude: str) -> None:
    assert read(parse, lexicon, text)[0].attitude == attitude


def test_a_survey_and_an_adjective(parse: Parse, lexicon: Lexicon) -> None:
    statements = read(parse, lexicon, "The survey found that voters were tired. Lima is eager to reopen the mine.")
    assert [(s.speaker.text, s.rule) for s in statements if s.speaker] == [
        ("The survey", "verb.that"),
        ("Lima", "adjective.to"),
    ]


def sound(statements: tuple[Statement, ...], text: str) -> None:
    """Check what holds for every statement: spans cut their surface, ids are unique, parents exist and rows name their rule."""
    ids = [s.id for s in statements]
    assert len(set(ids)) == len(ids)
    for s in statements:
        phrases = [s.content, *(p for p in (s.speaker, s.cue, s.addressee, s.via, s.occasion, s.place) if p is not None)]
        for phrase in phrases:
            assert phrase.spans
            assert " ".join(span.of(text) for span in phrase.spans) == phrase.text
        assert s.rule
        assert 0 < s.confidence <= 1
        assert s.inside is None or (s.inside in ids and s.inside != s.id)


SCRAPS = (
    "he said \" “ ” '' that Oslo , . according to wants : — and it was quoted as saying by its claim ready is not which told "
    "them ? ( ' a"
)
WORDS = st.sampled_from([*SCRAPS.split(), "\n\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40))
def test_cues_in_any_order(parse: Parse, lexicon: Lexicon, words: list[str]) -> None:
    text = " ".join(words)
    found = read(parse, lexicon, text)
    assert found == read(parse, lexicon, text)
    sound(found, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_text(parse: Parse, lexicon: Lexicon, text: str) -> None:
    sound(read(parse, lexicon, text), text)


def test_chains_end(parse: Parse, lexicon: Lexicon) -> None:
    """No statement stands inside itself, however the cues are ordered."""
    statements = read(parse, lexicon, 'He said she said they said "we said it", he said, she said.')
    parents = {s.id: s.inside for s in statements}
    for start in parents:
        seen = set()
        at: str | None = start
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]


def test_a_repeated_title_is_read_once(parse: Callable[..., Any], lexicon: Lexicon) -> None:
    title = "Oslo says strait is open"
    text = f"{title}\n\n{title}\n\nThe strait is open, Norway said on Monday."
    article, layout, parsed = parse(text)
    found = find_statements(article, layout, parsed, find_quotes(text, layout), lexicon)
    assert [s.content.start for s in found if s.speaker and s.speaker.text == "Oslo"] == [text.index("strait", len(title))]
