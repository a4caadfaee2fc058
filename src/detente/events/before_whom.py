"""Before whom something is put on the table: whom it is said to, whom it asks, of whom its words speak, who is near."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.actors.cast import Cast
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Actor, ActorKind, LedgerKind, Party, Span, Statement

Names = tuple[str, ...]
_BACK = 3  # sentences before the cue in which whoever is named counts as near
_NEAR = (1.0, 1.0, 0.5, 0.5)  # how near, by sentences back
_ASKING = (LedgerKind.DEMAND, LedgerKind.PROPOSAL)
_SHOWN = frozenset(("asked", "event", "hearer", "listener", "hearer without country", "in content"))
_PRIVATE = frozenset(("BUS", "EDU", "JRN", "LAB", "MED"))
_ARMED = frozenset(("PRE", "PRM", "REB", "UAF"))  # who count though no country of theirs is known
_DOMESTIC = frozenset(("LEG", "OPP", "PTY"))
_OFFICIAL = _ARMED | {"GOV", "LEG", "MIL", "OPP", "SPY"}


@dataclass(frozen=True, slots=True)
class Told:
    """What an event says of the same: where its trigger stands, who puts it on the table, and before whom."""

    trigger: Span
    by: Names
    to: Names


@dataclass(frozen=True, slots=True)
class Side:
    """Whom something is put before; ``shown`` where the words say so, and not only who is spoken of around them."""

    names: Names
    shown: bool


@dataclass(frozen=True, slots=True)
class Around:
    """An article as the ledger sees it: parse, actors, statements by id, closed classes of words, weights of signs, events.

    ``named`` has the head token of each mention of a state or an organisation of states, and the codes that it stands for, in
    the order of the text; ``spoken`` counts how often each is spoken of. ``inner`` has the statements within each, ``told_by``
    what the event of each token of a trigger says.
    """

    parse: Parse
    cast: Cast
    statements: Mapping[str, Statement]
    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    told: tuple[Told, ...] = ()
    named: tuple[tuple[int, Names], ...] = field(init=False)
    spoken: Counter[str] = field(init=False)
    inner: Mapping[str, tuple[Statement, ...]] = field(init=False)
    told_by: Mapping[int, tuple[Told, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """List the mentions of countries."""
        found = ((m.head, unique(n for a in m.actors for n in self._codes(a))) for m in self.cast.mentions)
        object.__setattr__(self, "named", tuple(sorted((head, names) for head, names in found if names)))
        object.__setattr__(self, "spoken", Counter(name for _, names in self.named for name in names))

        inner: dict[str, tuple[Statement, ...]] = {}
        for statement in self.statements.values():
            if statement.inside:
                inner[statement.inside] = (*inner.get(statement.inside, ()), statement)
        object.__setattr__(self, "inner", inner)
        told_by: dict[int, tuple[Told, ...]] = {}
        for told in self.told:
            for i in self.parse.within(told.trigger):
                told_by[i] = (*told_by.get(i, ()), told)
        object.__setattr__(self, "told_by", told_by)

    def _codes(self, actor_id: str) -> Names:
        actor = self.cast.actor(actor_id)
        return codes_of(actor) if actor.country or actor.countries else ()

    def between(self, first: int, last: int) -> tuple[tuple[int, Names], ...]:
        """Return the mentions of countries with heads in [first, last)."""
        return self.named[bisect_left(self.named, (first, ())) : bisect_left(self.named, (last, ()))]

    def at(self, i: int) -> Names:
        """Name whom a token means, with those that *and* joins to it."""
        names: list[str] = []
        left = [i]
        while left:
            i = left.pop(0)
            mention = self.cast.at(i)
            if mention is not None:
                names += [n for a in mention.actors for n in codes_of(self.cast.actor(a))]
            left += [c.i for c in self.parse.children(i, "conj")]
        return unique(names)

    def party(self, party: Party | None) -> Names:
        """Name a speaker or hearer as a side; nobody where no actor was found."""
        return unique(n for a in party.actors for n in codes_of(self.cast.actor(a))) if party is not None else ()


def build_weights(lexicon: Lexicon) -> Mapping[str, float]:
    """Return what each sign weighs."""
    return {row.text("sign"): row.number("weight") or 0.0 for row in lexicon.table("ontology/ledger_sides")}


def codes_of(actor: Actor) -> Names:
    """Name an actor as a side: its countries, else its name."""
    return actor.countries or ((actor.country,) if actor.country else (actor.name,))


def unique(names: Iterable[str]) -> Names:
    """Return the names once each, in their order."""
    return tuple(dict.fromkeys(n for n in names if n))


def whom(around: Around, statement: Statement, by: Names, at: tuple[int, int], kind: LedgerKind) -> Side:
    """Return before whom a statement puts something: the side whose signs weigh most, or nobody.

    ``at`` has the word that puts it on the table and the head of what is put. The weights of the signs are those of a
    conditional logit (McFadden 1974), made by ``bench/ledger_sides.py``.
    """
    signs = find_signs(around, statement, by, at, kind)
    best = max(signs, key=lambda side: sum(around.weights.get(sign, 0.0) * value for sign, value in signs[side].items()))
    return Side(best, not _SHOWN.isdisjoint(signs[best]))


def find_signs(
    around: Around, statement: Statement, by: Names, at: tuple[int, int], kind: LedgerKind
) -> dict[Names, dict[str, float]]:
    """Return the signs of each side before whom something may be put, nobody among them, and how strong each is (0 to 1)."""
    cue, root = at
    signs: dict[Names, dict[str, float]] = {(): {"nobody": 1.0}}
    sides: dict[frozenset[str], Names] = {frozenset(): ()}

    def add(names: Names, sign: str, value: float = 1.0) -> None:
        side = sides.setdefault(frozenset(names), names)
        found = signs.setdefault(side, {"several": 1.0} if len(side) > 1 else {})
        found[sign] = max(found.get(sign, 0.0), value)

    told = next((t for t in around.told_by.get(cue, ()) if set(t.by) == set(by)), None)
    if told is not None and (told.to or kind is not LedgerKind.THREAT):  # a threat is aimed at somebody
        add(told.to, "event" if told.to else "event without")
    heard = around.party(statement.addressee) if is_side(around, statement.addressee) else ()
    speaker, hearer = statement.speaker, statement.addressee
    if heard and not (speaker and hearer and set(speaker.actors) & set(hearer.actors)):  # nobody asks himself
        how = _hearing(around, statement, cue)
        add(heard, how)
        if how == "hearer without country" and not is_everybody(around, statement.addressee):
            add((), "nobody though heard")
    asked = _asked(around, root) if kind in _ASKING else ()
    if asked and set(asked).isdisjoint(by):
        add(asked, "asked")
    for names, sign, value in _spoken_of(around, statement, by, cue):
        add(names, sign, value)
    return signs


def _hearing(around: Around, statement: Statement, cue: int) -> str:
    """Tell whether the words put something to the hearer (*asked Oslo for*), or tell him what others hear, too."""
    party = statement.addressee
    if party is None or not any(around.cast.actor(a).country for a in party.actors):
        return "hearer without country"
    spans = statement.cue.spans if statement.cue is not None else ()
    return "hearer" if any(cue in around.parse.within(s) for s in spans) else "listener"


def _asked(around: Around, root: int) -> Names:
    """Name the subject of what is asked; an indefinite one (*a judge*) is nobody who could be asked."""
    subject = next(iter(around.parse.children(root, "nsubj", "nsubjpass")), None)
    if subject is None or any(c.lower in ("a", "an") for c in around.parse.children(subject.i, "det")):
        return ()
    return around.at(subject.i)


def _spoken_of(around: Around, statement: Statement, by: Names, cue: int) -> Iterable[tuple[Names, str, float]]:
    """Yield the countries other than ``by`` that are named in the content, near the cue, and in the article, with the sign."""
    tokens, sentences = around.parse.tokens, around.parse.sentences
    here = tokens[cue].sent
    inside = {i for span in statement.content.spans for i in around.parse.within(span)}
    first, last = sentences[max(0, here - _BACK)].first, sentences[here].last
    for head, names in around.between(min(first, min(inside, default=first)), max(last, max(inside, default=last) + 1)):
        others = tuple(n for n in names if n not in by)
        if not others:
            continue
        back = here - tokens[head].sent
        groups = [others] if len(others) > 1 else []
        for group in [*groups, *((n,) for n in others)]:
            if head in inside and not _is_beside(around, head):
                yield group, "in content", 1.0
            if 0 <= back <= _BACK and (len(group) == 1 or back <= 1) and not (head in inside and _is_place(around, head)):
                yield group, "near", _NEAR[back]
    counts = [(name, count) for name, count in around.spoken.items() if name not in by]
    total = sum(count for _, count in counts)
    for name, count in counts:
        yield (name,), "share", count / total


def _is_beside(around: Around, head: int) -> bool:
    """Tell whether a name is only a place or says of what sort a thing is: *through Georgia*, *Iranian oil*."""
    return _is_place(around, head) or around.parse.tokens[head].dep in ("amod", "compound")


def _is_place(around: Around, head: int) -> bool:
    token = around.parse.tokens[head]
    return token.dep == "pobj" and around.parse.tokens[token.head].lower in around.words["where"]


def is_side(around: Around, party: Party | None) -> bool:
    """Tell whether a hearer is one to whom something can be put, and no audience."""
    if party is None or any(around.cast.actor(a).kind is ActorKind.OUTLET for a in party.actors):
        return False
    return around.words["audience"].isdisjoint(party.text.lower().replace("’s", "").replace("'s", "").split())


def is_everybody(around: Around, party: Party | None) -> bool:
    """Tell whether a hearer is nobody in particular: *all parties*, *governments*."""
    return party is not None and not around.words["many"].isdisjoint(party.text.lower().split())


def is_political(around: Around, actors: Iterable[str]) -> bool:
    """Tell whether one of the actors speaks for a state, an organisation of states, or a party to a conflict."""
    for actor in map(around.cast.actor, actors):
        alone = _OFFICIAL if actor.kind is ActorKind.PERSON else _ARMED
        placed = actor.country or actor.countries or actor.sector in alone
        if placed and actor.sector not in _PRIVATE and actor.kind is not ActorKind.OUTLET:
            return True
    return False


def is_domestic(around: Around, actors: Iterable[str]) -> bool:
    """Tell whether all of the actors are members of parliament, parties or the opposition, who mostly speak to those at home."""
    return all(around.cast.actor(a).sector in _DOMESTIC for a in actors)


def is_abroad(around: Around, i: int, by: Names) -> bool:
    """Tell whether the sentence of a token, or one shortly before it, speaks of a country other than ``by``."""
    sentences, here = around.parse.sentences, around.parse.tokens[i].sent
    near = around.between(sentences[max(0, here - _BACK)].first, sentences[here].last)
    return len(by) > 1 or any(n not in by for _, names in near for n in names)
