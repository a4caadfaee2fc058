"""For whom somebody speaks who says *we*: the rebels of *their spokesman*, the ministry of *a ministry source*."""

from collections.abc import Iterator

from detente.actors.context import Context
from detente.actors.figure_tests import Organization
from detente.actors.figures import Figure
from detente.actors.standing import OFFICIAL
from detente.records import ActorKind

_SENDERS = (ActorKind.BODY, ActorKind.GROUP, ActorKind.ORGANIZATION)
_WHOLE_TEXT = 200  # sentences back to the body that a noun before *source* takes up
_LINKS = ("at", "for", "in", "of")
_ARMED = ("REB", "PRE", "UAF")  # sectors whose people speak for their movement rather than for a state


def sender_of(context: Context, figure: Figure) -> Figure | None:
    """Return the body, organisation or group that a person speaks for: a spokesman's and a source's, and of those without a state
    (NATO's commander, a rebel leader) the one that has them; None where they speak for themselves or their state.
    """
    if figure.kind not in (ActorKind.PERSON, ActorKind.UNNAMED):
        return None
    stateless = figure.country is not None and context.text.index.state_name(figure.country) is None
    nouns = {figure.noun} | {w for r in figure.roles for w in r.title.casefold().split()}
    if not (nouns & context.classes.mouths or stateless or figure.sector in _ARMED):
        return None
    for i in _tokens(context, figure):
        for owner in _owners(context, i):
            if owner is figure or owner.kind not in _SENDERS:
                continue
            # a ministry's spokeswoman who gives her name speaks for her state, an unnamed source for the ministry
            unknown = owner.country is None and owner.sector is None and not stateless and figure.sector in OFFICIAL
            body = owner.kind is ActorKind.BODY or unknown
            return owner if not body or figure.kind is ActorKind.UNNAMED else None
    return None


def _tokens(context: Context, figure: Figure) -> Iterator[int]:
    """Yield the tokens that describe the person: of the titles beside the name, and the heads of the nouns."""
    for role in figure.roles:
        for span in role.evidence:
            yield from context.text.parse.within(span)
    for said in context.memory.said:
        if len(said.figures) == 1 and said.figures[0] is figure:
            yield said.head


def _owners(context: Context, i: int) -> Iterator[Figure]:
    """Yield whom the words before and after a noun name: *their* spokesman, *a ministry* source, one *for the council*."""
    parse, by_head = context.text.parse, context.memory.by_head
    for token in parse.children(i, "poss", "compound", "nmod"):
        yield from by_head.get(token.i, ())
        if token.pos == "NOUN" and token.i not in by_head:  # a *ministry* source: of the ministry named before
            for _, figure in context.memory.near(i, Organization(token.lemma, None, named=True), reach=_WHOLE_TEXT):
                yield figure
    for prep in parse.children(i, "prep"):
        if prep.lower in _LINKS:
            for token in parse.children(prep.i, "pobj"):
                yield from by_head.get(token.i, ())
