"""Text → tokens, sentences and dependencies, as plain records that no stage can change.

spaCy stays behind this module: the other stages see ``Parse`` only, which is faster to walk than spaCy's own objects and is
what another parser would have to fill.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from detente.errors import SettingError
from detente.language.layout import Layout
from detente.language.normal import normalise
from detente.language.word_forms import PIPES, word_forms
from detente.records import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Token(NamedTuple):  # made by the million: a frozen dataclass takes seven times as long
    """A token: surface, lemma, coarse and fine tag, dependency, and where it stands.

    ``head``, ``children``, ``left`` and ``right`` (the edges of its subtree, both inclusive) are token indices; a root is its
    own head. ``sent`` is the index of its sentence. ``ent`` is the label of the named entity it belongs to, or ''.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    children: tuple[int, ...]
    left: int
    right: int
    sent: int
    ent: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Token indices [first, last) and the span of characters, without surrounding white space."""

    first: int
    last: int
    span: Span
    root: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the pipeline sees it: token indices [first, last), span and label (PERSON, GPE, ORG, NORP …)."""

    first: int
    last: int
    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one text. ``text`` is the exact stored text; token texts are cut from it."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    starts: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens [first, last), without white space at the edges."""
        while first < last and self.tokens[first].pos == "SPACE":
            first += 1
        while last > first and self.tokens[last - 1].pos == "SPACE":
            last -= 1
        if first >= last:
            start = self.tokens[first].start if first < len(self.tokens) else len(self.text)
            return Span(start, start)
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def subtree(self, i: int) -> Span:
        """Return the characters between the edges of token i's subtree."""
        return self.span(self.tokens[i].left, self.tokens[i].right + 1)

    def at(self, offset: int) -> int:
        """Return the index of the token that holds the character, or of the last one before it (0 where there is none)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def within(self, span: Span) -> range:
        """Return the indices of the tokens that overlap the span."""
        if not self.tokens or span.start >= span.end:
            return range(0)
        first = self.at(span.start)
        if self.tokens[first].end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self.starts, span.end)))

    def sentence_of(self, i: int) -> Sentence:
        """Return the sentence of token i."""
        return self.sentences[self.tokens[i].sent]

    def head_of(self, span: Span) -> int | None:
        """Return the token of the span whose head lies outside of it (its syntactic head), or None for no token."""
        inside = self.within(span)
        for i in inside:
            token = self.tokens[i]
            if token.pos not in ("SPACE", "PUNCT") and (token.head == i or token.head not in inside):
                return i
        return inside[0] if inside else None

    def children(self, i: int, *deps: str) -> list[Token]:
        """Return the children of token i, only those with one of the given dependencies where any are given."""
        return [self.tokens[c] for c in self.tokens[i].children if not deps or self.tokens[c].dep in deps]


class Parser(Protocol):
    """What parses: texts with their layouts → parses, in order, one for each."""

    def __call__(self, texts: Iterable[tuple[str, Layout]]) -> Iterator[Parse]:
        """Parse the texts."""
        ...


def load_parser(pipeline: str, batch_size: int = 16) -> Parser:
    """Load an installed spaCy English pipeline.

    Sentences never cross a paragraph, and a dateline stands apart. Raises SettingError where the pipeline is not installed or
    lacks a parser, tagger or lemmatizer.
    """
    import spacy

    try:
        nlp = spacy.load(pipeline)
    except OSError as error:
        raise SettingError(
            f"The spaCy pipeline {pipeline!r} is not installed. Install it with pip, or set DETENTE_PIPELINE "
            "(or 'pipeline' in detente.toml) to an installed English one."
        ) from error
    missing = [name for name in ("parser", "tagger", "lemmatizer") if name not in nlp.pipe_names]
    if missing or nlp.lang != "en":
        raise SettingError(f"The spaCy pipeline {pipeline!r} cannot be used: it must be English and have {', '.join(missing)}.")
    nlp.max_length = 100_000_000  # the limit that the user sees is the setting max_chars

    words = _Strings(nlp.vocab.strings)
    forms = word_forms(nlp)
    if forms is not None:
        nlp.select_pipes(disable=list(PIPES))

    def parse(texts: Iterable[tuple[str, Layout]]) -> Iterator[Parse]:
        def docs() -> Iterator[tuple[Doc, str]]:
            for text, layout in texts:
                yield _tokenise(nlp, text, layout), text

        for doc, text in nlp.pipe(docs(), as_tuples=True, batch_size=batch_size):
            yield _to_parse(doc, text, words, forms(doc) if forms is not None else [(t.pos_, t.lemma_) for t in doc])

    return parse


def _tokenise(nlp: Language, text: str, layout: Layout) -> Doc:
    """Tokenise, and force a sentence start where a paragraph starts and where a dateline ends."""
    doc = nlp.make_doc(normalise(text, layout))
    breaks = [p.start for p in layout.paragraphs]
    if layout.dateline:
        breaks.append(layout.dateline.span.end)
    breaks.sort(reverse=True)
    for token in doc:
        if breaks and token.idx >= breaks[-1] and not token.is_space:
            token.is_sent_start = True
            while breaks and token.idx >= breaks[-1]:
                breaks.pop()
    return doc


# One short closed syllable, which English doubles before -ed and -ing: "hopped" is of hop, so "hoped" is of hope.
_CLOSED_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_SIGNED = 1 << 63  # numbers of arrays are unsigned: a head before its token is above it
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")


def _lemma(lower: str, lemma: str, pos: str) -> str:
    """Give a verb the -e back that the rule lemmatizer cuts off where a shorter verb exists (hoped → hop, waging → wag)."""
    if pos != "VERB":
        return lemma
    if lower in (lemma + "ed", lemma + "ing") and _CLOSED_SYLLABLE.fullmatch(lemma):
        return lemma + "e"
    if lower == lemma + "es" and not lemma.endswith(_SIBILANT):
        return lemma + "e"
    return lemma


def _to_parse(doc: Any, text: str, word: Mapping[int, str], forms: Sequence[tuple[str, str]]) -> Parse:
    """Turn spaCy's document into records; ``word`` gives strings by their numbers, ``forms`` part of speech and lemma.

    Arrays are read at once: spaCy's token objects would cost more time than all rules of statements.
    """
    columns = doc.to_array(["IDX", "LENGTH", "LOWER", "TAG", "DEP", "HEAD", "ENT_TYPE"]).tolist()
    heads = [i + (row[5] if row[5] < _SIGNED else row[5] - 2 * _SIGNED) for i, row in enumerate(columns)]
    children, left, right = _shape(heads)
    starts = tuple(row[0] for row in columns)
    sentences: list[Sentence] = []
    sent_of: list[int] = [0] * len(doc)
    for sent in doc.sents:
        for i in range(sent.start, sent.end):
            sent_of[i] = len(sentences)
        sentences.append(Sentence(sent.start, sent.end, Span(0, 0), sent.root.i))
    tokens = []
    for i, (start, length, lower, tag, dep, _, ent) in enumerate(columns):
        small = word[lower]
        part, lemma = forms[i]
        tokens.append(
            Token(
                i,
                start,
                start + length,
                text[start : start + length],
                small,
                _lemma(small, lemma.lower(), part),
                part,
                word[tag],
                word[dep],
                heads[i],
                tuple(children[i]),
                left[i],
                right[i],
                sent_of[i],
                word[ent],
            )
        )
    bare = Parse(text, tuple(tokens), (), (), starts)
    entities = tuple(Entity(e.start, e.end, bare.span(e.start, e.end), e.label_) for e in doc.ents)
    spanned = tuple(Sentence(s.first, s.last, bare.span(s.first, s.last), s.root) for s in sentences)
    return Parse(text, bare.tokens, spanned, entities, starts)


class _Strings(dict[int, str]):
    """The strings of a vocabulary by their numbers, looked up once each."""

    def __init__(self, store: Any) -> None:
        super().__init__()
        self.store = store

    def __missing__(self, number: int) -> str:
        found: str = self.store[number] if number else ""
        self[number] = found
        return found


def _shape(heads: Sequence[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """Return the children of each token in order, and the first and last token of its subtree.

    >>> _shape([1, 1, 1])
    ([[], [0, 2], []], [0, 0, 2], [0, 2, 2])
    """
    children: list[list[int]] = [[] for _ in heads]
    order = []
    for i, head in enumerate(heads):
        if head == i:
            order.append(i)
        else:
            children[head].append(i)
    for i in order:  # grows while it is walked: heads before their children
        order.extend(children[i])
    left, right = list(range(len(heads))), list(range(len(heads)))
    for i in reversed(order):
        head = heads[i]
        left[head] = min(left[head], left[i])
        right[head] = max(right[head], right[i])
    return children, left, right
