"""Nouns that take up what was named: *the two leaders*, *both sides*, *the country*."""

from detente.actors.beside_name import personal
from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.figure_tests import HasRole, Organization, Prominent, SameNoun, Side
from detente.actors.figures import Figure
from detente.actors.gazetteer import What
from detente.actors.memory import Fits, Test
from detente.actors.resolve_names import state
from detente.actors.several import NUMBERS, SINGLY, all_of, number_before, plural_of, together
from detente.actors.words import split_words
from detente.records import ActorKind

_LINES = frozenset("aisle border divide river spectrum street".split())  # on whose sides nobody in particular is
_WHERE = ("at", "on")  # on either side of the river
_SEVERAL = ("bodies", "states", "sides", "persons")
_TOO_WIDE = (None, "CVL", "UNK")  # sectors that do not tell which persons a noun means


def reference_of(context: Context, candidate: Candidate) -> tuple[str, bool]:
    """Return what the noun may take up, and whether only with a number: *sides*, *both officers*, *each side*."""
    token = context.text.parse.tokens[candidate.head]
    words = context.classes.references
    if token.tag == "NN" and context.text.parse.tokens[candidate.first].lower in SINGLY:
        if token.dep == "pobj" and context.text.parse.tokens[token.head].lower in _WHERE:
            return "", False
        return words.get(plural_of(token.lower), ("", False))
    if token.lower == "sides" and _of_things(context, candidate.head):
        return "", False
    if token.lower not in words and token.tag in ("NNS", "NNPS") and personal(candidate):
        return "persons", True
    return words.get(token.lower, ("", False))


def _of_things(context: Context, head: int) -> bool:
    """Tell whether *of* says of what these are the sides, which are no parties: *both sides of the political spectrum*."""
    parse = context.text.parse
    of = [o for p in parse.children(head, "prep") if p.lower == "of" for o in parse.children(p.i, "pobj")]
    return any(o.lemma in _LINES for o in of)


def _of_a_sort(context: Context, candidate: Candidate) -> bool:
    """Tell whether nouns before *union* or *ministry* say whose or which it is: *the oil workers union* is no union of states,
    *the transport ministry* no ministry but that.
    """
    if context.text.parse.tokens[candidate.head].lemma not in ("department", "ministry", "union"):
        return False
    between = context.text.parse.tokens[candidate.first : candidate.head]
    return any(t.pos == "NOUN" and t.dep in ("compound", "nmod") for t in between)


def _word(number: int) -> str:
    """Return a number as a word."""
    return next(word for word in ("two", "three", "four", "five", "six") if NUMBERS[word] == number)


_MINE = ("my", "our")


def counts(context: Context, candidate: Candidate) -> bool:
    """Tell whether *two*, *both*, *all three* or *each* stands before the noun."""
    return number_before(context, candidate.first, candidate.head) is not None


def resolve_reference(context: Context, candidate: Candidate, *, sector: str | None = None) -> Found:
    """Resolve a noun that takes up what was named: the two leaders, both sides, the country.

    An organisation must be of the noun's ``sector`` where both have one, and one whose name has the noun is preferred.
    """
    head, token = candidate.head, context.text.parse.tokens[candidate.head]
    stands, counted = reference_of(context, candidate)
    number = number_before(context, candidate.first, head)
    if counted and number is None:
        return (), f"{token.lower}: not said how many", 0.2
    if stands in _SEVERAL:
        found = _several(context, candidate, stands, number or 2, sector)
        if found:
            return found, f"the last {_word(number or 2)}: {' and '.join(f.label for f in found)}", 0.7
        return (), f"{token.lower}: no two before it", 0.2
    subjects = _subject_over(context, head) if stands == "state" else ()
    if stands == "state":
        owned = _owned_state(context, head)
        if owned is not None:
            return owned
        own = next((f.country for f in context.memory.speaker(head) if f.country in context.text.index.states), None)
        if own and own in context.classes.forms.get(token.lower, (own,)):
            return (state(context, own),), f"{token.lower}: the speaker's", 0.6
    kinds = {
        "organization": (ActorKind.ORGANIZATION, ActorKind.OUTLET),
        "outlet": (ActorKind.OUTLET,),
        "state": (ActorKind.STATE,),
        "person": (ActorKind.PERSON, ActorKind.UNNAMED),
    }.get(stands, ())
    if stands == "person" and token.lemma in context.classes.nameless:
        kinds = (ActorKind.UNNAMED,)  # the source: an officer who would not be named
    plain: Test = Fits(*kinds, plural=False)
    if stands == "state" and token.lower in context.classes.forms:
        plain = _OfForm(context.classes.forms[token.lower])
    if stands == "organization":
        plain = Organization(token.lemma, sector, named=False)
    named = stands in ("organization", "outlet")
    others = context.classes.stand_ins.get(token.lemma, ()) if stands == "outlet" else ()
    again = _same_person(context, candidate) if stands == "person" else None
    if again is not None:
        return (again,), f"{token.lower}: the same as {again.label}", 0.7
    near = context.memory.near(head, Organization(token.lemma, sector, named=True, others=others)) if named else []
    if stands == "state" and subjects:
        near = context.memory.near(head, lambda f: plain(f) and not any(f is e for e in subjects))  # X has a base in the country
    if stands != "organization" or not _of_a_sort(context, candidate):
        near = near or context.memory.near(head, plain)
    if near:
        return (near[0][1],), f"{token.lower}: takes up {near[0][1].label}", 0.6
    return (), f"{token.lower}: nothing before it that it could take up", 0.2


