"""``detente train statements``: examples, fit, export."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.errors import TrainingError
from detente.language.parse import load_parser
from detente.lexicon import load_lexicon
from detente.settings import Settings
from detente.training.examples import Example, Tokenise, make_examples
from detente.training.export import export_model
from detente.training.fit import Plan, StatementNetwork, fit, load_base
from detente.training.held_out import held_out
from detente.training.progress import progress

_BANK_REPEATS = 2  # times an epoch sees the bank: it is thirty times smaller than PolNeAR, and alone shows nested statements


def train_statements(
    *, polnear: Path | None, bank: Path | None, base: Path, output: Path, settings: Settings, epochs: float | None, seed: int
) -> None:
    """Train on PolNeAR and on the train part of the bank, and write the model's files into ``output``.

    ``base`` is a folder with all-MiniLM-L6-v2 (``model.safetensors``, ``tokenizer.json``). A run that was broken off goes on from
    ``output/checkpoint.safetensors``. Raises TrainingError where an input cannot be read.
    """
    for name in ("model.safetensors", "tokenizer.json"):
        if not (base / name).is_file():
            raise TrainingError(
                f"{base}: no {name} there. The base model is all-MiniLM-L6-v2; docs/training.md says where it comes from."
            )
    output.mkdir(parents=True, exist_ok=True)
    plan = Plan(seed=seed) if epochs is None else replace(Plan(seed=seed), epochs=epochs)
    network = StatementNetwork(len(plan.layers))
    load_base(network.encoder, base / "model.safetensors", plan.layers)
    with progress() as bar:
        examples = gather_examples(polnear, bank, tokenise=_tokenise(base), settings=settings, bar=bar)
        task = bar.add_task("training", total=None)
        fit(
            network,
            examples,
            plan,
            output,
            lambda step, steps, loss: bar.update(task, completed=step, total=steps, description=f"training, loss {loss:.3f}"),
        )
    export_model(network, base / "tokenizer.json", output)


def gather_examples(
    polnear: Path | None, bank: Path | None, *, tokenise: Tokenise, settings: Settings, bar: Any
) -> list[Example]:
    """Read the gold articles and make examples of them; the bank's train part counts twice."""
    parser = load_parser(settings.pipeline, settings.batch_size)
    lexicon = load_lexicon(Path(settings.lexicon) if settings.lexicon else None)
    out: list[Example] = []
    for path, nested, repeats in ((polnear, False, 1), (bank, True, _BANK_REPEATS)):
        if path is None:
            continue
        rows = [r for r in _rows(path) if (r["part"] == "train" if nested else not held_out(r["id"]))]
        task = bar.add_task(f"reading {path.name}", total=len(rows))
        for examples in make_examples(rows, parser, tokenise, lexicon, nested=nested):
            out.extend(examples * repeats)
            bar.advance(task)
    if not out:
        raise TrainingError("Nothing to train on. Name --polnear FILE, --bank FILE, or both.")
    return out


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path}: cannot be read ({error}). JSON lines with text and statements are wanted.") from error


def _tokenise(base: Path) -> Tokenise:
    from detente.language.encoder import PieceTokenizer

    tokenizer = PieceTokenizer(base / "tokenizer.json")

    def tokenise(words: Sequence[str]) -> Sequence[Sequence[int]]:
        return tokenizer.pieces(words)

    return tokenise
