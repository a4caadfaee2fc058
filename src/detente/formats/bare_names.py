"""Who is meant by a name that stands without its country: persons and bodies that the project's tables know on that day."""

from __future__ import annotations

import datetime as dt

from detente.actors.resolve import resolve_actor
from detente.lexicon import Lexicon
from detente.records import Actor, ActorKind

# What ``resolve_actor`` says of a person of the tables out of office, and of a body told by its words; below, it guesses by
# likeness, surname or place.
_KNOWN_PERSON, _KNOWN_BODY = 0.7, 0.8


def code_name(name: str, day: dt.date, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """Return country and sector of a person or body on a day, or None twice where the tables do not surely know it.

    A person is also looked for without middle names: *Sergey Viktorovich Lavrov*.

    >>> from detente.lexicon import load_lexicon
    >>> code_name("Sergey Viktorovich Lavrov", dt.date(2018, 6, 1), load_lexicon())
    ('RUS', 'GOV')
    """
    actor = resolve_actor(name, day, None, lexicon)
    if actor.country is None and actor.sector is None:
        words = name.split()
        if len(words) > 2:
            actor = resolve_actor(f"{words[0]} {words[-1]}", day, None, lexicon)
            if actor.kind is not ActorKind.PERSON:
                return None, None
    return (actor.country, actor.sector) if _sure(actor) else (None, None)


def _sure(actor: Actor) -> bool:
    least = _KNOWN_PERSON if actor.kind is ActorKind.PERSON else _KNOWN_BODY
    return actor.country is not None and actor.confidence >= least
