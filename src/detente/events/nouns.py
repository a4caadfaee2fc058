"""Acts that a noun names: *Israeli shelling of X*, *talks between X and Y*, *hints to its allies*."""

from dataclasses import dataclass

from detente.events.act import Act, Sides
from detente.events.frames import prepositions
from detente.events.nominals import act_head, is_commercial, is_of_things, read_noun
from detente.events.participants import NAMED_AFTER
from detente.events.patterns import NounEntry
from detente.events.scene import Scene

SHARED = ("with", "to")
AIMED = ("on", "against", "to", "at", "towards", "toward", "into", "with", "for", "from", "over", "near", "inside", "in")
GROUNDS = ("of", "for", "from", "over", "to", "as", "about")
JUDGING = ("05", "09", "10", "11", "12")
SPOKEN = ("02", "03", "05", "10", "11", "12", "13")
COMING = frozenset(("come", "emanate", "issue", "arrive", "flow", "pour"))
ARRIVING = frozenset(("reach", "go", "come", "arrive", "greet", "meet", "await", "follow"))
ALERT = "152"
WITHDRAWAL = "0874"
TALKS = "046"
DEEPEST = 5


@dataclass(slots=True)
class NounReader(Scene):
    """Reads the acts that nouns name."""

    def act(self, i: int, depth: int = 0) -> Act | None:
        """Return the act that token i names, or None; the reader of stances fills this in."""
        return self.known.get(i)

    def named(self, i: int, depth: int = 0) -> Act | None:
        """Return the act that a noun names by itself: *Israeli shelling of X*, *talks between X and Y*."""
        if depth > DEEPEST or self.parse.tokens[i].pos not in ("NOUN", "PROPN", "VERB"):
            return None
        i = act_head(self.parse, self.patterns, i)
        token = self.parse.tokens[i]
        if (token.lower in self.patterns.stances or token.lemma in self.patterns.stances) and depth > 0:
            found = self.act(i, depth + 1)
            if found is not None and found.rule.startswith("stances."):
                return found
        entry = read_noun(self.parse, self.patterns, i)
        if not entry.code or (entry.code == ALERT and self._has_infinitive(i)):
            return None
        if entry.code == WITHDRAWAL and is_of_things(self.parse, self.patterns, i):
            return None
        actors, recipients = self._sides(i, entry)
        if entry.code.startswith(SPOKEN) and not recipients:
            recipients = self.others(self._addressed(i), actors)
        if entry.code.startswith("14") and not any(p.country for p in actors):
            verb = self.parse.tokens[self.parse.tokens[i].head]
            actors = self.gathered(verb.i if verb.pos == "VERB" else i, actors)
        if entry.alone and not any(p.country for p in actors):
            actors = self._host(i, recipients) or actors
        code = self.refine(entry.code, i)
        bare = token.lemma in self.patterns.words["with_somebody"] and not self.parse.children(i, "compound")
        business = entry.code == TALKS and is_commercial(self.parse, self.patterns, i)
        alone = entry.alone and not business and (not bare or self._with_somebody(i))
        flags = frozenset({"alone"}) if alone else frozenset()
        used = {o for p, o in prepositions(self.parse, i) if p in GROUNDS} if code.startswith(JUDGING) else set()
        return Act(code, f"nouns.{entry.name}", (i,), actors, recipients, entry.symmetric, 0.5, flags, frozenset(used))

    def _sides(self, i: int, entry: NounEntry) -> tuple[Sides, Sides]:
        preps = prepositions(self.parse, i)
        verb = self.parse.tokens[self.parse.tokens[i].head]
        if self.parse.tokens[i].dep in ("nsubj", "nsubjpass") and verb.lemma in self.patterns.words["occurring"]:
            preps += prepositions(self.parse, verb.i)  # "fighting raged between X and Y"
        preps += [pair for p, o in preps if p == "by" for pair in prepositions(self.parse, o)]  # "drills by X with Y"
        between = [self.parties(o) for p, o in preps if p in ("between", "among")]
        if between and between[0]:
            go_between = () if entry.symmetric else self.others(self.owner(i), between[0])
            return (go_between, between[0]) if go_between else (between[0], ())
        actors = self.owner(i)
        if not actors and entry.of == "actor":
            actors = next((found for p, o in preps if p == "of" and (found := self.parties(o))), ())
        order = SHARED if entry.symmetric else AIMED
        order = ("of", *order) if entry.of == "recipient" else order
        recipients = next(
            (
                found
                for place in order
                for p, o in preps
                if p == place != "by" and (found := self.others(self.parties(o), actors))
            ),
            (),
        )
        if not actors and not entry.of:
            actors = next((found for p, o in preps if p == "of" and (found := self.others(self.parties(o), recipients))), ())
        return actors, recipients

    def _has_infinitive(self, i: int) -> bool:
        """Tell whether an infinitive hangs on a noun, or a clause follows: *readiness to talk* is none of troops."""
        tokens = self.parse.tokens
        follows = i + 1 < len(tokens) and tokens[i + 1].lower == "for"
        return follows or any(c.tag == "VB" for c in self.parse.children(i, "acl"))

    def _addressed(self, i: int) -> Sides:
        """Return whom words are about or to: *its claim that Y …*, *a plea from X reached Y*, *a plea was sent to Y*."""
        token = self.parse.tokens[i]
        for c in token.children:
            clause = self.parse.tokens[c]
            if clause.dep in ("acl", "ccomp", "relcl") and self.parse.children(c, "mark") and clause.pos in ("VERB", "AUX"):
                frame = self.frame(c)
                sides = [self.parties(k) for k in (frame.subject, frame.dative, frame.object) if k is not None and k != i]
                found = next((side for side in sides if self.others(side, self.owner(i))), ())
                if found:
                    return found
        verb = self.parse.tokens[token.head]
        if token.dep != "nsubj" or verb.lemma not in ARRIVING:
            return ()
        frame = self.frame(verb.i)
        return self.parties(frame.object) or next((found for o in frame.after("to") if (found := self.parties(o))), ())

    def _with_somebody(self, i: int) -> bool:
        """Tell whether it is said with whom: *a call with X* is a talk on the telephone, *a call for X* is an appeal."""
        return any(p in ("with", "between") for p, _ in prepositions(self.parse, i))

    def owner(self, i: int) -> Sides:
        """Return whose act a noun names: its possessor, the nationality before it, or who stands after *by* or *from*."""
        for dep in ("poss", "amod", "compound", "nmod", "nsubj"):
            for c in self.parse.tokens[i].children:
                if self.parse.tokens[c].dep == dep and (found := self.parties(c)):
                    return found
        preps = prepositions(self.parse, i)
        verb = self.parse.tokens[self.parse.tokens[i].head]
        if self.parse.tokens[i].dep == "nsubj" and verb.lemma in COMING:  # "criticism of X came from Y"
            preps = preps + prepositions(self.parse, verb.i)
        makers = [o for p, o in preps if p == "from" or (p == "by" and self.parse.tokens[o].lemma not in NAMED_AFTER)]
        return next((found for o in makers if (found := self.parties(o))), ())  # "a deal by the next summit of X"

    def _host(self, i: int, recipients: Sides) -> Sides:
        """Return who takes part in an act that a phrase only mentions: *in talks with X, Y agreed*, *hints to its allies*."""
        tokens = self.parse.tokens
        for _, o in prepositions(self.parse, i) if recipients else ():
            for c in tokens[o].children:
                if tokens[c].dep == "poss" and tokens[c].pos == "PRON":
                    found = self.others(self.parties(c), recipients)
                    if any(p.country for p in found):
                        return found
        prep = tokens[tokens[i].head]
        for _ in range(3):  # "after two days of talks", "softened its stand in talks"
            above = tokens[prep.head]
            if prep.dep != "prep" or above.dep not in ("pobj", "dobj") or above.pos != "NOUN":
                break
            if above.dep == "dobj" or tokens[above.head].pos in ("VERB", "AUX"):
                return self._taking_part(above.head, recipients)
            prep = tokens[above.head]
        verb = tokens[prep.head]
        if not read_noun(self.parse, self.patterns, i).symmetric or prep.dep != "prep" or verb.pos not in ("VERB", "AUX"):
            return ()
        return self._taking_part(verb.i, recipients)

    def _taking_part(self, verb: int, recipients: Sides) -> Sides:
        """Return the subject of a verb as the other side of talks that stand beside it."""
        frame = self.frame(verb)
        found = self.others(self.parties(frame.object if frame.passive else frame.subject), recipients)
        return found if recipients or len({p.country for p in found if p.country}) > 1 else ()
