"""Which names are one person."""

from collections.abc import Callable, Container, Mapping

from detente.actors.candidates import Candidate, Text
from detente.actors.figures import Figure, Roster
from detente.actors.person_facts import give_facts
from detente.records import ActorKind


def group_persons(text: Text, names: list[Candidate], roster: Roster, spoken: Mapping[str, int]) -> dict[int, Figure]:
    """Group names into persons; return the figure of each candidate by its first token.

    A name that is the end of a longer one (*Putin* ← *Vladimir Putin*) is the same person, the nearest before it or else the
    first after it; two persons of one surname stay apart by first name or title.
    """
    full: list[tuple[int, Figure]] = []
    figures: dict[int, Figure] = {}
    for name in names:
        if len(name.name) < 2:
            continue
        figure = next((f for _, f in full if same_name(f.name, name.name)), None)
        if figure is None:
            figure = roster.meet(Figure(("person", *name.name), "", ActorKind.PERSON, name=name.name))
        elif len(name.name) > len(figure.name):
            figure.name = name.name
        full.append((name.first, figure))
        figures[name.first] = figure
    for name in names:
        if name.first in figures:
            continue
        figure = _by_short_name(name, full, text.index.classes.first_names) or roster.meet(
            Figure(("person", *name.name), "", ActorKind.PERSON, name=name.name)
        )
        figures[name.first] = figure
    own: dict[tuple[str, ...], list[Candidate]] = {}
    for name in names:
        figures[name.first].described.extend(name.described)
        own.setdefault(figures[name.first].key, []).append(name)
    for key, mentions in own.items():
        give_facts(text, roster.figures[key], mentions, spoken)
    return figures


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two full names name one person: one is the end of the other, or first and last name agree.

    >>> same_name(("donald", "trump"), ("donald", "j", "trump")), same_name(("bill", "clinton"), ("hillary", "clinton"))
    (True, False)
    >>> same_name(("lim", "dong", "won"), ("lim", "hae", "won"))
    False
    """
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if long[-len(short) :] == short or long[: len(short)] == short:
        return True
    if short[-1] != long[-1] or (len(short) == len(long) and any(_differ(x, y) for x, y in zip(a[1:-1], b[1:-1], strict=True))):
        return False
    return short[0] == long[0] or (1 in (len(short[0]), len(long[0])) and short[0][0] == long[0][0])


def _differ(a: str, b: str) -> bool:
    """Tell whether two middle names are not the same, nor the letter of the other: Lim *Dong*-won is not Lim *Hae*-won."""
    return not (a.startswith(b) or b.startswith(a))


def _by_short_name(name: Candidate, full: list[tuple[int, Figure]], first_names: Container[str]) -> Figure | None:
    """Return the person whose surname (or, failing that, leading family name or first name) this is."""
    if not name.name:
        return None
    ways: tuple[Callable[[tuple[str, ...]], bool], ...] = (
        lambda other: other[-len(name.name) :] == name.name,
        lambda other: other[: len(name.name)] == name.name and other[0] not in first_names,
        lambda other: other[: len(name.name)] == name.name,
        lambda other: len(name.name) == 1 and name.name[0] in other[1:-1],  # the father's name of two
    )
    for fits in ways:
        before = [f for at, f in full if at < name.first and fits(f.name)]
        after = [f for at, f in full if at > name.first and fits(f.name)]
        if before or after:
            titled = [f for f in [*reversed(before), *after] if _agrees(f, name)]
            return titled[0] if titled else (before[-1] if before else after[0])
    return None


def _agrees(figure: Figure, name: Candidate) -> bool:
    """Tell whether a title beside the short name stands beside the full name too."""
    mine = {c.title for c in name.described if c.title}
    return bool(mine & {c.title for c in figure.described if c.title})
