"""Acts that a noun made of a verb names, read by the rows of the verb: *Cuba's delivery of sugar to Chile*.

The possessor, a nationality or *by* stands for the subject, *of* for the object; what else stands around the noun is that of the
verb. So a row of ``verbs.tsv`` speaks for the noun as well.
"""

from dataclasses import dataclass, replace

from detente.events.act import Act, Sides
from detente.events.frames import Frame, prepositions
from detente.events.verbs import VerbReader

POSSESSIVE = ("poss", "amod", "compound", "nmod")


@dataclass(slots=True)
class DeverbalReader(VerbReader):
    """Reads nouns as verbs where both sides are told."""

    def named(self, i: int, depth: int = 0) -> Act | None:
        """Return the act that the verb of a noun would name, or the one that the noun names by itself."""
        return self.nominalised(i) or VerbReader.named(self, i, depth)

    def nominalised(self, i: int) -> Act | None:
        """Return the act of the verb that noun i is made of, where both who did it and to whom is told."""
        token = self.parse.tokens[i]
        verb = self._verb_of(i)
        if not verb or self._is_figure(i):
            return None
        frame = self._noun_frame(i)
        if frame.subject is None:
            return None
        first, *rest = verb
        rows = tuple(replace(row, words=()) for row in self.patterns.verbs.get(first, ()) if row.words == tuple(rest))
        found = self.plain_act(frame, rows)
        if found is None or not found.actors or not found.recipients or _same(found.actors, found.recipients):
            return None
        words = tuple(dict.fromkeys((token.i, *found.words)))
        return replace(found, rule=f"nouns.deverbal+{found.rule}", words=words, flags=found.flags | {"alone"}, confidence=0.5)

    def _verb_of(self, i: int) -> tuple[str, ...]:
        """Return the words of the verb: by the table, or what is left of a noun in *-ing*."""
        token = self.parse.tokens[i]
        known = self.patterns.deverbals.get(token.lemma) or self.patterns.deverbals.get(token.lower)
        if known or token.pos != "NOUN" or not token.lower.endswith("ing") or len(token.lower) < 6:
            return known or ()
        stem = token.lower[:-3]
        forms = (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
        return next(((form,) for form in forms if form in self.patterns.verbs), ())

    def _is_figure(self, i: int) -> bool:
        figures = self.patterns.words["figurative"]
        return any(c.lemma in figures for c in self.parse.children(i, "amod", "compound"))

    def _noun_frame(self, i: int) -> Frame:
        """Read the surroundings of a noun as those of its verb."""
        preps = prepositions(self.parse, i)
        frame = Frame(i, preps=[(p, o) for p, o in preps if p not in ("of", "by")])
        beside = [c.i for c in self.parse.children(i, *POSSESSIVE)]
        makers = [o for p, o in preps if p == "by"]
        things = [o for p, o in preps if p == "of"]
        if makers:
            frame.subject = makers[0]
        else:
            frame.subject = next((c for c in beside if self.parties(c)), None)
        others = [c for c in beside if c != frame.subject]
        frame.object = things[0] if things else (others[-1] if others else None)
        return frame


def _same(actors: Sides, recipients: Sides) -> bool:
    return {(p.actor, p.country) for p in actors} == {(p.actor, p.country) for p in recipients}
