"""Where a content ends that parsers make too long or too short: before *and that*, behind what it is weighed against."""

from detente.language.parse import Parse
from detente.statements.tree import child, subtree

_FAR = 40  # tokens that are looked at: a text without full stops stays cheap
_WEIGHED = (("more", "than"), ("less", "than"), ("rather", "than"), ("instead", "of"), ("as", "much", "as"))


def before_that(parse: Parse, cue: int, first: int, last: int) -> int:
    """End a clause without *that* where one with *that* goes on from before: *said that he thought the port was open* and that
    ships would come.
    """
    tokens = parse.tokens
    if not any(t.lower == "that" and t.dep == "mark" for t in tokens[max(parse.sentence_of(cue).first, cue - _FAR) : cue]):
        return last
    for i in range(first + 2, min(last - 1, first + _FAR)):
        joined = tokens[i].lower in ("and", "but", "or") and tokens[i + 1].lower == "that" and tokens[i + 1].dep == "mark"
        if joined and not any(t.lower == "that" and t.dep == "mark" for t in tokens[first:i]):
            return i - (tokens[i - 1].text == ",")
    return last


def with_comparison(parse: Parse, last: int) -> int:
    """Let an object take what it is weighed against: *feared the rain* more than the rebels, *a truce* rather than a treaty."""
    tokens = parse.tokens
    following = tuple(t.lower for t in tokens[last : last + 3])
    for words in _WEIGHED:
        if following[: len(words)] == words and last + len(words) < len(tokens):
            preposition = last + len(words) - 1
            noun = child(parse, preposition, "pobj", "nsubj")
            if noun is not None and noun.i > preposition:
                return subtree(parse, noun.i)[1]
    return last
