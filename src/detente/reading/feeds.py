"""A feed (RSS, Atom) → articles: one for each entry that carries its text. Links are never followed.

feedparser reads it, on bytes only: it would open a string as a path or an address. Entities that the feed declares itself are
struck out before, for they can fill the memory; nothing outside of the feed is loaded.
"""

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate
from typing import Any

from detente.errors import ReadingError
from detente.reading.article import make_article
from detente.reading.dates import read_date
from detente.reading.jsonl import Report
from detente.reading.known import Known
from detente.reading.language_check import check_english
from detente.reading.markup import FEED_TAGS, PAGE_TAGS, check_markup, plain_text
from detente.reading.text import check_text, decode, known_encoding, web_address
from detente.records import Article

# Of 4,052 agency articles the shortest has 50 words, and the first sentences have 33 in the middle and 21 at the lower tenth: an
# item of one sentence has 15 or more. A text that goes on elsewhere is a teaser, unless it is as long as a short article.
LEAST_WORDS = 15
LEAST_WORDS_CUT = 100

_PROLOG = rb"(?>\s+|<\?(?>[^>]*>)|<!--(?>.*?-->)|<![A-Z](?>[^>\[]*(?:\[(?>[^\]]*)\]\s*)?>))*+"
_LOOKS = re.compile(rb"(?:\xef\xbb\xbf)?" + _PROLOG + rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b(?!-)", re.IGNORECASE | re.DOTALL)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_ENTITY = re.compile(r"<!ENTITY[^>]*>?")
# A line, or what stands behind a sentence, that leads elsewhere: *Read more »*, *(Continue reading The talks…)*.
_MORE = re.compile(
    r"(?:\n|^|(?<=[.!?…\])”\"]\s)|(?<=[.!?…\])”\"]))[\[(]?"
    r"(?:continue reading|continue|keep reading|read (?:the )?(?:more|full (?:story|article)|rest)|more|full story)"
    r"\b[^\n.!?]{0,80}(?:\.{3}|[…→»>\])])*\s*\Z",
    re.IGNORECASE,
)
_FOOTER = re.compile(r"\n*The post [^\n]{1,500} (?:appeared first|first appeared) on [^\n]{1,200}\Z")
_TEXTS = ("text/plain", "text/html", "application/xhtml+xml")
_CUT = ("…", "...", "[…]", "[...]", "(…)", "(...)", "[&hellip;]")


def looks_like_feed(head: bytes) -> bool:
    """Tell whether the bytes begin as a feed does, in whatever width its characters are.

    >>> looks_like_feed(b'<?xml version="1.0"?><rss version="2.0">'), looks_like_feed(b"<html>")
    (True, False)
    """
    narrow = head[:4096].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    return _LOOKS.match(narrow) is not None


def read_feed(data: bytes, name: str, known: Known, report: Report) -> Iterator[Article]:
    """Read the entries of a feed; entries without an article's text are reported as ``name#n``, the others are read.

    A malformed feed is reported, and what can be read of it is read. Raises ReadingError where the bytes are no feed.
    """
    feed = _parsed(data, name, known, report)
    if not feed.entries:
        report(ReadingError(name, "there is no entry in this feed", "Save the feed again when it has entries."))
    for number, entry in enumerate(feed.entries, 1):
        where = f"{name}#{number}"
        try:
            yield _read_entry(entry, feed.feed, where, known)
        except ReadingError as error:
            report(error)


def _parsed(data: bytes, name: str, known: Known, report: Report) -> Any:
    import feedparser

    text = _decoded(data, name, known, report)
    check_markup(text, name, FEED_TAGS)
    text, entities = _ENTITY.subn("", text)
    if entities:
        cause = f"malformed: it declares {entities:,} entities of its own, which are not expanded"
        report(ReadingError(name, cause, "What stands in their places is missing; write the characters themselves."))
    try:
        feed = feedparser.parse(
            text.encode("utf-8", "replace"),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # no markup is kept, and nothing relative is followed
            resolve_relative_uris=False,
        )
    except Exception as error:  # a foreign parser on hostile input: whatever it raises, the feed is at fault
        cause = f"this feed cannot be parsed ({type(error).__name__})"
        raise ReadingError(name, cause, "Save its articles as pages or texts and give those.") from error
    if not feed.get("version") and not feed.entries:
        raise ReadingError(name, "this is no feed (RSS or Atom)", "Give a feed, a page (.html) or a text (.txt).")
    if feed.bozo and not entities:
        report(ReadingError(name, f"malformed XML ({_fault(feed)})", "What could be read of it is read; save the feed again."))
    return feed


def _decoded(data: bytes, name: str, known: Known, report: Report) -> str:
    """Decode as the byte order mark, the caller or the XML declaration says; else as UTF-8, with the bad bytes reported."""
    declared = _DECLARED.match(data[:200])
    encoding = known.encoding or (known_encoding(declared[1].decode("ascii")) if declared else None)
    if encoding is None and data[1:2] == b"\0":
        encoding = "utf-16-le"  # XML without a mark begins with "<" in every encoding
    elif encoding is None and data[:1] == b"\0":
        encoding = "utf-16-be"
    try:
        text = decode(data, name, encoding)
    except ReadingError:
        remedy = "They are read as \ufffd; save the feed as UTF-8, or name its encoding with --encoding."
        report(ReadingError(name, f"malformed: it holds bytes that are not {(encoding or 'utf-8').upper()}", remedy))
        text = data.decode(encoding or "utf-8", "replace")
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text


def _fault(feed: Any) -> str:
    fault = feed.get("bozo_exception")
    line = fault.getLineNumber() if hasattr(fault, "getLineNumber") else None
    message = str(fault.getMessage()) if hasattr(fault, "getMessage") else type(fault).__name__
    return message + (f" in line {line - 1}" if line else "")  # feedparser puts a declaration of its own in front


def _read_entry(entry: Any, feed: Any, where: str, known: Known) -> Article:
    title = _line(entry.get("title")) or None
    url = web_address(_string(entry.get("link")))
    text = _text(entry, where, url)
    check_text(text, where, known)
    check_english(text, where)
    # an entry that a collecting feed took over names the feed it is from
    outlet = _line(_row(entry.get("source")).get("title")) or _line(feed.get("title"))
    language = _string(feed.get("language")) or ""
    return make_article(
        text,
        title=known.title_or(title),
        published=known.published_or(_day(entry)),
        outlet=known.outlet_or(outlet or None),
        url=url,
        language=language if language.lower().startswith("en") else None,
        source=_line(entry.get("id")) or where,
    )


def _text(entry: Any, where: str, url: str | None) -> str:
    """Return the text of the content or else of the summary; raise ReadingError where neither is an article's."""
    contents = [c for c in entry.get("content") or () if not c.get("base64")]
    readable = [_string(c.get("value")) for c in contents if _string(c.get("type")) in (None, *_TEXTS)]
    best = ""
    for markup in (*readable, _string(entry.get("summary"))):
        if not markup:
            continue
        check_markup(markup, where, PAGE_TAGS)
        text, cut = _whole(_FOOTER.sub("", plain_text(markup)))
        words = len(text.split())
        if words >= (LEAST_WORDS_CUT if cut else LEAST_WORDS):
            return text
        best = max(best, text, key=len)
    words = len(best.split())
    found = f"a teaser of {words} word{'s' * (words != 1)}, no article" if words else "no text"
    remedy = f"The article itself is at {url}: give that page." if url else "Give the page of the article itself."
    raise ReadingError(where, f"this entry holds {found}", remedy)


def _whole(text: str) -> tuple[str, bool]:
    """Return the text without *Read more* at its end, and whether it goes on elsewhere."""
    kept = text[:-300] + _MORE.sub("", text[-300:]).rstrip()
    return kept, kept != text or kept.endswith(_CUT)


def _day(entry: Any) -> dt.date | None:
    """Read the day as it is written, in the time zone of the outlet; a date that cannot be understood is none."""
    written = _string(dict.get(entry, "published")) or _string(dict.get(entry, "updated"))
    if not written:
        return None
    try:
        return read_date(written.strip())
    except ReadingError:
        pass
    try:
        parts = parsedate(written)  # the form of mail, RFC 822: Tue, 03 Mar 2015 23:30:00 -0500
        return dt.date(*parts[:3]) if parts else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _row(value: object) -> Any:
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _line(value: object) -> str:
    """Return a string without markup on one line, of at most 1,000 characters."""
    return (
        " ".join(plain_text(value[:10_000]).split())[:1000].encode("utf-8", "replace").decode() if isinstance(value, str) else ""
    )
