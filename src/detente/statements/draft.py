"""A statement in the making: token ranges instead of spans, before overlaps and nesting are settled."""

from dataclasses import dataclass

from detente.records import Attitude, Span

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule found. Token ranges are [first, last); ``anchor`` is the head of the cue; ``content`` is in characters.

    One that is ``bound`` counts only within the content of another.
    """

    rule: str
    attitude: Attitude
    confidence: float
    anchor: int
    lemma: str
    cue: Ranges
    source: Ranges
    content: tuple[Span, ...]
    addressee: Ranges = ()
    via: Ranges = ()
    agrees: Ranges = ()
    disagrees: Ranges = ()
    echoes: Ranges = ()
    occasion: Ranges = ()
    place: Ranges = ()
    bound: bool = False
