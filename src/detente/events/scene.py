"""One parse with its cast and the tables: who stands where, and what the nouns are about."""

from dataclasses import dataclass, field, replace

from detente.actors.cast import Cast
from detente.events.act import Act, Sides
from detente.events.frames import Frame, prepositions, read_frame
from detente.events.nominals import act_head, classes_of, is_figure, read_noun
from detente.events.participants import find_participants
from detente.events.patterns import Patterns
from detente.language.parse import Parse
from detente.records import ActorKind, Mention, Participant

OTHER_CLAUSES = frozenset(("advcl", "ccomp", "relcl", "parataxis", "acl"))
PLACING = frozenset(("by", "in", "at", "inside", "near", "outside", "within", "across"))
OWNED = frozenset(("its", "their", "his", "her", "our", "my"))
DEEDS = ("14", "15", "18", "19", "20")
COMPARING = frozenset(("after", "besides", "despite", "except", "like", "since", "than", "unlike", "without"))
SETTING = COMPARING | {"during", "before", "alongside", "amid"}  # when and beside what something is done
BESIDE = frozenset((("ahead", "of"), ("along", "with"), ("together", "with")))
GATHERING = frozenset(("meeting", "summit"))
BLAME = frozenset(("accusation", "allegation", "claim", "criticism", "doubt", "scepticism", "skepticism"))
DESCRIBING = frozenset(("amod", "compound", "nmod"))
OWNING = frozenset(("own", "run", "operate", "register", "hold", "manage"))
COMPANY = "company"
AGENTIVE = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "eer")  # endings of nouns for people
PEOPLE = frozenset(("people", "population", "person", "refugees"))
PUT_FORWARD = frozenset(("proposal", "agreement", "ceasefire", "demand_noun", "resolution", "sanctions"))


