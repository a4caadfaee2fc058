"""From the words of a noun phrase to who takes part: actors of the cast, one participant each."""

from dataclasses import replace

from detente.actors.cast import Cast
from detente.events.coordination import conjuncts
from detente.events.frames import prepositions
from detente.language.parse import Parse
from detente.records import ActorKind, Mention, MentionKind, Participant

INSIDE = ("of", "from", "in", "at", "by", "for", "on", "to", "with", "against", "inside", "within", "outside", "near")
SUCH_AS = ("like", "including")  # "countries like Peru"
OF_STATES = frozenset(("country", "nation", "state", "economy", "government", "power", "member"))
NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj")
MOST_MEMBERS = 6  # more than that is a bloc, which acts as one
_DEALINGS = "accord agenda agreement conference convention declaration meeting negotiation process protocol round summit talk"
NAMED_AFTER = frozenset(f"{_DEALINGS} talks treaty".split())  # what a town may only give its name to
LIKENESS = ("style", "type", "like", "inspired")
CODES = ("US", "U.S.", "UK", "U.K.", "EU", "UAE", "Britain", "America", "Holland")  # short names of states, not of towns
BEFORE = ("poss", "amod", "compound", "nmod", "nummod")


def find_participants(parse: Parse, cast: Cast, head: int | None, depth: int = 0) -> tuple[Participant, ...]:
    """Return who the noun phrase with this head stands for, coordinated ones included; () where nobody was found."""
    if head is None:
        return ()
    out: list[Participant] = []
    for i in conjuncts(parse, head):
        for one in _one(parse, cast, i, depth):
            if all(one.actor != other.actor or one.country != other.country for other in out):
                out.append(one)
    return tuple(out)


def _one(parse: Parse, cast: Cast, i: int, depth: int) -> tuple[Participant, ...]:
    mention = cast.at(i)
    own = as_participants(cast, mention) if mention is not None else ()
    if mention is not None and mention.kind is MentionKind.ADJECTIVE:
        own = _joined(parse, cast, i, own)
    if mention is not None and mention.kind is MentionKind.NOMINAL and depth == 0:
        own = _named_by(parse, cast, i, own)
        own = _of_each(parse, cast, i, own)
    if mention is not None:
        own = _at_home(parse, cast, i, own)
    if mention is not None and mention.kind is MentionKind.NAME:
        own = _beside(parse, cast, i, own)
    if any(p.country for p in own) or depth > 3:
        return own
    token = parse.tokens[i]
    before: tuple[str, ...] = () if token.pos == "VERB" and token.dep not in NOMINAL else BEFORE
    if token.pos == "PROPN" and mention is None:  # "Spain's Iberia" is not Spain
        before = tuple(dep for dep in before if dep != "poss")
    return _within(parse, cast, i, before, depth) or own


def _within(parse: Parse, cast: Cast, i: int, before: tuple[str, ...], depth: int) -> tuple[Participant, ...]:
    """Return who a noun phrase speaks of where its head is nobody: its possessor, its nationality, what follows it."""
    token = parse.tokens[i]
    for dep in before:
        found: list[Participant] = []
        for c in token.children:
            if parse.tokens[c].dep == dep:
                if dep in ("compound", "nmod") and _is_namesake(parse, cast, c):
                    continue
                if (dep == "poss" and _is_attended(parse, cast, c)) or _is_likeness(parse, c):
                    continue
                found.extend(p for p in _whose(parse, cast, c, depth) if p not in found)
                found.extend(p for p in find_participants(parse, cast, c, depth + 1) if p not in found)
        if any(p.country for p in found):
            return tuple(found)
    wanted = (*INSIDE, *SUCH_AS) if token.lemma in OF_STATES else INSIDE
    inside = {w: [c for prep, c in prepositions(parse, i) if prep == w] for w in wanted}
    for heads in ([k.i for k in parse.children(i, "appos")], *inside.values()):
        for k in heads:
            told = find_participants(parse, cast, k, depth + 1)
            if any(p.country for p in told):
                return told
    return ()


def _is_likeness(parse: Parse, i: int) -> bool:
    """Tell whether the words only compare: *a Greek-style bailout*."""
    after = [t.lower for t in parse.tokens[i : i + 3]]
    return after[0] in LIKENESS or (len(after) > 2 and after[1] == "-" and after[2] in LIKENESS)


def _is_attended(parse: Parse, cast: Cast, i: int) -> bool:
    """Tell whether a pronoun is for a guest of somebody else's talks: *his first EU summit*."""
    head = parse.tokens[i].head
    if parse.tokens[i].pos != "PRON" or parse.tokens[head].lemma not in NAMED_AFTER:
        return False
    return any((m := cast.at(c.i)) is not None and m.actors for c in parse.children(head, "compound", "nmod", "amod"))


def _is_namesake(parse: Parse, cast: Cast, i: int) -> bool:
    """Tell whether a town only gives its name to talks or a treaty: *the Doha round*, *the Lisbon treaty*."""
    return parse.tokens[parse.tokens[i].head].lemma in NAMED_AFTER and is_town(parse, cast, i)


