"""The person whose name stands beside a noun, in apposition or after a comma."""

from detente.actors.candidates import Candidate
from detente.actors.context import Context
from detente.actors.extent import phrase_end
from detente.actors.figures import Figure
from detente.actors.gazetteer import What

_NAMING = ("called", "dubbed", "identified", "known", "named", "nicknamed")
_SOON = 4  # tokens after the word that names in which the name begins
_LISTED = ("ADJ", "DET", "NOUN", "NUM", "PRON", "PROPN")
_PERSONAL = ("person", "office", "rank", "profession")


def name_beside(context: Context, candidate: Candidate) -> Figure | None:
    """Return the person whose name stands in apposition to the noun, before or after it."""
    parse = context.text.parse
    token = parse.tokens[candidate.head]
    for child in parse.children(candidate.head, "appos"):
        name = name_at(context, child.i) or _called(context, child.i)
        if name is not None:
            return name
    called = _called(context, candidate.head) if personal(candidate) else None
    if called is not None:
        return called
    if token.dep == "appos":
        name = name_at(context, token.head)
        if name is not None:
            return name
    return _after_comma(context, candidate) if personal(candidate) and token.tag in ("NN", "NNP") else None


def _after_comma(context: Context, candidate: Candidate) -> Figure | None:
    """Return the person whose name, with or without a title, follows the description and a comma, and ends it: *an adviser to
    the council, Dr Ann Smith, said*; not one of a list.
    """
    tokens = context.text.parse.tokens
    comma = phrase_end(context.text, candidate.head)
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return None
    first = next((i for i in range(comma + 1, min(comma + 4, len(tokens))) if i in context.people), None)
    if first is None or any(
        tokens[i].pos not in ("PROPN", "NOUN", "PUNCT") or tokens[i].text == "," for i in range(comma + 1, first)
    ):
        return None
    figure, last = context.people[first], first
    while last < len(tokens) and (
        tokens[last].pos == "PROPN" or (last > first and tokens[last].lower in context.classes.particles)
    ):
        last += 1
    if tokens[candidate.head].dep == "pobj" and not any(t.dep in ("appos", "conj") for t in tokens[first:last]):
        return None  # according to an aide, Smith said
    after = tokens[last] if last < len(tokens) else None
    joint = last + (after is not None and after.text == ",")  # a list goes on with a name or noun, a sentence with its verb
    listed = joint + 1 < len(tokens) and tokens[joint].pos == "CCONJ" and tokens[joint + 1].pos in _LISTED
    return None if listed else figure


def _called(context: Context, head: int) -> Figure | None:
    """Return the person whom the words after a noun name: *a general named* X, *a man known as* X."""
    parse = context.text.parse
    for clause in parse.children(head, "acl"):
        if clause.lower in _NAMING and clause.i > head:
            inner = range(clause.i + 1, min(clause.i + _SOON, clause.right + 1))
            return next((context.people[i] for i in inner if i in context.people), None)
    return None


def personal(candidate: Candidate) -> bool:
    """Tell whether the noun names persons, rather than a group or body."""
    return any(e.what in (What.TITLE, What.AGENT) and e.row.text("kind") in _PERSONAL for e in candidate.entries)


def name_at(context: Context, head: int) -> Figure | None:
    """Return the person whose name holds the token."""
    for first in range(head, max(-1, head - 4), -1):
        if first in context.people:
            return context.people[first]
    return None
