"""One, some or each of those named before → actors: *one of the diplomats*, *another*, *each of them*."""

from dataclasses import replace

from detente.actors.beside_name import name_at
from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.epithets import commanding
from detente.actors.figure_tests import Side
from detente.actors.figures import Figure
from detente.actors.memory import SUBJECTS, Fits, Test
from detente.actors.several import NUMBERS, SINGLY, all_of, joined_at, together
from detente.records import ActorKind

_ORDER = ("former", "latter")
_PERSONS = ("couple", "duo", "pair")  # rather persons than states
_TWO = 2
_DEEP = 8  # tokens up from *each other* to the verb of its clause
_NEAR = 3  # sentences back in which those are looked for of whom a bare word is


def resolve_part(context: Context, candidate: Candidate) -> Found:
    """Resolve a word for all of several (the members), or for one or some of them (somebody new of the same sort)."""
    tokens, head = context.text.parse.tokens, candidate.head
    word, whole = tokens[head].lower, _whole(context, head)
    if word in ("one", "another", "other") and _mutual(context, head):
        subjects = _subjects(context, head)
        names = " and ".join(f.label for f in subjects)
        return (subjects, f"{word}: of {names}, to each other", 0.7) if subjects else ((), f"{word}: of nobody", 0.2)
    if word == "other":
        return _other(context, candidate)
    if word in _ORDER:
        chosen = _in_order(context, head, word)
        return ((chosen,), f"{word}: {chosen.label}", 0.7) if chosen is not None else ((), f"{word}: no two before it", 0.2)
    named = next((f for t in context.text.parse.children(head, "appos") if (f := name_at(context, t.i)) is not None), None)
    if named is not None:
        named.of = named.of or (whole[0] if whole else None)
        return (named,), f"{word}: named beside it, {named.label}", 0.8
    some = bool(whole) and word not in (*SINGLY, "both")  # two of them
    if word in NUMBERS and not some:
        members = whole if whole is not None and len(whole) > 1 else _members(context, head, NUMBERS[word])
        if members:
            return members, f"{word}: {' and '.join(f.label for f in members)}", 0.7
        group = _group(context, head)
        if group is not None and group.plural:
            return (group,), f"{word}: of {group.label}", 0.5
        return (), f"{word}: no two before it", 0.2
    group = whole[0] if whole else _group(context, head)
    if group is None:
        return (), f"{word}: nobody before it of whom it could be", 0.2
    many = tokens[head].lower in context.classes.quantities and word not in ("one",)
    surface = context.text.surface(candidate.first, candidate.last)
    kind = ActorKind.GROUP if many else ActorKind.UNNAMED
    sector, reason = group.sector, f"{word} of {group.label}"
    figure = context.roster.meet(
        Figure(("part", word, str(head)), surface, kind, group.country, group.countries, sector, reason, 0.6, plural=many)
    )
    figure.of, figure.gender = group.of or group, group.gender if not many else ""
    return (figure,), reason, 0.6


def _mutual(context: Context, head: int) -> bool:
    """Tell whether the token stands in *one another* or *each other*."""
    tokens = context.text.parse.tokens
    words = [t.lower for t in tokens[max(0, head - 1) : head + 2]]
    return any(pair in (["one", "another"], ["each", "other"]) for pair in (words[:2], words[1:]))


def _in_order(context: Context, head: int, word: str) -> Figure | None:
    """Return the first or the second of the last two that a sentence before speaks of: persons, else whoever acts."""
    sent = context.text.parse.tokens[head].sent
    for persons in (True, False):
        for back in range(_NEAR + 1):
            here = [s for s in context.memory.said if s.sent == sent - back and len(s.figures) == 1 and not s.adjective]
            here = [s for s in here if s.head < head]
            pair: list[Figure] = []
            for said in here:
                figure = said.figures[0]
                single = figure.kind in (ActorKind.PERSON, ActorKind.UNNAMED) and not figure.plural
                if (single or not persons) and not any(figure is f for f in pair):
                    pair.append(figure)
            if len(pair) > 1:
                return pair[-2] if word == "former" else pair[-1]
    return None


