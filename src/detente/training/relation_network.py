"""The relation model: MiniLM over a sentence with a marked pair, and heads for type, direction, mode and status."""

import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from detente.training.network import Body
from detente.training.relation_examples import UNKNOWN, Labels, RelationExample

_SMOOTH = 0.05  # of the type's labels


class RelationNetwork(Body):
    """Pieces with marks → scores, from the states of the two opening marks and the mean of all."""

    def __init__(self, labels: Labels, layers: int = 6) -> None:
        super().__init__(layers=layers, dropout=0.1)
        self.labels = labels
        sizes = {"types": len(labels.types), "reverse": 2, "modes": len(labels.modes), "statuses": len(labels.statuses)}
        self.heads = nn.ModuleDict({name: nn.Linear(3 * self.width, size) for name, size in sizes.items()})

    def forward(
        self, ids: Tensor, source: Tensor, target: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Map ids [batch, pieces] and the places of the marks [batch] to scores of types, reverse, modes and statuses."""
        x = self.states(ids, mask)
        real = torch.ones_like(ids, dtype=x.dtype) if mask is None else mask.to(x.dtype)
        mean = (x * real[:, :, None]).sum(1) / real.sum(1, keepdim=True)
        first, second = (x.gather(1, at[:, None, None].expand(-1, 1, x.shape[2]))[:, 0] for at in (source, target))
        pooled = torch.cat([mean, first, second], -1)
        types, reverse, modes, statuses = (self.heads[name](pooled) for name in ("types", "reverse", "modes", "statuses"))
        return types, reverse, modes, statuses


def relation_loss(network: RelationNetwork, examples: list[RelationExample]) -> Tensor:
    """Return the loss of one batch; labels that are UNKNOWN count nothing, and of merged types either will do."""
    types, *others = network(*collate(examples))
    log = fn.log_softmax(types, -1)
    right = torch.stack([log[n, list(e.types)].logsumexp(0) for n, e in enumerate(examples)])
    loss = -(1 - _SMOOTH) * right.mean() - _SMOOTH * log.mean()
    for scores, name in zip(others, ("reverse", "mode", "status"), strict=True):
        labels = torch.tensor([getattr(e, name) for e in examples])
        if (labels != UNKNOWN).any():
            loss = loss + 0.5 * fn.cross_entropy(scores, labels, ignore_index=UNKNOWN)
    return loss


def collate(examples: list[RelationExample]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pad examples to one batch: ids, places of the two marks, mask."""
    length = max(len(e.pair.ids) for e in examples)
    ids = torch.tensor([[*e.pair.ids, *[0] * (length - len(e.pair.ids))] for e in examples])
    mask = torch.tensor([[i < len(e.pair.ids) for i in range(length)] for e in examples])
    return ids, torch.tensor([e.pair.source for e in examples]), torch.tensor([e.pair.target for e in examples]), mask
