"""To whom a letter goes that words stand in: *a letter sent to X*, *wrote to X. In it she warned*, *in a note read to X*."""

from collections.abc import Iterator

from detente.language.parse import Parse, Token
from detente.statements.hearers import parties_after
from detente.statements.lexis import Lexis
from detente.statements.tree import child

_BACK = 2  # sentences before *in it* among which the letter is looked for
_DEFINITE = ("the", "this", "that")


def sent_to(parse: Parse, letter: Token, lexis: Lexis) -> Iterator[int]:
    """Yield who gets a letter by the participle or relative clause that tells of its way: *a letter that he sent to X*."""
    for c in letter.children:
        verb = parse.tokens[c]
        if verb.dep in ("acl", "relcl") and c > letter.i and verb.lemma in lexis.of("conveys"):
            yield from parties_after(parse, verb, ("to",), lexis)


def letter_before(parse: Parse, preposition: Token, lexis: Lexis) -> Iterator[int]:
    """Yield who got the letter that *in it*, or *in the letter*, takes up: one that a sentence just before has told of."""
    tokens = parse.tokens
    noun = child(parse, preposition.i, "pobj")
    if noun is None or preposition.lower != "in":
        return
    named = noun.lemma in lexis.of("missive")
    if noun.lower != "it" and not (named and any(tokens[c].lower in _DEFINITE for c in noun.children)):
        return
    first = parse.sentences[max(0, preposition.sent - _BACK)].first
    for i in range(noun.i - 1, first - 1, -1):
        letter = tokens[i]
        if letter.lemma not in lexis.of("missive") or letter.pos != "NOUN" or (named and letter.lemma != noun.lemma):
            continue
        if letter.sent == preposition.sent and noun.lower != "it":
            continue
        found = list(_went_to(parse, letter, lexis))
        if found:
            yield from found
            return


def _went_to(parse: Parse, letter: Token, lexis: Lexis) -> Iterator[int]:
    """Yield whom a letter goes to, by its own words and by the verb that it stands with."""
    tokens = parse.tokens
    yield from parties_after(parse, letter, ("to",), lexis)
    yield from sent_to(parse, letter, lexis)
    verb = tokens[letter.head]
    if letter.dep in ("dobj", "nsubjpass") and verb.lemma in lexis.of("conveys"):
        yield from parties_after(parse, verb, ("to",), lexis)
        given = child(parse, verb.i, "dative") if letter.dep == "dobj" else None
        if given is not None and given.pos != "ADP":
            yield given.i
    elif letter.dep == "nsubj" and verb.lemma in ("reach", "arrive", "go"):
        got = child(parse, verb.i, "dobj")
        if got is not None:
            yield got.i
        yield from parties_after(parse, verb, ("to",), lexis)
