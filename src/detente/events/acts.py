"""From a predicate to an act: which row of the tables fits, who acts, and towards whom.

An act may stand inside another: *agreed to release prisoners* is one act, made of a stance (*agree*) and what it is about
(*release prisoners*); the words of the inner act are then used up.
"""

from dataclasses import dataclass, field, replace

from detente.actors.cast import Cast
from detente.events.frames import Frame, prepositions, read_frame
from detente.events.nominals import act_head, classes_of, read_noun
from detente.events.participants import find_participants
from detente.events.patterns import NounEntry, Patterns, Stance, VerbPattern
from detente.language.parse import Parse, Token
from detente.records import ActorKind, Participant

Sides = tuple[Participant, ...]
TOWARDS = ("with", "to", "against", "on", "at", "towards", "toward", "for", "from", "into", "over", "near", "inside", "in", "by")
SHARED = ("with", "to")
AIMED = ("on", "against", "to", "at", "towards", "toward", "into", "with", "for", "from", "over", "near", "inside", "in")
GROUNDS = ("of", "for", "from", "over", "to", "as", "about")
JUDGING = ("05", "09", "10", "11", "12")
OTHER_CLAUSES = frozenset(("advcl", "ccomp", "relcl", "parataxis", "acl"))
STATE = frozenset(("state",))
PUT_FORWARD = frozenset(("proposal", "agreement", "ceasefire", "demand_noun", "resolution", "sanctions"))
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Act:
    """An act as read off one predicate. ``words`` are the token indices that name it, the first of them the main one."""

    code: str
    rule: str
    words: tuple[int, ...]
    actors: Sides = ()
    recipients: Sides = ()
    symmetric: bool = False
    confidence: float = 0.6
    flags: frozenset[str] = frozenset()
    used: frozenset[int] = frozenset()
    addressee: Sides = ()


