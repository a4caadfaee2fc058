"""Who else a mention may mean: others of the name or office, and other offices of the same person."""

import datetime as dt
from collections.abc import Iterable, Iterator, Set

from detente.actors.coding import Coding
from detente.actors.gazetteer import NATIONAL, Entry, Gazetteer, Match, What, gazetteer, holds_on
from detente.actors.standing import standing
from detente.actors.words import Words, name_words
from detente.lexicon import Lexicon, Row
from detente.records import Alternative, Role

MOST = 5  # alternatives of one mention
_OFFICES = 2  # of these kept for other offices of the person, where there are as many
_PLACED = (What.STATE, What.ADJECTIVE, What.DEMONYM, What.CAPITAL, What.PLACE, What.REGION, What.REGIONAL)
_NAMED = (What.STATE, What.ADJECTIVE, What.DEMONYM, What.CAPITAL, What.PLACE, What.ORGANIZATION)


def find_alternatives(
    words: Words, coding: Coding, roles: Iterable[Role], date: dt.date | None, lexicon: Lexicon
) -> tuple[Alternative, ...]:
    """Return at most five alternatives: persons, then states, towns and bodies of the name, then other offices of the person.

    Persons come in this order: in office on the date, the latest who left, by name. The others: those of states that the tables
    know most people of, by name. Offices: those that are none of its ``roles``, the nearest in time
    first.
    """
    index = gazetteer(lexicon)
    chosen = coding.entry if coding.entry is not None and coding.entry.what is What.PERSON else None
    persons = _persons(words, coding, date, index, chosen)
    persons.sort(key=lambda found: _precedence(found[0], found[1], date))
    others = [_person(entry, row, date) for entry, row in persons]
    if chosen is None:
        others += _namesakes(words, coding, lexicon)
    told = {(role.since, role.until) for role in roles}
    offices = [a for a in _offices(chosen, date, index) if (a.since, a.until) not in told] if chosen is not None else []
    kept = others[: MOST - min(_OFFICES, len(offices))]
    return tuple(dict.fromkeys((*kept, *offices)))[:MOST]


def _persons(
    words: Words, coding: Coding, date: dt.date | None, index: Gazetteer, chosen: Entry | None
) -> list[tuple[Entry, Row]]:
    """Return the other persons, each with the row that counts: those of whom it was open who is meant, who bear the surname
    that the words give alone, and who held the office.
    """
    found = list(coding.doubted)
    for match in index.matches(words) if chosen is not None else ():
        if match.last - match.first == 1 and chosen in match.entries:
            found += index.surnames.get(words.folds[match.first], ())
    rows = {e: standing(e, date).row for e in found} | dict(coding.holders)
    return [(e, row) for e, row in rows.items() if chosen is None or e.name != chosen.name]


def _precedence(entry: Entry, row: Row, date: dt.date | None) -> tuple[bool, bool, int, str]:
    ended = row.date("until") or dt.date.max
    return (not holds_on(row, date), row not in entry.led, -ended.toordinal(), entry.name)


def _person(entry: Entry, row: Row, date: dt.date | None) -> Alternative:
    now = standing(entry, date)
    if holds_on(row, date):
        return _dated(entry, row, row.text("sector") or None, "in office on that date too")
    return _dated(entry, row, now.sector, now.reason if row is now.row else _when(row, date))


def _offices(person: Entry, date: dt.date | None, index: Gazetteer) -> list[Alternative]:
    """Return the other offices of a person, also those for which a table of another country or organisation has the name."""
    same = [e for e in index.named(*name_words(person.name)[1]) if e.what is What.PERSON and e.name == person.name]
    rows = [(e, row) for e in same for row in e.rows]
    day = date or dt.date.max
    rows.sort(key=lambda pair: (_distance(pair[1], day), pair[1].text("title")))
    return [_dated(e, row, row.text("sector") or None, _when(row, date)) for e, row in rows]


def _distance(row: Row, day: dt.date) -> int:
    """Return the days from a term to a day."""
    since, until = row.date("since") or dt.date.min, row.date("until") or dt.date.max
    return max((since - day).days, (day - until).days, 0)


def _when(row: Row, date: dt.date | None) -> str:
    since, until = row.date("since"), row.date("until")
    if holds_on(row, date):
        return "held on that date too"
    if date is not None and since is not None and date < since:
        return f"only from {since}"
    return f"until {until}"


