"""What words are about: stems of their content words, which *the withdrawal of troops* and *withdrew its soldiers* share."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.lexicon import Lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDINGS = ("’s", "'s", "ies", "es", "ed", "ing", "s")
_LENGTH = 6  # letters that a stem keeps: truncation does as well as suffix rules in retrieval (Kraaij and Pohlmann 1996)
_LEAST = 3


@dataclass(frozen=True, slots=True)
class MatterWords:
    """Words with a stem of their own ('' for those that tell nothing), and the names of countries, which tell nothing either."""

    stems: Mapping[str, str]

    def stem(self, word: str) -> str:
        """Return the stem of a word, or '' where it tells nothing of what is at issue."""
        if word[:1].isdigit():  # an amount tells two matters apart as well as a word does; a year or a single figure does not
            return "" if _YEAR.fullmatch(word) or len(word) < 2 else word
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low in self.stems:
            return self.stems[low]
        for ending in _ENDINGS:
            if low.endswith(ending) and len(low) - len(ending) >= _LEAST:
                low = low.removesuffix(ending)
                break
        return self.stems.get(low, low[:_LENGTH] if len(low) >= _LEAST else "")

    def of(self, text: str) -> frozenset[str]:
        """Return the stems of a text."""
        return frozenset(stem for word in _WORD.findall(text) if (stem := self.stem(word)))

    def first(self, text: str, count: int) -> frozenset[str]:
        """Return the stems of the first content words: *talks on trade* is of talks, *duties that talks settled* is not."""
        found = dict.fromkeys(stem for word in _WORD.findall(text) if (stem := self.stem(word)))
        return frozenset(list(found)[:count])

    def of_words(self, words: Iterable[str]) -> frozenset[str]:
        """Return the stems of words."""
        return frozenset(stem for word in words if (stem := self.stem(word)))


def build_matter_words(lexicon: Lexicon) -> MatterWords:
    """Read ``ontology/matter_words``, and the names of states."""
    stems: dict[str, str] = {}
    for row in lexicon.table("actors/states"):
        names = [row.text("name"), *(n for column in ("aliases", "adjectives", "demonyms", "capitals") for n in row.list(column))]
        stems |= dict.fromkeys((word.lower() for name in names for word in _WORD.findall(name)), "")
    for row in lexicon.table("ontology/matter_words"):
        stems[row.text("word")] = row.text("stem")
    return MatterWords(stems)
