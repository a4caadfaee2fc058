"""Pronouns whose sentence says whom they repeat: *himself*, *his* of somebody whom *and* joins to him, *he* of what he says."""

from detente.actors.context import Context
from detente.actors.figures import Figure
from detente.actors.memory import SUBJECTS, Fits, Memory
from detente.records import ActorKind

THINGS = (ActorKind.STATE, ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.OUTLET)


def mirrored_by(context: Context, head: int, stands: str) -> Figure | None:
    """Return the subject that *himself* or *herself* repeats: *had himself told*, *praised herself*."""
    parse = context.text.parse
    if not parse.tokens[head].lower.endswith("self"):
        return None
    one = Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender="male" if stands == "he" else "female", plural=False)
    at = head
    while parse.tokens[at].head != at and parse.tokens[at].pos not in ("VERB", "AUX"):
        at = parse.tokens[at].head
    for subject in reversed(parse.children(at, *SUBJECTS)):
        figures = context.memory.by_head.get(subject.i, ()) if subject.i != head else ()
        if len(figures) == 1 and one(figures[0]):
            return figures[0]
    return None


def paired_with(context: Context, head: int, stands: str) -> Figure | None:
    """Return the one whom *and* joins to somebody of his: *the minister and his Peruvian colleague*, *Peru and its allies*."""
    parse = context.text.parse
    noun = parse.tokens[parse.tokens[head].head]
    if parse.tokens[head].dep != "poss" or noun.dep != "conj" or noun.head > head:
        return None
    figures = context.memory.by_head.get(noun.head, ())
    if len(figures) != 1 or not any(t.lower in ("and", "with") for t in parse.children(noun.head, "cc")):
        return None
    tests = {
        "he": Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender="male", plural=False),
        "she": Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender="female", plural=False),
        "it": Fits(*THINGS, plural=False),
        "they": Fits(ActorKind.GROUP, plural=True),
    }
    return figures[0] if stands in tests and tests[stands](figures[0]) else None


def clause_group(memory: Memory, head: int) -> Figure | None:
    """Return the group that is the subject of the clause which the one of *they* depends on or is joined to."""
    tokens = memory.parse.tokens
    at = tokens[tokens[head].head]
    for _ in range(12):
        if at.head == at.i or at.dep in ("relcl", "acl"):
            return None
        below, at = at, tokens[at.head]
        subjects = [t for t in memory.parse.children(at.i, *SUBJECTS) if t.i < head and not t.left <= head <= t.right]
        if not subjects or below.i < at.i:
            continue
        figures = memory.by_head.get(subjects[-1].i, ())
        people = subjects[-1].tag in ("NNS", "NNPS") and bool(figures) and figures[0].kind is ActorKind.STATE  # the Algerians
        group = len(figures) == 1 and (people or (figures[0].plural and figures[0].kind is ActorKind.GROUP))
        return figures[0] if group and memory.quotation(subjects[-1].i) == memory.quotation(head) else None
    return None


def who_says(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the subject of the verb whose complement the clause of a pronoun is: *he* of *Holm insisted he had signed nothing*
    is rather Holm than anybody else.
    """
    tokens, at = memory.parse.tokens, head
    for _ in range(12):
        below, at = tokens[at], tokens[at].head
        if below.dep == "ccomp" and below.i > at:
            return tuple(f for t in memory.parse.children(at, "nsubj") if t.i < head for f in memory.by_head.get(t.i, ()))
        if at == below.i or below.dep in ("relcl", "acl", "advcl", "parataxis"):
            break
    return ()
