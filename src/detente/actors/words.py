"""Text → words for matching names: hyphens, apostrophes and the full stops of abbreviations do not count."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# An abbreviation with full stops, a word, the possessive 's, or a mark that no name may run across.
_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\b\.?|[^\W_]+|['’]s\b|[,/&\n()\[\];:\"“”!?]")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word without context, accents and full stops.

    >>> fold("Nausėda"), fold("U.S.")
    ('nauseda', 'us')
    """
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).replace("’", "'")
        word = word.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    return word.replace(".", "").casefold()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, folded too, and where each begins and ends."""

    text: str
    words: tuple[str, ...]
    folds: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def part(self, first: int, last: int) -> "Words":
        """Return the words [first, last), with offsets into the same text."""
        cut = slice(max(0, first), max(0, last))
        return Words(self.text, self.words[cut], self.folds[cut], self.starts[cut], self.ends[cut])

    def surface(self, first: int, last: int) -> str:
        """Return the text that the words [first, last) cover."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def hyphened(self, i: int) -> bool:
        """Tell whether word i is joined to the one before it by a hyphen."""
        return i > 0 and self.text[self.ends[i - 1] : self.starts[i]] in ("-", "‑", "–")


def split_words(text: str) -> Words:
    """Split a text into words.

    >>> split_words("U.S.-backed troops of Côte d’Ivoire").folds
    ('us', 'backed', 'troops', 'of', 'cote', 'd', 'ivoire')
    """
    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    words = tuple(f[0] for f in found)
    return Words(text, words, tuple(map(fold, words)), tuple(f[1] for f in found), tuple(f[2] for f in found))


def name_words(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a name of the tables into its words and folded words, as ``split_words`` does, without offsets.

    >>> name_words("Washington, D.C.")[1]
    ('washington', ',', 'dc')
    """
    # Most names have nothing but letters, digits and spaces: no pattern is needed for them.
    words = tuple(name.split()) if name.isascii() and name.replace(" ", "").isalnum() else tuple(_WORD.findall(name))
    return words, tuple(map(fold, words))


def first_word(name: str) -> str:
    """Return the folded first word of a name, '' where it has none.

    >>> first_word("Washington, D.C."), first_word("U.S.-led"), first_word("…")
    ('washington', 'us', '')
    """
    word = name.split(" ", 1)[0]
    if word.isascii() and word.isalnum():
        return word.casefold()
    found = _WORD.search(name)
    return fold(found.group()) if found else ""
