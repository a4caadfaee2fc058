"""What the commands below ``detente lexicon`` do."""

from collections.abc import Sequence
from pathlib import Path

from detente.console import note, print_lines
from detente.errors import ReadingError
from detente.formats.dictionaries import read_dictionaries, tell, write_lexicon
from detente.lexicon import load_lexicon
from detente.reading.jsonl import Report
from detente.settings import Settings


def import_petrarch(files: Sequence[Path], output: Path, settings: Settings, report: Report) -> int:
    """Write a folder of tables, and tell what was taken and what not; 1 where a file could not be read or nothing was taken."""
    failures: list[ReadingError] = []

    def failed(error: ReadingError) -> None:
        failures.append(error)
        report(error)

    tables = read_dictionaries(files, load_lexicon(Path(settings.lexicon) if settings.lexicon else None), failed)
    if not any(tables.rows.values()):
        print_lines(tell(tables))
        note("nothing was taken, and no folder written")
        return 1
    write_lexicon(tables, output)
    print_lines(tell(tables))
    note(f"{output} holds the tables: name it in the setting 'lexicon'")
    return 1 if failures else 0
