"""Nouns for those who act → actors: a role of somebody named, something taken up, or somebody new."""

from detente.actors.candidates import Candidate
from detente.actors.coding import Coding
from detente.actors.context import Context, Found
from detente.actors.extent import phrase_end
from detente.actors.figures import Figure
from detente.actors.gazetteer import What
from detente.actors.memory import Fits, Test
from detente.actors.resolve_names import state
from detente.actors.standing import OFFICIAL
from detente.records import ActorKind

_DEFINITE = ("the", "this", "that", "both", "these", "those")
_NEW = ("a", "an", "one", "another", "some", "several", "many", "any")
_FRESH = ("a", "an", "one", "another")  # before somebody whom the text has not named yet
_BODIES = (ActorKind.ORGANIZATION, ActorKind.BODY, ActorKind.OUTLET)
_WHOLE_TEXT = 200  # sentences: an office stays with its holder to the end of the article
_PERSONAL = ("person", "office", "rank", "profession")


def resolve_nominal(context: Context, candidate: Candidate) -> Found:
    """Resolve a noun for those who act."""
    coding, tokens = candidate.coding, context.text.parse.tokens
    token, opening = tokens[candidate.head], tokens[candidate.first].lower
    plural = token.tag in ("NNS", "NNPS") or bool(candidate.also)
    person = personal(candidate)
    if token.lower in context.classes.sides and coding.country:
        figure = state(context, coding.country)
        return (figure,), f"{token.lower}: stands for {figure.label}", 0.8
    named = _beside_name(context, candidate) if not plural else None
    if named is not None:
        return (named,), f"described beside the name of {named.label}", 0.9
    definite = opening in _DEFINITE or (candidate.first == candidate.head and not plural)
    if person and not plural and definite:
        found = _with_role(context, candidate, coding)
        if found is not None:
            return (found,), f"{token.lower}: {'takes up' if found.noun else 'role of'} {found.label}", 0.8
    stands, counted = context.classes.references.get(token.lower, ("", False))
    if definite and coding.country is None and stands and (not counted or _counts(context, candidate)):
        taken_up = resolve_reference(context, candidate, sector=coding.sector)
        if taken_up[0]:
            return taken_up
    if opening not in _NEW and coding.country is None:
        near = context.memory.near(candidate.head, _SameNoun(token.lemma, plural))
        if near:
            return (near[0][1],), f"takes up {near[0][1].label}", 0.7
    return _new(context, candidate, person=person, plural=plural)


def _new(context: Context, candidate: Candidate, *, person: bool, plural: bool) -> Found:
    """Return a new group, body or unnamed person."""
    coding, tokens = candidate.coding, context.text.parse.tokens
    noun = tokens[candidate.head].lemma
    fresh = not plural and tokens[candidate.first].lower in _FRESH
    sector, owners = coding.sector if coding.sector != "UNK" else None, _owners(context, candidate)
    if sector == "COP" and any(f.sector == "MIL" for f in owners):
        sector = "MIL"  # an admiral's officers
    country, countries, reason, sure = coding.country, coding.countries, coding.reason, 0.7 if coding.countries else 0.4
    if not countries and sector is not None and owners:
        countries = tuple(dict.fromkeys(f.country for f in owners if f.country))
        country, sure = countries[0] if len(countries) == 1 else None, 0.7 if countries else 0.4
        reason = f"{reason}; of {' and '.join(f.label for f in owners)}"
    guessed = not plural or sector in ("MIL", "COP")
    if guessed and not countries and not owners and not fresh and not _foreign(context, candidate):
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
    """Tell whether a region or organisation stands with the noun, so that it is not of the article's home: *UN troops*."""
    if any(p.what in (What.REGION, What.REGIONAL, What.ORGANIZATION) for p in candidate.coding.parts):
        return True
    return any(t.ent == "ORG" for t in context.text.parse.tokens[candidate.first : candidate.head])


def _owners(context: Context, candidate: Candidate) -> tuple[Figure, ...]:
    """Return whomever a possessive before the noun means: *its* troops, *the country's* president."""
    return tuple(f for t in context.text.parse.children(candidate.head, "poss") for f in context.memory.by_head.get(t.i, ()))


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


