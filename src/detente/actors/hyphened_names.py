"""Korean and Chinese names whose given name is two syllables with a hyphen, the second in small letters: *Kim Young-sam*.

The pipeline cuts such a name at the hyphen, or takes the last syllable for a verb or a noun (*Lim Hae-won*).
"""

from collections.abc import Iterator

from detente.actors.candidates import Text
from detente.actors.gazetteer import What
from detente.actors.words import fold

_LONGEST = 6  # letters of a syllable: Kyeong, Hsiung
_HYPHENS = ("-", "‑")
_MODIFYING = ("amod", "compound", "nmod", "nummod")


def find_hyphened(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the names of a family name that the tables have and a given name of two syllables, as token spans [first, last)."""
    families = text.index.classes.family_names
    for token in text.parse.tokens:
        if fold(token.text) in families and token.text[1:].islower() and token.text[0].isupper():
            end = given_end(text, token.i + 2)
            if end > token.i + 2:
                yield token.i, end


def given_end(text: Text, last: int) -> int:
    """Return the token after the syllable that a hyphen joins to a name of several words before ``last``; else ``last``."""
    tokens = text.parse.tokens
    if last < 2 or last + 2 > len(tokens) or tokens[last].text not in _HYPHENS:
        return last
    before, hyphen, after = tokens[last - 1 : last + 2]
    joined = before.end == hyphen.start and hyphen.end == after.start and tokens[last - 2].text[:1].isupper()
    syllables = before.text[:1].isupper() and before.text[1:].islower() and after.text.isalpha() and after.text.islower()
    short = 1 < len(before.text) <= _LONGEST and 1 < len(after.text) <= _LONGEST
    if not (joined and syllables and short) or _modifies(text, last + 1):
        return last
    return last + 2


def whole_name(text: Text, first: int, last: int) -> tuple[int, int]:
    """Return a name with the syllable that the pipeline has cut from it; one that opens with a first name has none."""
    classes = text.index.classes
    opening = fold(text.parse.tokens[first].text) if first < last else ""
    return first, last if opening in classes.first_names or opening in classes.given_names else given_end(text, last)


def cut_heads(text: Text, first: int, last: int, head: int) -> tuple[int, ...]:
    """Return the syllable before the hyphen where the pipeline lets it head a phrase of its own: a cue may have it as speaker."""
    tokens = text.parse.tokens
    i = last - 3
    cut = i > first and tokens[last - 2].text in _HYPHENS and i != head and not first <= tokens[i].head < last
    return (i,) if cut else ()


def _modifies(text: Text, i: int) -> bool:
    """Tell whether the word after a hyphen says how the name is meant: *the Tony Blair-led* talks, *New York-based*."""
    tokens = text.parse.tokens
    words = text.cut(i - 2, i + 1)
    suffix = any(m.get(What.MODIFIER) is not None and m.last == len(words) for m in text.index.matches(words))
    follows = tokens[i + 1] if i + 1 < len(tokens) else None
    above = tokens[tokens[i].head]
    noun = tokens[i].dep in _MODIFYING and above.i > i and above.pos != "PROPN"
    return suffix or noun or (follows is not None and follows.text in _HYPHENS)
