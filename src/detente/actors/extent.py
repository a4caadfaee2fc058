"""How far a mention reaches: an actor's name or noun with the title before it and what says which one is meant after it.

Rules look at the few tokens that name somebody; a reader sees *a diplomat in the foreign ministry who drafted the text* as one
mention of the diplomat, in which the ministry is mentioned too.
"""

from collections.abc import Iterable

from detente.actors.candidates import Text, left_edge
from detente.actors.figures import Figure
from detente.records import ActorKind, Mention, MentionKind, Span

_RESTRICTING = ("acl", "prep", "relcl")
_NAMED_FULLY = (ActorKind.PERSON, ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.OUTLET)
_LONGEST = 30  # tokens after the noun; what is longer is a broken parse
_MARKS = (",", ";", ":", "(", '"', "“", "”", "‘", "—", "--")


def extent(text: Text, mention: Mention, figure: Figure) -> Span:
    """Return the span of the whole phrase; pronouns, adjectives and the names of states and places reach no further."""
    if mention.kind is MentionKind.NOMINAL:
        return Span(mention.span.start, max(mention.span.end, _end(text, mention.head, _RESTRICTING)))
    if mention.kind is not MentionKind.NAME or figure.kind not in _NAMED_FULLY:
        return mention.span
    first = left_edge(text, text.parse.at(mention.span.start))
    return Span(text.parse.tokens[first].start, max(mention.span.end, _end(text, mention.head, ("prep",))))


def _end(text: Text, head: int, deps: Iterable[str]) -> int:
    """Return the character after the last phrase or clause that follows the head without a mark and tells which one is meant."""
    return text.parse.tokens[phrase_end(text, head, deps) - 1].end


def phrase_end(text: Text, head: int, deps: Iterable[str] = _RESTRICTING) -> int:
    """Return the token after the last phrase or clause that follows the head without a mark and tells which one is meant."""
    parse = text.parse
    last = head
    for child in parse.children(head):
        if child.i < head:
            continue
        marked = any(parse.tokens[i].text in _MARKS for i in range(last + 1, child.left))
        if marked or child.dep not in deps or child.right - head > _LONGEST or _dated(text, child.i):
            break
        mark = next((i for i in range(child.left, child.right + 1) if parse.tokens[i].text in _MARKS), None)
        last = child.right if mark is None else mark - 1
        if mark is not None:
            break
    while last > head and parse.tokens[last].pos in ("PUNCT", "SPACE"):
        last -= 1
    return last + 1


def _dated(text: Text, prep: int) -> bool:
    """Tell whether a preposition opens the date of what somebody does: *the ministry on Tuesday*."""
    return any(t.ent in ("DATE", "TIME") for t in text.parse.children(prep, "pobj"))
