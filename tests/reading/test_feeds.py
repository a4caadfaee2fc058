import contextlib
import datetime as dt
import html
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.feeds import looks_like_feed, read_feed
from detente.reading.known import Known
from detente.records import Article

FIRST = "Norway and Russia signed a treaty on their border at sea on Tuesday, the foreign ministry in Oslo said."
SECOND = "It ends a dispute of forty years & takes effect in May."
BODY = f"<p>{FIRST}</p><p>It ends a <b>dispute</b> of forty years &amp; takes effect in May.</p>"
TEXT = f"{FIRST}\n\n{SECOND}"


def item(markup: str = BODY, more: str = "", link: str = "https://courier.example/1") -> str:
    return (
        f"<item><title>Border &amp;amp; sea</title><link>{link}</link><pubDate>Tue, 03 Mar 2015 23:30:00 -0500</pubDate>"
        f"<description>{html.escape(markup)}</description>{more}</item>"
    )


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', title: str = "The Courier") -> bytes:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    channel = f"<title>{title}</title><language>en-gb</language>{''.join(items)}"
    return f'{head}<rss version="2.0" {spaces}><channel>{channel}</channel></rss>'.encode()


def atom(entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &amp;amp; B</title>{entries}</feed>'.encode()


def read(data: bytes, known: Known | None = None) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    articles = list(read_feed(data, "f.rss", known or Known(), errors.append))
    return articles, [str(error) for error in errors]


def test_one_article_an_entry() -> None:
    guid = '<guid isPermaLink="false">tag:courier,2</guid>'
    (first, second), errors = read(rss(item(), item(more=guid)))
    assert errors == []
    assert first.text == TEXT
    assert (first.title, first.outlet, first.url, first.language) == (
        "Border & sea",
        "The Courier",
        "https://courier.example/1",
        "en-gb",
    )
    assert (first.source, second.source) == ("f.rss#1", "tag:courier,2")
    assert first.published == dt.date(2015, 3, 3)  # as written, though it was the 4th in London


def test_the_content_goes_before_the_summary() -> None:
    full = f"<content:encoded><![CDATA[{BODY}<p>The post Border appeared first on The Courier.</p>]]></content:encoded>"
    (article,), errors = read(rss(item("Norway and Russia signed a treaty… Read more", full)))
    assert (article.text, errors) == (TEXT, [])


def test_the_feed_that_an_entry_was_taken_from_is_its_outlet() -> None:
    (article,), _ = read(rss(item(more='<source url="https://herald.example/rss">The Herald</source>')))
    assert article.outlet == "The Herald"


def test_atom() -> None:
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div>'
    entries = (
        "<entry><id>tag:1</id><title>Border</title><published>2015-03-04T00:30:00+05:00</published>"
        f'<updated>2016-01-01T00:00:00Z</updated><link href="https://a.example/1"/><content type="xhtml">{div}</content></entry>'
        "<entry><id>tag:2</id><updated>2015-03-03T23:30:00-05:00</updated>"
        f'<summary type="text">{html.escape(TEXT)}</summary></entry>'
        '<entry><id>tag:3</id><content type="image/png">iVBORw0KGgo=</content></entry>'
    )
    (first, second), errors = read(atom(entries))
    assert (first.text, first.outlet, first.source, first.published) == (TEXT, "A & B", "tag:1", dt.date(2015, 3, 4))
    assert (second.text, second.url, second.published) == (TEXT, None, dt.date(2015, 3, 3))
    assert errors == ["f.rss#3: this entry holds no text. Give the page of the article itself."]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Norway and Russia signed a treaty on their border at sea", 11),
        (f"{FIRST} {SECOND} Norway said…", 33),
        (f"<p>{FIRST}</p><a href='/x'>Continue reading Border &amp; sea →</a>", 19),
        (f"{FIRST} {SECOND} Read more »", 31),
        (f"{FIRST} {SECOND} [...]", 32),
    ],
)
def test_a_teaser_is_no_article(markup: str, words: int) -> None:
    articles, errors = read(rss(item(markup), item(markup, link="javascript:alert(1)")))
    assert articles == []
    there = "The article itself is at https://courier.example/1: give that page."
    assert errors[0] == f"f.rss#1: this entry holds a teaser of {words} words, no article. {there}"
    assert errors[1].endswith(" Give the page of the article itself.")


