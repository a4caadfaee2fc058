"""Acts that a noun made of a verb names, read by the rows of the verb: *Cuba's delivery of sugar to Chile*.

The possessor, a nationality or *by* stands for the subject, *of* for the object; what else stands around the noun is that of the
verb. So a row of ``verbs.tsv`` speaks for the noun as well.
"""

from dataclasses import dataclass, replace

from detente.events.act import Act
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
        verb = self._verb_of(i)
        if not verb or self._is_figure(i):
            return None
        first, *rest = verb
        rows = tuple(replace(row, words=()) for row in self.patterns.verbs.get(first, ()) if row.words == tuple(rest))
        for frame in self._noun_frames(i):
            found = self.plain_act(frame, rows)
            if found is not None and _has_two_sides(found):
                words = tuple(dict.fromkeys((i, *found.words)))
                flags = found.flags | {"alone"}
                return replace(found, rule=f"nouns.deverbal+{found.rule}", words=words, flags=flags, confidence=0.5)
        return None

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
        return any({c.lemma, c.lower} & figures for c in self.parse.children(i, "amod", "compound"))

    def _noun_frames(self, i: int) -> list[Frame]:
        """Read the surroundings of a noun as those of its verb; *of* without another maker may be the maker (*withdrawal of*)."""
        preps = prepositions(self.parse, i)
        things = [o for p, o in preps if p == "of"]
        preps += [pair for o in things for pair in prepositions(self.parse, o)]  # "the sale of jets by X to Y"
        around = [(p, o) for p, o in preps if p not in ("of", "by")]
        beside = [c.i for c in self.parse.children(i, *POSSESSIVE)]
        shared = [o for p, o in preps if p in ("between", "among")]
        source = [o for p, o in prepositions(self.parse, i) if p == "from" and any(q == "to" for q, _ in preps)]
        makers = [o for p, o in preps if p == "by"] or shared or source or [c for c in beside if self.parties(c)][:1]
        others = [c for c in beside if c not in makers]
        thing = things[0] if things else (others[-1] if others else None)
        if makers:
            return [Frame(i, subject=makers[0], object=thing, preps=around)]
        return [Frame(i, subject=things[0], preps=around)] if things else []


def _has_two_sides(act: Act) -> bool:
    """Tell whether an act has two sides that differ, or one of several who do it together."""
    actors, recipients = ({(p.actor, p.country) for p in side} for side in (act.actors, act.recipients))
    if act.symmetric and not recipients:
        return len({country for _, country in actors if country}) > 1
    return bool(actors and recipients) and actors != recipients
