"""What describes an event to the network that weighs it (``detente.events.confidence``).

First what the tables found, then the grammar of the trigger and the way from it to each party, then what the encoder makes of
the words of all three. Every part has a fixed length, so that an event is a row of numbers.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.language.parse import Parse, Token
from detente.records import Event, Participant, Span, Status

Floats = NDArray[np.float32]
Side = Sequence[Participant]

TYPES = tuple(
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION SUPPORT"
    " THREATEN".split()
)
STANCES = ("intend", "demand", "appeal", "refuse", "threaten")
RULES = ("verbs", "nouns", *(f"stances.{stance}" for stance in STANCES))
SECTORS = ("GOV", "MIL", "REB", "BUS", "JRN", "CVL", "JUD")
_DEPENDENCIES = (
    "nsubj nsubjpass dobj pobj prep agent poss amod compound conj appos relcl advcl ccomp xcomp acl pcomp dative npadvmod nmod"
    " attr advmod"
).split()
_BELOW = "aux auxpass neg prep dobj nsubj nsubjpass agent prt xcomp ccomp det amod compound poss".split()
_PREPOSITIONS = "with to against on in by from of for over between at about towards into".split()
_POS = ("VERB", "NOUN", "PROPN", "ADJ", "AUX", "ADP")
_FORMS = ("VBG", "VBN", "VB", "VBD", "VBZ")
_NAMES = ("GPE", "NORP", "ORG", "PERSON")
_WORDS = tuple(frozenset(group.split()) for group in ("would could might may if should", "not n't no never", "will", '" “'))
_LONG = 25  # characters: a party told at more length is often a clause misread
_DEEP = 40  # steps up a tree: beyond it nothing is told apart


def describe_event(parse: Parse, event: Event, states: Mapping[int, Floats]) -> Floats:
    """Describe an event in numbers; ``states`` [width] are the encoder's, by token (what it has not read counts as zeros)."""
    trigger = parse.head_of(event.trigger.spans[0])
    at = trigger if trigger is not None else parse.at(event.trigger.spans[0].start)
    spans = (event.trigger.spans, *(side[0].spans if side else () for side in (event.actors, event.recipients)))
    return np.concatenate(
        [
            np.asarray(_found(parse, event), np.float32),
            np.asarray(_grammar(parse, event, parse.tokens[at]), np.float32),
            *(np.asarray(_way(parse, at, side), np.float32) for side in (event.actors, event.recipients)),
            *(_state(parse, words, states) for words in spans),
        ]
    )


def _found(parse: Parse, event: Event) -> list[float]:
    start = event.trigger.spans[0].start
    ahead = [side[0].spans[0].start - start if side and side[0].spans else 0 for side in (event.actors, event.recipients)]
    return [
        *(event.type == name for name in TYPES),
        *(event.status is status for status in Status),
        event.symmetric,
        event.claimed_by is not None,
        event.mode is not None,
        event.place is not None,
        event.date is not None,
        *(event.rule.startswith(rule) for rule in RULES),
        *_who(event.actors),
        *_who(event.recipients),
        event.confidence,
        len(parse.within(event.sentence)) / 40,
        *(float(np.log1p(abs(far))) / 5 for far in ahead),
        *(far < 0 for far in ahead),
    ]


def _who(side: Side) -> list[bool]:
    sector = side[0].sector if side else None
    return [not side, len(side) > 1, bool(side and side[0].country), *(sector == name for name in SECTORS)]


def _grammar(parse: Parse, event: Event, trigger: Token) -> list[float]:
    """Describe the trigger in its sentence, and the sentence in its text."""
    tokens, sentence = parse.tokens, parse.sentences[trigger.sent]
    around = tokens[sentence.first : sentence.last]
    lowers = {t.lower for t in around}
    below = {tokens[c].dep for c in trigger.children}
    above = tokens[trigger.head]
    return [
        *(trigger.pos == pos for pos in _POS),
        *(trigger.dep == dep for dep in _DEPENDENCIES),
        trigger.head == trigger.i,
        *(trigger.tag == tag for tag in _FORMS),
        above.pos == "VERB",
        above.head == above.i,
        trigger.sent == 0,
        trigger.sent < 3,
        float(np.log1p(trigger.sent)) / 3,
        *(sum(t.ent == label for t in around) / 4 for label in _NAMES),
        sum(t.ent in ("MONEY", "PERCENT") for t in around) / 2,
        *(not lowers.isdisjoint(words) for words in _WORDS),
        len(event.trigger.spans) / 3,
        event.trigger.text.count(" ") / 3,
        event.trigger.text != event.trigger.text.lower(),
        *(dep in below for dep in _BELOW),
    ]


def _way(parse: Parse, trigger: int, side: Side) -> list[float]:
    """Describe a party's words, and the way through the tree from the trigger up, and down to them."""
    head = parse.head_of(side[0].spans[0]) if side and side[0].spans else None
    if head is None:
        return [0.0] * (2 * len(_DEPENDENCIES) + len(_PREPOSITIONS) + 16)
    tokens, party = parse.tokens, side[0]
    token = tokens[head]
    near = token.sent == tokens[trigger].sent
    up, down = _steps(tokens, trigger, head) if near else ([], [])
    above, below = {t.dep for t in up}, {t.dep for t in down}
    prepositions = {t.lower for t in down if t.dep == "prep"}
    first, last = sorted((head, trigger))
    return [
        *(dep in above for dep in _DEPENDENCIES),
        *(dep in below for dep in _DEPENDENCIES),
        *(word in prepositions for word in _PREPOSITIONS),
        True,
        near,
        token.pos == "PRON",
        token.pos == "PROPN",
        token.pos == "ADJ" or token.dep in ("amod", "compound"),
        token.dep == "poss",
        *(token.ent == label for label in _NAMES),
        _length(party.spans[0]) > _LONG,
        party.actor is None,
        len(up) / 4,
        len(down) / 4,
        float(np.log1p(last - first)) / 3 if near else 0.0,
        sum(t.ent in ("GPE", "NORP") for t in tokens[first + 1 : last]) / 3 if near else 0.0,
    ]


def _length(span: Span) -> int:
    return span.end - span.start


def _steps(tokens: Sequence[Token], start: int, end: int) -> tuple[list[Token], list[Token]]:
    """Return the tokens on the way up from ``start`` and those down to ``end``, without the one where they meet."""
    up, down = _ancestors(tokens, start), _ancestors(tokens, end)
    meet = next((i for i in down if i in up), None)
    if meet is None:
        return [], []
    return [tokens[i] for i in up[: up.index(meet)]], [tokens[i] for i in down[: down.index(meet)]]


def _ancestors(tokens: Sequence[Token], i: int) -> list[int]:
    out = [i]
    while tokens[i].head != i and len(out) < _DEEP:
        i = tokens[i].head
        out.append(i)
    return out


def _state(parse: Parse, spans: Sequence[Span], states: Mapping[int, Floats]) -> Floats:
    """Return the mean state of the words, zeros where none was read."""
    known = [states[i] for span in spans for i in parse.within(span) if i in states]
    width = len(next(iter(states.values()))) if states else 0
    return np.asarray(np.mean(known, axis=0) if known else np.zeros(width), np.float32)
