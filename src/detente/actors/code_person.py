"""Persons of the tables, and those who serve or follow them → a coding."""

from collections.abc import Sequence
from dataclasses import replace

from detente.actors.coding import Coding
from detente.actors.gazetteer import Entry, Match, What
from detente.actors.phrase import Phrase, persons_of
from detente.actors.phrase_country import nationality
from detente.actors.phrase_sector import is_generic, noun_kind
from detente.actors.standing import standing
from detente.actors.surnames import bearers, meant
from detente.records import ActorKind, Span

_PART_OF_TITLE = ("acting", "aspirant", "deputy", "designate", "elect", "former", "honorary", "joint", "rank")
_TITLED = ("office", "rank", "profession", "person", "honorific")
SHORT = 4  # words of a name with particles or initials: J. H. van Dam
NOBODY = "no name, no nationality, no known noun"


def code_person(phrase: Phrase, found: Sequence[Entry]) -> Coding:
    """Code a person of the table, the first in office of those who bear the name: what the phrase says wins over the table."""
    nation = nationality(phrase, phrase.core)[:1]
    own = nation or (nationality(phrase, phrase.tail)[:1] if phrase.link == "of" else ())
    same = [e for e in found if e.country in own] or found
    serving = [e for e in same if standing(e, phrase.date).serving]
    person = (serving or same)[0]
    now, title = standing(person, phrase.date), phrase.title()
    sector, reason = now.sector, f"{person.name}: {now.reason}"
    alone = len({e.name for e in serving or same}) == 1
    if phrase.former() or phrase.elect():
        sector, reason = (
            "ELI",
            f"{person.name}: {'former' if phrase.former() else 'not yet in office'}, by the words before the name",
        )
    elif title is not None and title.sector and title.row.text("kind") == "office" and not now.serving:
        sector, reason = title.sector, f"{person.name}: title in the text"
    country = nation[0] if nation else person.country
    held = now.row if now.serving or not person.learned else None
    return Coding(
        country=country,
        countries=(country,) if country else (),
        sector=sector,
        name=person.name,
        kind=ActorKind.PERSON,
        title=title.name if title else (held.text("title") or None) if held else None,
        organisation=(held.text("organisation") or None) if held else None,
        reason=reason,
        confidence=0.5 if not alone else 0.9 if now.serving else 0.7,
        parts=phrase.parts,
        title_span=title_span_of(phrase),
        past=phrase.former(),
        coming=phrase.elect(),
        entry=person,
        row=now.row,
        doubted=tuple(found),
    )


def code_several(phrase: Phrase, persons: Sequence[Match], last: Coding) -> Coding:
    """Code several persons of the tables that "and" joins, each on the date."""
    each = [code_person(phrase, persons_of(m)) for m in persons]
    countries = tuple(dict.fromkeys(c.country for c in each if c.country))
    return Coding(
        country=countries[0] if len(countries) == 1 else None,
        countries=countries,
        sector=last.sector if len({c.sector for c in each}) == 1 else None,
        kind=ActorKind.GROUP,
        reason="; ".join(c.reason for c in each),
        confidence=min(c.confidence for c in each),
        parts=phrase.parts,
    )


def code_of_person(phrase: Phrase, coding: Coding, found: Sequence[Entry]) -> Coding:
    """Code who serves or follows a person of the tables: *Putin's spokesman*, *forces loyal to Assad*."""
    master = next((e for e in found if standing(e, phrase.date).serving), found[0])
    if coding.countries or not master.country:
        return coding
    head = phrase.head_entry()
    sector = standing(master, phrase.date).sector if head is not None and is_generic(head) else coding.sector
    reason = f"{coding.reason}; of {master.name}"
    return replace(coding, country=master.country, countries=(master.country,), sector=sector, reason=reason)


def code_surname(phrase: Phrase) -> Coding:
    """Code a bare surname: the one person whom it means on the date."""
    name = phrase.name()
    words = phrase.words
    whole = range(len(words) - 1, len(words) + 1) if words.folds[-1:] == ("'s",) else (len(words),)
    known = bearers(words, *name, phrase.index) if name is not None and name[0] == 0 and name[1] in whole else ()
    person = meant(known, phrase.date, phrase.index)
    if person is None or (is_first_name(phrase, name) and not person.led):
        return Coding(reason="a surname of several people" if known else NOBODY, doubted=known)
    coding = code_person(phrase, (person,))
    how = "the only one of that surname" if len(known) == 1 else "whom that surname means on that date"
    reason = f"{person.name}, {how}; {standing(person, phrase.date).reason}"
    return replace(coding, reason=reason, confidence=0.6, doubted=known)


def is_first_name(phrase: Phrase, name: tuple[int, int] | None) -> bool:
    """Tell whether the name is one word that may as well be somebody's first name: *Christopher*."""
    return name is not None and name[1] - name[0] == 1 and phrase.words.folds[name[0]] in phrase.index.classes.first_names


def title_span_of(phrase: Phrase) -> Span | None:
    """Return where the title, or the noun for a person, stands: with modifiers such as "deputy" and "-elect"."""
    chosen, core = phrase.title() or phrase.head_entry(), phrase.core
    if chosen is None or noun_kind(phrase, chosen) is not ActorKind.PERSON or chosen.row.text("kind") not in _TITLED:
        return None
    at = next((n for n, m in enumerate(core) if any(e is chosen for e in m.entries)), None)
    if at is None:
        return None
    first = last = at
    while first > 0 and core[first - 1].last == core[first].first and _belongs(core[first - 1]):
        first -= 1
    while last + 1 < len(core) and core[last + 1].first == core[last].last and _belongs(core[last + 1]):
        if not phrase.words.hyphened(core[last + 1].first):
            break
        last += 1
    return Span(phrase.words.starts[core[first].first], phrase.words.ends[core[last].last - 1])


def _belongs(match: Match) -> bool:
    """Tell whether a word before or after a title is part of it: another title, deputy, former, -elect."""
    modifier = match.get(What.MODIFIER)
    if modifier is not None:
        return modifier.row.text("effect") in _PART_OF_TITLE
    return match.get(What.TITLE) is not None
