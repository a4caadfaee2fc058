"""What ``detente import`` and ``detente export`` do."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from detente.commands import lexicon_of
from detente.console import destination, note
from detente.errors import ReadingError, SettingError, did_you_mean
from detente.formats.codes import codes_of
from detente.formats.export_store import Wanted, batches_of
from detente.formats.faults import Faults
from detente.formats.import_file import Imported, import_file
from detente.formats.registry import CODES, LEFT_OUT, LEXICON, RAW, TABLE, Format, find_format
from detente.reading.jsonl import Report
from detente.records import Status
from detente.settings import Settings
from detente.store.derive import derive
from detente.store.folder import open_folder, writing
from detente.store.schema import TABLES
from detente.store.text_index import update_index

MOST_SHOWN = 20  # faults of a file


class Chosen(NamedTuple):
    """What the options of ``detente export`` say."""

    since: dt.date | None = None
    until: dt.date | None = None
    origins: tuple[str, ...] = ()
    confidence: float = 0.0
    statuses: tuple[str, ...] = ()
    table: str | None = None
    raw: bool = False


def import_files(name: str, files: list[Path], store: Path, settings: Settings, report: Report) -> int:
    """Import files into a store, which is made where there is none; 1 where a file or a line of one could not be read."""
    form = find_format(name, reads=True)
    codes = codes_of(lexicon_of(settings))
    failed = False
    for file in files:
        shown = 0

        def tell(error: ReadingError) -> None:
            nonlocal shown
            shown += 1
            if shown <= MOST_SHOWN:
                report(error)

        faults = Faults(tell)
        began = time.monotonic()
        with writing(store) as snapshot:
            try:
                done = import_file(snapshot, file, form, codes, faults)
            except ReadingError as error:
                report(error)
                failed = True
                continue
            finally:
                if shown > MOST_SHOWN:
                    note(f"{file}: {shown - MOST_SHOWN:,} more {_faults(form)}")
        note(_summary(form, done, faults, time.monotonic() - began))
        failed = failed or faults.lost > 0
    with writing(store) as snapshot:
        derive(store, snapshot)
        update_index(snapshot)
    return 1 if failed else 0


def _summary(form: Format, done: Imported, faults: Faults, seconds: float) -> str:
    if done.before and not done.shards:
        return f"{done.file}: imported before ({_tell(done.before)} of {form.name}); nothing to do"
    parts = [f"{_tell(done.stored)} of {form.name}"]
    if done.first and done.last:
        parts[0] += f" from {done.first} to {done.last}"
    parts[0] += f" in {seconds:.1f} s"
    parts += ["in the place of what the file held before"] * done.replaced
    parts += [f"{_tell(done.before)} were there before"] * bool(done.before)
    parts += [f"{done.repeated:,} rows say what another says, or have its id, and were left out"] * bool(done.repeated)
    parts += [f"{number:,} {what}" for what, number in sorted(done.counts.items()) if number]
    parts += [f"{faults.lost:,} {_faults(form)}"] * bool(faults.lost)
    parts += [f"{faults.mended:,} lines are not UTF-8 and were read nevertheless"] * bool(faults.mended)
    return f"{done.file}: {'; '.join(parts)}"


def _faults(form: Format) -> str:
    """Return what faults of a format are: of a table lost lines, of texts also values that were left out of a row."""
    return "faults were met" if form.edited else "lines could not be read"


def _tell(rows: Mapping[str, int]) -> str:
    """Write how many rows of each table there are."""
    return ", ".join(f"{number:,} {table}" for table, number in sorted(rows.items()) if number) or "nothing new"


def export_store(name: str, store: Path, output: Path | None, chosen: Chosen, settings: Settings) -> int:
    """Write a store in another format; 1 where nothing was left to write."""
    form = find_format(name, reads=False)
    table = _check(form, chosen)
    snapshot = open_folder(store)
    output = None if output is None or str(output) == "-" else output
    if output is not None and output.resolve().is_relative_to(store.resolve()):
        raise SettingError(f"-o {output}: this lies within the store, which holds its own files only. Name another place.")
    if form.folder and output is None:
        raise SettingError(f"{form.name} writes several files: name a folder for them with -o DIR.")
    statuses = chosen.statuses or ((Status.ACTUAL.value,) if form.actual else ())
    wanted = Wanted(chosen.since, chosen.until, frozenset(chosen.origins), chosen.confidence, frozenset(statuses), form.actual)
    batches = batches_of(snapshot, form.tables or (table,), wanted)
    codes = codes_of(lexicon_of(settings))
    left_out: Counter[str] = Counter()
    given = {CODES: codes, LEXICON: codes.lexicon, TABLE: table, RAW: chosen.raw, LEFT_OUT: left_out}
    assert form.write is not None  # find_format has looked
    with ExitStack() as stack:
        target = output if form.folder else stack.enter_context(destination(output))
        written = form.write(batches, target, **{k: v for k, v in given.items() if k in form.writes_with})
    if output is not None:
        note(f"{written:,} {form.unit} of {form.name} are in {output}")
    if left_out:
        note(f"{form.name} cannot hold these, which were left out: {_tell(left_out)}")
    if wanted.left and form.actual:
        left = ", ".join(f"{number:,} {status}" for status, number in wanted.left.most_common())
        note(f"{form.name} tells what happened on a day: left out were {left} events; --status takes in others")
    if not written:
        note("nothing in the store is left by these filters")
    return 0 if written else 1


def _check(form: Format, chosen: Chosen) -> str:
    """Return the table that is asked for; raises SettingError for options that the format does not have, or that name nothing."""
    for option, asked in ((TABLE, chosen.table is not None), (RAW, chosen.raw)):
        if asked and option not in form.writes_with:
            raise SettingError(f"--{option} means nothing for {form.name}. Leave it out.")
    known = [s.value for s in Status]
    for status in chosen.statuses:
        if status not in known:
            raise SettingError(f"--status {status}: there is none.{did_you_mean(status, known)} There are {', '.join(known)}.")
    table = chosen.table or "events"
    if table not in TABLES:
        raise SettingError(f"--table {table}: there is none.{did_you_mean(table, TABLES)} There are {', '.join(TABLES)}.")
    return table
