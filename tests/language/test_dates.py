"""Newswire dates against the day of publication."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.dates import find_dates

WEDNESDAY = dt.date(2016, 11, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys met on Wednesday.", "2016-11-30 day"),  # said on that day: today
        ("The envoys met on Thursday.", "2016-11-24 day"),  # the latest one
        ("The envoys will meet on Friday.", "2016-12-02 day"),  # future verb
        ("The envoys are expected to meet on Friday.", "2016-12-02 day"),  # infinitive of plans
        ("The envoys meet on Friday.", "2016-12-02 day"),  # present
        ("A vote is scheduled for Thursday.", "2016-12-01 day"),  # participle of plans
        ("Ahead of Sunday's vote he visited Riga.", "2016-12-04 day"),  # a word beside it
        ("They agreed to meet next Friday.", "2016-12-02 day"),  # next
        ("Oslo announced a meeting for Friday.", "2016-12-02 day"),  # set for a day
        ("Oslo was blamed for Friday's attack.", "2016-11-25 day"),  # an attack of that day
        ("Officials had expected a deal in June.", "2016-06-01 month"),  # expected long ago
        ("He left last Wednesday.", "2016-11-23 day"),  # last is never today
        ("They fought on Tuesday last week.", "2016-11-22 day"),  # a day of a week
        ("He left on Monday and the next day he spoke.", "2016-11-28 day|2016-11-29 day"),  # counted from the day named before
        ("He left on Monday; two days earlier he had spoken.", "2016-11-28 day|2016-11-26 day"),  # likewise
        ("He left the day before.", "2016-11-29 day"),  # none named: from publication
        ("He left the day before the talks.", ""),  # hangs on an event
        ("He left today.", "2016-11-30 day"),  # today
        ("He left yesterday.", "2016-11-29 day"),  # yesterday
        ("He leaves tomorrow.", "2016-12-01 day"),  # tomorrow
        ("Jets struck the town overnight.", "2016-11-29 day"),  # the night that ended today began yesterday
        ("Jets struck this morning.", "2016-11-30 day"),  # this morning
        ("He spoke earlier this week.", "2016-11-28 week"),  # from Monday
        ("He spoke there this weekend.", "2016-11-26 week"),  # the one that is over
        ("He will speak there this weekend.", "2016-12-03 week"),  # the one to come
        ("They will vote next week.", "2016-12-05 week"),  # next week
        ("He left two weeks ago.", "2016-11-14 week"),  # ago
        ("He left three days ago.", "2016-11-27 day"),  # ago, in days
        ("They spoke last month.", "2016-10-01 month"),  # last month
        ("In a recent call he agreed.", "2016-11-01 month"),  # recent
        ("He recently agreed.", "2016-11-01 month"),  # recently
        ("They spoke in March.", "2016-03-01 month"),  # the last March
        ("They will vote in March.", "2017-03-01 month"),  # the next March
        ("They spoke in May.", "2016-05-01 month"),  # the month
        ("They may speak.", ""),  # the modal
        ("Premier Anna May spoke.", ""),  # the surname
        ("The troops march in step.", ""),  # the verb
        ("They signed it on June 3.", "2016-06-03 day"),  # past
        ("They will sign it on June 3.", "2017-06-03 day"),  # coming
        ("They signed it on 3 March 2014.", "2014-03-03 day"),  # day first
        ("They signed it on Nov. 30, 2015.", "2015-11-30 day"),  # month first, abbreviated
        ("They signed it on 2015-11-30.", "2015-11-30 day"),  # ISO
        ("They signed it on Monday, Nov. 28.", "2016-11-28 day"),  # weekday and date are one
        ("They signed it in June 2015.", "2015-06-01 month"),  # month and year
        ("They signed it in March last year.", "2015-03-01 month"),  # month of a year by name
        ("They split in 2011.", "2011-01-01 year"),  # year
        ("They have not spoken since 2008.", "2008-01-01 year"),  # since
        ("The 2014 accord stands.", "2014-01-01 year"),  # year before a noun
        ("They sent 2000 troops.", ""),  # a number
        ("Trade rose from a year earlier.", "2015-01-01 year"),  # a year earlier
        ("They spoke last year.", "2015-01-01 year"),  # last year
        ("They spoke last summer.", "2016-06-01 month"),  # season
        ("They were foes during the Cold War.", "1947-03-12 year"),  # period
        ("They were foes in the 1990s.", "1990-01-01 year"),  # decade
        ("They will vote in two weeks.", "2016-12-12 week"),  # in two weeks
    ],
)
def test_dates(parse, lexicon, text: str, expected: str) -> None:
    _, _, parsed = parse(text)
    found = find_dates(parsed, WEDNESDAY, lexicon)
    assert "|".join(f"{d.date} {d.precision.value}" for d in found) == expected


def test_without_publication_only_full_dates(parse, lexicon) -> None:
    _, _, parsed = parse("He came on Friday, in June, a year ago, on 3 March 2014 and in 2011.")
    assert [d.text for d in find_dates(parsed, None, lexicon)] == ["3 March 2014", "2011"]


def test_impossible_days_are_left_out(parse, lexicon) -> None:
    _, _, parsed = parse("He came on 31 February 2014, on 2014-13-45 and 9999 years ago.")
    assert [d.text for d in find_dates(parsed, WEDNESDAY, lexicon) if d.precision.value == "day"] == []


@given(
    st.lists(
        st.sampled_from(
            "Friday March May 3 30 2014 next last the week weeks ago two in on , . 9999 year years later day before 1990s".split()
        ),
        max_size=14,
    ),
    st.sampled_from([None, dt.date.min, dt.date.max, WEDNESDAY]),
)
@settings(max_examples=60, deadline=None)
def test_dates_hold_on_any_words(parse, lexicon, words: list[str], published: dt.date | None) -> None:
    article, _, parsed = parse(" ".join(words))
    last = 0
    for found in find_dates(parsed, published, lexicon):
        assert found.span.start >= last
        assert found.span.of(article.text) == found.text
        last = found.span.end


def test_last_week_said_on_a_sunday_is_the_week_that_ends(parse, lexicon) -> None:
    _, _, parsed = parse("They spoke last week.")
    assert find_dates(parsed, dt.date(2016, 12, 4), lexicon)[0].date == dt.date(2016, 11, 28)
