"""Persons of the tables whose name is spelt or ordered otherwise: *Usama bin Ladin*, *Schroeder*, *Abe Shinzo*.

Romanisations differ in vowels, doubled letters and a few consonants. A name is compared by a key that leaves these differences
out: vowels as two classes, bright (a e i y) and dark (o u), a run of them by its first; *q*, *c*, *kh*, *gh* and *g* as *k*;
*ch*, *sh*, *zh* and *dj* as *j*; *ph* as *f*; other *h* after a consonant, articles (*al-*) and doubled letters dropped. At the
beginning *a* is kept apart from *e* and *i*, and *y* before another vowel is *j*.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from detente.actors.gazetteer import Entry, What, gazetteer
from detente.actors.words import name_words
from detente.lexicon import Lexicon

_ARTICLES = frozenset(("al", "el", "ul", "as", "ad", "ar", "an", "ash", "az"))
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|[sz]h|dj|ch(?!r)|^y(?=[aou])", "j"),
        (r"ph|v|w(?=[aeiouy])", "f"),
        (r"[qcxg]h?|kh|ks", "k"),
        (r"(?<=[^aeiouy])h", ""),
        (r"^[eiy][aeiouy]*", "e"),
        (r"(?<!^)[eiy][aeiouy]*w?|a[aeiouy]*w?", "a"),
        (r"[ouw][aeiouyw]*", "u"),
        (r"(.)\1+", r"\1"),
    )
)
_SHORTEST = 8  # letters of a whole name: shorter ones are alike by chance (Li Na, Lee Noh)
_SHORTEST_TURNED = 10  # where both spelling and order are others
_SHORTEST_SURNAME = 5
_ORDERED = ("CHN", "HKG", "HUN", "JPN", "KHM", "KOR", "PRK", "SGP", "TWN", "VNM")  # where family names come first at home


def spelling_key(folds: Sequence[str]) -> str:
    """Return what all spellings of a name share, written in one word or several (*Abu Bakr*, *Abubakr*).

    >>> spelling_key(("saddam", "husayn")) == spelling_key(("saddam", "hussein"))
    True
    >>> spelling_key(("hassan",)) == spelling_key(("hussein",))
    False
    """
    return "".join(_sound(f) for f in folds if f not in _ARTICLES)


@lru_cache(maxsize=32768)
def _sound(word: str) -> str:
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word


def spelt_otherwise(name: Sequence[str], lexicon: Lexicon) -> tuple[Entry, ...]:
    """Return the persons of whose name these folded words are another spelling or order, several where none tells them apart."""
    orders = ((*name[1:], name[0]), (name[-1], *name[:-1]))
    index = gazetteer(lexicon)
    named = (e for order in orders for e in index.named(*order) if e.what is What.PERSON)
    turned = dict.fromkeys(e for e in named if e.country in _ORDERED)
    if turned or sum(map(len, name)) < (_SHORTEST if len(name) > 1 else _SHORTEST_SURNAME):
        return tuple(turned)
    known = lexicon.index(_by_key)
    found = known.get(spelling_key(name), ())
    if found or len(name) == 1 or sum(map(len, name)) < _SHORTEST_TURNED:
        return found
    return tuple(dict.fromkeys(e for order in orders for e in known.get(spelling_key(order), ()) if e.country in _ORDERED))


def _by_key(lexicon: Lexicon) -> dict[str, tuple[Entry, ...]]:
    """Return the persons by the keys of their names, and by those of their surnames."""
    index = gazetteer(lexicon)
    found: dict[str, dict[Entry, None]] = {}
    for entry in index.people:
        for name in entry.names:
            found.setdefault(spelling_key(name_words(name)[1]), {})[entry] = None
    for surname, entries in index.surnames.items():
        found.setdefault(spelling_key((surname,)), {}).update(dict.fromkeys(entries))
    return {key: tuple(entries) for key, entries in found.items()}
