"""ICEWS cut to four columns of a Parquet file: date, source, event_text, target, as sets for forecasting have it.

The country of a party stands in the parentheses of its name, ``Government (Syria)``, or is the name itself. Persons and bodies,
``Vladimir Putin``, have none: who they are on the day is looked up in the tables of actors.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.bare_names import code_name
from detente.formats.cells import day, dyads, event_row, name_of, party, recalled, remember
from detente.formats.codes import Codes, codes_of, folded
from detente.formats.faults import Faults

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

ORIGIN = "icews-short"
COLUMNS = ("date", "source", "event_text", "target")
_AGENT = re.compile(r"(.*?)\s*\(([^()]*)\)\s*")
_BATCH = 10_000
_MOST_NAMES = 100_000  # that are kept of a hostile file
Known = dict[tuple[str, int, int], tuple[str | None, str | None]]  # (name, year, month) → country, sector


def read_icews_short(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read a Parquet file as rows of ``events``; a row without a day, or whose label no CAMEO code has, is a fault.

    Raises ReadingError where the file is no such table.
    """
    codes = codes or codes_of()
    known: Known = {}
    for row_number, (date, *cells) in enumerate(_read(stream, where), 1):
        here = f"{where}: row {row_number}"
        source, label, target = (c if isinstance(c, str) else "" for c in cells)
        day_ = day(date.isoformat() if isinstance(date, dt.date) else str(date))
        code = codes.labels.get(folded(label))
        if day_ is None:
            faults(ReadingError(here, "no day in the column 'date'", "Write it as YYYY-MM-DD."))
        elif code is None:
            faults(ReadingError(here, f"no CAMEO code is called {label[:60]!r}", "See: detente explain --crosswalk"))
        else:
            yield {"events": [_row([day_.isoformat(), source, label, target], day_, code, codes, known)]}


def _read(stream: IO[bytes], where: str) -> Iterator[tuple[object, ...]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        missing = [c for c in COLUMNS if c not in file.schema_arrow.names]
        if missing:
            raise ReadingError(where, f"there is no column {missing[0]!r}", f"The table needs {', '.join(COLUMNS)}.")
        for batch in file.iter_batches(_BATCH, columns=list(COLUMNS)):
            yield from zip(*(batch.column(c).to_pylist() for c in COLUMNS), strict=True)
    except (pa.ArrowException, OSError, MemoryError, ValueError, LookupError, OverflowError) as error:
        raise ReadingError(where, f"not a Parquet file that can be read ({error})", "Check that it is whole.") from error


def _row(cells: list[str], date: dt.date, code: str, codes: Codes, known: Known) -> Row:
    act = codes.act(code)
    row = event_row(
        ORIGIN,
        cells,
        date=date,
        cameo=code,
        type=act.type,
        mode=act.mode,
        contexts=list(act.contexts),
        quad=act.quad,
        goldstein=act.goldstein,
        plover_score=act.score,
        actors=_party(cells[1], date, codes, known),
        recipients=_party(cells[3], date, codes, known),
    )
    made = [cells[0], cells[1].strip() and name_of(row["actors"][0]), codes.ontology.codes[code].label, ""]  # type: ignore[index]
    made[3] = cells[3].strip() and name_of(row["recipients"][0])  # type: ignore[index]
    return remember(row, COLUMNS, cells, made)


def _party(name: str, date: dt.date, codes: Codes, known: Known) -> list[Row]:
    if not name.strip():
        return []
    key = name, date.year, date.month  # offices rarely change within a month
    if key not in known:
        if len(known) > _MOST_NAMES:
            known.clear()
        known[key] = _code(name, date.replace(day=15), codes)
    return [party(name, *known[key])]


def _code(name: str, date: dt.date, codes: Codes) -> tuple[str | None, str | None]:
    if found := _AGENT.fullmatch(name):
        return codes.names.get(found[2]), codes.icews_agents.get(found[1])
    country = codes.names.get(name)
    return (country, None) if country else code_name(name, date, codes.lexicon)


def write_icews_short(shards: Iterable[Rows], stream: IO[bytes], codes: Codes | None = None) -> int:
    """Write events with a CAMEO code as a Parquet file of four columns, one row a pair and direction; returns how many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    codes = codes or codes_of()
    schema = pa.schema([("date", pa.date32()), *((c, pa.string()) for c in COLUMNS[1:])])
    rows = _written(shards, codes)
    written = 0
    with pq.ParquetWriter(stream, schema, compression="zstd") as file:
        while batch := list(islice(rows, _BATCH)):
            written += len(batch)
            file.write_table(pa.Table.from_pylist(batch, schema=schema))
    return written


def _written(shards: Iterable[Rows], codes: Codes) -> Iterator[Row]:
    for shard in shards:
        for event in shard.get("events", ()):
            for dyad in dyads(event, str(event.get("cameo") or "")):
                known = codes.ontology.codes.get(dyad.cameo)
                if known:
                    made = ["", name_of(dyad.actor), known.label, name_of(dyad.recipient)]
                    cells = recalled(event, ORIGIN, COLUMNS, made)
                    yield dict(zip(COLUMNS, [event.get("date") or event.get("published"), *cells[1:]], strict=True))
