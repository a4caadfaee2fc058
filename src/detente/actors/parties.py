"""Give the parties of statements their actors."""

from dataclasses import replace

from detente.actors.cast import Cast
from detente.language.parse import Parse
from detente.records import ActorKind, Mention, MentionKind, Party, Span, Statement


def name_parties(statements: tuple[Statement, ...], cast: Cast, parse: Parse) -> tuple[Statement, ...]:
    """Fill actor, actors, name and reason of every speaker, addressee and via, and the ids of ``agrees_with``."""
    return tuple(
        replace(
            s,
            speaker=name_party(s.speaker, cast, parse),
            addressee=name_party(s.addressee, cast, parse),
            via=name_party(s.via, cast, parse),
        )
        for s in statements
    )


def name_party(party: Party | None, cast: Cast, parse: Parse) -> Party | None:
    """Return the party with the actors of the mention at its head, or with the reason why there is none."""
    if party is None or party.actors or not party.spans:
        return party
    mention = mention_of(party.spans, cast, parse)
    if mention is None:
        return replace(party, name=party.text, reason="no name, no nationality, no known noun")
    if not mention.actors:
        plain = None if mention.kind is MentionKind.PRONOUN else party.text
        return replace(party, name=plain, reason=mention.reason)
    actors = [cast.actor(a) for a in mention.actors]
    surface = (
        len(actors) == 1 and actors[0].kind in (ActorKind.GROUP, ActorKind.UNNAMED) and mention.kind is not MentionKind.PRONOUN
    )
    name = party.text if surface and len(party.text) <= 120 else " and ".join(a.name for a in actors)
    return replace(
        party, actor=mention.actors[0] if len(actors) == 1 else None, actors=mention.actors, name=name, reason=mention.reason
    )


def mention_of(spans: tuple[Span, ...], cast: Cast, parse: Parse) -> Mention | None:
    """Return the mention at the head of the spans: a resolved one before an unresolved one."""
    unresolved: Mention | None = None
    for span in spans:
        head = parse.head_of(span)
        if head is None:
            continue
        inside = [m for i in parse.within(span) if (m := cast.at(i)) is not None]
        ordered = [m for m in inside if m.head == head] + [m for m in inside if m.head != head and m.kind is MentionKind.NAME]
        ordered += [
            m for m in inside if m.head != head and m.kind is not MentionKind.NAME and m.kind is not MentionKind.ADJECTIVE
        ]
        for mention in ordered:
            if mention.actors:
                return mention
            unresolved = unresolved or mention
    return unresolved
