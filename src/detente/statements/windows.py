"""Cut an article into windows for the encoder, and describe a candidate cue to the linker.

Runtime and training see the same arrays because both are made here. A *word* is a token that is not white space; a *piece* is
what the encoder's vocabulary makes of it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Draft, Ranges
from detente.statements.quoted import Quotations

Ints = NDArray[np.int64]

PIECES = 192  # pieces a window: three or four newspaper paragraphs; attention costs little below it
FAR = 40  # words before and after a cue whose distance is told apart
RULE_ROLES = 5  # 0 nothing, 1 source, 2 content, 3 cue of the candidate's own rule draft, 4 cue of another draft
PLACES = 20  # sentence distance (-2..2) x same paragraph x in a quotation


@dataclass(frozen=True, slots=True)
class Window:
    """Words that the encoder reads together: token indices in order."""

    words: tuple[int, ...]

    @property
    def first(self) -> int:
        """The first token."""
        return self.words[0]

    @property
    def last(self) -> int:
        """The last token, inclusive."""
        return self.words[-1]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens that may be a cue, ``anchor`` among them, and the number of the rule draft they come from, or None."""

    cue: tuple[int, ...]
    anchor: int
    draft: int | None


def cut_windows(parse: Parse, placed: Quotations, pieces: Sequence[int], limit: int = PIECES) -> list[Window]:
    """Pack whole paragraphs, or else whole sentences, or else words, into windows of at most ``limit`` pieces.

    ``pieces[i]`` is the number of pieces of token i, 0 for white space.
    """
    out: list[Window] = []
    current: list[int] = []
    size = 0
    for block in _blocks(parse, placed, pieces, limit):
        weight = sum(pieces[i] for i in block)
        if current and size + weight > limit:
            out.append(Window(tuple(current)))
            current, size = [], 0
        current.extend(block)
        size += weight
    if current:
        out.append(Window(tuple(current)))
    return out


def _blocks(parse: Parse, placed: Quotations, pieces: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Yield paragraphs; of one that is too long its sentences; of one that still is, stretches that fit."""
    words = [t.i for t in parse.tokens if pieces[t.i]]
    for paragraph in _runs(words, placed.paragraph):
        if sum(pieces[i] for i in paragraph) <= limit:
            yield paragraph
            continue
        for sentence in _runs(paragraph, [t.sent for t in parse.tokens]):
            stretch: list[int] = []
            size = 0
            for i in sentence:
                if stretch and size + pieces[i] > limit:
                    yield stretch
                    stretch, size = [], 0
                stretch.append(i)
                size += pieces[i]
            if stretch:
                yield stretch


def _runs(words: Sequence[int], key: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for i in words:
        if run and key[run[-1]] != key[i]:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def join_pieces(window: Window, pieces: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Return the piece ids of a window between the marks of its ends (101, 102), and each word's first place among them."""
    ids = [101]
    first = []
    for i in window.words:
        first.append(len(ids))
        ids.extend(pieces[i])
    ids.append(102)
    return np.asarray(ids, np.int64), np.asarray(first, np.int64)


def tokens_in(ranges: Ranges) -> set[int]:
    """Return the tokens of token ranges [first, last)."""
    return {i for first, last in ranges for i in range(first, last)}


def tokens_of(parse: Parse, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Return the tokens that overlap spans of characters."""
    return {i for start, end in spans for i in parse.within(Span(start, end))}


@dataclass(frozen=True, slots=True)
class View:
    """A window as arrays over its words: token index, sentence, paragraph, in a quotation (0, 1), anchor of a draft (0, 1)."""

    window: Window
    tokens: Ints
    sentence: Ints
    paragraph: Ints
    quoted: Ints
    anchors: Ints


def look_at(parse: Parse, placed: Quotations, window: Window, drafts: Sequence[Draft]) -> View:
    """Lay out what all candidates of a window share."""
    words = window.words
    anchors = {d.anchor for d in drafts}
    return View(
        window,
        np.asarray(words, np.int64),
        np.asarray([parse.tokens[i].sent for i in words], np.int64),
        np.asarray([placed.paragraph[i] for i in words], np.int64),
        np.asarray([placed.at[i] >= 0 for i in words], np.int64),
        np.asarray([i in anchors for i in words], np.int64),
    )


def describe(
    parse: Parse, placed: Quotations, view: View, candidate: Candidate, drafts: Sequence[Draft]
) -> tuple[Ints, Ints, Ints, Ints]:
    """Describe the words of a window as seen from a candidate: is cue, clipped distance, rule role and place, each [words]."""
    anchor = candidate.anchor
    here = int(np.searchsorted(view.tokens, anchor))
    is_cue = np.zeros(len(view.tokens), np.int64)
    is_cue[_places(view.tokens, candidate.cue)] = 1
    distance = np.clip(np.arange(len(view.tokens)) - here, -FAR, FAR) + FAR
    role = view.anchors * 4
    if candidate.draft is not None:
        own = drafts[candidate.draft]
        for number, tokens in ((2, tokens_of(parse, own.content)), (3, tokens_in(own.cue)), (1, tokens_in(own.source))):
            role[_places(view.tokens, tokens)] = number
        if here < len(role) and role[here] == 4:  # its own anchor is no other cue
            role[here] = 0
    same = (view.paragraph == placed.paragraph[anchor]).astype(np.int64)
    place = (np.clip(view.sentence - parse.tokens[anchor].sent, -2, 2) + 2) * 4 + same * 2 + view.quoted
    return is_cue, distance, role, place


def _places(tokens: Ints, wanted: Collection[int]) -> Ints:
    """Return where those wanted stand among tokens in order; those that are not there are left out."""
    asked = np.fromiter(wanted, np.int64, len(wanted))
    at = np.searchsorted(tokens, asked)
    inside = at < len(tokens)
    at, asked = at[inside], asked[inside]
    found: Ints = at[tokens[at] == asked]
    return found
