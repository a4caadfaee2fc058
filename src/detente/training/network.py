"""The network: a BERT encoder with a cue tagger, and a small linker that finds source and content of one cue.

The encoder's modules carry the names of the published weights (all-MiniLM-L6-v2), so that they load as they are. The linker
follows semantic role labelling with a marked predicate, with the encoder's pass shared by all cues of a window.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from detente.statements.windows import FAR, PLACES, RULE_ROLES

CUE_TAGS = 3  # outside, begin, inside
ROLES = 3  # nothing, source, content
ATTITUDES = ("assertion", "belief", "fact", "eventuality")


class Attention(nn.Module):
    """Multi-head self-attention as BERT has it, its output joined to its input and normalised."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.self = nn.ModuleDict({name: nn.Linear(width, width) for name in ("query", "key", "value")})
        self.output = nn.ModuleDict({"dense": nn.Linear(width, width), "LayerNorm": nn.LayerNorm(width, eps=1e-12)})
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map [batch, length, width] to the same; ``mask`` is added to the scores."""
        batch, length, width = x.shape
        q, k, v = (
            self.self[name](x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        if self.training:
            mixed = fn.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=self.dropout)
        else:
            scores = q @ k.transpose(2, 3) / math.sqrt(width // self.heads)
            mixed = (scores if mask is None else scores + mask).softmax(-1) @ v
        mixed = self.output["dense"](mixed.transpose(1, 2).reshape(batch, length, width))
        return self.output["LayerNorm"](x + fn.dropout(mixed, self.dropout, self.training))


class Layer(nn.Module):
    """One transformer layer with BERT's names."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(width, heads, dropout)
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(width, inner)})
        self.output = nn.ModuleDict({"dense": nn.Linear(inner, width), "LayerNorm": nn.LayerNorm(width, eps=1e-12)})
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map [batch, length, width] to the same."""
        x = self.attention(x, mask)
        y = self.output["dense"](fn.gelu(self.intermediate["dense"](x)))
        return self.output["LayerNorm"](x + fn.dropout(y, self.dropout, self.training))


class Body(nn.Module):
    """BERT without heads: pieces → a state for each."""

    def __init__(
        self,
        *,
        vocabulary: int = 30522,
        width: int = 384,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(vocabulary, width),
                "position_embeddings": nn.Embedding(512, width),
                "token_type_embeddings": nn.Embedding(2, width),
                "LayerNorm": nn.LayerNorm(width, eps=1e-12),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))})
        self.width, self.dropout = width, dropout

    def states(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Map piece ids [batch, pieces] to [batch, pieces, width].

        ``mask`` [batch, pieces] is True for real pieces; None means that there is no padding.
        """
        e = self.embeddings
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = e["word_embeddings"](ids) + e["position_embeddings"](positions) + e["token_type_embeddings"].weight[0]
        x = fn.dropout(e["LayerNorm"](x), self.dropout, self.training)
        added = None if mask is None else torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.encoder["layer"]:
            x = layer(x, added)
        return x


class Encoder(Body):
    """BERT with a cue tagger: pieces of a window → a state and cue scores for each word."""

    def __init__(self, *, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__(layers=layers, dropout=dropout)
        self.cues = nn.Linear(self.width, CUE_TAGS)

    def forward(self, ids: Tensor, first: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Map piece ids [batch, pieces] and the place of each word's first piece [batch, words] to states and cue scores."""
        x = self.states(ids, mask)
        words = x.gather(1, first[:, :, None].expand(-1, -1, x.shape[2]))
        return words, self.cues(words)


class Linker(nn.Module):
    """Finds source and content of one cue among the words of its window, and tells whether the cue attributes at all."""

    def __init__(self, *, width: int = 384, inner: int = 128, layers: int = 2, heads: int = 4, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Linear(width, inner)
        self.cue = nn.Linear(width, inner)
        self.gate = nn.Linear(width, inner)
        self.is_cue = nn.Embedding(2, inner)
        self.distance = nn.Embedding(2 * FAR + 1, inner)
        self.rule = nn.Embedding(RULE_ROLES, inner)
        self.place = nn.Embedding(PLACES, inner)
        self.norm = nn.LayerNorm(inner)
        self.layers = nn.ModuleList(Layer(inner, heads, 2 * inner, dropout) for _ in range(layers))
        self.roles = nn.Linear(inner, ROLES)
        self.statement = nn.Linear(inner, 1)
        self.attitude = nn.Linear(inner, len(ATTITUDES))
        for table in (self.is_cue, self.distance, self.rule, self.place):
            nn.init.normal_(table.weight, std=0.05)

    def pool(self, states: Tensor, is_cue: Tensor) -> Tensor:
        """Return the mean state of the words of each cue: [candidates, words, width] → [candidates, width]."""
        return (states * _weights(is_cue, states)).sum(1)

    def forward(  # noqa: PLR0917  the exporter passes the inputs by position
        self,
        words: Tensor,
        cue: Tensor,
        is_cue: Tensor,
        distance: Tensor,
        rule: Tensor,
        place: Tensor,
        mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Map words (``word`` of their states) [candidates, words, inner], pooled cues [candidates, width] and four descriptions
        [candidates, words] to scores.

        Returns roles [candidates, words, 3], statement [candidates], attitude [candidates, 4].
        """
        x = words * torch.sigmoid(self.gate(cue))[:, None] + self.cue(cue)[:, None]
        x = self.norm(x + self.is_cue(is_cue) + self.distance(distance) + self.rule(rule) + self.place(place))
        added = None if mask is None else torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, added)
        pooled = (x * _weights(is_cue, x)).sum(1)
        return self.roles(x), self.statement(pooled)[:, 0], self.attitude(pooled)


def _weights(is_cue: Tensor, like: Tensor) -> Tensor:
    """Return what each word counts in the mean over its cue, [candidates, words, 1]."""
    weight = is_cue.to(like.dtype)
    return (weight / weight.sum(1, keepdim=True).clamp(min=1.0))[:, :, None]
