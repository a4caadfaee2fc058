"""Names that nothing beside them explains: whoever the sentence before them described without a name.

*A Danish spokeswoman knew of no such pledge. "We heard dates before," Ann Berg added*: a newspaper gives no name without saying
whose it is, so that the description stands for the name's owner.
"""

from collections.abc import Container, Iterator, Mapping, Sequence

from detente.actors.beside_name import name_at
from detente.actors.candidates import Candidate
from detente.actors.coding import Coding
from detente.actors.context import Context
from detente.actors.figure_tests import HasRole
from detente.actors.figures import Figure
from detente.actors.gazetteer import What
from detente.actors.memory import SUBJECTS
from detente.actors.word_classes import gender_of
from detente.actors.words import split_words

_REACH = 2  # sentences from the description to the name
_OPEN = ("a", "an", "another", "one", "the")
_PLACING = ("at", "for", "from", "in", "of", "with")  # Ann Smith of the bank: the name is explained
_TITLED = ("office", "rank", "profession")
_NO_OFFICE = ("honorific", "rank")  # what may stand before the name of anybody: General Holm is the junta's leader, too


def named_after(
    context: Context, singles: Sequence[Candidate], first_named: Mapping[tuple[str, ...], int], tied: Container[int]
) -> Iterator[tuple[Candidate, Figure]]:
    """Yield the descriptions of one person, of ``singles``, with whom the text names right after them.

    ``first_named`` gives the first token of each person's first name, ``tied`` the descriptions that stand for somebody already.
    """
    taken = set[tuple[str, ...]]()
    for at, figure in sorted(context.people.items()):
        if first_named[figure.key] != at or figure.key in taken or not _unexplained(context, at, figure):
            continue
        found = [c for c in singles if c.head not in tied and _describes(context, c, at, figure)]
        sent = max((context.text.parse.tokens[c.head].sent for c in found), default=0)
        last = [c for c in found if context.text.parse.tokens[c.head].sent == sent]
        if len(last) == 1 and not _others_between(context, last[0].head, at, figure):
            taken.add(figure.key)
            yield last[0], figure


def _unexplained(context: Context, at: int, figure: Figure) -> bool:
    """Tell whether a full name, of nobody in the tables, is a subject, and neither title nor description stands beside it."""
    parse = context.text.parse
    if len(figure.name) < 2 or figure.entry is not None or context.memory.quoted(at):
        return False
    heads = [t for t in parse.tokens[at : at + len(figure.name) + 2] if name_at(context, t.i) is figure]
    subject = next((t for t in heads if t.dep in SUBJECTS or t.i in context.parties), None)
    if subject is None or parse.children(subject.i, "appos", "conj", "poss", "relcl"):
        return False
    return not placed(context, subject.i)


def placed(context: Context, head: int) -> bool:
    """Tell whether words after a name say whose man it is: *Ann Smith of the bank*."""
    return any(p.lower in _PLACING and p.i < head + 3 for p in context.text.parse.children(head, "prep"))


def nameless(context: Context, candidate: Candidate) -> bool:
    """Tell whether a description is of somebody who wants no name in print."""
    tokens = context.text.parse.tokens
    return any(t.lower in context.classes.nameless for t in tokens[candidate.first : tokens[candidate.head].right + 1])


def _agrees(context: Context, coding: Coding, noun: str) -> bool:
    """Tell whether what stands beside a name leaves room for the noun: it has it, or is a rank or mark of honour, or tells no
    office.
    """
    words = split_words(coding.title or "").folds
    if noun in words:
        return True
    kinds = [e.row.text("kind") for e in context.text.index.named(*words) if e.what is What.TITLE] if words else []
    return bool(kinds) and all(kind in _NO_OFFICE for kind in kinds)


def _describes(context: Context, candidate: Candidate, at: int, figure: Figure) -> bool:
    """Tell whether a description is the subject of one of the sentences before the name, and nothing in it or in the name speaks
    against its being the same person.
    """
    parse, head = context.text.parse, candidate.head
    back = parse.tokens[at].sent - parse.tokens[head].sent
    if not 0 < back <= _REACH or parse.tokens[head].dep not in SUBJECTS or context.memory.quoted(head):
        return False
    if context.memory.reported_at(head):
        return False
    owned = bool(parse.children(head, "poss"))
    if parse.tokens[candidate.first].lower not in _OPEN and not owned:
        return False
    if nameless(context, candidate):
        return False
    titled = any(e.what is What.TITLE and e.row.text("kind") in _TITLED for e in candidate.entries)
    lemma = parse.tokens[head].lemma
    if (
        not titled
        and lemma not in context.classes.offices | context.classes.peers | context.classes.genders.keys() & context.classes.mouths
    ):
        return False
    fresh = not owned and parse.tokens[candidate.first].lower != "the"
    if any(fresh or not _agrees(context, c, lemma) for c in figure.described if not c.past):
        return False
    holders = [f for i, f in context.people.items() if i < head and f is not figure and HasRole(lemma, None, exact=False)(f)]
    if not fresh and not owned and holders:
        return False  # the general who was named before
    gender = figure.gender or gender_of(figure.name[0], context.classes)
    mine = context.classes.genders.get(lemma, "")
    country = candidate.coding.country
    same = not country or not figure.country or country == figure.country
    return same and (not mine or not gender or mine == gender)


def _others_between(context: Context, head: int, at: int, figure: Figure) -> bool:
    """Tell whether somebody else is named as a subject in the description's sentence or between it and the name."""
    parse = context.text.parse
    first = parse.sentences[parse.tokens[head].sent].first
    return any(
        f is not figure and any(t.dep in SUBJECTS for t in parse.tokens[i : i + 4] if name_at(context, t.i) is f)
        for i, f in context.people.items()
        if first <= i < at
    )
