"""Fit the statement model: one run, deterministic by seed on one machine, resumable at any checkpoint."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as fn

from detente.errors import TrainingError
from detente.training.batches import Batch, collate, order_batches
from detente.training.examples import IGNORE, Example
from detente.training.network import Encoder, Linker

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


class StatementNetwork(nn.Module):
    """Encoder and linker under one roof, as they are trained and saved."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        # no dropout within the encoder: its random masks cost a third of a CPU's time, and hidden pieces do its work
        self.encoder = Encoder(layers=layers, dropout=0.0)
        self.linker = Linker(dropout=0.0)


def load_base(network: StatementNetwork, weights: Path, layers: Sequence[int]) -> None:
    """Load published encoder weights, keeping only some layers; raises TrainingError where they do not fit."""
    renamed: dict[str, Tensor] = {}
    for name, value in load_file(weights).items():
        if name.startswith("encoder.layer."):
            _, _, number, rest = name.split(".", 3)
            if int(number) in layers:
                renamed[f"encoder.layer.{layers.index(int(number))}.{rest}"] = value
        elif name.startswith("embeddings.") and not name.endswith("position_ids"):
            renamed[name] = value
    lacking = network.encoder.load_state_dict(renamed, strict=False).missing_keys
    if any(not name.startswith("cues.") for name in lacking):
        raise TrainingError(f"{weights}: no {lacking[0]} in it. The base is all-MiniLM-L6-v2 (model.safetensors).")


def fit(
    network: StatementNetwork,
    examples: Sequence[Example],
    plan: Plan,
    folder: Path,
    report: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> None:
    """Train in place and leave the weights as ``folder/weights.safetensors``.

    A run that was broken off goes on from its checkpoint. ``report`` is called after each step with the step, their number, and
    a running mean of the loss.
    """
    torch.manual_seed(plan.seed)
    network.encoder.embeddings["word_embeddings"].weight.requires_grad_(False)
    steps = int(len(order_batches(examples, plan.seed, 0)) * plan.epochs)
    optimiser = _optimiser(network, plan)
    step = _resume(network, optimiser, plan, folder, len(examples))
    network.train()
    mean = 0.0
    per_epoch = len(order_batches(examples, plan.seed, 0))
    while step < steps:
        batches = order_batches(examples, plan.seed, step // per_epoch)
        for batch in batches[step % per_epoch : per_epoch]:
            _set_rates(optimiser, plan, step, steps)
            loss = step_loss(network, collate(batch), plan)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
            report(step, steps, mean)
            if step % plan.checkpoint_every == 0 and step < steps:
                _save(network, optimiser, plan, folder, step=step, size=len(examples))
            if step >= steps:
                break
    network.eval()
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


def _optimiser(network: StatementNetwork, plan: Plan) -> torch.optim.AdamW:
    heads = [*network.linker.parameters(), *network.encoder.cues.parameters()]
    known = {id(p) for p in heads}
    body = [p for p in network.encoder.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": body, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=plan.weight_decay)


def _set_rates(optimiser: torch.optim.Optimizer, plan: Plan, step: int, steps: int) -> None:
    """Warm up, then fall in a straight line to nothing."""
    factor = min(1.0, (step + 1) / max(1.0, plan.warm_up * steps)) * (steps - step) / steps
    for group, rate in zip(optimiser.param_groups, (plan.encoder_rate, plan.head_rate), strict=True):
        group["lr"] = rate * factor


def _save(network: nn.Module, optimiser: torch.optim.Optimizer, plan: Plan, folder: Path, *, step: int, size: int) -> None:
    """Write a checkpoint beside the old one and put it there in one move."""
    tensors = {f"network.{k}": v for k, v in network.state_dict().items()}
    for key, state in optimiser.state_dict()["state"].items():
        tensors |= {f"optimiser.{key}.{name}": value for name, value in state.items()}
    tensors["random"] = torch.get_rng_state()
    partial = folder / "checkpoint.partial"
    said = json.dumps({"step": step, "examples": size, "plan": asdict(plan)})
    save_file({k: v.contiguous() for k, v in tensors.items()}, partial, metadata={"run": said})
    partial.replace(folder / "checkpoint.safetensors")


def _resume(network: nn.Module, optimiser: torch.optim.Optimizer, plan: Plan, folder: Path, size: int) -> int:
    """Load the checkpoint, where there is one of the same run, and return its step."""
    path = folder / "checkpoint.safetensors"
    if not path.is_file():
        return 0
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        said = json.loads((file.metadata() or {}).get("run", "{}"))
    if said.get("plan") != json.loads(json.dumps(asdict(plan))) or said.get("examples") != size:
        raise TrainingError(f"{path} belongs to a run with another plan or other data. Remove it, or name another folder.")
    tensors = load_file(path)
    network.load_state_dict({k.removeprefix("network."): v for k, v in tensors.items() if k.startswith("network.")})
    state: dict[int, dict[str, Tensor]] = {}
    for name, value in tensors.items():
        if name.startswith("optimiser."):
            _, key, field = name.split(".", 2)
            state.setdefault(int(key), {})[field] = value
    optimiser.load_state_dict({"state": state, "param_groups": optimiser.state_dict()["param_groups"]})
    torch.set_rng_state(tensors["random"])
    return int(said["step"])
