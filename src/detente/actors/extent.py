"""Where the text speaks of an actor: a name or noun with the title before it and what says which one is meant after it.

Rules look at the few tokens that name somebody; a reader sees *a diplomat in the foreign ministry who drafted the text* as one
mention of the diplomat, in which the ministry is mentioned too, and *the envoy, Ann Smith,* as one mention of her. *Who* is no
mention of its own beside the words that it belongs to, nor is the capital in which something happens one of its state.
"""

from collections.abc import Iterable, Sequence

from detente.actors.candidates import Text, left_edge
from detente.actors.figures import Figure
from detente.actors.gazetteer import What
from detente.records import ActorKind, Mention, MentionKind, Span

_RESTRICTING = ("acl", "prep", "relcl")
_NAMED_FULLY = (ActorKind.PERSON, ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.OUTLET)
_LONGEST = 30  # tokens after the noun; what is longer is a broken parse
_MODIFYING = ("amod", "compound", "nmod")
_RELATIVE = ("which", "who", "whom")
_APPOSED = ((MentionKind.NAME, MentionKind.NOMINAL), (MentionKind.NOMINAL, MentionKind.NAME))
_MARKS = (",", ";", ":", "(", '"', "“", "”", "‘", "—", "--")


def spans_of(text: Text, mentions: Sequence[Mention], figure: Figure) -> list[Span]:
    """Return where the text speaks of a figure, in the order of ``mentions``, which is that of the text.

    Relative pronouns and places where something happens count only where there is nothing else.
    """
    own = [m for m in mentions if not _relative(text, m) and not _scene(text, m, figure)] or mentions
    spans: list[Span] = []
    before: Mention | None = None
    for mention in own:
        span = extent(text, mention, figure)
        if before is not None and _apposed(text, before, spans[-1], mention, span):
            span = Span(spans.pop().start, span.end)
        spans.append(span)
        before = mention
    return spans


def _apposed(text: Text, before: Mention, earlier: Span, mention: Mention, span: Span) -> bool:
    """Tell whether no more than a comma stands between a name and a description of one actor."""
    one = len(mention.actors) == 1 and (before.kind, mention.kind) in _APPOSED
    return one and text.parse.text[earlier.end : span.start].strip() == ","


def _relative(text: Text, mention: Mention) -> bool:
    return mention.kind is MentionKind.PRONOUN and text.parse.tokens[mention.head].lower in _RELATIVE


def _scene(text: Text, mention: Mention, figure: Figure) -> bool:
    return mention.kind is MentionKind.NAME and figure.kind is ActorKind.STATE and is_scene(text, mention.head)


def is_scene(text: Text, head: int) -> bool:
    """Tell whether a capital is where something happens, rather than its state: *in Oslo*."""
    token = text.parse.tokens[head]
    if token.dep != "pobj" or text.parse.tokens[token.head].lower != "in":
        return False
    match = text.index.at(text.cut(head, head + 1), 0)
    return match is not None and match.get(What.CAPITAL) is not None and match.get(What.STATE) is None


def extent(text: Text, mention: Mention, figure: Figure) -> Span:
    """Return the span of the whole phrase; pronouns, adjectives and the names of states and places reach no further."""
    if mention.kind is MentionKind.NOMINAL:
        return Span(mention.span.start, max(mention.span.end, _end(text, mention.head, _RESTRICTING)))
    if mention.kind is not MentionKind.NAME or figure.kind not in _NAMED_FULLY:
        return mention.span
    first = text.parse.at(mention.span.start)
    head = text.parse.tokens[mention.head]
    if head.dep not in _MODIFYING or head.head < mention.head:  # the article of *the NATO envoy* is the envoy's
        first = left_edge(text, first)
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
