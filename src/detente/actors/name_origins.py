"""Of which of several countries a name may be: how much it is made like the names of their office holders."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from detente.actors.words import name_words

_SIZES = (2, 3, 4)  # letters of the pieces
_PRIOR = 200.0  # pieces of all countries that are added to those of each; of 50 to 800 none did better on the bank and its drafts


@dataclass(slots=True)
class NameOrigins:
    """The names of persons by country, and the pieces that they are made of, which are counted when they are first asked for."""

    names: Mapping[str, tuple[str, ...]]
    _pieces: dict[str, Counter[str]] = field(default_factory=dict)
    _all: Counter[str] = field(default_factory=Counter)
    _totals: dict[str, int] = field(default_factory=dict)

    def fit(self, name: tuple[str, ...], country: str) -> float | None:
        """Return how much likelier the pieces of a name are in the names of a country than in all: the mean of the logarithms,
        times the words; None where no name of the country is known.

        The model is naive Bayes over the letters of names (Treeratpituk & Giles, Name-Ethnicity Classification, 2012).
        """
        if not self._pieces:
            self._count()
        own, pieces = self._pieces.get(country), list(_cut(name))
        if own is None or not pieces:
            return None
        total, every, kinds = self._totals[country], self._totals[""], len(self._all)
        score = 0.0
        for piece in pieces:
            everywhere = (self._all[piece] + 0.5) / (every + 0.5 * kinds)
            score += math.log((own[piece] / everywhere + _PRIOR) / (total + _PRIOR))
        return score / len(pieces) * len(name)

    def _count(self) -> None:
        for country, names in self.names.items():
            self._pieces[country] = Counter(piece for name in names for piece in _cut(name_words(name)[1]))
            self._totals[country] = self._pieces[country].total()
            self._all.update(self._pieces[country])
        self._totals[""] = self._all.total()


def _cut(name: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of the words of a name, whose edges are marked."""
    for word in name:
        marked = f"^{word}$"
        for size in _SIZES:
            yield from (marked[i : i + size] for i in range(len(marked) - size + 1))