def test_a_short_item_is_an_article_and_so_is_a_long_part_of_one() -> None:
    short = "Norway and Russia signed a treaty on their border at sea on Tuesday, the Norwegian foreign ministry in Oslo said."
    long = " ".join([FIRST] * 6) + " Read more"
    articles, errors = read(rss(item(short), item(long)))
    assert errors == []
    assert [a.text for a in articles] == [short, " ".join([FIRST] * 6)]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "java\nscript:alert(1)"])
def test_x3_a_link_that_is_not_of_the_web_is_dropped(link: str) -> None:
    (article,), errors = read(rss(item(link=link)))
    assert (article.url, errors) == (None, [])


@pytest.mark.parametrize(
    "markup",
    [
        f"{BODY}<script>alert(1)</script><style>p {{}}</style><!-- x -->",
        html.escape(BODY),  # escaped once too often
        f"<div><img src=x onerror=alert(1)>{BODY}<iframe src='https://x.example'></iframe></div>",
        f"<table><tr><td>{BODY}</td></tr></table>",
    ],
)
def test_no_markup_is_left(markup: str) -> None:
    (article,), errors = read(rss(item(markup)))
    assert (article.text, errors) == (TEXT, [])


def test_what_the_caller_knows_fills_or_wins() -> None:
    known = {"published": dt.date(2001, 1, 1), "outlet": "The Herald", "title": "Mine"}
    (filled,), _ = read(rss(item(), title=""), Known(**known))  # type: ignore[arg-type]  # a table of fields of mixed types
    (won,), _ = read(rss(item()), Known(**known, wins=True))  # type: ignore[arg-type]  # as above
    assert (filled.published, filled.outlet, filled.title) == (dt.date(2015, 3, 3), "The Herald", "Border & sea")
    assert (won.published, won.outlet, won.title) == (dt.date(2001, 1, 1), "The Herald", "Mine")


def test_a_date_that_cannot_be_understood_is_none() -> None:
    for written in ("yesterday", "Tue, 31 Feb 2015 10:00:00 GMT", "32"):
        data = rss(item()).replace(b"Tue, 03 Mar 2015 23:30:00 -0500", written.encode())
        (article,), errors = read(data)
        assert (article.published, errors) == (None, [])


@pytest.mark.parametrize(
    ("declared", "used"), [("utf-16", "utf-16"), ("utf-16", "utf-16-le"), ("iso-8859-1", "iso-8859-1"), ("utf-8", "utf-8-sig")]
)
def test_finds_the_encoding(declared: str, used: str) -> None:
    data = rss(item(BODY.replace("Oslo", "Ålesund")), head=f'<?xml version="1.0" encoding="{declared}"?>').decode().encode(used)
    assert looks_like_feed(data)
    (article,), errors = read(data)
    assert (article.text, errors) == (TEXT.replace("Oslo", "Ålesund"), [])


def test_bytes_that_do_not_fit_are_told_and_the_rest_is_read() -> None:
    (article,), errors = read(rss(item(BODY.replace("Oslo", "Ålesund"))).decode().encode("windows-1252"))
    assert "\ufffdlesund" in article.text
    assert errors[0].startswith("f.rss: malformed: it holds bytes that are not UTF-8.")


def test_what_can_be_read_of_a_malformed_feed_is_read() -> None:
    (first, second), errors = read(rss(item(), item()).replace(b"</channel>", b"<x> & </y>"))
    assert (first.text, second.text) == (TEXT, TEXT)
    assert errors[0].startswith("f.rss: malformed XML (")
    assert "in line 1)" in errors[0]
    data = rss(item(), item())
    (whole,), errors = read(data[: data.rindex(b"dispute")])
    assert whole.text == TEXT
    assert len(errors) == 2  # the feed, and the entry that was cut


