"""Lines of tab-separated tables without quoting → cells in the order of the columns, a line at a time, whatever the bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from detente.errors import ReadingError
from detente.formats.faults import Faults

LONGEST = 1 << 20  # bytes of a line; the longest of POLECAT's have some ten thousand


def read_lines(stream: IO[bytes], where: str, faults: Faults, *, otherwise: str = "utf-8") -> Iterator[tuple[int, str]]:
    """Give number and text of each line that is not empty, without its end. What is longer than a mebibyte is a fault.

    A line that is not UTF-8 is read in the encoding ``otherwise``, with U+FFFD for what that lacks.
    """
    line_number = 0
    while raw := stream.readline(LONGEST + 1):
        line_number += 1
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LONGEST)
            faults(ReadingError(f"{where}:{line_number}", "a line of more than a mebibyte", "Check that it is this format."))
            continue
        raw = raw.removeprefix(b"\xef\xbb\xbf") if line_number == 1 else raw
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            faults.mended += 1
            text = raw.decode(otherwise, "replace")
        text = text.removesuffix("\n").removesuffix("\r")
        if text:
            yield line_number, text


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table, other names that they have, and columns that may be there and are not read.

    Names are compared without case, spaces and underscores.
    """

    format: str
    columns: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    ignored: Collection[str] = ()

    def find(self, name: str) -> str | None:
        """Return the column that a name of a header means, '' for one that is not read, None for a strange one."""
        key = _key(name)
        if key in {_key(n) for n in self.ignored}:
            return ""
        names = {_key(c): c for c in self.columns} | {_key(n): c for n, c in self.also.items()}
        return names.get(key)

    def is_header(self, cells: Sequence[str]) -> bool:
        """Tell whether a line names columns."""
        return self.find(cells[0]) == self.columns[0] or sum(bool(self.find(c)) for c in cells) > len(self.columns) // 2


def _key(name: str) -> str:
    return name.casefold().replace(" ", "").replace("_", "")


def read_headed(
    stream: IO[bytes], where: str, faults: Faults, layout: Layout, *, otherwise: str = "utf-8"
) -> Iterator[tuple[int, list[str]]]:
    """Give number and cells of each line below a header, in the order of the layout, whatever the order in the file.

    A row that has more cells than the header is taken where the further ones are empty. Raises ReadingError where the header
    lacks a column.
    """
    lines = read_lines(stream, where, faults, otherwise=otherwise)
    first = next(lines, None)
    if first is None:
        return
    header = first[1].split("\t")
    places = place_columns(header, f"{where}:{first[0]}", layout)
    straight = places == list(range(len(layout.columns)))
    allowed = {n for n, name in enumerate(header) if layout.find(name) == ""}
    used = {*places, *allowed}
    for line_number, text in lines:
        cells = text.split("\t")
        if straight and len(cells) == len(places):
            yield line_number, cells
        elif len(cells) <= max(places):
            faults(short(f"{where}:{line_number}", layout, len(cells), len(header)))
        elif any(cell.strip() for n, cell in enumerate(cells) if n not in used):
            faults(
                ReadingError(
                    f"{where}:{line_number}",
                    f"{len(cells)} cells, and some beyond the {len(layout.columns)} columns of {layout.format} are not empty",
                    "A tab within a cell moves the others: mend the line by hand.",
                )
            )
        else:
            yield line_number, [cells[n] for n in places]


def place_columns(header: Sequence[str], where: str, layout: Layout) -> list[int]:
    """Return where each column of a layout stands; raises ReadingError where one is missing or stands twice."""
    found = [layout.find(name) for name in header]
    missing = [c for c in layout.columns if c not in found]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise ReadingError(
            where,
            f"not the header of {layout.format}: there is no column {missing[0]!r}{more}",
            "Give the file as it was published, or name another format.",
        )
    return [found.index(c) for c in layout.columns]


def short(where: str, layout: Layout, have: int, want: int) -> ReadingError:
    """Return the fault of a line with too few cells."""
    return ReadingError(where, f"{have} cells where {layout.format} has {want}", "Check that the line is whole.")


def joined(cells: Sequence[str]) -> bytes:
    """Return a line of a file: tabs between cells, a line feed at the end, UTF-8; a tab or line feed within a cell is a space."""
    line = "\t".join(cells)
    if line.count("\t") >= len(cells) or "\n" in line:
        line = "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells)
    return (line + "\n").encode("utf-8", "replace")
