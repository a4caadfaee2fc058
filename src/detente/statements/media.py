"""Who passes on words for a living: agencies, papers, broadcasters, by their noun or by their name."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.statements.draft import Ranges
from detente.statements.lexis import Lexis

_LONGEST_NAME = 5  # words of an outlet's name
_ACRONYM = 4  # letters of *Ana*, *Wam*, *Sana*
_TIED = ("appos", "compound", "nmod")


@dataclass(frozen=True, slots=True)
class Media:
    """The outlets of one text. ``called`` are the names that it calls so somewhere: *the Lima newspaper El Faro*."""

    parse: Parse
    lexis: Lexis
    called: frozenset[str]

    @classmethod
    def of(cls, parse: Parse, lexis: Lexis) -> "Media":
        """Collect the names beside the nouns for outlets in a text."""
        found: set[str] = set()
        for token in parse.tokens:
            if token.lower not in lexis.of("medium") or token.text[:1].isupper():
                continue
            for i in (*token.children, token.head):
                other = parse.tokens[i]
                if other.pos == "PROPN" and other.ent not in ("GPE", "NORP") and _tied(token.dep, other.dep):
                    found.add(other.lower)
        return cls(parse, lexis, frozenset(found))

    def holds(self, ranges: Ranges) -> bool:
        """Tell whether token ranges name an outlet: *the agency*, *the daily El Sol*, *Interfax*, *the Panama Herald*."""
        return any(self._named(first, last) and not self._is_study(first, last) for first, last in ranges)

    def _is_study(self, first: int, last: int) -> bool:
        """Tell whether a phrase names what an outlet made, and no outlet: *a Times poll*, *a newspaper interview*."""
        tokens = self.parse.tokens[first:last]
        end = next((n for n, t in enumerate(tokens) if n and t.pos in ("ADP", "PUNCT", "VERB", "PRON", "PART")), len(tokens))
        head = tokens[end - 1] if end else None
        if head is None or head.lower in self.lexis.of("medium") or head.pos != "NOUN":
            return False
        named = any(t.pos == "PROPN" for t in tokens[:end])
        study = head.lower in self.lexis.of("study")
        return study or (not named and (head.lower in self.lexis.of("evidence") or head.lemma in self.lexis.of("words")))

    def _named(self, first: int, last: int) -> bool:
        tokens = self.parse.tokens[first:last]
        for t in tokens:
            name = t.text[:1].isupper()
            if t.lower in self.lexis.of("medium") or (
                name and (t.lower in self.lexis.of("medium name") or t.lower in self.called)
            ):
                return True
        words = [t.lower for t in tokens]
        if any(" ".join(words[i : i + 2]) in self.lexis.of("medium") for i in range(len(words) - 1)):
            return True
        return any(
            tokens[i].text[:1].isupper() and not _given(tokens, i, j) and " ".join(words[i:j]) in self.lexis.outlets
            for i in range(len(words))
            for j in range(i + 1, min(len(words), i + _LONGEST_NAME) + 1)
        )


def _given(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a short word is rather somebody's given name than an agency: *Ana Ruiz*, but *ANA* and *the Ana agency*."""
    word = tokens[first]
    named = last < len(tokens) and tokens[last].pos == "PROPN" and tokens[last].text[:1].isupper()
    return last == first + 1 and len(word.text) <= _ACRONYM and not word.text.isupper() and named


def _tied(one: str, other: str) -> bool:
    return one in _TIED or other in _TIED
