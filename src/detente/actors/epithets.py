"""Descriptions that take up somebody met before without repeating name or office: *the 58-year-old*, *the former wrestler*,
*the Swede*, *the mother of five*, *her visitor*.
"""

from detente.actors.beside_name import personal
from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.figures import Figure
from detente.actors.gazetteer import What
from detente.actors.memory import SUBJECTS, Memory
from detente.actors.standing import OFFICIAL
from detente.records import ActorKind

_PERSONS = (ActorKind.PERSON, ActorKind.UNNAMED)
_HIGH = ("ministry", "state")  # offices of which a state has one holder, whom a text names with it
_NEAR = 2  # sentences back to whom a description takes up
_CLEAR = 0.4  # by how much the first must be more prominent than the second
_NAMELESS = 1.0  # what somebody without a name loses: a text tells more of whom it names
_FORMER = ("former", "ex", "one-time", "onetime", "erstwhile", "sometime")
_BY = ("birth", "education", "name", "origin", "profession", "trade", "training", "vocation")  # an economist by training
_COLLECTIVE = ("ese", "sh", "ch", "ss", "s")  # endings of nations' adjectives that stand for the people as a whole: the Dutch


def commanding(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the figures of the subjects whose clauses hold the token: a description there is of somebody else (Chomsky's
    Principle C): *Holm said the veteran had lied*.
    """
    tokens, found = memory.parse.tokens, list[Figure]()
    at = head
    for _ in range(len(tokens)):
        below, at = at, tokens[at].head
        if at == below:
            break
        subjects = [t for t in memory.parse.children(at, *SUBJECTS) if t.i != below and t.i < head]
        found.extend(f for t in subjects for f in memory.by_head.get(t.i, ()))
    return tuple(found)


def take_up(context: Context, candidate: Candidate) -> Found | None:
    """Resolve a definite description of one person by who was spoken of just before; None where it is rather somebody new."""
    parse, head = context.text.parse, candidate.head
    token = parse.tokens[head]
    if parse.children(head, "poss"):
        if token.lemma in context.classes.superiors:
            return _superior(context, candidate)
        return _companion(context, candidate) if token.lemma in context.classes.companions else None
    if parse.tokens[candidate.first].lower != "the" or token.tag not in ("NN", "NNP", "JJ"):
        return None
    before = [t.lower for t in parse.tokens[candidate.first : head]]
    free = _aged([*before, token.lower]) or any(w in _FORMER for w in before) or token.lemma in context.classes.epithets
    free = free or any(w in context.classes.epithets or w in context.classes.portraits for w in before)
    if (not free and not personal(candidate)) or _told_apart(context, head, free=free):
        return None
    high = any(e.what is What.TITLE and e.row.text("level") in _HIGH for e in candidate.entries)
    if high and head not in context.parties:
        return None  # the president is not just anybody spoken of before
    country, gender = candidate.coding.country, context.classes.genders.get(token.lemma, "")
    found = nearest(context, head, country=country, gender=gender, titled=free)
    if found is None:
        return None
    found.tails.add(token.lemma)
    return (found,), f"{token.lower}: describes {found.label}", 0.6


def take_up_national(context: Context, candidate: Candidate, country: str) -> Figure | None:
    """Return the person whom *the Swede* means."""
    found = nearest(context, candidate.head, country=country)
    if found is not None and found.country is None:
        found.country, found.reason, found.confidence = country, "a nationality that the text calls him or her by", 0.7
    return found


def take_up_local(context: Context, candidate: Candidate, country: str | None) -> Figure | None:
    """Return the person whom a place or region with an age means: *the 58-year-old Breton*."""
    token = context.text.parse.tokens[candidate.head]
    before = [t.lower for t in context.text.parse.tokens[token.left : token.i]]
    return nearest(context, token.i, country=country) if before[:1] == ["the"] and _aged(before) else None


def single_national(context: Context, candidate: Candidate) -> bool:
    """Tell whether a people's name with *the* is one person: *the Swede*, rather than *the Swedes*, *the Dutch*."""
    token = context.text.parse.tokens[candidate.head]
    return token.tag in ("NN", "NNP") and not token.lower.endswith(_COLLECTIVE)


def nearest(
    context: Context,
    head: int,
    *,
    country: str | None = None,
    gender: str = "",
    titled: bool = True,
    others: tuple[Figure, ...] = (),
) -> Figure | None:
    """Return the person of the last sentences who stands out and whom country and gender fit; unless ``titled``, one whose
    office the text does not tell.
    """
    memory = context.memory
    apart = (*commanding(memory, head), *memory.speaker(head), *others)

    def fits(figure: Figure) -> bool:
        if figure.kind not in _PERSONS or figure.plural or any(figure is f for f in apart):
            return False
        if country and figure.country and country != figure.country:
            return False
        if gender and figure.gender and gender != figure.gender:
            return False
        foreign = (
            bool(country) and figure.country is None and figure.sector in OFFICIAL
        )  # no envoy of a nation: an official of his own
        return titled or (figure.kind is ActorKind.PERSON and not figure.roles and not foreign)

    found = memory.near(head, fits, 4, adjectives=False, reach=_NEAR)
    near = [(score - (_NAMELESS if titled and f.kind is ActorKind.UNNAMED else 0.0), f) for score, f in found]
    near.sort(key=lambda pair: -pair[0])
    exact = [pair for pair in near if country and pair[1].country == country]
    near = exact or near
    if titled and near:
        close = [pair for pair in near if near[0][0] - pair[0] < _CLEAR]
        near = [pair for pair in close if pair[1].kind is ActorKind.PERSON] or close
    if not near or (len(near) > 1 and near[0][0] - near[1][0] < _CLEAR):
        return None
    return near[0][1]


def _aged(words: list[str]) -> bool:
    """Tell whether *58-year-old* stands among the words, in whatever pieces."""
    return any(w in ("old", "aged") or w.endswith("year-old") for w in words) and any(w[:1].isdigit() for w in words)


def _told_apart(context: Context, head: int, *, free: bool) -> bool:
    """Tell whether words after the noun say who it is (*the head of the agency*, *the man who fled*); *of five* does not, nor
    after a ``free`` description what a comma sets off (*the former courier, who is 64*; but *the source, who hid his name*).
    """
    parse = context.text.parse
    told = [t for t in parse.children(head, "relcl", "acl", "appos") if t.pos != "NUM"]
    if any(not free or parse.tokens[t.left - 1].text != "," for t in told):
        return True
    objects = [o for p in parse.children(head, "prep") for o in parse.children(p.i, "pobj")]
    return any((o.pos != "NUM" or parse.children(o.i, "prep")) and o.lemma not in _BY for o in objects)


def _companion(context: Context, candidate: Candidate) -> Found | None:
    """Return whom *his guest*, *her counterpart* means: the other person spoken of with the owner."""
    parse, memory, head = context.text.parse, context.memory, candidate.head
    owners = tuple(f for t in parse.children(head, "poss") for f in memory.by_head.get(t.i, ()))
    token = parse.tokens[head]
    if (
        candidate.coding.country is not None
        or token.tag not in ("NN", "NNP")
        or len(owners) != 1
        or owners[0].kind not in _PERSONS
    ):
        return None
    found = nearest(context, head, others=owners)
    return ((found,), f"{token.lower}: with {owners[0].label} {found.label}", 0.6) if found is not None else None


def _superior(context: Context, candidate: Candidate) -> Found | None:
    """Return whom *his boss*, *her chief* means: the person whose aide or spokeswoman the owner is."""
    parse, memory = context.text.parse, context.memory
    owners = [f for t in parse.children(candidate.head, "poss") for f in memory.by_head.get(t.i, ())]
    if len(owners) != 1:
        return None
    for said in reversed(memory.said):
        if said.figures != tuple(owners) or said.head >= candidate.head:
            continue
        beside = [said.head, *(t.i for t in parse.children(said.head, "appos"))]
        beside += [i for i in (parse.tokens[said.head].head,) if parse.tokens[said.head].dep == "appos"]
        for head in beside:
            verbs = [t.i for t in parse.children(head, "relcl", "acl")]
            heads = [t.i for t in parse.children(head, "poss")]
            preps = [p for i in (head, *verbs) for p in parse.children(i, "prep") if p.lower in ("of", "to", "for")]
            heads += [o.i for p in preps for o in parse.children(p.i, "pobj")]
            for i in heads:
                figures = memory.by_head.get(i, ())
                if len(figures) == 1 and figures[0].kind in _PERSONS and figures[0] is not owners[0]:
                    return figures, f"whom {owners[0].label} works for: {figures[0].label}", 0.6
    return None
