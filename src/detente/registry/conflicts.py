"""What cannot all be true: two countries of one person, two persons of one name, two holders of one office, in office after
leaving it, at work after death. Conflicts are noted, never settled here; what a person rejected conflicts with nothing.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from detente.actors.gazetteer import Gazetteer, gazetteer, holds_on
from detente.lexicon import Lexicon, Row
from detente.registry.office import Office, name_key, read_office
from detente.registry.records import Entry, Person, Standing, Verdict
from detente.registry.spelling import Spelling, fold_name

MOST = 20  # notes at an entry: a common name may conflict with hundreds
_Note = tuple[str, str]  # id of an entry, what speaks against it
_GOVERNING = ("GOV", "MIL", "JUD")


def add_conflicts(people: Sequence[Person], lexicon: Lexicon) -> list[Person]:
    """Note at each entry what it conflicts with."""
    index = gazetteer(lexicon)
    live = [replace(p, entries=tuple(e for e in p.entries if e.verdict is not Verdict.REJECTED)) for p in people]
    notes: dict[str, set[str]] = {}
    for entry, note in (
        *(n for p in live for n in (*_countries(p, index), *_after_leaving(p, index))),
        *_namesakes(live),
        *_holders(live, lexicon, index),
    ):
        notes.setdefault(entry, set()).add(note)
    noted = {entry: tuple(sorted(found)[:MOST]) for entry, found in notes.items()}
    return [replace(p, entries=tuple(replace(e, conflicts=noted.get(e.id, ())) for e in p.entries)) for p in people]


def _countries(person: Person, index: Gazetteer) -> Iterator[_Note]:
    """Note entries of a person of whom the articles make a citizen of two states."""
    nations: dict[str, set[str]] = {}
    for claim in (c for e in person.entries for c in e.claims):
        if claim.nationality in index.states:
            nations.setdefault(claim.nationality or "", set()).add(claim.article)
    if len(nations) > 1:
        told = ", ".join(f"{n} ({len(nations[n])})" for n in sorted(nations, key=lambda n: (-len(nations[n]), n)))
        yield from ((e.id, f"several countries, in so many articles each: {told}") for e in person.entries)


def _namesakes(people: Sequence[Person]) -> Iterator[_Note]:
    """Note entries of several persons of the same name."""
    by_name: dict[tuple[str, ...], list[Person]] = {}
    for person in people:
        if person.entries:
            by_name.setdefault(fold_name(person.name), []).append(person)
    for same in by_name.values():
        for one, other in combinations(sorted(same, key=lambda p: p.id), 2):
            yield from ((e.id, f"another person of this name: {_shown(other.entries[0])}") for e in one.entries)
            yield from ((e.id, f"another person of this name: {_shown(one.entries[0])}") for e in other.entries)


def _after_leaving(person: Person, index: Gazetteer) -> Iterator[_Note]:
    """Note who is in office after being called former in it, or in any after being called late."""
    serving = [e for e in person.entries if e.standing is Standing.SERVING and e.last_seen]
    for gone in (e for e in person.entries if e.standing in (Standing.FORMER, Standing.LATE) and e.first_seen):
        for entry in serving:
            since, last = gone.first_seen or dt.date.max, entry.last_seen or dt.date.min
            if since < last and (gone.standing is Standing.LATE or _office(gone, index).words == _office(entry, index).words):
                yield entry.id, f"called {gone.standing.value} on {since}, in office on {last}: {_shown(gone)}"
                yield gone.id, f"called {gone.standing.value} on {since}, in office on {last}: {_shown(entry)}"


def _holders(people: Sequence[Person], lexicon: Lexicon, index: Gazetteer) -> Iterator[_Note]:
    """Note two holders of an office of one, seen in it at overlapping times, or another one than in the tables."""
    sole = {row.text("title"): row.text("of") for row in lexicon.table("registry/sole")}
    posts: dict[tuple[object, ...], list[tuple[Person, Entry]]] = {}
    for person in people:
        for entry in person.entries:
            office = _office(entry, index)
            kind = sole.get(office.title)
            if entry.standing is not Standing.SERVING or kind is None or not entry.dates or "deputy" in office.words:
                continue
            if kind == "organisation" and office.organisation:
                posts.setdefault((office.words, office.organisation), []).append((person, entry))
            elif kind == "country" and not office.organisation and entry.sector in _GOVERNING and office.country:
                posts.setdefault((office.words, office.country), []).append((person, entry))
    table, spelling = _table(lexicon), Spelling.of(lexicon)
    for key, held in posts.items():
        for (one, a), (other, b) in combinations(held, 2):
            if one.id != other.id and a.dates[0] <= b.dates[-1] and b.dates[0] <= a.dates[-1]:
                yield a.id, f"seen at the same time in this office: {_shown(b)}"
                yield b.id, f"seen at the same time in this office: {_shown(a)}"
        for person, entry in held:
            yield from ((entry.id, note) for note in _in_table(person, entry, table.get(key, ()), spelling))


def _table(lexicon: Lexicon) -> dict[tuple[object, ...], list[Row]]:
    """Return the rows of the table of people by office and country."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in lexicon.table("actors/people"):
        if row.text("title") and not row.text("organisation"):
            found.setdefault((tuple(sorted(name_key(row.text("title")))), row.text("country")), []).append(row)
    return found


def _in_table(person: Person, entry: Entry, rows: Iterable[Row], spelling: Spelling) -> Iterator[str]:
    """Say whom the table has in the office whenever the entry was seen in it, where that is somebody else."""
    inside = [row for row in rows if all(holds_on(row, day) for day in entry.dates)]
    holders = {fold_name(name) for row in inside for name in (row.text("name"), *row.list("aliases"))}
    if not any(spelling.compare(fold_name(s), holder) for s in person.spellings for holder in holders):
        yield from (f"the tables have {row.text('name')} in this office ({row.where})" for row in inside)


def _office(entry: Entry, index: Gazetteer) -> Office:
    office = read_office(entry.said, index)
    return office or Office((), "", (), None, entry.standing)


def _shown(entry: Entry) -> str:
    parts = (entry.said.name, entry.said.title, entry.said.organisation, entry.said.country)
    return f"{', '.join(p for p in parts if p)} ({entry.id})"