@dataclass(slots=True)
class ActReader:
    """Reads the acts of one parse; each token once."""

    parse: Parse
    patterns: Patterns
    cast: Cast
    _known: dict[int, Act | None] = field(default_factory=dict)
    _frames: dict[int, Frame] = field(default_factory=dict)

    def parties(self, i: int | None) -> Sides:
        """Return who the noun phrase with head i stands for."""
        return find_participants(self.parse, self.cast, i)

    def doers(self, i: int | None) -> Sides:
        """Return who the noun phrase stands for as one who acts: *Israeli shelling* does, *the U.S. economy* does not."""
        if i is None:
            return ()
        if self.cast.at(i) is None and not classes_of(self.parse, self.patterns, i) & self.patterns.words["agents"]:
            entry = read_noun(self.parse, self.patterns, i)
            if not entry.code and self.parse.tokens[i].ent not in ("PERSON", "ORG", "NORP", "GPE"):
                return ()
        return self.parties(i)

    def is_put_forward(self, i: int) -> bool:
        """Tell whether the noun names something that is put on the table: a proposal, an agreement, a demand."""
        return bool(classes_of(self.parse, self.patterns, i) & PUT_FORWARD)

    def frame(self, i: int) -> Frame:
        """Return the frame of verb i."""
        if i not in self._frames:
            self._frames[i] = read_frame(self.parse, i)
        return self._frames[i]

    def act(self, i: int, depth: int = 0) -> Act | None:
        """Return the act that token i names, or None."""
        if depth > DEEPEST:
            return None
        if i not in self._known:
            self._known[i] = None  # a loop in the tree ends here
            self._known[i] = self._read(i, depth)
        return self._known[i]

    def _read(self, i: int, depth: int) -> Act | None:
        token = self.parse.tokens[i]
        if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
            return self._verb(i, depth)
        if token.pos == "ADJ":
            return self._adjective(i, depth)
        if token.pos in ("NOUN", "PROPN"):
            return self._noun_stance(i, depth)
        return None

    def _stances(self, token: Token, pos: str) -> list[Stance]:
        known = self.patterns.stances
        found = known.get(token.lemma) or known.get(token.lower) or known.get(token.lemma + "e", ())
        return [s for s in found if s.pos == pos]

    # verbs

    def _verb(self, i: int, depth: int) -> Act | None:
        token = self.parse.tokens[i]
        stances = self._stances(token, "verb")
        rows = self.patterns.verbs.get(token.lemma) or self.patterns.verbs.get(token.lemma + "e", ())
        if not stances and not rows:
            return None
        frame = self.frame(i)
        plain = self._plain(frame, rows)
        if plain is not None and "clause" in plain.flags:
            return self._alleged(frame, plain)
        for stance in stances:
            found = self._stance(frame, stance, depth)
            if found is not None and not (plain is not None and "exact" in plain.flags and "nominal" in found.flags):
                return found
        return plain

    def _plain(self, frame: Frame, rows: tuple[VerbPattern, ...]) -> Act | None:
        for row in rows:
            place = self._words_fit(frame, row.words)
            if place is None:
                continue
            thing = frame.object if place < 0 else place
            if self._object_fits(frame, row, thing) and self._company_fits(frame, row, thing):
                found = self._from_row(frame, row, thing)
                if found is not None:
                    return found
        return None

    def _alleged(self, frame: Frame, act: Act) -> Act | None:
        """Read *X alleged that Y …* as an accusation of Y, where Y is of another country; what is alleged is then used up."""
        if frame.clause is None:
            return None
        inner = self.frame(frame.clause)
        accused = self.others(self.parties(inner.subject), act.actors)
        if not act.actors or not accused or {p.country for p in accused} & {p.country for p in act.actors}:
            return None
        return replace(act, recipients=accused, used=act.used | {frame.clause})

    def _words_fit(self, frame: Frame, words: tuple[str, ...]) -> int | None:
        """Find the further words of a verb below it; return the object of the last one, -1 for none of its own, None for no fit."""
        at, place = frame.verb, -1
        for word in words:
            for c in self._below(at, 2):
                token = self.parse.tokens[c]
                if c > frame.verb and c - at <= 8 and word in (token.lower, token.lemma):
                    at = c
                    break
            else:
                return None
            inner = [c for c in self.parse.tokens[at].children if self.parse.tokens[c].dep in ("pobj", "pcomp")]
            if inner:
                place = inner[0]
        if place < 0 and words and self.parse.tokens[at].dep in ("dobj", "pobj"):
            return -1
        return place

    def _below(self, i: int, levels: int) -> list[int]:
        out = list(self.parse.tokens[i].children)
        if levels > 1:
            for c in self.parse.tokens[i].children:
                out.extend(self._below(c, levels - 1))
        if not out or self.parse.tokens[i].dep == "prt":
            out.extend(c for c in self.parse.tokens[self.parse.tokens[i].head].children if c > i)
        return out

    def _object_fits(self, frame: Frame, row: VerbPattern, thing: int | None) -> bool:
        wanted = row.object
        if not wanted or "any_or_none" in wanted:
            return True
        if "named" in row.flags and thing is not None and self.parse.tokens[thing].pos == "PRON":
            return False
        if thing is None:
            return "none" in wanted
        return "any" in wanted or self._is_a(thing, wanted)

    def _is_a(self, i: int, wanted: frozenset[str]) -> bool:
        token = self.parse.tokens[i]
        if "any" in wanted or token.lemma in wanted or token.lower in wanted:
            return True
        if "self" in wanted and token.lower.endswith(("self", "selves")):
            return True
        if wanted & {"actor", "state", "leader", "person", "person_actor"}:
            mention = self.cast.at(i)
            kinds = {self.cast.actor(a).kind for a in mention.actors} if mention else set()
            if "actor" in wanted and (self._of_note(i) or token.ent in ("PERSON", "GPE", "NORP")):
                return True
            if "state" in wanted and token.pos != "PRON" and (ActorKind.STATE in kinds or token.ent == "GPE"):
                return True
            if wanted & {"leader", "person", "person_actor"} and (ActorKind.PERSON in kinds or token.ent == "PERSON"):
                return True
        return bool(classes_of(self.parse, self.patterns, i) & wanted)

    def _of_note(self, i: int) -> bool:
        """Tell whether a mention stands for more than an unnamed somebody without a country."""
        mention = self.cast.at(i)
        actors = [self.cast.actor(a) for a in mention.actors] if mention else []
        return any(a.country is not None or a.kind not in (ActorKind.UNNAMED, ActorKind.GROUP) for a in actors)

    def _company_fits(self, frame: Frame, row: VerbPattern, thing: int | None) -> bool:
        if not row.company:
            return True
        preps = frame.preps + (prepositions(self.parse, thing) if thing is not None else [])
        for prep, wanted in row.company:
            if any(p == prep and self._is_a(o, frozenset((wanted,))) for p, o in preps):
                return True
            if prep == "oprd" or wanted == "any":
                word = wanted if prep == "oprd" else prep
                for c in self._below(frame.verb, 2):
                    token = self.parse.tokens[c]
                    if word in (token.lower, token.lemma) and c > frame.verb and token.dep not in ("prep", "agent", "dobj", "aux"):
                        return True
        return False

    def _from_row(self, frame: Frame, row: VerbPattern, thing: int | None) -> Act | None:
        actors: Sides = ()
        for place in row.actor:
            heads = [frame.subject] if place == "subject" else [i for p, i in self._preps(frame, thing) if p == place]
            actors = next((found for h in heads if (found := self.doers(h))), ())
            if actors:
                break
        if not actors and frame.passive and row.code.startswith("17"):
            actors = next((found for o in frame.after("in") if self._is_a(o, STATE) and (found := self.parties(o))), ())
        if not actors and frame.passive and row.code.startswith(("18", "19")):
            actors = next((found for o in frame.after("in", "during") if (found := self._attacker(o))), ())
        if "many" in row.flags and len({p.country for p in actors if p.country}) < 2:
            return None
        recipients = self._find_recipient(frame, row.recipient, thing, actors, "sym" not in row.flags)
        code = self._refine(row.code, frame.verb, thing)
        words = (frame.verb,) if thing is None or not row.object - {"any", "actor", "any_or_none", "none"} else (frame.verb, thing)
        used = self._used(frame, row, thing)
        if "leader" in row.flags and not any(p.actor and self.cast.actor(p.actor).kind is ActorKind.PERSON for p in actors):
            return None
        if not actors and frame.subject is not None and row.code.startswith(("17", "18", "19", "20")):
            if not classes_of(self.parse, self.patterns, frame.subject) & self.patterns.words["agents"]:
                return None
        flags = row.flags | {"exact"} if row.weight > 2 else row.flags
        return Act(code, row.rule, words, actors, recipients, "sym" in row.flags, 0.75 if row.weight > 3 else 0.65, flags, used)

    def _used(self, frame: Frame, row: VerbPattern, thing: int | None) -> frozenset[int]:
        """Say which words the act speaks for: its object, and what somebody is accused of, thanked for or kept from."""
        used = {thing} if thing is not None else set()
        if thing is not None:
            used.add(act_head(self.parse, self.patterns, thing))
        used.update(o for p, o in self._preps(frame, thing) if p in GROUNDS)
        if thing is not None and (row.code.startswith(("05", "09", "11", "12"))):
            used.update(c for c in self.parse.tokens[thing].children if self.parse.tokens[c].dep in ("acl",))
        return frozenset(used)

    def _preps(self, frame: Frame, thing: int | None) -> list[tuple[str, int]]:
        out = list(frame.preps)
        if thing is not None:
            out.extend(prepositions(self.parse, thing))
            head = act_head(self.parse, self.patterns, thing)
            if head != thing:
                out.extend(prepositions(self.parse, head))
        return out

    def _attacker(self, i: int) -> Sides:
        """Return whose attack it was: *killed in Israeli shelling*, *killed in a strike by government forces*."""
        named = self.named(i)
        return named.actors if named is not None and named.code.startswith(("18", "19")) else ()

    def _find_recipient(self, frame: Frame, places: tuple[str, ...], thing: int | None, actors: Sides, wide: bool) -> Sides:
        preps = self._preps(frame, thing)
        vague: Sides = ()
        for place in places:
            if place == "object":
                heads = [thing]
            elif place == "subject":
                heads = [frame.subject]
            elif place == "dative":
                heads = [frame.dative]
            else:
                heads = [i for p, i in preps if p == place]
            for head in heads:
                if head is not None:
                    found = self.others(self.abroad(head, actors), actors, head)
                    if any(p.country for p in found):
                        return found
                    vague = vague or found
        if not wide or (vague and not self.unnamed(vague)):
            return vague
        return self.nearby(frame.verb, actors) or vague

    def others(self, side: Sides, actors: Sides, head: int | None = None) -> Sides:
        """Return the participants of a side that are not among the actors, nor the very state that those belong to.

        That state counts where it is the head itself (*a curfew in Basra*), not where it only describes (*Iraqi funds*).
        """
        ids = {(p.actor, p.country) for p in actors}
        own = {p.country for p in actors if p.country}
        mention = self.cast.at(head) if head is not None else None
        return tuple(
            p
            for p in side
            if (p.actor, p.country) not in ids
            and (
                p.country not in own
                or p.actor is None
                or self.cast.actor(p.actor).kind is not ActorKind.STATE
                or (mention is not None and mention.span == p.spans[0])
            )
        )

    def abroad(self, head: int, actors: Sides) -> Sides:
        """Return the parties of a recipient; *its neighbours* are not of the country whose neighbours they are."""
        side = self.parties(head)
        if self.parse.tokens[head].lemma in self.patterns.words["relational"]:
            own = {p.country for p in actors}
            side = tuple(replace(p, country=None) if p.country in own else p for p in side)
        return side

    def unnamed(self, side: Sides) -> bool:
        """Tell whether the side is nobody of note: people without a name or a country."""
        return all(
            p.country is None and (p.actor is None or self.cast.actor(p.actor).kind in (ActorKind.UNNAMED, ActorKind.GROUP))
            for p in side
        )

    def nearby(self, verb: int, actors: Sides) -> Sides:
        """Return the first that is named after the verb in its own clause and is of another country than the actors."""
        tokens = self.parse.tokens
        own = {p.country for p in actors}
        i, last = verb + 1, tokens[verb].right
        while i <= last:
            token = tokens[i]
            if token.dep in OTHER_CLAUSES and token.left > verb and not (token.dep == "acl" and token.tag == "VBN"):
                i = token.right + 1
                continue
            mention = self.cast.at(i)
            if mention is not None and mention.actors and not self._elsewhere(i, verb):
                found = tuple(p for p in self.parties(i) if p.country)
                if found and not own & {p.country for p in found}:
                    return found
            i += 1
        return ()

    def _elsewhere(self, i: int, verb: int) -> bool:
        """Tell whether another clause stands between token i and the verb."""
        tokens = self.parse.tokens
        for _ in range(12):
            if i == verb or tokens[i].head == i:
                return i != verb
            token = tokens[i]
            if token.dep in OTHER_CLAUSES and not (token.dep == "acl" and token.tag == "VBN"):
                return True
            if token.dep == "conj" and token.pos == "VERB":
                return True
            i = token.head
        return True

    def _refine(self, code: str, verb: int, thing: int | None) -> str:
        pairs = self.patterns.refinements.get(code)
        if not pairs or thing is None:
            return code
        first, last = self.parse.tokens[thing].left, self.parse.tokens[thing].right
        for token in self.parse.tokens[first : min(last, first + 12) + 1]:
            for words, refined in pairs:
                if token.lemma in words:
                    return refined
        return code

    # stances

    def _stance(self, frame: Frame, stance: Stance, depth: int) -> Act | None:
        place = self._words_fit(frame, stance.words)
        if place is None:
            return None
        token = self.parse.tokens[frame.verb]
        doer = frame.object if frame.passive and frame.subject is None and stance.stance not in ("demand", "appeal") else frame.subject
        subject = self.doers(doer)
        for inner, target, how in self._contents(frame, stance, place, depth):
            known = self.act(inner, depth + 1) if how != "noun" else self.named(inner, depth + 1)
            if how == "noun" and known is None:
                continue
            code = self.patterns.compose(stance.stance, known.code) if known is not None else ""
            if known is None and "weak" not in stance.flags and stance.stance != "aspect" and stance.stance != "stop":
                code = "" if self.parse.tokens[inner].lemma in self.patterns.words["idle"] else self.patterns.compose(stance.stance, "")
            if not code:
                continue
            composed = self._composed(frame, stance, code, known, inner, target, subject, token.i)
            return replace(composed, flags=composed.flags | {"nominal"}) if how == "noun" else composed
        return None

    def _contents(self, frame: Frame, stance: Stance, place: int, depth: int) -> list[tuple[int, int | None, str]]:
        """List (word of the inner act, who is to act, construction) that the stance may take here."""
        frames, tokens = stance.frames, self.parse.tokens
        out: list[tuple[int, int | None, str]] = []
        for c in (frame.complement, frame.clause):
            if c is None:
                continue
            inner = tokens[c]
            lowers = {tokens[k].lower for k in inner.children if tokens[k].dep in ("aux", "mark")}
            own = next((k for k in inner.children if tokens[k].dep in ("nsubj", "nsubjpass")), None)
            if "to" in lowers:
                if "object-inf" in frames and (own is not None or frame.object is not None):
                    out.append((c, own if own is not None else frame.object, "object-inf"))
                elif "inf" in frames and own is None:
                    out.append((c, None, "inf"))
            elif inner.tag == "VBG" and c == frame.complement:
                if "ing" in frames:
                    out.append((c, None, "ing"))
            elif "object-inf" in frames and inner.tag == "VB" and own is not None:
                out.append((c, own, "object-inf"))
            elif "that" in frames and c == frame.clause and (stance.stance not in ("demand", "appeal") or self._wished(c)):
                out.append((c, own, "that"))
        if not out and "object-inf" in frames and frame.object is not None:
            for c in tokens[frame.verb].children:
                if tokens[c].dep == "advcl" and c > frame.object and any(tokens[k].lower == "to" for k in tokens[c].children):
                    out.append((c, frame.object, "object-inf"))
        for prep, o in frame.preps:
            if prep in frames and tokens[o].dep == "pcomp":
                out.append((o, None, "ing"))
            elif prep in frames and prep != "by":
                out.append((o, None, "noun"))
        thing = frame.object if place < 0 else place
        if "noun" in frames and thing is not None:
            out.append((thing, None, "noun"))
        return out

    def _wished(self, i: int) -> bool:
        """Tell whether a clause says what is to be done: a bare verb form, or *should* or *must*."""
        token = self.parse.tokens[i]
        helpers = [self.parse.tokens[c] for c in token.children if self.parse.tokens[c].dep in ("aux", "auxpass")]
        return any(h.lower in ("should", "must", "be") for h in helpers) or (token.tag in ("VB", "VBP") and not helpers)

    def _composed(
        self, frame: Frame, stance: Stance, code: str, known: Act | None, inner: int, target: int | None, subject: Sides, verb: int
    ) -> Act:
        words = (verb, *(known.words if known else ()))
        if stance.stance == "undergo":
            return self._undergone(frame, stance, code, known, inner, words)
        used = frozenset({inner}) | (known.used | set(known.words) if known else frozenset())
        towards: list[Sides] = []
        if stance.stance in ("demand", "appeal", "allow"):
            towards.append(self.parties(target))
            if known is not None and target is None:
                towards.append(known.actors)
            towards.extend(self.parties(o) for p, o in frame.preps if p in ("on", "from", "to", "with", "of"))
            if known is not None:
                towards.append(known.recipients)
        else:
            if known is not None and stance.stance == "refuse":
                towards.append(known.actors)
            if known is not None:
                towards.append(known.recipients)
                if stance.stance != "intend":
                    towards.append(known.actors)
            towards.append(self.parties(frame.dative))
            if known is None or known.words != (frame.object,):
                towards.append(self.parties(frame.object) if frame.object != inner and not frame.passive else ())
            towards.extend(self.parties(o) for p, o in frame.preps if p in TOWARDS and o != inner)
        sides = [found for side in towards if (found := self.others(side, subject))]
        recipients = next((found for found in sides if any(p.country for p in found)), sides[0] if sides else ())
        if not recipients and "sym" not in stance.flags and known is not None:
            recipients = self.nearby(verb, subject) or (self.nearby(inner, subject) if inner > verb else ())
        symmetric = (known is not None and known.symmetric and stance.stance in ("aspect", "intend", "stop", "refuse")) or (
            "sym" in stance.flags and not recipients
        )
        rule = stance.rule if known is None else f"{stance.rule}+{known.rule}"
        flags = stance.flags | (known.flags & {"pol", "mil"} if known else frozenset())
        return Act(code, rule, words, subject, recipients, symmetric, 0.7 if known else 0.5, flags, used)

    def _undergone(
        self, frame: Frame, stance: Stance, code: str, known: Act | None, inner: int, words: tuple[int, ...]
    ) -> Act:
        """Turn the sides round: who faces criticism is its recipient."""
        givers = [o for p, o in self._preps(frame, inner) if p in ("from", "by", "of")]
        actors = next((found for o in givers if (found := self.parties(o))), known.actors if known else ())
        rule = stance.rule if known is None else f"{stance.rule}+{known.rule}"
        return Act(code, rule, words, actors, self.others(self.parties(frame.subject), actors), False, 0.6, stance.flags, frozenset((inner,)))

    def _adjective(self, i: int, depth: int) -> Act | None:
        token = self.parse.tokens[i]
        for stance in self._stances(token, "adjective"):
            if token.dep not in ("acomp", "conj", "amod", "advcl", "acl", "ROOT", "ccomp", "xcomp"):
                continue
            verb = token.head
            subject = self.parties(self.frame(verb).subject) if self.parse.tokens[verb].pos in ("VERB", "AUX") else ()
            for c in token.children:
                child = self.parse.tokens[c]
                inner = None
                if child.dep in ("xcomp", "ccomp") and "inf" in stance.frames:
                    inner, known = c, self.act(c, depth + 1)
                elif child.dep == "prep" and child.lower in stance.frames:
                    found = [o for p, o in prepositions(self.parse, i) if p == child.lower]
                    inner = found[0] if found else None
                    known = (self.named(inner, depth + 1) or self.act(inner, depth + 1)) if inner is not None else None
                if inner is None or (known is None and "weak" in stance.flags):
                    continue
                code = self.patterns.compose(stance.stance, known.code if known else "")
                if code:
                    frame = Frame(i, preps=prepositions(self.parse, i))
                    return self._composed(frame, stance, code, known, inner, None, subject, i)
        return None

    # nouns

    def _noun_stance(self, i: int, depth: int) -> Act | None:
        """Read a noun that takes a stance (*its offer to help X*), else one that names an act."""
        token = self.parse.tokens[i]
        for stance in self._stances(token, "noun"):
            for c in token.children:
                child = self.parse.tokens[c]
                inner, known = None, None
                if child.dep in ("acl", "xcomp", "relcl") and "inf" in stance.frames and child.tag == "VB":
                    inner, known = c, self.act(c, depth + 1)
                elif child.dep == "prep" and child.lower in stance.frames:
                    found = [o for o in child.children if self.parse.tokens[o].dep in ("pobj", "pcomp")]
                    if found:
                        inner = found[0]
                        known = self.named(inner, depth + 1) or self.act(inner, depth + 1)
                if inner is None or known is None:
                    continue
                code = self.patterns.compose(stance.stance, known.code)
                if not code:
                    continue
                holder = self._owner(i)
                frame = Frame(i, preps=prepositions(self.parse, i))
                return replace(self._composed(frame, stance, code, known, inner, None, holder, i), confidence=0.5)
        return self.named(i, depth)

    def _owner(self, i: int) -> Sides:
        for dep in ("poss", "amod", "compound", "nmod"):
            for c in self.parse.tokens[i].children:
                if self.parse.tokens[c].dep == dep and (found := self.parties(c)):
                    return found
        return next((found for p, o in prepositions(self.parse, i) if p in ("by", "from") and (found := self.parties(o))), ())

    def named(self, i: int, depth: int = 0) -> Act | None:
        """Return the act that a noun names by itself: *Israeli shelling of X*, *talks between X and Y*."""
        if depth > DEEPEST or self.parse.tokens[i].pos not in ("NOUN", "PROPN", "VERB"):
            return None
        i = act_head(self.parse, self.patterns, i)
        token = self.parse.tokens[i]
        stanced = self._stances(token, "noun")
        if stanced and depth > 0 and i not in self._known:
            found = self.act(i, depth + 1)
            if found is not None and found.rule.startswith("stances."):
                return found
        entry = read_noun(self.parse, self.patterns, i)
        if not entry.code:
            return None
        actors, recipients = self._sides(i, entry)
        if entry.alone and recipients and not actors:
            actors = self._host(i, recipients)
        code = self._refine(entry.code, i, i)
        flags = frozenset({"alone"}) if entry.alone else frozenset()
        used = {o for p, o in prepositions(self.parse, i) if p in GROUNDS} if code.startswith(JUDGING) else set()
        return Act(code, f"nouns.{entry.name}", (i,), actors, recipients, entry.symmetric, 0.5, flags, frozenset(used))

    def _host(self, i: int, recipients: Sides) -> Sides:
        """Return who takes part in an act that a phrase only mentions: *in talks with X, Y agreed*, *hints to its allies*."""
        tokens = self.parse.tokens
        for _, o in prepositions(self.parse, i):
            for c in tokens[o].children:
                if tokens[c].dep == "poss" and tokens[c].pos == "PRON" and (found := self.others(self.parties(c), recipients)):
                    return found
        prep = tokens[tokens[i].head]
        verb = tokens[prep.head]
        if prep.dep != "prep" or verb.pos not in ("VERB", "AUX"):
            return ()
        frame = self.frame(verb.i)
        return self.others(self.parties(frame.object if frame.passive else frame.subject), recipients)

    def _sides(self, i: int, entry: NounEntry) -> tuple[Sides, Sides]:
        preps = prepositions(self.parse, i)
        between = [self.parties(o) for p, o in preps if p in ("between", "among")]
        if between and between[0]:
            return between[0], ()
        actors = self._owner(i)
        if not actors and entry.of == "actor":
            actors = next((found for p, o in preps if p == "of" and (found := self.parties(o))), ())
        order = SHARED if entry.symmetric else AIMED
        order = ("of", *order) if entry.of == "recipient" else order
        recipients = next(
            (found for place in order for p, o in preps if p == place != "by" and (found := self.others(self.parties(o), actors))), ()
        )
        if not actors and not entry.of:
            actors = next((found for p, o in preps if p == "of" and (found := self.others(self.parties(o), recipients))), ())
        return actors, recipients

