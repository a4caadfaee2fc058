import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.jsonl import read_lines, row_to_article
from detente.reading.known import Known
from detente.records import Article


def read(data: bytes, known: Known | None = None) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    articles = list(read_lines(io.BytesIO(data), "x.jsonl", known or Known(), errors.append))
    return articles, [str(error) for error in errors]


def test_reads_the_keys() -> None:
    row = {
        "id": "row-7",
        "text": "Oslo said so.",
        "title": "Oslo speaks",
        "published": "2016-11-30",
        "outlet": "The Courier",
        "url": "https://courier.example/a",
        "language": "en",
    }
    articles, errors = read(json.dumps(row).encode())
    assert not errors
    (article,) = articles
    assert (article.source, article.text, article.title, article.published, article.outlet, article.url, article.language) == (
        "row-7",
        "Oslo said so.",
        "Oslo speaks",
        dt.date(2016, 11, 30),
        "The Courier",
        "https://courier.example/a",
        "en",
    )


@pytest.mark.parametrize(
    ("row", "published", "source"),
    [
        ({"date": "20080804"}, dt.date(2008, 8, 4), "x.jsonl:3"),  # gold rows call it date
        ({"date": 20080804, "id": 17}, dt.date(2008, 8, 4), "17"),  # numbers for both
        ({"published": None, "date": "2008-08-04"}, dt.date(2008, 8, 4), "x.jsonl:3"),  # an empty published does not hide date
        ({"published": "2009-01-01", "date": "2008-08-04"}, dt.date(2009, 1, 1), "x.jsonl:3"),
        ({"date": "121108"}, None, "x.jsonl:3"),  # a date of others that is no day leaves the article undated
        ({"id": "", "published": ""}, None, "x.jsonl:3"),  # empty is unknown
    ],
)
def test_dates_and_ids(row: dict[str, object], published: dt.date | None, source: str) -> None:
    article = row_to_article({"text": "Oslo said so.", **row}, "x.jsonl:3", Known())
    assert (article.published, article.source) == (published, source)


def test_takes_its_own_output_again() -> None:
    article = row_to_article({"article": {"text": "Oslo said so.", "source": "row-7", "outlet": "The Courier"}}, "x:1", Known())
    assert (article.source, article.outlet) == ("row-7", "The Courier")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"not json", "x.jsonl:2: not valid JSON (Expecting value at column 1)"),
        (b'{"text": "Oslo said so."', "x.jsonl:2: not valid JSON"),
        (b'["text"]', "x.jsonl:2: a JSON list where an object is needed"),
        (b"{}", "x.jsonl:2: no key 'text' (the object is empty)"),
        (b'{"txt": "Oslo said so."}', "x.jsonl:2: no key 'text' (its keys are txt)"),
        (b'{"text": 3}', "x.jsonl:2: 'text' is a JSON number, not a string"),
        (b'{"text": ""}', "x.jsonl:2: there is no text in it"),
        (b'{"text": "a\\u0000b"}', "x.jsonl:2: a NUL character at offset 1"),
        (b'{"text": "a\\ud800b"}', "x.jsonl:2: half a character (\\ud800, a lone surrogate) at offset 1"),
        (b'{"text": "Oslo", "published": "soon"}', "x.jsonl:2: the date 'soon' cannot be understood"),
        (b'{"text": "Oslo", "outlet": {"name": "x"}}', "x.jsonl:2: 'outlet' is a JSON object, not a string"),
        (b'{"text": "Oslo", "language": "de"}', "x.jsonl:2: its language is given as 'de'"),
        (b'{"text": "caf\xe9"}', "x.jsonl:2: not UTF-8: byte 0xE9 at offset 13 of the line"),
        (b"[" * 50_000, "x.jsonl:2: JSON that is nested too deep"),
        (b'{"text": "' + b"word " * 40_000 + b'"}', "x.jsonl:2: more than 65,"),
    ],
)
def test_one_bad_line_is_named_and_the_others_are_read(line: bytes, message: str) -> None:
    good = b'{"text": "Oslo said so."}'
    articles, errors = read(good + b"\n" + line + b"\n" + good, Known(max_chars=20))
    assert [a.source for a in articles] == ["x.jsonl:1", "x.jsonl:3"]
    assert len(errors) == 1
    assert errors[0].startswith(message)
    assert errors[0].endswith((".", "}.", "?"))


def test_empty_lines_count_but_are_no_articles() -> None:
    articles, errors = read(b'\xef\xbb\xbf{"text": "One."}\r\n\r\n{"text": "Two."}\r\n')
    assert [a.source for a in articles] == ["x.jsonl:1", "x.jsonl:3"]
    assert not errors


def test_no_line_at_all_is_an_error() -> None:
    assert read(b"\n\n") == ([], [read(b"")[1][0]])


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_any_bytes_give_articles_or_messages(lines: list[bytes]) -> None:
    read(b"\n".join(lines))


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=9) | st.integers(),
        lambda x: st.lists(x) | st.dictionaries(st.text(max_size=4), x),
    )
)
def test_any_json_gives_an_article_or_a_message(value: object) -> None:
    for row in (value, {"text": "Oslo said so.", "id": value, "title": value, "published": value, "article": value}):
        try:
            row_to_article(row, "x", Known())
        except ReadingError:
            continue
