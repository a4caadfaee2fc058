"""Who is meant by words about an act: whom one asks, not who stands beside (*at a summit in X*, *with X expected to pay*)."""

from dataclasses import dataclass

from detente.events.act import Act, Sides
from detente.events.coordination import conjuncts
from detente.events.frames import prepositions
from detente.events.participants import BEFORE, is_town
from detente.events.patterns import Stance
from detente.events.scene import AGENTIVE
from detente.events.together import TogetherReader
from detente.language.parse import Token
from detente.records import ActorKind, Participant

WHERE = ("in", "at", "near", "inside")
TOWN = frozenset("city town capital village resort port".split())
SPEAKERS = frozenset(("i", "we"))
THREAT = "13"
WATERS = frozenset("strait straits sea gulf canal channel waters".split())
GRANTED = ("075", "045", "039")  # asylum and mediation are sought where they are given
ASKING = ("demand", "appeal", "allow")


@dataclass(slots=True)
class AddresseeReader(TogetherReader):
    """Tells who is spoken to from what the words are about."""

    def stances_of(self, token: Token, pos: str) -> list[Stance]:
        """Return the stances that a word may take as this part of speech."""
        known = self.patterns.stances
        found = known.get(token.lemma) or known.get(token.lower) or known.get(token.lemma + "e", ())
        return [s for s in found if s.pos == pos]

    def is_asked(self, inner: int, target: int | None) -> bool:
        """Tell whether the one who is to act is somebody who can be asked: neither a thing nor who something is to be done to."""
        if target is None or self.parse.tokens[target].lower in SPEAKERS or self._is_undergoing(inner, target):
            return False
        return self.mention(target) is not None or bool(self.classes(target) & self.patterns.words["agents"])

    def _is_undergoing(self, inner: int, target: int) -> bool:
        """Tell whether something is to be done to the target: *called for the fund to be closed*, not *to be allowed to lend*.

        One who demands that somebody's thing be undone asks him (*that the U.N. sanctions be scrapped*).
        """
        token = self.parse.tokens[inner]
        passive = bool(self.parse.children(inner, "auxpass")) and token.tag == "VBN"
        bound = any(s.stance in ASKING for s in self.stances_of(token, "verb"))
        whose = self.cast.at(target) is None and not any(c.tag == "TO" for c in self.parse.children(inner, "aux"))
        return passive and not bound and not whose and self.parse.tokens[target].head == inner

    def to_be_done_by(self, inner: int, target: int | None) -> list[int]:
        """List who may be asked: the target, or after *by* who is to do something to it."""
        if target is None or self.parse.tokens[target].lower in SPEAKERS:
            return []
        if self._is_undergoing(inner, target):
            return [o for p, o in prepositions(self.parse, inner) if p == "by"]
        return [target]

    def is_beside(self, prep: str, i: int, *, located: bool = True) -> bool:
        """Tell whether what a preposition brings is no party: where one speaks, or who does something meanwhile."""
        if prep == "with":
            return self._is_absolute(i)
        return prep in WHERE and not located

    def _is_absolute(self, i: int) -> bool:
        """Tell whether *with* opens a clause: *agreed on a loan, with X expected to pay half*."""
        tokens = self.parse.tokens
        prep = tokens[i].head
        apart = (
            prep == 0
            or tokens[prep - 1].text in (",", "-", "--", '"', "“")
            or tokens[prep].left == self.parse.sentence_of(i).first
        )
        if tokens[prep].lower != "with" or not apart:
            return False
        return tokens[i].dep == "pcomp" or any(c.tag in ("VBG", "VBN") and c.i > i for c in self.parse.children(i, "acl"))

    def is_where(self, i: int) -> bool:
        """Tell whether the words only name the town where something takes place: *in Lima*, *in the Peruvian city of Cusco*."""
        token = self.parse.tokens[i]
        if token.dep in BEFORE and self.parse.tokens[token.head].lemma in TOWN:  # "in the Peruvian city of Cusco"
            i, token = token.head, self.parse.tokens[token.head]
        return (token.dep == "pobj" and self.parse.tokens[token.head].lower in WHERE) and (
            token.lemma in TOWN or is_town(self.parse, self.cast, i)
        )

    def only_where(self, side: Sides) -> bool:
        """Tell whether all of a side are towns where something takes place."""
        heads = [self.parse.head_of(p.spans[0]) if p.spans else None for p in side]
        return bool(heads) and all(h is not None and self.is_where(h) for h in heads)

    def is_wanted(self, stance: str, code: str, how: str, known: Act | None) -> bool:
        """Tell whether words ask for an act, so that whom that act names is not who is asked: *urged caution about X*.

        Nor is it who pressed for it (*rebuffed pressure for X to act*). A threat in the form of an appeal is at whom it names.
        """
        if stance == "refuse":
            return how == "noun" and known is not None and known.code.startswith(("02", "10"))
        return stance in ASKING and not code.startswith(THREAT) and not (known is not None and known.code.startswith(GRANTED))

    def written_to(self, verb: int) -> list[int]:
        """List whom a paper is addressed to that asks for something: *a letter to X calling for reform*."""
        token = self.parse.tokens[verb]
        if token.dep != "acl" or token.tag != "VBG":
            return []
        above = self.parse.tokens[self.parse.tokens[token.head].head]
        if above.lower == "to" and above.dep == "prep" and self.parse.tokens[above.head].pos == "NOUN":
            return [token.head]
        return [o for p, o in prepositions(self.parse, token.head) if p == "to"]

    def is_own(self, i: int, doer: int | None) -> bool:
        """Tell whether a pronoun makes the words those of who acts: *X and Y pledged to double their trade*, *X its spending*."""
        if doer is None or self.cast.at(i) is not None:
            return False
        tokens = self.parse.tokens
        many = tokens[doer].tag in ("NNS", "NNPS") or tokens[doer].lower in ("they", "we") or len(conjuncts(self.parse, doer)) > 1
        return any(c.lower == ("their" if many else "its") for c in self.parse.children(i, "poss"))

    def is_shared(self, inner: int, subject: Sides) -> bool:
        """Tell whether parties of several countries mean to do something with each other: *to double their bilateral trade*."""
        thing = self.frame(inner).object if self.parse.tokens[inner].pos in ("VERB", "AUX") else inner
        if thing is None or len({p.country for p in subject if p.country}) < 2:
            return False
        return any(c.lower in self.patterns.words["mutual"] for c in self.parse.children(thing, "amod"))

    def abroad(self, side: Sides, actors: Sides) -> Sides:
        """Return a side without waters of the actors' own country (*to close the strait*) and things (*urged faster action*)."""
        own = {p.country for p in actors if p.country}
        return tuple(p for p in side if not self._is_water(p, own) and not self._is_thing(p))

    def _is_water(self, participant: Participant, own: set[str]) -> bool:
        return participant.country in own and bool(WATERS & set(participant.text.lower().split()))

    def _is_thing(self, participant: Participant) -> bool:
        """Tell whether the words are a thing that the text only speaks of, not somebody without a name."""
        if participant.country or participant.actor is None or not participant.spans:
            return False
        head = self.parse.head_of(participant.spans[0])
        if head is None or self.cast.actor(participant.actor).kind is not ActorKind.UNNAMED:
            return False
        token = self.parse.tokens[head]
        return token.tag == "NN" and not token.lemma.endswith(AGENTIVE) and not self.classes(head) & self.patterns.words["agents"]
