"""What is made of all shards together when a run ends: articles that came twice, copies, stories."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from detente.events.stories import join_told
from detente.events.story import Story
from detente.store.copies import find_copies
from detente.store.folder import Snapshot
from detente.store.rows import Row
from detente.store.schema import DERIVED, VERSION
from detente.store.tellings import read_told
from detente.store.write import arrow_table, put_file, write_table

PLACE = "derived"
MADE = "made.json"
_AT_ONCE = 4096  # stories that are turned into columns at once


@dataclass(frozen=True, slots=True)
class Made:
    """What the derived tables were made of, by whom, how many rows they have, and the SHA-256 of each file."""

    shards: str
    version: str
    rows: dict[str, int]
    sha256: dict[str, str]


def derive(folder: Path, snapshot: Snapshot, progress: Callable[[str], None] = lambda _: None) -> Made:
    """Make the derived tables of a store that is held for writing, unless they are there for these shards already.

    Same shards, same bytes, in whatever order they came. ``progress`` is told what is going on. Raises StoreError where the disk
    is full or refuses.
    """
    import pyarrow as pa

    made = read_made(folder)
    if made is not None and made.shards == digest_of(snapshot) and made.version == _version():
        return made
    (folder / PLACE).mkdir(exist_ok=True)
    (folder / PLACE / MADE).unlink(missing_ok=True)  # from here to the end, a reader sees that they are behind
    copies = find_copies(snapshot, progress)
    again = {(str(row["shard"]), str(row["article_id"])) for row in copies.again}
    how = {"shards": digest_of(snapshot), "version": _version()}
    stories = [arrow_table("stories", (), how)]
    for origin in sorted({s.origin for s in snapshot.shards}):
        told = list(read_told(snapshot, origin, again, copies.groups, progress))
        progress(f"joining {len(told):,} events")
        found = join_told(told, copies.groups)
        for start in range(0, len(found), _AT_ONCE):
            stories.append(arrow_table("stories", [_story(s, origin) for s in found[start : start + _AT_ONCE]], how))
    tables = {
        "again": arrow_table("again", copies.again, how),
        "duplicates": arrow_table("duplicates", copies.duplicates, how),
        "stories": pa.concat_tables(stories).combine_chunks(),
    }
    digests = {name: write_table(folder, PLACE, name, table) for name, table in tables.items()}
    made = Made(how["shards"], how["version"], {name: table.num_rows for name, table in tables.items()}, digests)
    line = json.dumps({"layout": VERSION, **how, "rows": made.rows, "sha256": made.sha256})
    put_file(folder / PLACE / MADE, line.encode() + b"\n")
    return made


def read_made(folder: Path) -> Made | None:
    """Return what the derived tables were made of; None where there are none, or where making them was broken off."""
    try:
        row = json.loads((folder / PLACE / MADE).read_bytes())
        made = Made(str(row["shards"]), str(row["version"]), dict(row["rows"]), dict(row["sha256"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return made if all((folder / PLACE / f"{table}.parquet").is_file() for table in DERIVED) else None


def is_behind(snapshot: Snapshot) -> bool:
    """Tell whether the derived tables are missing, or were made before the newest shards came."""
    made = read_made(snapshot.folder)
    return made is None or made.shards != digest_of(snapshot)


def digest_of(snapshot: Snapshot) -> str:
    """Return a hash of the files that count, whatever the order in which they came."""
    lines = sorted(json.dumps([s.shard, s.origin, sorted(s.sha256.items())]) for s in snapshot.shards)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _version() -> str:
    return version("detente")


def _story(story: Story, origin: str) -> Row:
    return {
        "story_id": story.id,
        "origin": origin,
        "type": story.type,
        "actors": list(story.actors),
        "recipients": list(story.recipients),
        "symmetric": story.symmetric,
        "status": story.status.value,
        "date": story.date,
        "date_precision": story.date_precision.value if story.date_precision else None,
        "dated": story.dated,
        "place": story.place,
        "claimants": list(story.claimants),
        "only_claimed": story.only_claimed,
        "reports": story.reports,
        "sources": story.sources,
        "texts": story.texts,
        "mentions": [
            {
                "event_id": m.event,
                "article_id": m.article,
                "outlet": m.outlet,
                "published": m.published,
                "claimant": m.claimant,
            }
            for m in story.mentions
        ],
    }
