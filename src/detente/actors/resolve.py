"""The public way to resolve one mention outside of any article."""

import datetime as dt
from functools import cache

from detente.actors.alternatives import find_alternatives
from detente.actors.code_phrase import code_phrase
from detente.actors.coding import Coding
from detente.actors.gazetteer import Entry, Gazetteer, What, gazetteer, holds_on
from detente.actors.office_holders import includes, office_of
from detente.actors.words import name_words, split_words
from detente.ids import make_id
from detente.lexicon import Lexicon, Row, load_lexicon
from detente.reading.dates import read_date
from detente.records import Actor, ActorKind, Role

_LONGEST = 400  # characters of a mention that are read


def resolve_actor(
    text: str, date: dt.date | str | None = None, context: str | None = None, lexicon: Lexicon | None = None
) -> Actor:
    """Resolve the name or description of an actor at a date into country, sector and roles, with alternatives.

    ``date`` is a date or a string such as ``2016-11-30``; None means today, as far as the tables know. ``context`` is a country
    that the text around speaks of. Where nothing is found, country and sector are None and ``reason`` says why. The id is that
    of whom the tables know, whatever the mention and the date; of others, that of the words. Without ``lexicon`` the built-in
    tables are loaded at the first call and kept. Raises ReadingError for a string that is not a date.

    >>> resolve_actor("the Norwegian government").country
    'NOR'
    >>> [(a.name, a.reason) for a in resolve_actor("George Bush", "2004-03-01").alternatives][0]
    ('George H. W. Bush', 'after President until 1993-01-20')
    """
    day = read_date(date, "date")
    tables = lexicon if lexicon is not None else _built_in()
    index = gazetteer(tables)
    coding = code_phrase(text[:_LONGEST], day, context, tables)
    name = coding.name or text.strip()
    roles = _roles(coding, day, index)
    return Actor(
        _id(coding, name, index),
        name,
        coding.kind or ActorKind.UNNAMED,
        coding.country,
        coding.countries,
        coding.sector,
        roles,
        (),
        coding.reason,
        coding.confidence,
        find_alternatives(split_words(text), coding, roles, day, tables),
    )


@cache
def _built_in() -> Lexicon:
    return load_lexicon()


def _id(coding: Coding, name: str, index: Gazetteer) -> str:
    """Return the id of whom the tables know; a person who leads an organisation is the one of that name in a state before."""
    entry = coding.entry
    if entry is None:
        return make_id("a", coding.kind or ActorKind.UNNAMED, name, coding.country)
    homes = {e.country for e in index.named(*name_words(entry.name)[1]) if e.what is entry.what and e.name == entry.name}
    several = len(homes & index.states.keys()) > 1
    return make_id("a", entry.what, entry.name, entry.country if several or entry.what is not What.PERSON else None)


def _roles(coding: Coding, date: dt.date | None, index: Gazetteer) -> tuple[Role, ...]:
    """Return the title that the words give, with the dates of its row; then the offices that the tables know on the date, or the
    last one before.
    """
    person = coding.entry if coding.entry is not None and coding.entry.what is What.PERSON else None
    if person is None:
        return (Role(coding.title, coding.organisation, coding.country),) if coding.title else ()
    roles: list[Role] = []
    last = [coding.row] if coding.row is not None and not person.learned else []
    rows = [row for row in person.rows if holds_on(row, date)] or last
    rows.sort(key=lambda row: row is not coding.row)
    if coding.title and coding.title_span is not None:
        row = _row_of(person, coding.title, date, index)
        roles.append(_role(coding.title, row, coding.country))
        rows = [other for other in rows if other is not row]
        if coding.past:
            rows = [other for other in rows if holds_on(other, date)]
    roles += [_role(row.text("title"), row, row.text("country") or coding.country) for row in rows if row.text("title")]
    return tuple(roles)


def _role(title: str, row: Row | None, country: str | None) -> Role:
    if row is None:
        return Role(title, None, country)
    return Role(title, row.text("organisation") or None, country, row.date("since"), row.date("until"))


def _row_of(person: Entry, title: str, date: dt.date | None, index: Gazetteer) -> Row | None:
    """Return the term of the person in this office: the one that holds on the date, else the last that began before."""
    terms = [row for row in person.rows if includes(row, office_of(title), index)]
    now = [row for row in terms if holds_on(row, date)]
    begun = [row for row in terms if date is None or (row.date("since") or dt.date.min) <= date]
    return next(iter(now or begun[::-1]), None)
