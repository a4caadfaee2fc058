"""Of which country an official is whom the text gives none: of whoever has him, else of the state spoken of just before."""

import math

from detente.actors.context import Context
from detente.actors.epithets import commanding
from detente.actors.figures import Figure
from detente.actors.memory import SUBJECTS, Said
from detente.actors.standing import OFFICIAL
from detente.records import ActorKind

_REACH = 1  # sentences back within the paragraph in which the state of an official is looked for
# A conditional logit of 142 officials of the bank's parts train and dev and of its drafts; where the article was left out, 104
# are right then, 82 without their names, and as many are wrong.
_FIT, _OFTEN, _NEAR = 0.99, 1.03, 1.51
_LIKELY = 0.6
_TOLD = 0.6  # how sure a country is that the text itself tells
_OWN = OFFICIAL | {"OPP", "PTY"}
_LENDERS = (ActorKind.ORGANIZATION, ActorKind.BODY, ActorKind.OUTLET, ActorKind.STATE)


def owner_of(context: Context, figure: Figure) -> Figure | None:
    """Return whoever has the person by the possessive before the title: *its* ambassador, *Peru's* envoy, the union's envoy."""
    for role in figure.roles:
        for span in role.evidence:
            for i in context.text.parse.within(span):
                for token in context.text.parse.children(i, "poss"):
                    owners = [f for f in context.memory.by_head.get(token.i, ()) if f is not figure and f.country]
                    if owners:
                        return owners[0]
    return None


def give_owner(context: Context, figure: Figure) -> bool:
    """Give a person country, and where the title tells none the sector, of whoever has him; tell whether anybody does."""
    owner = owner_of(context, figure)
    if owner is None:
        return False
    lend(context, figure, owner, figure.roles[0].title)
    return True


def take_office(context: Context, figure: Figure) -> bool:
    """Give a person whom *the* and a noun describe (*the ambassador, Ann Smith*) the country of the one of that noun whom the
    text has named before (*Peru's ambassador*, *Peruvian mediators*), where all are of one; tell whether there is one.
    """
    parse, tokens = context.text.parse, context.text.parse.tokens
    for role in figure.roles:
        head = parse.head_of(role.evidence[0]) if role.evidence else None
        if head is None or not any(t.lower == "the" for t in parse.children(head, "det")):
            continue
        before = [s for s in context.memory.said if s.head < head and len(s.figures) == 1 and tokens[s.head].pos == "NOUN"]
        alike = [s.figures[0] for s in before if tokens[s.head].lemma == tokens[head].lemma]
        countries = {f.country for f in alike if f is not figure and f.confidence >= _TOLD}
        country = next(iter(countries), None) if len(countries) == 1 else None
        if country is not None:
            figure.country, figure.reason, figure.confidence = country, f"{role.title}: one of {alike[-1].label}", 0.6
            return True
    return False


def state_of_voice(context: Context, head: int) -> Figure | None:
    """Return the official, or the state, in whose words a token stands: *the president* is his own."""
    voices = context.memory.speaker(head) or context.memory.reporter(head)
    known = len(voices) == 1 and voices[0].country in context.text.index.states
    return voices[0] if known and (voices[0].kind is ActorKind.STATE or voices[0].sector in _OWN) else None


def lend(context: Context, figure: Figure, owner: Figure, title: str) -> None:
    """Give a person of no known country that of whoever has him, and where the title tells none the sector."""
    noun = title.casefold()
    mirror, mouth = noun in context.classes.mirrors, noun in context.classes.mouths
    if not mirror:  # *her counterpart* has her office, in any state but hers
        figure.country, figure.reason, figure.confidence = owner.country, f"{title} of {owner.label}", 0.7
    if figure.sector is None and (mirror or mouth or owner.kind in _LENDERS or owner.sector in OFFICIAL):
        figure.sector = owner.sector


def give_guest(context: Context, outlet: Figure) -> None:
    """Give an outlet of no known country that of the official who speaks to it, unless the article is about another: *the
    minister told the newspaper* X.
    """
    for said in context.memory.said:
        if said.subject or not any(f is outlet for f in said.figures):
            continue
        guests = [f for f in commanding(context.memory, said.head) if f.kind is ActorKind.PERSON and f.sector in OFFICIAL]
        country = guests[0].country if guests else None
        if country in context.text.index.states and context.home in (None, country):
            outlet.country, outlet.confidence = country, 0.4
            outlet.reason = f"{outlet.reason}; {guests[0].label} speaks to it"
            return


def of_unknown(context: Context, figure: Figure) -> bool:
    """Tell whether the title is of somebody whom nothing tells: *Acme's* president is in no government."""
    tokens = [i for role in figure.roles for span in role.evidence for i in context.text.parse.within(span)]
    owners = [t for i in tokens for t in context.text.parse.children(i, "poss") if t.pos == "PROPN"]
    return bool(owners) and not any(f.country for t in owners for f in context.memory.by_head.get(t.i, ()))


def state_around(context: Context, head: int) -> Figure | None:
    """Return the state that the paragraph speaks of just before token ``head``: the subject of its sentence or of the one before,
    else the only one in them.
    """
    parse = context.text.parse
    here, sent = parse.tokens[head], parse.tokens[head].sent
    near: dict[int, list[Said]] = {}
    for said in reversed(context.memory.said):
        back = sent - said.sent
        if back > _REACH or "\n" in parse.text[parse.tokens[said.head].start : here.start]:
            break
        if len(said.figures) == 1 and said.figures[0].kind is ActorKind.STATE and said.head < head:
            near.setdefault(back, []).append(said)
    for back in sorted(near):
        subjects = [s.figures[0] for s in near[back] if (s.subject and not s.adjective) or _of_subject(context, s.head)]
        alike = list(dict.fromkeys(s.figures[0] for s in near[back]))
        if subjects:
            return subjects[-1]
        if len(alike) == 1 and (back == 0 or context.home in (None, alike[0].country)):
            return alike[0]
    return None


def state_by_name(context: Context, figure: Figure, near: str | None) -> str | None:
    """Return the state of an official whose name is made like those of its office holders: the one that is likely, among those
    that the text speaks of, by the name, by how often it is spoken of, and by whether it is the one spoken of just before
    (``near``). Whose official nobody knows (*its chief*) is of no country.
    """
    heads = [i for role in figure.roles for span in role.evidence for i in context.text.parse.within(span)]
    if any(context.text.parse.children(i, "poss") for i in heads):
        return None
    fits = {c: context.text.index.origins.fit(figure.name, c) for c in context.spoken}
    weights = {
        c: math.exp(_FIT * fit + _OFTEN * math.log(context.spoken[c]) + _NEAR * (c == near))
        for c, fit in fits.items()
        if fit is not None
    }
    best = max(weights, key=lambda c: (weights[c], c), default=None)
    return best if best is not None and weights[best] >= _LIKELY * sum(weights.values()) else None


def _of_subject(context: Context, head: int) -> bool:
    """Tell whether a token has the subject of its sentence: *Oslo's* tone was harsher."""
    tokens = context.text.parse.tokens
    return tokens[head].dep == "poss" and tokens[tokens[head].head].dep in SUBJECTS
