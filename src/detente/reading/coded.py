"""Files that ``detente code`` wrote → rows, one an article."""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from detente.errors import ReadingError
from detente.reading.jsonl import Report

Row = dict[str, object]

_HOW = "Give what 'detente code INPUT --with-text' printed, one object a line."


def read_rows(inputs: Iterable[str], report: Report) -> Iterator[Row]:
    """Give the rows of the files (``-`` is standard input); a file or line that cannot be read is reported and left out."""
    for name in inputs:
        try:
            if name == "-":
                yield from _lines(sys.stdin.buffer if sys.stdin is not None else io.BytesIO(), name, report)
                continue
            with Path(name).open("rb") as stream:
                yield from _lines(stream, name, report)
        except (OSError, ValueError) as error:  # ValueError: a name that holds NUL
            cause = getattr(error, "strerror", None) or str(error)
            report(
                ReadingError(name, f"cannot be read ({cause})", "Check the path and the permissions; '-' reads standard input.")
            )


def _lines(stream: IO[bytes], name: str, report: Report) -> Iterator[Row]:
    number = 0
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            yield _row(line, f"{name}:{number}")
        except ReadingError as error:
            report(error)
    if not number:
        report(ReadingError(name, "it is empty", _HOW))


def _row(line: bytes, where: str) -> Row:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # UTF-8, JSON, nested too deep, a number of too many digits
        raise ReadingError(where, "not one JSON object in UTF-8", _HOW) from error
    if not isinstance(value, dict) or not isinstance(value.get("article"), dict):
        raise ReadingError(where, "not a coded article: there is no object under the key 'article'", _HOW)
    return value
