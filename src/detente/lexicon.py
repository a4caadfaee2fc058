"""Load and validate the tables of ``data/`` (and a user's own), and give their digest.

A folder per stage holds TSV tables and one ``schema.toml`` that declares them::

    [cues]                                   # data/statements/cues.tsv
    what = "Verbs and nouns that attribute"
    key = ["lemma", "frame"]                 # unique together, and the table is sorted by it
    [cues.columns]
    lemma = { required = true }
    frame = { values = ["that", "quote"], required = true }
    since = { type = "date" }                # text (default) | list (a|b|c) | date | number | integer | flag (yes or empty)
    code  = { pattern = "[0-9]{2,4}" }
    iso3  = { in = "actors/states.iso3" }    # every value must stand in that column of that table (or of one of a list)

Lines that start with ``#`` and empty lines are skipped. Every fault is a LexiconError with file and line.
"""

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import repeat
from pathlib import Path
from typing import Any, TypeVar

from detente.errors import LexiconError, did_you_mean
from detente.undisturbed import undisturbed

Value = str | tuple[str, ...] | dt.date | float | int | bool | None
T = TypeVar("T")
TYPES = ("text", "list", "date", "number", "integer", "flag")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``where`` is its file and line."""

    values: Mapping[str, Value]
    file: str
    line: int

    def text(self, column: str) -> str:
        """Return a text cell; an empty cell is ''."""
        value = self.values[column]
        return value if isinstance(value, str) else ""

    def list(self, column: str) -> tuple[str, ...]:
        """Return the items of a list cell."""
        value = self.values[column]
        return value if isinstance(value, tuple) else ()

    def date(self, column: str) -> dt.date | None:
        """Return a date cell, or None where it is empty."""
        value = self.values[column]
        return value if isinstance(value, dt.date) else None

    def number(self, column: str) -> float | None:
        """Return a number or integer cell, or None where it is empty."""
        value = self.values[column]
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def flag(self, column: str) -> bool:
        """Tell whether a flag cell says yes."""
        return self.values[column] is True

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Lexicon:
    """All tables, by ``folder/name``, with a digest over their rows. A value to pass in; it is never a global.

    ``index`` keeps what a stage builds out of the tables, once for each lexicon.
    """

    tables: Mapping[str, tuple[Row, ...]]
    digest: str
    _built: dict[Any, Any] = field(default_factory=dict, repr=False)

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of ``folder/name``."""
        if name not in self.tables:
            raise KeyError(f"No lexicon table {name!r}.{did_you_mean(name, self.tables)}")
        return self.tables[name]

    def index(self, build: Callable[["Lexicon"], T]) -> T:
        """Return ``build(self)``, built at the first call and kept."""
        if build not in self._built:
            with undisturbed():
                self._built[build] = build(self)
        built: T = self._built[build]
        return built


def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """Load the built-in tables, and over them those of ``overlay`` (``folder/name.tsv``): same key replaces, new key adds.

    A table of an overlay needs only the required columns and those of its key, in any order of rows, and its ``source`` is free.

    Raises LexiconError with file and line for a missing or unknown column, a bad value, a double key, or a reference to
    nothing.
    """
    with undisturbed():
        return _load(overlay)


def _load(overlay: Path | None) -> Lexicon:
    root = Path(str(files("detente") / "data"))
    tables: dict[str, tuple[Row, ...]] = {}
    schemas: dict[str, dict[str, Any]] = {}
    digest = hashlib.sha256()
    for schema_file in sorted(root.glob("*/schema.toml")):
        for name, schema in tomllib.loads(schema_file.read_text("utf-8")).items():
            full = f"{schema_file.parent.name}/{name}"
            schemas[full] = schema
            tables[full] = _read_table(
                schema_file.parent / f"{name}.tsv", f"data/{full}.tsv", schema, digest, must_be_sorted=True
            )
    if overlay is not None:
        tables = _overlaid(tables, schemas, overlay, digest)
    for full, schema in schemas.items():
        _check_references(tables, full, schema)
    return Lexicon(tables, digest.hexdigest()[:16])


