"""Nouns for those who act → actors: a role of somebody named, something taken up, or somebody new."""

from detente.actors.beside_name import name_beside, personal
from detente.actors.beside_outlet import outlet_beside
from detente.actors.candidates import Candidate
from detente.actors.coding import Coding
from detente.actors.context import Context, Found
from detente.actors.epithets import commanding, take_up
from detente.actors.figure_tests import HasRole, KnownAs, Organization, SameNoun
from detente.actors.figures import Figure
from detente.actors.gazetteer import What
from detente.actors.groups import take_up_group
from detente.actors.memory import Test
from detente.actors.official_country import lend, state_around, state_of_voice
from detente.actors.resolve_names import state
from detente.actors.resolve_references import counts, members_of, reference_of, resolve_reference, resolve_together, two_states
from detente.actors.several import SINGLY
from detente.actors.standing import OFFICIAL
from detente.records import ActorKind

_DEFINITE = ("the", "this", "that", "both", "these", "those")
_FIGHTING = ("PRM", "REB", "UAF")
_MINE = ("my", "our")
_NEW = ("a", "an", "one", "another", "other", "some", "several", "many", "any")
_FRESH = ("a", "an", "one", "another")  # before somebody whom the text has not named yet
_BODIES = (ActorKind.ORGANIZATION, ActorKind.BODY, ActorKind.OUTLET)
_HOLDERS = 6  # of one title, among whom another portfolio or the subject of the clause are passed over
_MEMBERS = 3  # states whose leaders stand for each of them; more are a group
_OTHERS = frozenset(("foreign", "international", "led", "multinational", "other"))  # said of those of no one state
_STEPS = 6  # up a tree from a relative pronoun to its clause
_NEAR = 8  # sentences back to a group or an unnamed person of the same noun
_WHOLE_TEXT = 200  # sentences: an office stays with its holder to the end of the article


def resolve_nominal(context: Context, candidate: Candidate) -> Found:
    """Resolve a noun for those who act."""
    coding, tokens = candidate.coding, context.text.parse.tokens
    token, opening = tokens[candidate.head], tokens[candidate.first].lower
    plural = token.tag in ("NNS", "NNPS") or token.lower == "those" or bool(candidate.also)
    person = personal(candidate)
    side = _side(context, candidate)
    if side is not None:
        return side
    countries = _each_of(context, candidate) if plural and person and not coding.past else ()
    if 1 < len(countries) <= _MEMBERS:
        members = members_of(context, candidate, countries)
        return members, f"{token.lower}: {' and '.join(f.label for f in members)}", 0.6
    special = outlet_beside(context, candidate) or (_other_side(context, candidate) if not plural else None)
    special = special or (resolve_reference(context, candidate, sector=coding.sector) if opening == "neither" else None)
    if special is not None:
        return special
    named = _beside_name(context, candidate) if not plural else None
    if named is not None:
        _lend(context, candidate, named)
        return (named,), f"described beside the name of {named.label}", 0.9
    definite = opening in _DEFINITE or (candidate.first == candidate.head and not plural)
    peer = context.memory.quoted(candidate.head) and token.lemma in context.classes.peers
    if person and not plural and (definite or peer):
        found = _with_role(context, candidate, coding)
        if found is not None:
            _known_by(found, token.lemma)
            return (found,), f"{token.lower}: {'takes up' if found.noun else 'role of'} {found.label}", 0.8
    stands, counted = reference_of(context, candidate)
    named_apart = _named_apart(context, candidate)
    if (
        (definite or opening in (*SINGLY, "all"))
        and coding.country is None
        and stands
        and not named_apart
        and (not (counted or opening == "all") or counts(context, candidate))
    ):
        taken_up = resolve_reference(context, candidate, sector=coding.sector)
        if taken_up[0]:
            _known_by(taken_up[0][0], token.lemma)
            return taken_up
    same = _named_fighters(context, candidate) if plural and definite and coding.country is None else None
    if same is None and opening not in _NEW and coding.country is None and not named_apart:
        same = _same_noun(context, candidate, plural=plural, always=person or plural, reach=None if definite else _NEAR)
    if same is not None:
        return same
    several = resolve_together(context, candidate) if plural and opening == "the" and _bare(context, candidate) else None
    several = several or take_up_group(context, candidate)
    if several is not None:
        return several
    if definite and not person and not plural and coding.country is None and not named_apart:
        near = context.memory.near(candidate.head, Organization(token.lemma, coding.sector, named=True))
        if near:
            return (near[0][1],), f"{token.lower}: takes up {near[0][1].label}", 0.7
    described = take_up(context, candidate) if not plural and not context.memory.quoted(candidate.head) else None
    return described or _new(context, candidate, person=person, plural=plural)


