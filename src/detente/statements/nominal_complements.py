"""What a noun or an adjective governs: its clause, infinitive or preposition, as (frame, token ranges)."""

from collections.abc import Iterator

from detente.language.parse import Parse, Token
from detente.statements.clause_ends import before_that
from detente.statements.complements import Complement, clause_frame, frame_name
from detente.statements.tree import child, has_word, subtree


def noun_complements(parse: Parse, noun: int) -> Iterator[Complement]:
    """Yield the complements of a noun: *that*, infinitive, preposition."""
    for token, first, last in _following(parse, noun):
        opener = parse.tokens[first]
        if (
            token.dep in ("acl", "relcl", "ccomp")
            and opener.lower == "that"
            and child(parse, token.i, "nsubj", "nsubjpass", "expl") is not None
        ):
            filled = (
                opener.dep == "dobj" and len(parse.children(token.i, "dobj")) > 1
            )  # *the demand that Oslo hand over the files*
            if filled or opener.dep not in (
                "nsubj",
                "nsubjpass",
                "dobj",
                "pobj",
            ):  # else a relative clause: *the plan that failed*
                yield Complement("that", ((first, last),))
        elif token.dep in ("acl", "relcl", "xcomp") and child(parse, token.i, "aux") is not None and opener.lower == "to":
            yield Complement("to", ((first, last),))
        elif token.dep == "prep":
            yield from _preposition(parse, token, last)


def adjective_complements(parse: Parse, adjective: int) -> Iterator[Complement]:
    """Yield the complements of an adjective: *that*, infinitive, preposition."""
    for token, first, last in _following(parse, adjective):
        if token.dep == "ccomp":
            frame = clause_frame(parse, token.i, adjective)
            yield Complement(frame, ((first, before_that(parse, adjective, first, last) if frame == "bare" else last),))
        elif token.dep == "xcomp" and parse.tokens[first].lower == "to":
            yield Complement("to", ((first, last),))
        elif token.dep == "prep":
            act = child(parse, token.i, "pcomp")
            if act is not None and act.tag == "VBG":  # *afraid of going home*
                yield Complement("ing", ((token.i + 1, last),), None, token.i)
            yield from _preposition(parse, token, last)
    word = parse.tokens[adjective]
    for clause in parse.children(word.head, "ccomp") if word.dep == "acomp" else ():
        first, last = subtree(parse, clause.i)
        if first > adjective and parse.tokens[first].lower == "that":  # *was adamant that*, with the clause hung on *was*
            yield Complement("that", ((first, last),))


def _following(parse: Parse, word: int) -> Iterator[tuple[Token, int, int]]:
    """Yield the children after a word, each with the token range [first, last) of its subtree behind the word."""
    for c in parse.tokens[word].children:
        if c > word:
            first, last = subtree(parse, c)
            yield parse.tokens[c], max(first, word + 1), last


def _preposition(parse: Parse, preposition: Token, last: int) -> Iterator[Complement]:
    """Yield what a preposition governs, up to token ``last`` (exclusive)."""
    if has_word(parse, preposition.i + 1, last):
        yield Complement(frame_name(preposition.lower), ((preposition.i + 1, last),), None, preposition.i)
