"""Does a date without a year look ahead or back? The words beside it and its verb tell."""

from collections.abc import Mapping

from detente.language.parse import Parse, Token
from detente.language.tense import CHILDREN, Tense, auxiliaries, governing_verb, is_predicate, tense_of

Cues = Mapping[tuple[str, str], str]  # (word, where) → past or future

_AHEAD = frozenset((Tense.FUTURE, Tense.MODAL, Tense.PRESENT, Tense.PROGRESSIVE))
_BEHIND = frozenset((Tense.PAST, Tense.PAST_PERFECT, Tense.PERFECT, Tense.PARTICIPLE, Tense.MODAL_PERFECT))
_LINKS = frozenset(("on", "for", "of", "in", "the", "to", "from", "at", "early", "late", "as"))
_STEPS = 6


def direction_of(parse: Parse, first: int, last: int, cues: Cues) -> str:
    """Return past, future or neutral for the date of tokens first to last (inclusive)."""
    beside = _beside(parse, first, last, cues)
    if beside:
        return beside
    tokens = parse.tokens
    head = next((i for i in range(first, last + 1) if not first <= tokens[i].head <= last), last)
    found = _modified(parse, head, cues) or _of_verb(parse, governing_verb(parse, head), cues)
    if found == "neutral" and first and tokens[first - 1].lower == "by":
        return "future"
    return found


def _beside(parse: Parse, first: int, last: int, cues: Cues) -> str | None:
    """Look at the words before the date (*due on Friday*, *ahead of Friday's vote*)."""
    tokens = parse.tokens
    if first and tokens[first - 1].lower == "for" and not any(tokens[c].dep == "case" for c in tokens[last].children[-CHILDREN:]):
        return "future"  # a meeting for Monday, but not: blamed for Monday's attack
    for i in range(first - 1, max(-1, first - 4), -1):
        if tokens[i].sent != tokens[first].sent:
            break
        cue = cues.get((tokens[i].lower, "word"))
        if cue:
            return cue
        if tokens[i].lower not in _LINKS:
            break
    return None


def _modified(parse: Parse, head: int, cues: Cues) -> str | None:
    """Look at the noun that the date hangs on: *Friday's planned vote*, *the vote scheduled for Friday*."""
    tokens = parse.tokens
    i = head
    for _ in range(3):
        up = tokens[i].head
        if up == i or is_predicate(tokens[up]):
            break
        i = up
        for child in tokens[i].children[:CHILDREN]:
            cue = cues.get((tokens[child].lower, "word")) if tokens[child].dep in ("amod", "acl") else None
            if cue:
                return cue
        if tokens[i].dep == "pobj" and (cue := cues.get((tokens[tokens[i].head].lower, "word"))):
            return cue
    return None


def _of_verb(parse: Parse, verb: int | None, cues: Cues) -> str:
    tokens = parse.tokens
    for _ in range(_STEPS):
        if verb is None:
            return "neutral"
        token = tokens[verb]
        tense = tense_of(parse, verb)
        if tense is Tense.INFINITIVE:
            if token.dep != "advcl" or _is_to_be(tokens[token.head]):
                return "future"
        elif token.tag == "VBN" and (token.lemma, "participle") in cues and tense not in (Tense.PERFECT, Tense.PAST_PERFECT):
            return cues[(token.lemma, "participle")]
        elif tense is Tense.PRESENT and (token.lemma, "present") in cues:
            return cues[(token.lemma, "present")]
        elif tense in (Tense.PRESENT, Tense.PROGRESSIVE) and _is_past(parse, verb):
            return "past"
        elif tense in _AHEAD:
            return "future"
        elif tense in _BEHIND:
            return "past"
        verb = governing_verb(parse, verb)
    return "neutral"


def _is_to_be(token: Token) -> bool:
    return token.lemma == "be"


def _is_past(parse: Parse, verb: int) -> bool:
    """Tell whether a progressive or passive stands in the past, or a present form of *be* only joins noun and noun."""
    words = [aux.lower for aux in auxiliaries(parse, verb)]
    token = parse.tokens[verb]
    return any(w in ("was", "were", "been") for w in words) or (token.tag == "VBN" and "is" not in words and "are" not in words)