def _side(context: Context, candidate: Candidate) -> Found | None:
    """Return the state that *the Danish side* is, or one that few recognise: *the Abkhaz side*."""
    parse, coding = context.text.parse, candidate.coding
    noun = parse.tokens[candidate.head].lower
    if noun not in context.classes.sides or not coding.country:
        return None
    beside = parse.children(candidate.head, "amod", "compound", "nmod")
    near = [f for t in beside for f in context.memory.by_head.get(t.i, ()) if f.sector == "PRE"]
    figure = near[0] if near else state(context, coding.country)
    return (figure,), f"{noun}: stands for {figure.label}", 0.8


def _known_by(figure: Figure, noun: str) -> None:
    """Let whom only nouns name be known by this one, too: *a member of his staff*, *the aide*, *her aide*."""
    if figure.kind is ActorKind.UNNAMED:
        figure.tails.add(noun)


def _each_of(context: Context, candidate: Candidate) -> tuple[str, ...]:
    """Return the states of each of which one holds the office: *the leaders of* A *and* B, *the Danish and Swedish ministers*."""
    tokens, head = context.text.parse.tokens, candidate.head
    offices = context.classes.offices
    titled = any(e.what is What.TITLE and e.row.text("kind") == "office" and " " in e.name for e in candidate.entries)
    if tokens[head].lemma not in offices and not titled:
        return ()
    if len(candidate.coding.countries) > 1:
        return candidate.coding.countries
    left = min((t.left for t in context.text.parse.children(head, "amod", "nmod", "compound")), default=head)
    if left < candidate.first:  # the base phrase ends at "and"
        return context.text.code(left, candidate.last).countries
    found: list[str] = []
    at = [
        o.i
        for p in context.text.parse.children(head, "prep")
        if p.lower == "of"
        for o in context.text.parse.children(p.i, "pobj")
    ]
    while at:
        i = at.pop(0)
        name = next((c for c in context.bodies.values() if c.head == i and c.what == "name"), None)
        code = name.entries[0].country if name is not None and name.entries[0].what is What.STATE else None
        if code is None:
            return () if found else two_states(context, i)  # the presidents of the two countries
        found.append(code)
        at.extend(t.i for t in context.text.parse.children(i, "conj"))
    return tuple(dict.fromkeys(found))


def _bare(context: Context, candidate: Candidate) -> bool:
    """Tell whether no words before or after the noun say which ones are meant."""
    only = candidate.coding.country is None and candidate.head - candidate.first == 1
    return only and not context.text.parse.children(candidate.head, "prep", "relcl", "acl", "appos", "poss")


def _same_noun(context: Context, candidate: Candidate, *, plural: bool, always: bool, reach: int | None) -> Found | None:
    """Return whom an earlier mention named by the same noun; a body, unless ``always``, only where nothing tells it apart.

    Without ``reach`` a body is looked for in the whole text.
    """
    lemma = context.text.parse.tokens[candidate.head].lemma
    back = reach if reach is not None else _NEAR if always else _WHOLE_TEXT
    near = context.memory.near(candidate.head, SameNoun(lemma, plural), reach=back)
    theirs = context.text.parse.children(candidate.head, "poss")
    whose = not always or any(t.lower == "whose" for t in theirs)
    if near and not (whose and _another(context, candidate, near[0][1])):
        return (near[0][1],), f"takes up {near[0][1].label}", 0.7
    return None


