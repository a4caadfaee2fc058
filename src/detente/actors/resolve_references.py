"""Nouns that take up what was named: *the two leaders*, *both sides*, *the country*."""

from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.figure_tests import Organization, Prominent, Side
from detente.actors.figures import Figure
from detente.actors.memory import Fits, Test
from detente.actors.resolve_names import state
from detente.records import ActorKind


def counts(context: Context, candidate: Candidate) -> bool:
    """Tell whether *two* or *both* stands before the noun."""
    return any(t.lower in ("two", "both") for t in context.text.parse.tokens[candidate.first : candidate.head])


def resolve_reference(context: Context, candidate: Candidate, *, sector: str | None = None) -> Found:
    """Resolve a noun that takes up what was named: the two leaders, both sides, the country.

    An organisation must be of the noun's ``sector`` where both have one, and one whose name has the noun is preferred.
    """
    head, token = candidate.head, context.text.parse.tokens[candidate.head]
    stands, counted = context.classes.references.get(token.lower, ("", False))
    if counted and not counts(context, candidate):
        return (), f"{token.lower}: not said how many", 0.2
    pair: list[Figure] = []
    others = _subject_over(context, head)
    if stands in ("states", "sides"):
        test = Side() if stands == "sides" else Fits(ActorKind.STATE)
        pair = context.memory.last_two(head, test, frequent=True, exclude=others)
    if stands == "persons":
        pair = context.memory.last_two(head, Prominent(), exclude=others)
    if len(pair) == 2:
        return tuple(pair), f"the last two: {pair[0].label} and {pair[1].label}", 0.7
    if stands in ("states", "sides", "persons"):
        return (), f"{token.lower}: no two before it", 0.2
    if stands == "state":
        own = next((f.country for f in context.memory.speaker(head) if f.country in context.text.index.states), None)
        if own:
            return (state(context, own),), f"{token.lower}: the speaker's", 0.6
    kinds = {
        "organization": (ActorKind.ORGANIZATION, ActorKind.OUTLET),
        "state": (ActorKind.STATE,),
        "person": (ActorKind.PERSON, ActorKind.UNNAMED),
    }.get(stands, ())
    plain: Test = Fits(*kinds, plural=False)
    if stands == "organization":
        plain = Organization(token.lemma, sector, named=False)
    near = context.memory.near(head, Organization(token.lemma, sector, named=True)) if stands == "organization" else []
    near = near or context.memory.near(head, plain)
    if near:
        return (near[0][1],), f"{token.lower}: takes up {near[0][1].label}", 0.6
    return (), f"{token.lower}: nothing before it that it could take up", 0.2


def _subject_over(context: Context, head: int) -> tuple[Figure, ...]:
    """Return the figures of the subject of the verb that governs an object: who told both sides is neither of them."""
    parse = context.text.parse
    token = parse.tokens[head]
    for _ in range(3):
        if token.dep in ("nsubj", "nsubjpass") or token.head == token.i:
            return ()
        token = parse.tokens[token.head]
        if token.pos in ("VERB", "AUX"):
            return tuple(f for t in parse.children(token.i, "nsubj", "nsubjpass") for f in context.memory.by_head.get(t.i, ()))
    return ()
