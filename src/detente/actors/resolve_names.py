"""Names of persons, states, places, regions, organisations and peoples → actors."""

from dataclasses import replace

from detente.actors.beside_name import name_beside
from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.epithets import single_national, take_up_local, take_up_national
from detente.actors.figures import Figure
from detente.actors.gazetteer import COMMON, Entry, What, holds_on
from detente.actors.memory import prominent
from detente.actors.namesakes import choose, far_fetched
from detente.actors.official_country import give_owner, of_unknown, state_around, state_by_name, take_office
from detente.actors.phrase_sector import kind_of
from detente.actors.short_names import ended_by, opened_by
from detente.actors.standing import OFFICIAL, standing
from detente.actors.words import split_words
from detente.records import ActorKind

_PARTY = ("agent", "dobj", "iobj", "dative", "poss")  # dependencies of a name that acts or is acted on, rather than a place
_DEALT = ("with", "by")
_POLITICS = (*OFFICIAL, "ELI", "OPP", "PTY")  # sectors whose people are taken for those of the state spoken of around
_NOBODY = ("CVL", "UNK")  # sectors that say nothing of an organisation
_TWO = 2  # states of a bloc that is no more than a name for both: the two Koreas
_SURE = {"capital": 0.8, "metonym": 0.9, "building": 0.8}


def resolve_person(context: Context, candidate: Candidate) -> Found:
    """Resolve a person's name."""
    figure = context.people[candidate.first]
    _mirror(context, candidate, figure)
    if figure.country is None and of_unknown(context, figure):
        figure.sector = None
    elif figure.country is None and not (give_owner(context, figure) or take_office(context, figure)):
        _place_official(context, candidate, figure)
    return (figure,), figure.reason, 0.9


def _place_official(context: Context, candidate: Candidate, figure: Figure) -> None:
    """Give an official the state that his name is like, else the one spoken of just before, else that of the article."""
    if figure.sector not in _POLITICS:
        return
    near = state_around(context, candidate.head) if figure.roles else None
    named = state_by_name(context, figure, near.country if near is not None else None) if figure.roles else None
    if named is not None and (near is None or near.country != named):
        label = context.text.index.state_name(named)
        figure.country, figure.reason, figure.confidence = named, f"a name like those of {label}", 0.4
    elif near is not None:
        figure.country, figure.reason, figure.confidence = near.country, f"the text speaks of {near.label} just before", 0.4
    else:
        figure.country, figure.reason, figure.confidence = context.guess(None, figure.sector, figure.reason, figure.confidence)


def _mirror(context: Context, candidate: Candidate, figure: Figure) -> None:
    """Give a *counterpart* the office of the one whose counterpart he is."""
    tokens = context.text.parse.tokens
    for role in figure.roles:
        if role.title.casefold() not in context.classes.mirrors:
            continue
        for i in context.text.parse.within(role.evidence[0]) if role.evidence else ():
            owners = [f for t in context.text.parse.children(i, "poss") for f in context.memory.by_head.get(t.i, ())]
            model = next((f for f in owners if f.roles), None)
            if model is not None and tokens[i].lower in context.classes.mirrors:
                titles = [replace(r, country=figure.country, evidence=role.evidence) for r in model.roles[:1]]
                figure.roles = [r for r in figure.roles if r is not role] + titles
                figure.sector = figure.sector or model.sector
                return


def state(context: Context, code: str) -> Figure:
    """Return the figure of a state."""
    name = context.text.index.state_name(code) or code
    return context.roster.meet(
        Figure(("state", code), name, ActorKind.STATE, code, (code,), "GOV", f"{name}: state in the tables", 0.9)
    )


def resolve_name(context: Context, candidate: Candidate) -> Found:
    """Resolve the name of a state, place, region or organisation."""
    entry = _choose(context, candidate.entries)
    local = take_up_local(context, candidate, entry.country)
    if local is not None:
        return (local,), f"the one of {entry.name} spoken of just before: {local.label}", 0.6
    seated = _seated(context, candidate, entry)
    if seated is not None:
        return (organization(context, seated),), f"{entry.name}'s capital as the seat of {seated.name}", 0.7
    body = _of_other_state(context, candidate, entry)
    if body is not None:
        return (body,), body.reason, 0.7
    if entry.what is What.ORGANIZATION:
        if far_fetched(entry, context.text.surface(candidate.first, candidate.last), context.spoken, context.text.index):
            return (), f"letters of {entry.name}, of a country that the article does not speak of", 0.2
        figure = organization(context, entry)
        if candidate.last - candidate.first > 1:
            figure.tails.add(context.text.cut(candidate.first, candidate.last).folds[-1])
        figure.tails.update(noun for name in (entry.name, *entry.row.list("aliases")) if (noun := head_noun(name)))
        return (figure,), f"{entry.name}: {entry.row.text('kind')}", 0.9
    if entry.what is What.REGION:
        return _region(context, entry)
    if not entry.country:
        return (), f"{entry.name}: belongs to no one state", 0.2
    if entry.what is What.PLACE and entry.sector != "GOV":
        return _place(context, entry)
    if entry.what is What.STATE:
        return (state(context, entry.country),), f"{entry.name}: state", 0.95
    figure = state(context, of_the_day(context, entry.country))
    kind = "capital" if entry.what is What.CAPITAL else entry.row.text("kind")
    return (figure,), f"{entry.name}: {kind} of {figure.label}", _SURE.get(kind, 0.4)