def name_beside(context: Context, candidate: Candidate) -> Figure | None:
    """Return the person whose name stands in apposition to the noun, before or after it."""
    parse = context.text.parse
    token = parse.tokens[candidate.head]
    for child in parse.children(candidate.head, "appos"):
        name = _name_at(context, child.i)
        if name is not None:
            return name
    if token.dep == "appos":
        name = _name_at(context, token.head)
        if name is not None:
            return name
    return _after_comma(context, candidate) if personal(candidate) and token.tag in ("NN", "NNP") else None


def _after_comma(context: Context, candidate: Candidate) -> Figure | None:
    """Return the person whose name, with or without a title, follows the description and a comma, and ends it: *an adviser to
    the council, Dr Ann Smith, said*; not one of a list.
    """
    tokens = context.text.parse.tokens
    comma = phrase_end(context.text, candidate.head)
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return None
    first = next((i for i in range(comma + 1, min(comma + 4, len(tokens))) if i in context.people), None)
    if first is None or any(tokens[i].pos not in ("PROPN", "NOUN", "PUNCT") or tokens[i].text == "," for i in range(comma + 1, first)):
        return None
    figure, last = context.people[first], first
    if tokens[candidate.head].dep == "pobj" and tokens[first].dep != "appos":
        return None  # according to an aide, Smith said
    while last < len(tokens) and (tokens[last].pos == "PROPN" or (last > first and tokens[last].lower in context.classes.particles)):
        last += 1
    after = tokens[last] if last < len(tokens) else None
    listed = after is not None and (after.pos == "CCONJ" or (after.text == "," and last + 1 < len(tokens) and tokens[last + 1].pos in ("CCONJ", "PROPN")))
    return None if listed else figure


def personal(candidate: Candidate) -> bool:
    """Tell whether the noun names persons, rather than a group or body."""
    return any(e.what in (What.TITLE, What.AGENT) and e.row.text("kind") in _PERSONAL for e in candidate.entries)


def _fill(figure: Figure, coding: Coding) -> None:
    """Give an organisation that no table knows what a description beside its name says."""
    figure.country = figure.country or coding.country
    if figure.sector is None and coding.sector != "UNK":
        figure.sector = coding.sector


def _name_at(context: Context, head: int) -> Figure | None:
    """Return the person whose name holds the token."""
    for first in range(head, max(-1, head - 4), -1):
        if first in context.people:
            return context.people[first]
    return None


def _with_role(context: Context, candidate: Candidate, coding: Coding) -> Figure | None:
    """Return the latest person with a role that the noun names."""
    names = [e.name.casefold() for e in candidate.entries if e.what in (What.TITLE, What.AGENT)]
    country = coding.country or next((f.country for f in _owners(context, candidate) if f.country), None)
    tests: list[Test] = [HasRole(noun, country, exact=True) for noun in names]
    if coding.country is None:
        tests.append(_SameNoun(context.text.parse.tokens[candidate.head].lemma, False))
    tests += [
        HasRole(noun, country, exact=False, official=noun in context.classes.officials) for noun in names if " " not in noun
    ]
    for test in tests:
        found = context.memory.near(candidate.head, test, reach=_WHOLE_TEXT)
        if found:
            return found[0][1]
    return None


def _counts(context: Context, candidate: Candidate) -> bool:
    """Tell whether *two* or *both* stands before the noun."""
    return any(t.lower in ("two", "both") for t in context.text.parse.tokens[candidate.first : candidate.head])


