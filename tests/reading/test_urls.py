"""Addresses as inputs: what comes is read by its kind, lists are gone through, and the command line is no way round."""

import gzip
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import detente.pipeline
import detente.reading.fetch
from detente.cli import run
from detente.errors import BlockedAddress, ReadingError
from detente.reading.fetch import fetch
from detente.reading.files import read_inputs
from detente.reading.known import Known
from detente.reading.robots import Manners
from detente.reading.urls import is_url
from detente.records import Article

PARAGRAPHS = (
    "<p>Portugal is ready to reopen fishing talks with Morocco, Foreign Minister Ana Duarte told parliament on Tuesday.</p>"
    "<p>Morocco accused Portugal of bad faith last month, after the talks had broken down over licences.</p>"
)
HEAD = "<!DOCTYPE html><html><head><title>Lisbon and Rabat to talk</title></head>"
PAGE = f"{HEAD}<body><article>{PARAGRAPHS}</article></body></html>"
HTML = {"content_type": "text/html; charset=utf-8"}


@pytest.fixture
def _open_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the inputs of this test be fetched from 127.0.0.1, without pauses."""
    manners = Manners(sleep=lambda _seconds: None)
    monkeypatch.setattr(detente.reading.fetch, "fetch", partial(fetch, allowed={"127.0.0.1"}, manners=manners))


def read(*names: object, known: Known | None = None) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    articles = list(read_inputs(map(str, names), known or Known(), errors.append))
    return articles, [str(error) for error in errors]


def read_one(name: object, known: Known | None = None) -> Article:
    (article,), errors = read(name, known=known)
    assert not errors
    return article


@pytest.mark.usefixtures("_open_to_loopback")
def test_a_page_keeps_the_address_that_was_given_and_the_one_it_came_from(site: Any) -> None:
    site.say("/a", status="302 Found", location="/2016/talks")
    site.say("/2016/talks", gzip.compress(PAGE.encode()), content_encoding="gzip", **HTML)
    article = read_one(site.url("/a"), Known(outlet="The Courier"))
    assert (article.source, article.url) == (site.url("/a"), site.url("/2016/talks"))
    assert (article.title, article.outlet) == ("Lisbon and Rabat to talk", "The Courier")
    assert article.text.startswith("Portugal is ready")


@pytest.mark.usefixtures("_open_to_loopback")
def test_a_page_that_names_its_address_knows_better(site: Any) -> None:
    named = PAGE.replace("<title>", '<link rel="canonical" href="https://courier.example/talks"><title>')
    assert read_one(site.say("/a?from=mail", named, **HTML)).url == "https://courier.example/talks"
    lying = PAGE.replace("<title>", '<link rel="canonical" href="javascript:alert(1)"><title>')
    assert read_one(site.say("/b", lying, **HTML)).url == site.url("/b")


@pytest.mark.usefixtures("_open_to_loopback")
@pytest.mark.parametrize(
    ("path", "content_type", "body", "texts"),
    [
        ("/a", "text/plain", "Oslo said so.", ["Oslo said so."]),
        ("/a", None, "Oslo said so.", ["Oslo said so."]),
        ("/a.html", "text/plain", "Oslo said so.", ["Oslo said so."]),  # the server knows better than the address
        ("/a", "application/json", '{"text": "One."}', ["One."]),
        ("/a", "application/x-ndjson", '{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        ("/a.jsonl", "application/octet-stream", '{"text": "One."}\n\n{"text": "Two."}', ["One.", "Two."]),
        ("/a", "text/plain", '[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        ("/a.urls", "text/plain", "Oslo said so.", ["Oslo said so."]),  # only lists at hand are gone through
    ],
)
def test_what_comes_is_read_by_its_kind(site: Any, path: str, content_type: str, body: str, texts: list[str]) -> None:
    articles, errors = read(site.say(path, body, content_type=content_type))
    assert ([a.text for a in articles], errors) == (texts, [])


@pytest.mark.usefixtures("_open_to_loopback")
def test_the_address_of_a_file_of_articles_is_that_of_none(site: Any) -> None:
    url = site.say("/a.jsonl", '{"text": "One.", "url": "https://courier.example/1"}\n{"text": "Two."}\n{"txt": "x"}')
    articles, errors = read(url)
    assert [(a.url, a.source) for a in articles] == [("https://courier.example/1", f"{url}:1"), (None, f"{url}:2")]
    assert errors[0].startswith(f"{url}:3: no key 'text'")


@pytest.mark.usefixtures("_open_to_loopback")
@pytest.mark.parametrize(
    ("charset", "body", "given"),
    [
        ("windows-1252", "“Yes,” said Oslo.".encode("windows-1252"), None),
        ("iso-8859-1", "“Yes,” said Oslo.".encode("windows-1252"), None),  # as browsers take it
        ("iso-8859-1", "“Yes,” said Oslo.".encode(), None),  # said of everything, and wrong of this
        ("utf-16le", "“Yes,” said Oslo.".encode("utf-16-le"), None),
        ("utf-16", "“Yes,” said Oslo.".encode(), None),  # not true
        ("punycode", "“Yes,” said Oslo.".encode(), None),  # no encoding of a page
        ("x-unknown", "“Yes,” said Oslo.".encode(), None),
        ("utf-8", "“Yes,” said Oslo.".encode("mac-roman"), "mac-roman"),  # what the user says counts
    ],
)
def test_the_charset_that_a_server_names(site: Any, charset: str, body: bytes, given: str | None) -> None:
    url = site.say("/a", body, content_type=f"text/plain; charset={charset}")
    assert read_one(url, Known(encoding=given)).text == "“Yes,” said Oslo."


@pytest.mark.usefixtures("_open_to_loopback")
@pytest.mark.parametrize(
    ("content_type", "body", "message"),
    [
        ("image/png", b"\x89PNG", "this is image/png, not an article"),
        ("application/pdf", b"%PDF-1.7", "this is application/pdf, not an article"),
        ("text/plain", b"%PDF-1.7", "this is a PDF document"),  # the server does not know
        ("text/html", b"", "it is empty"),
        ("text/html", b"<html><body></body></html>", "no article text"),
        ("text/plain", b"word " * 60_000, "300,000 characters, more than the 200,000"),
        ("text/plain", b"word " * 3_000_000, "more than 9,862,144 bytes"),
    ],
)
def test_says_what_is_wrong_and_goes_on(site: Any, content_type: str, body: bytes, message: str) -> None:
    bad, good = site.say("/a", body, content_type=content_type), site.say("/b", "Oslo said so.")
    articles, errors = read(bad, good, known=Known(max_chars=200_000))
    assert [a.text for a in articles] == ["Oslo said so."]
    assert len(errors) == 1
    assert errors[0].startswith(f"{bad}: {message}")


@pytest.mark.usefixtures("_open_to_loopback")
def test_a_list_is_gone_through_in_order(site: Any, tmp_path: Path) -> None:
    urls = [site.say(f"/{n}#x" if n == 2 else f"/{n}", f"Oslo said {n}.") for n in range(3)]
    site.say("/2", "Oslo said 2.")
    listed = tmp_path / "pages.urls"
    lines = [
        "\ufeff# talks",
        urls[0],
        "",
        f"  {urls[1]}  # the second",
        "http://10.0.0.1/",
        "x" * 20_000,
        "not an address",
        "file:///etc/passwd",
    ]
    listed.write_text("\r\n".join([*lines, site.url("/none"), urls[2]]), "utf-8")
    articles, errors = read(listed)
    assert [a.text for a in articles] == ["Oslo said 0.", "Oslo said 1.", "Oslo said 2."]
    assert [a.source for a in articles] == urls
    assert [error[: len(str(listed)) + 40] for error in errors] == [
        f"{listed}:{rest}"[: len(str(listed)) + 40]
        for rest in (
            "5: http://10.0.0.1/: 10.0.0.1 is no public address",
            "6: more than 8,192 bytes in one line. Give one",
            "7: not an address: the address holds a space",
            "8: file:///etc/passwd: the scheme file: is not",
            f"9: {site.url('/none')}: the server answers 404",
        )
    ]


@pytest.mark.usefixtures("_open_to_loopback")
def test_a_list_keeps_the_kind_of_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.urls").write_text("http://10.0.0.1/")
    errors: list[ReadingError] = []
    assert list(read_inputs([str(tmp_path / "a.urls")], Known(), errors.append)) == []
    assert [type(error) for error in errors] == [BlockedAddress]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("file:///etc/passwd", "the scheme file: is not fetched. Give an address that begins with https://"),
        ("file:/etc/passwd", "the scheme file: is not fetched"),
        ("ftp://courier.example/a", "the scheme ftp: is not fetched"),
        ("javascript:alert(1)", "the scheme javascript: is not fetched"),
        ("JavaScript:alert(1)", "the scheme javascript: is not fetched"),
        ("data:text/html,x", "the scheme data: is not fetched"),
        ("java\nscript:alert(1)", "no such file"),
        ("https:courier.example", "no name of a host"),
        ("www.courier.example/talks", "no such file. Did you mean https://www.courier.example/talks?"),
    ],
)
def test_x3_other_schemes_are_refused(name: str, message: str) -> None:
    articles, (error,) = read(name)
    assert articles == []
    assert message in error


def test_a_file_may_be_named_like_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data:1.txt").write_text("Oslo said so.")
    assert not is_url("data:1.txt")
    assert read_one("data:1.txt").text == "Oslo said so."


@pytest.mark.parametrize("command", ["read", "code"])
def test_s1_the_command_line_reaches_no_loopback(
    site: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(detente.pipeline, "load", lambda settings: SimpleNamespace(settings=settings))  # nothing gets that far
    assert run([command, site.say("/a", PAGE, **HTML)]) == 1
    assert "127.0.0.1 is no public address (this machine itself, 127.0.0.0/8)" in capsys.readouterr().err
    assert site.connections == 0
