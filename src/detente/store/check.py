"""Whether a store is whole: the manifest, the files that it names, the rows in them, and what is derived."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from detente.errors import StoreError
from detente.store.check_rows import check_ids, check_rows
from detente.store.derive import MADE, PLACE, is_behind, read_made
from detente.store.fault import Fault
from detente.store.folder import FOLDERS, LOCK, MARK, Snapshot, check_folder, file_of, find_leftovers, is_reviews
from detente.store.manifest import FILE, Shard, read_manifest
from detente.store.schema import DERIVED, TABLES, VERSION, arrow_schema

_REPAIR = "To have it coded again: detente check STORE --repair, then the same 'detente code' (or 'import') as before."
_DERIVE = "To make it anew: detente check STORE --repair, or the next 'detente code'."


def check_store(folder: Path, *, quick: bool = False) -> Iterator[Fault]:
    """Give what is wrong in a store; ``quick`` leaves the rows unread and takes the SHA-256 of each file for them.

    Raises StoreError where the folder is no store. While others write, what is not in the manifest yet is told as left over.
    """
    check_folder(folder)
    wrong: list[StoreError] = []
    snapshot = Snapshot(folder, read_manifest(folder, wrong.append))
    for error in wrong:
        yield Fault(str(error))
    yield from _check_end(folder)
    yield from _check_strays(snapshot)
    whole = []
    for shard in snapshot.shards:
        faults = [*_check_entry(folder, shard), *check_files(folder, shard)]
        if not faults:
            whole.append(shard)
        elif shard in read_manifest(folder, wrong.append):  # or it was taken back while we read
            yield from faults
    derived = list(check_derived(snapshot))
    yield from derived
    if not quick:
        for shard in whole:
            yield from check_rows(folder, shard)
        if not derived:  # they say which rows do not count
            yield from check_ids(Snapshot(folder, tuple(whole)))


def check_files(folder: Path, shard: Shard) -> Iterator[Fault]:
    """Give what is wrong with the files of a shard: absent, other bytes, other columns, other number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for table in (t for t in TABLES if shard.rows.get(t)):
        file = file_of(folder, table, shard.shard)
        try:
            digest = digest_file(file)
            if digest != shard.sha256.get(table):
                yield Fault(
                    f"{file}: its SHA-256 is not the one in the manifest: the file was changed or damaged. {_REPAIR}", shard.shard
                )
                continue
            parquet = pq.ParquetFile(file)
            schema, count = parquet.schema_arrow, parquet.metadata.num_rows
        except FileNotFoundError:
            yield Fault(f"{file}: the manifest names this file, and it is not there. {_REPAIR}", shard.shard)
            continue
        except (OSError, ValueError, LookupError, pa.ArrowException) as error:
            if isinstance(error, OSError) and error.errno is not None:  # the system refuses; the file may be whole
                yield Fault(f"{file}: cannot be read ({error.strerror}). Check the permissions and the disk; --repair leaves it.")
            else:
                yield Fault(f"{file}: cannot be read ({str(error).strip()}). {_REPAIR}", shard.shard)
            continue
        later = [c.name for c in TABLES[table] if c.later and c.name not in schema.names]
        expected = pa.schema([field for field in arrow_schema(table) if field.name not in later])
        if not schema.equals(expected):
            names = dict.fromkeys([*expected.names, *schema.names])
            other = [n for n in names if n not in schema.names or n not in expected.names or schema.field(n) != expected.field(n)]
            yield Fault(
                f"{file}: its columns are not those of layout {VERSION} ({', '.join(other) or 'their order'}). {_REPAIR}",
                shard.shard,
            )
        if count != shard.rows[table]:
            yield Fault(f"{file}: {count:,} rows, where the manifest says {shard.rows[table]:,}. {_REPAIR}", shard.shard)


def digest_file(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_entry(folder: Path, shard: Shard) -> Iterator[Fault]:
    """Tell tables that this version does not know, and files without a digest."""
    strange = sorted({*shard.rows, *shard.sha256} - set(TABLES))
    if strange:
        yield Fault(
            f"{folder / FILE}: shard {shard.shard} has a table {strange[0]!r} that is none of layout {VERSION}. {_REPAIR}",
            shard.shard,
        )
    without = sorted({t for t, n in shard.rows.items() if n} ^ set(shard.sha256))
    if without and not strange:
        yield Fault(
            f"{folder / FILE}: shard {shard.shard} gives rows or SHA-256 of {without[0]}, and not both. {_REPAIR}", shard.shard
        )


def _check_end(folder: Path) -> Iterator[Fault]:
    file = folder / FILE
    if not file.exists() and (found := find_leftovers(folder, ())):
        yield Fault(
            f"{file}: is not there, but {len(found)} files of shards are. Restore it from a copy: it says which of them count."
        )
    elif file.exists() and not file.read_bytes().endswith(b"\n") and file.stat().st_size:
        yield Fault(f"{file}: its last line was cut short, and does not count. The next writer removes it.", harmless=True)


def _check_strays(snapshot: Snapshot) -> Iterator[Fault]:
    """Tell files that do not count."""
    folder = snapshot.folder
    left = find_leftovers(folder, snapshot.shards)
    for file in left:
        yield Fault(
            f"{file}: not in the manifest: a writer that was stopped left it, or is at work. --repair removes it.", harmless=True
        )
    named = {*left, *(f for table in TABLES for f in snapshot.files(table))}
    known = {MARK, MARK + ".partial", FILE, LOCK, *FOLDERS}
    foreign = [p for p in folder.iterdir() if p.name not in known and not is_reviews(p.name)]
    foreign += [p for table in TABLES if (folder / table).is_dir() for p in (folder / table).iterdir() if p not in named]
    for path in sorted(foreign):
        yield Fault(f"{path}: not a part of a store. It plays no part; move it away.", harmless=True)


def check_derived(snapshot: Snapshot) -> Iterator[Fault]:
    """Give what is wrong with the derived tables: not made, made of other shards, or damaged."""
    place = snapshot.folder / PLACE
    made = read_made(snapshot.folder)
    if made is None:
        if snapshot.shards:
            yield Fault(f"{place / MADE}: copies and stories were not made, or not to the end. {_DERIVE}")
        return
    if is_behind(snapshot):
        yield Fault(f"{place / MADE}: copies and stories were made before the last shards came or went. {_DERIVE}")
    for table in DERIVED:
        file = place / f"{table}.parquet"
        try:
            digest = digest_file(file)
        except OSError as error:
            yield Fault(f"{file}: cannot be read ({error.strerror or error}). {_DERIVE}")
            continue
        if digest != made.sha256.get(table):
            yield Fault(f"{file}: its SHA-256 is not the one in {MADE}: the file was changed or damaged. {_DERIVE}")