def of_the_day(context: Context, code: str) -> str:
    """Return the country that a capital or palace stood for on the date: *Moscow* for the Soviet Union while there was no Russia;
    where there were both, for the one that the text names.
    """
    index, date = context.text.index, context.text.date
    own = index.states.get(code)
    for row in index.former.get(code, ()):
        before = row.text("iso3")
        if date is None or own is None or not holds_on(row, date):
            continue
        if not holds_on(own, date) or (before in context.named and code not in context.stated):
            return before
    return code


def _of_other_state(context: Context, candidate: Candidate, entry: Entry) -> Figure | None:
    """Return the body of another state than the table's that has its name: *Pakistan's* Foreign Office."""
    owner = _told(context, candidate)
    if owner is None or entry.what not in (What.ORGANIZATION, What.PLACE) or owner == entry.country:
        return None
    outlet = kind_of(entry) is ActorKind.OUTLET
    if entry.country not in context.text.index.states or (entry.sector not in OFFICIAL and not outlet):
        return None
    surface = context.text.surface(candidate.first, candidate.last)
    reason = f"{surface} of {context.text.index.state_name(owner)}"
    folds = split_words(surface).folds
    kind = ActorKind.OUTLET if outlet else ActorKind.BODY
    return context.roster.meet(Figure(("body", *folds, owner), surface, kind, owner, (owner,), entry.sector, reason, 0.7))


def _seated(context: Context, candidate: Candidate, entry: Entry) -> Entry | None:
    """Return the organisation of states that a capital stands for: where it acts, and the text does not name its state."""
    if entry.what is not What.CAPITAL or entry.country in context.stated:
        return None
    token = context.text.parse.tokens[candidate.head]
    dealt = token.dep == "pobj" and context.text.parse.tokens[token.head].lower in _DEALT  # "talks with Brussels"
    acts = dealt or prominent(context.text.parse, candidate.head) or token.dep in _PARTY
    folds = context.text.cut(candidate.first, candidate.last).folds
    seated = context.classes.seats.get(" ".join(folds)) if acts else None
    known = context.text.index.named(*split_words(seated).folds) if seated is not None else ()
    found = next((e for e in known if e.what is What.ORGANIZATION), None)
    if found is None or entry.country not in context.named:
        return found
    told = any(e.country == found.country for c in context.bodies.values() for e in c.entries[:1])  # else a Belgian is Belgian
    return found if told else None


def _place(context: Context, entry: Entry) -> Found:
    """Return the figure of a place that does not stand for its government: a city, a region, an exchange's street."""
    kind = entry.row.text("kind")
    reason = f"{entry.name}: {kind} in {context.text.index.state_name(entry.country)}"
    figure = Figure(
        ("place", entry.name, entry.country or ""), entry.name, ActorKind.GROUP, entry.country, (), entry.sector, reason, 0.4
    )
    return (context.roster.meet(figure),), reason, _SURE.get(kind, 0.4)


def _choose(context: Context, entries: tuple[Entry, ...]) -> Entry:
    """Return the entry that fits best among those of the first kind."""
    named = [e for e in entries if e.what not in (*COMMON, What.PERSON)] or list(entries)
    met = [
        e for e in named if ("organization", e.name, e.country or "") in context.roster.figures and e.what is What.ORGANIZATION
    ]
    if len(named) > 1 and len(met) == 1:
        return met[0]  # letters after the name that they are short for
    return choose([e for e in named if e.what is named[0].what], context.spoken, context.text.index)


def organization(context: Context, entry: Entry) -> Figure:
    """Return the figure of an organisation of the tables, as it is on the date."""
    row = standing(entry, context.text.date).row
    kind = kind_of(entry)
    # A state's news agency is of the government, yet in an article it acts as press.
    sector = "JRN" if kind is ActorKind.OUTLET else row.text("sector") or None
    return context.roster.meet(
        Figure(
            ("organization", entry.name, entry.country or ""),
            entry.name,
            kind,
            row.text("country") or None,
            (),
            sector,
            f"{entry.name}: {row.text('kind')} in the tables",
            0.9,
        )
    )


