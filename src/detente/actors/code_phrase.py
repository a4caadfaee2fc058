"""A phrase and a date → country and sector, with nothing but the tables."""

import datetime as dt
from collections.abc import Container
from dataclasses import replace

from detente.actors.coding import Coding
from detente.actors.gazetteer import SURNAMES, Entry, Gazetteer, Match, What, gazetteer
from detente.actors.phrase import Phrase
from detente.actors.phrase_country import countries_of, nationality
from detente.actors.phrase_sector import noun_kind, sector_of
from detente.actors.standing import standing
from detente.actors.words import Words, split_words
from detente.lexicon import Lexicon
from detente.records import ActorKind, Span

_PART_OF_TITLE = ("acting", "aspirant", "deputy", "designate", "elect", "former", "honorary", "joint", "rank")
_TITLED = ("office", "rank", "profession", "person", "honorific")
_NOBODY = "no name, no nationality, no known noun"


def code_phrase(phrase: str, date: dt.date | None, context: str | None, lexicon: Lexicon) -> Coding:
    """Code a phrase that names or describes an actor at a date.

    ``date`` None means today, as far as the tables know. ``context`` (a country's name or adjective) settles the country where
    the phrase itself leaves it open.
    """
    index = gazetteer(lexicon)
    coding = code_words(split_words(phrase), date, index)
    if context and not coding.empty and coding.country is None:
        around = code_words(split_words(context), date, index)
        if around.country is not None:
            reason = f"{coding.reason}; country from the context"
            return replace(coding, country=around.country, countries=around.countries, reason=reason, confidence=0.5)
    return coding


def code_words(words: Words, date: dt.date | None, index: Gazetteer, surnames: Container[str] = ()) -> Coding:
    """Code words that are already split; ``surnames`` are folded words that the text has as such."""
    matches = [m for m in index.matches(words) if not _is_surname(words, m, index) and not _is_common(words, m, index)]
    if surnames:
        matches = [
            m for m in matches if m.entries[0].what not in SURNAMES or words.surface(m.first, m.last).casefold() not in surnames
        ]
    if not matches:
        return _by_surname(words, date, index)
    phrase = Phrase.of(words, matches, date, index)
    person = phrase.pick(phrase.core, What.PERSON)
    if person is None and "," in words.folds[phrase.end :]:
        person = phrase.pick(phrase.tail, What.PERSON)
    return _code_person(phrase, person) if person is not None else _code_described(phrase)


def _code_person(phrase: Phrase, found: Entry) -> Coding:
    """Code a person of the table: what the phrase says wins over the table."""
    nation = nationality(phrase, phrase.core)[:1]
    entries = [e for m in phrase.core for e in m.entries if e.what is What.PERSON] or [found]
    same = [e for e in entries if e.country in nation] or entries
    person = next((e for e in same if standing(e, phrase.date).serving), same[0])
    now, title = standing(person, phrase.date), phrase.title()
    sector, reason = now.sector, f"{person.name}: {now.reason}"
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
        confidence=0.9 if now.serving else 0.7,
        parts=phrase.parts,
        title_span=_title_span(phrase),
        past=phrase.former(),
        coming=phrase.elect(),
    )


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
    name = None
    if sector.kind is ActorKind.STATE and len(countries) == 1:
        name = phrase.index.state_name(countries[0])
    elif organization is not None and phrase.head_entry() is None:
        name = organization.name
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
    )


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
    """Tell whether a match is rather a piece of another person's name: a town as surname, a king's first names."""
    entry, last = match.entries[0], match.last
    if entry.what is What.PERSON:  # two first names before a surname that no table has: nobody of the tables
        follows = last < len(words) and words.words[last][0].isupper() and index.at(words, last) is None
        return follows and words.folds[last - 1] in index.classes.first_names
    town = entry.what is What.PLACE and not entry.sector
    return town and match.first > 0 and words.folds[match.first - 1] in index.classes.first_names


def _is_common(words: Words, match: Match, index: Gazetteer) -> bool:
    """Tell whether the name of an organisation rather is a small word at the start of the phrase: *Most* people."""
    small = match.last - match.first == 1 and match.entries[0].what is What.ORGANIZATION
    return small and words.folds[match.first] in index.classes.openers | index.classes.fillers


def _by_surname(words: Words, date: dt.date | None, index: Gazetteer) -> Coding:
    """Code a bare surname: the one person of the tables who is in government on the date, or who ever led a state."""
    names = [i for i in range(len(words)) if words.words[i][0].isupper()]
    if len(names) != 1 or len(words) > 2:
        return Coding(reason=_NOBODY)
    known = [(standing(e, date), e) for e in index.surnames.get(words.folds[names[0]], ())]
    serving = [pair for pair in known if pair[0].serving and pair[0].sector == "GOV"]
    once = [pair for pair in known if any(row.text("title").casefold() in index.classes.heads for row in pair[1].rows)]
    chosen = serving if len(serving) == 1 else once
    if len(chosen) != 1 or words.folds[names[0]] in index.classes.first_names:
        return Coding(reason="a surname of several people" if known else _NOBODY)
    now, person = chosen[0]
    return Coding(
        country=person.country,
        countries=(person.country,) if person.country else (),
        sector=now.sector,
        name=person.name,
        kind=ActorKind.PERSON,
        title=now.row.text("title") or None,
        organisation=now.row.text("organisation") or None,
        reason=f"{person.name}, the only one of that surname; {now.reason}",
        confidence=0.6,
    )
