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
from detente.training.fit import Plan, StatementNetwork, fit, going_on, load_base, load_start
from detente.training.held_out import held_out
from detente.training.progress import progress

_BANK_REPEATS = 4  # times an epoch sees the bank: it is twenty times smaller than PolNeAR, and alone shows nested statements


def train_statements(
    *,
    polnear: Path | None,
    bank: Sequence[Path],
    base: Path,
    output: Path,
    settings: Settings,
    epochs: float | None,
    seed: int,
    start: Path | None = None,
) -> None:
    """Train on PolNeAR and on the train part of the bank, and write the model's files into ``output``.

    ``base`` is a folder with all-MiniLM-L6-v2 (``model.safetensors``, ``tokenizer.json``). ``start`` names the weights of an
    earlier run, from which this one goes on for an epoch at a quarter of the rates. A run that was broken off goes on from
    ``output/checkpoint.safetensors``. Raises TrainingError where an input cannot be read.
    """
    for name in ("model.safetensors", "tokenizer.json"):
        if not (base / name).is_file():
            raise TrainingError(
                f"{base}: no {name} there. The base model is all-MiniLM-L6-v2; docs/training.md says where it comes from."
            )
    output.mkdir(parents=True, exist_ok=True)
    plan = Plan(seed=seed) if start is None else going_on(Plan(seed=seed))
    plan = plan if epochs is None else replace(plan, epochs=epochs)
    network = StatementNetwork(len(plan.layers))
    if start is None:
        load_base(network.encoder, base / "model.safetensors", plan.layers)
    else:
        load_start(network, start)
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
    polnear: Path | None, bank: Sequence[Path], *, tokenise: Tokenise, settings: Settings, bar: Any
) -> list[Example]:
    """Read the gold articles and make examples of them; the bank's train part counts four times."""
    parser = load_parser(settings.pipeline, settings.batch_size)
    lexicon = load_lexicon(Path(settings.lexicon) if settings.lexicon else None)
    out: list[Example] = []
    sources = [(polnear, False, 1)] if polnear is not None else []
    for path, nested, repeats in (*sources, *((file, True, _BANK_REPEATS) for file in bank)):
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