def _dated(entry: Entry, row: Row, sector: str | None, reason: str) -> Alternative:
    title = row.text("title") or None
    return Alternative(
        entry.name, row.text("country") or entry.country, sector, title, row.date("since"), row.date("until"), reason
    )


def _namesakes(words: Words, coding: Coding, lexicon: Lexicon) -> list[Alternative]:
    """Return the states, towns and bodies that share the name: of several owners, with more words, or of a state unsaid."""
    index = gazetteer(lexicon)
    found: dict[tuple[str, str], Alternative] = {}
    matches = index.matches(words)
    stateless = not any(part.what in _PLACED for part in coding.parts)
    for match in matches:
        named = [e for e in match.entries if e.what in _NAMED]
        if len({(e.name, e.country) for e in named}) > 1 or named != list(match.entries):
            _add(found, [e.row for e in named if e is not coding.entry and not _is_chosen(e, coding)], "of that name too")
        _add(found, [e.row for e in _longer(match, words, index)], "of that name too, written with more words")
        if match.get(What.AGENT) is not None and stateless:
            rows = lexicon.index(_bodies).get(words.folds[match.first : match.last], ())
            shared = {id(e.row) for e in named}
            own = [row for row in rows if coding.country in (None, row.text("country")) and id(row) not in shared]
            _add(found, own, "of one state, which the words do not name")
    out = sorted(found.values(), key=lambda a: (-index.prevalence.get(a.country or "", 0), a.name))
    capital = next((m for m in matches if m.entries[0].what is What.CAPITAL), None)
    if capital is not None and len(coding.parts) == 1:
        town = words.surface(capital.first, capital.last)
        out.append(Alternative(town, coding.country, "CVL", reason="the town itself, of which no word beside it speaks"))
    return out


def _add(found: dict[tuple[str, str], Alternative], rows: Iterable[Row], why: str) -> None:
    for row in rows:
        state = "iso3" in row.values
        name, country = row.text("name"), row.text("iso3" if state else "country")
        kind = "state" if state else {"igo": "organisation of states"}.get(row.text("kind"), row.text("kind"))
        sector = None if state else row.text("sector") or None
        found.setdefault((name, country), Alternative(name, country or None, sector, reason=f"{kind} {why}"))


def _is_chosen(entry: Entry, coding: Coding) -> bool:
    """Tell whether what was chosen is the entry: the state itself, or the body of the state that the words name."""
    return entry.country in coding.countries and (entry.what in (*NATIONAL, What.CAPITAL) or coding.entry is None)


def _longer(match: Match, words: Words, index: Gazetteer) -> Iterator[Entry]:
    """Yield the places of a longer name that begins with these words: *Birmingham, Alabama*, *Georgia state*."""
    if match.entries[0].what not in (*NATIONAL, What.CAPITAL, What.PLACE):
        return
    folds = words.folds[match.first : match.last]
    for name, aliases in index.first_words[folds[0]].aliases.items():
        if name[: len(folds)] == folds and name[len(folds) : len(folds) + 1] in ((",",), ("state",)):
            yield from (a.entry for a in aliases if a.entry.what is What.PLACE)


def _bodies(lexicon: Lexicon) -> dict[tuple[str, ...], tuple[Row, ...]]:
    """Return the bodies of states by the words of their names without the state, and without *party*: *Congress* for the U.S.
    Congress and for India's Congress party.
    """
    states = lexicon.table("actors/states")
    nations = {name_words(n)[1] for row in states for n in (row.text("name"), *row.list("aliases"), *row.list("adjectives"))}
    found: dict[tuple[str, ...], dict[int, Row]] = {}
    codes = {row.text("iso3") for row in states}
    for row in lexicon.table("actors/organizations"):
        for name in (row.text("name"), *row.list("aliases")) if row.text("country") in codes else ():
            folds = name_words(name)[1]
            for bare in _without_state(folds, nations):
                found.setdefault(bare, {})[row.line] = row
    return {bare: tuple(rows.values()) for bare, rows in found.items()}


def _without_state(folds: tuple[str, ...], nations: Set[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for cut in range(1, len(folds)):
        if folds[:cut] in nations:
            yield folds[cut:]
        if folds[cut : cut + 1] == ("of",) and folds[cut + 1 :] in nations:
            yield folds[:cut]
    if len(folds) > 1 and folds[-1] == "party":
        yield folds[:-1]
