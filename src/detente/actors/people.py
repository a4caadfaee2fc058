"""Which names are one person, and what that person is on the date of the article."""


from detente.actors.coding import Coding
from detente.actors.mentions import Candidate, Text
from detente.actors.office import standing
from detente.actors.roster import Figure, Roster
from detente.actors.tables import Entry
from detente.records import ActorKind, Role, Span

_HEADS = ("president", "prime minister", "chancellor", "king", "queen", "premier", "supreme leader", "pope")


def group_people(text: Text, names: list[Candidate], roster: Roster, genders: dict[str, str]) -> dict[int, Figure]:
    """Group names into persons; return the figure of each candidate by its first token.

    A name that is the end of a longer one (*Putin* ← *Vladimir Putin*) is the same person, the nearest before it or else the
    first after it; two persons of one surname stay apart by first name or title.
    """
    full: list[tuple[int, Figure]] = []
    figures: dict[int, Figure] = {}
    for name in names:
        if len(name.name) < 2:
            continue
        figure = next((f for _, f in full if same_name(f.name, name.name)), None)
        if figure is None:
            figure = roster.meet(Figure(("person", *name.name), "", ActorKind.PERSON, name=name.name))
        elif len(name.name) > len(figure.name):
            figure.name = name.name
        full.append((name.first, figure))
        figures[name.first] = figure
    for name in names:
        if name.first in figures:
            continue
        figure = _by_short_name(name, full, genders) or roster.meet(
            Figure(("person", *name.name), "", ActorKind.PERSON, name=name.name)
        )
        figures[name.first] = figure
    own: dict[tuple[str, ...], list[Candidate]] = {}
    for name in names:
        figures[name.first].described.extend(name.described)
        own.setdefault(figures[name.first].key, []).append(name)
    for key, mentions in own.items():
        _settle(text, roster.figures[key], mentions, genders)
    return figures


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two full names name one person: one is the end of the other, or first and last name agree.

    >>> same_name(("donald", "trump"), ("donald", "j", "trump")), same_name(("bill", "clinton"), ("hillary", "clinton"))
    (True, False)
    """
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if long[-len(short) :] == short or long[: len(short)] == short:
        return True
    if short[-1] != long[-1]:
        return False
    return short[0] == long[0] or (1 in (len(short[0]), len(long[0])) and short[0][0] == long[0][0])


def _by_short_name(name: Candidate, full: list[tuple[int, Figure]], genders: dict[str, str]) -> Figure | None:
    """Return the person whose surname (or, failing that, leading family name or first name) this is."""
    if not name.name:
        return None
    for fits in (
        lambda f: f.name[-len(name.name) :] == name.name,
        lambda f: f.name[: len(name.name)] == name.name and f.name[0] not in genders,
        lambda f: f.name[: len(name.name)] == name.name,
    ):
        before = [f for at, f in full if at < name.first and fits(f)]
        after = [f for at, f in full if at > name.first and fits(f)]
        if before or after:
            titled = [f for f in [*reversed(before), *after] if _agrees(f, name)]
            return titled[0] if titled else (before[-1] if before else after[0])
    return None


def _agrees(figure: Figure, name: Candidate) -> bool:
    """Tell whether a title beside the short name stands beside the full name too."""
    mine = {c.title for c in name.described if c.title}
    return bool(mine & {c.title for c in figure.described if c.title})


def _settle(text: Text, figure: Figure, mentions: list[Candidate], genders: dict[str, str]) -> None:
    """Give a person name, country, sector and roles: what the text says, then what the table knows on the date."""
    described = figure.described
    nations = [c.country for c in described if c.country and c.country.isupper()]
    figure.entry = _known(text, figure, mentions, nations)
    longest = max(mentions, key=lambda m: (len(m.name), -m.first))
    figure.label = text.parse.text[text.parse.tokens[longest.first].start : text.parse.tokens[longest.last - 1].end]
    figure.label = " ".join(figure.label.split())
    figure.gender = genders.get(figure.name[0], "") if len(figure.name) > 1 else ""
    titled = [c for c in described if c.title_span is not None]
    for coding in titled:
        role = _role(text.parse.text, coding)
        if not any(r.title.casefold() == role.title.casefold() and r.organisation == role.organisation for r in figure.roles):
            figure.roles.append(role)
    strongest = max(described, key=lambda c: (c.title_span is not None, c.confidence), default=Coding())
    coming, past = any(c.coming for c in described), any(c.past for c in described)
    serving = None
    if figure.entry is not None:
        now = standing(figure.entry, text.date)
        serving, figure.label = now, figure.entry.name if len(figure.name) == 1 or figure.entry.name else figure.label
        title = now.row.text("title")
        if now.serving and title and not coming and not past:
            known = any(r.title.casefold() in title.casefold() or title.casefold() in r.title.casefold() for r in figure.roles)
            if not known:
                figure.roles.append(
                    Role(
                        title,
                        now.row.text("organisation") or None,
                        figure.entry.country,
                        now.row.date("since"),
                        now.row.date("until"),
                    )
                )
    figure.country, figure.reason, figure.confidence = _country(figure, described, nations)
    sectors = [c.sector for c in described if c.sector and c.sector != "UNK"]
    if coming or (past and not any(c.title_span is not None and not c.past for c in described)):
        figure.sector = "ELI"
    elif serving is not None and serving.serving:
        figure.sector = serving.sector
    elif strongest.sector and strongest.sector != "UNK":
        figure.sector = strongest.sector
    elif sectors:
        figure.sector = sectors[0]
    elif serving is not None:
        figure.sector = serving.sector
    if not figure.gender:
        figure.gender = next(
            (
                g
                for c in described
                if c.title_span
                for w in c.title_span.of(text.parse.text).split()
                if (g := genders.get("title " + w.strip(".").casefold(), ""))
            ),
            "",
        )


def _role(text: str, coding: Coding) -> Role:
    span = coding.title_span or Span(0, 0)
    return Role(" ".join(span.of(text).split()), coding.organisation, coding.country, evidence=(span,))


def _known(text: Text, figure: Figure, mentions: list[Candidate], nations: list[str]) -> Entry | None:
    """Return the person of the tables: by full name, or by a surname that only one person in office bears."""
    found = [e for m in mentions if len(m.name) > 1 for e in m.entries]
    if found:
        fitting = [e for e in found if not nations or e.country in nations] or ([] if nations else found)
        serving = [e for e in fitting if standing(e, text.date).serving]
        return (serving or fitting or [None])[0]  # type: ignore[list-item]  # the last resort is nobody
    if len(figure.name) != 1:
        return None
    titles = {c.title.casefold() for c in figure.described if c.title}
    own = [e for m in mentions for e in m.entries]
    known = [
        e for e in dict.fromkeys((*own, *text.index.surnames.get(figure.name[-1], ()))) if not nations or e.country in nations
    ]
    serving = [e for e in known if standing(e, text.date).serving]
    if titles:
        same = [e for e in serving if any(t in standing(e, text.date).row.text("title").casefold() for t in titles)]
        return same[0] if len(same) == 1 else None
    if len(serving) == 1:
        return serving[0]
    heads = [e for e in serving if standing(e, text.date).row.text("title").casefold() in _HEADS]
    return heads[0] if len(heads) == 1 else None


def _country(figure: Figure, described: list[Coding], nations: list[str]) -> tuple[str | None, str, float]:
    """Return country, reason and confidence: nationality and affiliation in the text, then the table."""
    if nations:
        titled = [c for c in described if c.country and c.title_span is not None]
        return (titled[0].country if titled else nations[0]), "nationality or affiliation in the text", 0.9
    if figure.entry is not None:
        return figure.entry.country, f"{figure.entry.name} in the table of people", 0.8
    return None, "no nationality, no affiliation, in no table", 0.3
