"""Where the days of a relation's picture lie in it, so that a brush over it can say which were chosen."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_LEFT = re.compile(r'<g [^>]*?transform="translate\(([\d.]+),([\d.]+)\)"')
_PLOT = re.compile(r'class="background"[^>]*? d="M0,0h([\d.]+)v')


@dataclass(frozen=True, slots=True)
class Area:
    """The size of a picture in pixels, where its plot begins and how wide it is, and the days at its edges."""

    width: float
    height: float
    left: float
    plot: float
    first: dt.date
    last: dt.date


def find_area(svg: str, first: dt.date, last: dt.date) -> Area | None:
    """Return where the plot of a picture lies, as Vega writes it; None where it is written otherwise.

    >>> find_area('<svg width="9" height="5"><g transform="translate(2,1)"><path class="background" d="M0,0h6v3"/>',
    ...           dt.date(2008, 1, 1), dt.date(2008, 12, 31)).plot
    6.0
    """
    size, left, plot = _SIZE.search(svg), _LEFT.search(svg), _PLOT.search(svg)
    if size is None or left is None or plot is None:
        return None
    return Area(float(size[1]), float(size[2]), float(left[1]), float(plot[1]), first, last)
