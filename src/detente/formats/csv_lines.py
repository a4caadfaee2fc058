"""Lines of CSV as bytes."""

from typing import IO


class CsvLines:
    """What a ``csv.writer`` of Excel's dialect writes to: UTF-8, and a line feed at the end of each line.

    With a line feed as its own terminator the writer would leave a carriage return within a cell unquoted (before Python 3.13).
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Take the stream."""
        self._stream = stream

    def write(self, line: str) -> int:
        """Write one line."""
        return self._stream.write((line.removesuffix("\r\n") + "\n").encode("utf-8", "replace"))
