"""Part of speech and lemma of each token, remembered by word, tag and dependency.

spaCy's attribute ruler and lemmatizer take a quarter of its time, and yet their answer depends on a single token, or on two that
stand side by side (*let's*, *there's*). So each form is asked about once, in a document of its own, and remembered. Where a
pipeline's rules look at more than that, ``word_forms`` returns None and the pipeline runs as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

Forms = Callable[["Doc"], list[tuple[str, str]]]
Form = tuple[int, int, int]  # numbers of word, tag and dependency
PIPES = ("attribute_ruler", "lemmatizer")
_OWN = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})  # what a rule may ask of a token
_LARGEST = 500_000  # forms that are kept


def word_forms(nlp: Language) -> Forms | None:
    """Return what gives (part of speech, lemma) of every token, or None where the pipeline's rules need the pipeline itself."""
    if any(name not in nlp.component_names for name in PIPES):
        return None
    ruler, lemmatizer = (nlp.get_pipe(name) for name in PIPES)
    openers = _openers(getattr(ruler, "patterns", None))
    if openers is None or getattr(lemmatizer, "mode", None) != "rule":
        return None
    return _Remembered(nlp, lambda doc: lemmatizer(ruler(doc)), openers).read


class _Remembered:
    """The forms asked about so far: alone, with whether a rule over two tokens may begin there, and in pairs."""

    def __init__(self, nlp: Language, run: Callable[[Doc], Doc], openers: Sequence[Mapping[str, Any]]) -> None:
        self.nlp, self.run, self.openers = nlp, run, openers
        self.alone: dict[Form, tuple[tuple[str, str], bool]] = {}
        self.pairs: dict[tuple[Form, Form], list[tuple[str, str]]] = {}

    def read(self, doc: Doc) -> list[tuple[str, str]]:
        """Return (part of speech, lemma) of every token of a document that is tagged and parsed."""
        rows: list[Form] = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        if len(self.alone) + len(self.pairs) > _LARGEST:
            self.alone.clear()
            self.pairs.clear()
        unknown = list(dict.fromkeys(row for row in rows if row not in self.alone))
        if unknown:
            self._ask_alone(unknown)
        out = []
        openings = []
        for i, row in enumerate(rows):
            found, opens = self.alone[row]
            out.append(found)
            if opens and i + 1 < len(rows):
                openings.append(i)
        for i in openings:
            pair = (rows[i], rows[i + 1])
            if pair not in self.pairs:
                self.pairs[pair] = [(t.pos_, t.lemma_) for t in self.run(self._doc(pair))]
            out[i : i + 2] = self.pairs[pair]
        return out

    def _ask_alone(self, forms: Sequence[Form]) -> None:
        comma = self.nlp.vocab.strings[","]  # between two forms, so that they are not read as a pair
        doc = self.run(self._doc([f for form in forms for f in (form, (comma, comma, 0))]))
        for form, token in zip(forms, list(doc)[::2], strict=True):
            self.alone[form] = ((token.pos_, token.lemma_), any(_meets(token, opener) for opener in self.openers))

    def _doc(self, forms: Iterable[Form]) -> Doc:
        from spacy.tokens import Doc

        text = self.nlp.vocab.strings
        words, tags, deps = zip(*((text[o], text[t] if t else "", text[d] if d else "") for o, t, d in forms), strict=True)
        return Doc(self.nlp.vocab, words=list(words), tags=list(tags), deps=list(deps), heads=list(range(len(words))))


def _openers(rules: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]] | None:
    """Return what rules over two tokens ask of the first; None where a rule asks for more than can be remembered."""
    if rules is None:
        return None
    out = []
    for rule in rules:
        for pattern in rule["patterns"]:
            if len(pattern) > 2 or any(not _OWN.issuperset(token) or not _plain(token) for token in pattern):
                return None
            if len(pattern) == 2:
                out.append(pattern[0])
    return out


def _plain(asked: Mapping[str, Any]) -> bool:
    return all(
        not isinstance(value, dict) or (len(value) == 1 and {"IN", "NOT_IN", "REGEX"}.issuperset(value))
        for value in asked.values()
    )


def _meets(token: Token, asked: Mapping[str, Any]) -> bool:
    """Tell whether a token meets what a rule asks: a text, one of several, or a pattern."""
    own: dict[str, str | bool] = {"LOWER": token.lower_, "TAG": token.tag_, "DEP": token.dep_, "IS_SPACE": token.is_space}
    for name, value in asked.items():
        if not isinstance(value, dict):
            met = own[name] == value
        elif "IN" in value:
            met = own[name] in value["IN"]
        elif "NOT_IN" in value:
            met = own[name] not in value["NOT_IN"]
        else:
            met = re.search(value["REGEX"], str(own[name])) is not None
        if not met:
            return False
    return True
