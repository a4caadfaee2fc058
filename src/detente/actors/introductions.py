"""Persons whom a text describes before it names them: *a mediator said …*, and further down *the mediator, Ann Smith*."""

from collections.abc import Container, Sequence

from detente.actors.beside_name import name_at, name_beside, personal
from detente.actors.candidates import Candidate
from detente.actors.context import Context
from detente.actors.figure_tests import HasRole
from detente.actors.figures import Figure
from detente.actors.gazetteer import What
from detente.actors.memory import SUBJECTS
from detente.actors.named_after import named_after, nameless, placed
from detente.actors.standing import OFFICIAL

_DEFINITE = ("the", "that", "this")
_OPEN = ("a", "an", "the", "one", "his", "her", "its", "their")  # articles of a description that a name may follow
_REACH = 12  # sentences from the description to the name
_BESIDE = 12  # tokens between a noun and the name beside it that is the person's first
_FRESH = ("a", "an", "one")
_OFFICES = ("office", "rank")
_TITLE = 5  # tokens of a title at most before the name that opens a sentence
_LEAD = 4  # sentences within which an article names whom its opening only described


def tie_introductions(context: Context, nominals: Sequence[Candidate]) -> None:
    """Tie the nouns for one person that stand before the name to the person, in ``context.described``.

    A name with *the* or *that* and a noun takes up the last person of that noun, or in the opening the only one described; a
    noun with *the* that nothing before it explains is the next one who is named with that title.
    """
    singles = [c for c in nominals if personal(c) and context.text.parse.tokens[c.head].tag in ("NN", "NNP")]
    first_named: dict[tuple[str, ...], int] = {}
    for at, figure in sorted(context.people.items()):
        first_named.setdefault(figure.key, at)
    named = {c.head: person for c in singles if (person := name_beside(context, c)) is not None}
    for candidate in singles:
        beside = named.get(candidate.head)
        if beside is None or _article(context, candidate) not in _DEFINITE:
            continue
        if abs(first_named[beside.key] - candidate.head) >= _BESIDE:
            continue
        for earlier in _described_before(context, candidate, beside, [c for c in singles if c.head not in named]):
            _tie(context, earlier, beside)
            named.setdefault(earlier.head, beside)
    for candidate in singles:
        later = _named_later(context, candidate, singles, first_named) if candidate.head not in named else None
        if later is not None:
            _tie(context, candidate, later)
            named[candidate.head] = later
    for candidate in singles:
        later = _named_next(context, candidate, singles, first_named, named) if candidate.head not in named else None
        if later is not None:
            _tie(context, candidate, later)
            named[candidate.head] = later
    for candidate, later in named_after(context, singles, first_named, named):
        _tie(context, candidate, later)


def _tie(context: Context, candidate: Candidate, figure: Figure) -> None:
    """Tie a description to the person, of whom it tells country and sector, and who may be taken up by its title further on."""
    figure.country, figure.sector = figure.country or candidate.coding.country, figure.sector or candidate.coding.sector
    context.described.setdefault(candidate.head, figure)
    if candidate.coding.title is not None:
        figure.described.append(candidate.coding)


def _named_next(
    context: Context,
    candidate: Candidate,
    singles: Sequence[Candidate],
    first_named: dict[tuple[str, ...], int],
    tied: Container[int],
) -> Figure | None:
    """Return who opens the next sentence by a name that is new, where this one has only the holder of an office for its subject
    whom nothing names: *The country's minister left. Karl Holm was furious*. Another office must not stand beside the name.
    """
    parse, people = context.text.parse, context.people
    tokens, sent = parse.tokens, parse.tokens[candidate.head].sent
    if tokens[candidate.head].dep != "nsubj" or sent + 1 >= len(parse.sentences) or context.memory.quoted(candidate.head):
        return None
    if not any(e.what is What.TITLE and e.row.text("kind") in _OFFICES for e in candidate.entries):
        return None
    if nameless(context, candidate) or (_article(context, candidate) in _FRESH and sent > 1):
        return None  # an official, further down, is to stay without a name
    here = [c for c in singles if tokens[c.head].sent == sent and c.head not in tied]
    following = parse.sentences[sent + 1]
    opening = next((i for i in range(following.first, min(following.first + _TITLE, following.last)) if i in people), None)
    if len(here) > 1 or any(tokens[i].sent == sent for i in people) or opening is None:
        return None
    figure = people[opening]
    if first_named[figure.key] != opening or any(
        t.pos not in ("PROPN", "PUNCT", "SPACE") for t in tokens[following.first : opening]
    ):
        return None
    subject = any(
        t.dep in SUBJECTS and name_at(context, t.i) is figure and not placed(context, t.i)
        for t in tokens[following.first : following.last]
    )
    country = candidate.coding.country
    same = not country or not figure.country or country == figure.country
    return figure if subject and same and _may_hold(context, candidate, figure) else None


