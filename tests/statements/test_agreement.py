"""With whom a speaker agrees or not, and whose words are taken up."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


AGREEMENTS = [
    # with
    ("Oslo agrees with Riga that the cable must be mended.", ("Riga",), (), ()),
    # not with
    ("Oslo disagreed with Riga on the cable.", (), ("Riga",), ()),
    # a negated agreement
    ("Oslo does not agree with Riga that the cable must be mended.", (), ("Riga",), ()),
    # whose view is backed
    ("Oslo backed the view of Riga that the cable was cut.", ("Riga",), (), ()),
    # a verb without words of its own before the cue
    ("Orlova sided with Riga and said the strait must open.", ("Riga",), (), ()),
    # whose claim is rejected
    ("Minsk rejected Kyiv's claim that the bridge was mined.", (), ("Kyiv",), ()),
    # who is contradicted
    ("Minsk contradicted Kyiv, saying that the bridge stood.", (), ("Kyiv",), ()),
    # verb and object together
    ("The envoy took issue with Kyiv, saying the bridge stood.", (), ("Kyiv",), ()),
    # a participle beside the cue
    ("Echoing the German chancellor, Lund said that the border would stay open.", (), (), ("the German chancellor",)),
    # an earlier speaker
    ("As Anna Merkel had warned before him, the minister said the strait would close.", (), (), ("Anna Merkel",)),
    # whose call is repeated
    ("The envoy repeated Norway's call for talks.", (), (), ("Norway",)),
    # one's own call is no echo
    ("The envoy repeated his call for talks.", (), (), ()),
    # to support somebody is not to agree with words
    ("Oslo said it would support Riga.", (), (), ()),
]


@pytest.mark.parametrize(("text", "expected"), [(text, tuple(others)) for text, *others in AGREEMENTS])
def test_agreement(read: Read, text: str, expected: tuple[tuple[str, ...], ...]) -> None:
    statement = read(text)[0]
    assert (statement.agrees_with, statement.disagrees_with, statement.echoes) == expected
