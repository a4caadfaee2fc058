"""A web archive (WARC, WARC.gz) → its records, each bounded; damage costs a record, not the archive.

The records are framed here, and FastWARC reads what is within: its own iterator takes a length that is no number for 0, shortens
a record that is cut without a word, and gives up at the first damage (measured, 2.0.1). A record's block has ``Content-Length``
bytes, behind which an empty line and the next record or the end stand (ISO 28500); in WARC.gz each is a gzip member of its own.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

GZIP = b"\x1f\x8b\x08"
TRUNCATED, INVALID, LARGE, UNREAD = "truncated", "invalid", "too large", "unread"

_CHUNK = 1 << 16
_LONGEST_HEAD = 1 << 15  # bytes
_HEAD = re.compile(rb"WARC/\d\.\d\r\n(?>[^\r\n:]{1,200}:[^\r\n]*\r\n(?>[ \t][^\r\n]*\r\n)*)*+\r\n")
_NEXT = re.compile(rb"\nWARC/\d\.\d\r?\n")
_PAST_GAP = re.compile(rb"[^\r\n]")
_LENGTH = re.compile(rb"^content-length:[ \t]*+(\d{1,19})[ \t]*+\r?$", re.IGNORECASE | re.MULTILINE)
# How many bytes may be unpacked again to find the next member behind a damaged one; only damage on purpose takes more.
_SECOND_LOOKS = 1 << 28
_FIRST_LOOK = 1024  # bytes that tell whether a member holds a record


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it, or its gzip member, starts; its header; its block; and what is wrong with it.

    ``fault`` is None, ``truncated`` (fewer bytes than its length says), ``invalid`` (no header, no length, a length that ends
    elsewhere than the record, or bad data), ``too large``, or ``unread`` (all from here on); the block is empty then.
    """

    start: int
    head: bytes = b""
    block: bytes = b""
    fault: str | None = None


class _Source(Protocol):
    """Bytes from front to back: of a file, or of a gzip member of it."""

    fault: str | None

    def pull(self) -> bytes:
        """Return the next bytes, none at the end."""

    def offset(self, read: int) -> int:
        """Return where in the file a record starts that begins after ``read`` bytes."""

    def holds(self, read: int, length: int) -> bool:
        """Tell whether so many bytes may follow, as far as that is known."""


def read_records(file: IO[bytes], start: int, end: int, most: int) -> Iterator[Record]:
    """Read the records between two offsets of a file; no block has more than ``most`` bytes."""
    file.seek(start)
    members = _Members(file, end)
    packed = members.find(start) if file.read(5) != b"WARC/" else end
    if packed < end:
        yield from members.records(start, packed, most)
    else:
        yield from _Stream(_Plain(file, start, end), most).records()


class _Plain:
    """The bytes of a file between two offsets."""

    fault: str | None = None

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file, self._start, self._end, self._at = file, start, end, start
        file.seek(start)

    def pull(self) -> bytes:
        data = self._file.read(min(_CHUNK, self._end - self._at))
        self._at += len(data)
        return data

    def offset(self, read: int) -> int:
        return self._start + read

    def holds(self, read: int, length: int) -> bool:
        return self._start + read + length <= self._end