def resolve_together(context: Context, candidate: Candidate) -> Found | None:
    """Resolve *the leaders*, *the neighbours* without a number by those just named together; None where nobody was."""
    stands, _ = reference_of(context, candidate)
    tests: dict[str, Test] = {"states": Fits(ActorKind.STATE), "sides": Side(), "persons": _sort(context, candidate)}
    found = together(context.memory, candidate.head, tests[stands]) if stands in tests else ()
    noun = context.text.parse.tokens[candidate.head].lower
    return (found, f"{noun}: takes up {' and '.join(f.label for f in found)}", 0.6) if found else None


def _several(context: Context, candidate: Candidate, stands: str, number: int, sector: str | None) -> tuple[Figure, ...]:
    """Return those of a number whom a noun takes up; nobody where the text has not as many.

    Who urges both sides is of neither, where the text speaks more of two others.
    """
    head = candidate.head
    subjects = _subject_over(context, head)
    if stands in ("states", "sides"):
        test: Test = Side() if stands == "sides" else Fits(ActorKind.STATE)
        found = _sides(context, head, test, number, subjects)
        own = tuple(state(context, f.country) for f in subjects if f.country in context.text.index.states)
        others = _sides(context, head, test, number, (*subjects, *own)) if any(f is o for f in found for o in own) else ()
        often = max((_earlier(context, head, f) for f in own), default=0)
        return others if others and all(_earlier(context, head, f) > often for f in others) else found
    if number > 2:
        return all_of(context.memory, head, _sort(context, candidate), number, exclude=subjects) if stands == "persons" else ()
    return tuple(_members(context, candidate, stands, subjects, sector))


def two_states(context: Context, head: int) -> tuple[str, ...]:
    """Return the codes of the two states that *the two countries*, *both nations* take up; empty for another noun."""
    token = context.text.parse.tokens[head]
    stands, _ = context.classes.references.get(token.lower, ("", False))
    if stands != "states" or number_before(context, token.left, head) != 2:
        return ()
    found = _sides(context, head, Fits(ActorKind.STATE), 2, ())
    return tuple(f.country for f in found if f.country)


def _earlier(context: Context, head: int, figure: Figure) -> int:
    """Return how often the text has spoken of a figure before it came to who speaks in this sentence."""
    sent = context.text.parse.tokens[head].sent
    return sum(any(f is figure for f in old.figures) for old in context.memory.said if sent - old.sent > 1)


