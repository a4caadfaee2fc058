"""Who appears in an article, and where."""

from dataclasses import dataclass, field

from detente.records import Actor, Mention


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of an article and every mention of them, in the order of the text."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    _by_id: dict[str, Actor] = field(init=False, repr=False, compare=False)
    _by_head: dict[int, Mention] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the actors by id and the mentions by head token (the longest where two share a head)."""
        object.__setattr__(self, "_by_id", {a.id: a for a in self.actors})
        heads: dict[int, Mention] = {}
        for m in self.mentions:
            old = heads.get(m.head)
            if old is None or m.span.end - m.span.start > old.span.end - old.span.start:
                heads[m.head] = m
        object.__setattr__(self, "_by_head", heads)

    def actor(self, actor_id: str) -> Actor:
        """Return the actor with this id."""
        return self._by_id[actor_id]

    def at(self, head: int) -> Mention | None:
        """Return the mention whose head is this token."""
        return self._by_head.get(head)
