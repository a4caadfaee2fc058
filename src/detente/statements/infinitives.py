"""Infinitives that stand apart from their verb: over a date, a place or a hearer."""

from detente.language.parse import Parse
from detente.statements.tree import child, subtree

_WHEN_WHERE = ("DATE", "TIME", "GPE", "LOC", "FAC")
_GIVES_WORD = frozenset("agree consent offer pledge promise resolve swear threaten undertake volunteer vow".split())


def is_undertaken(parse: Parse, verb: int, act: int) -> bool:
    """Tell whether an infinitive hangs on a verb over a date, a place or a hearer alone, and is no purpose: *undertook in June to
    withdraw*, *had sworn to the elders never to return*.
    """
    tokens = parse.tokens
    first = tokens[act].left
    opens = tokens[first + (tokens[first].lower in ("never", "not"))]
    if opens.lower != "to" or first - verb < 2 or tokens[act].tag != "VB":
        return False
    if all(tokens[i].ent in _WHEN_WHERE or tokens[i].pos in ("ADP", "DET") for i in range(verb + 1, first)):
        return True
    given = {i for c in tokens[verb].children if c > verb and tokens[c].dep == "prep" for i in range(*subtree(parse, c))}
    return tokens[verb].lemma in _GIVES_WORD and all(i in given for i in range(verb + 1, first))


def is_asked_of(parse: Parse, verb: int, act: int) -> bool:
    """Tell whether *on somebody* stands before an infinitive: *called on Oslo to sign*; a date does not."""
    for c in parse.tokens[verb].children:
        if verb < c < act and parse.tokens[c].dep == "prep" and parse.tokens[c].lower in ("on", "upon"):
            noun = child(parse, c, "pobj")
            return noun is not None and noun.ent not in ("DATE", "TIME")
    return False
