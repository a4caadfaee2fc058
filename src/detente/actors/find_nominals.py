"""Nouns that stand for those who act, with what belongs to them: "Filipino peacekeepers", "hundreds of UN troops"."""

from collections.abc import Container

from detente.actors.candidates import Candidate, Text, left_edge
from detente.actors.gazetteer import Match, What
from detente.records import MentionKind

_MODIFYING = ("amod", "compound", "nmod", "npadvmod", "advmod")
_LINKS = ("of", "in", "at", "from", "for", "with")
_TAIL = 16  # tokens that are read after the noun


def find_nominals(text: Text, matches: list[Match], taken: list[bool], references: Container[str]) -> list[Candidate]:
    """Return the nouns for those who act, outside of names."""
    tokens, found, done = text.parse.tokens, [], set()
    for match in matches:
        if match.entries[0].what not in (What.TITLE, What.AGENT):
            continue
        first, last = text.tokens_of(match)
        head = last - 1
        if taken[head] or head in done:
            continue
        token = tokens[head]
        if token.pos == "ADJ" and not (first > 0 and tokens[first - 1].pos == "DET"):
            continue
        if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or (
            last < len(tokens) and taken[last] and tokens[last].pos == "PROPN" and tokens[last].sent == token.sent
        ):
            continue
        if token.dep in _MODIFYING and token.head > head and token.head - head <= 3:
            continue
        if token.text.islower() and last - first == 1 and match.get(What.AGENT) is None:
            continue  # a title of one word in small letters that is no noun of the tables is rather another word: a charge
        kinds = {e.row.text("kind") for e in match.entries if e.what in (What.TITLE, What.AGENT)}
        edge = left_edge(text, first)
        coding = text.code(edge, _tail(text, head))
        if "thing" in kinds and not (coding.country and token.dep in ("nsubj", "nsubjpass")):
            continue
        if kinds == {"honorific"} or coding.empty or tokens[edge].lower in ("no", "neither"):
            continue
        bare = edge == head and token.tag == "NN" and token.text.islower() and token.dep in ("dobj", "pobj")
        if bare and kinds <= {"group", "body"} and coding.sector not in ("COP", "LEG"):
            continue  # take office, come into force
        done.add(head)
        found.append(
            Candidate(
                "nominal", edge, last, head, MentionKind.NOMINAL, match.entries, coding=coding, also=_counted(text, edge, head)
            )
        )
    for token in tokens:
        if token.i in done or taken[token.i] or token.lower not in references or token.pos != "NOUN" or token.dep in _MODIFYING:
            continue
        edge = left_edge(text, token.i)
        if tokens[edge].lower in ("the", "both", "these", "those", "its", "their", "two"):
            found.append(Candidate("reference", edge, token.i + 1, token.i, MentionKind.NOMINAL))
    return found


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


def _counted(text: Text, edge: int, head: int) -> tuple[int, ...]:
    """Return the tokens that count the noun: *hundreds* of troops, *a group* of officers."""
    tokens = text.parse.tokens
    found = []
    of = tokens[head].head
    if tokens[head].dep == "pobj" and tokens[of].lower == "of":
        counter = tokens[of].head
        if tokens[counter].lower in text.index.classes.quantities:
            found.append(counter)
    return tuple(found)
