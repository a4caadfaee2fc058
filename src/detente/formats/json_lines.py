"""Bytes → the values of JSON lines, or of one JSON document; hostile input is reported, and the rest is read."""

import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import IO

from detente.errors import ReadingError
from detente.reading.jsonl import Report

LONGEST = 1 << 26  # bytes of a line, or of a document that is no JSON lines
_REMEDY = "Give one JSON object a line, in UTF-8."


def read_values(stream: IO[bytes], where: str, report: Report) -> Iterator[tuple[str, dict[str, object]]]:
    """Give each object with where it stands: one a line, or the items of a list where the input is one document."""
    first = stream.readline(LONGEST + 1)
    try:
        _parse(first, where)
    except ReadingError:
        rest = stream.read(LONGEST) + stream.readline(LONGEST + 1)
        try:
            value = _parse(first + rest, where) if rest.strip() else None
        except ReadingError:
            value = None
        if value is not None:
            items = value if isinstance(value, list) else [value]
            yield from _objects(((f"{where}[{n}]", item) for n, item in enumerate(items, 1)), report)
            return
        yield from _read_lines(chain([first], io.BytesIO(rest), _lines(stream)), where, report)
        return
    yield from _read_lines(chain([first], _lines(stream)), where, report)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Give lines; of one that is too long a piece that is too long, and the rest of it is skipped."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1) or b"\n"


def _read_lines(lines: Iterator[bytes], where: str, report: Report) -> Iterator[tuple[str, dict[str, object]]]:
    def parsed() -> Iterator[tuple[str, object]]:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield f"{where}:{number}", _parse(line, f"{where}:{number}")
            except ReadingError as error:
                report(error)

    yield from _objects(parsed(), report)


def _objects(values: Iterator[tuple[str, object]], report: Report) -> Iterator[tuple[str, dict[str, object]]]:
    for where, value in values:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield where, item
            else:
                report(ReadingError(where, "JSON that is no object", _REMEDY))


def _parse(data: bytes, where: str) -> object:
    if len(data) > LONGEST + 1:
        raise ReadingError(where, f"more than {LONGEST:,} bytes in one line", _REMEDY)
    try:
        return json.loads(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReadingError(where, f"not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}", _REMEDY) from error
    except json.JSONDecodeError as error:
        raise ReadingError(where, f"not valid JSON ({error.msg} at column {error.colno})", _REMEDY) from error
    except (RecursionError, ValueError) as error:
        raise ReadingError(where, "JSON that is nested too deep or holds too long a number", _REMEDY) from error
