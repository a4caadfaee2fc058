"""The tables of scope, indexed."""

from dataclasses import dataclass

from detente.lexicon import Lexicon
from detente.records import Status


@dataclass(frozen=True, slots=True)
class Literal:
    """A row of ``scope``: its words, and how far it reaches."""

    words: tuple[str, ...]
    category: str
    direction: str
    until: str
    reach: int


@dataclass(frozen=True, slots=True)
class ScopeRules:
    """Look-ups. ``governors`` maps (part of speech, lemma or form) → (particle, relation) → effect."""

    modals: dict[str, Status]
    governors: dict[tuple[str, str], dict[tuple[str, str], str]]
    literals: dict[str, tuple[Literal, ...]]
    terminators: frozenset[str]
    conditions: frozenset[str]


def index_scope_rules(lexicon: Lexicon) -> ScopeRules:
    """Build the look-ups out of the tables."""
    governors: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for row in lexicon.table("language/governors"):
        entry = governors.setdefault((row.text("part"), row.text("lemma")), {})
        entry[(row.text("particle"), row.text("relation"))] = row.text("effect")
    literals: dict[str, list[Literal]] = {}
    terminators: list[str] = []
    conditions: list[str] = []
    for row in lexicon.table("language/scope"):
        words = tuple(row.text("literal").lower().split())
        category = row.text("category")
        if category == "terminate":
            terminators.append(words[0])
            continue
        if category == "condition" and len(words) == 1:
            conditions.append(words[0])
        rule = Literal(words, category, row.text("direction"), row.text("until"), int(row.number("reach") or 25))
        literals.setdefault(words[0], []).append(rule)
    return ScopeRules(
        modals={row.text("word"): Status(row.text("status")) for row in lexicon.table("language/modals")},
        governors=governors,
        literals={w: tuple(sorted(rules, key=lambda r: (-len(r.words), r.words))) for w, rules in literals.items()},
        terminators=frozenset(terminators),
        conditions=frozenset(conditions),
    )
