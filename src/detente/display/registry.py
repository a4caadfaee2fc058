"""A registry of persons as lines for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from detente.actors.words import fold
from detente.display.inert import one_line
from detente.registry.records import Claim, Entry, Person
from detente.registry.spelling import fold_name


def registry_lines(people: Sequence[Person], wanted: str | None, *, conflicts: bool) -> Iterator[str]:
    """Give the lines of persons by name (or of the entry with that id), with sentences where they were asked for; only those
    with conflicts for ``conflicts``.
    """
    for person in people:
        entries = [e for e in person.entries if (e.conflicts or not conflicts) and (not wanted or _is(person, e, wanted))]
        if not entries:
            continue
        others = [s for s in person.spellings if s != person.name]
        also = f", also {', '.join(others)}" if others else ""
        yield one_line(f"{person.name} ({person.country or 'country unknown'}){also}  {person.id}")
        for entry in entries:
            yield from map(one_line_indented, _entry(entry, quoted=bool(wanted)))


def one_line_indented(line: str) -> str:
    """Make a line inert and keep the spaces that it begins with."""
    return line[: len(line) - len(line.lstrip(" "))] + one_line(line)


def _is(person: Person, entry: Entry, wanted: str) -> bool:
    """Tell whether the words are part of a spelling of the name, or begin the id of the person or entry."""
    words = set(fold_name(wanted)) or {fold(wanted)}
    return (
        entry.id.startswith(wanted) or person.id.startswith(wanted) or any(words <= set(fold_name(s)) for s in person.spellings)
    )


def _entry(entry: Entry, *, quoted: bool) -> Iterable[str]:
    role = ", ".join(p for p in (entry.said.title, entry.said.organisation, entry.said.country) if p)
    yield f"  {entry.id}  {role} · {' · '.join(_facts(entry))}"
    for decision in entry.decisions:
        if decision.note:
            yield f"      {decision.verdict.value}: {decision.note}"
    for conflict in entry.conflicts:
        yield f"      conflict: {conflict}"
    for claim in entry.claims if quoted else ():
        yield from _claim(claim)


def _facts(entry: Entry) -> Iterator[str]:
    yield entry.standing.value
    if entry.first_seen and entry.last_seen:
        alone = entry.first_seen == entry.last_seen
        yield f"seen {entry.first_seen}" if alone else f"seen {entry.first_seen} to {entry.last_seen}"
    yield f"{entry.articles} article{'s' * (entry.articles != 1)}"
    if entry.outlets:
        yield f"{entry.outlets} outlet{'s' * (entry.outlets != 1)}"
    if entry.verdict:
        yield entry.verdict.value


def _claim(claim: Claim) -> Iterator[str]:
    if claim.sentence:
        where = " ".join(str(part) for part in (claim.outlet, claim.published, claim.source or claim.article) if part)
        yield f"      “{claim.sentence}” — {where}"
