"""Relation rows: sentences written for the project, each with a pair of parties and what one does to the other.

``python -m detente.evaluation.relation_rows bank/relations`` reads ``*.tsv`` there, checks every row, counts types, modes,
statuses and shapes, and compiles all into ``bank/relations.jsonl``; with ``--check`` it only tells whether that is up to date.
``bank/relations/README.md`` documents the columns and how the rows were sampled. A party is written as words of the text, as in
the bank: ``Oslo`` (must stand once), ``Oslo#2`` (the second one).
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from detente.errors import EvaluationError, did_you_mean
from detente.evaluation.attribution import WORD
from detente.evaluation.bank_articles import locate
from detente.events.ontology import Ontology, load_ontology
from detente.events.relation import NO_EVENT
from detente.lexicon import load_lexicon
from detente.records import Span, Status

COLUMNS = ("text", "source", "target", "type", "mode", "status", "shape", "place", "register")
SHAPES = (
    *("active", "passive", "by-phrase", "nominal", "conditional-refusal", "promise", "scheduled", "denial", "background"),
    *("figure", "two-events", "relative", "headline", "neutral"),
)
_PARTS = ("test", "dev", "train", "train", "train")  # by the digest of the text: a fixed fifth is test
_SHINGLE = 3  # words
_ALIKE = 0.5  # share of shingles in common from which two texts are near-duplicates


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One sentence and one pair: ``source`` does ``type`` to ``target``, which is None where nobody is named.

    ``type`` is a PLOVER type or "NONE", for which ``mode`` and ``status`` are None. ``shape`` says how the sentence tells it.
    """

    text: str
    source: Span
    target: Span | None
    type: str
    mode: str | None
    status: Status | None
    shape: str
    place: str
    register: str

    @property
    def part(self) -> str:
        """Return "train", "dev" or "test", fixed by the text: the pairs of one sentence stay together."""
        return _PARTS[int(hashlib.sha256(self.text.encode()).hexdigest()[:8], 16) % len(_PARTS)]


def read_rows(folder: Path, ontology: Ontology) -> list[RelationRow]:
    """Read the rows of a folder, file by file; raises EvaluationError naming file and line."""
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise EvaluationError(f"{folder}: no *.tsv in it. Name the folder of relation rows.")
    return [row for file in files for row in _read_file(file, ontology)]


def _read_file(file: Path, ontology: Ontology) -> Iterator[RelationRow]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file}: cannot be read ({error}).") from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise EvaluationError(f"{file}:1: the first line must name the columns {' '.join(COLUMNS)}.")
    for number, line in enumerate(lines[1:], 2):
        yield parse_row(line.split("\t"), ontology, f"{file}:{number}")


def parse_row(cells: Sequence[str], ontology: Ontology, where: str) -> RelationRow:
    """Make a row of its cells and check it; raises EvaluationError that begins with ``where``."""
    if len(cells) != len(COLUMNS):
        raise EvaluationError(f"{where}: {len(cells)} columns; wanted are {len(COLUMNS)}: {' '.join(COLUMNS)}.")
    text, source, target, kind, mode, status, shape, place, register = cells
    if kind != NO_EVENT and kind not in ontology.types:
        raise EvaluationError(f"{where}: type {kind!r}.{did_you_mean(kind, ontology.types)} Or {NO_EVENT}.")
    if mode and (kind, mode) not in ontology.modes:
        raise EvaluationError(f"{where}: {kind} has no mode {mode!r}.")
    if shape not in SHAPES:
        raise EvaluationError(f"{where}: shape {shape!r}.{did_you_mean(shape, SHAPES)}")
    if (kind == NO_EVENT) != (not status):
        raise EvaluationError(f"{where}: {'no status belongs to ' + NO_EVENT if status else 'an event needs a status'}.")
    if status and status not in set(Status):
        raise EvaluationError(f"{where}: status {status!r}.{did_you_mean(status, [s.value for s in Status])}")
    if target == "-" and kind != NO_EVENT and ontology.types[kind].recipient_required:
        raise EvaluationError(f"{where}: {kind} needs a target.")
    spans = [None if words == "-" else Span(*locate(words, text, where)[:2]) for words in (source, target)]
    if spans[0] is None or (spans[1] is not None and spans[0].overlaps(spans[1])):
        raise EvaluationError(f"{where}: {'a row needs a source' if spans[0] is None else 'source and target overlap'}.")
    return RelationRow(text, spans[0], spans[1], kind, mode or None, Status(status) if status else None, shape, place, register)


