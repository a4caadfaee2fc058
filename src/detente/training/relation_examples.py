"""Relation rows and research pairs → what the relation model learns from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from detente.errors import TrainingError
from detente.evaluation.relation_rows import RelationRow
from detente.events.ontology import Ontology
from detente.events.relation import NO_EVENT
from detente.events.relation_input import PairInput, Pieces, encode_pair
from detente.records import Span, Status

UNKNOWN = -1  # a label that the data does not tell
MERGED = {"YIELD": ("CONCEDE", "RETREAT")}  # the research pairs merge these two


@dataclass(frozen=True, slots=True)
class Labels:
    """The names behind the numbers: types with NONE last, modes as "TYPE mode", statuses."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]

    @classmethod
    def of(cls, ontology: Ontology) -> "Labels":
        """Return those of an ontology, sorted."""
        modes = tuple(sorted(f"{kind} {mode}" for kind, mode in ontology.modes))
        return cls((*sorted(ontology.types), NO_EVENT), modes, tuple(sorted(s.value for s in Status)))


@dataclass(frozen=True, slots=True)
class RelationExample:
    """A marked pair with its labels: ``types`` are the numbers of the types of which one holds; the others may be UNKNOWN.

    ``reverse`` is 1 where the second party acts on the first. ``turned`` is the pair the other way round, None where there is
    one party. ``group`` is the sentence: its pairs stay together.
    """

    pair: PairInput
    turned: PairInput | None
    types: tuple[int, ...]
    reverse: int
    mode: int
    status: int
    group: str

    def turn(self) -> "RelationExample":
        """Return the example with its parties the other way round, or itself where there is but one."""
        if self.turned is None:
            return self
        reverse = self.reverse if self.reverse == UNKNOWN else 1 - self.reverse
        return replace(self, pair=self.turned, turned=self.pair, reverse=reverse)


def row_examples(rows: Iterable[RelationRow], labels: Labels, pieces: Pieces) -> list[RelationExample]:
    """Make an example of each row."""
    out = []
    for row in rows:
        pair, turned = _both_ways(row.text, row.source, row.target, pieces)
        mode = labels.modes.index(f"{row.type} {row.mode}") if row.mode else UNKNOWN
        status = labels.statuses.index(row.status.value) if row.status else UNKNOWN
        reverse = UNKNOWN if row.type == NO_EVENT else 0
        out.append(RelationExample(pair, turned, (labels.types.index(row.type),), reverse, mode, status, row.text))
    return out


def read_pairs(path: Path, labels: Labels, pieces: Pieces) -> list[RelationExample]:
    """Read research pairs: JSON lines with ``text``, ``source``, ``target`` (spans or null) and ``type``.

    Raises TrainingError where the file cannot be read.
    """
    out = []
    try:
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            types = tuple(labels.types.index(t) for t in MERGED.get(row["type"], (row["type"],)))
            source, target = (Span(*row[end]) if row[end] else None for end in ("source", "target"))
            acts = source or target
            if acts is None:
                continue
            pair, turned = _both_ways(row["text"], acts, target if source else None, pieces)
            out.append(RelationExample(pair, turned, types, 0 if source else 1, UNKNOWN, UNKNOWN, row["text"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{path}: cannot be read ({error!r}). Wanted: JSON lines with text, source, target, type.") from error
    return out


def _both_ways(text: str, source: Span, target: Span | None, pieces: Pieces) -> tuple[PairInput, PairInput | None]:
    turned = None if target is None else encode_pair(text, target, source, pieces)
    return encode_pair(text, source, target, pieces), turned