def test_what_is_no_feed() -> None:
    for data in (b"", b"Oslo said so.", b"<html><p>Oslo</p></html>", b"\0\xff", b"<opml/>"):
        with pytest.raises(ReadingError, match="no feed"):
            read(data)
    assert read(rss())[1] == ["f.rss: there is no entry in this feed. Save the feed again when it has entries."]


@pytest.mark.parametrize(
    ("head", "looks"),
    [
        (b'<?xml version="1.0"?>\n<!-- x --><!DOCTYPE rss [ <!ENTITY a "b"> ]>\n<rss version="0.91">', True),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", True),
        ("<rss>".encode("utf-16"), True),
        (b"<html><rss>", False),
        (b"<rssx>", False),
        (b"The <rss> tag", False),
    ],
)
def test_knows_a_feed_by_its_beginning(head: bytes, looks: bool) -> None:
    assert looks_like_feed(head) is looks


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 10))
ATTACKS = {
    "billion laughs": (f'<!DOCTYPE rss [<!ENTITY l0 "ha">\n{LAUGHS}]>', "&l9;"),
    "quadratic blow-up": (f'<!DOCTYPE rss [\n<!ENTITY a "{"a" * 100_000}">\n]>', "&a;" * 10_000),
    "external entity": ('<!DOCTYPE rss [\n<!ENTITY a SYSTEM "file:///etc/passwd">\n]>', "&a;"),
    "parameter entity": ('<!DOCTYPE rss [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a; ]>', "&a;"),
    "external DTD": ('<!DOCTYPE rss SYSTEM "file:///etc/passwd">', "&a;"),
}


@pytest.mark.parametrize("width", ["utf-8", "utf-16"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_z3_entities_are_not_expanded(attack: str, width: str) -> None:
    import tracemalloc

    doctype, reference = ATTACKS[attack]
    bomb = f"<item><title>t</title><description>Oslo said {reference} so.</description></item>"
    data = rss(item(), bomb, head=f'<?xml version="1.0" encoding="{width}"?>{doctype}').decode().encode(width)
    read(rss(item()))  # what is imported once is not of the bomb
    start = time.perf_counter()
    tracemalloc.start()
    articles, errors = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.perf_counter() - start < 1
    assert peak < 64_000_000
    assert errors[0].startswith("f.rss: malformed")
    assert articles[0].text == TEXT
    assert all(len(a.text) < 40_000 and "root:" not in a.text and "haha" not in a.text for a in articles)


@pytest.mark.parametrize(
    "data",
    [
        rss("<item>" * 20_000),
        b"<rss>&" + b"<a/>" * 30_000,
        b"<rss version='2.0' " + b" ".join(b"a%d='1'" % n for n in range(40_000)) + b"><channel/></rss>",
        b"<rss>" + b"<!--" * 100_000,
        b" " * 5_000_000 + rss(item()),
        rss(item("<div>" * 100_000)),
        rss(item("<p " + " ".join(f"a{n}='1'" for n in range(40_000)) + ">x</p>")),
    ],
    ids=["entries", "nesting", "attributes", "comments", "spaces", "tags in an entry", "attributes in an entry"],
)
def test_z3_a_feed_that_is_hard_to_parse_ends_soon(data: bytes) -> None:
    start = time.perf_counter()
    with contextlib.suppress(ReadingError):
        assert all(isinstance(article, Article) for article in read(data)[0])
    assert time.perf_counter() - start < 10


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: rss(item(t))) | st.text(max_size=200).map(rss))
def test_z3_any_bytes_give_articles_or_messages(data: bytes) -> None:
    with contextlib.suppress(ReadingError):
        articles, _ = read(data)
        assert all(article.text.strip() for article in articles)
