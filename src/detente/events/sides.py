"""The two sides of an act: a symmetric one whose parties stand on one side is split in two."""

from detente.events.act import Act, Sides


def split_sides(act: Act) -> tuple[Sides, Sides, bool]:
    """Return actors, recipients and whether the act is symmetric; parties of a symmetric act on one side are split in two.

    Those with whom talks were held (*talks with X and Y*) are one side, whoever the other is.
    """
    actors, recipients = act.actors, act.recipients
    if not act.symmetric:
        return actors, recipients, False
    if actors and not recipients and (not act.rule.startswith("nouns.") or _are_pair(actors)):
        actors, recipients = _split(actors)
    elif len(recipients) > 1 and not actors and not act.rule.startswith("nouns."):
        actors, recipients = _split(recipients)
    return actors, recipients, bool(actors and recipients)


def _are_pair(side: Sides) -> bool:
    """Tell whether two phrases name the parties, or one phrase names just two (*their talks* of more may be with anybody)."""
    return len(side) == 2 or any(p.spans != side[0].spans for p in side)


def _split(side: Sides) -> tuple[Sides, Sides]:
    """Split the parties after the first; states that one phrase names stay together where another phrase names more."""
    together = tuple(p for p in side if p.spans == side[0].spans)
    first = side[:1] if len(together) == len(side) else together
    return first, tuple(p for p in side if p not in first)
