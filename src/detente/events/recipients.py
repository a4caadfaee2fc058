"""Towards whom the act of a verb is: who stands in the places that its row names, or else somewhere near."""

from dataclasses import dataclass, replace

from detente.events.act import Sides
from detente.events.frames import Frame, prepositions
from detente.events.nouns import NounReader
from detente.events.patterns import VerbPattern

LOCATED = ("04", "07", "081", "082", "085", "087", "14", "15", "17", "18", "19", "20")  # where it happens, it hits
PLACES = ("in", "at", "near")
ADDRESSING = ("with", "to", "on", "against")
REACH = 15  # tokens after the verb
SUBJECTS = {  # flags that ask for a subject of these classes
    "keepers": frozenset(("peacekeepers",)),
    "arms": frozenset(("weapons",)),
    "aid": frozenset(("aid", "money")),
    "ban": frozenset(("sanctions", "restriction")),
    "ngo": frozenset(("aid_workers",)),
    "probers": frozenset(("inspectors", "prober")),
    "relief": frozenset(("relief_staff", "aid_workers", "relief")),
}
FORCE = ("17", "18", "19", "20")


def are_several(side: Sides) -> bool:
    """Tell whether the side is of more than one country."""
    return len({p.country for p in side if p.country}) > 1


def _from_there(vague: Sides, place: Sides) -> Sides:
    """Return those who are named without a country as of the place where it happened: *shot an editor in Kabul*."""
    if len(place) != 1 or not vague:
        return place
    return tuple(replace(p, country=place[0].country) for p in vague)


@dataclass(slots=True)
class RecipientReader(NounReader):
    """Finds the recipients of acts that verbs name."""

    def find_recipient(self, frame: Frame, row: VerbPattern, thing: int | None, actors: Sides) -> Sides:
        """Return whom the act is towards: from the places of the row, else as the sort of act tells."""
        code = row.code
        if thing is not None and code.startswith(("02", "10")):  # "demanded a Danish pullback from X"
            named = self.named(thing)
            asked = self.others(named.actors, actors) if named is not None else ()
            if any(p.country for p in asked):
                return asked
        if code.startswith("15") and (faced := self._faced(frame, actors)):
            return faced
        vague = self._placed(frame, row, thing, actors)
        if any(p.country for p in vague):
            return vague
        if code.startswith("12") and (found := self.urging(frame.verb, actors)):
            return found
        if code.startswith("09") and (found := self._scene_of(frame, actors)):
            return found
        if not vague and code.startswith(("03", "13")) and (found := self.bound(frame.verb, actors)):
            return found
        wide = not row.flags & {"sym", "towards"} and not code.startswith("11")
        if not wide or (vague and not self.unnamed(vague)):
            return vague
        return self._somewhere(frame, row, actors, vague)

    def _placed(self, frame: Frame, row: VerbPattern, thing: int | None, actors: Sides) -> Sides:
        """Return who stands in a place that the row names: somebody of a country, else the first of no known one."""
        preps = self.preps(frame, thing)
        if row.flags & SUBJECTS.keys() and frame.subject is not None:
            preps = preps + prepositions(self.parse, frame.subject)
        if row.words == ("for",):  # "pressed for new powers for X": who gains is not who is asked
            preps = [(p, o) for p, o in preps if p != "for"]
        places, own = row.recipient, {p.country for p in actors}
        if "sym" in row.flags and are_several(actors):  # both sides are there: "signed it in Peru"
            places = tuple(p for p in places if p not in PLACES)
        vague: Sides = ()
        roles = {"object": thing, "subject": frame.subject, "dative": frame.dative}
        for place in sorted(places, key=lambda p: p in PLACES):  # "attended an EU summit in X" is first of all of the EU
            heads = [roles[place]] if place in roles else [i for p, i in preps if p == place]
            told = [self.others(self.parties(head), actors, head) for head in heads if head is not None]
            abroad = [side for side in told if {p.country for p in side if p.country} - own]
            for found in (*abroad, *told):
                if any(p.country for p in found):
                    return _from_there(vague, found) if place in PLACES else found
                vague = vague or found
        return vague

    def _somewhere(self, frame: Frame, row: VerbPattern, actors: Sides, vague: Sides) -> Sides:
        """Return who is named elsewhere in the clause."""
        code = row.code
        if found := self._further_off(frame, row.recipient, actors):
            return found
        found = self.nearby(frame.verb, actors, located=code.startswith(LOCATED))
        if not found and code.startswith("15"):  # "called up reservists after Peru's army crossed …"
            found = self._scene_of(frame, actors)
        if vague and code.startswith(FORCE) and len(found) == 1 and all(self._is_place(i) for i in self._heads(found)):
            return _from_there(vague, found)
        return found or vague

    def _scene_of(self, frame: Frame, actors: Sides) -> Sides:
        """Return where investigators went, or whom what they look into befell: *flew to X to study*, *a raid that killed Xs*."""
        tokens = self.parse.tokens
        verb = tokens[frame.verb]
        own = {p.country for p in actors}
        heads: list[int] = []
        if verb.dep in ("advcl", "xcomp", "acl", "relcl") and tokens[verb.head].pos == "VERB":
            above = self.frame(verb.head)
            heads = [o for p, o in self.preps(above, above.object) if p in ("to", "in", "into", "at", "over")]
        heads += [k for k in range(frame.verb + 1, verb.right + 1) if self.cast.at(k) is not None]
        for head in heads:
            found = tuple(p for p in self.parties(head) if p.country and p.country not in own)
            if found:
                return found
        return ()

    def _heads(self, side: Sides) -> list[int]:
        return [i for p in side for span in p.spans[:1] if (i := self.parse.head_of(span)) is not None]

    def _further_off(self, frame: Frame, places: tuple[str, ...], actors: Sides) -> Sides:
        """Return the object of a wanted preposition that the parser hung on another noun: *shared data on Peru with X*."""
        tokens = self.parse.tokens
        for k in range(frame.verb + 1, min(tokens[frame.verb].right, frame.verb + REACH) + 1):
            if tokens[k].dep in ("prep", "dative") and tokens[k].lower in places[:2] and tokens[k].lower in ADDRESSING:
                heads = self.parse.children(k, "pobj")
                found = self.others(self.parties(heads[0].i), actors) if heads and not self._elsewhere(k, frame.verb) else ()
                if any(p.country for p in found):
                    return found
        return ()

    def _faced(self, frame: Frame, actors: Sides) -> Sides:
        """Return whom a show of force is meant for: *facing X*, *to deter X*, *in a signal to X*, *within sight of X*."""
        tokens, words = self.parse.tokens, self.patterns.words
        for k in range(frame.verb + 1, tokens[frame.verb].right + 1):
            if tokens[k].lemma in words["facing"] and tokens[k].pos in ("VERB", "ADP", "NOUN"):
                heads = [c.i for c in self.parse.children(k, "dobj", "pobj")] or [o for _, o in prepositions(self.parse, k)]
                for head in heads:
                    found = self.others(self.parties(head), actors)
                    if any(p.country for p in found):
                        return found
        return ()
