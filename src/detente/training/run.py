"""One training run: deterministic by seed on one machine, with a checkpoint from which it goes on when it was broken off."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from detente.errors import TrainingError

B = TypeVar("B")
Told = Callable[[int, int, float], None]  # step, steps, running mean of the loss


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a run learns: ``rates`` of body and heads, the share of steps that warm up, decay, and steps a checkpoint."""

    epochs: float
    rates: tuple[float, float]
    warm_up: float
    weight_decay: float
    checkpoint_every: int


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is known by, and where it keeps its checkpoint: ``folder/name.safetensors``."""

    folder: Path
    plan: Mapping[str, Any]
    examples: int
    name: str = "checkpoint"


def run(
    network: nn.Module,
    heads: Sequence[nn.Parameter],
    batches: Callable[[int], Sequence[B]],
    loss_of: Callable[[B], Tensor],
    *,
    pace: Pace,
    this: Run,
    told: Told = lambda step, steps, loss: None,
) -> None:
    """Train ``network`` in place; ``batches`` gives those of an epoch, always as many and always the same.

    ``heads`` learn at the second rate, the rest at the first. Raises TrainingError where the checkpoint is another run's.
    """
    per_epoch = len(batches(0))
    steps = int(per_epoch * pace.epochs)
    optimiser = _optimiser(network, heads, pace)
    step = _resume(network, optimiser, this)
    network.train()
    mean = 0.0
    while step < steps:
        for batch in batches(step // per_epoch)[step % per_epoch : per_epoch]:
            _set_rates(optimiser, pace, step, steps)
            loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
            told(step, steps, mean)
            if step % pace.checkpoint_every == 0 and step < steps:
                _save(network, optimiser, this, step)
            if step >= steps:
                break
    network.eval()


def _optimiser(network: nn.Module, heads: Sequence[nn.Parameter], pace: Pace) -> torch.optim.AdamW:
    known = {id(p) for p in heads}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": body, "lr": pace.rates[0]}, {"params": list(heads), "lr": pace.rates[1]}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=pace.weight_decay)


def _set_rates(optimiser: torch.optim.Optimizer, pace: Pace, step: int, steps: int) -> None:
    """Warm up, then fall in a straight line to nothing."""
    factor = min(1.0, (step + 1) / max(1.0, pace.warm_up * steps)) * (steps - step) / steps
    for group, rate in zip(optimiser.param_groups, pace.rates, strict=True):
        group["lr"] = rate * factor


def _save(network: nn.Module, optimiser: torch.optim.Optimizer, this: Run, step: int) -> None:
    """Write a checkpoint beside the old one and put it there in one move."""
    tensors = {f"network.{k}": v for k, v in network.state_dict().items()}
    for key, state in optimiser.state_dict()["state"].items():
        tensors |= {f"optimiser.{key}.{name}": value for name, value in state.items()}
    tensors["random"] = torch.get_rng_state()
    partial = this.folder / f"{this.name}.partial"
    said = json.dumps({"step": step, "examples": this.examples, "plan": dict(this.plan)})
    save_file({k: v.contiguous() for k, v in tensors.items()}, partial, metadata={"run": said})
    partial.replace(this.folder / f"{this.name}.safetensors")


def _resume(network: nn.Module, optimiser: torch.optim.Optimizer, this: Run) -> int:
    """Load the checkpoint, where there is one of the same run, and return its step."""
    path = this.folder / f"{this.name}.safetensors"
    if not path.is_file():
        return 0
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        said = json.loads((file.metadata() or {}).get("run", "{}"))
    if said.get("plan") != json.loads(json.dumps(dict(this.plan))) or said.get("examples") != this.examples:
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
