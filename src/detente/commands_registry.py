"""What the commands below ``detente registry`` do."""

import sys
from collections.abc import Iterable
from pathlib import Path

from detente.console import destination, note, print_lines
from detente.errors import ReadingError
from detente.lexicon import Lexicon, load_lexicon
from detente.reading.coded import read_rows
from detente.reading.jsonl import Report
from detente.registry.claims import take_claims
from detente.registry.decide import decide, find_entry
from detente.registry.file import read_people, write_people
from detente.registry.merge import claims_of, decisions_of, merge
from detente.registry.records import Person, Verdict
from detente.registry.use import rows_of, usable, write_rows
from detente.settings import Settings


def learn(inputs: list[str], output: Path, settings: Settings, report: Report) -> int:
    """Learn from coded articles into a file, in addition to what is in it; 1 where an input could not be read."""
    failures: list[ReadingError] = []

    def failed(error: ReadingError) -> None:
        failures.append(error)
        report(error)

    old = read_people(output) if output.is_file() else ()
    people = merge([*claims_of(old), *take_claims(read_rows(inputs, failed))], decisions_of(old), _tables(settings))
    if failures and not people:
        return 1
    _write(write_people(people), output)
    entries = [e for p in people for e in p.entries]
    unsettled = sum(bool(e.conflicts) and e.verdict is None for e in entries)
    note(f"{len(people)} persons with {len(entries)} entries, {unsettled} of them in conflict, are in {output}")
    return 1 if failures else 0


def show(file: Path, wanted: str | None, *, conflicts: bool) -> int:
    """Print persons and entries; 1 where nobody is found."""
    from detente.display.registry import registry_lines

    lines = list(registry_lines(read_people(file), wanted, conflicts=conflicts))
    print_lines(lines)
    if not lines:
        note(f"nobody in {file} is called so" if wanted else f"there is nothing {'in conflict ' * conflicts}in {file}")
    return 0 if lines or conflicts else 1


def settle(file: Path, entry_id: str, verdict: Verdict, because: str | None, settings: Settings) -> int:
    """Put a verdict on an entry."""
    people = read_people(file)
    entry = find_entry(people, entry_id)
    _write(write_people(decide(people, entry_id, verdict, because, _tables(settings))), file)
    note(f"{verdict.value}: {entry.said.name}, {entry.said.title} ({entry.id})")
    return 0


def export(file: Path, output: Path | None, settings: Settings) -> int:
    """Write what a registry adds to the table of people, as a table of people."""
    people, lexicon = read_people(file), _tables(settings)
    rows = rows_of(people, lexicon)
    _write(write_rows(rows), output)
    held = _unused(people)
    note(f"{len(rows)} rows; {held} entries are rejected or in a conflict that nobody settled, and left out")
    return 0


def _unused(people: Iterable[Person]) -> int:
    return sum(not usable(entry) for person in people for entry in person.entries)


def _tables(settings: Settings) -> Lexicon:
    """Return the tables without the registry: it is not learned from itself."""
    return load_lexicon(Path(settings.lexicon) if settings.lexicon else None)


def _write(lines: Iterable[str], output: Path | None) -> None:
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        print_lines(lines)
        return
    with destination(None if str(output) == "-" else output) as stream:
        for line in lines:
            stream.write(line.encode("utf-8") + b"\n")
