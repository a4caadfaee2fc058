"""Files that were made to hang, to fill the memory or to break the reader: an article or a message comes out, and soon."""

import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.feeds import read_feed
from detente.reading.files import read_input
from detente.reading.html import looks_like_html, read_page
from detente.reading.json_ld import read_facts
from detente.reading.known import Known
from detente.reading.markup import PAGE_TAGS, check_markup, plain_text
from detente.records import Article

SENTENCE = "The minister said that the talks with the other state would go on in Oslo. "
STORY = f"<p>{SENTENCE * 10}</p>"
LINKED = '<script type="application/ld+json">'
BRACKETS = LINKED + json.dumps({"@type": "NewsArticle", "author": "(" * 90_000}) + "</script>"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>".encode(
        "utf-8", "surrogatepass"
    )


def outcome(data: bytes, known: Known | None = None) -> str:
    """Read a page; the text, or the cause why there is none; at most 10 s."""
    start = time.perf_counter()
    try:
        said = read_page(data, "x.html", known or Known()).text
    except ReadingError as error:
        said = error.cause
    assert time.perf_counter() - start < 10
    return said


PAGES = {
    "nested div": (page(STORY + "<div>" * 200_000 + "x" + "</div>" * 200_000), "200,00"),
    "nested div, few": (page("<div>" * 9_000 + STORY + "</div>" * 9_000), "no article text"),
    "single text of 10 MB": (page(f"<p>{'word ' * 2_000_000}</p>"), "no article text"),
    "single text of 9 MB": (page(f"<p>{'word ' * 1_800_000}</p>"), "far more than one article"),
    "no end of text": (b"<html>" + b"word " * 300_000, "more than the 500,000"),
    "NUL": (page(STORY + "\0"), "a NUL character"),
    "a lone surrogate in UTF-8": (page(STORY + "\ud800"), "not UTF-8"),
    "lone surrogates as entities": (page(STORY + "&#xD800;&#55357;"), "The minister said"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 100, "not UTF-8"),
    "encodings mixed": (page(STORY) + "é".encode("windows-1252") + "é".encode(), "not UTF-8"),
    "a declared encoding that does not fit": (page(STORY, '<meta charset="utf-16">') + b"\xff", "no article text"),
    "an encoding that is none": (page(STORY, '<meta charset="base64">') + b"\xff", "not UTF-8"),
    "many paragraphs": (page("<p>word</p>" * 50_000), "50,004 tags"),
    "many words in tags": (page(f"<p>{'<span>word</span> ' * 15_000}</p>"), "15,000 others in it"),
    "many attributes in a tag": (page(f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>{SENTENCE * 5}</p>"), "attributes in"),
    "many attributes behind a quoted end": (page(f'<p x=">" y="<" {" ".join(map(str, range(20_000)))}>x</p>'), "attributes in"),
    "many attributes": (page(STORY + f"<p {' '.join(f'a{n}=1' for n in range(100))}>x</p>" * 3_000), "attributes in"),
    "an author of brackets": (page(STORY, f'<meta name="author" content="{"(" * 200_000}">'), "The minister said"),
    "many authors": (page(STORY, f'<meta name="author" content="{"(" * 900}">' * 2_000), "The minister said"),
    "JSON-LD of quotes": (page(f'{LINKED}{{"@type":"NewsArticle","author":"{chr(92)}"' * 20_000 + "</script>" + STORY), "cause"),
    "JSON-LD that is not closed": (page(STORY, LINKED * 5_000), "cause"),
    "JSON-LD nested": (page(LINKED + "[" * 90_000 + "</script>" + STORY), "The minister said"),
    "JSON-LD with an author of brackets": (page(BRACKETS + STORY), "The minister said"),
    "scripts that are not closed": (page(STORY, "<script " * 15_000), "cause"),
}  # fmt: skip


@pytest.mark.parametrize("case", PAGES)
def test_z4_a_hostile_page_gives_an_article_or_a_message_within_ten_seconds(case: str) -> None:
    data, expected = PAGES[case]
    said = outcome(data)
    assert expected == "cause" or expected in said


def test_z4_a_page_at_the_limits_is_still_read_in_time() -> None:
    body = "".join("<div>" + f"<p><b>{SENTENCE}</b>{n}.{k}</p>" * 800 + "</div>" for n in range(4) for k in range(2))
    assert "The minister said" in outcome(page(STORY + body), Known(max_chars=5_000_000))


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "rot13", "undefined", "x" * 90]
)
def test_z3_z4_an_encoding_that_is_none_of_a_text_is_not_used(name: str) -> None:
    assert "not UTF-8" in outcome(page(STORY, f'<meta charset="{name}">') + b"\xff.")
    feed = f'<?xml version="1.0" encoding="{name}"?><rss version="2.0"><channel><item><description>{SENTENCE}'.encode()
    errors: list[ReadingError] = []
    (article,) = read_feed(feed + b"\xff.</description></item></channel></rss>", "f.rss", Known(), errors.append)
    assert article.text == SENTENCE + "\ufffd."
    assert "bytes that are not UTF-8" in errors[0].cause


