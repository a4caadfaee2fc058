"""Write trained weights as the files that onnxruntime reads: an int8 encoder and a linker."""

import shutil
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from detente.training.fit import StatementNetwork

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
        network.encoder,
        (ids, first),
        folder / "encoder.onnx",
        {"ids": {1: "pieces"}, "first": {1: "words"}},
        {"states": {1: "words"}, "cues": {1: "words"}},
    )
    _write(
        network.linker,
        (torch.zeros(3, 8, width), words, words, words, words),
        folder / "linker.onnx",
        {name: {0: "candidates", 1: "words"} for name in ("states", "is_cue", "distance", "rule", "place")},
        {"roles": {0: "candidates", 1: "words"}, "statement": {0: "candidates"}, "attitude": {0: "candidates"}},
    )
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


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
