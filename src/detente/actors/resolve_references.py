"""Nouns that take up what was named: *the two leaders*, *both sides*, *the country*."""

from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.figure_tests import HasRole, Organization, Prominent, Side
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
    subjects = _subject_over(context, head)
    if stands in ("states", "sides"):
        test = Side() if stands == "sides" else Fits(ActorKind.STATE)
        pair = context.memory.last_two(head, test, frequent=True, exclude=subjects)
    if stands in ("bodies", "persons"):
        pair = _members(context, candidate, stands, subjects, sector)
    if len(pair) == 2:
        return tuple(pair), f"the last two: {pair[0].label} and {pair[1].label}", 0.7
    if stands in ("bodies", "states", "sides", "persons"):
        return (), f"{token.lower}: no two before it", 0.2
    if stands == "state":
        owners = [f for t in context.text.parse.children(head, "poss") for f in context.memory.by_head.get(t.i, ())]
        speakers = context.memory.speaker(head)
        own = next((f.country for f in (*owners, *speakers) if f.country in context.text.index.states), None)
        if own:
            return (state(context, own),), f"{token.lower}: the {'owner' if owners else 'speaker'}'s", 0.6
        if context.text.parse.tokens[candidate.first].tag == "PRP$" and candidate.first in context.memory.by_head:
            return (), f"{token.lower}: of somebody whose state nobody knows", 0.2
    kinds = {
        "organization": (ActorKind.ORGANIZATION, ActorKind.OUTLET),
        "outlet": (ActorKind.OUTLET,),
        "state": (ActorKind.STATE,),
        "person": (ActorKind.PERSON, ActorKind.UNNAMED),
    }.get(stands, ())
    plain: Test = Fits(*kinds, plural=False)
    if stands == "organization":
        plain = Organization(token.lemma, sector, named=False)
    named = stands in ("organization", "outlet")
    others = context.classes.stand_ins.get(token.lemma, ()) if stands == "outlet" else ()
    again = _same_person(context, candidate) if stands == "person" else None
    if again is not None:
        return (again,), f"{token.lower}: the same as {again.label}", 0.7
    near = context.memory.near(head, Organization(token.lemma, sector, named=True, others=others)) if named else []
    near = near or context.memory.near(head, plain)
    if near:
        return (near[0][1],), f"{token.lower}: takes up {near[0][1].label}", 0.6
    return (), f"{token.lower}: nothing before it that it could take up", 0.2


def _same_person(context: Context, candidate: Candidate) -> Figure | None:
    """Return whom *the same man* means: the last person spoken of, prominent or not."""
    tokens = context.text.parse.tokens
    if not any(t.lower == "same" for t in tokens[candidate.first : candidate.head]):
        return None
    one = Fits(
        ActorKind.PERSON, ActorKind.UNNAMED, plural=False, gender=context.classes.genders.get(tokens[candidate.head].lemma, "")
    )
    last = (s.figures[0] for s in reversed(context.memory.said) if len(s.figures) == 1 and not s.quoted and one(s.figures[0]))
    return next(last, None)


def _members(context: Context, candidate: Candidate, stands: str, others: tuple[Figure, ...], sector: str | None) -> list[Figure]:
    """Return the two persons or bodies of a noun: those who hold the office, else one of each of the last two states, named
    or not (*both armies*, *the two presidents*).
    """
    head, noun = candidate.head, context.text.parse.tokens[candidate.head].lemma
    if stands == "persons" and noun not in context.classes.offices:
        return context.memory.last_two(head, Prominent(), exclude=others)
    titles = (noun, *context.classes.stand_ins.get(noun, ()))
    if stands == "persons":
        holders = [HasRole(title, None, exact=False) for title in titles]
        pair = context.memory.last_two(head, lambda f: any(test(f) for test in holders), frequent=True, exclude=others)
        pair = pair or context.memory.last_two(head, Prominent(), near=True, exclude=others)
        if len(pair) == 2 and all(f.country is None or f.country in context.text.index.states for f in pair):
            return pair
    states = context.memory.last_two(head, Fits(ActorKind.STATE), frequent=True, exclude=others)
    return [_member(context, s.country or "", noun, stands, sector) for s in states]


def members_of(context: Context, noun: str, countries: tuple[str, ...], sector: str | None) -> tuple[Figure, ...]:
    """Return who holds an office in each of several states: *the leaders of X and Y*."""
    return tuple(_member(context, country, noun, "persons", sector) for country in countries)


def _member(context: Context, country: str, noun: str, stands: str, sector: str | None) -> Figure:
    """Return who holds an office in a state, or its body of that name; a new figure where the text names none."""
    tests = [HasRole(title, country, exact=False) for title in (noun, *context.classes.stand_ins.get(noun, ()))]
    for figure in context.roster.figures.values():
        held = stands == "persons" and any(test(figure) for test in tests)
        if figure.country == country and (held or (stands != "persons" and figure.noun == noun and not figure.plural)):
            return figure
    kind = ActorKind.UNNAMED if stands == "persons" else ActorKind.BODY
    label = f"the {noun} of {context.text.index.state_name(country) or country}"
    reason = f"one of two, each of a state: {label}"
    return context.roster.meet(
        Figure(("member", noun, country), label, kind, country, (country,), sector, reason, 0.5, noun=noun)
    )


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
