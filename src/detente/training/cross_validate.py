"""Folds: how well the relation model types research pairs that it has not seen, each with the int8 graph that would ship."""

import copy
import hashlib
from pathlib import Path
from typing import Any

from detente.evaluation.relation import score_relations
from detente.events.relation import RelationModel
from detente.training.export import export_relations
from detente.training.relation_examples import RelationExample
from detente.training.relation_fit import RelationPlan, fit_stage
from detente.training.relation_network import RelationNetwork


def fold_of(group: str, folds: int) -> int:
    """Return the fold of a sentence, fixed by its text."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % folds


def cross_validate(
    network: RelationNetwork,
    own: list[RelationExample],
    research: list[RelationExample],
    plan: RelationPlan,
    *,
    folder: Path,
    folds: int,
    bar: Any,
    tokenizer: Path,
) -> list[str]:
    """Train stage 1 without each fold of ``research`` in turn and type that fold; returns the lines of a report."""
    start = copy.deepcopy(network.state_dict())
    scored: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for fold in range(folds):
        network.load_state_dict(start)
        seen = [e for e in research if fold_of(e.group, folds) != fold]
        place = folder / f"fold{fold}"
        place.mkdir(exist_ok=True)
        fit_stage(network, [*seen * plan.repeats, *own], plan, folder=place, stage=1, bar=bar)
        export_relations(network, tokenizer, place)
        model = RelationModel(place)
        for example in research:
            if fold_of(example.group, folds) == fold:
                gold = "YIELD" if len(example.types) > 1 else network.labels.types[example.types[0]]
                scored.append(({"type": gold, "source": None, "target": None}, {"type": model.read(example.pair).type}))
    return list(score_relations(scored).lines)
