"""Words with a direction, a reach and terminators (ConText): *maybe …*, *without …*, *… in the past*."""

from dataclasses import dataclass

from detente.language.parse import Parse
from detente.language.scope_rules import Literal, ScopeRules
from detente.records import Span

_HALT = frozenset((";", ":", "(", ")", "—", "–", "--"))
_QUOTES = frozenset(('"', "“", "”", "''", "``"))


@dataclass(frozen=True, slots=True)
class ScopeMark:
    """A modifier: its category (negation, hedge, condition, future, past), its words, and the tokens [first, last) it reaches."""

    category: str
    trigger: Span
    first: int
    last: int
    rule: str


def find_literals(parse: Parse, rules: ScopeRules) -> tuple[list[ScopeMark], frozenset[int]]:
    """Find the marks, and the tokens that pseudo entries (*not only*) take out of play."""
    marks: list[ScopeMark] = []
    dead: list[int] = []
    tokens = parse.tokens
    i = 0
    while i < len(tokens):
        rule = _match(parse, i, rules.literals.get(tokens[i].lower, ()))
        if rule is None:
            i += 1
            continue
        end = i + len(rule.words)
        if rule.category == "pseudo":
            dead += range(i, end)
        elif not _left_to_syntax(parse, i, rule):
            marks += _marks(parse, i, end, rule, rules)
        i = end
    return marks, frozenset(dead)


def _match(parse: Parse, i: int, candidates: tuple[Literal, ...]) -> Literal | None:
    tokens = parse.tokens
    for rule in candidates:
        if i + len(rule.words) <= len(tokens) and all(tokens[i + k].lower == word for k, word in enumerate(rule.words)):
            return rule
    return None


def _left_to_syntax(parse: Parse, i: int, rule: Literal) -> bool:
    """Tell whether the parse shows the clause of the word better than its neighbours do."""
    token = parse.tokens[i]
    return rule.category == "condition" and len(rule.words) == 1 and (token.dep == "mark" or token.lower == "whether")


def _marks(parse: Parse, first: int, end: int, rule: Literal, rules: ScopeRules) -> list[ScopeMark]:
    trigger = parse.span(first, end)
    name = f"scope.{rule.category}.{'_'.join(rule.words)}"
    out: list[ScopeMark] = []
    if rule.direction in ("forward", "both"):
        last = _walk(parse, end, rule, rules, 1)
        if last > end:
            out.append(ScopeMark(rule.category, trigger, end, last, name))
    if rule.direction in ("backward", "both"):
        start = _walk(parse, first - 1, rule, rules, -1) + 1
        if start < first:
            out.append(ScopeMark(rule.category, trigger, start, first, name))
    return out


def _walk(parse: Parse, i: int, rule: Literal, rules: ScopeRules, step: int) -> int:
    """Walk on until the sentence, the clause, the phrase or the reach ends; return the first token outside."""
    tokens = parse.tokens
    if not 0 <= i < len(tokens):
        return i
    sentence = parse.sentence_of(i - step if 0 <= i - step < len(tokens) else i)
    for count in range(rule.reach):
        here = i + step * count
        if not sentence.first <= here < sentence.last:
            return here
        token = tokens[here]
        if token.lower in _HALT or (token.text in _QUOTES and count > 0):
            return here
        if rule.until != "sentence" and token.lower in rules.terminators and (count > 0 or rule.until == "phrase"):
            return here
        comma = token.lower == ","
        if comma and count > 0 and (rule.until == "phrase" or rule.category in ("condition", "negation", "past")):
            return here
        if rule.until == "phrase" and token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return here
    return i + step * rule.reach
