"""Names of outlets that no table has, by the noun beside them or how they begin: *the daily* X, *the* X *agency*, *Radio* X."""

from collections.abc import Iterator

from detente.actors.candidates import Candidate, Text, head_of, left_edge
from detente.actors.coding import NOTHING, Coding
from detente.actors.gazetteer import Match, What
from detente.language.parse import Token
from detente.records import MentionKind

_LONGEST = 5  # words of an outlet's name
_NO_NAMES = ("CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "TIME")


def find_media(text: Text, matches: list[Match], taken: list[bool]) -> list[Candidate]:
    """Return the names of outlets that no table has, wherever they stand, and mark them in ``taken``."""
    known = {i for m in matches for i in range(*text.tokens_of(m))}
    found, names = list[Candidate](), set[tuple[str, ...]]()
    for first, last, edge in [*_named(text, known)]:
        if any(taken[first:last]):
            continue
        before = text.code(edge, first) if edge < first else NOTHING
        described = () if before.country is None else (before,)
        found.append(_medium(text, first, last, taken, described))
        names.add(tuple(t.text for t in text.parse.tokens[first:last]))
    for name in sorted(names):
        found.extend(_medium(text, i, i + len(name), taken) for i in _again(text, name, taken))
    return found


def _medium(text: Text, first: int, last: int, taken: list[bool], described: tuple[Coding, ...] = ()) -> Candidate:
    taken[first:last] = [True] * (last - first)
    return Candidate("medium", first, last, head_of(text.parse, first, last), MentionKind.NAME, described=described)


def _again(text: Text, name: tuple[str, ...], taken: list[bool]) -> Iterator[int]:
    """Yield where a name stands again, outside of longer ones."""
    tokens = text.parse.tokens
    for token in tokens:
        end = token.i + len(name)
        if token.text != name[0] or tuple(t.text for t in tokens[token.i : end]) != name or any(taken[token.i : end]):
            continue
        around = [tokens[i] for i in (token.i - 1, end) if 0 <= i < len(tokens)]
        if not any(t.pos == "PROPN" and t.sent == token.sent for t in around):
            yield token.i


def _named(text: Text, known: set[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the tokens of names with where the phrase around them begins."""
    tokens, classes = text.parse.tokens, text.index.classes
    for token in tokens:
        if token.lower in classes.media and token.text.islower() and token.tag == "NN":
            last = _run(text, token.i + 1, known)
            if last > token.i + 1:
                yield token.i + 1, last, left_edge(text, token.i)
                continue
            end = token.i - 1 if token.i and tokens[token.i - 1].lower == "news" else token.i
            first = _back(text, end, known)
            if first < end and token.dep != "compound":
                yield first, end, left_edge(text, first)
        elif token.lower in classes.medium_openers and token.pos == "PROPN" and token.text[:1].isupper():
            last = _run(text, token.i + 1, set())
            if last > token.i + 1 and not _whole(text, token.i, last) and (token.i == 0 or tokens[token.i - 1].pos != "PROPN"):
                yield token.i, last, left_edge(text, token.i)


def _whole(text: Text, first: int, last: int) -> bool:
    """Tell whether a table knows the whole name."""
    return any(e.what is What.ORGANIZATION for e in text.index.named(*text.cut(first, last).folds))


def _run(text: Text, first: int, known: set[int]) -> int:
    """Return where the unknown name that begins at token ``first`` ends; particles may stand within it."""
    tokens, last, at = text.parse.tokens, first, first
    while at < len(tokens) and at - first < _LONGEST and tokens[at].sent == tokens[first].sent:
        if _names(text, tokens[at], known):
            last = at + 1
        elif at == first or tokens[at].lower not in text.index.classes.particles:
            break
        at += 1
    return last


def _back(text: Text, end: int, known: set[int]) -> int:
    """Return where the unknown name begins that ends before token ``end``."""
    tokens, first = text.parse.tokens, end
    while first > 0 and end - first < _LONGEST and tokens[first - 1].sent == tokens[end - 1].sent:
        if not _names(text, tokens[first - 1], known):
            break
        first -= 1
    return first if first == 0 or (first - 1) not in known or tokens[first - 1].pos != "PROPN" else end


def _names(text: Text, token: Token, known: set[int]) -> bool:
    """Tell whether a token may be a part of a name that no table has."""
    fits = token.pos == "PROPN" and token.text[:1].isupper() and token.ent not in _NO_NAMES
    return fits and token.i not in known and token.lower not in text.index.classes.no_names
