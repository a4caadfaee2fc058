"""The formats by name: what each is, what reads it and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.errors import LookupFailed, did_you_mean
from detente.formats.cameo_counts import write_cameo_counts
from detente.formats.gdelt import read_gdelt, write_gdelt
from detente.formats.gdelt_mentions import read_gdelt_mentions, write_gdelt_mentions
from detente.formats.icews import read_icews, write_icews
from detente.formats.icews_short import read_icews_short, write_icews_short
from detente.formats.polecat import read_polecat, write_polecat
from detente.formats.table import read_csv, read_parquet, write_csv, write_parquet

CODES, TABLE, RAW = "codes", "table", "raw"  # what a writer may take beside the rows and the stream


@dataclass(frozen=True, slots=True)
class Format:
    """A format of event data.

    ``read(stream, where, faults, codes)`` gives rows of ``events``; ``write(shards, target, **takes)`` takes the rows of shards
    by table (those of ``tables``; none named are the one that the user names) and returns how many rows it wrote. ``target`` is a
    stream of bytes, or, where ``several`` files are written, a ``formats.folder.Folder``. ``actual`` says that the format cannot
    tell what happened from what did not, so that only actual events go out unless others are asked for. ``version`` is that of
    the reader: another one makes other shards.
    """

    name: str
    about: str
    read: Callable[..., Iterator[dict[str, object]]] | None = None
    write: Callable[..., int] | None = None
    tables: tuple[str, ...] = ("events", "articles")
    several: bool = False
    actual: bool = False
    takes: frozenset[str] = frozenset({CODES})
    version: int = 1


_ALL = (
    Format("cameo-counts", "events by day, dyad and CAMEO code (CSV)", None, write_cameo_counts, ("events",), actual=True),
    Format(
        "csv", "any table of the store as CSV; events are read as well", read_csv, write_csv, (), takes=frozenset({TABLE, RAW})
    ),
    Format("gdelt", "GDELT 2.0 events, 61 columns; version 1 is read", read_gdelt, write_gdelt, actual=True),
    Format("gdelt-mentions", "GDELT 2.0 mentions, 16 columns", read_gdelt_mentions, write_gdelt_mentions, actual=True),
    Format("icews", "ICEWS events, 20 columns (.tab)", read_icews, write_icews, ("events",), actual=True),
    Format(
        "icews-short",
        "ICEWS cut to date, source, event_text, target (Parquet)",
        read_icews_short,
        write_icews_short,
        ("events",),
        actual=True,
    ),
    Format(
        "parquet",
        "any table of the store as one Parquet file; events are read as well",
        read_parquet,
        write_parquet,
        (),
        takes=frozenset({TABLE}),
    ),
    Format("polecat", "POLECAT events, 40 columns", read_polecat, write_polecat, actual=True),
)
FORMATS: Mapping[str, Format] = MappingProxyType({f.name: f for f in _ALL})


def find_format(name: str, *, reads: bool) -> Format:
    """Return a format by its name; raises LookupFailed, with what there is, where it cannot be read (or written)."""
    there = [f.name for f in FORMATS.values() if (f.read if reads else f.write) is not None]
    if name in there:
        return FORMATS[name]
    verb, other = ("imported", "exported") if reads else ("exported", "imported")
    why = f"is only {other}" if name in FORMATS else f"is no format.{did_you_mean(name, there)}"
    raise LookupFailed(f"{name!r} {why.rstrip('.')}{'' if why.endswith('?') else '.'} These are {verb}: {', '.join(there)}.")


def list_formats(*, reads: bool) -> str:
    """Return the formats that are read (or written), a line each."""
    return "\n".join(f"  {f.name:<15} {f.about}" for f in FORMATS.values() if (f.read if reads else f.write) is not None)
