import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from detente.errors import ReadingError
from detente.reading.files import holds_many, read_inputs
from detente.reading.known import Known
from detente.records import Article

PAGE = (
    b"<!DOCTYPE html><html><head><title>Lisbon and Rabat to talk</title></head><body><article>"
    b"<p>Portugal is ready to reopen fishing talks with Morocco, Foreign Minister Ana Duarte told parliament on Tuesday.</p>"
    b"<p>Morocco accused Portugal of bad faith last month, after the talks had broken down over licences.</p>"
    b"</article></body></html>"
)


def read(*names: object, known: Known | None = None) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    articles = list(read_inputs(map(str, names), known or Known(), errors.append))
    return articles, [str(error) for error in errors]


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("a.txt", b"Oslo said so.\r\n", ["Oslo said so.\r\n"]),  # exactly as stored
        ("a", b"Oslo said so.", ["Oslo said so."]),  # no suffix
        ("a.jsonl", b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        ("a.txt", b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),  # JSON lines under another name
        ("a.json", b'{\n  "text": "One."\n}', ["One."]),  # one object over several lines
        ("a.json", b'[{"text": "One."},\n {"text": "Two."}]', ["One.", "Two."]),  # a list
        ("a.json", b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),  # JSON lines
        ("a.txt", b"[Oslo] The government said so.", ["[Oslo] The government said so."]),  # a bracket is not JSON
    ],
)
def test_reads_files_by_name_and_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, texts: list[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    articles, errors = read(path)
    assert ([a.text for a in articles], errors) == (texts, [])
    stdin(monkeypatch, data)
    if path.suffix != ".json":
        assert [a.text for a in read("-")[0]] == texts


def test_a_page_under_any_name(tmp_path: Path) -> None:
    for name in ("a.html", "a.txt", "a"):
        (tmp_path / name).write_bytes(PAGE)
        articles, errors = read(tmp_path / name)
        assert not errors
        assert articles[0].title == "Lisbon and Rabat to talk"
        assert articles[0].source == str(tmp_path / name)


ENTRY = (
    b"Portugal is ready to reopen fishing talks with Morocco, Foreign Minister Ana Duarte told parliament in Lisbon on Tuesday."
)
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><item><description>' + ENTRY + b"</description></item></channel></rss>"
RECORD = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(ENTRY)
ARCHIVE = RECORD + ENTRY + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (FEED, ("a.rss", "a.atom", "a.xml", "a.txt", "a")),
        (ARCHIVE, ("a.warc", "a.WARC", "a.txt", "a")),
        (gzip.compress(ARCHIVE), ("a.warc.gz", "a.gz", "a")),
    ],
)
def test_feeds_and_archives_under_any_name(tmp_path: Path, data: bytes, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).write_bytes(data)
        (article,), errors = read(tmp_path / name)
        assert (article.text, article.source, errors) == (ENTRY.decode(), f"{tmp_path / name}#1", [])


def test_a_feed_may_be_piped_and_an_archive_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, FEED)
    assert read("-")[0][0].source == "-#1"
    stdin(monkeypatch, ARCHIVE)
    assert read("-")[1] == [
        "-: this is a web archive (WARC), not a text. It is not read from standard input: give the path of its file."
    ]


def test_xml_that_is_no_feed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<letter>Oslo said so.</letter>")
    assert "this is no feed (RSS or Atom)" in read(tmp_path / "a.xml")[1][0]


def test_a_text_gets_what_the_caller_knows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Yes,” said Oslo.".encode("windows-1252"))
    (article,), errors = read(tmp_path / "a.txt", known=Known(title="Oslo speaks", outlet="The Courier", encoding="windows-1252"))
    assert not errors
    assert (article.title, article.outlet, article.text) == ("Oslo speaks", "The Courier", "“Yes,” said Oslo.")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", b" \n ", "it is empty"),
        ("a.jsonl", b"", "there is no line in it"),
        ("a.html", b"", "it is empty"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00", "a NUL character"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not UTF-8"),
        ("a.txt", b"word " * 200_000, "1,000,000 characters, more than the 500,000"),  # one line of 1 MB
        ("a.txt", b"word " * 5_500_000, "more than 24,262,144 bytes"),
        ("a.pdf", b"%PDF-1.7", "this is a PDF document"),
        ("a.csv", b"text,date\n", "there is no row under its header"),
        ("a.gz", b"Oslo said so.", "broken gzip (Not a gzipped file"),
        ("a.json", b"Oslo said so.", "this is not JSON"),
        (
            "a.txt",
            "Le ministre des affaires étrangères a dit que son pays était prêt à négocier.".encode(),
            "it looks like French",
        ),
    ],
)
def test_says_what_is_wrong_and_goes_on(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("Oslo said so.")
    articles, errors = read(tmp_path / name, tmp_path / "good.txt")
    assert [a.text for a in articles] == ["Oslo said so."]
    assert len(errors) == 1
    assert errors[0].startswith(f"{tmp_path / name}: {message}")


def test_missing_files_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Oslo said so.")
    (tmp_path / "locked.txt").symlink_to(tmp_path / "nowhere")
    articles, errors = read(
        tmp_path / "artcle.txt",  # a slip of the finger
        tmp_path / "else" / "x.txt",
        tmp_path / "locked.txt",
        "http://127.0.0.1/a",
        "x" * 5000,
        "nul\0.txt",
        tmp_path / "article.txt",
    )
    assert [a.text for a in articles] == ["Oslo said so."]
    assert f"no such file. Did you mean {tmp_path / 'article.txt'}?" in errors[0]
    assert "no such file. Check the path" in errors[1]
    assert "no such file" in errors[2]
    assert "127.0.0.1 is no public address" in errors[3]
    assert "this cannot be a path" in errors[4]
    assert "no such file" in errors[5]


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert read("-")[1] == ["-: standard input is closed. Pipe an article into it, or give the path of a file."]


def test_the_same_file_gives_the_same_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Oslo said so.")
    assert read(tmp_path / "a.txt") == read(tmp_path / "a.txt")


def test_what_holds_many_articles_is_known_beforehand(tmp_path: Path) -> None:
    many = ["-", str(tmp_path), "a.csv", "a.TSV.gz", "a.parquet", "a.jsonl.gz"]
    assert [holds_many(name) for name in [*many, "a.txt", "a.html", "x" * 5000, "nul\0.txt"]] == [True] * 6 + [False] * 4


def test_json_lines_under_another_name_are_read_to_their_end(tmp_path: Path) -> None:
    row = json.dumps({"text": "The ministers met in Oslo on Monday to talk about the river, officials said. " * 4})
    (tmp_path / "a.txt").write_text("\n" + (row + "\n") * 400, "utf-8")
    articles, errors = read(tmp_path / "a.txt", known=Known(max_chars=1000))
    assert (len(articles), errors) == (400, [])
    (tmp_path / "b.json").write_text("[" + ",\n".join([row] * 4000) + "]", "utf-8")
    articles, errors = read(tmp_path / "b.json", known=Known(max_chars=1000))
    assert articles == []
    assert "bytes in one JSON document" in str(errors[0])
