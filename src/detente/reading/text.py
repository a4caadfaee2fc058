"""Bytes → text, and what makes a text unfit to be read."""

import codecs
import difflib
import re
from urllib.parse import urlsplit

from detente.errors import ReadingError
from detente.reading.known import Known

# Longest first: the signature of UTF-32 (little end first) begins with that of UTF-16.
_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON = ("utf-8", "utf-16", "windows-1252", "iso-8859-1", "iso-8859-15", "mac-roman", "windows-1250", "windows-1251")
_FORMATS = (
    (b"%PDF-", "a PDF document", "Convert it first, for example with pdftotext."),
    (b"PK\x03\x04", "a ZIP archive or an office document", "Unpack it, or save the document as plain text."),
    (b"\x1f\x8b", "compressed with gzip", "Name it for what it holds, such as FILE.txt.gz or FILE.jsonl.gz, or unpack it first."),
    (b"BZh", "compressed with bzip2", "Unpack it first: bunzip2 FILE."),
    (b"\xfd7zXZ", "compressed with xz", "Unpack it first: unxz FILE."),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "Unpack it first: unzstd FILE."),
    (b"PAR1", "a Parquet table", "Give it the name FILE.parquet."),
    (b"WARC/", "a web archive (WARC)", "It is not read from standard input: give the path of its file."),
    (b"{\\rtf", "an RTF document", "Save it as plain text."),
    (b"\xd0\xcf\x11\xe0", "an old office document", "Save it as plain text."),
)
# C0 controls that text does not hold; NUL is looked for by itself.
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def refuse_formats(data: bytes, where: str) -> None:
    """Raise ReadingError where the first bytes are those of a format that is not read."""
    for signature, what, remedy in _FORMATS:
        if data.startswith(signature):
            raise ReadingError(where, f"this is {what}, not a text", remedy)


# Ways to write characters in others, not bytes of a text: they raise errors of their own, take long, and no browser reads them.
_ESCAPES = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"))


def known_encoding(name: str) -> str | None:
    """Return Python's name of a text encoding, or None where there is none."""
    try:
        info = codecs.lookup(name)
        "".encode(info.name)  # base64, rot13 and their like are codecs, but not of text
    except (LookupError, ValueError):
        return None
    return None if info.name in _ESCAPES else info.name


def suggest_encodings(name: str) -> str:
    """Word which encodings were perhaps meant."""
    close = difflib.get_close_matches(name.lower(), _COMMON, n=2, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else f"Common ones are {', '.join(_COMMON)}."


def find_mark(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark names, and how many bytes the mark has."""
    return next(((name, len(signature)) for signature, name in _SIGNATURES if data.startswith(signature)), None)


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    """Decode bytes: a byte order mark decides, then ``encoding``, then UTF-8. The mark is no part of the text.

    Line ends are kept as they are. Raises ReadingError for an encoding that does not fit, naming the first bad byte.
    """
    mark = find_mark(data)
    if mark:
        return _decoded(data[mark[1] :], mark[0], where, "its byte order mark says so")
    if encoding:
        return _decoded(data, encoding, where, "as --encoding says")
    return _decoded(data, "utf-8", where, "the default")


def _decoded(data: bytes, encoding: str, where: str, because: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        seen = f"not {encoding.upper()} ({because}): byte 0x{data[error.start]:02X} at offset {error.start}"
        raise ReadingError(where, seen, _remedy(data, encoding)) from error


def _remedy(data: bytes, tried: str) -> str:
    """Name the encoding that the bytes look like."""
    if b"\0" in data[:4096]:
        odd, even = data[1:4096:2].count(0), data[0:4096:2].count(0)
        if max(odd, even) > min(len(data), 4096) // 8 and min(odd, even) < max(odd, even) // 4:
            return f"It looks like UTF-16: give --encoding {'utf-16-le' if odd > even else 'utf-16-be'}."
        return "It is binary, not text: give a text, HTML or JSON-lines file."
    if tried != "windows-1252" and not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data):
        return "It may be Windows-1252: give --encoding windows-1252, or save the file as UTF-8."
    return "Save the file as UTF-8, or name its encoding with --encoding, such as --encoding mac-roman."


def web_address(url: str | None) -> str | None:
    """Keep addresses of the web only: a page or a feed may name ``javascript:`` as its own.

    >>> web_address("https://courier.example/a"), web_address("javascript:alert(1)")
    ('https://courier.example/a', None)
    """
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def check_text(text: str, where: str, known: Known) -> None:
    """Raise ReadingError where a text is empty, too long, not text, or cannot be written down again."""
    if not text.strip():
        raise ReadingError(where, "there is no text in it", "Give an article with at least one sentence.")
    if "\0" in text:
        cause = f"a NUL character at offset {text.index(chr(0))}"
        raise ReadingError(where, cause, _remedy_for_nul(text))
    if len(text) > known.max_chars:
        raise ReadingError(
            where,
            f"{len(text):,} characters, more than the {known.max_chars:,} that one article may have",
            "Give one article per file or line, or raise the limit: DETENTE_MAX_CHARS or 'max_chars' in detente.toml.",
        )
    surrogate = _SURROGATE.search(text)
    if surrogate:
        raise ReadingError(
            where,
            f"half a character (\\u{ord(surrogate[0]):04x}, a lone surrogate) at offset {surrogate.start()}",
            "The text was cut or escaped wrongly when it was written: write it again as UTF-8.",
        )
    controls = len(_CONTROLS.findall(text))
    if controls > 8 and controls > len(text) // 50:
        raise ReadingError(where, f"{controls} control characters: this is binary data", "Give a text, HTML or JSON-lines file.")
    if not any(c.isalpha() for c in text):
        raise ReadingError(where, "there are no letters in it", "Give an article with at least one sentence.")


def _remedy_for_nul(text: str) -> str:
    if text.count("\0") * 3 > len(text):
        return "It looks like UTF-16 without a byte order mark: give --encoding utf-16-le or utf-16-be."
    return "If it is binary, give a text, HTML or JSON-lines file; if it is text, delete the character."
