"""Fit the statement model: one run, deterministic by seed on one machine, resumable at any checkpoint."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as fn

from detente.errors import TrainingError
from detente.training.batches import Batch, collate, order_batches
from detente.training.examples import IGNORE, Example
from detente.training.network import Body, Encoder, Linker
from detente.training.run import Pace, Run, Told, run

MASK = 103  # BERT's piece for a hidden word
_FIRST_REAL = 200  # pieces below are marks of the vocabulary


@dataclass(frozen=True, slots=True)
class Plan:
    """The numbers of a run; chosen on PolNeAR dev (docs/decisions/0009)."""

    layers: tuple[int, ...] = (0, 1, 2, 3)  # layers kept of the base model
    epochs: float = 4.0
    seed: int = 0
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06  # share of the steps
    weight_decay: float = 0.01
    hide_pieces: float = 0.04  # share of pieces hidden from the encoder
    hide_rules: float = 0.15  # share of candidates that do not see their rule draft
    role_weight: float = 4.0
    statement_weight: float = 0.2
    attitude_weight: float = 0.1
    checkpoint_every: int = 100  # steps


def going_on(plan: Plan) -> Plan:
    """Return the plan of a run that starts from trained weights: one epoch at a quarter of the rates."""
    return replace(plan, epochs=1.0, encoder_rate=plan.encoder_rate / 4, head_rate=plan.head_rate / 4)


class StatementNetwork(nn.Module):
    """Encoder and linker under one roof, as they are trained and saved."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        # no dropout within the encoder: its random masks cost a third of a CPU's time, and hidden pieces do its work
        self.encoder = Encoder(layers=layers, dropout=0.0)
        self.linker = Linker(dropout=0.0)


def load_base(body: Body, weights: Path, layers: Sequence[int]) -> None:
    """Load published encoder weights, keeping only some layers; raises TrainingError where they do not fit."""
    renamed: dict[str, Tensor] = {}
    for name, value in load_file(weights).items():
        if name.startswith("encoder.layer."):
            _, _, number, rest = name.split(".", 3)
            if int(number) in layers:
                renamed[f"encoder.layer.{layers.index(int(number))}.{rest}"] = value
        elif name.startswith("embeddings.") and not name.endswith("position_ids"):
            renamed[name] = value
    lacking = body.load_state_dict(renamed, strict=False).missing_keys
    if any(not name.startswith(("cues.", "heads.")) for name in lacking):
        raise TrainingError(f"{weights}: no {lacking[0]} in it. The base is all-MiniLM-L6-v2 (model.safetensors).")


def load_start(network: StatementNetwork, weights: Path) -> None:
    """Load the weights of an earlier run; raises TrainingError where they do not fit."""
    try:
        network.load_state_dict(load_file(weights))
    except (OSError, SafetensorError, RuntimeError) as error:
        raise TrainingError(
            f"{weights}: no weights of a statement model ({error}). Name weights.safetensors of a run."
        ) from error


def fit(
    network: StatementNetwork,
    examples: Sequence[Example],
    plan: Plan,
    folder: Path,
    report: Told = lambda step, steps, loss: None,
) -> None:
    """Train in place and leave the weights as ``folder/weights.safetensors``.

    A run that was broken off goes on from its checkpoint. ``report`` is called after each step with the step, their number, and
    a running mean of the loss.
    """
    torch.manual_seed(plan.seed)
    network.encoder.embeddings["word_embeddings"].weight.requires_grad_(False)
    rates = (plan.encoder_rate, plan.head_rate)
    run(
        network,
        [*network.linker.parameters(), *network.encoder.cues.parameters()],
        lambda epoch: order_batches(examples, plan.seed, epoch),
        lambda batch: step_loss(network, collate(batch), plan),
        pace=Pace(plan.epochs, rates, plan.warm_up, plan.weight_decay, plan.checkpoint_every),
        this=Run(folder, asdict(plan), len(examples)),
        told=report,
    )
    save_file(network.state_dict(), folder / "weights.safetensors")


def step_loss(network: StatementNetwork, batch: Batch, plan: Plan) -> Tensor:
    """Return the weighted loss of one batch: cue tags, roles, statement or not, attitude."""
    hidden = (torch.rand(batch.ids.shape) < plan.hide_pieces) & (batch.ids > _FIRST_REAL)
    ids = torch.where(hidden, torch.full_like(batch.ids, MASK), batch.ids)
    states, cues = network.encoder(ids, batch.first, batch.real)
    loss = fn.cross_entropy(cues.flatten(0, 1), batch.cues.flatten(), ignore_index=IGNORE)
    if not len(batch.window):
        return loss
    blind = torch.rand(len(batch.window)) < plan.hide_rules
    rule = torch.where(blind[:, None], torch.zeros_like(batch.rule), batch.rule)
    words = network.linker.word(states)[batch.window]
    cue = network.linker.pool(states[batch.window], batch.is_cue)
    roles, statement, attitude = network.linker(words, cue, batch.is_cue, batch.distance, rule, batch.place, batch.real_words)
    if (batch.roles != IGNORE).any():
        loss = loss + plan.role_weight * fn.cross_entropy(roles.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORE)
    loss = loss + plan.statement_weight * fn.binary_cross_entropy_with_logits(statement, batch.statement)
    if (batch.attitude != IGNORE).any():
        loss = loss + plan.attitude_weight * fn.cross_entropy(attitude, batch.attitude, ignore_index=IGNORE)
    return loss
