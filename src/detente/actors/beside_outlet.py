"""Nouns for outlets beside their names → the outlet: *the newspaper* X, *the* X *news agency*."""

from detente.actors.candidates import Candidate, named_body
from detente.actors.context import Context, Found
from detente.actors.gazetteer import What
from detente.actors.resolve_names import resolve_body, resolve_medium, resolve_name
from detente.records import ActorKind


def outlet_beside(context: Context, candidate: Candidate) -> Found | None:
    """Return the outlet or body whose name stands right after a noun, or the outlet whose name stands right before it.

    The outlet remembers the noun, so that *the agency* takes it up later.
    """
    token = context.text.parse.tokens[candidate.head]
    name = context.bodies.get(candidate.last)
    if name is not None and name.what == "body" and named_body(context.text, name.first):
        return resolve_body(context, name)
    if name is not None and name.what == "medium":
        found = resolve_medium(context, name)
    elif name is not None and name.what == "name" and _outlet(name):
        found = resolve_name(context, name)
    elif token.lower in context.classes.media:
        found = _before(context, candidate)
    else:
        return None
    for figure in found[0]:
        figure.tails.add(token.lower)
    return found if found[0] else None


def _outlet(name: Candidate) -> bool:
    """Tell whether the tables have the name as that of an outlet."""
    return any(e.what is What.ORGANIZATION and e.row.text("kind") == "outlet" for e in name.entries)


def _before(context: Context, candidate: Candidate) -> Found:
    """Return the outlet whose name ends right before the noun, or before the *news* in front of it."""
    tokens, end = context.text.parse.tokens, candidate.head
    while end > candidate.first and tokens[end - 1].lower == "news":
        end -= 1
    figures = context.memory.by_head.get(end - 1, ()) if end > candidate.first else ()
    outlets = tuple(f for f in figures if f.kind is ActorKind.OUTLET)
    reason = f"{tokens[candidate.head].lower}: described beside the name of {outlets[0].label}" if outlets else ""
    return outlets[:1], reason, 0.8
