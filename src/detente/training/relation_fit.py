"""Fit the relation model in two stages: the project's own rows, then these together with research pairs."""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from detente.training.relation_examples import RelationExample
from detente.training.relation_network import RelationNetwork, relation_loss
from detente.training.run import Pace, Run, run

_POOL = 8  # batches whose sentences are sorted by length together, so that little is padding


@dataclass(frozen=True, slots=True)
class RelationPlan:
    """The numbers of a run; chosen on folds of the research pairs and the dev part of the rows."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    epochs: tuple[float, float] = (4.0, 2.0)  # of each stage
    repeats: int = 3  # times an epoch of the second stage sees the research pairs
    seed: int = 0
    rate: float = 2e-4
    head_rate: float = 5e-4
    warm_up: float = 0.1
    weight_decay: float = 0.01
    turned: float = 0.3  # share of pairs read the other way round
    batch: int = 16
    checkpoint_every: int = 100  # steps


def fit_stage(
    network: RelationNetwork,
    examples: list[RelationExample],
    plan: RelationPlan,
    *,
    folder: Path,
    stage: int,
    bar: Any,
) -> None:
    """Fit stage 0 (own rows) or 1 (with research pairs) in place; what was broken off goes on from its checkpoint."""
    name = f"stage {stage + 1}"
    task = bar.add_task(name, total=None)
    torch.manual_seed(plan.seed + stage)
    network.embeddings["word_embeddings"].weight.requires_grad_(False)
    run(
        network,
        list(network.heads.parameters()),
        lambda epoch: order(examples, plan, epoch),
        lambda batch: relation_loss(network, batch),
        pace=Pace(plan.epochs[stage], (plan.rate, plan.head_rate), plan.warm_up, plan.weight_decay, plan.checkpoint_every),
        this=Run(folder, asdict(plan) | {"stage": stage}, len(examples), f"stage{stage}"),
        told=lambda step, steps, loss: bar.update(task, completed=step, total=steps, description=f"{name}, loss {loss:.3f}"),
    )


def order(examples: Sequence[RelationExample], plan: RelationPlan, epoch: int) -> list[list[RelationExample]]:
    """Shuffle examples, turn some, and cut them into batches of similar length; seed and epoch decide."""
    draw = random.Random(plan.seed * 1_000 + epoch)  # noqa: S311  an order, not a secret
    pool = [e.turn() if draw.random() < plan.turned else e for e in examples]
    draw.shuffle(pool)
    out: list[list[RelationExample]] = []
    size = plan.batch * _POOL
    for i in range(0, len(pool), size):
        chunk = sorted(pool[i : i + size], key=lambda e: len(e.pair.ids))
        out.extend(chunk[j : j + plan.batch] for j in range(0, len(chunk), plan.batch))
    draw.shuffle(out)
    return out