def with_rows(lexicon: Lexicon, table: str, rows: Sequence[Row]) -> Lexicon:
    """Return a lexicon with further rows at the end of a table, which its digest covers; the same one where there are none."""
    if not rows:
        return lexicon
    digest = hashlib.sha256(lexicon.digest.encode())
    for row in rows:
        digest.update("\t".join([table, *(f"{name}={value}" for name, value in sorted(row.values.items()))]).encode())
    return Lexicon({**lexicon.tables, table: (*lexicon.table(table), *rows)}, digest.hexdigest()[:16])


def _overlaid(
    tables: dict[str, tuple[Row, ...]], schemas: Mapping[str, Mapping[str, Any]], overlay: Path, digest: "hashlib._Hash"
) -> dict[str, tuple[Row, ...]]:
    if not overlay.is_dir():
        raise LexiconError(
            overlay, 0, "no such folder; the setting 'lexicon' names a folder with tables such as statements/cues.tsv"
        )
    out = dict(tables)
    for path in sorted(overlay.glob("*/*.tsv")):
        full = f"{path.parent.name}/{path.stem}"
        if full not in schemas:
            raise LexiconError(path, 0, f"no built-in table {full!r}.{did_you_mean(full, schemas)}")
        keys = schemas[full]["key"]
        own = _read_table(path, str(path), _relaxed(schemas[full]), digest, must_be_sorted=False)
        merged = {_key(row, keys): row for row in tables[full]} | {_key(row, keys): row for row in own}
        out[full] = tuple(merged.values())
    return out


