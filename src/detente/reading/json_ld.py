"""What a page says of its article in JSON-LD (schema.org): headline, day, publisher and address."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from detente.errors import ReadingError
from detente.reading.dates import read_date

# Found in one pass: an opening without its end must not make the search run to the end of the page for each.
_SCRIPT = re.compile(r"<(/?)script\b([^<>]*)>", re.IGNORECASE)
_LINKED = re.compile(r"(?:^|\s)type\s*=\s*[\"']?application/ld\+json\b", re.IGNORECASE)
_LONGEST_BLOCK = 200_000  # characters; JSON-LD of news has some thousand
_KINDS = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting", "Report", "LiveBlogPosting")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; None where the page says nothing that can be understood."""

    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None


def read_facts(page: str) -> Facts:
    """Return the facts of the first article that the page describes; never raises.

    >>> read_facts('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks resume"}</script>').title
    'Talks resume'
    """
    for block in _blocks(page):
        try:
            described = json.loads(block)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(described):
            kinds = node.get("@type")
            if any(kind in _KINDS for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return _facts(node)
    return Facts()


def _blocks(page: str) -> Iterator[str]:
    """Give the contents of the scripts that are JSON-LD."""
    start: int | None = None
    for tag in _SCRIPT.finditer(page):
        if start is None and not tag[1] and _LINKED.search(tag[2][:1000]):
            start = tag.end()
        elif tag[1]:
            if start is not None and tag.start() - start <= _LONGEST_BLOCK:
                yield page[start : tag.start()]
            start = None


def _nodes(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    """Walk lists and ``@graph``; articles are not described deeper than that."""
    if isinstance(value, dict):
        yield value
    if depth < 4:
        inner = value if isinstance(value, list) else value.get("@graph", []) if isinstance(value, dict) else []
        for item in inner if isinstance(inner, list) else [inner]:
            yield from _nodes(item, depth + 1)


def _facts(node: dict[str, object]) -> Facts:
    try:
        published = read_date(node.get("datePublished"))
    except ReadingError:
        published = None
    publisher = node.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    address = node.get("url") or node.get("mainEntityOfPage")
    return Facts(
        _words(node.get("headline")),
        published,
        _words(publisher.get("name") if isinstance(publisher, dict) else publisher),
        _words(address.get("@id") if isinstance(address, dict) else address),
    )


def _words(value: object) -> str | None:
    """Take a string, on one line, or nothing."""
    words = " ".join(unescape(value).split()) if isinstance(value, str) else ""
    return words.encode("utf-8", "replace").decode("utf-8") or None
