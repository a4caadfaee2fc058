"""Groups that another noun takes up: the rebels … *the fighters*, those spoken to … *his audience*, *its authors*."""

from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.epithets import commanding
from detente.actors.figure_tests import SameNoun
from detente.actors.figures import Figure
from detente.actors.written import authors
from detente.records import ActorKind

_NEAR = 3  # sentences back to the group
_TAKING_UP = ("the", "these", "those")
_THEIRS = ("her", "his", "its", "their")


def take_up_group(context: Context, candidate: Candidate) -> Found | None:
    """Resolve a noun for a group by one that the text spoke of just before with another noun; None where there is none."""
    parse, head = context.text.parse, candidate.head
    token, opening = parse.tokens[head], parse.tokens[candidate.first].lower
    if candidate.coding.country or opening not in (*_TAKING_UP, *_THEIRS) or parse.children(head, "prep", "relcl", "acl"):
        return None
    if token.lemma in context.classes.writers:
        found = _writers(context, head)
    elif token.lemma in context.classes.audiences:
        found = _heard(context, head)
    elif token.tag == "NNS" and opening in _TAKING_UP and head - candidate.first == 1:
        found = _alike(context, head)
    else:
        found = ()
    return (found, f"{token.lower}: takes up {' and '.join(f.label for f in found)}", 0.6) if found else None


def _alike(context: Context, head: int) -> tuple[Figure, ...]:
    """Return the nearest group that a noun of like meaning named, but for one that speaks of these."""
    nouns = context.classes.stand_ins.get(context.text.parse.tokens[head].lemma, ())
    tests, apart = [SameNoun(noun, True) for noun in nouns], commanding(context.memory, head)
    near = context.memory.near(
        head, lambda f: any(t(f) for t in tests) and not any(f is a for a in apart), adjectives=False, reach=_NEAR
    )
    return (near[0][1],) if near else ()


def _heard(context: Context, head: int) -> tuple[Figure, ...]:
    """Return the last group that was told or addressed something."""
    sent = context.text.parse.tokens[head].sent
    for old in reversed(context.memory.said):
        if sent - old.sent > _NEAR:
            break
        figure = old.figures[0]
        if old.head < head and not old.subject and not old.adjective and figure.plural and figure.kind is ActorKind.GROUP:
            return (figure,)
    return ()


def _writers(context: Context, head: int) -> tuple[Figure, ...]:
    """Return who wrote the document that is theirs: the one that owns the noun, else the last one spoken of."""
    tokens, classes = context.text.parse.tokens, context.classes
    owners = [t.i for t in context.text.parse.children(head, "poss") if t.lemma in classes.documents]
    before = (i for i in range(head - 1, -1, -1) if tokens[i].pos == "NOUN" and tokens[i].lemma in classes.documents)
    last = next((i for i in before if tokens[head].sent - tokens[i].sent <= _NEAR), None)
    document = owners[0] if owners else last
    return authors(context, document) if document is not None else ()
