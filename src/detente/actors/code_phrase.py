"""A phrase and a date → country and sector, with nothing but the tables."""

import datetime as dt
from collections.abc import Container, Sequence
from dataclasses import replace

from detente.actors.coding import Coding
from detente.actors.gazetteer import SURNAMES, Entry, Gazetteer, Match, What, gazetteer, holds_on
from detente.actors.office_holders import holders, office_of
from detente.actors.phrase import Phrase, last_person, persons_of
from detente.actors.phrase_country import countries_of, nationality
from detente.actors.phrase_sector import is_generic, noun_kind, sector_of
from detente.actors.spellings import spelt_otherwise
from detente.actors.standing import standing
from detente.actors.surnames import bearers, has_initials, meant
from detente.actors.words import Words, name_words, split_words
from detente.lexicon import Lexicon
from detente.records import ActorKind, Span

_PART_OF_TITLE = ("acting", "aspirant", "deputy", "designate", "elect", "former", "honorary", "joint", "rank")
_TITLED = ("office", "rank", "profession", "person", "honorific")
_INDEFINITE = ("a", "an", "another", "any", "each", "every", "no", "one", "some")
_SHORT = 4  # words of a bare surname with particles or initials: J. H. van Dam
_SPELT = "spelt or ordered otherwise in the table"
_NOBODY = "no name, no nationality, no known noun"


def code_phrase(phrase: str, date: dt.date | None, context: str | None, lexicon: Lexicon) -> Coding:
    """Code a phrase that names or describes an actor at a date.

    ``date`` None means today, as far as the tables know. ``context`` (a country's name or adjective) settles the country where
    the phrase itself leaves it open.
    """
    index = gazetteer(lexicon)
    around = code_words(split_words(context), date, index).countries if context else ()
    words = split_words(phrase)
    coding = code_words(words, date, index)
    if coding.entry is None or coding.kind is ActorKind.GROUP:
        coding = _code_unlisted(_phrase_of(words, date, index), coding, around, lexicon)
    if len(around) == 1 and not coding.empty and coding.country is None:
        reason = f"{coding.reason}; country from the context"
        return replace(coding, country=around[0], countries=around, reason=reason, confidence=0.5)
    return coding


def code_words(words: Words, date: dt.date | None, index: Gazetteer, surnames: Container[str] = ()) -> Coding:
    """Code words that are already split; ``surnames`` are folded words that the text has as such."""
    phrase = _phrase_of(words, date, index, surnames)
    if not phrase.matches:
        return _code_surname(phrase)
    person = phrase.person()
    if person is None or phrase.only_backs(person):
        return _code_described(phrase)
    if phrase.serves(person):
        behind = phrase.behind(person.last)
        return _code_of_person(behind, _code_described(behind), persons_of(person))
    coding = _code_person(phrase, persons_of(person))
    others = [m for m in phrase.core if m.last < person.first and m.entries[0].what is What.PERSON]
    return _code_several(phrase, (*others, person), coding) if others and "and" in phrase.words.folds else coding


def _phrase_of(words: Words, date: dt.date | None, index: Gazetteer, surnames: Container[str] = ()) -> Phrase:
    matches = [m for m in index.matches(words) if not _is_surname(words, m, index) and not _is_common(words, m, index)]
    if surnames:
        matches = [
            m for m in matches if m.entries[0].what not in SURNAMES or words.surface(m.first, m.last).casefold() not in surnames
        ]
    return Phrase.of(words, matches, date, index)


def _code_person(phrase: Phrase, found: Sequence[Entry]) -> Coding:
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
    return Coding(
        country=country,
        countries=(country,) if country else (),
        sector=sector,
        name=person.name,
        kind=ActorKind.PERSON,
        title=title.name if title else now.row.text("title") or None,
        organisation=now.row.text("organisation") or None,
        reason=reason,
        confidence=0.5 if not alone else 0.9 if now.serving else 0.7,
        parts=phrase.parts,
        title_span=_title_span(phrase),
        past=phrase.former(),
        coming=phrase.elect(),
        entry=person,
        row=now.row,
        doubted=tuple(found),
    )