def _sides(context: Context, head: int, test: Test, number: int, exclude: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the last ``number`` sides but for those to ``exclude``."""
    if number == 2:
        return tuple(context.memory.last_two(head, test, frequent=True, exclude=exclude))
    return all_of(context.memory, head, test, number, exclude=exclude)


def _titles(context: Context, candidate: Candidate) -> tuple[str, ...]:
    """Return the titles of those whom a noun means: all its words where the tables have them so, else it and its stand-ins."""
    noun = context.text.parse.tokens[candidate.head].lemma
    long = tuple(e.name.casefold() for e in candidate.entries if e.what is What.TITLE and " " in e.name)
    return long or (noun, *context.classes.stand_ins.get(noun, ()))


def _office(context: Context, candidate: Candidate) -> bool:
    """Tell whether a noun is an office, of which each state has one holder."""
    noun = context.text.parse.tokens[candidate.head].lemma
    return noun in context.classes.offices or _titles(context, candidate)[0] != noun


def _sort(context: Context, candidate: Candidate) -> Test:
    """Return the test of one of the persons whom a noun means: by title, by the noun itself; by gender where it says no more,
    and by sector unless it is an office.
    """
    noun, sector = context.text.parse.tokens[candidate.head].lemma, candidate.coding.sector
    wide = sector in _TOO_WIDE or _office(context, candidate)
    tests: list[Test] = [HasRole(t, None, exact=False) for t in _titles(context, candidate)]
    tests.extend(SameNoun(n, False) for n in {noun, *_titles(context, candidate), *context.classes.mirrors})
    one = Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender=context.classes.genders.get(noun, ""), plural=False)
    tests.append(lambda figure: bool(_ranks(context, figure) & set(_titles(context, candidate))))

    def fits(figure: Figure) -> bool:
        alike = figure.sector == sector and not wide
        return one(figure) and (noun in ("man", "woman") or alike or any(test(figure) for test in tests))

    return fits


def _ranks(context: Context, figure: Figure) -> set[str]:
    """Return the words of somebody's titles, those in short written out: *Lt. Col.* X is a colonel."""
    entries = (e for r in figure.roles for e in context.text.index.named(*split_words(r.title).folds))
    return {word for e in entries if e.what is What.TITLE for word in e.name.casefold().split()}


class _OfForm:
    """A test of figures: states of one sort, such as islands."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        """Take the codes of the states."""
        self.countries = countries

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the figure is a state of the sort."""
        return figure.kind is ActorKind.STATE and figure.country in self.countries


def _owned_state(context: Context, head: int) -> Found | None:
    """Return whose state *his country* is: that of the owner; None where the words name no owner."""
    word, states = context.text.parse.tokens[head].lower, context.text.index.states
    owners = context.text.parse.children(head, "poss")
    if not owners or any(t.lower in _MINE for t in owners):
        return None
    figures = [f for t in owners for f in context.memory.by_head.get(t.i, ()) if f.kind is not ActorKind.STATE]
    if not figures:
        return None
    own = next((f.country for f in figures if f.country in states), None)
    if own is None:
        return (), f"{word}: nobody knows of which state {figures[0].label} is", 0.2
    return (state(context, own),), f"{word}: that of {figures[0].label}", 0.7


def _same_person(context: Context, candidate: Candidate) -> Figure | None:
    """Return whom *the same man* means: the last person spoken of, prominent or not."""
    tokens = context.text.parse.tokens
    if not any(t.lower == "same" for t in tokens[candidate.first : candidate.head]):
        return None
    one = Fits(
        ActorKind.PERSON, ActorKind.UNNAMED, plural=False, gender=context.classes.genders.get(tokens[candidate.head].lemma, "")
    )
    last = (s.figures[0] for s in reversed(context.memory.said) if len(s.figures) == 1 and not s.quoted and one(s.figures[0]))
    return next(last, None)


def _members(context: Context, candidate: Candidate, stands: str, others: tuple[Figure, ...], sector: str | None) -> list[Figure]:
    """Return the two persons or bodies of a noun: those who hold the office, else one of each of the last two states, named
    or not (*both armies*, *the two presidents*).
    """
    head, token = candidate.head, context.text.parse.tokens[candidate.head]
    noun, titles = token.lemma, _titles(context, candidate)
    sort = _sort(context, candidate)
    if stands == "persons" and not _office(context, candidate):
        joined = list(together(context.memory, head, sort, 2, exclude=others))
        if joined or token.lower in context.classes.references:
            one = Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender=context.classes.genders.get(noun, ""), plural=False)
            joined = joined or context.memory.last_two(head, one, near=True, exclude=others)
            return joined or context.memory.last_two(head, Prominent(), exclude=others)
        named = context.memory.last_two(head, lambda f: f.kind is ActorKind.PERSON and sort(f), frequent=True, exclude=others)
        return named or context.memory.last_two(head, sort, exclude=others)
    if stands == "persons":
        holders = [HasRole(title, None, exact=False) for title in titles]
        pair = list(together(context.memory, head, sort, 2, exclude=others))
        pair = pair or context.memory.last_two(head, lambda f: any(t(f) for t in holders), frequent=True, exclude=others)
        if noun in context.classes.offices and titles[0] == noun:
            pair = pair or context.memory.last_two(head, Prominent(), near=True, exclude=others)
        if len(pair) == 2 and all(f.country is None or f.country in context.text.index.states for f in pair):
            return pair
    states = context.memory.last_two(head, Fits(ActorKind.STATE), frequent=True, exclude=others)
    return [_member(context, s.country or "", noun, titles, stands, sector) for s in states]


def members_of(context: Context, candidate: Candidate, countries: tuple[str, ...]) -> tuple[Figure, ...]:
    """Return who holds an office in each of several states: *the leaders of X and Y*."""
    noun, titles = context.text.parse.tokens[candidate.head].lemma, _titles(context, candidate)
    return tuple(_member(context, country, noun, titles, "persons", candidate.coding.sector) for country in countries)


def _member(  # noqa: PLR0917  # the office, its holder's state and what the noun stands for belong together
    context: Context, country: str, noun: str, titles: tuple[str, ...], stands: str, sector: str | None
) -> Figure:
    """Return who holds an office in a state, or its body of that name; a new figure where the text names none."""
    heads = ("leader",) if noun in context.classes.heads else ()  # of the presidents, one may be *Peru's leader*
    tests = [HasRole(title, country, exact=False) for title in (*titles, *heads)]
    named = [f for f in context.roster.figures.values() if f.country == country and any(test(f) for test in tests)]
    if stands == "persons" and named:
        return named[0]
    nouns = (noun, *titles, *context.classes.peers) if stands == "persons" else (noun,)
    for figure in context.roster.figures.values():
        if figure.country == country and figure.noun in nouns and not figure.plural:
            return figure
    kind = ActorKind.UNNAMED if stands == "persons" else ActorKind.BODY
    label = f"the {titles[0]} of {context.text.index.state_name(country) or country}"
    reason = f"one of two, each of a state: {label}"
    return context.roster.meet(
        Figure(("member", noun, country), label, kind, country, (country,), sector, reason, 0.5, noun=noun)
    )


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
