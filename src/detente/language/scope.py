"""Did it happen? What negates, conditions, hedges or dates the words of a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Span, Status


@dataclass(frozen=True, slots=True)
class ScopeMark:
    """A modifier: its category and words, and the tokens [first, last) that it reaches."""

    category: str
    trigger: Span
    first: int
    last: int
    rule: str


@dataclass(frozen=True, slots=True)
class Scopes:
    """All modifiers of a text; ``status`` says what they make of one word."""

    marks: tuple[ScopeMark, ...]
    _statuses: Mapping[int, tuple[Status, str]] = field(repr=False, compare=False)

    def status(self, i: int) -> tuple[Status, str]:
        """Return the status of the act that token i names, and the rule that decided."""
        return self._statuses.get(i, (Status.ACTUAL, "scope.none"))


_MODALS = {"will": Status.FUTURE, "shall": Status.FUTURE, "'ll": Status.FUTURE} | dict.fromkeys(
    ("would", "could", "may", "might", "must", "should"), Status.HYPOTHETICAL
)


def find_scopes(parse: Parse, lexicon: Lexicon) -> Scopes:
    """Find what modifies what."""
    statuses: dict[int, tuple[Status, str]] = {}
    for token in parse.tokens:
        for child in token.children:
            other = parse.tokens[child]
            if other.dep == "neg":
                statuses[token.i] = (Status.NEGATED, "scope.neg")
            elif other.dep == "aux" and other.lower in _MODALS:
                statuses.setdefault(token.i, (_MODALS[other.lower], "scope.modal"))
    return Scopes((), statuses)
