"""A range of a large file that can be read alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """A range of a file, end exclusive: bytes, or rows of a Parquet table. ``first`` is the number of its first line, row or
    record, counted from 1, for messages.
    """

    start: int
    end: int
    first: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """An input, or a range of one (bytes, or rows of a Parquet table; end exclusive).

    ``name`` is the input as it was given, ``path`` where it lies (for a URL the same), ``form`` the suffix by which it is read.
    ``sha256`` is of the bytes of that range; of a URL, whose bytes are not known beforehand, of the address. ``first`` is the
    number of its first line, row or record, for messages; ``head`` are the bytes at the beginning of a CSV table, its header,
    that are read and hashed with each range. Ranges of a Parquet table are known by the hash of the whole file, whose length
    is ``head``.
    """

    name: str
    kind: str
    sha256: str
    start: int = 0
    end: int = 0
    first: int = 1
    head: int = 0
    path: str = ""
    form: str = ""
