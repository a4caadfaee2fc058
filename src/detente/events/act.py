"""An act as the text words it, before it becomes an event."""

from dataclasses import dataclass

from detente.records import Participant

Sides = tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An act as read off one predicate. ``words`` are the token indices that name it, the first of them the main one; ``used``
    are the predicates that it speaks for and that name no act of their own any more.
    """

    code: str
    rule: str
    words: tuple[int, ...]
    actors: Sides = ()
    recipients: Sides = ()
    symmetric: bool = False
    confidence: float = 0.6
    flags: frozenset[str] = frozenset()
    used: frozenset[int] = frozenset()
