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
AIMED = {  # "criticized aid for X", "backs sanctions against X", "requested papers on X": X did nothing, nor is he asked
    "02": ("on", "about"),
    "05": ("against",),
    "11": ("for", "against", "to", "on"),
}
TOPICS = ("on", "about", "over", "against", "at")
OPENED = ("advcl", "pcomp")  # clauses in which nobody is looked into
REBUFF = "12"
CHARGING = ("accuse", "allege", "argue", "blame", "claim", "complain", "say")
SEEING = ("meet", "see", "talk", "speak", "confer", "negotiate")
BODIES = ("IGO", "UNO", "EUR")
WORRIES = frozenset(("concern", "displeasure"))
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
        if code.startswith("042") and (found := self._seen(frame, actors)):
            return found
        if code.startswith("15") and (faced := self._faced(frame, actors)):
            return faced
        vague = self._placed(frame, row, thing, actors)
        if any(p.country for p in vague):
            return vague
        if code.startswith("12") and (found := self.urging(frame.verb, actors)):
            return found
        if code.startswith("09") and (found := self._scene_of(frame, actors)):
            return found
        if code.startswith(("02", "10")) and (found := self._who_should(frame, thing, actors)):
            return found
        if row.object & WORRIES and (found := self._feared(thing, actors)):
            return found
        if code.startswith("115") and (found := self._charged(frame, actors)):
            return found
        if code.startswith("16") and (found := self._punished(frame, thing, actors)):
            return found
        if not vague and code.startswith(("03", "13")) and (found := self.bound(frame.verb, actors)):
            return found
        refused = (
            code.startswith(REBUFF) and "object" in row.recipient
        )  # nobody but whose it is: "ruled out relief at talks with X"
        wide = not row.flags & {"sym", "towards"} and not code.startswith("11") and not refused
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
        if "object" in row.recipient and (aimed := AIMED.get(row.code[:2])):
            preps = [(p, o) for p, o in preps if p not in aimed or (p, o) in frame.preps]
        places, own = row.recipient, {p.country for p in actors}
        if "sym" in row.flags and are_several(actors):  # both sides are there: "signed it in Peru"
            places = tuple(p for p in places if p not in PLACES)
        vague: Sides = ()
        roles = {"object": thing, "subject": frame.subject, "dative": frame.dative}
        for place in sorted(places, key=lambda p: p in PLACES):  # "attended an EU summit in X" is first of all of the EU
            heads = [roles[place]] if place in roles else [i for p, i in preps if p == place]
            told = [self.others(self._of_head(head, row, place), actors, head) for head in heads if head is not None]
            abroad = [side for side in told if {p.country for p in side if p.country} - own]
            for found in (*abroad, *told):
                if any(p.country for p in found):
                    return _from_there(vague, found) if place in PLACES else found
                vague = vague or found
        return vague

    def _of_head(self, head: int, row: VerbPattern, place: str) -> Sides:
        """Return who a word in a place of the row stands for; of a deed that is judged, not whom the deed is aimed at."""
        found = self.parties(head)
        if not found and row.code.startswith(("11", "16")) and self.parse.tokens[head].dep == "pcomp" and place in TOPICS:
            return self.parties(self.frame(head).object)  # "an embargo on buying X's oil"
        aimed = AIMED.get(row.code[:2], ())
        if place != "object" or not found or not aimed:
            return found
        if not any(self._leads_to(head, i, aimed) for i in self._heads(found)):
            return found
        named = self.named(head)
        return named.actors if named is not None else ()

    def _leads_to(self, head: int, i: int, preps: tuple[str, ...]) -> bool:
        """Tell whether a word stands below another one by way of one of the prepositions."""
        tokens = self.parse.tokens
        for _ in range(8):
            if i == head or tokens[i].head == i:
                return False
            above = tokens[tokens[i].head]
            if tokens[i].dep == "pobj":
                return above.lower in preps and above.head == head
            i = above.i
        return False

    def _who_should(self, frame: Frame, thing: int | None, actors: Sides) -> Sides:
        """Return who is to do something: *renewed calls for X to act*, *wants concessions that X will not make*."""
        for head in (thing, frame.verb) if thing is not None else (frame.verb,):
            for c in self.parse.children(head, "acl", "advcl", "relcl", "xcomp", "ccomp"):
                marks = [m.lower for m in self.parse.children(c.i, "mark")]
                if "for" in marks or (c.dep == "relcl" and head == thing):
                    subject = self.frame(c.i).subject
                    found = self.others(self.parties(subject), actors) if subject is not None and subject != thing else ()
                    if any(p.country for p in found):
                        return found
        return ()

    def _seen(self, frame: Frame, actors: Sides) -> Sides:
        """Return the body whose people a traveller is to see, who is of no country: *went to Zurich to talk to UN envoys*."""
        for c in self.parse.children(frame.verb, "advcl", "xcomp"):
            if c.tag == "VB" and c.lemma in SEEING:
                below = self.frame(c.i)
                for head in (below.object, *below.after("with", "to")):
                    found = self.others(self.parties(head), actors)
                    office = head is not None and (self.parse.tokens[head].pos == "NOUN" or self.parse.tokens[head].ent == "ORG")
                    if found and office and all(p.country in BODIES for p in found):
                        return found
        return ()

    def _feared(self, thing: int | None, actors: Sides) -> Sides:
        """Return the one state that a clause below the noun is about: *voiced concern that X's spending could …*."""
        if thing is None:
            return ()
        for c in self.parse.children(thing, "acl", "ccomp"):
            told = self.others(self.parties(self.frame(c.i).subject), actors) if self.parse.children(c.i, "mark") else ()
            if len({p.country for p in told if p.country}) == 1:
                return told
        return ()

    def _charged(self, frame: Frame, actors: Sides) -> Sides:
        """Return of whom a suit tells what he did: *filed a suit, accusing X of …*, *complaining that X's duties …*."""
        for c in self.parse.children(frame.verb, "advcl"):
            if c.tag == "VBG" and c.lemma in CHARGING:
                below = self.frame(c.i)
                told = below.object if below.clause is None else self.frame(below.clause).subject
                found = self.others(self.parties(told), actors)
                if any(p.country for p in found):
                    return found
        return ()

    def _punished(self, frame: Frame, thing: int | None, actors: Sides) -> Sides:
        """Return whom a measure is to move or answers: *to force X to …*, *after X tested …*, *X faces a ban imposed by …*."""
        tokens = self.parse.tokens
        heads: list[int | None] = []
        for c in self.parse.children(frame.verb, "advcl", "xcomp"):
            marks = [m.lower for m in self.parse.children(c.i, "mark")]
            if c.tag == "VB" and not marks:
                heads.append(self.frame(c.i).object)
            elif set(marks) & {"after", "because"}:
                heads.append(self.frame(c.i).subject)
        if thing is not None and frame.passive and tokens[frame.verb].dep == "acl" and tokens[thing].dep == "pobj":
            above = tokens[tokens[tokens[thing].head].head]
            if above.lemma in self.patterns.words["suffering"]:
                heads.append(self.frame(above.i).subject)
        sides = (self.others(self.parties(h), actors) for h in heads if h is not None)
        return next((found for found in sides if any(p.country for p in found)), ())

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
        below = [k for k in range(frame.verb + 1, verb.right + 1) if self.cast.at(k) is not None]
        heads += [k for k in below if not self.is_setting(k, frame.verb) and not self._is_told_beside(k, frame.verb)]
        for head in heads:
            found = tuple(p for p in self.parties(head) if p.country and p.country not in own)
            if found:
                return found
        return ()

    def _is_told_beside(self, i: int, verb: int) -> bool:
        """Tell whether another clause than the question itself stands between: *agencies criticised in X*, *after X paid*."""
        tokens = self.parse.tokens
        while i != verb and tokens[i].head != i:
            aside = (
                tokens[i].dep in ("relcl", "acl") and tokens[tokens[i].left - 1].text == ","
            )  # not what was looked into itself
            if tokens[i].dep in OPENED or aside:
                return True
            i = tokens[i].head
        return False

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
