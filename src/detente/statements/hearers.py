"""Which words may stand for somebody who hears, and whom a preposition names as a hearer."""

from collections.abc import Iterator

from detente.language.parse import Parse, Token
from detente.statements.lexis import Lexis
from detente.statements.tree import child

_HEARERS = ("PERSON", "ORG", "GPE", "NORP")
_HEARD_TAGS = ("NNS", "PRP", "NNP", "NNPS", "NN", "DT", "JJ", "CD")
_NO_HEARERS = ("it", "itself", "this", "that", "these", "those")
_UNHEARD = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY")
_PERSONAL = ("me", "us", "you", "him", "her", "them", "whom")


def hears(token: Token, lexis: Lexis) -> bool:
    """Tell whether a word may stand for somebody who hears: nobody speaks to *accusations*."""
    measure = token.ent in _UNHEARD and token.lower not in lexis.of("medium")  # *told this weekly*
    if measure or token.lower in _NO_HEARERS or (token.pos == "NOUN" and token.lemma in lexis.of("unheard")):
        return False
    return token.ent in _HEARERS or token.tag in _HEARD_TAGS


def is_party(token: Token, lexis: Lexis) -> bool:
    """Tell whether a word surely stands for a person or a body: a name, a personal pronoun, *delegates*, *the premier*."""
    if token.ent in _UNHEARD or (token.pos == "NOUN" and token.lemma in lexis.of("unheard")):
        return False
    return token.ent in _HEARERS or token.lower in _PERSONAL or token.lower in lexis.agents


def governed(parse: Parse, preposition: int) -> list[int]:
    """Return the noun that a preposition governs, as a list of one or none."""
    noun = child(parse, preposition, "pobj")
    return [noun.i] if noun is not None else []


def parties_after(parse: Parse, place: Token, words: tuple[str, ...], lexis: Lexis) -> Iterator[int]:
    """Yield the persons and bodies that one of the prepositions ``words`` ties to a word: *a warning to Oslo*."""
    for c in place.children:
        token = parse.tokens[c]
        if c > place.i and token.lower in words and token.dep in ("prep", "dative"):
            yield from (n for n in governed(parse, c) if is_party(parse.tokens[n], lexis))


def before_giver(parse: Parse, verb: Token, whole: tuple[int, int], lexis: Lexis) -> int:
    """Return where an object ends before the one that it is asked of: *demanded an apology* from Oslo."""
    first, last = whole
    thing = child(parse, verb.i, "dobj")
    if verb.lemma not in lexis.of("asks from") or thing is None:
        return last
    for party in parties_after(parse, thing, ("from",), lexis):
        start = parse.tokens[party].head
        if first < start < last and parse.tokens[start].right + 1 == last:
            return start
    return last


def may_be_told(parse: Parse, verb: Token, lexis: Lexis) -> bool:
    """Tell whether the object of a verb may hear: one answers the premier that, not a question that somebody has put."""
    thing = child(parse, verb.i, "dobj")
    return thing is None or (is_party if verb.lemma in lexis.of("writes to") else hears)(thing, lexis)
