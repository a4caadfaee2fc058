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
