import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.article import headline_of, make_article


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Oslo offers talks\n\nThe government said so.", "Oslo offers talks"),
        ("\n  Oslo offers talks  \r\n\r\nThe government said so.", "Oslo offers talks"),  # white space and CRLF around it
        ("Will Oslo offer talks?\n\nNobody knows.", "Will Oslo offer talks?"),  # a question is a headline
        ("Oslo to talk to U.S.\n\nSo it said.", None),  # a full stop: a sentence for all we know
        ("Oslo offers talks\nThe government said so.", None),  # no empty line: perhaps a line of a wrapped paragraph
        ("Oslo offers talks", None),  # nothing behind it
        ("OSLO (Wire) — The government\n\nsaid so.", None),  # a dateline opens the lead
        ("“We are ready,”\n\nthe envoy said.", None),  # a quotation
        ("Oslo\n\nThe government said so.", None),  # one word: a place, or a section
        ("word " * 40 + "\n\nThe government said so.", None),  # too long
        ("", None),
    ],
)
def test_headline(text: str, headline: str | None) -> None:
    assert headline_of(text) == headline


def test_the_id_follows_from_outlet_url_date_title_and_text() -> None:
    first = make_article("So it said.", outlet="The Courier", published="2016-11-30")
    assert first.id == make_article("So it said.", outlet="The Courier", published=dt.date(2016, 11, 30), source="elsewhere").id
    assert first.id != make_article("So it said.", outlet="The Herald", published="2016-11-30").id  # a syndicated copy
    assert first.id != make_article("So it said. ", outlet="The Courier", published="2016-11-30").id


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_kept_exactly(text: str) -> None:
    assert make_article(text).text == text


def test_a_given_title_wins() -> None:
    assert make_article("Oslo offers talks\n\nSo it said.", title="Another").title == "Another"
