"""Pairs of parties in a sentence between whom the tables see nothing: asked of the relation model, and taken where it is sure.

The tables come first: where they have an event of a pair in a sentence, the model is not asked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from detente.actors.cast import Cast
from detente.events.act import Sides
from detente.events.participants import find_participants
from detente.events.relation import NO_EVENT, Relation
from detente.language.parse import Parse, Sentence
from detente.records import Event, Span

Classify = Callable[[str, Span, Span | None], Relation]

_MOST = 5  # parties of a sentence that are paired: a list of states has no relations of each with each
SURE = 0.8  # share of the model's answer from which it is taken


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of known country in a sentence: head token, words, and for whom they stand."""

    head: int
    span: Span
    side: Sides


@dataclass(frozen=True, slots=True)
class FoundPair:
    """What the model found between two parties; ``trigger`` is the token that ties them."""

    actor: Party
    recipient: Party
    relation: Relation
    trigger: int
    joined: bool


def find_pairs(parse: Parse, cast: Cast, events: Iterable[Event], classify: Classify, skip: Span | None) -> Iterator[FoundPair]:
    """Ask the model about the pairs of each sentence that no event has yet, and give what it is sure of."""
    known = {(e.sentence, pair) for e in events for pair in _pairs_of(e)}
    for sentence in parse.sentences:
        if skip is not None and sentence.span.overlaps(skip):
            continue
        parties = find_parties(parse, cast, sentence)
        if not 1 < len(parties) <= _MOST:
            continue
        text = sentence.span.of(parse.text)
        for one, other in combinations(parties, 2):
            countries = frozenset((_country(one), _country(other)))
            if len(countries) < 2 or (sentence.span, countries) in known or one.span.overlaps(other.span):
                continue
            relation = classify(text, _within(one.span, sentence), _within(other.span, sentence))
            if relation.type == NO_EVENT or relation.confidence < SURE:
                continue
            acts, undergoes = (other, one) if relation.reverse else (one, other)
            joined = parse.tokens[other.head].dep == "conj" and parse.tokens[other.head].head == one.head
            yield FoundPair(acts, undergoes, relation, tie(parse, one.head, other.head), joined)


def find_parties(parse: Parse, cast: Cast, sentence: Sentence) -> list[Party]:
    """Return those of one known country whom a sentence names, in order; of words within other words the outer ones."""
    found: list[Party] = []
    for i in range(sentence.first, sentence.last):
        mention = cast.at(i)
        if mention is None or any(p.span.start <= mention.span.start and mention.span.end <= p.span.end for p in found):
            continue
        side = tuple(p for p in find_participants(parse, cast, i) if p.country)
        if len({p.country for p in side}) == 1:
            found = [p for p in found if not (mention.span.start <= p.span.start and p.span.end <= mention.span.end)]
            found.append(Party(i, mention.span, side[:1]))
    return found


def tie(parse: Parse, one: int, other: int) -> int:
    """Return the token that ties two: the lowest above both, or the verb over it where that is one of the two."""
    above = [one]
    while parse.tokens[above[-1]].head != above[-1]:
        above.append(parse.tokens[above[-1]].head)
    at, seen = other, set(above)
    while at not in seen and parse.tokens[at].head != at:
        at = parse.tokens[at].head
    for _ in range(len(above)):
        token = parse.tokens[at]
        if at not in (one, other) and token.pos in ("VERB", "AUX", "NOUN", "ADJ"):
            return at
        if token.head == at:
            break
        at = token.head
    return at


def _pairs_of(event: Event) -> Iterator[frozenset[str]]:
    sides = [{p.country for p in side if p.country} for side in (event.actors, event.recipients)]
    for a, b in combinations(sorted(sides[0] | sides[1]), 2):
        yield frozenset((a, b))


def _country(party: Party) -> str:
    return party.side[0].country or ""


def _within(span: Span, sentence: Sentence) -> Span:
    return Span(span.start - sentence.span.start, span.end - sentence.span.start)
