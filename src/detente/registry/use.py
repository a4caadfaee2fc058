"""Entries of a registry → rows of the table of people, for resolving mentions by them and for export."""

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from detente.actors.gazetteer import LEARNED, Gazetteer, gazetteer
from detente.lexicon import Lexicon, Row, Value, with_rows
from detente.registry.office import Office, read_office
from detente.registry.records import Entry, Person, Standing, Verdict, most_common
from detente.registry.spelling import fold_name

MARGIN = dt.timedelta(days=180)  # for which an office is taken to last after the last article that gives it
COLUMNS = ("name", "aliases", "country", "sector", "title", "organisation", "since", "until", "source")
TABLE = "actors/people"


def with_registry(lexicon: Lexicon, people: Sequence[Person], file: str) -> Lexicon:
    """Return the lexicon with the rows of a registry below its own; ``file`` names the registry in messages."""
    return with_rows(lexicon, TABLE, rows_of(people, lexicon, file))


def rows_of(people: Sequence[Person], lexicon: Lexicon, file: str = "") -> list[Row]:
    """Return the rows of the table of people that a registry gives, sorted by the key of that table.

    Only entries that are dated, and confirmed or in no conflict, and not rejected; only persons with a country of whom no
    spelling is a name in the tables. An office lasts from the first article that gives it to ``MARGIN`` after the last one, or to
    the day before an article calls the person former or late. ``source`` says from which article it was learned.
    """
    index = gazetteer(lexicon)
    sectors = {row.text("sector") for row in lexicon.table("ontology/sectors")}
    rows: dict[tuple[str, ...], Row] = {}
    for line, person in enumerate(people, 1):
        if not any(index.named(*fold_name(name)) for name in (person.name, *person.spellings)):
            rows |= {_key(values): Row(values, file, line) for values in _rows(person, index, sectors)}
    return [row for _, row in sorted(rows.items())]


def usable(entry: Entry) -> bool:
    """Tell whether an entry may be used: confirmed, or nothing speaks against it."""
    return entry.verdict is Verdict.CONFIRMED or (entry.verdict is None and not entry.conflicts)


def write_rows(rows: Iterable[Row]) -> Iterator[str]:
    """Give the lines of a table of people, with its header, without line ends."""
    yield "\t".join(COLUMNS)
    for row in rows:
        yield "\t".join(_cell(row.values[column]) for column in COLUMNS)


def _cell(value: Value) -> str:
    return "|".join(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, dt.date) else str(value or "")


def _key(values: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(_cell(values[column]) for column in ("name", "country", "title", "since"))


def _rows(person: Person, index: Gazetteer, sectors: Container[str]) -> Iterator[dict[str, Value]]:
    for entry in person.entries:
        country = most_common([c.nationality for c in entry.claims]) or person.country
        first = next((c for c in entry.claims if c.published is not None), None)
        if country is None or first is None or entry.standing is Standing.COMING or not usable(entry):
            continue
        yield {
            "name": person.name,
            "aliases": tuple(s for s in person.spellings if s != person.name and not s.isupper()),
            "country": country,
            "sector": entry.sector if entry.sector in sectors else None,
            "title": entry.said.title,
            "organisation": entry.said.organisation,
            "since": entry.first_seen,
            "until": _until(entry, person, index),
            "source": f"{LEARNED} {first.source or first.article} of {first.published}",
        }


def _until(entry: Entry, person: Person, index: Gazetteer) -> dt.date | None:
    """Return the last day: the margin after the last article, or the day before one that knows the office to have ended."""
    last = entry.last_seen
    if last is None or entry.standing is not Standing.SERVING:
        return None
    office = read_office(entry.said, index)
    ended = [e.first_seen for e in person.entries if _ends(e, office, index) and e.first_seen and e.first_seen > last]
    return min([last + min(MARGIN, dt.date.max - last), *(day - dt.timedelta(days=1) for day in ended)])


def _ends(entry: Entry, office: Office | None, index: Gazetteer) -> bool:
    """Tell whether an entry says that an office is no longer held."""
    if entry.standing is not Standing.FORMER:
        return entry.standing is Standing.LATE
    other = read_office(entry.said, index)
    return office is not None and other is not None and office.words == other.words