@dataclass(slots=True)
class Scene:
    """What all readers of acts ask the parse, the cast and the tables."""

    parse: Parse
    patterns: Patterns
    cast: Cast
    known: dict[int, Act | None] = field(default_factory=dict)
    _frames: dict[int, Frame] = field(default_factory=dict)
    _classes: dict[int, frozenset[str]] = field(default_factory=dict)
    _below: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _after: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def parties(self, i: int | None) -> Sides:
        """Return who the noun phrase with head i stands for; *its neighbours* are not of the country whose they are."""
        if i is not None and self._is_currency(i):
            return ()
        side = find_participants(self.parse, self.cast, i)
        if i is not None and side and self._is_firm(i):
            side = tuple(replace(p, sector="BUS") for p in side)
        if i is None or not side or self.parse.tokens[i].lemma not in self.patterns.words["relational"]:
            return side
        whose = {p.country for c in self.parse.children(i, "poss") for p in find_participants(self.parse, self.cast, c.i)}
        return tuple(replace(p, country=None) if p.country in whose else p for p in side)

    def _is_firm(self, i: int) -> bool:
        """Tell whether the words only say whose firm it is: *a U.S. company* is not the United States."""
        mention = self.cast.at(i)
        if mention is not None and any(self.cast.actor(a).country for a in mention.actors):
            return False
        tokens, k = self.parse.tokens, i + 1
        while k < len(tokens) and (tokens[k].pos == "PROPN" or tokens[k].lower in ("of", "and", "&")):
            k += 1
        named = tokens[i].pos == "PROPN" and any(t.lower.rstrip(".") in self.patterns.words["firm_marks"] for t in tokens[i:k])
        return named or (mention is None and COMPANY in self.classes(i))

    def _is_currency(self, i: int) -> bool:
        """Tell whether the words are for money or papers, which are no party whatever country they are of: *U.S. dollars*."""
        of_somebody = self.parse.children(i, "poss")
        return self.cast.at(i) is None and not of_somebody and self.parse.tokens[i].lemma in self.patterns.words["papers"]

    def doers(self, i: int | None) -> Sides:
        """Return who the noun phrase stands for as one who acts: *Israeli shelling* does, *the U.S. economy* does not."""
        if i is None or (self.parse.tokens[i].pos == "NOUN" and self.parse.tokens[i].lemma in self.patterns.words["no_doers"]):
            return ()
        if self.mention(i) is None and not self._is_national(i) and not self.classes(i) & self.patterns.words["agents"]:
            entry = read_noun(self.parse, self.patterns, i)
            if not entry.code.startswith(DEEDS) and self.parse.tokens[i].ent not in ("PERSON", "ORG", "NORP", "GPE"):
                return ()
        return self.parties(i)

    def mention(self, i: int) -> Mention | None:
        """Return the mention at token i, or that of the name beside it: *meets Iceland's President Mara Voss*."""
        found = self.cast.at(i)
        beside = self.parse.children(i, "appos") if found is None else []
        return next((m for c in beside if c.pos == "PROPN" and (m := self.cast.at(c.i)) is not None), found)

    def is_put_forward(self, i: int) -> bool:
        """Tell whether the noun names something that is put on the table: a proposal, an agreement, a demand."""
        return bool(self.classes(i) & PUT_FORWARD)

    def classes(self, i: int) -> frozenset[str]:
        """Return the classes of the noun phrase with head i; every row of a verb asks for them."""
        if i not in self._classes:
            self._classes[i] = classes_of(self.parse, self.patterns, i)
        return self._classes[i]

    def after(self, i: int) -> list[tuple[str, int]]:
        """Return the prepositional phrases of a noun; every row of a verb asks for them."""
        if i not in self._after:
            self._after[i] = prepositions(self.parse, i)
        return self._after[i]

    def frame(self, i: int) -> Frame:
        """Return the frame of verb i."""
        if i not in self._frames:
            self._frames[i] = read_frame(self.parse, i)
        return self._frames[i]

    def preps(self, frame: Frame, thing: int | None) -> list[tuple[str, int]]:
        """Return the prepositional phrases of a verb and of its object."""
        out = list(frame.preps)
        if frame.adjective is not None:  # "is grateful to X"
            out.extend(prepositions(self.parse, frame.adjective))
        if thing is not None:
            out.extend(prepositions(self.parse, thing))
            head = act_head(self.parse, self.patterns, thing)
            if head != thing:
                out.extend(prepositions(self.parse, head))
            for c in self.parse.children(thing, "acl"):  # "a compromise drafted by X"
                if c.tag == "VBN":
                    out.extend((p, o) for p, o in prepositions(self.parse, c.i) if p == "by")
                if c.lemma == "belong" or (c.tag == "VBN" and c.lemma in OWNING):  # "farms belonging to Danes"
                    out.extend(("belonging", o) for p, o in prepositions(self.parse, c.i) if p in ("to", "by", "in"))
        return out

    def others(self, side: Sides, actors: Sides, head: int | None = None) -> Sides:
        """Return the participants of a side that are not among the actors, nor the very state that those belong to.

        That state counts where it is the head itself (*a curfew in Basra*), not where it only describes (*Iraqi funds*).
        """
        ids = {(p.actor, p.country) for p in actors}
        own = {p.country for p in actors if p.country}
        mention = self.mention(head) if head is not None else None
        return tuple(
            p
            for p in side
            if (p.actor, p.country) not in ids
            and not (p.country in own and self._is_owned(p))
            and (
                p.country not in own
                or p.actor is None
                or self.cast.actor(p.actor).kind is not ActorKind.STATE
                or (mention is not None and mention.span == p.spans[0])
            )
        )

    def _is_owned(self, participant: Participant) -> bool:
        """Tell whether the words are for what somebody owns or leads, as *its own fleet*, which is no party of its own."""
        kind = self.cast.actor(participant.actor).kind if participant.actor is not None else None
        return participant.text.split()[0].lower() in OWNED and kind is not ActorKind.PERSON

    def unnamed(self, side: Sides) -> bool:
        """Tell whether the side is nobody of note: people without a name or a country."""
        return all(
            p.country is None and (p.actor is None or self.cast.actor(p.actor).kind in (ActorKind.UNNAMED, ActorKind.GROUP))
            for p in side
        )

    def nearby(self, verb: int, actors: Sides, *, located: bool = True) -> Sides:
        """Return the first that is named after the verb in its own clause and is of another country than the actors.

        A mere place (*more help in X*) counts only where ``located``.
        """
        tokens = self.parse.tokens
        own = {p.country for p in actors}
        i, last = verb + 1, tokens[verb].right
        while i <= last:
            token = tokens[i]
            if token.left > verb and self._parts(i):
                i = token.right + 1
                continue
            mention = self.cast.at(i)
            if (
                mention is not None
                and mention.actors
                and not self._is_aside(i)
                and not self.is_setting(i, verb)
                and (located or not self._is_place(i))
                and not self._elsewhere(i, verb)
            ):
                found = tuple(p for p in self.parties(i) if p.country)
                if found and not own & {p.country for p in found}:
                    return found
            i += 1
        return ()

    def bound(self, verb: int, actors: Sides) -> Sides:
        """Return who is to do or leave something for an act to happen: *threatened sanctions unless X complies*."""
        for clause in self.parse.children(verb, "advcl"):
            if any(c.lower == "even" for c in self.parse.children(clause.i, "advmod")):  # "even if X is not on board"
                continue
            if any(m.lower in ("if", "unless", "until", "once", "provided") for m in self.parse.children(clause.i, "mark")):
                found = self.others(self.parties(self.frame(clause.i).subject), actors)
                if any(p.country for p in found):
                    return found
        return ()

    def _is_aside(self, i: int) -> bool:
        """Tell whether the words only compare, date, or say of what country money is: *the third after X*, *U.S. dollars*."""
        token = self.parse.tokens[i]
        while token.dep == "conj":
            token = self.parse.tokens[token.head]
        above = self.parse.tokens[token.head]
        outer = self.parse.tokens[above.head]  # "despite accusations from X"
        if above.dep == "prep" and outer.lemma in BLAME and self.parse.tokens[outer.head].lower in COMPARING:
            return True
        return (token.dep == "pobj" and above.lower in COMPARING) or (token.dep in DESCRIBING and self._is_currency(token.head))

    def is_setting(self, i: int, verb: int) -> bool:
        """Tell whether the words below a verb say when or beside what it is done: *during a trip to X*, *at a meeting of Xs*."""
        tokens = self.parse.tokens
        for _ in range(12):
            token = tokens[i]
            above = tokens[token.head]
            if i in (verb, token.head):
                return False
            gathered = above.lower == "at" and above.head == verb and token.lemma in GATHERING
            if token.dep == "pobj" and (above.lower in SETTING or gathered or (tokens[above.head].lower, above.lower) in BESIDE):
                return True
            i = above.i
        return False

    def gathered(self, verb: int, actors: Sides) -> Sides:
        """Return a crowd of no known country as one of the place where it is: *students marched on the embassy in X*."""
        if any(p.country or p.sector not in self.patterns.words["crowds"] for p in actors):
            return actors
        tokens = self.parse.tokens
        for k in range(tokens[verb].left, tokens[verb].right + 1):
            if tokens[k].dep != "pobj" or tokens[tokens[k].head].lower not in ("in", "of", "across", "through", "around"):
                continue
            found = [p for p in self.parties(k) if p.country] if tokens[k].ent in ("GPE", "LOC", "FAC") else []
            if found:
                named = tuple(replace(p, country=found[0].country) for p in actors)
                return named or (replace(found[0], sector="CVL"),)
        return actors

    def urging(self, verb: int, actors: Sides) -> Sides:
        """Return whose wish is not met: *as urged by X*, *as X demanded*, *despite appeals from X*, *in defiance of X*."""
        tokens = self.parse.tokens
        for k in range(verb + 1, tokens[verb].right + 1):
            heads: list[int | None] = []
            if tokens[k].lower == "as" and tokens[tokens[k].head].lemma in self.patterns.words["urging"]:
                frame = self.frame(tokens[k].head)
                heads = [frame.subject, *(o for _, o in prepositions(self.parse, frame.verb))]
            elif tokens[k].lower in ("despite", "spite", "defiance") and tokens[k].pos in ("SCONJ", "ADP", "NOUN"):
                below = self.parse.children(k, "pobj") or [tokens[o] for _, o in prepositions(self.parse, k)]
                heads = [h for c in below for h in (c.i, *(o for p, o in prepositions(self.parse, c.i) if p in ("by", "from")))]
            for head in heads:
                found = self.others(self.parties(head), actors)
                if any(p.country for p in found):
                    return found
        return ()

    def _is_place(self, i: int) -> bool:
        """Tell whether the token only says where: *in X*, *at X*."""
        token = self.parse.tokens[i]
        named = token.dep in ("compound", "nmod") and self.cast.at(token.head) is None  # "the Doha round"
        return named or (token.dep == "pobj" and self.parse.tokens[token.head].lower in PLACING)

    def _parts(self, i: int) -> bool:
        """Tell whether a clause of its own starts here; *imposed on X*, *belonging to X* and *to sell to X* are none."""
        token = self.parse.tokens[i]
        if token.dep == "acl" and (token.tag in ("VBN", "VB") or token.lemma in self.patterns.words["pointing"]):
            return False
        if token.tag == "VBG" and read_noun(self.parse, self.patterns, i).code.startswith(DEEDS):  # "killed in shelling in X"
            return False
        return token.dep in OTHER_CLAUSES

    def _elsewhere(self, i: int, verb: int) -> bool:
        """Tell whether another clause stands between token i and the verb."""
        tokens = self.parse.tokens
        for _ in range(12):
            if i == verb or tokens[i].head == i:
                return i != verb
            token = tokens[i]
            if self._parts(i):
                return True
            if token.dep == "conj" and token.pos in ("VERB", "AUX"):
                return True
            i = token.head
        return True

    def is_a(self, i: int, wanted: frozenset[str]) -> bool:
        """Tell whether the noun phrase with head i is of one of the classes, or is one of the words."""
        token = self.parse.tokens[i]
        if "any" in wanted:
            return True
        if (token.lemma in wanted or token.lower in wanted) and not is_figure(self.parse, self.patterns, i):
            return True
        if wanted & PEOPLE and self._is_national(i):
            return True
        if "self" in wanted and token.lower.endswith(("self", "selves")):
            return True
        if wanted & {"actor", "state", "leader", "person", "person_actor"}:
            mention = self.mention(i)
            kinds = {self.cast.actor(a).kind for a in mention.actors} if mention else set()
            if "actor" in wanted and (self._of_note(i) or token.ent in ("PERSON", "GPE", "NORP")):
                return True
            if "state" in wanted and token.pos != "PRON" and (ActorKind.STATE in kinds or token.ent == "GPE"):
                return True
            if wanted & {"leader", "person", "person_actor"} and (ActorKind.PERSON in kinds or token.ent == "PERSON"):
                return True
        return bool(self.classes(i) & wanted)

    def _is_national(self, i: int) -> bool:
        """Tell whether the words are for people by their nation: *two hundred Haitians*, *a Peruvian hiker*."""
        token = self.parse.tokens[i]
        if token.ent == "NORP":
            return token.tag in ("NNS", "NNPS")
        one = token.lower.removesuffix("s")
        nation = any(c.ent in ("NORP", "GPE") for c in self.parse.children(i, "amod", "compound"))
        return token.pos == "NOUN" and nation and one.endswith(AGENTIVE) and not self.classes(i)

    def _of_note(self, i: int) -> bool:
        """Tell whether a mention stands for more than an unnamed somebody without a country."""
        mention = self.mention(i)
        actors = [self.cast.actor(a) for a in mention.actors] if mention else []
        return any(a.country is not None or a.kind not in (ActorKind.UNNAMED, ActorKind.GROUP) for a in actors)

    def below(self, i: int, levels: int) -> list[int]:
        """Return the tokens at most so many levels below token i; below a particle, those that follow its verb."""
        known = self._below.get((i, levels))
        if known is not None:
            return known
        out = list(self.parse.tokens[i].children)
        if levels > 1:
            for c in self.parse.tokens[i].children:
                out.extend(self.below(c, levels - 1))
        if not out or self.parse.tokens[i].dep == "prt":
            out.extend(c for c in self.parse.tokens[self.parse.tokens[i].head].children if c > i)
        self._below[i, levels] = out
        return out

    def refine(self, code: str, thing: int | None, *, means: bool = False) -> str:
        """Return a finer code where the object names a domain (*military* aid), or the subject the means (*a drone strike*)."""
        pairs = (self.patterns.means if means else self.patterns.refinements).get(code)
        if not pairs or thing is None:
            return code
        first, last = self.parse.tokens[thing].left, self.parse.tokens[thing].right
        for token in self.parse.tokens[first : min(last, first + 12) + 1]:
            for words, refined in pairs:
                if token.lemma in words:
                    return refined
        return code
