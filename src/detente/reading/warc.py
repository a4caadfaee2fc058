"""A web archive (WARC, WARC.gz) → articles: one for each page and text that was fetched whole. No address in it is opened."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from detente.errors import ReadingError
from detente.reading.article import make_article
from detente.reading.cut import Cut
from detente.reading.html import looks_like_html, read_page
from detente.reading.jsonl import Report
from detente.reading.known import Known
from detente.reading.language_check import check_english
from detente.reading.text import check_text, decode, known_encoding, web_address
from detente.reading.warc_records import GZIP, INVALID, LARGE, TRUNCATED, UNREAD, Record, read_records
from detente.records import Article

_PAGE, _TEXT = ("text/html", "application/xhtml+xml"), "text/plain"
_KIND = re.compile(rb"^warc-type:[ \t]*(response|resource|conversion)\b", re.IGNORECASE | re.MULTILINE)
_TO_ROBOTS = re.compile(r"/(?:robots|ads|app-ads|humans|llms|security)\.txt(?:\?|$)", re.IGNORECASE)
_SINGLY = 10  # so many damaged records of a kind are reported one by one; the summary counts all
_UNFIT, _ELSE = "without an article that can be read", "other than pages and texts"
_REMEDIES = {
    TRUNCATED: "The archive was cut or its length lies: fetch it again; the other records are read.",
    INVALID: "The archive is damaged there: fetch it again; the other records are read.",
    LARGE: "Give the page as an HTML file of its own, or raise the setting max_chars.",
    UNREAD: "So much is damaged that the next record is not looked for any longer: fetch the archive again.",
}


def looks_like_warc(head: bytes) -> bool:
    """Tell whether the bytes begin as a web archive does, packed with gzip or not."""
    import zlib

    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def cut_warc(path: str | Path, size: int) -> Iterator[Cut]:
    """Cut an archive into ranges of about ``size`` records that may hold an article.

    Offsets are those of the file, packed or not. An archive that is one gzip stream can only be read from its start: it is one
    cut. Raises ReadingError where the file cannot be opened.
    """
    with _opened(path) as file:
        end = file.seek(0, 2)
        start, first, held, last = 0, 1, 0, -1
        for number, record in enumerate(read_records(file, 0, end, Known().max_file), 1):
            if held >= size and record.start > last:
                yield Cut(start, record.start, first)
                start, first, held = record.start, number, 0
            held += bool(_KIND.search(record.head))
            last = record.start
        yield Cut(start, end, first)


def read_warc(path: str | Path, cut: Cut | None, known: Known, report: Report) -> Iterator[Article]:
    """Read the pages and texts of an archive, or of a range of it; damage is reported as ``path#n`` and the rest is read.

    Other records (requests, images, redirects) are no articles and only counted. Where anything was lost, a last report counts
    all that was left out, by cause. Raises ReadingError where the file cannot be opened.
    """
    name = str(path)
    articles, number, left_out = 0, 0, Counter[str]()
    with _opened(path) as file:
        part = cut or Cut(0, file.seek(0, 2))
        for number, record in enumerate(read_records(file, part.start, part.end, known.max_file), part.first):
            where = f"{name}#{number}"
            try:
                article = _read_record(record, where, known)
            except _Damaged as damage:
                left_out[damage.cause] += 1
                if left_out[damage.cause] <= _SINGLY:
                    report(damage)
            except ReadingError as error:
                left_out[_UNFIT] += 1
                report(error)
            else:
                left_out[_ELSE] += article is None
                articles += article is not None
                if article:
                    yield article
    if (cut is None and not articles) or left_out.total() > left_out[_ELSE]:  # a range may hold pictures alone
        report(_summary(name, articles, number - part.first + 1 if number else 0, left_out))


class _Damaged(ReadingError):
    """A record that is damaged or too large; ``cause`` is its kind."""

    def __init__(self, where: str, kind: str) -> None:
        super().__init__(where, kind, _REMEDIES[kind])


@contextmanager
def _opened(path: str | Path) -> Iterator[IO[bytes]]:
    try:
        with Path(path).open("rb") as file:
            yield file
    except OSError as error:
        cause = f"cannot be read ({error.strerror or error})"
        raise ReadingError(str(path), cause, "Check the path and the permissions.") from error


def _summary(name: str, articles: int, records: int, left_out: Counter[str]) -> ReadingError:
    counts = "; ".join(f"{count:,} {cause}" for cause, count in sorted(left_out.items()) if count)
    cause = f"{articles:,} of {records:,} records are articles; left out: {counts or 'nothing'}"
    remedy = "The causes are above, of each kind of damage the first ten." if records else "Check that this is a web archive."
    return ReadingError(name, cause, remedy)


def _read_record(record: Record, where: str, known: Known) -> Article | None:
    """Read the article of a record; None where the record is no page and no text."""
    if record.fault:
        raise _Damaged(where, record.fault)
    if not _KIND.search(record.head):
        return None
    kind, address, charset, payload = _payload(record, where, known.max_file)
    if kind is None or _TO_ROBOTS.search(address):
        return None
    url = web_address(address)
    source = where if url or not address else address
    data = _as_utf8(payload, charset) if known.encoding is None else payload
    if kind == _TEXT:
        text = decode(data, where, known.encoding)
        check_text(text, where, known)
        check_english(text, where)
        return make_article(text, title=known.title, published=known.published, outlet=known.outlet, url=url, source=source)
    page = read_page(data, where, known)
    return make_article(
        page.text,
        title=page.title,
        published=page.published,
        outlet=page.outlet,
        url=url,
        language=page.language,
        source=source,
    )


def _payload(record: Record, where: str, most: int) -> tuple[str | None, str, str | None, bytes]:
    """Return what a record holds (a page, a text, None for all else), its address, its encoding and its bytes, decoded."""
    from fastwarc.warc import WarcRecord

    try:
        read = WarcRecord.from_bytes(record.head + record.block)
        address = (read.headers.get("WARC-Target-URI") or "").strip(" <>")
        content_type, charset = read.headers.get("Content-Type") or "", None
        payload = record.block
        if read.is_http:
            payload = _decoded(read, most)
            if read.http_headers is None or read.http_headers.status_code != 200:
                return None, address, None, b""
            content_type, charset = read.http_content_type or "", read.http_charset
    except Exception as error:  # a foreign parser on hostile input: whatever it raises, the record is at fault
        raise _Damaged(where, INVALID) from error
    if len(payload) > most:
        raise _Damaged(where, LARGE)
    return _kind(content_type, payload), address, charset, payload


def _decoded(read: Any, most: int) -> bytes:
    """Undo transfer and content encoding, up to one byte more than ``most``.

    FastWARC's record can do so itself, but holds all that comes out (measured: 200 MB of 300); its readers do not. Some archives
    hold the page decoded already, beside the header that says otherwise: it is taken where it looks like a page.
    """
    from fastwarc import stream_io

    read.parse_http(auto_decode="none")
    payload = _bounded(read.reader, most)
    if read.http_headers is None or looks_like_html(payload):
        return payload
    readers: dict[str, Callable[[Any], Any]] = {
        "chunked": stream_io.ChunkedReader,
        "gzip": stream_io.GzipReader,
        "x-gzip": stream_io.GzipReader,
        "deflate": partial(stream_io.GzipReader, zlib=True),
        "br": stream_io.BrotliReader,
        "zstd": stream_io.ZstdReader,
    }
    applied = ",".join(read.http_headers.get(header) or "" for header in ("Content-Encoding", "Transfer-Encoding"))
    encodings = [encoding for name in applied.lower().split(",") if (encoding := readers.get(name.strip()))]
    stream: Any = io.BytesIO(payload)
    for encoding in encodings[:-4:-1]:  # the last is undone first; nobody packs more than thrice
        stream = encoding(stream)
    return _bounded(stream, most)


def _bounded(reader: Any, most: int) -> bytes:
    pieces: list[bytes] = []
    left = most + 1
    while left and (piece := reader.read(min(left, 1 << 16))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _kind(content_type: str, payload: bytes) -> str | None:
    """Tell a page from a text, by the type that is declared; where none is, or one that says nothing, by its look."""
    declared = content_type.partition(";")[0].strip().lower()
    if declared in _PAGE or (declared in ("", _TEXT, "application/octet-stream") and looks_like_html(payload)):
        return _PAGE[0]
    return _TEXT if declared == _TEXT else None


def _as_utf8(payload: bytes, charset: str | None) -> bytes:
    """Recode a page whose encoding only the server named; good UTF-8 is what it is, whatever was named."""
    name = known_encoding(charset) if charset else None
    if name is None or name == "utf-8":
        return payload
    try:
        payload.decode("utf-8")
        return payload
    except UnicodeDecodeError:
        pass
    try:
        # browsers read Latin-1 as Windows-1252, which fills its empty places
        return b"\xef\xbb\xbf" + payload.decode("windows-1252" if name == "iso8859-1" else name).encode("utf-8")
    except UnicodeError:
        return payload
