"""Write the page on the store out of its schema: ``python -m detente.store.schema_page > docs/schema.md``."""

import sys
from collections.abc import Iterable, Iterator

from detente.store.schema import DERIVED, TABLES, VERSION, Column, arrow_types

_HEAD = """\
# The store
Made by `python -m detente.store.schema_page` out of `store/schema.py`: edit that, not this page. This is layout VERSION.

A store is a folder that `detente code INPUT… --store STORE` or `detente import` writes and everything else reads:

```
STORE/
  detente-store.json    the version of the layout
  manifest.jsonl        one line a shard: which files count
  articles/SHARD.parquet, statements/…, events/…, actors/…, mentions/…, ledger/…, outcomes/…, failures/…, skipped/…
  derived/              what is made of all shards together, and can be made anew
  runs/                 a report of each run
  lock                  who is writing
```

A shard is what one piece of the input gave: all rows of an article are in the files of one shard, and a table without rows has no
file. Files are written beside their place, forced to disk, renamed, and never changed; then the manifest gets a line. What the
manifest does not name does not count. So a store can be copied, read and backed up while it grows. One process writes at a time.
`detente check STORE` tells whether it is whole, and `--repair` takes damaged shards back, so that the next run codes them again.

Offsets are Unicode code points from 0, the end exclusive: of every phrase, `text[start:end]` of its spans, joined by a space, is
its `…_text`. R's `substr` and DuckDB's `substring` count code points as well, but from 1; Java, JavaScript and C# count units of
UTF-16.

## Reading it
`detente ask`, `detente sql` and `detente.open` read what the manifest names, leave out what came twice, and join what is derived.
Other tools read the Parquet files:

| tool | the events |
|---|---|
| DuckDB | `select * from 'STORE/events/*.parquet'` |
| pandas | `pandas.read_parquet("STORE/events")` |
| polars | `polars.read_parquet("STORE/events/*.parquet")` |
| pyarrow | `pyarrow.parquet.read_table("STORE/events")` |
| R | `arrow::open_dataset("STORE/events")` |

They read whatever lies there: first `detente check STORE --quick`, which names files that do not count. Where inputs overlapped,
take out what `derived/again.parquet` lists:

```sql
select e.* from read_parquet('STORE/events/*.parquet', filename = true) e
where not exists (from 'STORE/derived/again.parquet' a
                  where a.article_id = e.article_id and a.shard = parse_filename(e.filename, true))
```

Ids join tables. Each is unique among the rows that count and have one `origin`, and stays the same when the same text is coded
again. Imported events often have no article: they have no statements, no spans, and no place in `stories`.
"""

_DERIVED = """
## Derived tables
Made when a run ends, from all shards, the same whatever their order. `derived/made.json` says from which (`shards` is a hash of
the files that count), by which version, with how many rows, and the SHA-256 of each file; where it is missing, or others count by
now, they are behind, and the next `detente code` or `detente check --repair` makes them.

Copies are found by MinHash over runs of four words and joined step by step ([decision 14](decisions/0014-near-duplicates.md)).
What is a copy is still coded, since a syndicated copy is a report. [Stories](stories.md) count reports, sources and texts apart;
they are made of the events of one origin whose article is in the store.
"""


SHARD_FIELDS = {
    "shard": "its name, and that of its files",
    "origin": "`detente`, or the format that it was imported from",
    "parts": "what it was made of: inputs, or ranges of them",
    "how": "what decides the rows beside the input: versions and digests; it is in the metadata of each file as well",
    "rows": "how many rows each table has; without rows there is no file",
    "sha256": "SHA-256 of each file, by table",
    "seconds": "how long it took, by the clock on the wall",
    "at": "when it was done, in UTC",
    "retry": "`soon` where something could not be read that may be read next time (a network, a file in use); `update` where it "
    "killed its worker, and is tried again with `--update`",
    "attempt": "how often the same parts were tried before",
    "replaces": "names of shards that this one takes back",
}
PART_FIELDS = {
    "name": "path or address as it was given",
    "kind": "kind of input",
    "sha256": "SHA-256 of the bytes of this range; of file and range for Parquet, of the address for a page of the web",
    "start": "where the range begins: bytes, rows of a Parquet table",
    "end": "where it ends, exclusive; 0 with `start` 0 is all of it",
    "first": "number of its first line, row or record",
    "head": "how many bytes at the beginning of a CSV table, its header, are read and hashed with each range; of Parquet, how "
    "long the file is",
    "path": "where it lay, in full",
    "form": "suffix by which it is read",
}


def write_page() -> str:
    """Return the page on the store as Markdown."""
    parts = [_HEAD.replace("layout VERSION", f"layout {VERSION}"), *_manifest(), "\n## Tables\n"]
    parts += (part for name, columns in TABLES.items() for part in _table(name, columns))
    parts += [_DERIVED, *(part for name, columns in DERIVED.items() for part in _table(f"derived/{name}", columns))]
    types = ((name, str(kind).replace(" not null", "")) for name, kind in arrow_types().items())
    return "".join([*parts, "\n## Types\n\n", *_lines(("type", "in Arrow"), types)])


def _manifest() -> Iterator[str]:
    yield "\n## The manifest\n"
    yield "One JSON object a line. A later line with `replaces` takes shards back. A last line without an end was cut "
    yield "short and does not count.\n\n"
    yield from _lines(("field", "meaning"), ((f"`{name}`", meaning) for name, meaning in SHARD_FIELDS.items()))
    yield "\nEach of `parts`:\n\n"
    yield from _lines(("field", "meaning"), ((f"`{name}`", meaning) for name, meaning in PART_FIELDS.items()))


def _table(name: str, columns: Iterable[Column]) -> Iterator[str]:
    yield f"\n### {name}\n\n"
    yield from _lines(
        ("column", "type", "meaning"),
        ((f"`{c.name}`", c.type, c.meaning + (" *(repeats what others give)*" if c.derived else "")) for c in columns),
    )


def _lines(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|\n"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n"


if __name__ == "__main__":
    sys.stdout.write(write_page())
