"""Where the panels of a timeline lie within its picture, read from the picture itself, so that days can be picked on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_MOVED = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")
_PANEL = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h([\d.]+)v([\d.]+)h")
_KEY = "concat_0_group"  # what the marks mean, above the panels


class Area(NamedTuple):
    """The panels as one rectangle, and the picture around them, in pixels of the picture."""

    left: float
    top: float
    width: float
    height: float
    whole_width: float
    whole_height: float


def read_area(svg: bytes) -> Area | None:
    """Return where the panels of a timeline lie; None where it has none."""
    root = _parse(svg)
    found = list(_panels(root, 0.0, 0.0))
    if not found:
        return None
    left, top = min(x for x, _, _, _ in found), min(y for _, y, _, _ in found)
    right, bottom = max(x + w for x, _, w, _ in found), max(y + h for _, y, _, h in found)
    return Area(left, top, right - left, bottom - top, *read_size(svg))


def read_size(svg: bytes) -> tuple[float, float]:
    """Return width and height of a picture, in pixels."""
    root = _parse(svg)
    return float(root.get("width")), float(root.get("height"))


def _parse(svg: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _panels(node: Any, x: float, y: float) -> Iterator[tuple[float, float, float, float]]:
    """Give left, top, width and height of each panel: the backgrounds of groups within the picture, without that of the key."""
    classes = str(node.get("class") or "").split()
    if _KEY in classes or "role-axis" in classes:
        return
    if moved := _MOVED.search(str(node.get("transform") or "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    scope = "role-scope" in classes
    for child in node:
        if scope and (panel := _background(child, x, y)):
            yield panel
            return
        yield from _panels(child, x, y)


def _background(node: Any, x: float, y: float) -> tuple[float, float, float, float] | None:
    """Return the background of a group: a path of its first child."""
    moved = _MOVED.search(str(node.get("transform") or ""))
    dx, dy = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
    for path in node:
        if path.get("class") == "background" and (shape := _PANEL.match(str(path.get("d") or ""))):
            left, top, width, height = map(float, shape.groups())
            return x + dx + left, y + dy + top, width, height
    return None
