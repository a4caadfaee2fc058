"""CSV and TSV tables → articles, whole or in ranges that begin and end between rows.

Quotation marks and line ends are those of RFC 4180 and of spreadsheets, as Python's ``csv`` reads them; the same reader finds
where rows end, so that cutting and reading agree.
"""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from detente.errors import ReadingError
from detente.reading.columns import Row, count_known, match_columns, read_rows
from detente.reading.cut import Cut
from detente.reading.jsonl import Report
from detente.reading.known import Known
from detente.reading.streams import is_packed, kind_of, open_stream
from detente.reading.text import decode, find_mark, refuse_formats
from detente.records import Article

_DELIMITERS = ",;\t"
_HEAD = 1 << 16  # bytes in which the header must end
_PIECE = 1 << 20  # bytes that are read at once
# A quotation mark that is left open is looked for as far as the limit of a row, and what followed it is read again.
# A table where that happens more often is none, or is quoted in another way.
_MOST_OPEN = 100
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that do not fit the encoding, as "surrogateescape" gives them
_HOW = "A table begins with a row that names its columns, such as: text,title,published,outlet"


def read_csv(path: Path, cut: Cut | None, known: Known, report: Report) -> Iterator[Article]:
    """Read the articles of a table, or of a range that ``cut_csv`` gave; a bad row is reported as ``file:row``.

    Rows are counted as a spreadsheet counts them: the header is the first. A cell is read as it is; the ``'`` that guards
    against formulas is kept. Raises ReadingError where the file cannot be read or no column holds the text.
    """
    where = str(path)
    with open_stream(path, where) as stream:
        form = _form(stream, where, known)
        records = _records(stream, form)
        header = _header(records, where)
        places = match_columns([cell.strip() for cell in header.cells or ()], where, known)
        if cut is not None and form.can_be_cut and cut.start >= header.end:
            stream.seek(cut.start)
            records = _records(stream, form, cut)
        yield from read_rows(_rows(records, header, places, form, report), known, report)


def cut_csv(path: Path, size: int, known: Known | None = None) -> Iterator[Cut]:
    """Cut a table into ranges of ``size`` rows, in bytes; ``known`` must be what the ranges are read with.

    A packed table, and one in UTF-16 or UTF-32, stays whole. Raises ReadingError where the file cannot be read.
    """
    where = str(path)
    with open_stream(path, where) as stream:
        length = path.stat().st_size
        form = _form(stream, where, known or Known())
        if not form.can_be_cut:
            yield Cut(0, length)
            return
        records = _records(stream, form)
        header = _header(records, where)
        start, first, rows = header.end, header.number + 1, 0
        try:
            for record in records:
                rows += not record.is_blank
                if rows == size:
                    yield Cut(start, record.end, first)
                    start, first, rows = record.end, record.number + 1, 0
        except ReadingError:  # too many open quotation marks: whoever reads the rest will say so
            rows = 1
        if rows or start == header.end:
            yield Cut(start, length, first)


@dataclass(frozen=True, slots=True)
class _Form:
    """How a table is written; ``mark`` are the bytes of its byte order mark, ``limit`` those that a row may have."""

    where: str
    encoding: str
    mark: int
    delimiter: str
    extends_ascii: bool
    can_be_cut: bool
    limit: int


class _Record(NamedTuple):
    """A row: its number from 1, where it ends, its cells (None: it does not end), and a line that does not fit the encoding."""

    number: int
    end: int
    cells: list[str] | None
    undecoded: bytes | None = None

    @property
    def is_blank(self) -> bool:
        return self.cells is not None and not any(self.cells)


def _form(stream: io.BufferedReader, where: str, known: Known) -> _Form:
    head = stream.peek(_HEAD)[:_HEAD]
    if not head.strip():
        raise ReadingError(where, "it is empty", _HOW)
    refuse_formats(head, where)
    encoding, mark = find_mark(head) or (known.encoding or "utf-8", 0)
    extends = _extends_ascii(encoding)
    delimiter = _sniff(head[mark:].decode(encoding, "replace"), "\t" if kind_of(Path(where)) in (".tsv", ".tab") else ",")
    whole = not extends or b"\0" in head or is_packed(Path(where))
    return _Form(where, encoding, mark, delimiter, extends, not whole, known.max_bytes)


def _extends_ascii(encoding: str) -> bool:
    """Tell whether every ASCII byte stands for itself, so that rows can be found among the bytes."""
    try:
        return bytes(range(128)).decode(encoding) == "".join(map(chr, range(128)))
    except ValueError:
        return False


def _sniff(text: str, usual: str) -> str:
    """Return the delimiter that gives the header the most columns whose names are known, or else the most columns."""

    def fit(delimiter: str) -> tuple[int, int, bool]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        names = next((row for row in rows if any(row)), [])
        return count_known(names), len(names), delimiter == usual

    return max(_DELIMITERS, key=fit)


def _header(records: Iterator[_Record], where: str) -> _Record:
    header = next((record for record in records if not record.is_blank), None)
    if header is None or header.cells is None or header.end > _HEAD:
        raise ReadingError(where, f"no header in its first {_HEAD:,} bytes", _HOW)
    if header.undecoded is not None:
        decode(header.undecoded, where)
    if any("\0" in cell for cell in header.cells):
        remedy = "It looks like UTF-16 without a byte order mark: give --encoding utf-16-le or utf-16-be."
        raise ReadingError(where, "NUL characters in its header", remedy)
    return header


