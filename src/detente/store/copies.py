"""Which articles stand in a store twice, and which are copies of one another."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from detente.reading.near_duplicates import BANDS, ROWS, Signature, group_signatures, likeness
from detente.store.folder import Snapshot
from detente.store.read import read_columns
from detente.store.rows import Row

SIGNATURE_BYTES = 4 * BANDS * ROWS
_NO_TEXT = {None, "", hashlib.sha256(b"").hexdigest()}


@dataclass(frozen=True, slots=True)
class Head:
    """What is compared of an article: its day, a hash of its text, and the signature where there is one."""

    published: dt.date | None
    text_sha256: str
    minhash: bytes | None


@dataclass(frozen=True, slots=True)
class Copies:
    """Rows of ``again`` and ``duplicates``, both in order, and for each article the number of its group of copies."""

    again: tuple[Row, ...]
    duplicates: tuple[Row, ...]
    groups: Mapping[str, int]


def find_copies(snapshot: Snapshot, progress: Callable[[str], None]) -> Copies:
    """Find what is there twice, whatever the order of shards and rows.

    Needs about 1 kB of memory an article. The measure is that of ``reading/near_duplicates.py``; a text without a word is a copy
    of none but its like, and no text at all of none.
    """
    again, heads = _read_heads(snapshot, progress)
    progress(f"comparing {len(heads):,} articles")
    groups = _groups(heads)
    members: dict[int, list[str]] = {}
    for article, group in groups.items():
        members.setdefault(group, []).append(article)
    found = [row for group in members.values() if len(group) > 1 for row in _duplicates(group, heads)]
    return Copies(tuple(again), tuple(sorted(found, key=lambda r: str(r["article_id"]))), groups)


def _read_heads(snapshot: Snapshot, progress: Callable[[str], None]) -> tuple[list[Row], dict[str, Head]]:
    """Read one head an article, and the shards where an article of one origin stands again."""
    columns = ["article_id", "published", "text_sha256", "minhash"]
    again: list[Row] = []
    heads: dict[str, Head] = {}
    seen: dict[str, set[str]] = {}
    # of two ways of coding the later one counts, which is the order of the manifest; within one, the order of names
    ways = {json.dumps(sorted(s.how.items())): n for n, s in enumerate(snapshot.shards)}
    shards = sorted(
        (s for s in snapshot.shards if s.rows.get("articles")),
        key=lambda s: (-ways[json.dumps(sorted(s.how.items()))], s.shard),
    )
    for number, shard in enumerate(shards, 1):
        progress(f"reading articles: shard {number:,} of {len(shards):,}")
        here = seen.setdefault(shard.origin, set())
        table = read_columns(snapshot.folder, "articles", shard.shard, columns)
        before = set()
        for article, published, digest, minhash in zip(*(table[c].to_pylist() for c in columns), strict=True):
            if article in here:
                before.add(article)
            else:
                heads.setdefault(article, Head(published, article if digest in _NO_TEXT else digest, minhash))
        again += [{"shard": shard.shard, "article_id": article} for article in sorted(before)]
        here.update(table["article_id"].to_pylist())
    return again, heads


def _groups(heads: Mapping[str, Head]) -> dict[str, int]:
    """Give the number of each article's group: one text is compared once, however many articles have it."""
    import numpy as np

    signed = {h.text_sha256: h.minhash for h in heads.values()}
    texts = sorted(signed)
    number = {text: n for n, text in enumerate(texts)}
    known = [text for text in texts if len(signed[text] or b"") == SIGNATURE_BYTES]
    if known:
        signatures = np.stack([signature_of(signed[text]) for text in known])
        for text, first in zip(known, group_signatures(signatures), strict=True):
            number[text] = number[known[first]]
    return {article: number[heads[article].text_sha256] for article in sorted(heads)}


def signature_of(minhash: bytes | None) -> Signature:
    """Return the signature that the column ``minhash`` holds."""
    import numpy as np

    return np.frombuffer(minhash or b"", "<u4").astype(np.uint32)


def _duplicates(group: list[str], heads: Mapping[str, Head]) -> Iterator[Row]:
    """Give the copies of a group: all but the first published."""

    def order(article: str) -> tuple[bool, dt.date, str]:
        day = heads[article].published
        return (day is None, day or dt.date.min, article)

    first = min(group, key=order)
    original = heads[first]
    for article in group:
        copy = heads[article]
        if article == first:
            continue
        exact = copy.text_sha256 == original.text_sha256
        alike = 1.0 if exact else likeness(signature_of(copy.minhash), signature_of(original.minhash))
        yield {"article_id": article, "duplicate_of": first, "kind": "exact" if exact else "near", "likeness": round(alike, 3)}
