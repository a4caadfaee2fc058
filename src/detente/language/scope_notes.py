"""What a reader of scope keeps: the parse, the tables, the marks that it found and the links between words."""

from dataclasses import dataclass, field

from detente.language.parse import Parse, Token
from detente.language.scope_literals import ScopeMark
from detente.language.scope_rules import ScopeRules
from detente.records import Span

CATEGORIES = {"future": "future", "hypothetical": "hedge", "negated": "negation", "historical": "past"}  # of marks, by effect


@dataclass(frozen=True, slots=True)
class Link:
    """What a word hangs on, and what that makes of it."""

    governor: int
    effect: str
    rule: str


@dataclass(slots=True)
class ScopeNotes:
    """Marks and links (by governed token) of one text, while they are read. ``dead`` tokens count for nothing."""

    parse: Parse
    rules: ScopeRules
    dead: frozenset[int]
    marks: list[ScopeMark] = field(default_factory=list)
    links: dict[int, Link] = field(default_factory=dict)
    tokens: tuple[Token, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.parse.tokens

    def mark(self, category: str, by: Token, target: int, rule: str) -> None:
        """Note that the word ``by`` modifies the token ``target``."""
        self.marks.append(ScopeMark(category, Span(by.start, by.end), target, target + 1, rule))

    def effect(self, part: str, token: Token, *keys: tuple[str, str]) -> tuple[str, str] | None:
        """Return (effect, rule) of the first (particle, relation) that the word's form or lemma has in the table."""
        for form in (token.lower, token.lemma):
            entry = self.rules.governors.get((part, form))
            if entry is None:
                continue
            for particle, relation in keys:
                effect = entry.get((particle, relation))
                if effect:
                    return effect, f"scope.{relation}.{form}"
        return None

    def link(self, i: int, governor: int, found: tuple[str, str] | None) -> bool:
        """Let token i hang on its governor by (effect, rule); return False where nothing was found, or i is its own governor."""
        if found is None or governor == i:
            return False
        self.links[i] = Link(governor, *found)
        return True