def _region(context: Context, entry: Entry) -> Found:
    """Return the figure of a bloc or area."""
    kind, code = entry.row.text("kind"), entry.row.text("country")
    bloc = kind == "bloc"
    countries = (code,) if code else entry.row.list("countries") if bloc else ()
    if len(countries) == _TWO:
        pair = tuple(state(context, country) for country in countries)
        return pair, f"{entry.name}: {' and '.join(f.label for f in pair)}", 0.8
    figure = context.roster.meet(
        Figure(
            ("region", entry.name),
            entry.name,
            ActorKind.ORGANIZATION if code else ActorKind.GROUP,
            countries[0] if len(countries) == 1 else None,
            countries,
            "GOV" if bloc else None,
            f"{entry.name}: {kind} in the tables",
            0.7 if bloc else 0.4,
            plural=bloc,
        )
    )
    return (figure,), figure.reason, figure.confidence


def _acts(context: Context, candidate: Candidate) -> bool:
    """Tell whether a people acts, or is spoken of in somebody's words: it is its state then rather than its population."""
    spoken_of = context.memory.quoted(candidate.head) and context.text.parse.tokens[candidate.head].dep in _PARTY
    return prominent(context.text.parse, candidate.head) or spoken_of


def resolve_national(context: Context, candidate: Candidate) -> Found:
    """Resolve an adjective of nation (→ the state), or a people (→ a group of that country)."""
    entry = candidate.entries[0]
    if entry.what is What.REGIONAL:
        return _region(context, entry)
    nation = state(context, entry.country or "")
    if candidate.what != "people":
        return (nation,), f"adjective of {nation.label}", 0.9
    tokens = context.text.parse.tokens
    definite = tokens[candidate.first].lower == "the"
    articled = any(t.lower == "the" for t in context.text.parse.children(candidate.head, "det"))
    one = articled and candidate.what == "people" and single_national(context, candidate)
    person = name_beside(context, candidate) or take_up_national(context, candidate, entry.country or "") if one else None
    if person is not None:
        return (person,), f"the one of {nation.label} spoken of just before: {person.label}", 0.6
    if definite and not one and candidate.last - candidate.first == 2 and _acts(context, candidate):
        return (nation,), f"the people as a whole, who act: stands for {nation.label}", 0.7
    single = one or tokens[candidate.first].lower in ("a", "an", "another", "one")
    figure = context.roster.meet(
        Figure(
            ("people", entry.country or "", str(candidate.head) if single else ""),
            context.text.surface(candidate.first, candidate.last),
            ActorKind.UNNAMED if single else ActorKind.GROUP,
            entry.country,
            (),
            "CVL",
            f"people of {nation.label}",
            0.7,
            plural=not single,
        )
    )
    return (figure,), figure.reason, 0.8


def resolve_body(context: Context, candidate: Candidate) -> Found:
    """Resolve an organisation that no table has whole: one met before under a longer name, a firm, or somebody new."""
    surface = context.text.surface(candidate.first, candidate.last)
    folds = split_words(surface).folds
    for other in context.roster.figures.values():
        if other.kind in (ActorKind.ORGANIZATION, ActorKind.BODY) and other.letters and other.letters == "".join(folds):
            return (other,), f"letters of {other.label}", 0.7
    before = context.text.parse.tokens[candidate.first - 1].lower if candidate.first else ""
    whole = (ended_by(context, folds, articled=before == "the") or opened_by(context, folds)) if len(folds) == 1 else None
    if whole is not None:
        return (whole,), f"{surface}: short for {whole.label}", 0.7
    firm, told = _firm(context, folds), _told(context, candidate)
    if firm is not None and not (told and firm.country and told != firm.country):
        return (firm,), f"{surface}: {firm.label}", 0.8
    return _new_body(context, candidate, surface, folds)


def resolve_medium(context: Context, candidate: Candidate) -> Found:
    """Resolve the name of an outlet that no table has: press, of the country that the words before the name tell."""
    surface = context.text.surface(candidate.first, candidate.last)
    own, folds = own_outlet(context), split_words(surface).folds
    if own is not None and own.label == surface:
        return (own,), "the outlet of the article", 0.9
    country = _told(context, candidate) or _seat_after(context, candidate)
    figure = context.roster.meet(
        Figure(("body", *folds), surface, ActorKind.OUTLET, country, (), "JRN", "an outlet by the noun beside its name", 0.7)
    )
    return (figure,), figure.reason, 0.8


def _seat_after(context: Context, candidate: Candidate) -> str | None:
    """Return the country of the place that *of* or *in* gives right after a name: *Radio Sierra of Quito*."""
    parse, last = context.text.parse, candidate.last
    if last + 1 >= len(parse.tokens) or parse.tokens[last].lower not in ("in", "of"):
        return None
    place = context.bodies.get(last + 1)
    return place.entries[0].country if place is not None and place.what == "name" and place.entries else None


