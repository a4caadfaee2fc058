"""Speakers whom no table knows: one of several (*one of them*, *another*), and nouns that only their speaking makes actors."""

from collections.abc import Iterator, Sequence

from detente.actors.candidates import Candidate, Text, left_edge
from detente.records import MentionKind

_SUBJECTS = ("nsubj", "nsubjpass", "pobj", "conj")
_COUNTING = ("one", "two", "three", "some", "several", "others", "few", "many", "most", "none", "half")


def find_parts(text: Text, speakers: Sequence[int], heads: frozenset[int]) -> Iterator[Candidate]:
    """Yield words for some or all of those named before, where they speak or an *of* says of whom they are.

    ``speakers`` are the head tokens of speakers, ``heads`` those of the mentions found so far.
    """
    tokens, parts = text.parse.tokens, text.index.classes.parts
    for token in tokens:
        if token.lower not in parts or token.i in heads or token.dep in ("det", "nummod", "amod", "cc", "preconj"):
            continue
        of = any(t.lower == "of" for t in text.parse.children(token.i, "prep"))
        alone = token.lower == "another" and token.dep in ("nsubj", "nsubjpass")
        if token.i in speakers or alone or (of and token.dep in _SUBJECTS):
            first = token.i
            while first > 0 and tokens[first - 1].head == token.i and tokens[first - 1].pos == "DET":
                first -= 1
            yield Candidate("part", first, token.i + 1, token.i, MentionKind.NOMINAL)


def find_unknown(text: Text, speakers: Sequence[int], heads: frozenset[int]) -> Iterator[Candidate]:
    """Yield the common nouns at the heads of ``speakers`` that no table knows, unless they are papers or abstract."""
    tokens, classes = text.parse.tokens, text.index.classes
    for head in dict.fromkeys(speakers):
        token = tokens[head]
        if head in heads or token.pos != "NOUN" or token.lower in classes.parts or not token.text.islower():
            continue
        edge = left_edge(text, head)
        coding = text.code(edge, head + 1)
        thing = token.lemma in classes.things or token.lemma.endswith(tuple(sorted(classes.abstract)))
        owned = coding.empty and bool(text.parse.children(head, "poss"))  # his tone, the minister's smile
        if not (thing or owned or (edge == head and token.tag == "NN")):
            yield Candidate("nominal", edge, head + 1, head, MentionKind.NOMINAL, coding=coding)
