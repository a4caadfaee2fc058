"""Whether *it* stands for nobody: *it is time*, *it seems that*, *made it harder to*."""

from detente.actors.word_classes import WordClasses
from detente.language.parse import Parse

_LOOKING = ("feel", "look", "sound")
_MAKING = ("consider", "find", "make", "think")  # *made it clear that*


def _as_it_looks(parse: Parse, verb: int) -> bool:
    """Tell whether a verb says how things look to somebody: *it looks to me*, *it sounds as if*."""
    after = [t.lower for t in parse.tokens[verb + 1 : verb + 3]]
    return parse.tokens[verb].lemma in _LOOKING and (after[:1] in (["as"], ["like"]) or after in (["to", "me"], ["to", "us"]))


def _made(parse: Parse, head: int) -> bool:
    """Tell whether *it* only holds the place of what is made so: *made it harder to trade*, *made it clear that*."""
    at = head + 1
    verb = parse.tokens[head - 1] if head else None
    if verb is None or verb.lemma not in _MAKING or at + 1 >= len(parse.tokens):
        return False
    if parse.tokens[at].pos == "ADV":
        at += 1
    return parse.tokens[at].pos == "ADJ" and parse.tokens[min(at + 1, len(parse.tokens) - 1)].lower in ("for", "that", "to")


def expletive(parse: Parse, head: int, classes: WordClasses) -> bool:
    """Tell whether *it* is empty: it is time, it seems that."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head]
    if token.dep == "expl":
        return True
    if verb.lemma in classes.empty_it or _as_it_looks(parse, verb.i) or _made(parse, head):
        return True
    return (
        verb.lemma == "be"
        and any(t.dep in ("acomp", "attr", "ccomp", "xcomp", "prep") for t in parse.children(verb.i))
        and any(
            t.dep in ("ccomp", "xcomp", "advcl", "csubj") or t.lower in ("time", "clear", "likely", "not", "important")
            for t in parse.children(verb.i)
        )
    )