def _named_fighters(context: Context, candidate: Candidate) -> Found | None:
    """Return the armed group that *the rebels* are, with nothing more said of them: the only one that the text has named."""
    parse = context.text.parse
    told = [t for prep in parse.children(candidate.head, "prep") for t in parse.children(prep.i, "pobj")]
    told += parse.children(candidate.head, "relcl", "acl")
    if candidate.head - candidate.first != 1 or told or candidate.coding.sector != "REB":
        return None
    said = {f.key: f for s in context.memory.said for f in s.figures if f.kind is ActorKind.ORGANIZATION and not f.noun}
    armed = [f for f in said.values() if f.sector in _FIGHTING]
    if len(armed) != 1:
        return None
    return (armed[0],), f"{parse.tokens[candidate.head].lower}: the armed group of the text, {armed[0].label}", 0.6


def _other_side(context: Context, candidate: Candidate) -> Found | None:
    """Return whom *its neighbour* and in somebody's words *the enemy* mean: the state spoken of most besides its owner."""
    memory, token = context.memory, context.text.parse.tokens[candidate.head]
    if token.lemma not in context.classes.other_sides or candidate.coding.country:
        return None
    definite = context.text.parse.tokens[candidate.first].lower == "the"
    owners = _owners(context, candidate) or (memory.speaker(candidate.head) if definite else ())
    own = {f.country for f in owners if f.country in context.text.index.states}
    states = {f.key: f for s in memory.said for f in s.figures if f.kind is ActorKind.STATE and f.country not in own}
    other = max(states.values(), key=memory.count, default=None) if len(own) == 1 else None
    reason = f"{token.lower}: the state that the text speaks of most besides its own"
    return ((other,), reason, 0.5) if other is not None else None


