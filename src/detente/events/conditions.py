"""Find what an offer, a threat or a refusal hangs on: *if …*, *unless …*, *in exchange for …*, *not … until …*."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.events.content import cut_subtree
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import LedgerKind, Phrase, Span

# What stands on the table under conditions of its own; a threat or a demand keeps its if-clause among its words.
CONDITIONAL = frozenset((LedgerKind.OFFER, LedgerKind.PROMISE, LedgerKind.PROPOSAL))
_OTHER_CLAUSE = ("advcl", "relcl", "parataxis")


@dataclass(frozen=True, slots=True)
class Condition:
    """The characters of a condition, marker included, and what it can hang on: an ``offer``, a ``refusal`` or ``any``."""

    span: Span
    after: str

    def bears_on(self, *, refusal: bool) -> bool:
        """Tell whether it is a condition of a refusal, or else of anything that is not one."""
        return self.after in ("any", "refusal" if refusal else "offer")


@dataclass(frozen=True, slots=True)
class Marker:
    """The words that open a condition."""

    words: tuple[str, ...]
    after: str


def build_markers(lexicon: Lexicon) -> Mapping[str, tuple[Marker, ...]]:
    """Index the markers by first word, the longest first."""
    markers: dict[str, list[Marker]] = {}
    for row in lexicon.table("ontology/conditions"):
        words = tuple(row.text("marker").split())
        markers.setdefault(words[0], []).append(Marker(words, row.text("after")))
    return {first: tuple(sorted(found, key=lambda m: -len(m.words))) for first, found in markers.items()}


def find_conditions(parse: Parse, head: int, markers: Mapping[str, tuple[Marker, ...]]) -> list[Condition] | None:
    """Return the conditions in the sentence of the trigger, or None where the trigger itself stands in one."""
    tokens = parse.tokens
    sentence = parse.sentence_of(head)
    found: list[Condition] = []
    end = sentence.first
    for i in range(sentence.first, sentence.last):
        marker = _marker_at(parse, i, markers) if i >= end else None
        if marker is None or (i > sentence.first and tokens[i - 1].lower == "for"):  # "for as long as it takes"
            continue
        node = _opened_by(parse, i, head)
        if marker.after == "refusal" and (node is None or tokens[i].dep != "mark"):
            continue
        if node is None:
            return None
        if tokens[node].right - i < len(marker.words) or not _bears_on(parse, tokens[node].head, head):
            continue
        phrase = cut_subtree(parse, i, tokens[node].right)
        if phrase.spans:
            found.append(Condition(Span(phrase.start, phrase.end), marker.after))
            end = tokens[node].right + 1
    return found


def without(parse: Parse, what: Phrase, condition: Span) -> Phrase:
    """Cut a condition off the end or the beginning of what it is about."""
    if not what.spans or not what.overlaps(condition):
        return what
    rest = parse.within(Span(what.start, condition.start)) or parse.within(Span(condition.end, what.end))
    return cut_subtree(parse, rest[0], rest[-1]) if rest else Phrase("", ())


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
    """Tell whether the governor of a condition is the trigger, below it, or above it in the same clause."""
    if _holds(parse, head, governor):
        return not any(c.dep == "conj" and _holds(parse, c.i, governor) for c in parse.children(head))
    i = head
    while i != governor and parse.tokens[i].head != i and parse.tokens[i].dep not in _OTHER_CLAUSE:
        i = parse.tokens[i].head
    return i == governor
