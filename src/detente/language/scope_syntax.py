"""What the syntax says of status: marks, and links from each word to the governor that it hangs on."""

from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.language.scope_governors import link_adjective, link_noun, link_verb
from detente.language.scope_literals import ScopeMark
from detente.language.scope_marks import mark_condition, mark_noun, mark_predicate, mark_question
from detente.language.scope_notes import Link, ScopeNotes
from detente.language.scope_rules import ScopeRules
from detente.language.tense import is_predicate

_CLAUSES = frozenset(("ROOT", "xcomp", "ccomp", "acl", "advcl", "conj"))


@dataclass(frozen=True, slots=True)
class Syntax:
    """Marks that hold of themselves, and links by which status goes from a governor to what it governs."""

    marks: tuple[ScopeMark, ...]
    links: dict[int, Link]


def read_syntax(parse: Parse, rules: ScopeRules, dead: frozenset[int]) -> Syntax:
    """Read marks and links of every verb, noun and adjective. ``dead`` tokens (*not* in *not only*) count for nothing."""
    notes = ScopeNotes(parse, rules, dead)
    for token in parse.tokens:
        if _is_verb(parse, token):
            mark_predicate(notes, token)
            link_verb(notes, token)
        elif token.pos in ("NOUN", "PROPN"):
            mark_noun(notes, token)
            link_noun(notes, token)
        elif token.pos == "ADJ":
            link_adjective(notes, token)
        elif token.dep == "mark" and token.lower in rules.conditions:
            mark_condition(notes, token)
    for sentence in parse.sentences:
        mark_question(notes, sentence.first, sentence.last, sentence.root)
    return Syntax(tuple(notes.marks), notes.links)


def _is_verb(parse: Parse, token: Token) -> bool:
    """Tell whether a token heads a clause; taggers take *to host talks* for a noun, but the auxiliary shows the verb."""
    if is_predicate(token) and token.dep not in ("aux", "auxpass"):
        return True
    return token.dep in _CLAUSES and any(parse.tokens[c].dep == "aux" for c in token.children)
