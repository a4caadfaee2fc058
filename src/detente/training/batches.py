"""Group examples into padded batches, in an order that seed and epoch decide."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from detente.training.examples import IGNORE, Example

SIZE = 8  # windows a batch
_POOL = 16  # batches whose windows are sorted by length together, so that little is padding


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows: ids and real [windows, pieces]; first and cues [windows, words]; then all candidates of all windows.

    ``window`` [candidates] names each candidate's window; the descriptions, ``real_words`` and ``roles`` are
    [candidates, words]; ``statement`` and ``attitude`` are [candidates].
    """

    ids: Tensor
    real: Tensor
    first: Tensor
    cues: Tensor
    window: Tensor
    is_cue: Tensor
    distance: Tensor
    rule: Tensor
    place: Tensor
    real_words: Tensor
    roles: Tensor
    statement: Tensor
    attitude: Tensor


def order_batches(examples: Sequence[Example], seed: int, epoch: int) -> list[list[Example]]:
    """Shuffle examples and cut them into batches of similar length; the same seed and epoch give the same order."""
    draw = random.Random(seed * 1_000 + epoch)  # noqa: S311  an order, not a secret
    pool = list(examples)
    draw.shuffle(pool)
    out: list[list[Example]] = []
    for i in range(0, len(pool), SIZE * _POOL):
        chunk = sorted(pool[i : i + SIZE * _POOL], key=lambda e: len(e.ids))
        out.extend(chunk[j : j + SIZE] for j in range(0, len(chunk), SIZE))
    draw.shuffle(out)
    return out


def collate(examples: Sequence[Example]) -> Batch:
    """Pad a list of examples to one batch."""
    links = [(n, link) for n, e in enumerate(examples) for link in e.links]
    words = max(len(e.first) for e in examples)
    return Batch(
        ids=_pad([e.ids for e in examples], 0),
        real=_pad([np.ones_like(e.ids) for e in examples], 0).bool(),
        first=_pad([e.first for e in examples], 0),
        cues=_pad([e.cues for e in examples], IGNORE),
        window=torch.tensor([n for n, _ in links], dtype=torch.int64),
        is_cue=_pad([link.is_cue for _, link in links], 0, words),
        distance=_pad([link.distance for _, link in links], 0, words),
        rule=_pad([link.rule for _, link in links], 0, words),
        place=_pad([link.place for _, link in links], 0, words),
        real_words=_pad([np.ones_like(link.rule) for _, link in links], 0, words).bool(),
        roles=_pad([link.roles for _, link in links], IGNORE, words),
        statement=torch.tensor([float(link.statement) for _, link in links]),
        attitude=torch.tensor([link.attitude for _, link in links], dtype=torch.int64),
    )


def _pad(rows: Sequence[NDArray[np.int64]], value: int, length: int | None = None) -> Tensor:
    length = length if length is not None else max(len(r) for r in rows)
    out = np.full((len(rows), length), value, np.int64)
    for n, row in enumerate(rows):
        out[n, : len(row)] = row
    return torch.from_numpy(out)
