"""Who may be meant by words about an act: whom one asks, and who only stands beside: *at a summit in X*, *with X expected to pay*."""

from dataclasses import dataclass

from detente.events.act import Act, Sides
from detente.events.frames import prepositions
from detente.events.participants import is_town
from detente.events.together import TogetherReader

WHERE = ("in", "at", "near", "inside")
TOWN = frozenset("city town capital village resort port".split())
SPEAKERS = frozenset(("i", "we"))
THREAT = "13"
GRANTED = ("075", "045", "039")  # asylum and mediation are sought where they are given
ASKING = ("demand", "appeal", "allow")


@dataclass(slots=True)
class AddresseeReader(TogetherReader):
    """Tells who is spoken to from what the words are about."""

    def is_asked(self, inner: int, target: int | None) -> bool:
        """Tell whether the one who is to act is somebody who can be asked: neither a thing nor who something is to be done to."""
        if target is None or self.parse.tokens[target].lower in SPEAKERS or self._is_undergoing(inner, target):
            return False
        return self.mention(target) is not None or bool(self.classes(target) & self.patterns.words["agents"])

    def _is_undergoing(self, inner: int, target: int) -> bool:
        """Tell whether something is to be done to the target: *called for the fund to be closed*, not *to be allowed to lend*."""
        token = self.parse.tokens[inner]
        passive = bool(self.parse.children(inner, "auxpass")) and token.tag == "VBN"
        bound = any(s.stance in ASKING for s in self.stances_of(token, "verb"))
        return passive and not bound and self.parse.tokens[target].head == inner

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
        apart = prep == 0 or tokens[prep - 1].text in (",", "-", "--", '"', "“") or tokens[prep].left == self.parse.sentence_of(i).first
        if tokens[prep].lower != "with" or not apart:
            return False
        return tokens[i].dep == "pcomp" or any(c.tag in ("VBG", "VBN") and c.i > i for c in self.parse.children(i, "acl"))

    def is_where(self, i: int) -> bool:
        """Tell whether the words only name the town where something takes place: *in Lima*, *in the Peruvian city of Cusco*."""
        token = self.parse.tokens[i]
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
        return [o for p, o in prepositions(self.parse, token.head) if p == "to"]
