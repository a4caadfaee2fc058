"""Addresses among the inputs: which input is one, a list of them, and what kind of file a server sends."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from detente.errors import ReadingError
from detente.reading.jsonl import Report
from detente.reading.known import Known
from detente.reading.text import known_encoding

LIST = ".urls"
_LONGEST = 8192  # bytes of a line; servers take no longer address
_URL = re.compile(
    r"[a-z][a-z0-9+.-]*://|(?:https?|file|ftp|javascript|vbscript|data|about|blob|mailto|feed|view-source):", re.IGNORECASE
)
# Media type → the suffix that such a file has; what is read by its look has none.
_KINDS = {
    "": "",
    "application/octet-stream": "",
    "application/html": ".html",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/jsonl": ".jsonl",
    "application/json-lines": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/ndjson": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/xhtml+xml": ".html",
    "application/atom+xml": ".rss",
    "application/rdf+xml": ".rss",
    "application/rss+xml": ".rss",
    "application/xml": "",
    "text/html": ".html",
    "text/json": ".json",
    "text/markdown": "",
    "text/plain": "",
    "text/xml": "",
}
_BY_LOOK = (".jsonl", ".ndjson", ".json")  # suffixes of an address that tell more than a media type that says nothing


def is_url(name: str) -> bool:
    """Tell whether an input is meant as an address: of the web, or of a kind that is refused, unless such a file exists.

    >>> is_url("https://courier.example/a.html"), is_url("javascript:alert(1)"), is_url("news/a.html")
    (True, True, False)
    """
    if not _URL.match(name):
        return False
    try:
        return "://" in name or not Path(name).exists()
    except (OSError, ValueError):
        return True


def fetch_input(url: str, known: Known) -> tuple[bytes, str, Known]:
    """Fetch an address: the bytes, the suffix of their kind, and what is now known of them (encoding, final address).

    Raises ReadingError, as ``fetch`` does and for kinds that are not read.
    """
    from detente.reading.fetch import Limits, fetch

    page = fetch(url, limits=Limits(max_bytes=known.max_file))
    kind = _KINDS.get(page.content_type)
    if kind is None:
        raise ReadingError(url, f"this is {page.content_type}, not an article", "Give the address of a page or a text.")
    if not kind:
        suffix = Path(urlsplit(page.url).path).suffix.lower()
        kind = suffix if suffix in _BY_LOOK else ""
    return page.data, kind, replace(known, encoding=known.encoding or _encoding(page.data, page.charset), url=page.url)


def _encoding(data: bytes, charset: str | None) -> str | None:
    """Return the encoding that the server names, where it fits and UTF-8 does not: many servers name one for all they send."""
    name = known_encoding(charset) if charset else None
    if name is None or name == "utf-8":
        return None
    wide = name.startswith(("utf-16", "utf-32")) and b"\0" in data[:4096]
    if not wide and _decodes(data, "utf-8"):
        return None
    name = "windows-1252" if name == "iso8859-1" else name  # as browsers take Latin-1
    return name if _decodes(data, name) else None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def read_list(stream: BinaryIO, name: str, report: Report) -> Iterator[tuple[str, Report]]:
    """Give each address of a list, and a report that names the list and the line before it.

    One address a line; ``#`` begins a comment, at the start of a line or behind a space. A line that is too long is reported.
    """
    number = 0
    while line := stream.readline(_LONGEST + 1):
        number += 1
        report_line = _report_at(f"{name}:{number}", report)
        if len(line) > _LONGEST and not line.endswith(b"\n"):
            while (rest := stream.readline(_LONGEST)) and not rest.endswith(b"\n"):
                pass
            report(ReadingError(f"{name}:{number}", f"more than {_LONGEST:,} bytes in one line", "Give one address a line."))
            continue
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
        url = re.split(r"(?:^|\s)#", text, maxsplit=1)[0].strip()
        if url:
            yield url, report_line


def _report_at(where: str, report: Report) -> Report:
    return lambda error: report(type(error)(f"{where}: {error.where}", error.cause, error.remedy))