def _code_several(phrase: Phrase, persons: Sequence[Match], last: Coding) -> Coding:
    """Code several persons of the tables that "and" joins, each on the date."""
    each = [_code_person(phrase, persons_of(m)) for m in persons]
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


def _code_of_person(phrase: Phrase, coding: Coding, found: Sequence[Entry]) -> Coding:
    """Code who serves or follows a person of the tables: *Putin's spokesman*, *forces loyal to Assad*."""
    master = next((e for e in found if standing(e, phrase.date).serving), found[0])
    if coding.countries or not master.country:
        return coding
    head = phrase.head_entry()
    sector = standing(master, phrase.date).sector if head is not None and is_generic(head) else coding.sector
    reason = f"{coding.reason}; of {master.name}"
    return replace(coding, country=master.country, countries=(master.country,), sector=sector, reason=reason)


def _code_surname(phrase: Phrase) -> Coding:
    """Code a bare surname: the one person whom it means on the date."""
    name = phrase.name()
    known = bearers(phrase.words, *name, phrase.index) if name is not None and len(phrase.words) <= _SHORT else ()
    person = meant(known, phrase.date, phrase.index)
    if person is None or (_is_first_name(phrase, name) and not person.led):
        return Coding(reason="a surname of several people" if known else _NOBODY, doubted=known)
    coding = _code_person(phrase, (person,))
    how = "the only one of that surname" if len(known) == 1 else "whom that surname means on that date"
    reason = f"{person.name}, {how}; {standing(person, phrase.date).reason}"
    return replace(coding, reason=reason, confidence=0.6, doubted=known)


def _is_first_name(phrase: Phrase, name: tuple[int, int] | None) -> bool:
    """Tell whether the name is one word that may as well be somebody's first name: *Christopher*."""
    return name is not None and name[1] - name[0] == 1 and phrase.words.folds[name[0]] in phrase.index.classes.first_names


def _code_unlisted(phrase: Phrase, coding: Coding, around: Sequence[str], lexicon: Lexicon) -> Coding:
    """Code a phrase of whose person the tables have no such name: a surname beside a title, another spelling, an office alone;
    and who serves or follows such a person.
    """
    whole = _spelt_whole(phrase, lexicon)
    if whole is not None:
        return _by_name(phrase, (whole,), whole, _SPELT)
    nations = coding.countries or tuple(around)
    name = phrase.name()
    if coding.kind is ActorKind.STATE and name is not None and name[1] == phrase.end:  # North Korea's Kim
        found = _code_name(phrase, coding, name, nations, lexicon)
        return found if found.entry is not None else coding
    if coding.kind in (None, ActorKind.PERSON) and name is not None and not phrase.head_is_other():
        return _code_name(phrase, coding, name, nations, lexicon)
    if coding.kind is ActorKind.PERSON and name is None and nations:
        return _code_office(phrase, coding, nations, lexicon)
    return coding if coding.countries else _code_follower(phrase, coding, lexicon)


def _code_name(phrase: Phrase, coding: Coding, name: tuple[int, int], nations: Sequence[str], lexicon: Lexicon) -> Coding:
    """Code a name that no table has as such: by its surname and the title beside it, or in another spelling or order."""
    title = phrase.title()
    if title is None and not nations and _is_first_name(phrase, name):
        return coding
    office = office_of(title.name) if title is not None and title.row.text("kind") == "office" else frozenset()
    known, how = _bearers(phrase, name, lexicon)
    known = tuple(e for e in known if not nations or e.country in nations)
    person = meant(known, phrase.date, phrase.index, office)
    if person is None and len(known) == 1 and name[1] - name[0] > 1:
        person = known[0]
    if person is not None:
        return _by_name(phrase, known, person, how)
    if not known or len({e.country for e in known}) > 1:
        return replace(coding, doubted=known or coding.doubted)
    sectors = {coding.sector} if coding.sector else {standing(e, phrase.date).sector for e in known}
    country = known[0].country
    reason = coding.reason if coding.title else f"a surname of several people of {phrase.index.state_name(country) or country}"
    return replace(
        coding,
        country=country,
        countries=(country,) if country else (),
        sector=next(iter(sectors)) if len(sectors) == 1 else None,
        kind=ActorKind.PERSON,
        reason=reason,
        confidence=0.4,
        doubted=known,
    )


