"""Texts that are copies of one another but for some edits, found by MinHash.

A text is the set of its runs of four words (shingles; Broder 1997). The least value of each of 128 hash functions over that set
is its signature, and two signatures agree in as large a share of places as the sets share of their runs (Jaccard). Texts that
agree in one of 32 bands of four values are compared (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, ch. 3). Nothing is
drawn at random. docs/decisions/0014-near-duplicates.md tells why no library does it.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Signature = NDArray[np.uint32]

SHINGLE = 4  # words
BANDS, ROWS = 32, 4
# In 4,052 articles of one agency, copies lay above .55; other pairs lay below .5, but for timelines that are kept up to date.
LEAST = 0.5
_STEP = 4096  # shingles that are hashed at once: 4 MB, however long the text
_WORD = re.compile(r"\w+")


def sign(text: str) -> Signature | None:
    """Return the signature of a text: 128 values of 32 bits; None where it has no word."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))} if words else ()
    if not runs:
        return None
    keys = np.array([_number(run.encode("utf-8", "surrogatepass")) for run in runs], np.uint64)
    least = np.full(BANDS * ROWS, np.iinfo(np.uint64).max, np.uint64)
    for i in range(0, len(keys), _STEP):  # multiply-shift hashing (Dietzfelbinger and others 1997): odd factors, high bits
        least = np.minimum(least, (keys[i : i + _STEP, None] * _FACTORS + _OFFSETS).min(axis=0))
    return (least >> np.uint64(32)).astype(np.uint32)


def group_copies(texts: Sequence[str]) -> list[int]:
    """Return for each text the number of its group: the index of the first text that it is, step by step, a copy of.

    >>> group_copies(["The two ministers met in Oslo.", "Rain is expected.", "The two ministers met in Oslo"])
    [0, 1, 0]
    """
    signed = [(i, signature) for i, text in enumerate(texts) if (signature := sign(text)) is not None]
    groups = list(range(len(texts)))
    if signed:
        for (i, _), group in zip(signed, group_signatures(np.stack([s for _, s in signed])), strict=True):
            groups[i] = signed[group][0]
    return groups


def group_signatures(signatures: Signature) -> list[int]:
    """Return for each of n signatures (n × 128) the number of its group: the index of the first of those that it is like.

    Bands are sorted one at a time, so that what it needs beside the signatures is little.
    """
    first = list(range(len(signatures)))
    for band in range(BANDS):
        for box in _boxes(np.ascontiguousarray(signatures[:, band * ROWS : (band + 1) * ROWS])):
            earlier = signatures[box, : band * ROWS].reshape(len(box), band, ROWS)
            if not (earlier == earlier[0]).all(axis=(0, 2)).any():  # else all of them shared a band before this one
                _join(first, box, signatures[box])
    return [_root(first, i) for i in range(len(first))]


def likeness(a: Signature, b: Signature) -> float:
    """Return in which share of places two signatures agree: about the share of the runs of both texts that they share."""
    return float(np.mean(a == b))


def _boxes(values: Signature) -> Iterator[NDArray[np.intp]]:
    """Give the indices, in order, of rows (n × 4) that are the same, where there are several."""
    keys = values.view(np.uint64)
    order = np.lexsort((keys[:, 1], keys[:, 0]))  # is stable, so that equal rows keep their order
    same = (keys[order[1:]] == keys[order[:-1]]).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield order[start : end + 1]


def _join(first: list[int], box: NDArray[np.intp], signatures: Signature) -> None:
    """Join those of a box whose signatures agree in enough places; what is joined already is not compared again."""
    roots = np.array([_root(first, i) for i in box.tolist()])
    for i in range(len(box) - 1):
        others = i + 1 + np.flatnonzero(roots[i + 1 :] != roots[i])
        alike = others[(signatures[others] == signatures[i]).mean(axis=1) >= LEAST]
        for other in dict.fromkeys(roots[alike].tolist()):
            a, b = sorted((int(roots[i]), other))
            first[b] = a
            roots[roots == b] = a


def _root(first: list[int], i: int) -> int:
    while first[i] != i:
        first[i] = first[first[i]]
        i = first[i]
    return i


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


_FACTORS = np.array([_number(b"factor %d" % n) | 1 for n in range(BANDS * ROWS)], np.uint64)
_OFFSETS = np.array([_number(b"offset %d" % n) for n in range(BANDS * ROWS)], np.uint64)
