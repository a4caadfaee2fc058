"""Actor and verb dictionaries of TABARI and PETRARCH → a folder of tables that the setting ``lexicon`` loads.

``petrarch.py`` reads the files, ``petrarch_tables.py`` and ``petrarch_verbs.py`` make rows of them; docs/exchange.md says what is
lost.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from detente.errors import DetenteError, ReadingError
from detente.formats.petrarch import Dictionaries, read_dictionary
from detente.formats.petrarch_tables import Tables, take_actors
from detente.formats.petrarch_verbs import take_verbs
from detente.lexicon import Lexicon, load_lexicon
from detente.reading.jsonl import Report

LARGEST = 1 << 26  # bytes of a file
_REMEDY = "Give a text file of actors, agents or verbs, as TABARI or PETRARCH reads them."


def read_dictionaries(files: Sequence[Path], lexicon: Lexicon, report: Report) -> Tables:
    """Return the rows that the files give beside those of the lexicon, and what was left out; bad files are reported."""
    found = Dictionaries()
    for file in files:
        try:
            read_dictionary(_text(file), str(file), found)
        except ReadingError as error:
            report(error)
    tables = Tables()
    for kind, line in found.strange:
        tables.leave(kind, line.where, line.text.strip())
    take_actors(found.actors, lexicon, tables)
    take_verbs(found, lexicon, tables)
    return tables


def _text(file: Path) -> str:
    """Return the text of a dictionary: UTF-8, or Latin-1 as the older ones are."""
    try:
        if file.stat().st_size > LARGEST:
            raise ReadingError(str(file), f"more than {LARGEST:,} bytes", _REMEDY)
        data = file.read_bytes()
    except OSError as error:
        raise ReadingError(str(file), f"cannot be read ({error.strerror or error})", _REMEDY) from error
    if b"\0" in data:
        raise ReadingError(str(file), "binary, not a text", _REMEDY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def write_lexicon(tables: Tables, folder: Path) -> Lexicon:
    """Write the rows as tables of a lexicon, and return it as the setting ``lexicon`` will load it.

    Raises DetenteError where the folder holds other things or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise DetenteError(f"{folder}: not an empty folder. Name a new one with -o.")
        for table, rows in sorted(tables.rows.items()):
            file = folder / f"{table}.tsv"
            file.parent.mkdir(parents=True, exist_ok=True)
            columns = list(dict.fromkeys(column for cells in rows.values() for column in cells))
            lines = ["\t".join(columns), *("\t".join(cells.get(c, "") for c in columns) for _, cells in sorted(rows.items()))]
            file.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    except OSError as error:
        raise DetenteError(f"{folder}: cannot be written ({error.strerror or error}). Name another folder with -o.") from error
    return load_lexicon(folder if tables.rows else None)


def tell(tables: Tables) -> Iterator[str]:
    """Give lines for a person: the rows of each table, and what was left out by kind, with examples."""
    for table, rows in sorted(tables.rows.items()):
        yield f"{len(rows):,} rows in {table}.tsv"
    for kind, count in sorted(tables.counts.items(), key=lambda item: -item[1]):
        yield f"not taken, {kind}: {count:,}"
        yield from (f"  {example}" for example in tables.left[kind])