def _new_body(context: Context, candidate: Candidate, surface: str, folds: tuple[str, ...]) -> Found:
    """Return a new organisation with what its name and the words before it say."""
    coding = candidate.coding
    known = any(part.what in (What.AGENT, What.TITLE, What.ORGANIZATION) for part in coding.parts)
    national = any(part.what in (What.STATE, What.ADJECTIVE) for part in coding.parts)
    sector = coding.sector if known and coding.sector != "UNK" else None
    country, reason, sure = coding.country if known or national else None, coding.reason or "no table knows it", 0.5
    if any(f in context.classes.company_words for f in folds[1:]):
        sector, reason = "BUS", "a company by its name"
        country = country if any(part.what is What.ADJECTIVE for part in coding.parts) else None
        folds = _bare_firm(context, folds)
    told = _told(context, candidate) if sector in OFFICIAL and country is None else None
    elsewhere = (told,) if told is not None else ()
    if told is not None:
        country, reason, sure = told, f"{reason}; of {context.text.index.state_name(told) or told}", 0.7
    elif not coding.countries and sector != "BUS" and (not coding.parts or sector is not None):
        near = state_around(context, candidate.head) if country is None and sector in OFFICIAL else None
        if near is not None:
            country, reason, sure = near.country, f"{reason}; the text speaks of {near.label} just before", 0.4
        else:
            country, reason, sure = context.guess(country, sector, reason, sure)
    for said in candidate.described:
        country, sector = country or said.country, sector or (said.sector if said.sector not in _NOBODY else None)
    outlet = sector == "JRN" and coding.kind is not ActorKind.PERSON
    kind = ActorKind.BODY if sector in OFFICIAL else ActorKind.OUTLET if outlet else ActorKind.ORGANIZATION
    countries = coding.countries if country else ()
    figure = context.roster.meet(Figure(("body", *folds, *elsewhere), surface, kind, country, countries, sector, reason, sure))
    figure.letters = figure.letters or letters(surface)
    return (figure,), figure.reason, 0.6


def _told(context: Context, candidate: Candidate) -> str | None:
    """Return the country that the words before a body give it: *the Chinese* Foreign Ministry, *Peru's*, *its* Supreme Court."""
    told = next((said.country for said in candidate.described if said.country), None)
    owners = [f for t in context.text.parse.children(candidate.head, "poss") for f in context.memory.by_head.get(t.i, ())]
    return told or next((f.country for f in owners if f.country in context.text.index.states), None)


def _bare_firm(context: Context, folds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the name of a firm without *Inc*, *Co* and the code of its stock."""
    ends = [i for i, f in enumerate(folds) if i and f in context.classes.company_words]
    bare = folds[: ends[0]] if ends else folds
    return bare[:-1] if len(bare) > 1 and bare[-1] == "&" else bare


def _firm(context: Context, folds: tuple[str, ...]) -> Figure | None:
    """Return the firm of the tables, or of this article, that the name means without its *Inc* or *Co*."""
    bare = _bare_firm(context, folds)
    if bare == folds:
        return context.roster.figures.get(("body", *folds))
    for entry in context.text.index.named(*bare):
        if entry.what is What.ORGANIZATION and entry.row.text("kind") in ("company", "outlet", "bank"):
            return organization(context, entry)
    return None


def head_noun(name: str) -> str:
    """Return the folded noun before *of* or *for*, which may stand for the whole name; "" where there is none.

    >>> head_noun("League of Arab States"), head_noun("World Bank")
    ('league', '')
    """
    words = split_words(name).folds
    at = next((i for i, word in enumerate(words) if i and word in ("of", "for")), 0)
    return words[at - 1] if at else ""


def letters(name: str) -> str:
    """Return the first letters of the capitalised words, folded.

    >>> letters("China Securities Regulatory Commission")
    'csrc'
    """
    initials = "".join(w[0] for w in name.replace("-", " ").split() if w[:1].isupper())
    return initials.casefold() if len(initials) > 1 else ""


def own_outlet(context: Context) -> Figure | None:
    """Return the figure of the article's own outlet."""
    name = context.article.outlet
    words = split_words(name or "")
    if not name or not len(words):
        return None
    match = context.text.index.at(words, 0)
    entry = match.get(What.ORGANIZATION) if match is not None and match.last == len(words) else None
    if entry is not None:
        figure = organization(context, entry)
        figure.kind = ActorKind.OUTLET
        return figure
    return context.roster.meet(
        Figure(("body", *words.folds), name, ActorKind.OUTLET, None, (), "JRN", "the outlet of the article", 0.9)
    )
