"""Ids that were met before, eight bytes each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from detente.formats.cells import event_number

if TYPE_CHECKING:
    from numpy.typing import NDArray


IDS = {
    "articles": ("article_id",),
    "statements": ("statement_id",),
    "events": ("event_id",),
    "actors": ("article_id", "actor_id"),
}


def id_of(table: str, row: Mapping[str, object]) -> str:
    """Return what tells a row of a table of ``IDS`` from all others: actors count within their article."""
    return ":".join(str(row.get(column)) for column in IDS[table])


class Seen:
    """A set of ids as numbers of 48 bits, kept in sorted runs; a text would take ten times the memory."""

    def __init__(self) -> None:
        """Begin with none."""
        self._runs: list[NDArray[np.uint64]] = []

    def add(self, ids: Sequence[object]) -> list[bool]:
        """Take ids in, and tell of each whether it is new; the second of two in one call is not."""
        numbers = np.fromiter((event_number(i) for i in ids), dtype=np.uint64, count=len(ids))
        distinct, first = np.unique(numbers, return_index=True)
        new = np.zeros(len(ids), dtype=bool)
        new[first] = True
        for run in self._runs:
            place = np.searchsorted(run, numbers)
            place[place == len(run)] = 0
            new &= run[place] != numbers
        if len(distinct):
            self._runs.append(distinct)
        while len(self._runs) > 1 and len(self._runs[-2]) <= 2 * len(self._runs[-1]):  # so that there are few runs
            self._runs[-2:] = [np.union1d(self._runs[-2], self._runs[-1])]
        return [bool(n) for n in new]
