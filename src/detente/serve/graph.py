"""A small graph of states as SVG: states on a circle, the blocs side by side; ties by width and dash, not by colour alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente.relations.matrix import Cell

SIZE, _RADIUS, _LABELS = 640, 230, 262
_TIES = 60  # that are drawn, the busiest


@dataclass(frozen=True, slots=True)
class Node:
    """A state and where it stands."""

    state: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What two states have to do with each other, both directions together."""

    one: Node
    other: Node
    value: float
    count: int
    width: float


def lay_out(states: Sequence[str]) -> dict[str, Node]:
    """Place states on a circle, in the order in which they are given, from the top on with the clock.

    >>> [(n.state, round(n.x), round(n.y)) for n in lay_out(["USA", "RUS"]).values()]
    [('USA', 320, 90), ('RUS', 320, 550)]
    """
    out = {}
    for i, state in enumerate(states):
        angle = 2 * math.pi * i / max(1, len(states)) - math.pi / 2
        cos, sin = math.cos(angle), math.sin(angle)
        anchor = "middle" if abs(cos) < 0.2 else "start" if cos > 0 else "end"
        out[state] = Node(
            state, SIZE / 2 + _RADIUS * cos, SIZE / 2 + _RADIUS * sin, SIZE / 2 + _LABELS * cos, SIZE / 2 + _LABELS * sin, anchor
        )
    return out


def join(cells: Sequence[Cell], nodes: dict[str, Node]) -> list[Edge]:
    """Return the busiest ties between states that are shown, the least busy first, so that the others lie above."""
    both: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        if cell.one in nodes and cell.other in nodes:
            both.setdefault((min(cell.one, cell.other), max(cell.one, cell.other)), []).append(cell)
    edges = []
    for (one, other), found in both.items():
        count = sum(cell.count for cell in found)
        weight = sum(cell.effective for cell in found)
        known = [cell for cell in found if not math.isnan(cell.value)]
        value = sum(c.value * (c.effective or 1) for c in known) / (weight or len(known)) if known else 0.0
        edges.append(Edge(nodes[one], nodes[other], value, count, 1.0 + math.log2(1 + count) / 2))
    edges.sort(key=lambda e: (e.count, e.one.state, e.other.state))
    return edges[-_TIES:]
