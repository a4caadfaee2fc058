"""Did it happen? What negates, conditions, hedges or dates the words of a text.

Two kinds of modifier: words with a direction, a reach and terminators, after the ConText algorithm (Harkema et al. 2009) as
medspaCy keeps it; and what the syntax says: negation, auxiliaries, tense, clauses of condition, and governors such as *agreed
to*, *denied that*, *threat of*. Both are tables. That a clause is somebody's statement does not change its status.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.language.parse import Parse
from detente.language.scope_dates import coming_days, date_marks
from detente.language.scope_literals import ScopeMark, find_literals
from detente.language.scope_rules import index_scope_rules
from detente.language.scope_syntax import Syntax, read_syntax
from detente.language.tense import Tense, is_predicate, tense_of
from detente.language.timewords import index_time_words
from detente.lexicon import Lexicon
from detente.records import DateMention, Span, Status

__all__ = ["ScopeCue", "ScopeMark", "Scopes", "find_scopes"]

# What is denied did not happen whatever else is said of it; a condition or doubt outweighs the future in which it lies; the
# past is background only where nothing else moves the act.
PRECEDENCE = (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE, Status.HISTORICAL)
_OF_CATEGORY = {
    "negation": Status.NEGATED,
    "hedge": Status.HYPOTHETICAL,
    "condition": Status.HYPOTHETICAL,
    "future": Status.FUTURE,
    "past": Status.HISTORICAL,
}
_DEPTH = 10
Judged = tuple[Status, str]
_ACTUAL: Judged = (Status.ACTUAL, "scope.none")


@dataclass(frozen=True, slots=True)
class ScopeCue:
    """Words that bear on a status: the token ``on`` becomes ``status`` by ``rule``, for the token it hangs on or the words there.

    Just one of ``governor`` (a token) and ``words`` is set.
    """

    on: int
    status: Status
    rule: str
    governor: int | None = None
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Scopes:
    """All modifiers of a text, in order; ``status`` says what they make of one word."""

    marks: tuple[ScopeMark, ...]
    _syntax: Syntax = field(repr=False, compare=False)
    _over: dict[int, tuple[ScopeMark, ...]] = field(repr=False, compare=False)
    _known: dict[int, Judged] = field(default_factory=dict, repr=False, compare=False)

    def status(self, i: int) -> Judged:
        """Return the status of the act that token i (verb, noun or adjective) names, and the rule that decided."""
        return self._status(i, 0)

    def _status(self, i: int, depth: int) -> Judged:
        known = self._known.get(i)
        if known is not None:
            return known
        found = [(_OF_CATEGORY[m.category], m.rule) for m in self._over.get(i, ())]
        link = self._syntax.links.get(i)
        if link is not None and depth < _DEPTH:
            governed = _apply(link.effect, link.rule, self._status(link.governor, depth + 1))
            if governed is not None:
                found.append(governed)
        judged = min(found, key=lambda f: PRECEDENCE.index(f[0]), default=_ACTUAL)
        if depth == 0:
            self._known[i] = judged
        return judged

    def cues(self, i: int) -> tuple[ScopeCue, ...]:
        """Return what bears on the status of token i, what decides it first; the cues of its governors follow.

        Nothing bears on an act that is told as having happened.
        """
        return self._cues(i, 0)

    def _cues(self, i: int, depth: int) -> tuple[ScopeCue, ...]:
        found = [ScopeCue(i, _OF_CATEGORY[m.category], m.rule, words=m.trigger) for m in self._over.get(i, ())]
        above: tuple[ScopeCue, ...] = ()
        link = self._syntax.links.get(i)
        if link is not None and depth < _DEPTH:
            governed = _apply(link.effect, link.rule, self._status(link.governor, depth + 1))
            if governed is not None:
                above = self._cues(link.governor, depth + 1)
                found.append(ScopeCue(i, *governed, governor=link.governor))
        return (*sorted(found, key=lambda c: PRECEDENCE.index(c.status)), *above)


def _apply(effect: str, rule: str, governor: Judged) -> Judged | None:
    """Say what an effect makes of the governed word, given the status of its governor."""
    above = governor[0]
    if effect == "same":
        return governor if above is not Status.ACTUAL else None
    if effect == "open":  # participles go with what lies ahead, not with what was denied
        return governor if above in (Status.FUTURE, Status.HYPOTHETICAL) else None
    if effect == "means":  # whoever cannot hit back *by banning beef* has banned none, but might have
        if above in (Status.NEGATED, Status.HYPOTHETICAL):
            return Status.HYPOTHETICAL, rule
        return governor if above is Status.FUTURE else None
    if effect == "background":  # *in 1979, after students stormed the embassy*
        return governor if above is Status.HISTORICAL else None
    if effect == "raise":
        return (Status.NEGATED, rule) if above is Status.NEGATED else None
    if effect == "negated":
        return (Status.HYPOTHETICAL if above in (Status.NEGATED, Status.HYPOTHETICAL) else Status.NEGATED), rule
    if above is Status.NEGATED:
        return Status.NEGATED, rule
    if effect == "future" and above is Status.HYPOTHETICAL:
        return Status.HYPOTHETICAL, rule
    return Status(effect), rule


def find_scopes(parse: Parse, lexicon: Lexicon, dates: Sequence[DateMention] = (), published: dt.date | None = None) -> Scopes:
    """Find what modifies what. With ``dates`` and ``published``, what is dated over a year back is historical."""
    rules = lexicon.index(index_scope_rules)
    literals, dead = find_literals(parse, rules)
    syntax = read_syntax(parse, rules, dead)
    dated, fresh = date_marks(parse, dates, published)
    told = [m for m in syntax.marks if m.rule != "scope.past_perfect" or m.first not in fresh]
    marks = [*literals, *told, *dated]
    if published is None:
        marks += coming_days(parse, lexicon.index(index_time_words))
    marks.sort(key=lambda m: (m.trigger, m.first, m.last, m.rule))
    over: dict[int, list[ScopeMark]] = {}
    for mark in marks:
        for i in range(mark.first, mark.last):
            if mark.last - mark.first > 1 and _resists(parse, i, mark.category):
                continue
            over.setdefault(i, []).append(mark)
    return Scopes(tuple(marks), syntax, {i: tuple(found) for i, found in over.items()})


def _resists(parse: Parse, i: int, category: str) -> bool:
    """Tell whether the tense of a verb speaks against the words beside it: *agreed* is not *in the near future*."""
    if category not in ("future", "past", "condition") or not is_predicate(parse.tokens[i]):
        return False
    tense = tense_of(parse, i)
    if category == "condition":  # *if the party that signed the deal loses*: the signing is taken as given
        return parse.tokens[i].dep == "relcl" and tense in (Tense.PAST, Tense.PAST_PERFECT, Tense.PERFECT)
    if category == "future":
        return tense in (Tense.PAST, Tense.PAST_PERFECT, Tense.PERFECT, Tense.PARTICIPLE)
    return tense in (Tense.PRESENT, Tense.FUTURE, Tense.MODAL, Tense.PROGRESSIVE, Tense.PERFECT)