class _Member:
    """The bytes that are packed in one gzip member, unpacked piece by piece; ``position`` is how far the file was read."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end
        self._unpacker = zlib.decompressobj(wbits=31)
        self.fault: str | None = None
        self.position, self.unpacked = start, 0
        file.seek(start)

    def pull(self) -> bytes:
        while not self._unpacker.eof and self.fault is None:
            packed = self._unpacker.unconsumed_tail
            if not packed:
                packed = self._file.read(min(_CHUNK, self._end - self.position))
                self.position += len(packed)
            try:
                data = self._unpacker.decompress(packed, _CHUNK)
            except zlib.error:
                self.fault = INVALID
                break
            if self._unpacker.eof:
                self.position -= len(self._unpacker.unused_data)
            elif not packed and not data:
                self.fault = TRUNCATED
            if data:
                self.unpacked += len(data)
                return data
        return b""

    def offset(self, read: int) -> int:  # a member can only be read from its start
        return self._start

    def holds(self, read: int, length: int) -> bool:  # unknown until it is unpacked
        return True


class _Members:
    """The gzip members of a file, one after the other."""

    def __init__(self, file: IO[bytes], end: int) -> None:
        self._file, self._end, self._looks = file, end, _SECOND_LOOKS

    def records(self, start: int, found: int, most: int) -> Iterator[Record]:
        """Give the records of all members; the first is ``found`` at or behind ``start``."""
        sound = True
        while start < self._end:
            if found != start and sound:  # what lies between is of no member; that of a damaged one was told
                yield Record(start, fault=INVALID)
            if self._looks <= 0:
                yield Record(start, fault=UNREAD)
                return
            if found == self._end:
                return
            member = _Member(self._file, found, self._end)
            yield from _Stream(member, most).records()
            sound = member.fault is None
            start = member.position if sound else found + 1
            self._looks -= 0 if sound else member.unpacked
            found = self.find(start)

    def find(self, position: int) -> int:
        """Return where the next member starts: here, or where a member of a web archive does; the end where there is none."""
        self._file.seek(position)
        if position >= self._end or self._file.read(len(GZIP)) == GZIP:
            return min(position, self._end)
        while position < self._end and self._looks > 0:
            self._file.seek(position)
            data = self._file.read(min(_CHUNK, self._end - position))
            at = data.find(GZIP)
            while at >= 0:
                self._looks -= _FIRST_LOOK
                if self._is_member(position + at):
                    return position + at
                at = data.find(GZIP, at + 1) if self._looks > 0 else -1
            position += max(len(data) - len(GZIP) + 1, 1)
        return self._end

    def _is_member(self, position: int) -> bool:
        self._file.seek(position)
        try:
            return zlib.decompressobj(wbits=31).decompress(self._file.read(_FIRST_LOOK), 5) == b"WARC/"
        except zlib.error:
            return False


class _Stream:
    """Bytes from front to back, framed into records; what a lying length took too much stays to be looked through."""

    def __init__(self, source: _Source, most: int) -> None:
        self._source, self._most = source, most
        self._held, self._read = bytearray(), 0

    def records(self) -> Iterator[Record]:
        sound = True
        while self._skip_gap():
            at = self._source.offset(self._read)
            head, length = self._head()
            record, sound = self._framed(at, head, length)
            yield record
            if not sound:
                self._skip_to_next()
        if self._source.fault and sound:  # not yet told
            yield Record(self._source.offset(self._read), fault=self._source.fault)

    def _framed(self, at: int, head: bytes, length: int | None) -> tuple[Record, bool]:
        """Frame one record; tell whether what follows it is where its length says."""
        if length is None:
            ended = not self._fill(_LONGEST_HEAD) and self._held.find(b"\r\n\r\n", 0, _LONGEST_HEAD) < 0
            kind = TRUNCATED if ended and self._held.startswith(b"WARC/") else INVALID
            return Record(at, head, fault=self._source.fault or kind), False
        self._drop(len(head))
        if not self._source.holds(self._read, length):
            return Record(at, head, fault=TRUNCATED), False
        if length > self._most:
            whole = self._skip(length) == length
            return Record(at, head, fault=LARGE if whole else self._source.fault or TRUNCATED), whole
        if not self._fill(length):
            return Record(at, head, fault=self._source.fault or TRUNCATED), False
        self._fill(length + 9)
        follows = bytes(self._held[length : length + 9]).lstrip(b"\r\n")
        fault = self._source.fault or (None if b"WARC/".startswith(follows[:5]) else INVALID)
        if fault:
            return Record(at, head, fault=fault), False
        block = bytes(self._held[:length])
        self._drop(length)
        return Record(at, head, block), True

    def _head(self) -> tuple[bytes, int | None]:
        """Return the header with its empty line, and the length that it gives."""
        self._fill(_LONGEST_HEAD)
        found = _HEAD.match(self._held, 0, _LONGEST_HEAD)
        if found is None:
            return b"", None
        head = found[0]
        lengths = _LENGTH.findall(head)
        return head, int(lengths[0]) if len(lengths) == 1 else None

    def _skip_gap(self) -> bool:
        """Go to the next byte that is no line end; tell whether there is one."""
        while self._fill(1):
            found = _PAST_GAP.search(self._held)
            self._drop(found.start() if found else len(self._held))
            if self._held:
                return True
        return False

    def _skip_to_next(self) -> None:
        """Go to the next line that begins a record, or to the end."""
        while (found := _NEXT.search(self._held)) is None:
            self._drop(max(len(self._held) - 10, 0))  # a beginning may be cut by the end of what was pulled
            if not self._fill(len(self._held) + 1):
                self._drop(len(self._held))
                return
        self._drop(found.start() + 1)

    def _fill(self, size: int) -> bool:
        while len(self._held) < size:
            data = self._source.pull()
            if not data:
                return False
            self._held += data
        return True

    def _drop(self, size: int) -> None:
        del self._held[:size]
        self._read += size

    def _skip(self, size: int) -> int:
        left = size
        while left and self._fill(1):
            step = min(left, len(self._held))
            self._drop(step)
            left -= step
        return size - left
