"""What sort of deed a predicate tells: one that harms, one that is refused, one of the speaker's own."""

from detente.events.before_whom import Around, Names
from detente.language.parse import Parse

_BELOW = ("ccomp", "prep", "xcomp")
_SUBJECTS = ("nsubj", "nsubjpass")


def harms(around: Around, i: int) -> bool:
    """Tell whether a deed does harm by its verb or by what it brings: *expel*, *impose sanctions*, *hold responsible*."""
    tokens = around.parse.tokens
    if tokens[i].lemma in around.words["harm"]:
        return True
    below = [c for c in tokens[i].children if tokens[c].dep not in (*_SUBJECTS, "advcl")]
    below += [k for c in below if tokens[c].dep in _BELOW for k in tokens[c].children]
    return any(tokens[k].lemma in around.words["harmful thing"] for k in below)


def is_refused(around: Around, i: int) -> bool:
    """Tell whether something will not be done: *will not talk*, *would sign nothing*, *will let nobody through*."""
    parse = around.parse
    near = [i, *(c.i for c in parse.children(i, "xcomp", "ccomp", "dobj", *_SUBJECTS, "advmod"))]
    return any(c.dep == "neg" for c in parse.children(i)) or any(
        t.lower in around.words["none"] for k in near for t in (parse.tokens[k], *parse.children(k, "det", "advmod"))
    )


def auxiliaries(parse: Parse, i: int) -> frozenset[str]:
    """Return the auxiliaries of a predicate; one that is coordinated without subject shares those of the first."""
    while parse.tokens[i].dep == "conj" and not parse.children(i, "aux", *_SUBJECTS):
        i = parse.tokens[i].head
    return frozenset(c.lower for c in parse.children(i, "aux"))


def is_infinitive(parse: Parse, i: int) -> bool:
    """Tell whether *to* stands before a verb."""
    return any(c.tag == "TO" for c in parse.children(i, "aux"))


def is_own(around: Around, i: int, by: Names) -> bool:
    """Tell whether the speaker, or its state, is the one who does it."""
    parse = around.parse
    while parse.tokens[i].dep == "conj" and not parse.children(i, *_SUBJECTS):
        i = parse.tokens[i].head
    subject = next(iter(parse.children(i, "nsubj")), None)
    if subject is None:
        return False
    mention = around.cast.at(subject.i)
    names = around.at(subject.i) if mention is not None else ()
    return subject.lower in ("i", "we") or (bool(names) and set(names) <= set(by))


def is_of_a_thing(around: Around, i: int) -> bool:
    """Tell whether what the deed is told of is nobody of the article: *the gates would open*."""
    subject = next(iter(around.parse.children(i, *_SUBJECTS)), None)
    return subject is not None and subject.pos == "NOUN" and around.cast.at(subject.i) is None