def _bearers(phrase: Phrase, name: tuple[int, int], lexicon: Lexicon) -> tuple[tuple[Entry, ...], str]:
    """Return those who bear a surname, else those whose name is spelt or ordered otherwise, and how they were found."""
    known = bearers(phrase.words, *name, phrase.index)
    if known:
        return known, "by the surname"
    return spelt_otherwise([f for f in phrase.words.folds[slice(*name)] if f[0].isalpha()], lexicon), _SPELT


def _by_name(phrase: Phrase, known: tuple[Entry, ...], person: Entry, how: str) -> Coding:
    coding = _code_person(phrase, (person,))
    return replace(coding, reason=f"{coding.reason}; {how}", confidence=min(coding.confidence, 0.6), doubted=known)


def _spelt_whole(phrase: Phrase, lexicon: Lexicon) -> Entry | None:
    """Return the one person of whose name the whole phrase is another spelling, whatever else its words mean: *Nursultan
    Nazarbaev*, though the capital of his state bore his name.
    """
    words = phrase.words.words
    if not 1 < len(words) <= _SHORT or not all(w[0].isupper() for w in words):
        return None
    known = spelt_otherwise(phrase.words.folds, lexicon)
    return known[0] if len(known) == 1 else None


def _code_follower(phrase: Phrase, coding: Coding, lexicon: Lexicon) -> Coding:
    """Code who serves or follows a person whom the tables know by another name, or who is named behind: *Assad's forces*."""
    if coding.empty:
        return coding
    match = last_person(phrase.tail)
    if match is not None:
        return _code_of_person(phrase, coding, persons_of(match))
    name = phrase.name(beyond=True)
    person = meant(_bearers(phrase, name, lexicon)[0], phrase.date, phrase.index) if name is not None else None
    return _code_of_person(phrase, coding, (person,)) if person is not None else coding


def _code_office(phrase: Phrase, coding: Coding, nations: Sequence[str], lexicon: Lexicon) -> Coding:
    """Code an office that only one has on the date as the person who holds it; who held it before may be meant by *former*."""
    definite = phrase.words.folds[0] not in _INDEFINITE
    if coding.title_span is None or len(nations) != 1 or not definite or coding.coming:
        return coding
    title = coding.title_span.of(phrase.words.text)
    if coding.title and not phrase.modified("deputy", "acting"):
        title = coding.title
    known = holders(lexicon, nations[0], title, _body(phrase, nations))
    if coding.past:
        earlier = [e for e, row in reversed(known) if (until := row.date("until")) and (phrase.date is None or until < phrase.date)]
        return replace(coding, doubted=tuple(dict.fromkeys(earlier)))
    now = [(e, row) for e, row in known if holds_on(row, phrase.date)]
    if len({e for e, _ in now}) != 1:
        return replace(coding, doubted=tuple(dict.fromkeys(e for e, _ in now)))
    person, row = now[0]
    country = coding.country or nations[0]
    reason = f"{person.name}, who is {row.text('title')} in the table on that date; {coding.reason}"
    return replace(coding, name=person.name, country=country, countries=(country,), reason=reason, entry=person, row=row)