def _whole(context: Context, head: int) -> tuple[Figure, ...] | None:
    """Return the figures after *of*: of the diplomats, of them; None where there is no *of*."""
    for prep in context.text.parse.children(head, "prep"):
        if prep.lower == "of":
            for noun in context.text.parse.children(prep.i, "pobj"):
                figures = context.memory.by_head.get(noun.i, ())
                if not figures and noun.tag != "PRP":
                    continue
                return figures or None
    return None


def _members(context: Context, head: int, number: int) -> tuple[Figure, ...]:
    """Return the last figures that one mention or *and* put together, else the last two persons who met, else the last sides.

    *Each* and *neither* may be of more than two.
    """
    memory, word = context.memory, context.text.parse.tokens[head].lower
    exactly = None if word in SINGLY else number
    found = together(memory, head, _anybody, exactly, reach=_NEAR, exclude=memory.speaker(head))
    if found:
        return found
    if number > _TWO:
        return all_of(memory, head, Side(), number)
    if word not in (*SINGLY, "both"):
        single = Fits(ActorKind.PERSON, ActorKind.UNNAMED, plural=False, exclude=memory.speaker(head))
        pair = tuple(memory.last_two(head, single, near=True))
        named = Fits(ActorKind.PERSON, plural=False, exclude=memory.speaker(head))
        pair = pair or (tuple(memory.last_two(head, named)) if word in _PERSONS else ())
        if pair:
            return pair
    return tuple(memory.last_two(head, Side(), frequent=True))


def _anybody(figure: Figure) -> bool:
    """Tell that anybody may be one of several."""
    return bool(figure.label)


def _subjects(context: Context, head: int) -> tuple[Figure, ...]:
    """Return all figures of the subject whose clause holds the token: *he and Lund told each other*."""
    parse, memory, at = context.text.parse, context.memory, head
    for _ in range(_DEEP):
        below, at = at, parse.tokens[at].head
        if at == below:
            break
        for subject in parse.children(at, *SUBJECTS):
            figures = joined_at(memory, subject.i) if subject.i < head else ()
            if figures:
                return figures
    return commanding(memory, head)[:1]


def _other(context: Context, candidate: Candidate) -> Found:
    """Resolve *the other*: of two, whom the clause does not speak of; after *one of them*, another one of the same group."""
    memory, head = context.memory, candidate.head
    sent = context.text.parse.tokens[head].sent
    for said in reversed(memory.said):
        if sent - said.sent > _NEAR or said.head >= head:
            continue
        first = said.figures[0]
        if first.key[0] == "part" and first.key[1] in ("one", "another") and first.of is not None:
            figure = context.roster.meet(replace(first, key=("part", "other", str(head)), label="the other", spans=[], roles=[]))
            return (figure,), f"the other of {first.of.label}", 0.6
    pair = together(memory, head, _anybody, _TWO, reach=_NEAR)
    above = commanding(memory, head)
    rest = [f for f in pair if not any(f is g for g in above)]
    if len(rest) == 1:
        return (rest[0],), f"the other: {rest[0].label}", 0.5
    return (), "the other: of nobody", 0.2


def _group(context: Context, head: int) -> Figure | None:
    """Return the last group of persons, else the last unnamed person: *an official said …, another …*."""
    tests: tuple[Test, ...] = (
        Fits(ActorKind.GROUP, ActorKind.UNNAMED, plural=True),
        Fits(ActorKind.UNNAMED, plural=False),
    )
    near = [pair for test in tests for pair in context.memory.near(head, test, 1, adjectives=False, foreign=False)]
    sent = context.text.parse.tokens[head].sent
    recent = [said for said in context.memory.said if sent - said.sent <= _NEAR]
    fitting = [(score, f) for score, f in near if any(f is g for said in recent for g in said.figures)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
