"""Whether two names are spellings of one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from detente.actors.group_persons import same_name
from detente.actors.words import name_words
from detente.lexicon import Lexicon

Name = tuple[str, ...]  # folded words
_SHORT = 3  # letters of the short form of a first name at least
_FAR = 2  # letters in which two transliterations of a word differ at most, after the table of spellings
_VOWELS = re.compile("(?<=.)[aeiou]+")
_DOUBLE = re.compile(r"(.)\1+")


class Alike(IntEnum):
    """How alike two names are: what more must speak for one person falls from ``SAME`` to ``PERHAPS``."""

    NOT = 0
    PERHAPS = 1
    VARIANT = 2
    SAME = 3


def fold_name(name: str) -> Name:
    """Return the folded words of a name, without marks.

    >>> fold_name("Ban Ki-moon"), fold_name("Ann M. Hölt")
    (('ban', 'ki', 'moon'), ('ann', 'm', 'holt'))
    """
    return tuple(f for f in name_words(name)[1] if f[:1].isalpha())


@dataclass(frozen=True, slots=True)
class Spelling:
    """The table of spellings as one function: a word → the word in one way of writing."""

    write: Callable[[str], str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Spelling":
        """Take the table ``registry/spellings``; the longest letters come first."""
        ways = {row.text("letters"): row.text("one_way") for row in lexicon.table("registry/spellings")}
        letters = re.compile("|".join(sorted(ways, key=lambda w: (-len(w), w))) or "(?!)")
        return cls(cache(lambda word: _DOUBLE.sub(r"\1", letters.sub(lambda m: ways[m[0]], word))))

    def compare(self, a: Name, b: Name) -> Alike:
        """Tell how alike two names are.

        ``SAME``: all words. ``VARIANT``: in another order, or first and last word with or without what is between. ``PERHAPS``:
        an initial or short form, a name that is the beginning or end of the other, or another transliteration.
        """
        if a == b:
            return Alike.SAME
        if sorted(a) == sorted(b):
            return Alike.VARIANT
        if same_name(a, b):
            return Alike.VARIANT if a[0] == b[0] and a[-1] == b[-1] else Alike.PERHAPS
        if (
            len(a) > 1
            and a[1:] == b[1:]
            and min(len(a[0]), len(b[0])) >= _SHORT
            and (a[0].startswith(b[0]) or b[0].startswith(a[0]))
        ):
            return Alike.PERHAPS
        parted = "".join(a) == "".join(b)  # Abdel Nasser, Abdelnasser
        written = len(a) == len(b) and all(self._transliterated(x, y) for x, y in zip(a, b, strict=True))
        return Alike.PERHAPS if parted or written else Alike.NOT

    def blocks(self, name: Name) -> frozenset[str]:
        """Return keys of which two names that are alike share one: the bare consonants of the first and of the last word."""
        bare = {_VOWELS.sub("", self.write(word)) for word in (name[0], name[-1])} if name else set()
        return frozenset(bare | {"".join(name)})

    def _transliterated(self, a: str, b: str) -> bool:
        if a == b:
            return True
        one, other = self.write(a), self.write(b)
        same = _VOWELS.sub("", one) == _VOWELS.sub("", other) and one[:1] == other[:1]
        return same and _distance(one, other) <= _FAR


def _distance(a: str, b: str) -> int:
    """Return how many letters must be put in, taken out or exchanged to make one word of the other (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y)))
    return row[-1]
