"""Ask the trained model which words are cues, and what each cue's source and content are.

The model is a value that satisfies ``Model``; without one the rules work alone. Each window is encoded once; the linker then
looks at the window from every candidate cue: those that the tagger marks and those that rules have drafted.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.language.parse import Parse
from detente.statements.draft import Draft
from detente.statements.nest import inner_drafts
from detente.statements.quoted import Quotations
from detente.statements.windows import Candidate, Window, cut_windows, describe, join_pieces, look_at, tokens_in

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Words that a candidate is shown, and how many of them before its cue. 80 would gain .004 link on PolNeAR dev, but cost the speed
# that `make bench` asks for (decision 9).
_STRETCH = 64
_BEFORE = 28
_LIKELY = 0.2  # a word of a cue is above it
SURE = 0.8  # a cue that no rule drafted is looked at from here: what the model alone finds below reads badly on news


class Model(Protocol):
    """What the statement model does, whatever runs it."""

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]]:
        """Return the piece ids of each word; none for white space."""
        ...

    def encode(self, ids: Ints, first: Ints) -> tuple[Floats, Floats, Floats]:
        """Return states [words, width], cue scores [words, 3] (outside, begin, inside) and linker words [words, inner]."""
        ...

    def link(self, words: Floats, cue: Floats, described: Sequence[Ints]) -> tuple[Floats, Floats, Floats]:
        """Return roles [candidates, words, 3], statement [candidates] and attitude [candidates, 4] scores.

        ``words`` [candidates, words, inner] and the four descriptions (is cue, distance, rule, place) [candidates, words] show
        each candidate its own stretch; ``cue`` [candidates, width] is the mean state of its cue.
        """
        ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the encoder sees it: states [words, width], cue scores [words, 3] and linker words [words, inner]."""

    window: Window
    states: Floats
    cues: Floats
    words: Floats


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the model makes of a candidate.

    ``words`` are the tokens of the window, ``source`` and ``content`` their probabilities; ``cued`` is how sure the tagger is of
    the cue, ``stated`` how sure the linker is that it attributes; ``attitude`` holds four probabilities.
    """

    candidate: Candidate
    words: tuple[int, ...]
    source: tuple[float, ...]
    content: tuple[float, ...]
    cued: float
    stated: float
    attitude: tuple[float, ...]


def encode(parse: Parse, placed: Quotations, model: Model) -> list[Encoded]:
    """Encode an article window by window: what statements are proposed from, and what events are weighed by."""
    pieces = model.pieces([t.text for t in parse.tokens])
    windows = cut_windows(parse, placed, [len(p) for p in pieces])
    return [Encoded(window, *model.encode(*join_pieces(window, pieces))) for window in windows]


def propose(
    parse: Parse, placed: Quotations, drafts: Sequence[Draft], model: Model, encoded: Sequence[Encoded]
) -> list[Proposal]:
    """Return a proposal for each candidate, in the order of the text.

    Drafts inside another one are not asked about: the policy keeps them as they are.
    """
    inner = inner_drafts(parse, drafts)
    out: list[Proposal] = []
    for seen in encoded:
        out.extend(_propose_in(parse, placed, seen, drafts=drafts, inner=inner, model=model))
    return out


def _propose_in(
    parse: Parse,
    placed: Quotations,
    seen: Encoded,
    *,
    drafts: Sequence[Draft],
    inner: frozenset[int],
    model: Model,
) -> Iterator[Proposal]:
    window, states, words = seen.window, seen.states, seen.words
    chance = 1.0 - _softmax(seen.cues)[:, 0]
    begins = seen.cues[:, 1] > seen.cues[:, 2]
    candidates = _candidates(parse, window, _marked(window, chance, begins), drafts, inner)
    if not candidates:
        return
    view = look_at(parse, placed, window, drafts)
    described = [describe(parse, placed, view, c, drafts) for c in candidates]
    starts = [_stretch_of(window, c.anchor) for c in candidates]
    length = min(len(window.words), _STRETCH)
    at = {i: k for k, i in enumerate(window.words)}
    cues = [[at[i] for i in c.cue if i in at] for c in candidates]
    roles, statement, attitude = model.link(
        np.stack([words[s : s + length] for s in starts]),
        np.stack([states[cue].mean(0) for cue in cues]),
        [np.stack([row[s : s + length] for row, s in zip(rows, starts, strict=True)]) for rows in zip(*described, strict=True)],
    )
    roles, attitude = _softmax(roles), _softmax(attitude)
    stated = 1.0 / (1.0 + np.exp(-statement))
    for n, candidate in enumerate(candidates):
        yield Proposal(
            candidate,
            window.words[starts[n] : starts[n] + length],
            tuple(roles[n, :, 1].tolist()),
            tuple(roles[n, :, 2].tolist()),
            float(max(chance[k] for k in cues[n])),
            float(stated[n]),
            tuple(attitude[n].tolist()),
        )


def _stretch_of(window: Window, anchor: int) -> int:
    """Return where the stretch of words that a candidate is shown begins."""
    at = bisect_left(window.words, anchor)
    return max(0, min(at - _BEFORE, len(window.words) - _STRETCH))


def _candidates(
    parse: Parse,
    window: Window,
    marked: Iterable[tuple[tuple[int, ...], float]],
    drafts: Sequence[Draft],
    inner: frozenset[int],
) -> list[Candidate]:
    """Return what the tagger marks, joined with the rule draft it meets, and the outer drafts that it does not mark."""
    inside = set(window.words)
    cues = {n: tokens_in(d.cue) | {d.anchor} for n, d in enumerate(drafts) if d.anchor in inside}
    drafted = {i: n for n, cue in cues.items() for i in cue} | {drafts[n].anchor: n for n in cues}
    out: list[Candidate] = []
    met: set[int] = set()
    for cue, chance in marked:
        numbers = list(dict.fromkeys(drafted[i] for i in cue if i in drafted))
        for number in numbers:
            if number not in met and number not in inner:
                words = cue if len(numbers) == 1 else tuple(sorted(cues[number] & inside))
                out.append(Candidate(words, drafts[number].anchor, number))
        met.update(numbers)
        if not numbers and chance >= SURE:
            out.append(Candidate(cue, _head(parse, cue), None))
    for number, tokens in cues.items():
        if number not in met and number not in inner:
            out.append(Candidate(tuple(sorted(tokens & inside)), drafts[number].anchor, number))
    return sorted(out, key=lambda c: (c.anchor, c.draft is None, c.draft or 0))


def _marked(window: Window, chance: Floats, begins: NDArray[np.bool_]) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield runs of words that the tagger takes for a cue, with the highest probability among them.

    A second beginning opens a run of its own.
    """
    run: list[int] = []
    for k in range(len(window.words)):
        likely = chance[k] > _LIKELY
        if run and (not likely or (begins[k] and chance[k] > 0.5)):
            yield tuple(window.words[r] for r in run), float(max(chance[r] for r in run))
            run = []
        if likely:
            run.append(k)
    if run:
        yield tuple(window.words[r] for r in run), float(max(chance[r] for r in run))


def _head(parse: Parse, cue: tuple[int, ...]) -> int:
    """Return the verb, noun or adjective of a cue that its other words hang on."""
    inside = set(cue)
    roots = [i for i in cue if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    content = [i for i in roots if parse.tokens[i].pos in ("VERB", "NOUN", "ADJ", "PROPN")]
    return (content or roots or list(cue))[0]


def _softmax(scores: Floats) -> Floats:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)
