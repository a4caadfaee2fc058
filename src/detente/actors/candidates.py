"""The places of a text that may speak of somebody: names, nouns with what stands before them, adjectives, pronouns."""

import datetime as dt
from dataclasses import dataclass

from detente.actors.code_phrase import code_words
from detente.actors.coding import NOTHING, Coding
from detente.actors.gazetteer import Entry, Gazetteer, Match, What
from detente.actors.words import Words, fold, split_words
from detente.language.parse import Parse, Token
from detente.records import MentionKind

_PREMODIFIERS = ("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART")
_NAME_TAGS = ("PROPN", "X")
_NAMED_BODIES = ("BUS", "EDU", "JRN", "LAB", "PTY", "SOC")
_LONGEST = 30  # words of a description that are read; longer ones are lists or broken parses


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention before it is resolved: token indices [first, last), the head token, and what the tables say of it.

    ``entries`` are the names in the tables that it may be; ``name`` are the folded words of a person's name; ``coding`` is what
    the phrase says; ``described`` is what stands beside a person's name: title, nationality, affiliation, each with its words.
    ``also`` are further tokens that stand for the same: *hundreds* in "hundreds of troops".
    """

    what: str
    first: int
    last: int
    head: int
    kind: MentionKind
    entries: tuple[Entry, ...] = ()
    name: tuple[str, ...] = ()
    coding: Coding = NOTHING
    described: tuple[Coding, ...] = ()
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A parse with its words: what the finders of mentions share.

    ``surnames`` are the folded last words of persons' full names.
    """

    parse: Parse
    words: Words
    index: Gazetteer
    date: dt.date | None
    token_of: tuple[int, ...]
    word_of: tuple[int, ...]
    surnames: frozenset[str] = frozenset()

    @classmethod
    def of(cls, parse: Parse, index: Gazetteer, date: dt.date | None) -> "Text":
        """Split the words of a parse and tie them to its tokens."""
        words = split_words(parse.text)
        token_of: list[int] = []
        t, tokens = 0, parse.tokens
        for start in words.starts:
            while t + 1 < len(tokens) and tokens[t + 1].start <= start:
                t += 1
            token_of.append(t)
        word_of: list[int] = []
        w = 0
        for token in tokens:
            while w < len(words) and words.ends[w] <= token.start:
                w += 1
            word_of.append(w)
        word_of.append(len(words))
        return cls(parse, words, index, date, tuple(token_of), tuple(word_of), _surnames(parse))

    def cut(self, first: int, last: int) -> Words:
        """Return the words of the tokens [first, last)."""
        return self.words.part(self.word_of[first], self.word_of[last] if last < len(self.word_of) else len(self.words))

    def code(self, first: int, last: int) -> Coding:
        """Code the phrase of the tokens [first, last)."""
        return code_words(self.cut(first, min(last, first + _LONGEST)), self.date, self.index, self.surnames)

    def surface(self, first: int, last: int) -> str:
        """Return the text of the tokens [first, last) on one line."""
        return " ".join(self.parse.span(first, last).of(self.parse.text).split())

    def tokens_of(self, match: Match) -> tuple[int, int]:
        """Return the tokens [first, last) that a match covers."""
        return self.token_of[match.first], self.token_of[match.last - 1] + 1


def _surnames(parse: Parse) -> frozenset[str]:
    """Return the folded last words of the names of several words that the pipeline takes for persons."""
    tokens = parse.tokens
    ends = [tokens[e.last - 1] for e in parse.entities if e.label == "PERSON" and e.last - e.first > 1]
    return frozenset(fold(t.text) for t in ends if t.pos == "PROPN" and t.text[:1].isupper())


def head_of(parse: Parse, first: int, last: int) -> int:
    """Return the token of [first, last) whose head lies outside of it; the last one where there are several."""
    head = last - 1
    for i in range(last - 1, first - 1, -1):
        token = parse.tokens[i]
        if token.pos in ("PUNCT", "SPACE", "PART"):
            continue
        if token.head == i or not first <= token.head < last:
            head = i
            break
    return head


def noun_of(text: Text, match: Match) -> int:
    """Return the token of the noun of a name in the tables: the last word, or the one before *of* (*Minister of Roads*)."""
    first, last = text.tokens_of(match)
    if any(t.text == "-" for t in text.parse.tokens[first:last]):
        return head_of(text.parse, first, last)  # brother-in-law
    return next((i - 1 for i in range(first + 1, last) if text.parse.tokens[i].lower == "of"), last - 1)


def named_body(text: Text, first: int) -> bool:
    """Tell whether a noun for a body stands in small letters right before token ``first``: *the newspaper* X, *the firm* Y."""
    before = text.parse.tokens[first - 1] if first else None
    if before is None or not before.text.islower() or before.tag != "NN":
        return False
    words = text.cut(first - 1, first)
    match = text.index.at(words, 0) if len(words) else None
    noun = match.get(What.AGENT) if match is not None else None
    return noun is not None and noun.row.text("kind") != "person" and noun.sector in _NAMED_BODIES


def left_edge(text: Text, first: int) -> int:
    """Return where the base noun phrase that ends at token ``first`` begins: adjectives, nouns, possessives, one article."""
    tokens = text.parse.tokens
    i = first
    while i > 0:
        token: Token = tokens[i - 1]
        within = token.ent == "ORG" == tokens[i].ent and token.pos in ("CCONJ", "ADP")  # Bank of X, Securities and Exchange Y
        fits = within or token.pos in _PREMODIFIERS or token.tag == "PRP$" or token.dep == "amod" or (token.text == "-" and i > 1)
        dated = token.dep == "pobj" and token.ent in ("DATE", "TIME")  # by evening President Holm had …
        if token.sent != tokens[first].sent or not fits or dated:
            break
        if token.pos == "PART" and token.lower not in ("'s", "’s", "'", "’"):
            break
        i -= 1
        if token.pos == "DET" or token.tag == "PRP$":
            break
        if token.lower in text.index.classes.openers:
            if i > 0 and tokens[i - 1].pos == "DET":
                i -= 1
            break
    while i < first and tokens[i].pos in ("PUNCT", "PART"):
        i += 1
    return i