def is_town(parse: Parse, cast: Cast, i: int) -> bool:
    """Tell whether a town is named that may stand for its state: *Lima*."""
    mention = cast.at(i)
    if mention is None or mention.kind is not MentionKind.NAME:
        return False
    return (
        parse.tokens[i].pos == "PROPN"
        and parse.tokens[i].ent != "NORP"
        and all(
            (actor := cast.actor(a)).kind is ActorKind.STATE and mention.text not in (actor.name, *CODES) for a in mention.actors
        )
    )


def _whose(parse: Parse, cast: Cast, i: int, depth: int) -> tuple[Participant, ...]:
    """Return whom *whose* takes up: the noun before its clause."""
    if parse.tokens[i].lower != "whose":
        return ()
    for _ in range(4):
        token = parse.tokens[i]
        if token.dep == "relcl":
            return find_participants(parse, cast, token.head, depth + 1)
        i = token.head
    return ()


def _joined(parse: Parse, cast: Cast, i: int, own: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return both sides of a compound adjective: *US-Cuban*."""
    out = list(own)
    for c in parse.tokens[i].children:
        other = cast.at(c)
        if other is not None and parse.tokens[c].dep in ("compound", "amod", "nmod") and c + 2 == i:
            out[:0] = [p for p in as_participants(cast, other) if p.country and p.country not in {q.country for q in own}]
    return tuple(out)


def _beside(parse: Parse, cast: Cast, i: int, own: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return the parties with the name before *and* that the parser took for a part of this one: *Iran and world powers*."""
    out = list(own)
    for c in parse.children(i, "nmod"):
        other = cast.at(c.i)
        if other is not None and any(parse.tokens[k].dep == "cc" for k in c.children):
            known = {p.country for p in own}
            out[:0] = [p for p in as_participants(cast, other) if p.country and p.country not in known]
    return tuple(out)


def _at_home(parse: Parse, cast: Cast, i: int, own: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return a people in another state as one of that state: *Bulgaria's ethnic Turks*, *Ecuadorean Indians*."""
    if parse.tokens[i].tag not in ("NNPS", "NNS") or len(own) != 1 or own[0].sector != "CVL" or cast.at(i) is None:
        return own
    if parse.tokens[i].ent not in ("NORP", "GPE") and not parse.tokens[i].text[:1].isupper():
        return own
    for c in parse.children(i, "poss", "amod", "compound"):
        other = cast.at(c.i)
        told = as_participants(cast, other) if other is not None and c.i < i else ()
        if len(told) == 1 and told[0].country and told[0].sector == "GOV" and told[0].country != own[0].country:
            return (replace(own[0], country=told[0].country),)
    return own


def _of_each(parse: Parse, cast: Cast, i: int, own: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return one participant for each country that is coordinated: *US and British activists*, *the leaders of X and Y*."""
    told: list[Participant] = list(own)
    if parse.tokens[i].tag == "NNS":
        for prep, o in prepositions(parse, i):
            if prep in ("of", "from") and len(conjuncts(parse, o)) > 1:
                known = {q.country for q in told}
                told.extend(p for p in find_participants(parse, cast, o, 2) if p.country and p.country not in known)
    for c in parse.tokens[i].children:
        child = parse.tokens[c]
        if child.dep in ("amod", "compound", "nmod") and any(parse.tokens[k].dep in ("conj", "cc") for k in child.children):
            for k in (*conjuncts(parse, c), *(j for j in parse.tokens[i].children if parse.tokens[j].dep == "conj" and j < i)):
                mention = cast.at(k)
                if mention is not None:
                    told.extend(
                        replace(p, sector=own[0].sector) if own else p
                        for p in as_participants(cast, mention)
                        if p.country and p.country not in {q.country for q in told}
                    )
    return tuple(told)


def _named_by(parse: Parse, cast: Cast, i: int, own: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return who an apposition names, where it names others than the nominal does: *its allies, the Baltic states*."""
    for c in parse.tokens[i].children:
        other = cast.at(c)
        if parse.tokens[c].dep == "appos" and other is not None and other.kind is MentionKind.NAME:
            told = as_participants(cast, other)
            if any(p.country for p in told) and not {p.actor for p in told} & {p.actor for p in own}:
                return told
    return _listed_after(parse, cast, i) or own


def _listed_after(parse: Parse, cast: Cast, i: int) -> tuple[Participant, ...]:
    """Return the states that a name after a comma stands for, which the parser tied to something else."""
    tokens = parse.tokens
    if tokens[i].tag != "NNS" or i + 1 >= len(tokens) or tokens[i + 1].text != ",":
        return ()
    after = next((m for k in range(i + 2, min(i + 5, len(tokens))) if (m := cast.at(k)) is not None), None)
    if after is None or after.kind is not MentionKind.NAME or len(after.actors) != 1:
        return ()
    told = as_participants(cast, after)
    return told if len(told) > 1 else ()


def as_participants(cast: Cast, mention: Mention) -> tuple[Participant, ...]:
    """Return a participant for each actor of the mention; a group of states (*the Baltic states*) gives one for each state."""
    out: list[Participant] = []
    for actor_id in mention.actors:
        actor = cast.actor(actor_id)
        members = actor.country is None and 1 < len(actor.countries) <= MOST_MEMBERS
        for country in actor.countries if members else (actor.country,):
            out.append(Participant(mention.text, (mention.span,), actor.id, actor.name, country, actor.sector))
    return tuple(out)
