import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.html import looks_like_html, read_page
from detente.reading.json_ld import read_facts
from detente.reading.known import Known

PARAGRAPHS = (
    "<p>Portugal is ready to reopen fishing talks with Morocco, Foreign Minister Ana Duarte told parliament on Tuesday.</p>"
    "<p>“We will not accept preconditions,” she said, adding that the partners had been told so <b>twice</b> in a letter.</p>"
    "<p>Morocco accused Portugal of bad faith last month, after the talks had broken down over licences.</p>"
)
LINKED = """<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "no"}, {"@type": ["NewsArticle"],
 "headline": "Lisbon &amp; Rabat to talk", "datePublished": "2015-03-04T23:30:00+03:00", "dateModified": "2016-01-01",
 "publisher": {"@type": "Organization", "name": "The Courier"}, "mainEntityOfPage": {"@id": "https://courier.example/a"}}]}
</script>"""
TAGGED = """<meta property="og:site_name" content="The Courier"><meta property="og:title" content="Lisbon and Rabat to talk">
<meta property="article:published_time" content="2015-03-04T08:00:00Z"><link rel="canonical" href="https://courier.example/b">"""


def page(head: str = "", body: str = PARAGRAPHS, language: str = "en") -> bytes:
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body><article>{body}</article></body></html>'.encode()


def test_takes_json_ld_first() -> None:
    article = read_page(page(LINKED + "<title>Something else | The Courier</title>"), "x.html", Known())
    assert (article.title, article.published, article.outlet, article.url) == (
        "Lisbon & Rabat to talk",
        dt.date(2015, 3, 4),
        "The Courier",
        "https://courier.example/a",
    )


def test_takes_meta_tags() -> None:
    article = read_page(page(TAGGED), "x.html", Known())
    assert (article.title, article.published, article.outlet, article.url) == (
        "Lisbon and Rabat to talk",
        dt.date(2015, 3, 4),
        "The Courier",
        "https://courier.example/b",
    )


def test_keeps_the_words_and_leaves_the_menu() -> None:
    body = f"<nav><a href='/'>Home</a></nav><h1>Lisbon and Rabat to talk</h1>{PARAGRAPHS}<footer>Copyright 2019</footer>"
    text = read_page(page("", body), "x.html", Known()).text
    assert text.startswith("Lisbon and Rabat to talk\nPortugal is ready")
    assert "so twice in a letter" in text
    assert "Home" not in text
    assert "Copyright" not in text


def test_no_date_is_guessed_from_the_words() -> None:
    article = read_page(page("", PARAGRAPHS + "<p>An earlier report was published on 3 April 2012 in Lisbon.</p>"), "x", Known())
    assert article.published is None


def test_an_address_that_is_no_web_address_is_dropped() -> None:
    assert read_page(page('<link rel="canonical" href="javascript:alert(1)">'), "x", Known()).url is None
    assert read_page(page(LINKED.replace("https://courier.example/a", "javascript:alert(1)")), "x", Known()).url is None


def test_what_the_caller_knows_fills_or_wins() -> None:
    known = {"published": dt.date(2001, 1, 1), "outlet": "The Herald", "title": "Mine"}
    filled = read_page(page(LINKED), "x", Known(**known))  # type: ignore[arg-type]  # a table of fields of mixed types
    won = read_page(page(LINKED), "x", Known(**known, wins=True))  # type: ignore[arg-type]  # as above
    assert (filled.published, filled.outlet, filled.title) == (dt.date(2015, 3, 4), "The Courier", "Lisbon & Rabat to talk")
    assert (won.published, won.outlet, won.title) == (dt.date(2001, 1, 1), "The Herald", "Mine")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1252">', "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "windows-1252"),  # as browsers read it
        ("", "utf-8"),  # what nearly every page is
        ("", "utf-16"),  # with its byte order mark
        ('<meta charset="windows-1252">', "utf-8"),  # a declaration that lies: the bytes are good UTF-8
    ],
)
def test_finds_the_encoding(declared: str, encoding: str) -> None:
    data = page(declared).decode().encode(encoding)
    assert "“We will not accept preconditions,”" in read_page(data, "x", Known()).text


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (page("", ""), "no article text"),
        (page("", "<script>var a = 'text that is no text';</script>"), "no article text"),
        (page('<meta charset="utf-8">').decode().encode("windows-1252"), "not UTF-8"),
        (page("", PARAGRAPHS + "\0"), "NUL"),
        (
            page("", "<p>Le ministre des affaires étrangères a déclaré mardi que son pays était prêt à négocier.</p>" * 5, "fr"),
            "French",
        ),
    ],
)
def test_says_why_a_page_cannot_be_read(data: bytes, cause: str) -> None:
    with pytest.raises(ReadingError) as error:
        read_page(data, "x.html", Known())
    assert cause in error.value.cause


def test_deep_nesting_ends_in_an_article_or_a_message() -> None:
    with pytest.raises(ReadingError):
        read_page(page("", "<div>" * 50_000 + "deep" + "</div>" * 50_000), "x.html", Known())


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf  <HTML>", True),
        (b'<?xml version="1.0"?>\n<!-- saved --><html>', True),
        (b"<p>Portugal is ready", False),  # could be a text with a stray tag
        (b"The <html> tag is old.", False),
    ],
)
def test_knows_a_page_by_its_beginning(data: bytes, looks: bool) -> None:
    assert looks_like_html(data) is looks


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: page("", t).replace(b"\0", b"")))
def test_any_bytes_give_an_article_or_a_message(data: bytes) -> None:
    with contextlib.suppress(ReadingError):
        read_page(data, "x.html", Known())


@given(st.text(max_size=200))
def test_any_json_ld_is_survived(words: str) -> None:
    read_facts(f'<script type="application/ld+json">{words}</script>')
    read_facts(f'<script type="application/ld+json">{{"@type": "Article", "datePublished": "{words}", "publisher": 3}}</script>')