def _rows(
    records: Iterator[_Record], header: _Record, places: dict[str, int], form: _Form, report: Report
) -> Iterator[tuple[str, Row]]:
    """Give the rows that have as many cells as the header; the others are reported."""
    some, width = False, len(header.cells or ())
    for record in records:
        if record.is_blank:
            continue
        some = True
        where = f"{form.where}:{record.number}"
        try:
            yield where, _row(record, width, places, where, form)
        except ReadingError as error:
            report(error)
    if not some:
        report(ReadingError(form.where, "there is no row under its header", _HOW))


def _row(record: _Record, width: int, places: dict[str, int], where: str, form: _Form) -> Row:
    if record.cells is None:
        remedy = "Is a quotation mark left open? Within quotation marks a mark is doubled."
        raise ReadingError(where, f"this row does not end within {form.limit:,} bytes or before the end of the table", remedy)
    if len(record.cells) != width:
        few = "few" if len(record.cells) < width else "many"
        cause = f"too {few} cells: {len(record.cells)} where the header has {width}"
        raise ReadingError(where, cause, "Put cells that hold delimiters or line ends in quotation marks.")
    row = {key: record.cells[i] for key, i in places.items()}
    if record.undecoded is not None and any(_ESCAPED.search(cell) for cell in row.values()):
        decode(record.undecoded, where, None if form.encoding == "utf-8" else form.encoding)
    return row


def _records(stream: io.BufferedReader, form: _Form, cut: Cut | None = None) -> Iterator[_Record]:
    """Give the rows of a stream from where it stands, the header and blank ones among them."""
    if csv.field_size_limit() < 2 * form.limit:  # it is global, so it is only ever raised; our own limit is held by _Lines
        csv.field_size_limit(2 * form.limit)
    number, end = (cut.first, cut.start) if cut else (1, len(stream.read(form.mark)))
    pieces = _pieces(stream, cut.end - cut.start if cut else None)
    if not form.extends_ascii:
        pieces = _recoded(pieces, form)
    lines = _Lines(_split(pieces, form.limit), form.encoding if form.extends_ascii else "utf-8", form.limit)
    reader = csv.reader(lines, delimiter=form.delimiter)
    read_again = 0
    while True:
        lines.undecoded = None
        try:
            cells = next(reader, None)
        except csv.Error:
            lines.is_open = True
        if not lines.kept:
            return
        if lines.is_open:
            read_again += len(lines.kept) > 1
            cells = None
        end += lines.give_up() if lines.is_open else lines.take()
        yield _Record(number, end, cells, lines.undecoded)
        number += 1
        if read_again > _MOST_OPEN:
            cause = f"more than {_MOST_OPEN} rows in which a quotation mark is left open; the rest is not read"
            raise ReadingError(f"{form.where}:{number}", cause, "Write the table again with its cells in quotation marks.")


@dataclass(slots=True)
class _Lines:
    """Lines for ``csv.reader``, kept until their row ends, so that one that never does can be given up."""

    raw: Iterator[bytes | int]
    encoding: str
    limit: int
    kept: list[bytes | int] = field(default_factory=list)
    again: deque[bytes | int] = field(default_factory=deque)
    size: int = 0
    is_open: bool = False  # the row goes on where lines, or the limit, end
    undecoded: bytes | None = None

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = None if self.size > self.limit else self.again.popleft() if self.again else next(self.raw, None)
        if isinstance(line, bytes):
            self.kept.append(line)
            self.size += len(line)
            try:
                return line.decode(self.encoding)
            except UnicodeDecodeError:
                self.undecoded = line
                return line.decode(self.encoding, "surrogateescape")
        if line is not None and not self.kept:
            self.kept.append(line)
        elif line is not None:
            self.again.appendleft(line)
        self.is_open = bool(self.kept)
        raise StopIteration

    def take(self) -> int:
        """Forget the lines of a row that is complete, and return how many bytes they have."""
        size = self.size
        self.kept, self.size, self.is_open = [], 0, False
        return size

    def give_up(self) -> int:
        """Forget the first line of a row that does not end, and return how many bytes it has; the others are read again."""
        first, *others = self.kept
        self.again.extendleft(reversed(others))
        self.kept, self.size, self.is_open = [], 0, False
        return len(first) if isinstance(first, bytes) else first


def _pieces(stream: io.BufferedReader, length: int | None) -> Iterator[bytes]:
    """Give what a stream holds from here, or ``length`` bytes of it."""
    left = length
    while piece := stream.read(_PIECE if left is None else min(_PIECE, left)):
        yield piece
        left = None if left is None else left - len(piece)


def _recoded(pieces: Iterator[bytes], form: _Form) -> Iterator[bytes]:
    """Write pieces of an encoding in which rows cannot be found as UTF-8."""
    decoder = codecs.getincrementaldecoder(form.encoding)()
    try:
        for piece in pieces:
            yield decoder.decode(piece).encode("utf-8", "surrogatepass")
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise ReadingError(form.where, f"not {form.encoding.upper()} ({error})", "Save the table as UTF-8.") from error


def _split(pieces: Iterator[bytes], limit: int) -> Iterator[bytes | int]:
    r"""Give lines with their ends (\n, \r\n or \r); of a line that is longer than the limit only how long it is."""
    rest, skipped = b"", 0
    for piece in pieces:
        lines = (rest + piece).splitlines(keepends=True)
        rest = b"" if not lines or lines[-1].endswith(b"\n") else lines.pop()  # \r may be half of \r\n
        for line in lines:
            yield skipped + len(line) if skipped or len(line) > limit else line
            skipped = 0
        if len(rest) > limit:
            half = rest.endswith(b"\r")
            skipped, rest = skipped + len(rest) - half, rest[len(rest) - half :]
    if rest or skipped:
        yield skipped + len(rest) if skipped or len(rest) > limit else rest
