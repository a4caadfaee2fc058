"""Parties whom no table knows: one of several (*one of them*, *another*), and nouns that only their speaking makes actors."""

from collections.abc import Iterator, Sequence

from detente.actors.candidates import Candidate, Text, left_edge
from detente.actors.find_names import body
from detente.actors.gazetteer import What
from detente.actors.several import NUMBERS
from detente.records import MentionKind

_SUBJECTS = ("nsubj", "nsubjpass", "pobj", "conj")
_TOLD = ("relcl", "acl", "prep", "amod")
_PERSONS = ("ee", "er", "ian", "ist", "man", "mate", "or", "woman")  # endings of nouns for persons
_SOME = ("dozens", "few", "hundreds", "many", "most", "others", "several", "some", "thousands")  # of a group before them
_BARE = ("both", "each", "either", "neither")  # need no article
_DEFINITE = ("all", "the", "these", "those")
_SINGLY = ("each", "any", "no")
_COUNTING = ("one", "two", "three", "some", "several", "others", "few", "many", "most", "none", "half")


def find_parts(text: Text, speakers: Sequence[int], heads: frozenset[int]) -> Iterator[Candidate]:
    """Yield words for some or all of those named before, where they speak or an *of* says of whom they are.

    ``speakers`` are the head tokens of speakers, ``heads`` those of the mentions found so far.
    """
    tokens, parts = text.parse.tokens, text.index.classes.parts
    for token in tokens:
        some = token.lower in _SOME and token.i in speakers and not text.parse.children(token.i, "prep")
        within = token.dep in ("det", "nummod", "amod", "cc", "preconj") and token.i not in speakers
        if (token.lower not in parts and not some) or token.i in heads or within:
            continue
        of = any(t.lower == "of" for t in text.parse.children(token.i, "prep"))
        if token.lower in NUMBERS and not (of or _told(text, token.i)):
            continue
        if token.lower == "other" and not _told(text, token.i):
            continue
        alone = token.dep in ("nsubj", "nsubjpass") and (token.lower == "another" or token.lower in NUMBERS)
        if token.i in speakers or alone or (of and token.dep in _SUBJECTS):
            first = token.i
            while first > 0 and tokens[first - 1].head == token.i and tokens[first - 1].pos == "DET":
                first -= 1
            yield Candidate("part", first, token.i + 1, token.i, MentionKind.NOMINAL)


def _told(text: Text, i: int) -> bool:
    """Tell whether a bare number or *other* is of those whom the text knows: *the two*, *all three*, *each other*."""
    tokens, before = text.parse.tokens, text.parse.tokens[i - 1] if i else None
    if before is None or before.sent != tokens[i].sent:
        return tokens[i].lower in _BARE
    return tokens[i].lower in _BARE or before.lower in (*_DEFINITE, *(_SINGLY if tokens[i].lower == "other" else ()))


def find_unknown(text: Text, heads: Sequence[int], known: frozenset[int], *, hear: bool = False) -> Iterator[Candidate]:
    """Yield the common nouns at the ``heads`` of speakers that no table knows, unless they are papers or abstract.

    Those who ``hear`` are let pass whatever the noun: one speaks to *a rally* and *a news conference*.
    """
    tokens, classes = text.parse.tokens, text.index.classes
    companions = classes.companions | classes.superiors  # his host, his superiors
    for head in dict.fromkeys(heads):
        token = tokens[head]
        if head not in known and _somebody(text, head):
            yield Candidate("nominal", head, head + 1, head, MentionKind.NOMINAL)
        if head in known or token.pos != "NOUN" or token.lower in classes.parts or not token.text.islower():
            continue
        edge = left_edge(text, head)
        coding = text.code(edge, head + 1)
        thing = token.lemma in classes.things or token.lemma.endswith(tuple(sorted(classes.abstract)))
        owned = coding.empty and bool(text.parse.children(head, "poss"))  # his tone, the minister's smile
        persons = token.tag == "NNS" and token.lemma.endswith(_PERSONS)  # her captors
        owned = owned and not (persons or token.lemma in companions or token.lemma in classes.superiors)
        if hear or not (thing or owned or (edge == head and token.tag == "NN")):
            entries = tuple(e for e in text.index.named(token.lower) if e.what in (What.TITLE, What.AGENT))  # *the general*
            yield Candidate("nominal", edge, head + 1, head, MentionKind.NOMINAL, entries, coding=coding)


