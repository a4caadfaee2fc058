"""A phrase and a date → country and sector, with nothing but the tables."""

import datetime as dt
from collections.abc import Container, Sequence
from dataclasses import replace

from detente.actors.code_person import code_of_person, code_person, code_several, code_surname, title_span_of
from detente.actors.code_unlisted import code_unlisted
from detente.actors.coding import Coding
from detente.actors.gazetteer import SURNAMES, Entry, Gazetteer, Match, What, gazetteer
from detente.actors.phrase import Phrase, persons_of
from detente.actors.phrase_country import countries_of
from detente.actors.phrase_sector import sector_of
from detente.actors.standing import OFFICIAL
from detente.actors.surnames import has_initials
from detente.actors.words import Words, name_words, split_words
from detente.lexicon import Lexicon
from detente.records import ActorKind


def code_phrase(phrase: str, date: dt.date | None, context: str | None, lexicon: Lexicon) -> Coding:
    """Code a phrase that names or describes an actor at a date.

    ``date`` None means today, as far as the tables know. ``context`` (a country's name or adjective) settles the country where
    the phrase itself leaves it open.
    """
    index = gazetteer(lexicon)
    around = code_words(split_words(context), date, index).countries if context else ()
    words = split_words(phrase)
    coding = code_words(words, date, index, alone=True)
    if coding.entry is None or coding.kind is ActorKind.GROUP:
        coding = code_unlisted(_phrase_of(words, date, index, alone=True), coding, around, lexicon)
    if len(around) == 1 and not coding.empty and coding.country is None:
        reason = f"{coding.reason}; country from the context"
        return replace(coding, country=around[0], countries=around, reason=reason, confidence=0.5)
    return coding


def code_words(
    words: Words, date: dt.date | None, index: Gazetteer, surnames: Container[str] = (), *, alone: bool = False
) -> Coding:
    """Code words that are already split; ``surnames`` are folded words that the text has as such. ``alone`` tells that the words
    are a mention and nothing but a mention, so that each word with a capital beside a surname is part of the name.
    """
    phrase = _phrase_of(words, date, index, surnames, alone=alone)
    if not phrase.matches:
        return code_surname(phrase)
    person = phrase.person()
    if person is None or phrase.only_backs(person):
        return _code_described(phrase)
    if phrase.serves(person):
        behind = phrase.behind(person.last)
        return code_of_person(behind, _code_described(behind), persons_of(person))
    coding = code_person(phrase, persons_of(person))
    others = [m for m in phrase.core if m.last < person.first and m.entries[0].what is What.PERSON]
    return code_several(phrase, (*others, person), coding) if others and "and" in phrase.words.folds else coding


def _phrase_of(
    words: Words, date: dt.date | None, index: Gazetteer, surnames: Container[str] = (), *, alone: bool = False
) -> Phrase:
    matches = [
        m for m in index.matches(words) if not _is_surname(words, m, index, alone=alone) and not _is_common(words, m, index)
    ]
    if surnames:
        matches = [
            m for m in matches if m.entries[0].what not in SURNAMES or words.surface(m.first, m.last).casefold() not in surnames
        ]
    return Phrase.of(words, matches, date, index)


def _code_described(phrase: Phrase) -> Coding:
    """Code a phrase without a person of the table."""
    countries, how = countries_of(phrase)
    sector = sector_of(phrase)
    code, why = sector.code, sector.reason
    if phrase.former() and code and code not in ("CVL", "UNK"):
        code, why = "ELI", f"{why}, former"
    elif phrase.elect() and code in OFFICIAL:
        code, why = "ELI", f"{why}, not yet in office"
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
        title_span=title_span_of(phrase),
        past=phrase.former(),
        coming=phrase.elect(),
        entry=entry,
    )


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


def _is_surname(words: Words, match: Match, index: Gazetteer, *, alone: bool) -> bool:
    """Tell whether a match is rather a piece of another person's name: a town as surname, a king's first names, a relative."""
    entry, first, last = match.entries[0], match.first, match.last
    if entry.what is What.PERSON:
        single = sum(fold not in index.classes.particles for fold in words.folds[first:last]) == 1
        while first > 0 and words.folds[first - 1] in index.classes.particles:
            first -= 1
        if single and first > 0 and _of_another(words, first, match.entries, index, alone=alone):
            return True
        # Two first names before a surname that no table has: nobody of the tables.
        follows = last < len(words) and words.words[last][0].isupper() and index.at(words, last) is None
        return follows and ((single and alone) or words.folds[last - 1] in index.classes.first_names)
    town = entry.what is What.PLACE and not entry.sector
    before = words.folds[first - 1] if first > 0 else ""
    return town and (before in index.classes.first_names or before in index.classes.particles)


def _of_another(words: Words, at: int, entries: Sequence[Entry], index: Gazetteer, *, alone: bool) -> bool:
    """Tell whether a first name or initial stands before a surname that its bearer in the tables has not: *Fred Trump*."""
    before, name, classes = words.words[at - 1], words.folds[at - 1], index.classes
    initials = before.replace(".", "")
    if "." in before or len(initials) == 1:
        return initials.isupper() and not any(has_initials(initials.casefold(), n) for e in entries for n in e.names)
    unknown = alone and before[0].isupper() and index.at(words, at - 1) is None and name not in classes.openers | classes.fillers
    if not unknown and name not in classes.first_names and name not in classes.given_names:
        return False
    return not any(name in name_words(n)[1] for e in entries for n in e.names)


def _is_common(words: Words, match: Match, index: Gazetteer) -> bool:
    """Tell whether the name of an organisation rather is a small word at the start of the phrase: *Most* people."""
    small = match.last - match.first == 1 and match.entries[0].what is What.ORGANIZATION
    return small and words.folds[match.first] in index.classes.openers | index.classes.fillers
