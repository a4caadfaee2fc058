"""A file, also one that is packed with gzip → a stream of its bytes. A few bytes that unpack to many are found out in time."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from detente.errors import ReadingError

# News as JSON lines packs to a third or a fifth; gzip makes a thousandth of one letter that is repeated.
MOST_TIMES, FREE = 100, 1024 * 1024
BUFFER = 1 << 16  # bytes that can be looked at before they are read

_HOW = "Check the path and the permissions."


@contextmanager
def open_stream(path: Path, where: str) -> Iterator[io.BufferedReader]:
    """Open a file for reading, unpacked where its name ends in ``.gz``; what fails inside is raised as ReadingError."""
    try:
        with path.open("rb", 0) as file:
            yield io.BufferedReader(Unpacked(file, where) if is_packed(path) else file, BUFFER)
    except OSError as error:
        raise ReadingError(where, f"cannot be read ({error.strerror or error})", _HOW) from error


def is_packed(path: Path) -> bool:
    """Tell whether a file is packed with gzip, by its name."""
    return path.suffix.lower() == ".gz"


def kind_of(path: Path) -> str:
    """Return the suffix that says what a file holds, in small letters and without that of gzip.

    >>> kind_of(Path("news/2016.JSONL.gz")), kind_of(Path("news/2016"))
    ('.jsonl', '')
    """
    return (Path(path.stem) if is_packed(path) else path).suffix.lower()


class Unpacked(io.RawIOBase):
    """What a gzip file holds, as long as it is in proportion to the file; raises ReadingError where it is not, or is broken."""

    def __init__(self, stream: IO[bytes], where: str) -> None:
        """Take the packed stream, at its start."""
        self._packed, self._stream, self._where = stream, gzip.GzipFile(fileobj=stream), where

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the buffer that BufferedReader gives
        """Unpack into a buffer, and return how many bytes."""
        try:
            data = self._stream.read(min(len(buffer), BUFFER))
        except (OSError, EOFError, zlib.error) as error:
            raise ReadingError(self._where, f"broken gzip ({error})", "Pack it again; what came before was read.") from error
        if self._stream.tell() > max(FREE, MOST_TIMES * self._packed.tell()):
            cause = f"it unpacks to more than {MOST_TIMES} times its size"
            raise ReadingError(self._where, cause, "This is no text. If it is, unpack it first: gunzip FILE.")
        buffer[: len(data)] = data
        return len(data)