def find_aged(text: Text, taken: list[bool]) -> list[Candidate]:
    """Return the persons of whom the age is told, alone or with a noun that no table knows: *the 58-year-old*, *the 58-year-old
    Osloan*. Their tokens are marked in ``taken``.
    """
    tokens, found = text.parse.tokens, list[Candidate]()
    for token in tokens[5:]:
        aged = token.lower == "old" and [t.lower for t in tokens[token.i - 3 : token.i]] == ["-", "year", "-"]
        if not aged or tokens[token.i - 5].lower != "the":
            continue
        head = token.i
        between = tokens[token.i + 1 : token.head]
        if token.dep == "amod" and tokens[token.head].pos in ("NOUN", "PROPN", "ADJ") and all(t.pos != "VERB" for t in between):
            head = token.head if _unheard(text, token.i + 1) else -1
        if head >= token.i and token.dep != "acomp" and not any(taken[token.i : head + 1]):
            taken[token.i : head + 1] = [True] * (head + 1 - token.i)
            found.append(Candidate("nominal", token.i - 5, head + 1, head, MentionKind.NOMINAL))
    return found


def _unheard(text: Text, i: int) -> bool:
    """Tell whether a capitalised word stands alone, only here, and in no table."""
    tokens = text.parse.tokens
    if i >= len(tokens) or tokens[i].pos != "PROPN" or (i + 1 < len(tokens) and tokens[i + 1].pos == "PROPN"):
        return False
    words = text.cut(i, i + 1)
    return bool(len(words)) and text.index.at(words, 0) is None and sum(t.text == tokens[i].text for t in tokens) == 1


def _somebody(text: Text, head: int) -> bool:
    """Tell whether a pronoun is somebody new: *someone*, *those who fled*."""
    token = text.parse.tokens[head]
    return token.lower in ("someone", "somebody") or (token.lower == "those" and bool(text.parse.children(head, *_TOLD)))


def find_unknown_names(text: Text, heads: Sequence[int], taken: list[bool]) -> list[Candidate]:
    """Return the names at the ``heads`` of parties that nothing knows, and every further use of them: *told* X, *the weekly* X.

    The tokens of the names are marked in ``taken``.
    """
    tokens, found = text.parse.tokens, list[Candidate]()
    for head in dict.fromkeys(heads):
        end = _name_after(text, head, taken)
        first = _name_before(text, end, taken)
        if first > end:
            continue
        name = [t.text for t in tokens[first : end + 1]]
        for i in range(len(tokens) - len(name) + 1):
            if tokens[i].text != name[0]:
                continue
            last = i + len(name)
            alone = last == len(tokens) or tokens[last].pos != "PROPN" or tokens[last].sent != tokens[last - 1].sent
            if [t.text for t in tokens[i:last]] == name and alone and not any(taken[i:last]):
                found.append(body(text, i, last))
                taken[i:last] = [True] * len(name)
    return found


def _name_after(text: Text, head: int, taken: Sequence[bool]) -> int:
    """Return the last token of the name right after a noun for an outlet: *the newspaper* X; else the head itself."""
    tokens, end = text.parse.tokens, head
    if text.index.classes.references.get(tokens[head].lower, ("", False))[0] != "outlet" or tokens[head].tag != "NN":
        return head
    while end + 1 < len(tokens) and tokens[end + 1].pos == "PROPN" and tokens[end + 1].sent == tokens[head].sent:
        if taken[end + 1]:
            return head
        end += 1
    return end


def _name_before(text: Text, head: int, taken: Sequence[bool]) -> int:
    """Return where the name begins that ends at token ``head``; a place behind it where there is none."""
    tokens, first = text.parse.tokens, head + 1
    while first > 0 and not taken[first - 1] and tokens[first - 1].pos == "PROPN" and tokens[first - 1].text[:1].isupper():
        if tokens[first - 1].sent != tokens[head].sent or tokens[first - 1].lower in text.index.classes.no_names:
            break
        first -= 1
    return first