def _code_described(phrase: Phrase) -> Coding:
    """Code a phrase without a person of the table."""
    countries, how = countries_of(phrase)
    sector = sector_of(phrase)
    code, why = sector.code, sector.reason
    if phrase.former() and code and code not in ("CVL", "UNK"):
        code, why = "ELI", f"{why}, former"
    if code is None and not countries:
        return Coding(reason=why, parts=phrase.parts)
    title = phrase.title()
    organization = phrase.pick(phrase.core, What.ORGANIZATION) or phrase.pick(phrase.tail, What.ORGANIZATION)
    name = entry = None
    if sector.kind is ActorKind.STATE and len(countries) == 1:
        name = phrase.index.state_name(countries[0])
    elif organization is not None and phrase.head_entry() is None:
        name, entry = organization.name, organization
    return Coding(
        country=countries[0] if len(countries) == 1 else None,
        countries=countries,
        sector=code,
        name=name,
        kind=sector.kind,
        title=title.name if title else None,
        organisation=_affiliation(phrase, organization),
        reason="; ".join(part for part in (how, why) if part),
        confidence=sector.confidence,
        parts=phrase.parts,
        title_span=_title_span(phrase),
        past=phrase.former(),
        coming=phrase.elect(),
        entry=entry,
    )


def _body(phrase: Phrase, nations: Sequence[str]) -> Entry | None:
    """Return the organisation that the phrase names, within a title too: *the UN secretary-general*."""
    found = phrase.organization(phrase.matches, nations)
    if found is not None:
        return found
    within = (phrase.index.named(phrase.words.folds[m.first]) for m in phrase.core if m.get(What.TITLE) is not None)
    return next((e for entries in within for e in entries if e.what is What.ORGANIZATION), None)


def _title_span(phrase: Phrase) -> Span | None:
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


def _affiliation(phrase: Phrase, organization: Entry | None) -> str | None:
    """Return the organisation that the title belongs to: the words after "of", "at", "for", or its name."""
    words = phrase.words
    if phrase.head_entry() is not None and phrase.joined and phrase.link != ",":
        after = range(phrase.end + 1, len(words))
        stop = next((i for i in after if words.folds[i] in (",", "(", "who")), len(words))
        body = next((m for m in phrase.tail if m.first < stop and _is_body(m)), None)
        if body is not None:
            links = (i for i in range(body.first - 1, phrase.end, -1) if words.folds[i] in phrase.index.classes.boundaries)
            start = next(links, phrase.end) + 1
            return words.surface(start + (words.folds[start] == "the"), stop)
    return organization.name if organization else None


def _is_body(match: Match) -> bool:
    return any(e.what is What.ORGANIZATION or (e.what is What.AGENT and e.row.text("kind") != "person") for e in match.entries)


def _is_surname(words: Words, match: Match, index: Gazetteer) -> bool:
    """Tell whether a match is rather a piece of another person's name: a town as surname, a king's first names, a relative."""
    entry, first, last = match.entries[0], match.first, match.last
    if entry.what is What.PERSON:
        if last - first == 1 and first > 0 and _of_another(words, first, match.entries, index):
            return True
        # Two first names before a surname that no table has: nobody of the tables.
        follows = last < len(words) and words.words[last][0].isupper() and index.at(words, last) is None
        return follows and words.folds[last - 1] in index.classes.first_names
    town = entry.what is What.PLACE and not entry.sector
    before = words.folds[first - 1] if first > 0 else ""
    return town and (before in index.classes.first_names or before in index.classes.particles)


def _of_another(words: Words, at: int, entries: Sequence[Entry], index: Gazetteer) -> bool:
    """Tell whether a first name or initial stands before a surname that its bearer in the tables has not: *Fred Trump*."""
    before = words.words[at - 1]
    name, classes = words.folds[at - 1], index.classes
    initials = before.replace(".", "")
    if "." in before or len(initials) == 1:
        return initials.isupper() and not any(has_initials(initials.casefold(), n) for e in entries for n in e.names)
    if name not in classes.first_names and name not in classes.given_names:
        return False
    return not any(name in name_words(n)[1] for e in entries for n in e.names)


def _is_common(words: Words, match: Match, index: Gazetteer) -> bool:
    """Tell whether the name of an organisation rather is a small word at the start of the phrase: *Most* people."""
    small = match.last - match.first == 1 and match.entries[0].what is What.ORGANIZATION
    return small and words.folds[match.first] in index.classes.openers | index.classes.fillers
