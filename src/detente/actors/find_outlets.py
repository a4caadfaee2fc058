"""Where a text speaks of its own outlet: by its name, by a part or the letters of it, as *this newspaper* or *our station*."""

from collections.abc import Iterator

from detente.actors.candidates import Candidate, head_of
from detente.actors.context import Context
from detente.actors.resolve_names import letters
from detente.actors.words import Words, split_words
from detente.language.parse import Token
from detente.records import MentionKind

_OWN = ("our", "this")


def find_outlets(context: Context, taken: list[bool]) -> list[Candidate]:
    """Return the places where the text speaks of the article's own outlet, and mark them in ``taken``.

    Its whole name counts everywhere, a part of it only where no table knows the word and no other name goes on from it; what
    stands in a quotation is somebody else's newspaper.
    """
    found = list[Candidate]()
    for first, last, kind in [*_named(context), *_short(context), *_described(context)]:
        if not any(taken[first:last]):
            found.append(Candidate("outlet", first, last, head_of(context.text.parse, first, last), kind))
            taken[first:last] = [True] * (last - first)
    return found


def _named(context: Context) -> Iterator[tuple[int, int, MentionKind]]:
    """Yield where the outlet's whole name stands."""
    wanted = split_words(context.article.outlet or "").folds
    words = context.text.words
    if not wanted or wanted[0] not in words.folds:
        return
    for i, word in enumerate(words.folds):
        if word == wanted[0] and words.folds[i : i + len(wanted)] == wanted and words.words[i][0].isupper():
            yield context.text.token_of[i], context.text.token_of[i + len(wanted) - 1] + 1, MentionKind.NAME


def _short(context: Context) -> Iterator[tuple[int, int, MentionKind]]:
    """Yield the names of one word that are the first word or the letters of the outlet's name."""
    name = split_words(context.article.outlet or "")
    begin = 1 if name.folds[:1] == ("the",) else 0
    if len(name) - begin < 2:
        return
    short = _first_word(context, name, begin)
    initials = letters(" ".join(name.words[begin:])).upper()
    for token in context.text.parse.tokens:
        if token.tag == "NNP" and token.text in (initials, short) and _alone(context, token):
            yield token.i, token.i + 1, MentionKind.NAME


def _first_word(context: Context, name: Words, begin: int) -> str:
    """Return the first word of a name; "" where a table knows it, alone or as the start of something longer."""
    word = name.folds[begin]
    return "" if context.text.index.named(word) or word in context.text.index.first_words else name.words[begin]


def _alone(context: Context, token: Token) -> bool:
    """Tell whether no other name stands right before or after a token."""
    tokens = context.text.parse.tokens
    around = [tokens[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(tokens)]
    return not any(t.pos == "PROPN" and t.sent == token.sent for t in around)


def _described(context: Context) -> Iterator[tuple[int, int, MentionKind]]:
    """Yield *this newspaper* and *our station* outside of quotations."""
    tokens, references = context.text.parse.tokens, context.classes.references
    for token in tokens[1:]:
        outlet = references.get(token.lower, ("", False))[0] == "outlet" and token.tag == "NN"
        if outlet and tokens[token.i - 1].lower in _OWN and not context.memory.quoted(token.i):
            yield token.i - 1, token.i + 1, MentionKind.NOMINAL
