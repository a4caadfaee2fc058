"""Run the trained encoder: the only module that knows onnxruntime and tokenizers.

A model is a folder: ``encoder.onnx`` (int8), ``linker.onnx``, ``tokenizer.json``, ``MODEL_CARD.md`` and, where the confidence of
events was fitted to its encoder, ``event-weights.npz``. One thread and one
window a call: dynamic quantisation takes its scale from the whole input, and a window must not depend on what else is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import SettingError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Graph = tuple["InferenceSession", list[str], list[str]]

BUILT_IN = Path(__file__).parents[1] / "models" / "statements"
NO_MODEL = "none"
FILES = ("encoder.onnx", "linker.onnx", "tokenizer.json")
EVENTS = "event-weights.npz"
_LONGEST = 100  # characters of a word that are read: a window must hold it
_SLOWER = ("SkipLayerNormFusion",)  # its kernel takes a tenth of the encoder's time; apart, a hundredth
_UNKNOWN = 100  # the piece of BERT's vocabulary for what it cannot spell


def load_model(name: str) -> OnnxModel | None:
    """Return the model of a folder, or the built-in one for "", or None for "none" and where no built-in one is installed.

    Raises SettingError where a named folder holds no model.
    """
    if name == NO_MODEL:
        return None
    if not name and not all((BUILT_IN / file).is_file() for file in FILES):
        return None
    return OnnxModel(Path(name) if name else BUILT_IN)


class PieceTokenizer:
    """Splits words into the pieces of the encoder's vocabulary."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Return the piece ids of each word; none for white space."""
        clean = [_spell(w) for w in words]
        encoding = self._tokenizer.encode(clean, is_pretokenized=True, add_special_tokens=False)
        out: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                out[word].append(piece)
        return [p if p or not w.strip() else [_UNKNOWN] for p, w in zip(out, clean, strict=True)]


class OnnxModel:
    """The statement model in onnxruntime (see ``detente.statements.tagger.Model``). Files are read at first use."""

    def __init__(self, folder: Path) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise SettingError(f"{folder}: no {missing[0]} there. A model folder holds {', '.join(FILES)}.")
        self.folder = folder

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits of the SHA-256 of the model's files."""
        held = [name for name in (*FILES, EVENTS) if (self.folder / name).is_file()]
        sums = [hashlib.sha256((self.folder / name).read_bytes()).hexdigest() for name in held]
        return hashlib.sha256("".join(sums).encode()).hexdigest()[:16]

    @cached_property
    def _tokenizer(self) -> PieceTokenizer:
        return PieceTokenizer(self.folder / "tokenizer.json")

    @cached_property
    def _encoder(self) -> Graph:
        return load_graph(self.folder / "encoder.onnx", without=_SLOWER)

    @cached_property
    def _linker(self) -> Graph:
        return load_graph(self.folder / "linker.onnx", without=_SLOWER)

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Return the piece ids of each word; none for white space."""
        return self._tokenizer.pieces(words)

    def encode(self, ids: Ints, first: Ints) -> tuple[Floats, Floats, Floats]:
        """Return states, cue scores and the linker's view of the words of one window."""
        states, cues, words = run_graph(self._encoder, ids[None], first[None])
        return states[0], cues[0], words[0]

    def link(self, words: Floats, cue: Floats, described: Sequence[Ints]) -> tuple[Floats, Floats, Floats]:
        """Return role, statement and attitude scores of candidates, each with its own stretch of words."""
        roles, statement, attitude = run_graph(self._linker, words, cue, *described)
        return roles, statement, attitude


def _spell(word: str) -> str:
    """Keep lone surrogates from the tokenizer, which takes UTF-8 alone, and words so short that a window can hold them."""
    if len(word) <= _LONGEST and word.isascii():
        return word
    return word[:_LONGEST].encode("utf-8", "replace").decode("utf-8")


def load_graph(path: Path, *, without: Sequence[str] = ()) -> Graph:
    """Open an ONNX file for one thread, ``without`` some of the runtime's fusions."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(without)
    )
    return session, [i.name for i in session.get_inputs()], [o.name for o in session.get_outputs()]


def run_graph(graph: Graph, *inputs: Any) -> list[Any]:
    """Run a graph on its inputs, in their order, and return all its outputs."""
    session, names, outputs = graph
    found: list[Any] = session.run(outputs, dict(zip(names, inputs, strict=True)))
    return found