def near_duplicates(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of different texts that share at least half of their three-word stretches."""
    sets = {text: _shingles(text) for text in dict.fromkeys(texts)}
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for text, shingles in sets.items():
        for shingle in shingles:
            holders[shingle].append(text)
    pairs = {pair for group in holders.values() for pair in combinations(group, 2)}
    return sorted(p for p in pairs if len(sets[p[0]] & sets[p[1]]) >= _ALIKE * len(sets[p[0]] | sets[p[1]]))


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [m.group().casefold() for m in WORD.finditer(text)]
    return frozenset(zip(*(words[k:] for k in range(_SHINGLE)), strict=False))


def count_rows(rows: Sequence[RelationRow]) -> dict[str, Counter[str]]:
    """Count rows by part, type, mode, status and shape."""
    return {
        "part": Counter(r.part for r in rows),
        "type": Counter(r.type for r in rows),
        "mode": Counter(f"{r.type} {r.mode}" for r in rows if r.mode),
        "status": Counter(r.status.value for r in rows if r.status),
        "shape": Counter(r.shape for r in rows),
    }


def compile_rows(rows: Sequence[RelationRow]) -> str:
    """Return the rows as JSON lines, which ``detente evaluate relation`` scores; ids count the pairs of a sentence."""
    lines, seen = [], Counter[str]()
    for row in rows:
        digest = hashlib.sha256(row.text.encode()).hexdigest()[:10]
        seen[digest] += 1
        value = {
            "id": f"{digest}-{seen[digest]}",
            "part": row.part,
            "text": row.text,
            "source": [row.source.start, row.source.end],
            "target": [row.target.start, row.target.end] if row.target else None,
            "type": row.type,
            "mode": row.mode,
            "status": row.status.value if row.status else None,
            "shape": row.shape,
        }
        lines.append(json.dumps(value, ensure_ascii=False) + "\n")
    return "".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Check and compile the folder named, or with ``--check`` compare what was compiled; returns the exit code."""
    folders = [a for a in arguments if a != "--check"]
    if len(folders) != 1:
        sys.stderr.write("Usage: python -m detente.evaluation.relation_rows FOLDER [--check]\n")
        return 2
    folder = Path(folders[0])
    try:
        rows = read_rows(folder, load_ontology(load_lexicon()))
    except EvaluationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    faults = [
        f"Two rows with the same pair: {k[0]}" for k, n in Counter((r.text, r.source, r.target) for r in rows).items() if n > 1
    ]
    faults += [f"Near-duplicates:\n  {one}\n  {other}" for one, other in near_duplicates([r.text for r in rows])]
    compiled = folder.with_suffix(".jsonl")
    if "--check" in arguments:
        current = compiled.read_text("utf-8") if compiled.is_file() else ""
        faults += [f"{compiled} is not what the rows compile to. Compile them."] if current != compile_rows(rows) else []
    elif not faults:
        compiled.write_text(compile_rows(rows), "utf-8")
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    for name, counter in count_rows(rows).items():
        sys.stdout.write(f"{name:8} {'  '.join(f'{k} {n}' for k, n in sorted(counter.items()))}\n")
    sys.stdout.write(f"{len(rows)} rows of {len({r.text for r in rows})} sentences.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
