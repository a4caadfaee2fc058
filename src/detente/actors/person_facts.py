"""Name, country, sector and roles of a person: what the text says, then what the table knows on the date of the article."""

from collections.abc import Mapping

from detente.actors.candidates import Candidate, Text
from detente.actors.coding import NOTHING, Coding
from detente.actors.figures import Figure
from detente.actors.gazetteer import Entry
from detente.actors.standing import OFFICIAL, Standing, standing
from detente.actors.word_classes import WordClasses, gender_of
from detente.actors.words import fold
from detente.records import Role

_GOVERNING = OFFICIAL - {"JUD"}  # a lawyer may be a commissioner, too
_UNIONS = ("EUR", "IGO", "UNO")
_FORMER = 0.4  # sure of a country whose official somebody was who now is something else
_LEARNED = 0.6  # sure of a country that only other articles give


def give_facts(text: Text, figure: Figure, mentions: list[Candidate], spoken: Mapping[str, int]) -> None:
    """Give a person name, country, sector, roles and gender."""
    nations = [c.country for c in figure.described if c.country]
    head = _head_in_office(text, mentions) or _at_a_union(text, figure, mentions)
    if head is not None:
        nations = [n for n in nations if n == head.country]
    figure.entry = head or _known(text, figure, mentions, nations, spoken)
    now = standing(figure.entry, text.date) if figure.entry is not None else None
    longest = max(mentions, key=lambda m: (len(m.name), -m.first))
    figure.label = figure.entry.name if figure.entry is not None else text.surface(longest.first, longest.last)
    figure.roles.extend(_roles_in_text(text.parse.text, figure.described))
    coming, past = any(c.coming for c in figure.described), any(c.past for c in figure.described)
    if now is not None and now.serving and not coming and not past:
        figure.roles.extend(_role_in_table(figure, now))
    figure.country, figure.reason, figure.confidence = _country(figure, nations, now)
    figure.sector = _sector(figure.described, now)
    figure.gender = _gender(text.parse.text, figure, text.index.classes)


def _roles_in_text(text: str, described: list[Coding]) -> list[Role]:
    """Return the roles that stand beside the name, each once, with all places where the text gives it."""
    found: dict[tuple[str, str | None], Role] = {}
    for coding in described:
        if coding.title_span is None:
            continue
        title = " ".join(coding.title_span.of(text).split())
        key = (title.casefold(), coding.organisation)
        old = found.get(key)
        evidence = (*(old.evidence if old else ()), coding.title_span)
        country = coding.country or (old.country if old else None)
        found[key] = Role(old.title if old else title, coding.organisation, country, evidence=evidence)
    return list(found.values())


def _role_in_table(figure: Figure, now: Standing) -> list[Role]:
    """Return the office of the table, unless the text gives it too."""
    title = now.row.text("title")
    words = _content_words(title)
    same = [r for r in figure.roles if (mine := _content_words(r.title)) <= words or words <= mine]
    if not title or same:
        return []
    country = figure.entry.country if figure.entry is not None else None
    return [Role(title, now.row.text("organisation") or None, country, now.row.date("since"), now.row.date("until"))]


def _content_words(title: str) -> frozenset[str]:
    """Return the words of a title that matter when two are compared."""
    return frozenset(fold(w) for w in title.split()) - {"of", "the", "for", "and", "to"}


def _sector(described: list[Coding], now: Standing | None) -> str | None:
    """Return the sector: not yet or no more in office, in office by the table, by the words beside the name, by the table."""
    titled = [c for c in described if c.title_span is not None]
    if any(c.coming for c in titled) or (any(c.past for c in titled) and all(c.past for c in titled)):
        return "ELI"
    if now is not None and now.serving and now.sector in OFFICIAL:
        return now.sector
    best = max(titled, key=lambda c: c.confidence, default=NOTHING)
    for coding in (best, *described):
        if coding.sector and coding.sector != "UNK":
            return coding.sector
    return now.sector if now is not None else None


def _gender(text: str, figure: Figure, classes: WordClasses) -> str:
    """Return the gender by first name in the tables, else by a title beside the name, else by the first name's ending."""
    if len(figure.name) > 1:
        known = classes.first_names.get(figure.name[0]) or classes.given_names.get(figure.name[0])
        if known:
            return known
    for coding in figure.described:
        for word in coding.title_span.of(text).split() if coding.title_span is not None else ():
            if (noun := word.strip(".").casefold()) in classes.genders:
                return classes.genders[noun]
    if figure.entry is not None:
        return gender_of(fold(figure.entry.name.split()[0]), classes)
    return gender_of(figure.name[0], classes) if len(figure.name) > 1 else ""


