"""Whose words they are: the source of a verb, from its subject or from what stands beside a quotation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Ranges
from detente.statements.interrupted import Given
from detente.statements.lexis import Lexis
from detente.statements.quoted import Quotation, Quotations, sentence_like
from detente.statements.tree import has_word, noun_phrase, subject_of

_PARTICLES = ("back", "in", "off", "on", "out", "up")
_ALONE = ("both", "each", "either", "neither", "none")


@dataclass(slots=True)
class VerbReader:
    """What all verbs of one article share. ``moved`` names the verb whose subject a coordinated or participial cue takes.

    ``given`` holds what the cues of interrupted sentences take.
    """

    parse: Parse
    placed: Quotations
    lexis: Lexis
    moved: dict[int, int]
    given: Mapping[int, Given] = field(default_factory=dict)

    def source(self, verb: int, content: Sequence[Span]) -> Ranges:
        """Return the source of a verb: its subject, where that stands outside of ``content``."""
        if verb in self.given and self.given[verb].source:
            return self.given[verb].source
        subject = subject_of(self.parse, self.moved.get(verb, verb))
        if subject is None:
            subject = _mistaken(self.parse, self.moved.get(verb, verb))
        if subject is None:
            return ()
        subject = self._author(_behind_clause(self.parse, subject))
        first, last = noun_phrase(self.parse, subject, verb)
        start = self.parse.tokens[subject].start
        if any(s.start <= start < s.end for s in content):
            return ()
        if self.placed.at[verb] < 0 and self.placed.items:
            return _outside(self.parse, self.placed, subject, first, last)
        return ((first, last),)

    def _author(self, subject: int) -> int:
        """Return who wrote a letter or statement that is said to say something: the subject of the verb that it is the object of
        (*issued a statement denying*), or whom *of*, *by* or *from* names; the subject itself where the clause tells nobody.
        """
        token = self.parse.tokens[subject]
        if token.pos != "NOUN" or token.lemma not in self.lexis.of("letter"):
            return subject
        above = self.parse.tokens[token.head]
        if token.dep == "dobj" and above.pos == "VERB" and above.i < subject:
            writer = subject_of(self.parse, above.i)
            return writer if writer is not None else subject
        for prep in self.parse.children(subject, "prep", "agent"):
            writers = self.parse.children(prep.i, "pobj") if prep.lower in ("by", "from", "of") else []
            if writers:
                return writers[0].i
        return subject


def _mistaken(parse: Parse, verb: int) -> int | None:
    """Return the subject that the parser took for something else: a noun with a main verb that it took for a participle (*A
    friend telephoned to say*), and a bare *neither* or *both* before the verb.
    """
    token = parse.tokens[verb]
    above = parse.tokens[token.head]
    if token.dep == "xcomp" and above.dep == "acl" and above.tag in ("VBD", "VBN") and above.head < above.i:
        return above.head
    alone = [t for t in parse.children(verb, "preconj", "det", "cc") if t.lower in _ALONE and t.i < verb]
    return alone[-1].i if alone else None


def _behind_clause(parse: Parse, subject: int) -> int:
    """Return the noun after the comma where the parser put it into the clause before: *Opening the talks, Holm said*."""
    clause = parse.tokens[subject]
    if clause.dep != "csubj" or clause.tag not in ("VBG", "VBN"):
        return subject
    for token in reversed(parse.tokens[subject + 1 : clause.right + 1]):
        led = token.left > subject and parse.tokens[token.left - 1].text == ","
        named = token.pos == "PROPN" or (token.pos == "NOUN" and bool(parse.children(token.i, "det", "poss")))
        if led and named and token.right >= clause.right - 1 and token.dep != "pobj":
            return token.i
    return subject


def _outside(parse: Parse, placed: Quotations, subject: int, first: int, last: int) -> Ranges:
    """Keep a source clear of sentence-like quotations that the parser put into it."""
    for i in range(first, last):
        number = placed.at[i]
        if number >= 0 and sentence_like(parse, placed.items[number]) and placed.at[subject] != number:
            if i < subject:
                first = max(first, placed.items[number].last)
            else:
                return ((first, i),)
    return ((first, last),) if first < last else ()


def beside_quote(parse: Parse, placed: Quotations, quotation: Quotation, verb: int) -> Ranges:
    """Return the words between *"…,"* and the verb, or the phrase right after the verb, where the parser saw no subject."""
    tokens = parse.tokens
    relative = (i for i in range(quotation.last, verb) if tokens[i].text == "," and tokens[i + 1].tag in ("WP", "WP$", "WDT"))
    gap = range(quotation.last, next(relative, verb) if tokens[verb - 1].text == "," else verb)
    if has_word(parse, quotation.last, gap.stop) and not any(tokens[i].pos in ("VERB", "AUX", "SCONJ", "CCONJ") for i in gap):
        last = gap.stop
        while last > quotation.last and tokens[last - 1].pos in ("ADV", "PUNCT", "SPACE", "PART"):
            last -= 1
        return ((quotation.last, last),) if has_word(parse, quotation.last, last) else ()
    return after_verb(parse, placed, verb)


def after_verb(parse: Parse, placed: Quotations, verb: int) -> Ranges:
    """Return the phrase right after an inverted verb: *"…," said X*."""
    tokens = parse.tokens
    particle = verb + 1 < len(tokens) and tokens[verb + 1].head == verb and tokens[verb + 1].lower in _PARTICLES
    first = verb + 1 + particle  # shot back X, chimed in X
    for c in (*tokens[verb].children, *(tokens[verb + 1].children if particle else ())):
        if c > verb and tokens[c].pos in ("NOUN", "NUM", "PROPN", "PRON") and tokens[c].left == first and placed.at[c] < 0:
            return (noun_phrase(parse, c),)
    return ()
