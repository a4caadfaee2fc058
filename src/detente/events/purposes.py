"""What somebody is to do, where the parser took it for a purpose: *pressed by X to help Y*, *called for troops to be sent*."""

from detente.events.frames import Frame
from detente.language.parse import Parse


def find_purposes(parse: Parse, frame: Frame, thing: int) -> list[int]:
    """Return the verbs of the infinitives after the object: *pressed by X to help Y*."""
    return [
        clause.i
        for clause in parse.children(frame.verb, "advcl")
        if clause.i > thing
        and not parse.children(clause.i, "nsubj", "nsubjpass")
        and any(parse.tokens[k].lower == "to" for k in clause.children)
    ]


def find_urged(parse: Parse, frame: Frame) -> list[tuple[int, int]]:
    """Return verb and subject of the clauses of who is to do what: *called for troops to be sent*."""
    out = []
    for clause in parse.children(frame.verb, "advcl"):
        marks = {c.lower for c in parse.children(clause.i, "mark")}
        own = parse.children(clause.i, "nsubj", "nsubjpass")
        if clause.tag in ("VB", "VBN") and "for" in marks and own and clause.i > frame.verb:
            out.append((clause.i, own[0].i))
    return out