def _known(text: Text, figure: Figure, mentions: list[Candidate], nations: list[str], spoken: Mapping[str, int]) -> Entry | None:
    """Return the person of the tables: by full name, or by a surname that only one person in office bears, of a country that
    the text speaks of.
    """
    full = [e for m in mentions if len(m.name) > 1 for e in m.entries]
    if full or len(figure.name) > 1:
        fitting = [e for e in full if (not nations and not _namesake(text, figure, e, spoken)) or e.country in nations]
        serving = [e for e in fitting if standing(e, text.date).serving]
        return next(iter(serving or fitting), None)
    own = [e for m in mentions for e in m.entries]
    known = [
        e
        for e in dict.fromkeys((*own, *text.index.surnames.get(figure.name[-1] if figure.name else "", ())))
        if not nations or e.country in nations
    ]
    known = [e for e in known if e in own or spoken.get(e.country or "")]
    offices = {e: standing(e, text.date) for e in known}
    serving = [e for e, now in offices.items() if now.serving]
    titles = {c.title.casefold() for c in figure.described if c.title}
    if titles:
        serving = [e for e in serving if any(t in offices[e].row.text("title").casefold() for t in titles)]
    heads = [e for e in serving if offices[e].row.text("title").casefold() in text.index.classes.heads]
    if own and not nations:
        serving = [e for e in serving if e in own] or serving
    chosen = serving if len(serving) == 1 else heads
    if not chosen and text.date is None and len(set(own)) == 1:
        return own[0]  # a text without a date may be of any time, and only one person is known by this name alone
    return chosen[0] if len(chosen) == 1 else None


def _head_in_office(text: Text, mentions: list[Candidate]) -> Entry | None:
    """Return the head of state or government in office whom the text names as the table does: no nationality that happens to
    stand beside the name (*IRAQ Obama has vowed …*, under a subhead) makes him another country's. A text without a date may be
    of any time: of one that has been the officer of one state only.
    """
    known = list(dict.fromkeys(e for m in mentions for e in m.entries))
    one = len({e.country for e in known}) == 1
    heads = [
        e
        for e in known
        if (now := standing(e, text.date)).row.text("title").casefold() in text.index.classes.heads
        and (now.serving or (text.date is None and one))
    ]
    return heads[0] if len(heads) == 1 else None


def _at_a_union(text: Text, figure: Figure, mentions: list[Candidate]) -> Entry | None:
    """Return the officer of a union of states whom the text names in full: where he was born (*the Belgian lawyer*), or what he
    was before (*a former Danish minister*), does not make him his own country's.
    """
    if any(c.country in text.index.states and c.sector in _GOVERNING and c.title_span and not c.past for c in figure.described):
        return None
    entries = [e for e in dict.fromkeys(e for m in mentions if len(m.name) > 1 for e in m.entries) if e.country in _UNIONS]
    told = {c.country for c in figure.described if c.title_span}
    serving = [e for e in entries if standing(e, text.date).serving or (text.date is None and e.country in told)]
    return serving[0] if len(serving) == 1 else None


def _namesake(text: Text, figure: Figure, entry: Entry, spoken: Mapping[str, int]) -> bool:
    """Tell whether the text gives another title than the table does, and speaks of other countries."""
    titles = [c.title_span.of(text.parse.text).casefold() for c in figure.described if c.title_span is not None]
    known = " ".join(row.text("title").casefold() for row in entry.rows)
    return bool(titles) and not spoken.get(entry.country or "") and not any(w in known for t in titles for w in t.split())


def _country(figure: Figure, nations: list[str], now: Standing | None) -> tuple[str | None, str, float]:
    """Return country, reason and confidence: nationality and affiliation in the text, then the table."""
    if nations:
        titled = [c for c in figure.described if c.title_span is not None]
        held = [c.country for c in titled if c.country and not c.past]
        then = [c.country for c in titled if c.country and c.past]
        if then and not held and any(not c.past for c in titled):
            return then[0], "a former office beside the name", _FORMER
        return (held or then or nations)[0], "nationality or affiliation beside the name", 0.9
    if figure.entry is not None and now is not None:
        return _known_from(figure.entry, now)
    return None, "no nationality, no affiliation, in no table", 0.3


def _known_from(entry: Entry, now: Standing) -> tuple[str | None, str, float]:
    """Return country, reason and confidence of a person of the tables, or of one whom articles made known."""
    if entry.learned:
        return entry.country, f"{entry.name}: {now.reason}", _LEARNED
    return entry.country, f"{entry.name} in the table of people", 0.8
