"""The formats by name: what each is, what reads it and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.errors import LookupFailed, did_you_mean
from detente.formats.brat import SUFFIXES, read_brat, write_brat
from detente.formats.cameo_counts import write_cameo_counts
from detente.formats.coded_json import TABLES as CODED_TABLES
from detente.formats.coded_json import write_coded
from detente.formats.gdelt import read_gdelt, write_gdelt
from detente.formats.gdelt_mentions import read_gdelt_mentions, write_gdelt_mentions
from detente.formats.icews import read_icews, write_icews
from detente.formats.icews_short import read_icews_short, write_icews_short
from detente.formats.plover_json import read_plover, write_plover
from detente.formats.polecat import read_polecat, write_polecat
from detente.formats.table import read_csv, read_parquet, write_csv, write_parquet
from detente.formats.web_annotation import read_annotations, write_annotations
from detente.store.rows import Rows

# What a reader or a writer may ask for by name, beside the rows and the stream.
CODES, LEXICON, FIND, TABLE, RAW, LEFT_OUT = "codes", "lexicon", "find", "table", "raw", "left_out"
_EVENTS, _TEXTS = ("events", "articles"), ("statements", "events", "actors", "articles")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of event data or annotations.

    ``read(source, where, faults, **reads_with)`` gives batches of rows by table: those of one line, or of one article. ``source``
    is a stream of bytes, or the path of a folder where the format is a ``folder`` of files with these suffixes.
    ``write(batches, target, **writes_with)`` takes batches of ``tables`` (none named are the one that the user names), all rows
    of an article in one, and returns how many rows, or whatever ``unit`` says, it wrote to a stream or a new folder. ``find``
    gives the article of an address (or None), and ``left_out`` counts, by the reason, rows that the format cannot hold.

    ``actual`` says that the format cannot tell what happened from what did not, so that only actual events go out unless others
    are asked for; ``edited``, that people change such files, so that a changed one takes the place of what it held before.
    ``version`` is that of the reader: another one makes other shards.
    """

    name: str
    about: str
    read: Callable[..., Iterator[Rows]] | None = None
    write: Callable[..., int] | None = None
    tables: tuple[str, ...] = _EVENTS
    folder: tuple[str, ...] = ()
    unit: str = "rows"
    actual: bool = False
    edited: bool = False
    reads_with: frozenset[str] = frozenset({CODES})
    writes_with: frozenset[str] = frozenset({CODES})
    version: int = 1


_ALL = (
    Format(
        "brat",
        "texts with annotations, a folder for brat",
        read_brat,
        write_brat,
        _TEXTS,
        folder=SUFFIXES,
        unit="articles",
        edited=True,
        reads_with=frozenset({LEXICON}),
        writes_with=frozenset({LEXICON, LEFT_OUT}),
    ),
    Format("cameo-counts", "events by day, dyad and CAMEO code (CSV)", None, write_cameo_counts, ("events",), actual=True),
    Format(
        "csv",
        "any table of the store as CSV; four of them are read as well",
        read_csv,
        write_csv,
        (),
        writes_with=frozenset({TABLE, RAW}),
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
        "json",
        "what 'detente code --with-text' prints, an object an article",
        None,
        write_coded,
        CODED_TABLES,
        unit="articles",
        writes_with=frozenset(),
    ),
    Format(
        "parquet",
        "any table of the store as one Parquet file; read as CSV is",
        read_parquet,
        write_parquet,
        (),
        writes_with=frozenset({TABLE}),
    ),
    Format(
        "plover-json",
        "PLOVER events as JSON lines, with entities, text and citation",
        read_plover,
        write_plover,
        edited=True,
        reads_with=frozenset({LEXICON}),
        writes_with=frozenset({LEXICON, LEFT_OUT}),
    ),
    Format("polecat", "POLECAT events, 40 columns", read_polecat, write_polecat, actual=True),
    Format(
        "web-annotation",
        "W3C Web Annotations (JSON-LD lines) of articles of the store",
        read_annotations,
        write_annotations,
        _TEXTS,
        unit="annotations",
        edited=True,
        reads_with=frozenset({LEXICON, FIND}),
        writes_with=frozenset({LEFT_OUT}),
    ),
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
