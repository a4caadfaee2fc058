"""Turn annotated articles into training examples: windows of pieces, cue tags, and candidates with their roles."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.language.layout import lay_out
from detente.language.parse import Parse, Parser
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Article, Span
from detente.statements.draft import Draft
from detente.statements.lexis import build_lexis
from detente.statements.quoted import Quotations, place_quotes
from detente.statements.rules import draft_statements
from detente.statements.windows import Candidate, View, Window, cut_windows, describe, join_pieces, look_at, tokens_in
from detente.training.network import ATTITUDES

Ints = NDArray[np.int64]
Tokenise = Callable[[Sequence[str]], Sequence[Sequence[int]]]
IGNORE = -100
_FEW = 3  # one in so many verbs that are no cue is shown as a wrong candidate


@dataclass(frozen=True, slots=True)
class Link:
    """A candidate cue in its window: four descriptions, target roles, and whether it attributes (1, 0), each [words] or one."""

    is_cue: Ints
    distance: Ints
    rule: Ints
    place: Ints
    roles: Ints
    statement: int
    attitude: int


@dataclass(frozen=True, slots=True)
class Example:
    """A window: piece ids with both end marks, the place of each word's first piece, cue tags, and its candidates."""

    ids: Ints
    first: Ints
    cues: Ints
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated statement as token indices; ``attitude`` where the annotation gives one. Rows without a cue are left out."""

    source: frozenset[int]
    cue: tuple[int, ...]
    content: frozenset[int]
    anchor: int
    attitude: str | None


def make_examples(
    rows: Iterable[Mapping[str, Any]], parser: Parser, tokenise: Tokenise, lexicon: Lexicon, *, nested: bool
) -> Iterator[list[Example]]:
    """Yield the examples of each article. ``nested`` tells whether the annotation marks statements inside statements."""
    rows = list(rows)
    articles = [Article(str(r["id"]), str(r["text"])) for r in rows]
    layouts = [lay_out(a) for a in articles]
    lexis = lexicon.index(build_lexis)
    parses = parser(zip([a.text for a in articles], layouts, strict=True))
    for row, article, layout, parse in zip(rows, articles, layouts, parses, strict=True):
        placed = place_quotes(parse, find_quotes(article.text, layout), layout)
        drafts = draft_statements(layout, parse, placed, lexis)
        pieces = tokenise([t.text for t in parse.tokens])
        gold = [g for s in row["statements"] if (g := _gold(parse, s)) is not None]
        yield [
            _example(parse, placed, window, pieces=pieces, gold=gold, drafts=drafts, nested=nested)
            for window in cut_windows(parse, placed, [len(p) for p in pieces])
        ]


def _gold(parse: Parse, statement: Mapping[str, Any]) -> Gold | None:
    cue = _tokens(parse, statement["cue"])
    content = _tokens(parse, statement["content"])
    if not cue or not content:
        return None
    start, end = statement["cue"][0][:2]
    anchor = parse.head_of(Span(start, max(end, start + 1)))
    if anchor is None:
        return None
    return Gold(
        frozenset(_tokens(parse, statement["source"])), tuple(sorted(cue)), frozenset(content), anchor, statement.get("attitude")
    )


def _tokens(parse: Parse, spans: Sequence[Sequence[Any]]) -> list[int]:
    return [i for s in spans for i in parse.within(Span(int(s[0]), int(s[1]))) if parse.tokens[i].pos != "SPACE"]


def _example(
    parse: Parse,
    placed: Quotations,
    window: Window,
    *,
    pieces: Sequence[Sequence[int]],
    gold: Sequence[Gold],
    drafts: Sequence[Draft],
    nested: bool,
) -> Example:
    ids, first = join_pieces(window, pieces)
    inside = set(window.words)
    here = [g for g in gold if g.anchor in inside]
    cued = {i for g in gold for i in g.cue}
    held = {i for g in gold for i in g.content}
    doubtful = set() if nested else {d.anchor for d in drafts if d.anchor in held and d.anchor not in cued}
    tags = np.zeros(len(window.words), np.int64)
    place = {i: k for k, i in enumerate(window.words)}
    for i in doubtful & inside:
        tags[place[i]] = IGNORE
    for g in here:
        previous = None
        for i in g.cue:
            if i in place:
                tags[place[i]] = 2 if previous == i - 1 else 1
                previous = i
    view = look_at(parse, placed, window, drafts)
    links = [_link(parse, placed, view, g, drafts) for g in here]
    for number, draft in enumerate(drafts):
        if draft.anchor in inside and draft.anchor not in doubtful and not (tokens_in(draft.cue) | {draft.anchor}) & cued:
            cue = tuple(sorted(tokens_in(draft.cue) | {draft.anchor}))
            links.append(_no_link(parse, placed, view, Candidate(cue, draft.anchor, number), drafts))
    drafted = {i for d in drafts for i in (*tokens_in(d.cue), d.anchor)}
    for i in window.words:
        token = parse.tokens[i]
        free = i not in held and i not in cued and i not in drafted
        if token.pos == "VERB" and free and i % _FEW == 0:  # what a tagger may take for a cue
            links.append(_no_link(parse, placed, view, Candidate((i,), i, None), drafts))
    return Example(ids, first, tags, tuple(links))


def _link(parse: Parse, placed: Quotations, view: View, gold: Gold, drafts: Sequence[Draft]) -> Link:
    number = next((n for n, d in enumerate(drafts) if d.anchor in gold.cue or gold.anchor in tokens_in(d.cue)), None)
    described = describe(parse, placed, view, Candidate(gold.cue, gold.anchor, number), drafts)
    roles = np.asarray([1 if i in gold.source else 2 if i in gold.content else 0 for i in view.window.words], np.int64)
    attitude = gold.attitude or (drafts[number].attitude.value if number is not None else None)
    return Link(*described, roles, 1, ATTITUDES.index(attitude) if attitude else IGNORE)


def _no_link(parse: Parse, placed: Quotations, view: View, candidate: Candidate, drafts: Sequence[Draft]) -> Link:
    described = describe(parse, placed, view, candidate, drafts)
    return Link(*described, np.full(len(view.tokens), IGNORE, np.int64), 0, IGNORE)
