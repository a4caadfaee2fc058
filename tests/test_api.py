import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace

import pytest

import detente
from detente.errors import ReadingError

TEXT = (
    "Lisbon ready to reopen talks with Rabat\n\n"
    "Portugal is ready to reopen fishing talks with Morocco, Foreign Minister Ana Duarte said on Tuesday.\n"
)


def test_read_gives_a_reading() -> None:
    reading = detente.read(TEXT, published="2015-03-04", outlet="The Courier")
    assert isinstance(reading, detente.Reading)
    assert (reading.article.title, reading.article.published) == ("Lisbon ready to reopen talks with Rabat", dt.date(2015, 3, 4))
    assert reading.article.text == TEXT
    assert reading.statements
    assert reading.to_dict() == json.loads(json.dumps(reading.to_dict()))
    assert "Foreign Minister" in reading._repr_html_()


def test_every_span_of_the_object_cuts_its_text() -> None:
    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str) and value.get("spans"):
                assert " ".join(TEXT[start:end] for start, end in value["spans"]) == value["text"]
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(detente.read(TEXT, published="2015-03-04").to_dict())


def test_read_takes_a_date_and_refuses_what_is_none() -> None:
    assert detente.read("Oslo said so.", published=dt.date(2016, 11, 30)).article.published == dt.date(2016, 11, 30)
    with pytest.raises(ReadingError, match="the date 'soon' cannot be understood"):
        detente.read("Oslo said so.", published="soon")


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "a\0b", "“", "Ще не вмерла", "\r\n\r\n"])
def test_read_takes_any_text(text: str) -> None:
    assert detente.read(text).article.text == text


def test_code_takes_texts_and_articles_and_keeps_the_order() -> None:
    article = detente.read("Rabat said so.").article
    assert [r.article.text for r in detente.code(["Oslo said so.", article])] == ["Oslo said so.", "Rabat said so."]


def test_a_pipeline_is_a_value() -> None:
    pipeline = detente.load()
    article = detente.make_article(TEXT, published="2015-03-04")
    assert pipeline.read(article).article == replace(article, language="en")
    assert detente.load(detente.Settings(batch_size=1)).settings.batch_size == 1


def test_importing_costs_nothing() -> None:
    code = "import sys, detente; print([m for m in ('spacy', 'rich', 'lxml', 'numpy', 'typer') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"


def test_the_public_names_exist() -> None:
    assert set(detente.__all__) <= set(dir(detente))
    for name in detente.__all__:
        assert getattr(detente, name)
    with pytest.raises(AttributeError, match="has no attribute 'reed'; it has "):
        detente.reed  # noqa: B018  looked up for its error
