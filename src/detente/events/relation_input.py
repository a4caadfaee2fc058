"""How the relation model reads a sentence: pieces with a mark before and behind each party of the pair."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.records import Span

Pieces = Callable[[Sequence[str]], Sequence[Sequence[int]]]

LONGEST = 128  # pieces that the model reads
_BEGIN, _END = 101, 102  # BERT's marks of the whole
_SOURCE, _TARGET = (1026, 1028), (1031, 1033)  # "<" ">" and "[" "]": marks that the base model knows, and news hardly uses
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class PairInput:
    """``ids`` of the pieces with marks; ``source`` and ``target`` are the places of the opening marks, 0 for a missing target."""

    ids: tuple[int, ...]
    source: int
    target: int


def encode_pair(text: str, source: Span, target: Span | None, pieces: Pieces) -> PairInput:
    """Mark a pair in its sentence; of a long one the words around the pair are kept.

    Spans that lie outside of the text, or hold no word, mark the place nearest to them.
    """
    words = [m.span() for m in _WORD.finditer(text)]
    split = pieces([text[a:b] for a, b in words])
    opened: dict[int, list[int]] = {}
    closed: dict[int, list[int]] = {}
    ends: list[int] = []
    for span, (begin, end) in ((source, _SOURCE), (target, _TARGET)):
        if span is None:
            continue
        first = next((i for i, (_, b) in enumerate(words) if b > span.start), len(words))
        last = max(first, next((i for i, (a, _) in enumerate(words) if a >= span.end), len(words)))
        opened.setdefault(first, []).append(begin)
        closed.setdefault(last, []).insert(0, end)
        ends += [first, last]
    kept = _around(split, min(ends), max(ends), LONGEST - 6)
    ids = [_BEGIN]
    places = {_SOURCE[0]: 0, _TARGET[0]: 0}
    for i in range(kept[0], kept[1] + 1):
        ids += closed.get(i, ())
        for mark in opened.get(i, ()):
            places[mark] = len(ids)
            ids.append(mark)
        if i < kept[1]:
            ids += split[i]
    ids = [*ids[: LONGEST - 1], _END]
    return PairInput(tuple(ids), *(place if place < len(ids) else 0 for place in places.values()))


def _around(split: Sequence[Sequence[int]], first: int, last: int, room: int) -> tuple[int, int]:
    """Return the stretch of words around ``first`` and ``last`` that fits into ``room`` pieces, as much before as behind."""
    used = sum(len(s) for s in split[first:last])
    while used < room and (first > 0 or last < len(split)):
        before = len(split[first - 1]) if first > 0 else room
        behind = len(split[last]) if last < len(split) else room
        if used + min(before, behind) > room:
            break
        if first > 0 and (last >= len(split) or used + before <= room):
            first, used = first - 1, used + before
        if last < len(split) and used + behind <= room:
            last, used = last + 1, used + behind
    return first, last