def test_z4_the_beginning_of_a_page_is_looked_at_once() -> None:
    start = time.perf_counter()
    assert not looks_like_html(b"<!---->" * 500 + b"x")
    assert looks_like_html(b"<!-- a --> <!-- b -->" * 100 + b"<html>")
    assert read_facts(LINKED * 100_000).title is None
    assert read_facts("<script " * 300_000).title is None
    assert time.perf_counter() - start < 2


def test_z4_the_parser_may_raise_what_it_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    for name in ("load_html", "bare_extraction"):
        for error in (RecursionError(), MemoryError(), AttributeError("x"), UnicodeDecodeError("utf-8", b"", 0, 1, "x")):
            with monkeypatch.context() as patched:
                patched.setattr(trafilatura, name, lambda *_, error=error, **__: (_ for _ in ()).throw(error))
                assert outcome(page(STORY)).startswith(f"this page cannot be parsed ({type(error).__name__})")


def test_markup_is_measured_before_it_is_parsed() -> None:
    check_markup("<p>x</p>" * PAGE_TAGS, "x", PAGE_TAGS)
    with pytest.raises(ReadingError, match="20,001 tags"):
        check_markup("<p>x</p>" * (PAGE_TAGS + 1), "x", PAGE_TAGS)
    check_markup(f'<p data="{"word " * 100_000}">', "x", PAGE_TAGS)  # one attribute, however long
    check_markup("1 < 2 " * 100_000, "x", PAGE_TAGS)


@given(st.text(max_size=200) | st.lists(st.sampled_from(["<", ">", "<p>", "</p>", "&lt;", "&#0;", "x", " ", "\n"])).map("".join))
def test_plain_text_never_raises_and_is_plain(markup: str) -> None:
    text = plain_text(markup)
    assert text == text.strip()
    assert "\n\n\n" not in text


JUNK = {
    "a.rss": [b"<rss", b"<rss>" * 1000, b'<?xml version="1.0" encoding="utf-7"?><rss>+ADw-'],
    "a.atom": [b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>", b"\xff\xfe<\0f\0e\0e\0d\0>"],
    "a.xml": [b"<?xml version='1.0'?><letter>Oslo</letter>", b"<!DOCTYPE" * 1000],
    "a.warc": [b"WARC/1.0\r\n" * 1000, b"WARC/1.0\r\n\r\n", b"WARC/1.0\r\nContent-Length: 5\r\n\r\n"],
    "a.warc.gz": [gzip.compress(b"WARC/1.0\r\n" * 1000), gzip.compress(b"WARC/1.0")[:-3], b"\x1f\x8b\x08" * 1000],
    "a.html": [b"\xff\xfe\x00", b"<html" * 1000, b"<!--" * 1000],
    "a.jsonl": [b"{" * 1000, b'{"text": "' + b"x" * 1000, b'{"text": "\\ud800"}'],
    "a.json": [b"[" * 100_000, b'{"text": 1e999}', b"[" + b"1" * 5000 + b"]"],
    "a": [b"\x1f\x8b\x08\x00junk", b"WARC/", b"\xef\xbb\xbf<rss>", b"<feed>"],
}


@pytest.mark.parametrize("name", JUNK)
def test_z1_z2_z3_z4_junk_under_every_name_is_reported(tmp_path: Path, name: str) -> None:
    for data in JUNK[name]:
        (tmp_path / name).write_bytes(data)
        errors: list[ReadingError] = []
        articles: list[Article] = []
        try:
            articles = list(read_input(str(tmp_path / name), Known(), errors.append))
        except ReadingError as error:
            errors.append(error)
        assert articles == []
        assert errors
        assert all(str(error).startswith(str(tmp_path / name)) for error in errors)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(sorted(JUNK)), st.integers(0, 2), st.binary(max_size=60), st.integers(0, 40))
def test_z1_z2_z3_z4_any_bytes_under_every_name(
    tmp_path_factory: pytest.TempPathFactory, name: str, which: int, more: bytes, at: int
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    start = JUNK[name][which % len(JUNK[name])][:3000]
    path.write_bytes(start[:at] + more + start[at:])
    errors: list[ReadingError] = []
    try:
        articles = list(read_input(str(path), Known(), errors.append))
    except ReadingError as error:
        errors.append(error)
        articles = []
    assert articles or errors
