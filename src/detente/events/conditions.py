"""Find what an offer, a threat or a refusal hangs on: *if …*, *unless …*, *in exchange for …*, *not … until …*."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.events.content import cut_subtree
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Span


@dataclass(frozen=True, slots=True)
class Condition:
    """The characters of a condition, marker included, and whether it is one after a refusal only."""

    span: Span
    after_refusal: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """The words that open a condition."""

    words: tuple[str, ...]
    after_refusal: bool


def build_markers(lexicon: Lexicon) -> Mapping[str, tuple[Marker, ...]]:
    """Index the markers by first word, the longest first."""
    markers: dict[str, list[Marker]] = {}
    for row in lexicon.table("ontology/conditions"):
        words = tuple(row.text("marker").split())
        markers.setdefault(words[0], []).append(Marker(words, row.text("only") == "refusal"))
    return {first: tuple(sorted(found, key=lambda m: -len(m.words))) for first, found in markers.items()}


def find_conditions(parse: Parse, head: int, markers: Mapping[str, tuple[Marker, ...]]) -> list[Condition] | None:
    """Return the conditions in the sentence of the trigger, or None where the trigger itself stands in one."""
    tokens = parse.tokens
    sentence = parse.sentence_of(head)
    found: list[Condition] = []
    end = sentence.first
    for i in range(sentence.first, sentence.last):
        marker = _marker_at(parse, i, markers) if i >= end else None
        if marker is None:
            continue
        node = _opened_by(parse, i, head)
        if node is None and marker.after_refusal:
            continue
        if node is None:
            return None
        if tokens[node].right - i < len(marker.words) or not _bears_on(parse, tokens[node].head, head):
            continue
        phrase = cut_subtree(parse, i, tokens[node].right)
        if phrase.spans:
            found.append(Condition(Span(phrase.start, phrase.end), marker.after_refusal))
            end = tokens[node].right + 1
    return found


def _marker_at(parse: Parse, i: int, markers: Mapping[str, tuple[Marker, ...]]) -> Marker | None:
    for marker in markers.get(parse.tokens[i].lower, ()):
        if tuple(t.lower for t in parse.tokens[i : i + len(marker.words)]) == marker.words:
            return marker
    return None


def _opened_by(parse: Parse, i: int, head: int) -> int | None:
    """Return the top of the largest subtree that begins at token i without holding the trigger.

    None means that the trigger stands in the clause which token i opens.
    """
    tokens = parse.tokens
    clause = tokens[tokens[i].head]
    opens = tokens[i].dep == "mark" and clause.left == i and clause.dep in ("advcl", "ccomp", "pcomp")
    if opens and _holds(parse, clause.i, head):
        return None
    node = i
    while tokens[node].head != node and tokens[tokens[node].head].left == i and not _holds(parse, tokens[node].head, head):
        node = tokens[node].head
    return node


def _holds(parse: Parse, top: int, i: int) -> bool:
    return parse.tokens[top].left <= i <= parse.tokens[top].right


def _bears_on(parse: Parse, governor: int, head: int) -> bool:
    """Tell whether the governor of a condition is the trigger, above it, or below it."""
    return _holds(parse, governor, head) or _holds(parse, head, governor)
