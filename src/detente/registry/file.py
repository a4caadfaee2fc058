"""The file of a registry: JSON lines, one person each, sorted, so that the same claims and decisions give the same bytes.

docs/registry.md explains the keys. What follows from the evidence (spellings, dates, counts) is written for readers
and not read back.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from detente.errors import ReadingError
from detente.output import Json, to_line
from detente.reading.values import Row, as_date, as_member, as_row, as_rows, as_span, as_string
from detente.registry.claims import as_code, as_id, as_name, as_words
from detente.registry.records import Claim, Decision, Entry, Person, Said, Standing, Verdict

T = TypeVar("T")
_HOW = "Give a file that 'detente registry learn' wrote, or learn it anew."


def write_people(people: Iterable[Person]) -> Iterator[str]:
    """Give the lines of the file, without line ends."""
    return (to_line(_person(p)) for p in people)


def read_people(path: Path) -> tuple[Person, ...]:
    """Read the file of a registry; raises ReadingError, with file and line, for what is none."""
    try:
        with path.open("rb") as stream:
            return tuple(_read_person(line, f"{path}:{n}") for n, line in enumerate(stream, 1) if line.strip())
    except (OSError, ValueError) as error:  # ValueError: a name that holds NUL
        cause = getattr(error, "strerror", None) or str(error)
        raise ReadingError(str(path), f"cannot be read ({cause})", _HOW) from error


def _person(p: Person) -> Json:
    return {
        "id": p.id,
        "name": p.name,
        "spellings": list(p.spellings),
        "country": p.country,
        "entries": [_entry(e) for e in p.entries],
    }


def _entry(e: Entry) -> Json:
    return {
        "id": e.id,
        **_said(e.said),
        "sector": e.sector,
        "standing": e.standing.value,
        "first_seen": e.first_seen.isoformat() if e.first_seen else None,
        "last_seen": e.last_seen.isoformat() if e.last_seen else None,
        "articles": e.articles,
        "outlets": e.outlets,
        "verdict": e.verdict.value if e.verdict else None,
        "decisions": [{**_said(d.said), "verdict": d.verdict.value, "note": d.note} for d in e.decisions],
        "conflicts": list(e.conflicts),
        "evidence": [_claim(c) for c in e.claims],
    }


def _said(said: Said) -> Json:
    return {"name": said.name, "title": said.title, "organisation": said.organisation, "country": said.country}


def _claim(c: Claim) -> Json:
    return {
        "article": c.article,
        "source": c.source,
        "outlet": c.outlet,
        "published": c.published.isoformat() if c.published else None,
        "actor": c.actor,
        "span": list(c.span),
        **_said(c.said),
        "nationality": c.nationality,
        "sector": c.sector,
        "sentence": c.sentence,
    }


def _read_person(line: bytes, where: str) -> Person:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # UTF-8, JSON, nested too deep, a number of too many digits
        raise ReadingError(where, "not one JSON object in UTF-8", _HOW) from error
    found = as_row(row)
    entries = tuple(_read_entry(e, where) for e in as_rows(found.get("entries")))
    if not entries:
        raise ReadingError(where, "not a person of a registry: there are no entries", _HOW)
    return Person(_need(as_id(found.get("id")), "id", where), _need(as_name(found.get("name")), "name", where), entries)


def _read_entry(row: Row, where: str) -> Entry:
    claims = tuple(_read_claim(c, where) for c in as_rows(row.get("evidence")))
    if not claims:
        raise ReadingError(where, "an entry has no evidence", _HOW)
    conflicts = row.get("conflicts")
    return Entry(
        _need(as_id(row.get("id")), "id", where),
        _read_said(row, where),
        _need(as_member(Standing, row.get("standing")), "standing", where),
        claims,
        tuple(_read_decision(d, where) for d in as_rows(row.get("decisions"))),
        tuple(c for c in conflicts if isinstance(c, str)) if isinstance(conflicts, list) else (),
    )


def _read_said(row: Row, where: str) -> Said:
    name, title = _need(as_name(row.get("name")), "name", where), _need(as_words(row.get("title")), "title", where)
    return Said(name, title, as_words(row.get("organisation")), as_code(row.get("country")))


def _read_decision(row: Row, where: str) -> Decision:
    verdict = _need(as_member(Verdict, row.get("verdict")), "verdict", where)
    return Decision(_read_said(row, where), verdict, as_string(row.get("note")))


def _read_claim(row: Row, where: str) -> Claim:
    published = as_date(row.get("published"))
    if published is None and row.get("published") is not None:
        raise ReadingError(where, "the key 'published' is no day written YYYY-MM-DD", _HOW)
    return Claim(
        _read_said(row, where),
        _need(as_id(row.get("article")), "article", where),
        _need(as_id(row.get("actor")), "actor", where),
        as_span(row.get("span")),
        published,
        as_words(row.get("outlet")),
        as_id(row.get("source")),
        as_code(row.get("nationality")),
        as_code(row.get("sector")),
        as_string(row.get("sentence")),
    )


def _need(value: T | None, key: str, where: str) -> T:
    if value is None:
        raise ReadingError(where, f"the key {key!r} is missing or has no such value", _HOW)
    return value
