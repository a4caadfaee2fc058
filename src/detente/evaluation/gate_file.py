"""The file that pins floors: read into entries, checked, and rewritten line by line so that its comments and order stay.

One table an entry: ``task``, ``path`` (seen from the file's folder), ``sha256``, and where only some rows count ``part`` or
``ids``; ``[entry.floors]`` has one line a measure.
"""

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import EvaluationError, did_you_mean
from detente.evaluation.run import Row, gold_files

KEYS = ("task", "path", "sha256", "part", "ids", "floors")


@dataclass(frozen=True, slots=True)
class Entry:
    """One gold set, what it is scored for, and the floors under its figures.

    ``own`` tells gold of the repository itself, which has to be there, from gold beside it, which may be absent.
    """

    name: str
    task: str
    gold: Path
    own: bool
    sha256: str
    part: str | None
    ids: tuple[str, ...]
    floors: Mapping[str, float]

    @property
    def missing(self) -> Path | None:
        """The first file of the gold that is not at hand."""
        return next((file for file in gold_files(self.task, self.gold) if not file.is_file()), None)

    def digest(self) -> str:
        """SHA-256 of the gold: of its file, or of its files one after the other."""
        total = hashlib.sha256()
        for file in gold_files(self.task, self.gold):
            total.update(file.read_bytes())
        return total.hexdigest()

    def choose(self, rows: list[Row]) -> list[Row]:
        """Keep the rows of the part and the ids; raises EvaluationError where there are none, or an id is not there."""
        if self.part is not None:
            rows = [row for row in rows if row.get("part") == self.part]
        if self.ids:
            lacking = sorted(set(self.ids) - {row["id"] for row in rows})
            if lacking:
                raise EvaluationError(f"{self.gold}: no row has the id {lacking[0]!r}, which the gate asks for in {self.name}.")
            rows = [row for row in rows if row["id"] in self.ids]
        if not rows:
            raise EvaluationError(f"{self.gold}: no row is of the part {self.part!r}, which the gate asks for in {self.name}.")
        return rows


def read_gate(file: Path) -> list[Entry]:
    """Read the entries in the order of the file; raises EvaluationError naming the file and the entry that is wrong."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise EvaluationError(f"{file}: no such file. Run this where the repository lies, or name one: --file FILE.") from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file}: cannot be read ({error}).") from error
    if not tables:
        raise EvaluationError(f"{file}: pins nothing. One table an entry is wanted: [name] with {', '.join(KEYS)}.")
    return [_entry(name, table, file) for name, table in tables.items()]


def _entry(name: str, table: Any, file: Path) -> Entry:
    where = f"{file}: [{name}]"
    if not isinstance(table, dict):
        raise EvaluationError(f"{where} is no table.")
    for key in table:
        if key not in KEYS:
            raise EvaluationError(f"{where}: unknown key {key!r}.{did_you_mean(key, KEYS)} Known: {', '.join(KEYS)}.")
    text = {key: table.get(key) for key in ("task", "path", "sha256")}
    for key, value in text.items():
        if not isinstance(value, str) or not value:
            raise EvaluationError(f"{where}: {key} is wanted, as a text.")
    part, ids, floors = table.get("part"), table.get("ids", []), table.get("floors", {})
    if not (part is None or isinstance(part, str)):
        raise EvaluationError(f"{where}: part is one name, such as 'dev'.")
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        raise EvaluationError(f"{where}: ids is a list of texts.")
    if not isinstance(floors, dict) or not all(type(v) in (int, float) and 0 <= v <= 1 for v in floors.values()):
        raise EvaluationError(f"{where}: floors are numbers from 0 to 1, one a measure.")
    root = file.parent.resolve()
    gold = file.parent / str(text["path"])
    own = gold.resolve().is_relative_to(root)
    return Entry(name, str(text["task"]), gold, own, str(text["sha256"]).lower(), part, tuple(ids), floors)


def write_floors(file: Path, name: str, floors: Mapping[str, float], why: str = "") -> None:
    """Put floors of an entry into the file; ``why`` is noted on each of the lines as a comment.

    Raises EvaluationError, and leaves the file as it was, where the floors do not stand under ``[name.floors]`` one a line.
    """
    why = " ".join("".join(c if c.isprintable() else " " for c in why).split())
    old = tomllib.loads(file.read_text("utf-8"))
    note = f"  # {why}" if why else ""
    lines = [f"{_key(measure)} = {value:.3f}{note}\n" for measure, value in floors.items()]
    content = _with_lines(file.read_text("utf-8"), name, dict(zip(floors, lines, strict=True)))
    wanted = {
        **old,
        name: {**old[name], "floors": {**old[name].get("floors", {}), **{m: round(v, 3) for m, v in floors.items()}}},
    }
    try:
        whole = tomllib.loads(content) == wanted
    except tomllib.TOMLDecodeError:
        whole = False
    if not whole:
        raise EvaluationError(f"{file}: write the floors of {name} under [{name}.floors], one measure a line.")
    file.write_text(content, "utf-8")


def round_down(figure: float) -> float:
    """Cut a figure to the three decimals that a floor has, so that rounding never lifts the floor above it.

    >>> round_down(0.6659), round_down(0.29)
    (0.665, 0.29)
    """
    return max(0.0, math.floor(figure * 1000 + 1e-9) / 1000)


def _with_lines(content: str, name: str, lines: Mapping[str, str]) -> str:
    """Replace or add lines in the table ``[name.floors]``, which is added after everything else where it is missing."""
    out: list[str] = []
    rest = dict(lines)
    header = f"[{_key(name)}.floors]"
    inside = False
    for line in (content.rstrip("\n") + "\n").splitlines(keepends=True):
        if line.startswith("["):
            if inside:
                _insert(out, rest)
            inside = line.split("#")[0].strip() == header
        if inside and (key := re.match(r'("?)([^"=]+?)\1\s*=', line)):
            line = rest.pop(key[2], line)  # noqa: PLW2901  the line as it will stand
        out.append(line)
    if rest and not inside:
        out.append(f"\n{header}\n")
    _insert(out, rest)
    return "".join(out)


def _insert(out: list[str], rest: dict[str, str]) -> None:
    """Add what is left of the lines before the empty lines and comments that lead to the next table."""
    end = len(out)
    while end and (not out[end - 1].strip() or out[end - 1].startswith("#")):
        end -= 1
    out[end:end] = rest.values()
    rest.clear()


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else f'"{name}"'
