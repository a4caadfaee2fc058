"""Paths, addresses of the web and standard input → articles."""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from detente.errors import ReadingError
from detente.reading.article import make_article
from detente.reading.csv_tables import read_csv
from detente.reading.feeds import looks_like_feed, read_feed
from detente.reading.folders import walk
from detente.reading.html import looks_like_html, read_page
from detente.reading.jsonl import Report, looks_like_json, read_document, read_lines
from detente.reading.known import Known
from detente.reading.language_check import check_english
from detente.reading.parquet_tables import read_parquet
from detente.reading.streams import is_packed, kind_of, open_stream
from detente.reading.text import check_text, decode, refuse_formats
from detente.reading.urls import LIST, fetch_input, is_url, read_list
from detente.reading.warc import looks_like_warc, read_warc
from detente.records import Article

_LINES = (".jsonl", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")
TABLES = (".csv", ".tsv", ".tab")
PARQUET_TABLES = (".parquet", ".pq")
ARCHIVES = (".warc", ".warc.gz")
_FEEDS = (".rss", ".atom", ".xml")


def read_inputs(inputs: Iterable[str], known: Known, report: Report) -> Iterator[Article]:
    """Read each input into articles: a path, an address of the web, or ``-`` for standard input. What cannot be read is
    reported and left out.

    Files named ``.jsonl``, ``.ndjson`` or ``.json`` are JSON, ``.html`` and ``.htm`` pages, ``.csv``, ``.tsv`` and ``.parquet``
    tables, ``.rss``, ``.atom`` and ``.xml`` feeds, ``.warc`` web archives, ``.urls`` addresses, one a line; any other is looked
    at: a web archive, JSON lines, a page, a feed, or text. ``.gz`` behind the name is no matter. A folder stands for the files
    in it and below, sorted by their paths. The order of the inputs is kept.
    """
    for name in inputs:
        try:
            yield from read_input(name, known, report)
        except ReadingError as error:
            report(error)


def find_files(name: str, report: Report) -> Iterator[Path]:
    """Give the file that is named, or those of a folder; raises ReadingError where there is none."""
    path = Path(name)
    if is_folder(name):
        yield from walk(path, report)
        return
    _check_path(path, name)
    yield path


def read_input(name: str, known: Known, report: Report) -> Iterator[Article]:
    """Read one input; raises ReadingError where it cannot be read at all, and reports single bad lines or files of it."""
    if name == "-":
        if sys.stdin is None:
            raise ReadingError("-", "standard input is closed", "Pipe an article into it, or give the path of a file.")
        yield from _read_stream(sys.stdin.buffer, "-", known, report)
        return
    if is_url(name):
        yield from _read_url(name, known, report)
        return
    if not is_folder(name):
        _check_path(Path(name), name)
        yield from read_file(Path(name), name, known, report)
        return
    for path in walk(Path(name), report):
        try:
            yield from read_file(path, str(path), known, report)
        except ReadingError as error:
            report(error)


def read_file(path: Path, name: str, known: Known, report: Report) -> Iterator[Article]:
    """Read a file, which ``name`` is for messages; raises ReadingError where it cannot be read at all."""
    kind = kind_of(path)
    if is_archive(path):
        yield from read_warc(path, None, known, report)
    elif kind in TABLES:
        yield from read_csv(path, None, known, report)
    elif path.suffix.lower() in PARQUET_TABLES:
        yield from read_parquet(path, None, known, report)
    else:
        with open_stream(path, name) as stream:
            yield from _read_stream(stream, name, known, report)


def _read_url(url: str, known: Known, report: Report) -> Iterator[Article]:
    """Fetch an address and read what comes as a file of its kind is read."""
    data, kind, known = fetch_input(url, known)
    yield from _read_stream(io.BytesIO(data), url, known, report, kind)


def _read_list(stream: BinaryIO, name: str, known: Known, report: Report) -> Iterator[Article]:
    """Fetch the addresses of a list in turn; one that cannot be read is reported as ``file:line``."""
    for url, report_line in read_list(stream, name, report):
        try:
            yield from _read_url(url, known, report_line)
        except ReadingError as error:
            report_line(error)


def holds_many(name: str) -> bool:
    """Tell whether an input may hold any number of articles that cannot be known before it is read."""
    path = Path(name)
    return name == "-" or is_packed(path) or kind_of(path) in (*TABLES, *PARQUET_TABLES) or is_folder(name)


def is_archive(path: Path) -> bool:
    """Tell whether a file is a web archive, by its name or its look."""
    if path.name.lower().endswith(ARCHIVES):
        return True
    try:
        with path.open("rb") as stream:
            return looks_like_warc(stream.read(4096))
    except OSError:  # it is said where the file is read
        return False


def is_folder(name: str) -> bool:
    """Tell whether an input is a folder; what can be no path is none."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _check_path(path: Path, name: str) -> None:
    """Raise ReadingError where there is nothing."""
    try:
        if not path.exists():
            raise ReadingError(name, "no such file", _nearest(path))
    except (OSError, ValueError) as error:  # a name that is too long, or holds NUL
        raise ReadingError(name, f"this cannot be a path ({error})", "Give the path of a file.") from error


def _nearest(path: Path) -> str:
    """Name a file beside the missing one that was perhaps meant."""
    import difflib

    try:
        beside = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
    except OSError:
        beside = []
    close = difflib.get_close_matches(path.name, beside, n=1, cutoff=0.75)
    if close:
        return f"Did you mean {path.parent / close[0]}?"
    if str(path).startswith("www."):
        return f"Did you mean https://{path}?"
    return "Check the path; '-' reads standard input."


def _read_stream(stream: BinaryIO, name: str, known: Known, report: Report, kind: str | None = None) -> Iterator[Article]:
    """Read an open file by its suffix, or by ``kind``, which is the suffix that it should have."""
    suffix = kind_of(Path(name)) if kind is None else kind
    if suffix == LIST:
        yield from _read_list(stream, name, known, report)
        return
    source = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(io.BytesIO(stream.read()))
    head = source.peek(4096)
    refuse_formats(head, name)
    if suffix in _LINES or (suffix not in _PAGES and looks_like_json(head)):
        yield from _read_json(source, name, known, report, whole=suffix not in _LINES)
        return
    data = source.read(known.max_file + 1)
    if len(data) > known.max_file:
        remedy = "Give one article per file; for many articles use JSON lines (FILE.jsonl)."
        raise ReadingError(name, f"more than {known.max_file:,} bytes", remedy)
    if not data.strip():
        raise ReadingError(name, "it is empty", "Give a file with an article in it.")
    if suffix in _PAGES or looks_like_html(data):
        yield read_page(data, name, known)
    elif suffix in _FEEDS or looks_like_feed(data):
        yield from read_feed(data, name, known, report)
    elif suffix == ".json":
        raise ReadingError(name, "this is not JSON", 'Give an object such as {"text": "…"}, or name the file .txt.')
    else:
        yield _read_text(data, name, known)


def _read_json(source: io.BufferedReader, name: str, known: Known, report: Report, *, whole: bool) -> Iterator[Article]:
    """Read JSON lines; a file that is not named as such may also be one document over several lines."""
    first = next((line.strip() for line in source.peek(1 << 16).split(b"\n") if line.strip()), b"")
    if whole and not (first.startswith(b"{") and first.endswith(b"}")):
        data = source.read(known.max_file + 1)
        if len(data) > known.max_file:
            remedy = "Where each line is an article, name it FILE.jsonl; else write its articles as JSON lines."
            raise ReadingError(name, f"more than {known.max_file:,} bytes in one JSON document", remedy)
        rows = read_document(data, name, known, report)
        yield from rows if rows is not None else read_lines(io.BytesIO(data), name, known, report)
    else:
        yield from read_lines(source, name, known, report)


def _read_text(data: bytes, where: str, known: Known) -> Article:
    """Read a plain text that is one article."""
    text = decode(data, where, known.encoding)
    check_text(text, where, known)
    check_english(text, where)
    return make_article(text, title=known.title, published=known.published, outlet=known.outlet, url=known.url, source=where)
