"""Whom an article is about: the two countries that it speaks of most, so that *the partner* or *the enemy* can be read."""

from collections import Counter
from dataclasses import dataclass, replace

from detente.actors.cast import Cast
from detente.events.act import Act, Sides
from detente.events.patterns import Patterns
from detente.language.parse import Parse
from detente.records import Actor, ActorKind, Event, Participant

LEAST = 3  # mentions of the second country
WARLIKE = (
    "087",
    "15",
    "161",
    "164",
    "166",
    "18",
    "19",
    "20",
)  # what a verb of other codes does, as *seize* or *ban*, may well be done at home
UNMEANT = ("150",)  # a show of force need not be for the other of the pair
TRADE = ("verbs.163.impose.duties", "verbs.163.impose.sanctions")
TRUCE = "196"  # who breaks a truce breaks it with the other side


@dataclass(frozen=True, slots=True)
class Dyad:
    """The two states that an article is mostly about, or none."""

    states: tuple[Actor, ...] = ()

    def other(self, side: Sides) -> Actor | None:
        """Return the state of the pair that the side does not belong to."""
        own = {p.country for p in side if p.country}
        if len(self.states) != 2 or len(own) != 1:
            return None
        left = [s for s in self.states if s.country not in own]
        return left[0] if len(left) == 1 else None


def find_dyad(cast: Cast) -> Dyad:
    """Return the pair of states that the text speaks of far more often than of any third.

    A person or body counts for its country. Two are a pair where the second has at least three mentions, and half as many again
    as the third.
    """
    counts: Counter[str] = Counter()
    states: dict[str, Actor] = {}
    for mention in cast.mentions:
        found = {c for a in mention.actors if (c := cast.actor(a).country)}
        if len(found) == 1:
            counts[found.pop()] += 1
    for actor in cast.actors:
        if actor.kind is ActorKind.STATE and actor.country:
            states.setdefault(actor.country, actor)
    ranked = sorted(((n, c) for c, n in counts.items() if c in states), key=lambda r: (-r[0], r[1]))
    third = ranked[2][0] if len(ranked) > 2 else 0
    if len(ranked) < 2 or ranked[1][0] < max(LEAST, 1.5 * third):
        return Dyad()
    return Dyad((states[ranked[0][1]], states[ranked[1][1]]))


def name_counterpart(parse: Parse, patterns: Patterns, dyad: Dyad, act: Act) -> Act:
    """Return the act with *the partner*, *its neighbour* or the other side of something joint named by the pair."""
    other = dyad.other(act.actors)
    if other is None or (any(p.country for p in act.recipients) and not _only_described(parse, act)):
        return act
    for p in act.recipients:
        head = parse.head_of(p.spans[0]) if p.spans else None
        if head is None or parse.tokens[head].tag not in ("NN", "NNP"):  # "its lenders" are several
            continue
        if parse.tokens[head].lemma in patterns.words["relational"]:
            return replace(act, recipients=(_named(other, p),))
    word = _shared_word(parse, patterns, act)
    if word is None:
        return act
    return replace(act, recipients=(_named(other, _words(parse, word)),))


def name_enemy(parse: Parse, patterns: Patterns, dyad: Dyad, act: Act, type_: str) -> Act:
    """Return an act of war at nobody as one at the other state of the pair: *pulled its army back*, *launched the salvo*."""
    other = dyad.other(act.actors)
    if other is None or act.recipients or act.symmetric or type_ not in patterns.words["between_enemies"]:
        return act
    if act.rule.startswith("verbs.") and not _is_at_enemies(act):
        return act
    if "nouns." in act.rule and (type_ != "ASSAULT" or "+" not in act.rule):  # "the buildup", "attacks by X", on anybody
        return act
    return replace(act, recipients=(_named(other, _words(parse, act.words[-1])),))


def _is_at_enemies(act: Act) -> bool:
    return (act.code.startswith(WARLIKE) and act.code not in UNMEANT) or act.rule.endswith(TRADE)


def _only_described(parse: Parse, act: Act) -> bool:
    """Tell whether the recipients are only the nationality of a thing in a clause that no table knows: *the Libyan problem*."""
    heads = [parse.head_of(p.spans[0]) for p in act.recipients if p.spans]
    return "+" not in act.rule and all(h is not None and parse.tokens[h].pos == "ADJ" for h in heads)


def _words(parse: Parse, i: int) -> Participant:
    return Participant(parse.tokens[i].text, (parse.span(i, i + 1),))


def _shared_word(parse: Parse, patterns: Patterns, act: Act) -> int | None:
    """Return the word that says that the other side is in it: *joint patrols*, *the truce*, *meet the partner halfway*."""
    main = act.words[0]
    if act.code == TRUCE:
        return act.words[-1]
    if not act.code.startswith(("03", "04", "06")):
        return None
    first, last = main, min(parse.tokens[main].right, main + 15)
    return next((i for i in range(first, last + 1) if parse.tokens[i].lower in patterns.words["mutual"]), None)


def _named(actor: Actor, words: Participant) -> Participant:
    return replace(words, actor=actor.id, name=actor.name, country=actor.country, sector=actor.sector)


def name_opponents(events: list[Event], cast: Cast) -> list[Event]:
    """Return the events, with the target of an attack named where the article tells of one opponent of the attacker only."""
    foes: dict[str, set[tuple[str, str]]] = {}
    for event in events:
        if event.type != "ASSAULT":
            continue
        for a in event.actors:
            for b in event.recipients:
                if a.country and b.country and a.country != b.country and a.actor and b.actor:
                    foes.setdefault(a.country, set()).add((b.country, b.actor))
                    foes.setdefault(b.country, set()).add((a.country, a.actor))
    return [_with_opponent(event, foes, cast) for event in events]


def _with_opponent(event: Event, foes: dict[str, set[tuple[str, str]]], cast: Cast) -> Event:
    own = sorted({p.country for p in event.actors if p.country})
    if event.type != "ASSAULT" or event.recipients or len(own) != 1:
        return event
    found = sorted(foes.get(own[0], ()))
    if len({country for country, _ in found}) != 1:
        return event
    words = Participant(event.trigger.text, event.trigger.spans)
    return replace(event, recipients=(_named(cast.actor(found[0][1]), words),))