def _another(context: Context, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a body is another one than the figure of the same noun: of another state, or with other words before the noun
    (*its foreign ministry*, *the transport ministry*).
    """
    countries = {f.country for f in _owners(context, candidate) if f.country}
    if countries and figure.country and figure.country not in countries:
        return True
    tokens = context.text.parse.tokens
    mine = {t.lower for t in tokens[candidate.first : candidate.head] if t.pos in ("ADJ", "NOUN", "PROPN") and t.dep != "poss"}
    theirs = set(figure.label.casefold().split()[:-1]) - {"the", "a", "an", "its", "their", "same"}
    mine.discard("same")
    return bool(mine and theirs) and not mine & theirs


def _named_apart(context: Context, candidate: Candidate) -> bool:
    """Tell whether a name that no table knows stands before the noun: *the Toa news agency* is no agency met before, unless it
    has that name.
    """
    tokens = context.text.parse.tokens
    names = [t for t in tokens[candidate.first : candidate.head] if t.pos == "PROPN" and t.text[1:].islower()]
    known = [p.span for p in candidate.coding.parts]
    unknown = [t.lower for t in names if not any(s.start <= t.start < s.end for s in known)]
    labels = {w for f in context.roster.figures.values() for w in f.label.casefold().split()}
    return any(w not in labels for w in unknown)


def _new(context: Context, candidate: Candidate, *, person: bool, plural: bool) -> Found:
    """Return a new group, body or unnamed person."""
    coding, tokens = candidate.coding, context.text.parse.tokens
    noun = tokens[candidate.head].lemma
    fresh = not plural and tokens[candidate.first].lower in _FRESH
    sector, owners = coding.sector if coding.sector != "UNK" else None, _owners(context, candidate)
    if sector == "COP" and any(f.sector == "MIL" for f in owners):
        sector = "MIL"  # an admiral's officers
    country, countries, reason, sure = coding.country, coding.countries, coding.reason, 0.7 if coding.countries else 0.4
    if coding.empty and not candidate.entries:
        reason, person = f"{noun}: no known noun, yet a party to what is said", True
    if sector is None and noun in context.classes.mouths and len(owners) == 1:
        sector = owners[0].sector  # a minister's spokeswoman
    if not countries and sector is not None and owners:
        countries = tuple(dict.fromkeys(f.country for f in owners if f.country))
        country, sure = countries[0] if len(countries) == 1 else None, 0.7 if countries else 0.4
        reason = f"{reason}; of {' and '.join(f.label for f in owners)}"
    guessed = not plural or sector in ("MIL", "COP", "LEG")
    if guessed and not countries and not owners and not _foreign(context, candidate):
        near = state_around(context, candidate.head) if sector in OFFICIAL and country is None and (fresh or not person) else None
        voice = state_of_voice(context, candidate.head) if sector in OFFICIAL and country is None and not fresh else None
        if voice is not None:
            country, reason, sure = voice.country, f"{reason}; {voice.label} speaks", 0.4
        elif near is not None:
            country, reason, sure = near.country, f"{reason}; the text speaks of {near.label} just before", 0.4
        elif not fresh:
            country, reason, sure = context.guess(country, sector, reason, sure)
    number, once = "many" if plural else "one", str(candidate.head) if fresh else ""
    key = ("noun", noun, country or " ".join(countries), sector or "", number, once)
    surface, kind = context.text.surface(candidate.first, candidate.last), _kind(sector, person=person, plural=plural)
    figure = context.roster.meet(Figure(key, surface, kind, country, countries, sector, reason, sure, plural=plural, noun=noun))
    figure.gender = figure.gender or (context.classes.genders.get(noun, "") if person else "")
    return (figure,), figure.reason, sure


def _kind(sector: str | None, *, person: bool, plural: bool) -> ActorKind:
    """Return the kind of what a noun names."""
    if plural:
        return ActorKind.GROUP
    if person:
        return ActorKind.UNNAMED
    return ActorKind.BODY if sector in OFFICIAL else ActorKind.ORGANIZATION


def _foreign(context: Context, candidate: Candidate) -> bool:
    """Tell whether a region, an organisation or a word for others stands with the noun, so that it is not of the article's home:
    *UN troops*, *foreign troops*, *no other minister*, *forces loyal to* X.
    """
    nouns = [p.span for p in candidate.coding.parts if p.what in (What.AGENT, What.TITLE)]  # a Foreign Ministry official
    before = context.text.parse.tokens[candidate.first : candidate.head]
    own = [t for t in before if not any(s.start <= t.start < s.end for s in nouns)]
    if any(t.lower in _OTHERS or t.lower.endswith("-led") for t in own):
        return True
    if any(t.lower == "loyal" for t in context.text.parse.children(candidate.head, "amod", "acl", "relcl")):
        return True
    if any(p.what in (What.REGION, What.REGIONAL, What.ORGANIZATION) for p in candidate.coding.parts):
        return True
    return any(t.ent == "ORG" and t.pos != "DET" for t in own)


def _owners(context: Context, candidate: Candidate) -> tuple[Figure, ...]:
    """Return whomever a possessive before the noun means: *its* troops, *the country's* president, *my* colleague."""
    memory, owners = context.memory, context.text.parse.children(candidate.head, "poss")
    mine = (f for t in owners if t.lower in _MINE for f in memory.speaker(candidate.head))
    whose = (f for t in owners if t.lower == "whose" for f in memory.by_head.get(_before_clause(context, t.i), ()))
    return (*(f for t in owners for f in memory.by_head.get(t.i, ())), *mine, *whose)


def _before_clause(context: Context, i: int) -> int:
    """Return the head of the noun that the clause of a relative pronoun belongs to (*Peru, whose minister* …), else the name just
    before it; -1 for none.
    """
    tokens = context.text.parse.tokens
    before = i - 2 if tokens[i - 1].text == "," else i - 1
    for _ in range(_STEPS):
        if tokens[i].dep == "relcl":
            return tokens[i].head
        i = tokens[i].head
    return before if tokens[before].pos == "PROPN" else -1


def _beside_name(context: Context, candidate: Candidate) -> Figure | None:
    """Return the person whose name stands beside the noun, or of whom the noun is said (*he is a diplomat*)."""
    parse = context.text.parse
    token = parse.tokens[candidate.head]
    name = name_beside(context, candidate)
    if name is not None:
        return name
    if token.dep == "appos":
        beside = context.memory.by_head.get(token.head, ())
        if len(beside) == 1 and beside[0].kind in _BODIES and not personal(candidate):
            _fill(beside[0], candidate.coding)
            return beside[0]
    if token.dep == "attr" and parse.tokens[token.head].lemma == "be":
        for subject in parse.children(token.head, "nsubj"):
            for figure in context.memory.by_head.get(subject.i, ()):
                if figure.kind is ActorKind.PERSON:
                    return figure
    return context.described.get(candidate.head)


def _lend(context: Context, candidate: Candidate, person: Figure) -> None:
    """Give a person of no known country that of whoever has him: *the agency's director*, X; *its envoy*, X."""
    noun = context.text.parse.tokens[candidate.head].lower
    owners = [f for f in _owners(context, candidate) if f is not person and f.country]
    lacks = person.kind is ActorKind.PERSON and person.country is None
    if lacks and len(owners) == 1 and noun not in context.classes.peers:
        lend(context, person, owners[0], noun)


def _fill(figure: Figure, coding: Coding) -> None:
    """Give an organisation that no table knows what a description beside its name says."""
    figure.country = figure.country or coding.country
    if figure.sector is None and coding.sector != "UNK":
        figure.sector = coding.sector


def _with_role(context: Context, candidate: Candidate, coding: Coding) -> Figure | None:
    """Return the latest person with a role that the noun names."""
    names = [e.name.casefold() for e in candidate.entries if e.what in (What.TITLE, What.AGENT)]
    country = coding.country or next((f.country for f in _owners(context, candidate) if f.country), None)
    entries = [e for e in candidate.entries if e.what is What.TITLE]
    short = [alias.casefold() for e in entries if e.row.text("kind") == "rank" for alias in e.row.list("aliases")]
    tests: list[Test] = [HasRole(noun, country, exact=True) for noun in (*names, *short)]  # the general: *Gen.* X
    lemma = context.text.parse.tokens[candidate.head].lemma
    if coding.country is None:
        tests.append(SameNoun(lemma, False))
    tests.append(KnownAs(lemma, country))
    tests += [HasRole(noun, country, exact=False) for noun in names if " " not in noun]
    tests += [HasRole(title, country, exact=False) for noun in names for title in context.classes.stand_ins.get(noun, ())]
    if coding.country and set(names) & context.classes.peers:
        owner = next((f for f in _owners(context, candidate) if f.roles), None)
        titles = [owner.roles[0].title.casefold().split()[-1]] if owner is not None else []
        tests += [HasRole(title, coding.country, exact=False) for title in titles]
    if coding.country is None:
        tests += [SameNoun(title, False) for title in context.classes.stand_ins.get(lemma, ())]
    above = commanding(context.memory, candidate.head)
    office: list[Test] = [
        HasRole(noun, country, exact=False, official=True) for noun in names if noun in context.classes.officials
    ]
    for number, test in enumerate([*tests, *office]):
        reach = _WHOLE_TEXT if number < len(tests) else _NEAR
        found = context.memory.near(candidate.head, test, _HOLDERS + len(above), reach=reach)
        free = [f for _, f in found if not any(f is a for a in above) and not _of_another(context, candidate, f)]
        if free:
            return free[0]
    return None


def _of_another(context: Context, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether words after the noun give a portfolio that the figure's titles do not have: *the minister of mines*."""
    parse = context.text.parse
    known = [p.span for p in candidate.coding.parts if p.what not in (What.TITLE, What.AGENT)]
    preps = [p for p in parse.children(candidate.head, "prep") if p.lower in ("of", "for")]
    nouns = [o for p in preps for o in parse.children(p.i, "pobj") if o.i >= candidate.last]
    nouns = [o for o in nouns if not any(s.start <= o.start < s.end for s in known)]
    mine = {t.lower for o in nouns for t in parse.tokens[o.left : o.right + 1] if t.pos in ("NOUN", "PROPN")}
    titles = [t for c in figure.described if c.title_span is not None for t in (c.title or "", c.title_span.of(parse.text))]
    theirs = {w for title in titles for w in title.casefold().split()} - {
        "of",
        "the",
        "for",
        "and",
        parse.tokens[candidate.head].lemma,
    }
    return bool(mine and theirs) and not mine & theirs