def _may_hold(context: Context, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether nothing that stands beside the name speaks against its being the one described: no office, one that he held
    once, or one of the same sort.
    """
    titles = [c for c in figure.described if c.title_span is not None and not c.past and c.sector in OFFICIAL]
    sector = candidate.coding.sector
    return (
        not titles
        or any(test(figure) for test in _titled(context, candidate))
        or all(c.sector == sector == "MIL" for c in titles)
    )


def _titled(context: Context, candidate: Candidate) -> list[HasRole]:
    """Return the tests for the title that a noun names, or one that it may stand for: the commander is a colonel."""
    noun = context.text.parse.tokens[candidate.head].lower
    stands = (noun, *context.classes.stand_ins.get(noun, ()))
    return [HasRole(title, candidate.coding.country, exact=False) for title in stands]


def _article(context: Context, candidate: Candidate) -> str:
    return context.text.parse.tokens[candidate.first].lower


def _described_before(context: Context, later: Candidate, figure: Figure, singles: Sequence[Candidate]) -> list[Candidate]:
    """Return the descriptions that a definite one beside a name takes up: of the same noun, else the only one of the opening."""
    tokens = context.text.parse.tokens
    sent = tokens[later.head].sent
    before = [
        c
        for c in singles
        if c.head < later.head
        and sent - tokens[c.head].sent <= _REACH
        and _article(context, c) in _OPEN
        and _compatible(c, later, figure)
        and not context.memory.quoted(c.head)
    ]
    same = [c for c in before if _nouns(c) & _nouns(later)]
    plain = later.head - later.first == 1  # *the envoy*, and no *the agency's director*: what is said of him must be known
    opening = [c for c in before if plain and tokens[c.head].sent <= 1 and c.coding.sector == later.coding.sector]
    return same[-1:] or (opening if len(opening) == 1 else [])


def _nouns(candidate: Candidate) -> frozenset[str]:
    return frozenset(e.name.casefold() for e in candidate.entries if e.what in (What.TITLE, What.AGENT))


def _compatible(earlier: Candidate, later: Candidate, figure: Figure) -> bool:
    """Tell whether the countries and genders that the descriptions give do not contradict each other."""
    mine = earlier.coding.country
    theirs = later.coding.country or figure.country
    return mine is None or theirs is None or mine == theirs


def _named_later(
    context: Context, candidate: Candidate, singles: Sequence[Candidate], first_named: dict[tuple[str, ...], int]
) -> Figure | None:
    """Return the person who is named with the title further down: for *the* noun that nobody before it has, and in the opening
    for *a* noun; only where no other person has the title.
    """
    tokens = context.text.parse.tokens
    article = _article(context, candidate)
    sent = tokens[candidate.head].sent
    reach = _REACH if article == "the" else _LEAD if article in ("a", "an") and sent <= 1 else -1
    if reach < 0 or context.text.parse.children(candidate.head, "poss"):
        return None
    noun = tokens[candidate.head].lower
    people = list(dict.fromkeys(context.people.values()))
    tests = _titled(context, candidate)
    fitting = [f for f in people if tests[0](f)]
    if not fitting and (noun in context.classes.offices or (article != "the" and noun in context.classes.stand_ins)):
        fitting = [f for f in people if any(test(f) for test in tests)]
    if len(fitting) != 1 or any(c.head < candidate.head and tokens[c.head].lower == noun for c in singles):
        return None
    figure = fitting[0]
    at = first_named[figure.key]
    near = 0 <= tokens[at].sent - sent <= reach and at > candidate.head
    beside = [c for c in figure.described if c.title_span is not None]
    beside = [c for c in beside if c.title_span and tokens[context.text.parse.at(c.title_span.start)].sent == tokens[at].sent]
    titles = [
        t.casefold() for c in beside for t in (c.title or "", c.title_span.of(context.text.parse.text) if c.title_span else "")
    ]
    titled = any(test.noun == title or test.noun in title.split() for test in tests for title in titles)
    return figure if near and titled else None
