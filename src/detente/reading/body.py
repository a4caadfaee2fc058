"""The body of an HTTP answer: unpacked, and never more of it than a limit; and what its header says that it is."""

import zlib
from collections.abc import Iterable
from email.message import Message

from detente.errors import ReadingError

CODINGS = ("gzip", "deflate")  # what is asked for, and can be unpacked by pieces
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"
_REMEDY = "Try again later, or save the page in a browser and give the path of the file."


def join_body(chunks: Iterable[bytes], limit: int, where: str, coding: str = "") -> bytes:
    """Join the chunks of a body, unpacked as ``coding`` (its Content-Encoding) says.

    Stops at once where more than ``limit`` bytes were sent or come out. Raises ReadingError for that, for a coding that was
    not asked for (a chain of them, too), and for a packed body that is broken or cut short.
    """
    coding = coding.strip().lower().removeprefix("x-") or "identity"
    if coding not in (*CODINGS, "identity"):
        raise ReadingError(where, f"the body is packed as {coding!r}, which was not asked for", _REMEDY)
    body, sent, packed = bytearray(), 0, _Packed(coding)
    try:
        for chunk in chunks:
            sent += len(chunk)
            body += chunk if coding == "identity" else packed.unpack(chunk, limit + 1 - len(body))
            if sent > limit or len(body) > limit:
                raise too_long(limit, where)
    except zlib.error as error:
        raise ReadingError(where, f"the body is no {coding} ({error})", _REMEDY) from error
    if packed.open:
        raise ReadingError(where, "the packed body is cut short", _REMEDY)
    return bytes(body)


def too_long(limit: int, where: str) -> ReadingError:
    """Word that a body is longer than the limit."""
    return ReadingError(where, f"more than {limit:,} bytes", "Give the address of a single article, or save it as a file.")


def media_type(header: str) -> tuple[str, str | None]:
    """Read a Content-Type into the type in lower case and the charset; never raises.

    >>> media_type("Text/HTML; charset=UTF-8")
    ('text/html', 'utf-8')
    """
    message = Message()
    message["content-type"] = header
    try:
        charset = message.get_content_charset()
    except (ValueError, LookupError):  # RFC 2231 numbers of thousands of digits
        charset = None
    return (message.get_content_type() if header.strip() else ""), charset


class _Packed:
    """A packed stream in the middle of being read: one member of gzip or several, or deflate with or without its header."""

    def __init__(self, coding: str) -> None:
        self.coding = coding
        self.stream = zlib.decompressobj(_GZIP)
        self.begun = self.open = False

    def unpack(self, chunk: bytes, most: int) -> bytes:
        """Unpack a chunk into at most ``most`` bytes. What follows the end and is no further member is padding."""
        made = bytearray()
        while chunk and len(made) < most and (self.open or not self.begun or chunk.startswith(_MAGIC)):
            if not self.open:
                self.stream = zlib.decompressobj(self._bits(chunk))
                self.begun = True
            made += self.stream.decompress(chunk, most - len(made))
            self.open, chunk = not self.stream.eof, self.stream.unused_data
        return bytes(made)

    def _bits(self, chunk: bytes) -> int:
        if self.coding == "gzip":
            return _GZIP
        # RFC 1950: the first two bytes name method 8 and are divisible by 31; some servers send the bare stream of RFC 1951
        return _ZLIB if chunk[0] & 15 == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0 else _RAW
