"""Write trained weights as the files that onnxruntime reads: int8 graphs, and the names behind their numbers."""

import json
import shutil
import warnings
from dataclasses import asdict
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from detente.training.fit import StatementNetwork
from detente.training.relation_network import RelationNetwork

OPSET = 17


def export_model(network: StatementNetwork, tokenizer: Path, folder: Path) -> None:
    """Write ``encoder.onnx``, ``linker.onnx`` and ``tokenizer.json``.

    Weights become int8 by channel, activations are quantised as they come; this loses nothing measurable (MODEL_CARD.md).
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    width = network.encoder.cues.in_features
    ids, first = torch.ones(1, 12, dtype=torch.int64), torch.arange(8)[None]
    words = torch.zeros(3, 8, dtype=torch.int64)
    _write(
        _WithWords(network),
        (ids, first),
        folder / "encoder.onnx",
        {"ids": {1: "pieces"}, "first": {1: "words"}},
        {name: {1: "words"} for name in ("states", "cues", "words")},
    )
    _write(
        network.linker,
        (torch.zeros(3, 8, network.linker.word.out_features), torch.zeros(3, width), words, words, words, words),
        folder / "linker.onnx",
        {
            "words": {0: "candidates", 1: "words"},
            "cue": {0: "candidates"},
            **{name: {0: "candidates", 1: "words"} for name in ("is_cue", "distance", "rule", "place")},
        },
        {"roles": {0: "candidates", 1: "words"}, "statement": {0: "candidates"}, "attitude": {0: "candidates"}},
    )
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


def export_relations(network: RelationNetwork, tokenizer: Path, folder: Path) -> None:
    """Write ``relations.onnx``, ``labels.json`` and ``tokenizer.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    place = torch.tensor([1])
    _write(
        network,
        (torch.ones(1, 12, dtype=torch.int64), place, place + 4),
        folder / "relations.onnx",
        {"ids": {1: "pieces"}, "source": {}, "target": {}},
        {name: {} for name in ("types", "reverse", "modes", "statuses")},
    )
    (folder / "labels.json").write_text(json.dumps(asdict(network.labels), indent=1) + "\n", "utf-8")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


class _WithWords(nn.Module):
    """The encoder with the linker's view of each word beside the state, so that a window computes it once for all cues."""

    def __init__(self, network: StatementNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, first: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Map pieces to states, cue scores and the linker's words."""
        states, cues = self.network.encoder(ids, first)
        return states, cues, self.network.linker.word(states)


def _write(
    module: nn.Module,
    inputs: tuple[torch.Tensor, ...],
    path: Path,
    ins: dict[str, dict[int, str]],
    outs: dict[str, dict[int, str]],
) -> None:
    full = path.with_suffix(".fp32.onnx")
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter(
            "ignore"
        )  # torch calls this exporter old; the new one needs a package more and gives the same graph
        torch.onnx.export(
            module,
            inputs,
            str(full),
            input_names=list(ins),
            output_names=list(outs),
            dynamic_axes=ins | outs,
            opset_version=OPSET,
            dynamo=False,
        )
    quantize_dynamic(str(full), str(path), per_channel=True, weight_type=QuantType.QInt8)
    full.unlink()
