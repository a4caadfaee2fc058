"""``detente train events``: examples, two stages of fitting, export; and the folds of the research pairs.

First the project's own rows, then these together with the research pairs: types, directions, modes and statuses are learned from
sentences written for them, and the second stage learns how outside annotators draw the borders.
"""

from pathlib import Path

from safetensors.torch import save_file

from detente.errors import TrainingError
from detente.evaluation.relation_rows import read_rows
from detente.events.ontology import load_ontology
from detente.language.encoder import PieceTokenizer
from detente.lexicon import load_lexicon
from detente.pipeline import load
from detente.settings import Settings
from detente.training.cross_validate import cross_validate
from detente.training.crossed import crossed_rows
from detente.training.export import export_relations
from detente.training.fit import load_base
from detente.training.progress import progress
from detente.training.relation_examples import Labels, read_pairs, row_examples
from detente.training.relation_fit import RelationPlan, fit_stage
from detente.training.relation_network import RelationNetwork


def train_events(
    *, rows: Path | None, pairs: Path | None, base: Path, output: Path, settings: Settings, seed: int, folds: int = 0
) -> list[str]:
    """Train on the train part of the rows and on research pairs, and write the model's files into ``output``.

    With ``folds`` it writes no model: it trains on all but one fold of the pairs' sentences in turn and returns how well each
    model types the pairs left out, as a report. Raises TrainingError where an input cannot be read.
    """
    for name in ("model.safetensors", "tokenizer.json"):
        if not (base / name).is_file():
            raise TrainingError(
                f"{base}: no {name} there. The base is all-MiniLM-L6-v2; docs/training.md says where it comes from."
            )
    ontology = load_ontology(load_lexicon(Path(settings.lexicon) if settings.lexicon else None))
    labels, pieces = Labels.of(ontology), PieceTokenizer(base / "tokenizer.json").pieces
    kept = [r for r in read_rows(rows, ontology) if r.part == "train"] if rows else []
    own = row_examples([*kept, *crossed_rows(kept, load(settings))], labels, pieces)
    research = read_pairs(pairs, labels, pieces) if pairs else []
    if not own and not research:
        raise TrainingError("Nothing to train on. Name --rows FOLDER, --pairs FILE, or both.")
    output.mkdir(parents=True, exist_ok=True)
    plan = RelationPlan(seed=seed)
    network = RelationNetwork(labels, len(plan.layers))
    load_base(network, base / "model.safetensors", plan.layers)
    with progress() as bar:
        if own:
            fit_stage(network, own, plan, folder=output, stage=0, bar=bar)
        if folds:
            return cross_validate(
                network, own, research, plan, folder=output, folds=folds, bar=bar, tokenizer=base / "tokenizer.json"
            )
        if research:
            fit_stage(network, [*research * plan.repeats, *own], plan, folder=output, stage=1, bar=bar)
    save_file(network.state_dict(), output / "weights.safetensors")
    export_relations(network, base / "tokenizer.json", output)
    return []
