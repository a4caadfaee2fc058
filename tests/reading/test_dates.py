import datetime as dt

import pytest

from detente.errors import ReadingError
from detente.reading.dates import read_date

DAY = dt.date(2016, 11, 30)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-11-30", DAY),  # the form that messages recommend
        ("20161130", DAY),  # as gold rows write it
        (20161130, DAY),  # the same as a JSON number
        (" 2016-11-30 ", DAY),  # white space around it
        ("2016-11-30T23:30:00+03:00", DAY),  # the day as written, in the article's own zone
        ("2016-11-30 09:00", DAY),  # a blank instead of the T
        (dt.datetime(2016, 11, 30, 9, tzinfo=dt.UTC), DAY),  # from Python
        (DAY, DAY),  # from Python
        (None, None),  # not known
        ("", None),  # not known, as tables write it
    ],
)
def test_reads_a_day(value: object, day: dt.date | None) -> None:
    assert read_date(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "30/11/2016",  # day first or month first: not to be guessed
        "November 2016",  # no day
        "2016-13-01",  # no such month
        "2015-02-29",  # no such day
        "today",  # would depend on the clock
        0,  # a number that is no date
        True,  # no date at all
        3.5,
        ["2016-11-30"],
        "0000-00-00",  # what databases write for nothing
        "９" * 8,  # digits of another script
    ],
)
def test_refuses_what_is_no_day(value: object) -> None:
    with pytest.raises(ReadingError, match=r"^x\.jsonl:3: the date .*YYYY-MM-DD") as error:
        read_date(value, "x.jsonl:3")
    assert error.value.where == "x.jsonl:3"