def _relaxed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Let an overlay name any source of its own; our tables keep to the sources that their README explains."""
    columns = {name: {k: v for k, v in c.items() if name != "source" or k != "values"} for name, c in schema["columns"].items()}
    return {**schema, "columns": columns}


def _key(row: Row, columns: list[str]) -> tuple[str, ...]:
    return tuple("" if row.values[c] is None else str(row.values[c]) for c in columns)


def _lines(path: Path, shown: str) -> Iterator[tuple[int, list[str]]]:
    try:
        content = path.read_text("utf-8")
    except OSError as error:
        raise LexiconError(shown, 0, f"declared in schema.toml but cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise LexiconError(shown, 0, f"not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    for number, line in enumerate(content.replace("\r\n", "\n").split("\n"), 1):
        if line and line[0] != "#" and not line.isspace():
            yield number, line.split("\t")


def _read_table(
    path: Path, shown: str, schema: Mapping[str, Any], digest: "hashlib._Hash", *, must_be_sorted: bool
) -> tuple[Row, ...]:
    columns: dict[str, dict[str, Any]] = schema["columns"]
    lines = _lines(path, shown)
    number, header = next(lines, (1, []))
    for name in header:
        if name not in columns:
            raise LexiconError(shown, number, f"unknown column {name!r}.{did_you_mean(name, columns)}")
    digest.update("\t".join([path.parent.name, path.stem, *header]).encode())
    needed = [name for name, column in columns.items() if must_be_sorted or column.get("required") or name in schema["key"]]
    missing = [name for name in needed if name not in header]
    if missing:
        raise LexiconError(shown, number, f"missing column {missing[0]!r}; the header must hold {', '.join(needed)}")
    numbers, cells = _cells(lines, shown, len(header))
    digest.update("".join(map("\t".join, cells)).encode())
    in_columns = dict(zip(header, zip(*cells, strict=True) if cells else [()] * len(header), strict=True))
    keys = list(zip(*(in_columns[name] for name in schema["key"]), strict=True))
    _check_keys(keys, schema["key"], shown, numbers, must_be_sorted=must_be_sorted)
    values = [_convert(name, columns[name], found, shown, numbers) for name, found in in_columns.items()]
    blank = {name: _blank(column) for name, column in columns.items() if name not in in_columns}
    found = map(dict, map(zip, repeat(header), zip(*values, strict=True)))
    rows = found if not blank else (blank | row for row in found)
    return tuple(map(Row, rows, repeat(shown), numbers))


def _cells(lines: Iterator[tuple[int, list[str]]], shown: str, width: int) -> tuple[list[int], list[list[str]]]:
    """Return the line numbers and the cells of all rows."""
    numbers: list[int] = []
    rows: list[list[str]] = []
    for number, cells in lines:
        if len(cells) != width:
            raise LexiconError(shown, number, f"{len(cells)} cells where the header has {width}")
        numbers.append(number)
        rows.append(cells)
    return numbers, rows


def _check_keys(
    keys: Sequence[tuple[str, ...]], columns: Sequence[str], shown: str, numbers: Sequence[int], *, must_be_sorted: bool
) -> None:
    if len(set(keys)) < len(keys):
        seen: dict[tuple[str, ...], int] = {}
        for key, number in zip(keys, numbers, strict=True):
            if key in seen:
                raise LexiconError(shown, number, f"{' / '.join(key)} stands in line {seen[key]} already")
            seen[key] = number
    for last, key, number in zip(keys, keys[1:], numbers[1:], strict=False) if must_be_sorted else ():
        if key < last:
            raise LexiconError(shown, number, f"not sorted by {', '.join(columns)}: {' / '.join(key)} after {' / '.join(last)}")


def _convert(name: str, column: Mapping[str, Any], cells: Sequence[str], shown: str, numbers: Sequence[int]) -> list[Value]:
    """Return the values of a column; what stands in many cells is checked and converted once."""
    if column.keys().isdisjoint(("type", "required", "values", "pattern")):
        return [cell.strip() or None for cell in cells]
    known: dict[str, Value] = {}
    for cell in dict.fromkeys(cells):
        try:
            known[cell] = _value(cell.strip(), column)
        except ValueError as fault:
            raise LexiconError(shown, numbers[cells.index(cell)], f"column {name!r}{fault}") from fault
    return [known[cell] for cell in cells]


def _blank(column: Mapping[str, Any]) -> Value:
    """Return the value of an empty cell."""
    kind = column.get("type", "text")
    return () if kind == "list" else False if kind == "flag" else None


def _value(cell: str, column: Mapping[str, Any]) -> Value:
    """Return the value of a cell; raises ValueError with what follows the name of the column in a message."""
    kind = column.get("type", "text")
    if not cell:
        if column.get("required"):
            raise ValueError(" is empty")
        return _blank(column)
    items = [item.strip() for item in cell.split("|")] if kind == "list" else [cell]
    for item in items:
        if not item:
            raise ValueError(f" has an empty item in {cell!r}")
        if "values" in column and item not in column["values"]:
            raise ValueError(f": {item!r} is none of {', '.join(column['values'])}.{did_you_mean(item, column['values'])}")
        if "pattern" in column and not re.fullmatch(column["pattern"], item):
            raise ValueError(f": {item!r} does not look like {column['pattern']}")
    if kind == "list":
        return tuple(items)
    if kind == "flag":
        if cell != "yes":
            raise ValueError(f": {cell!r} must be 'yes' or empty")
        return True
    return _READ[kind](cell) if kind in _READ else cell


def _read_with(kind: str, read: Callable[[str], Value]) -> Callable[[str], Value]:
    def reader(cell: str) -> Value:
        try:
            return read(cell)
        except ValueError as error:
            raise ValueError(f": {cell!r} is not a {kind} (dates are written YYYY-MM-DD)") from error

    return reader


_READ = {kind: _read_with(kind, read) for kind, read in (("date", dt.date.fromisoformat), ("number", float), ("integer", int))}


def _check_references(tables: Mapping[str, tuple[Row, ...]], full: str, schema: Mapping[str, Any]) -> None:
    for name, column in schema["columns"].items():
        if "in" not in column:
            continue
        places = [column["in"]] if isinstance(column["in"], str) else column["in"]
        known: set[str] = set()
        for place in places:
            other, _, key = place.rpartition(".")
            known.update(item for row in tables[other] for item in (row.list(key) or (row.text(key),)))
        for row in tables[full]:
            for item in row.list(name) or (row.text(name),):
                if item and item not in known:
                    raise LexiconError(
                        row.file,
                        row.line,
                        f"column {name!r}: {item!r} is not in {' or '.join(places)}.{did_you_mean(item, known)}",
                    )
