"""Give the parties of statements their actors."""

import re
from dataclasses import replace

from detente.actors.cast import Cast
from detente.language.parse import Parse, Token
from detente.records import ActorKind, Mention, MentionKind, Party, Span, Statement

_PERSONAL = ("he", "her", "him", "i", "me", "she", "us", "we")  # pronouns that "and" joins to somebody: the minister and I
_PRONOUNS = ("it", "they")
_LONGEST_NAME = 120  # characters; a longer description is no name


def name_parties(statements: tuple[Statement, ...], cast: Cast, parse: Parse) -> tuple[Statement, ...]:
    """Fill actor, actors, name and reason of every speaker, addressee and via.

    ``agrees_with``, ``disagrees_with`` and ``echoes`` come as the words that name somebody and become the ids of actors; words
    that nobody could be found for are left.
    """
    speakers = [name_party(s.speaker, cast, parse) for s in statements]
    relays = [name_party(s.via, cast, parse) for s in statements]
    heard = {a for p in (*speakers, *relays) if p is not None for a in p.actors if cast.actor(a).kind is ActorKind.OUTLET}
    return tuple(
        replace(
            s,
            speaker=speaker,
            addressee=name_party(s.addressee, cast, parse),
            via=_outlet_before(via, cast, heard),
            agrees_with=_others(s, s.agrees_with, cast, parse),
            disagrees_with=_others(s, s.disagrees_with, cast, parse),
            echoes=_others(s, s.echoes, cast, parse),
        )
        for s, speaker, via in zip(statements, speakers, relays, strict=True)
    )


def _outlet_before(party: Party | None, cast: Cast, heard: set[str]) -> Party | None:
    """Let *it* and *the station*, where they pass words on, mean the outlet among ``heard`` that was named last before them."""
    if party is None or not party.spans:
        return party
    kinds = {cast.actor(a).kind for a in party.actors}
    back = party.text.lower() in _PRONOUNS or (
        not party.actors and party.text.lower().startswith("the ") and party.text.islower()
    )
    if not back or ActorKind.OUTLET in kinds:
        return party
    earlier = (m for m in reversed(cast.mentions) if m.span.end <= party.spans[0].start and m.kind is MentionKind.NAME)
    for mention in earlier:
        outlets = tuple(a for a in mention.actors if a in heard)
        if len(outlets) == 1:
            name = cast.actor(outlets[0]).name
            return replace(party, actor=outlets[0], actors=outlets, name=name, reason=f"takes up {name}")
    return party


def _others(statement: Statement, surfaces: tuple[str, ...], cast: Cast, parse: Parse) -> tuple[str, ...]:
    """Return the actors that the words mean where they stand nearest to the cue."""
    if not surfaces:
        return ()
    near = statement.cue.spans[0].start if statement.cue is not None and statement.cue.spans else statement.content.start
    found: list[str] = []
    for surface in surfaces:
        starts = [m.start() for m in re.finditer(re.escape(surface), parse.text)] if surface else []
        at = min(starts, key=lambda start: abs(start - near), default=None)
        mention = mention_of((Span(at, at + len(surface)),), cast, parse) if at is not None else None
        found.extend(mention.actors if mention is not None and mention.actors else (surface,))
    return tuple(dict.fromkeys(found))


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
    ids = tuple(dict.fromkeys((*mention.actors, *_joined(mention, party.spans, cast, parse))))
    actors = [cast.actor(a) for a in ids]
    surface = (
        len(actors) == 1 and actors[0].kind in (ActorKind.GROUP, ActorKind.UNNAMED) and mention.kind is not MentionKind.PRONOUN
    )
    name = party.text if surface and len(party.text) <= _LONGEST_NAME else " and ".join(a.name for a in actors)
    return replace(party, actor=ids[0] if len(ids) == 1 else None, actors=ids, name=name, reason=mention.reason)


def _joined(mention: Mention, spans: tuple[Span, ...], cast: Cast, parse: Parse) -> list[str]:
    """Return the actors that "and" joins to a mention within the spans."""
    found: list[str] = []
    last = mention.head
    while joined := _next_joined(parse, last):
        last = joined[0].i
        other = cast.at(last)
        sure = other is not None and (other.kind is not MentionKind.PRONOUN or parse.tokens[last].lower in _PERSONAL)
        if other is not None and sure and any(s.holds(other.span) for s in spans):
            found.extend(other.actors)
    return found


def _next_joined(parse: Parse, i: int) -> list[Token]:
    """Return what "and" joins to a noun: *Oslo and Lima*, or with a preposition of its own *to Oslo and to Lima*."""
    joined = [t for t in parse.children(i, "conj") if t.i > i]
    if joined or parse.tokens[i].dep != "pobj":
        return joined
    again = [t for t in parse.children(parse.tokens[i].head, "conj") if t.i > i]
    return [noun for prep in again[:1] for noun in parse.children(prep.i, "pobj")]


def _before_bracket(span: Span, parse: Parse) -> Span:
    """Return the span up to a bracket within it, such as a stock's code after a firm's name."""
    at = parse.text.find("(", span.start, span.end)
    return Span(span.start, at) if at > span.start else span


def mention_of(spans: tuple[Span, ...], cast: Cast, parse: Parse) -> Mention | None:
    """Return the mention at the head of the spans, or the name that stands in apposition to it.

    Any other name within the spans belongs to somebody else ("a spokesman of …") and is not taken.
    """
    unresolved: Mention | None = None
    for whole in spans:
        span = _before_bracket(whole, parse)
        head = parse.head_of(span)
        if head is None:
            continue
        inside = parse.within(span)
        mention = cast.at(head)
        if mention is not None and mention.actors:
            return mention
        unresolved = unresolved or mention
        for i in inside:
            near = cast.at(i)
            if near is None or not near.actors or near.kind in (MentionKind.PRONOUN, MentionKind.ADJECTIVE):
                continue
            token = parse.tokens[i]
            same = parse.tokens[head].start >= near.span.start and parse.tokens[head].end <= near.span.end
            if same or (
                token.head == head and (token.dep == "appos" or (token.dep in ("compound", "flat") and token.ent == "PERSON"))
            ):
                return near
    return unresolved
