"""JSON lines (and one JSON object or list) → articles."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from detente.errors import ReadingError, did_you_mean
from detente.reading.article import make_article
from detente.reading.cut import Cut
from detente.reading.dates import read_date
from detente.reading.known import Known
from detente.reading.language_check import check_english
from detente.reading.text import check_text
from detente.records import Article

_STEP = 1 << 20  # bytes of a line that are looked at together while cutting
Report = Callable[[ReadingError], None]  # who is told of a line or an input that cannot be read

_EXAMPLE = 'Give one object a line, such as {"text": "…", "title": "…", "published": "2016-11-30", "outlet": "…"}.'
_STARTS = tuple(
    opening + following for opening in (b"{", b"[") for following in (b'"', b" ", b"\n", b"\r", b"\t", b"}", b"]", b"{")
)


def looks_like_json(head: bytes) -> bool:
    """Tell whether the bytes begin as a JSON object or list does."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_STARTS)


class Lines(Protocol):
    """What gives lines of bytes, each up to a limit."""

    def readline(self, limit: int, /) -> bytes:
        """Return the next line, or its first ``limit`` bytes; nothing at the end."""
        ...


@dataclass(slots=True)
class _Range:
    """The lines of a stream up to a number of bytes from here."""

    stream: IO[bytes]
    left: int

    def readline(self, limit: int, /) -> bytes:
        line = self.stream.readline(min(limit, self.left))
        self.left -= len(line)
        return line


def cut_lines(path: Path, size: int) -> Iterator[Cut]:
    """Cut a file of JSON lines into ranges of ``size`` lines; lines without end are counted as the reader sees them."""
    start = end = 0
    first = number = 1
    with path.open("rb") as stream:
        while block := stream.readline(_STEP):
            end += len(block)
            if not block.endswith(b"\n"):
                continue
            number += 1
            if number - first == size:
                yield Cut(start, end, first)
                start, first = end, number
    if end > start or not end:
        yield Cut(start, end, first)


def read_range(path: Path, cut: Cut, known: Known, report: Report) -> Iterator[Article]:
    """Read the articles of a range of a file of JSON lines."""
    with path.open("rb") as stream:
        stream.seek(cut.start)
        yield from read_lines(_Range(stream, cut.end - cut.start), str(path), known, report, cut.first)


def read_lines(stream: Lines, where: str, known: Known, report: Report, first: int = 1) -> Iterator[Article]:
    """Read one article a line; a bad line is reported as ``file:line`` and the others are still read."""
    number = 0
    for number, line in _numbered(stream, known.max_bytes, first):
        try:
            if line is None:
                cause = f"more than {known.max_bytes:,} bytes in one line"
                raise ReadingError(
                    f"{where}:{number}", cause, "Put each article on a line of its own, or raise the setting max_chars."
                )
            yield row_to_article(_parsed(line, f"{where}:{number}"), f"{where}:{number}", known)
        except ReadingError as error:
            report(error)
    if not number:
        report(ReadingError(where, "there is no line in it", _EXAMPLE))


def read_document(data: bytes, where: str, known: Known, report: Report) -> Iterator[Article] | None:
    """Read a JSON document that is one object or a list of objects; None where it is not one JSON document."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    rows = value if isinstance(value, list) else [value]
    return _read_rows(rows, where, known, report, numbered=isinstance(value, list))


def _read_rows(rows: Iterable[object], where: str, known: Known, report: Report, *, numbered: bool) -> Iterator[Article]:
    for number, row in enumerate(rows, 1):
        try:
            yield row_to_article(row, f"{where}[{number}]" if numbered else where, known)
        except ReadingError as error:
            report(error)


def row_to_article(row: object, where: str, known: Known) -> Article:
    """Make an article of a JSON object with at least ``text``; ``id`` becomes ``article.source``, else ``where`` does.

    An object that holds the article under ``article`` (as ``detente code --with-text`` prints it) is taken as well.
    """
    if not isinstance(row, dict):
        raise ReadingError(where, f"a JSON {_json_kind(row)} where an object is needed", _EXAMPLE)
    if "text" not in row and isinstance(row.get("article"), dict):
        row = {**row["article"], **({"id": row["id"]} if "id" in row else {})}
    if "text" not in row:
        hint = next((did_you_mean(key, ["text"]) for key in row if did_you_mean(key, ["text"])), "")
        found = f"its keys are {', '.join(map(str, list(row)[:8]))}" if row else "the object is empty"
        raise ReadingError(where, f"no key 'text' ({found})", _EXAMPLE + hint)
    text = row["text"]
    if not isinstance(text, str):
        raise ReadingError(where, f"'text' is a JSON {_json_kind(text)}, not a string", _EXAMPLE)
    check_text(text, where, known)
    language = _string(row, "language", where)
    check_english(text, where, language)
    return make_article(
        text,
        title=known.title_or(_string(row, "title", where)),
        published=known.published_or(_published(row, where)),
        outlet=known.outlet_or(_string(row, "outlet", where)),
        url=_string(row, "url", where),
        language=language,
        source=_string(row, "id", where) or _string(row, "source", where) or where,
    )


def _published(row: dict[str, object], where: str) -> dt.date | None:
    """Read ``published``, which is ours and must be right, or else ``date``, which others fill with what they like.

    A ``date`` that is no day leaves the article undated; it is not refused for a key that nobody promised.
    """
    if row.get("published") not in (None, ""):
        return read_date(row["published"], where)
    try:
        return read_date(row.get("date"), where)
    except ReadingError:
        return None


def _numbered(stream: Lines, limit: int, first: int) -> Iterator[tuple[int, bytes | None]]:
    """Give the non-empty lines with their numbers from ``first``; a line over the limit is skipped to its end, given as None."""
    number = first - 1
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _parsed(line: bytes, where: str) -> object:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        cause = f"not UTF-8: byte 0x{line[error.start]:02X} at offset {error.start} of the line"
        raise ReadingError(where, cause, "JSON lines are UTF-8 by definition: save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise ReadingError(where, f"not valid JSON ({error.msg} at column {error.colno})", _EXAMPLE) from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number of too many digits
        raise ReadingError(where, "JSON that is nested too deep or holds too long a number", _EXAMPLE) from error


def _string(row: dict[str, object], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value).encode("utf-8", "replace").decode("utf-8")
    raise ReadingError(where, f"{key!r} is a JSON {_json_kind(value)}, not a string", _EXAMPLE)


def _json_kind(value: object) -> str:
    kinds = {dict: "object", list: "list", str: "string", bool: "true or false", int: "number", float: "number"}
    return kinds.get(type(value), "null")
