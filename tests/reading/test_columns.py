import datetime as dt

import pytest

from detente.cli import run
from detente.cli_options import choose_known
from detente.errors import ReadingError
from detente.reading.columns import KEYS, SYNONYMS, match_columns, read_columns, read_rows
from detente.reading.known import Known
from detente.settings import Settings


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["id", "text"], {"id": "id", "text": "text"}),
        (["TEXT", "Published"], {"text": "TEXT", "published": "Published"}),  # case does not count
        (
            ["body", "date", "source", "headline", "link"],
            dict(zip(("text", "date", "outlet", "title", "url"), range(5), strict=True)),
        ),
        (["content", "body"], {"text": "body"}),  # the first synonym of the list
        (["body", "text"], {"text": "text"}),  # the key itself before its synonyms
        (["text", "published", "date"], {"text": "text", "published": "published"}),
        (["full_text", "Publish Date", "publication"], {"text": 0, "date": 1, "outlet": 2}),  # spaces and underscores
        (["Text", "text"], {"text": "text"}),  # the one that is spelt as the key
        (["text", "x", "x", ""], {"text": "text"}),  # two columns of one name that nobody needs
    ],
)
def test_columns_are_found_by_their_names(names: list[str], found: dict[str, str | int]) -> None:
    places = {key: names.index(place) if isinstance(place, str) else place for key, place in found.items()}
    assert match_columns(names, "x.csv", Known()) == places


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ((("text", "b"),), {"text": 1, "id": 0}),
        ((("text", "B"), ("published", "date")), {"text": 1, "id": 0, "published": 2}),  # a date that is asked for must be one
        ((("text", "b"), ("title", "id")), {"text": 1, "title": 0}),  # a column that is asked for serves nothing else
    ],
)
def test_the_column_map_comes_first(columns: tuple[tuple[str, str], ...], found: dict[str, int]) -> None:
    assert {k: v for k, v in match_columns(["id", "b", "date"], "x", Known(columns=columns)).items() if k != "date"} == found


@pytest.mark.parametrize(
    ("names", "columns", "message"),
    [
        (["a", "b"], (), "x.csv: no column for the text (its columns are a, b). The first row must name the columns."),
        (["text", "text"], (), "x.csv: 2 columns are named 'text'. Rename all but one of them."),
        (["text", "Headline", "HEADLINE"], (), "x.csv: 2 columns are named 'Headline'."),
        (["body", "date"], (("text", "bdy"),), "x.csv: no column 'bdy'. Its columns are body, date. Did you mean body?"),
        ([str(i) for i in range(99)], (), "x.csv: no column for the text (its columns are 0, 1, 2,"),
    ],
)
def test_says_which_columns_exist(names: list[str], columns: tuple[tuple[str, str], ...], message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        match_columns(names, "x.csv", Known(columns=columns))
    assert str(caught.value).startswith(message)
    assert len(str(caught.value)) < 300


def test_no_synonym_means_two_keys() -> None:
    words = [word for key in KEYS for word in (key, *SYNONYMS[key].split())]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ("txt=body", "there is no key 'txt'. Keys are text, id, title, published, outlet, url, language. Did you mean text?"),
        ("text", "'text' names no key and column"),
        ("text=", "'text=' names no key and column"),
        ("", "'' names no key and column"),
        ("text=a,text=b", "'text' is given twice"),
    ],
)
def test_a_column_map_that_is_wrong_ends_the_command(pairs: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", "x.csv", "--columns", pairs]) == 2
    assert message in capsys.readouterr().err


def test_the_option_reaches_the_reader() -> None:
    known = choose_known(Settings(), None, "2016-11-30", None, None, "text=body,url=link", wins=False)
    assert known == Known(published=dt.date(2016, 11, 30), columns=(("text", "body"), ("url", "link")))


def test_no_column_map() -> None:
    assert read_columns(None) == ()


def test_a_date_that_is_no_day_is_told_once() -> None:
    errors: list[ReadingError] = []
    rows = [(f"x:{i}", {"text": "Oslo said so.", "date": date}) for i, date in enumerate(["2016-11-30", "30/11/16", "", "soon"])]
    articles = list(read_rows(rows, Known(), errors.append))
    assert [article.published for article in articles] == [dt.date(2016, 11, 30), None, None, None]
    (error,) = errors
    assert str(error).startswith("x:1: the date '30/11/16' cannot be understood. The article is read without it")
