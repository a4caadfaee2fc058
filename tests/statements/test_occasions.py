"""On what occasion and where something was said."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


OCCASIONS = [
    # the place is part of the occasion, the day is not
    ("The minister said at a forum in Moscow on Monday that the strait was open.", "at a forum in Moscow", "Moscow"),
    # an interview, behind a quotation
    ('"The strait is open," the envoy said in an interview with Baltic News.', "in an interview with Baltic News", None),
    # who is told is an occasion
    ("The minister told a news conference in Geneva that the strait was open.", "a news conference in Geneva", "Geneva"),
    # a place alone
    ("The envoy said in Brussels on Monday that talks would go on.", None, "Brussels"),
    # what stands in the content is not where it was said
    ("The envoy said that talks at a forum in Riga had failed.", None, None),
    # the place of an office is not where its holder speaks
    ("The embassy in Riga said that talks had failed.", None, None),
    # an answer is no occasion
    ("The envoy said in response that talks had failed.", None, None),
]


@pytest.mark.parametrize(("text", "occasion", "place"), OCCASIONS)
def test_occasion(read: Read, text: str, occasion: str | None, place: str | None) -> None:
    statement = read(text)[0]
    found = (statement.occasion.text if statement.occasion else None, statement.place.text if statement.place else None)
    assert found == (occasion, place)