def resolve_reference(context: Context, candidate: Candidate, *, sector: str | None = None) -> Found:
    """Resolve a noun that takes up what was named: the two leaders, both sides, the country.

    An organisation must be of the noun's ``sector`` where both have one, and one whose name has the noun is preferred.
    """
    head, token = candidate.head, context.text.parse.tokens[candidate.head]
    stands, counted = context.classes.references.get(token.lower, ("", False))
    if counted and not _counts(context, candidate):
        return (), f"{token.lower}: not said how many", 0.2
    pair: list[Figure] = []
    others = _subject_over(context, head)
    if stands in ("states", "sides"):
        test = Side() if stands == "sides" else Fits(ActorKind.STATE)
        pair = context.memory.last_two(head, test, frequent=True, exclude=others)
    if stands == "persons":
        pair = context.memory.last_two(head, _Prominent(), exclude=others)
    if len(pair) == 2:
        return tuple(pair), f"the last two: {pair[0].label} and {pair[1].label}", 0.7
    if stands in ("states", "sides", "persons"):
        return (), f"{token.lower}: no two before it", 0.2
    if stands == "state":
        own = next((f.country for f in context.memory.speaker(head) if f.country in context.text.index.states), None)
        if own:
            return (state(context, own),), f"{token.lower}: the speaker's", 0.6
    kinds = {
        "organization": (ActorKind.ORGANIZATION, ActorKind.OUTLET),
        "state": (ActorKind.STATE,),
        "person": (ActorKind.PERSON, ActorKind.UNNAMED),
    }.get(stands, ())
    plain: Test = Fits(*kinds, plural=False)
    if stands == "organization":
        plain = _Organization(token.lemma, sector, named=False)
    near = context.memory.near(head, _Organization(token.lemma, sector, named=True)) if stands == "organization" else []
    near = near or context.memory.near(head, plain)
    if near:
        return (near[0][1],), f"{token.lower}: takes up {near[0][1].label}", 0.6
    return (), f"{token.lower}: nothing before it that it could take up", 0.2


def _subject_over(context: Context, head: int) -> tuple[Figure, ...]:
    """Return the figures of the subject of the verb that governs an object: who told both sides is neither of them."""
    parse = context.text.parse
    token = parse.tokens[head]
    for _ in range(3):
        if token.dep in ("nsubj", "nsubjpass") or token.head == token.i:
            return ()
        token = parse.tokens[token.head]
        if token.pos in ("VERB", "AUX"):
            return tuple(f for t in parse.children(token.i, "nsubj", "nsubjpass") for f in context.memory.by_head.get(t.i, ()))
    return ()


class _SameNoun:
    """Groups, bodies and unnamed persons that the same noun named, in the same number."""

    def __init__(self, noun: str, plural: bool) -> None:
        self.noun, self.plural = noun, plural

    def __call__(self, figure: Figure) -> bool:
        return figure.noun == self.noun and figure.plural is self.plural


class _Organization:
    """Organisations of a sector, or without one; where ``named``, those whose name has the noun."""

    def __init__(self, noun: str, sector: str | None, *, named: bool) -> None:
        self.noun, self.sector, self.named = noun, sector if sector != "UNK" else None, named

    def __call__(self, figure: Figure) -> bool:
        if figure.kind not in (ActorKind.ORGANIZATION, ActorKind.OUTLET, ActorKind.BODY) or figure.plural:
            return False
        if self.named:
            return self.noun in figure.label.casefold().split()
        return not figure.noun and (self.sector is None or figure.sector in (None, self.sector))


class Side:
    """States, and those who fight them: whom *both sides* means."""

    def __call__(self, figure: Figure) -> bool:
        return figure.kind is ActorKind.STATE or (figure.kind is ActorKind.ORGANIZATION and figure.sector in ("REB", "PRE"))


class _Prominent:
    """Persons who hold or held an office: those whom *the two leaders* means."""

    def __call__(self, figure: Figure) -> bool:
        return figure.kind is ActorKind.PERSON and (figure.sector in OFFICIAL or figure.sector in ("ELI", "PTY", "REB", None))


class HasRole:
    """Persons with a title: the noun itself, or (unless ``exact``) one that has the noun; never one who only will be.

    An ``official`` noun (*the diplomat*) fits whoever is in office.
    """

    def __init__(self, noun: str, country: str | None, *, exact: bool, official: bool = False) -> None:
        self.noun, self.country, self.exact, self.official = noun, country, exact, official

    def __call__(self, figure: Figure) -> bool:
        if figure.kind is not ActorKind.PERSON or (self.country and figure.country and self.country != figure.country):
            return False
        for role in figure.roles:
            title = role.title.casefold()
            if title == self.noun or (not self.exact and self.noun in title.split() and not title.endswith("elect")):
                return True
        return self.official and figure.sector in OFFICIAL
