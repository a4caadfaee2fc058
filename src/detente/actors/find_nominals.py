"""Nouns that stand for those who act, with what belongs to them: "Filipino peacekeepers", "hundreds of UN troops"."""

from collections.abc import Mapping

from detente.actors.candidates import Candidate, Text, left_edge, noun_of
from detente.actors.gazetteer import Match, What
from detente.actors.several import SINGLY, plural_of
from detente.records import MentionKind

_MODIFYING = ("amod", "compound", "nmod", "npadvmod", "advmod")
_LINKS = ("of", "in", "at", "from", "for", "with")
_FINITE = ("VBD", "VBP", "VBZ")
_TAKING_UP = ("the", "both", "these", "those", "its", "their", "two")
_TAIL = 16  # tokens that are read after the noun


def find_nominals(
    text: Text, matches: list[Match], taken: list[bool], references: Mapping[str, tuple[str, bool]]
) -> list[Candidate]:
    """Return the nouns for those who act, outside of names."""
    found: dict[int, Candidate] = {}
    for match in matches:
        if match.entries[0].what not in (What.TITLE, What.AGENT):
            continue
        head = noun_of(text, match)
        if not taken[head] and head not in found and _is_noun(text, match, taken):
            candidate = _nominal(text, match)
            if candidate is not None:
                found[head] = candidate
    return [*found.values(), *(_references(text, [t or i in found for i, t in enumerate(taken)], references))]


def _is_noun(text: Text, match: Match, taken: list[bool]) -> bool:
    """Tell whether a word of the tables heads a noun phrase here: no adjective, no title before a name, no part of a compound."""
    tokens = text.parse.tokens
    first, last = text.tokens_of(match)
    head = noun_of(text, match)  # a Minister of Roads is a minister
    token = tokens[head]
    if token.pos == "ADJ" and not (first > 0 and tokens[first - 1].pos in ("DET", "NUM")):
        return False
    before_name = last < len(tokens) and taken[last] and tokens[last].pos == "PROPN" and tokens[last].sent == token.sent
    if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or before_name:
        return False
    above = tokens[token.head]
    acts = above.tag in _FINITE and token.head == last  # a broken parse: *The Ministry contests the charge*
    if token.dep in _MODIFYING and not acts and token.head > head and token.head - head <= 3:
        return False
    # A title of one word in small letters that is no noun of the tables is rather another word: a charge.
    return not (token.text.islower() and last - first == 1 and match.get(What.AGENT) is None)


def _nominal(text: Text, match: Match) -> Candidate | None:
    """Return the noun with what belongs to it; None where it is a thing, or says nothing."""
    first, last = text.tokens_of(match)
    head, edge = noun_of(text, match), left_edge(text, first)
    token, opening = text.parse.tokens[head], text.parse.tokens[edge].lower
    kinds = {e.row.text("kind") for e in match.entries if e.what in (What.TITLE, What.AGENT)}
    coding = text.code(edge, max(last, _tail(text, head)))
    if "thing" in kinds and not (coding.country and token.dep in ("nsubj", "nsubjpass")):
        return None
    side = opening == "neither" and plural_of(token.lower) in text.index.classes.references
    if kinds == {"honorific"} or coding.empty or (opening in ("no", "neither") and not side):
        return None
    bare = edge == head and token.tag == "NN" and token.text.islower() and token.dep in ("dobj", "pobj")
    if bare and kinds <= {"group", "body"} and coding.sector not in ("COP", "LEG"):
        return None  # take office, come into force
    also = _counted(text, head)
    return Candidate("nominal", edge, last, head, MentionKind.NOMINAL, match.entries, coding=coding, also=also)


def _references(text: Text, taken: list[bool], references: Mapping[str, tuple[str, bool]]) -> list[Candidate]:
    """Return the other nouns that, with an article or *its*, may take up somebody: *the country*, *both sides*."""
    tokens, found = text.parse.tokens, []
    for token in tokens:
        if taken[token.i] or token.pos != "NOUN" or token.dep in _MODIFYING:
            continue
        if token.i and tokens[token.i - 1].lower in SINGLY and plural_of(token.lower) in references:
            found.append(Candidate("reference", token.i - 1, token.i + 1, token.i, MentionKind.NOMINAL))
            continue
        if token.lower not in references:
            continue
        if text.index.classes.references[token.lower] == ("state", False) and _named_after(text, token.i):
            continue
        edge = left_edge(text, token.i)
        if _before_name(text, taken, token.i):
            found.append(Candidate("label", edge, token.i + 1, token.i, MentionKind.NOMINAL))
        elif tokens[edge].lower in _TAKING_UP or _somebodys_state(text, token.i):
            found.append(Candidate("reference", edge, token.i + 1, token.i, MentionKind.NOMINAL))
    return found


def _named_after(text: Text, i: int) -> bool:
    """Tell whether the noun is the beginning of a name: *the island of* X, *the state of* X."""
    parse = text.parse
    return any(p.lower == "of" and t.pos == "PROPN" for p in parse.children(i, "prep") for t in parse.children(p.i, "pobj"))


def _somebodys_state(text: Text, i: int) -> bool:
    """Tell whether the noun is a word for a state that somebody has: *his country*."""
    owned = any(t.tag == "PRP$" for t in text.parse.children(i, "poss"))
    return owned and text.index.classes.references[text.parse.tokens[i].lower] == ("state", False)


def _before_name(text: Text, taken: list[bool], i: int) -> bool:
    """Tell whether a name follows the noun without a mark: *the newspaper* X."""
    tokens = text.parse.tokens
    return i + 1 < len(tokens) and tokens[i + 1].pos == "PROPN" and tokens[i + 1].sent == tokens[i].sent and tokens[i].tag == "NN"


def _tail(text: Text, head: int) -> int:
    """Return where the description that begins with "of", "in" … after the noun ends."""
    tokens = text.parse.tokens
    end = head + 1
    if end >= len(tokens) or tokens[end].lower not in _LINKS or tokens[end].head != head:
        return end
    stop = min(tokens[end].right + 1, end + _TAIL, len(tokens))
    i = end
    while (
        i < stop
        and tokens[i].text not in (",", ";", ":", "(", '"', "“")
        and tokens[i].pos not in ("VERB", "AUX", "SPACE")
        and tokens[i].tag != "WDT"
    ):
        i += 1
    return i


def _counted(text: Text, head: int) -> tuple[int, ...]:
    """Return the token that counts the noun, if any: *hundreds* of troops, *a group* of officers."""
    tokens = text.parse.tokens
    of = tokens[tokens[head].head]
    counter = tokens[of.head].lower
    counts = tokens[head].dep == "pobj" and of.lower == "of" and counter in text.index.classes.quantities
    counts = counts and counter not in text.index.classes.parts  # one of the officials is somebody else than the officials
    return (of.head,) if counts else ()
