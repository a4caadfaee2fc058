"""Persons whom the tables know by another name, and offices without a name → a coding.

The pipeline does without: in an article, its other words say who a surname or an office is (``person_facts``,
``resolve_references``).
"""

from collections.abc import Sequence
from dataclasses import replace

from detente.actors.code_person import SHORT, code_of_person, code_person, is_first_name
from detente.actors.coding import Coding
from detente.actors.gazetteer import Entry, What, holds_on
from detente.actors.office_holders import holders, office_of
from detente.actors.phrase import Phrase, last_person, persons_of
from detente.actors.spellings import spelt_otherwise
from detente.actors.standing import standing
from detente.actors.surnames import bearers, meant
from detente.lexicon import Lexicon
from detente.records import ActorKind

_INDEFINITE = ("a", "an", "another", "any", "each", "every", "no", "one", "some")
_SPELT = "spelt or ordered otherwise in the table"


def code_unlisted(phrase: Phrase, coding: Coding, around: Sequence[str], lexicon: Lexicon) -> Coding:
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
    if title is None and not nations and is_first_name(phrase, name):
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
    coding = code_person(phrase, (person,))
    return replace(coding, reason=f"{coding.reason}; {how}", confidence=min(coding.confidence, 0.6), doubted=known)


def _spelt_whole(phrase: Phrase, lexicon: Lexicon) -> Entry | None:
    """Return the one person of whose name the whole phrase is another spelling, whatever else its words mean: *Nursultan
    Nazarbaev*, though the capital of his state bore his name.
    """
    words = phrase.words.words
    if not 1 < len(words) <= SHORT or not all(w[0].isupper() for w in words):
        return None
    known = spelt_otherwise(phrase.words.folds, lexicon)
    return known[0] if len(known) == 1 else None


def _code_follower(phrase: Phrase, coding: Coding, lexicon: Lexicon) -> Coding:
    """Code who serves or follows a person whom the tables know by another name, or who is named behind: *Assad's forces*."""
    if coding.empty:
        return coding
    match = last_person(phrase.tail)
    if match is not None:
        return code_of_person(phrase, coding, persons_of(match))
    name = phrase.name(beyond=True)
    person = meant(_bearers(phrase, name, lexicon)[0], phrase.date, phrase.index) if name is not None else None
    return code_of_person(phrase, coding, (person,)) if person is not None else coding


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
        ended = ((e, row) for e, row in known if (until := row.date("until")) and (phrase.date is None or until < phrase.date))
        return replace(coding, holders=tuple(ended))
    now = [(e, row) for e, row in known if holds_on(row, phrase.date)]
    if len({e for e, _ in now}) != 1:
        return replace(coding, holders=tuple(now))
    person, row = now[0]
    country = coding.country or nations[0]
    reason = f"{person.name}, who is {row.text('title')} in the table on that date; {coding.reason}"
    return replace(coding, name=person.name, country=country, countries=(country,), reason=reason, entry=person, row=row)


def _body(phrase: Phrase, nations: Sequence[str]) -> Entry | None:
    """Return the organisation that the phrase names, within a title too: *the UN secretary-general*."""
    found = phrase.organization(phrase.matches, nations)
    if found is not None:
        return found
    within = (phrase.index.named(phrase.words.folds[m.first]) for m in phrase.core if m.get(What.TITLE) is not None)
    return next((e for entries in within for e in entries if e.what is What.ORGANIZATION), None)
