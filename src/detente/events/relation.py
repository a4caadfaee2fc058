"""What one party does to another in a sentence: type, direction, mode and status from the relation model.

The model is all-MiniLM-L6-v2 fine-tuned on a marked pair (``models/relations/MODEL_CARD.md``); marking the pair follows Baldini
Soares et al. 2019, *Matching the Blanks*. One pair a call, one thread: the same pair gives the same answer wherever it stands.
"""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.errors import SettingError
from detente.events.relation_input import PairInput, encode_pair
from detente.language.encoder import Graph, PieceTokenizer, load_graph, run_graph
from detente.records import Span, Status

BUILT_IN = Path(__file__).parents[1] / "models" / "relations"
FILES = ("relations.onnx", "labels.json", "tokenizer.json")
NO_EVENT = "NONE"  # the type of two parties with nothing between them
_TOLD = 3  # alternatives that a relation names


@dataclass(frozen=True, slots=True)
class Relation:
    """What ``source`` does to ``target`` or, where ``reverse``, the other way round.

    ``type`` is a PLOVER type, or "NONE": nothing passes between them; then ``mode`` and ``status`` are None. ``confidence`` is
    the share of the type among all, ``alternatives`` the types that come next with theirs.
    """

    type: str
    reverse: bool
    mode: str | None
    status: Status | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


class RelationModel:
    """The relation model of a folder. Files are read at first use; raises SettingError where one is missing."""

    def __init__(self, folder: Path) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise SettingError(f"{folder}: no {missing[0]} there. A relation model's folder holds {', '.join(FILES)}.")
        self.folder = folder

    @cached_property
    def _graph(self) -> Graph:
        return load_graph(self.folder / "relations.onnx")

    @cached_property
    def _tokenizer(self) -> PieceTokenizer:
        return PieceTokenizer(self.folder / "tokenizer.json")

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        labels: dict[str, list[str]] = json.loads((self.folder / "labels.json").read_text("utf-8"))
        return labels

    def classify(self, text: str, source: Span, target: Span | None) -> Relation:
        """Classify one pair of one sentence; a span outside of the text marks its end."""
        return self.read(encode_pair(text, source, target, self._tokenizer.pieces))

    def read(self, pair: PairInput) -> Relation:
        """Classify one pair that is encoded already."""
        places = (np.array([place], np.int64) for place in (pair.source, pair.target))
        types, reverse, modes, statuses = run_graph(self._graph, np.array([pair.ids], np.int64), *places)
        shares, names = _shares(types[0]), self._labels["types"]
        order = [int(n) for n in np.argsort(-shares, kind="stable")]
        kind = names[order[0]]
        others = tuple((names[n], round(float(shares[n]), 3)) for n in order[1 : 1 + _TOLD])
        event = kind != NO_EVENT
        own = [n for n, mode in enumerate(self._labels["modes"]) if mode.split(" ")[0] == kind]
        mode = self._labels["modes"][max(own, key=lambda n: modes[0][n])].split(" ")[1] if own else None
        status = Status(self._labels["statuses"][int(np.argmax(statuses[0]))]) if event else None
        return Relation(kind, bool(reverse[0][1] > reverse[0][0]), mode, status, round(float(shares[order[0]]), 3), others)


@cache
def load_relations(name: str = "") -> RelationModel:
    """Return the relation model of a folder, or the built-in one for ""; raises SettingError where there is none."""
    return RelationModel(Path(name) if name else BUILT_IN)


def classify_relation(text: str, source: tuple[int, int], target: tuple[int, int] | None = None, *, model: str = "") -> Relation:
    """Say what the party at ``source`` does to the one at ``target`` in a sentence.

    Spans are [start, end) in code points of ``text``; without ``target`` nobody is named to whom it is done. ``model`` names a
    folder with an own model. Raises ValueError for a span that does not lie in the text.
    """
    for span in (source, target):
        if span is not None and not 0 <= span[0] < span[1] <= len(text):
            raise ValueError(f"{span}: no span of a text of {len(text)} characters.")
    return load_relations(model).classify(text, Span(*source), Span(*target) if target is not None else None)


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max())
    shares: NDArray[np.float32] = powers / powers.sum()
    return shares
