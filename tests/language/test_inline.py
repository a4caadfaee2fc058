"""Subheads and list items within a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language.inline import part_subheads
from detente.records import Span


def parts(text: str, at_start: bool = False) -> list[str]:
    spans, heads = part_subheads(text, Span(0, len(text)), at_start)
    return [("# " if i in heads else "") + s.of(text) for i, s in enumerate(spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # words in capitals between two sentences
        (
            "The ferry sank in March. SEARCH GOES ON Divers found a bell.",
            ["The ferry sank in March.", "# SEARCH GOES ON", "Divers found a bell."],
        ),
        # the last word in capitals opens the sentence
        (
            "The ferry sank in March. DIVERS BAFFLED A bell was found.",
            ["The ferry sank in March.", "# DIVERS BAFFLED", "A bell was found."],
        ),
        # an abbreviation with full stops belongs to the sentence
        (
            "The ferry sank in March. BELL FOUND U.S. Navy divers came.",
            ["The ferry sank in March.", "# BELL FOUND", "U.S. Navy divers came."],
        ),
        # an acronym that the text uses belongs to the sentence
        (
            "It was the ORB that sank her. NO COMMENT ORB Chairman Lund was away.",
            ["It was the ORB that sank her.", "# NO COMMENT", "ORB Chairman Lund was away."],
        ),
        # acronyms before a name are no subhead
        (
            "The ferry sank in March. NATO Secretary Lund came at once.",
            ["The ferry sank in March. NATO Secretary Lund came at once."],
        ),
        # a question as a subhead
        (
            "The ferry sank in March. WHO IS TO BLAME? The owner is away.",
            ["The ferry sank in March.", "# WHO IS TO BLAME?", "The owner is away."],
        ),
        # bullets run into the text, with a subhead before them
        (
            "The ferry sank in March. NEXT STEPS * Divers return. * A court sits.",
            ["The ferry sank in March.", "# NEXT STEPS", "* Divers return.", "* A court sits."],
        ),
        # a product is no bullet
        ("The ferry had 3 * 40 seats and sank at once.", ["The ferry had 3 * 40 seats and sank at once."]),
    ],
)
def test_parts(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_dateline_stays() -> None:
    """What stands at the very start may be a dateline."""
    assert parts("VILNIUS The ferry sank in March and was found.") == ["VILNIUS The ferry sank in March and was found."]


@given(st.text(alphabet='AB cd.*"“”\n ', min_size=31, max_size=120))
def test_parts_cover_all_words(text: str) -> None:
    spans, _ = part_subheads(text, Span(0, len(text)), True)
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
