"""Deadlines in the words of an entry, said on Wednesday, 10 March 2010."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language.timewords import index_time_words
from detente.lexicon import Lexicon
from detente.relations.deadlines import find_deadline

SAID = dt.date(2010, 3, 10)
CASES = [
    ("to free the crew by Friday", "2010-03-12"),  # the coming one
    ("to answer by Wednesday", "2010-03-10"),  # the same day
    ("to pay by the end of the month", "2010-03-31"),
    ("to pay by the end of next month", "2010-04-30"),
    ("a reply within 48 hours", "2010-03-12"),
    ("a reply within a week", "2010-03-17"),
    ("to withdraw within 60 days", "2010-05-09"),
    ("to agree before the end of June", "2010-06-30"),
    ("until Nov. 20 to move the first convoy", "2010-11-20"),
    ("to leave by 15 February", "2011-02-15"),  # no year, and it is over for this one
    ("to settle by January", "2011-01-31"),
    ("to settle before May", "2010-04-30"),  # the day before it
    ("no later than tomorrow", "2010-03-11"),
    ("by the end of the year", "2010-12-31"),
    ("by the middle of 2012", "2012-06-30"),
    ("by March 1, 2011, or by April 1, 2011", "2011-04-01"),  # the last one counts
    ("by March 1, 2009", None),  # is over
    ("a visit by the minister", None),
    ("to stay within the law", None),
    ("talks on Friday", None),  # a day is no deadline
    ("to leave by Wednesday", "2010-03-10"),  # said on one
    ("to leave before Wednesday", "2010-03-16"),  # the day before the next one
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_deadlines(lexicon: Lexicon, text: str, expected: str | None) -> None:
    found = find_deadline(text, SAID, lexicon.index(index_time_words))
    assert found == (dt.date.fromisoformat(expected) if expected else None)


@given(st.text(max_size=60), st.sampled_from(["by ", "within ", "before the end of ", "until "]), st.dates())
def test_any_text_has_a_deadline_ahead_or_none(lexicon: Lexicon, text: str, mark: str, said: dt.date) -> None:
    found = find_deadline(mark + text, said, lexicon.index(index_time_words))
    assert found is None or found >= said
