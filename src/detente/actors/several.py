"""Two or more whom the text names together: *A and B*, and what takes them up (*the two*, *all three ministers*, *each side*)."""

from detente.actors.context import Context
from detente.actors.figures import Figure
from detente.actors.memory import Memory, Test

NUMBERS = {
    "both": 2,
    "couple": 2,
    "duo": 2,
    "each": 2,
    "either": 2,
    "five": 5,
    "four": 4,
    "neither": 2,
    "pair": 2,
    "quartet": 4,
    "six": 6,
    "three": 3,
    "trio": 3,
    "two": 2,
}
SINGLY = ("each", "either", "neither")  # before a noun in the singular: each side
_NEAR = 1  # sentences back to those whom *and* joins
_LONG = 40  # sentences back in which all of a number are looked for


def number_before(context: Context, first: int, head: int) -> int | None:
    """Return the number that stands before a noun: *the two leaders*, *each side*; None where there is none."""
    words = (t.lower for t in context.text.parse.tokens[first:head])
    return next((NUMBERS[w] for w in words if w in NUMBERS), None)


def plural_of(noun: str) -> str:
    """Return the plural of a noun for a side.

    >>> plural_of("country"), plural_of("army"), plural_of("side")
    ('countries', 'armies', 'sides')
    """
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou") else f"{noun}s"


def joined_at(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the figures of the mention at a token, with those that "and" joins to it."""
    found, at = list[Figure](), [head]
    while at:
        i = at.pop(0)
        found.extend(f for f in memory.by_head.get(i, ()) if not any(f is g for g in found))
        at.extend(t.i for t in memory.parse.children(i, "conj") if t.i > i)
    return tuple(found)


def together(
    memory: Memory, head: int, fits: Test, number: int | None = None, *, reach: int = _NEAR, exclude: tuple[Figure, ...] = ()
) -> tuple[Figure, ...]:
    """Return the last figures before a token that one mention or *and* put together, where all of them fit and they are of the
    ``number``; it looks back ``reach`` sentences. Whom ``exclude`` has are none of them.
    """
    sent = memory.parse.tokens[head].sent
    for old in reversed(memory.said):
        if sent - old.sent > reach:
            break
        if old.head >= head or old.adjective:
            continue
        figures = joined_at(memory, old.head)
        one = len(figures) < 2 or (number is not None and len(figures) != number)
        if one or memory.parse.tokens[old.head].dep == "conj" or not all(fits(f) for f in figures):
            continue
        if not any(f is e for f in figures for e in exclude):
            return figures
    return ()


def all_of(memory: Memory, head: int, fits: Test, number: int, *, exclude: tuple[Figure, ...] = ()) -> tuple[Figure, ...]:
    """Return the ``number`` figures that the text named together last; else all that fit, where they are as many."""
    found = together(memory, head, fits, number, reach=_LONG, exclude=exclude)
    if found:
        return found
    sent, fitting = memory.parse.tokens[head].sent, list[Figure]()
    for old in memory.said:
        if sent - old.sent > _LONG:
            continue
        fitting.extend(f for f in old.figures if fits(f) and not any(f is g for g in (*fitting, *exclude)))
    return tuple(fitting) if len(fitting) == number else ()
