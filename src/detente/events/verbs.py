"""Acts that a row of ``verbs.tsv`` names: the verb, its further words, its object and its company must fit."""

from dataclasses import dataclass, replace

from detente.events.act import Act, Sides
from detente.events.coordination import conjuncts
from detente.events.figurative import is_calamity, is_figure
from detente.events.frames import Frame, prepositions
from detente.events.no_act import is_question, is_settled
from detente.events.nominals import act_head
from detente.events.nouns import GROUNDS
from detente.events.patterns import ANYTHING, VerbPattern
from detente.events.recipients import FORCE, REACH, SUBJECTS, RecipientReader, are_several
from detente.language.parse import Parse
from detente.records import ActorKind

STATE = frozenset(("state",))
SPARRING = ("verbs.190.attack", "verbs.190.attack.target", "verbs.190.strike")  # which politicians do in words
POLITICIANS = frozenset(("LEG", "OPP", "PTY"))
SOLDIERS = ("MIL", "REB", "UAF")
RULERS = frozenset((*SOLDIERS, "COP", "GOV", "SPY"))  # who has force at hand
RAID, SEARCH = "raid", "1711"  # what the police make of a raid
ARMED = frozenset(("troops", "weapons", "aircraft", "vessel", "rebels", "militia", "police_noun", "peacekeepers"))
WIELDED = frozenset(("explosive_device", "weapons", "missile", "rocket", "mortar", "artillery", "aircraft", "car_bomb"))
BODILY_NAMES = frozenset(("PERSON", "NORP", "GPE", "LOC", "FAC", "ORG"))
DEMOLISH, RIOT = "1712", "145"  # what troops demolish, a crowd does in violent protest
EXERCISE = "062"
COMPLAINT = "114"
CALLING_ON = "verbs.040.call.on"
AGREEING_WITH = "verbs.051.agree.with"
EXPELLING = ("expel", "order", "persona", "declare", "give")
PARTICLES = frozenset(("over", "up", "down", "off"))
SENT = frozenset("send.staff send.more send.help send.force send.protect send.peacekeepers".split())
OWNED_BY_ACTOR = frozenset(
    "cut.aid recall.envoy call.home provide.aid deliver.relief supply.arms"
    " ship.relief donate lend give.money hand.money impose.sanctions lift.sanctions".split()
)
CROWD = frozenset(("crowd",))
# What says what it is for: "marched to demand", "a day to leave".
PURPOSEFUL = ("02", "09", "10", "114", "124", "139", "14", "166")
PURPOSES = ("acl", "advcl", "xcomp", "relcl")
FULL = 7  # weight of a row that asks for a class of objects and for company
PHONE, PROTEST = "041", "14"
VERBAL = ("02", "03", "05", "10", "11", "12", "13")


def inner_of(parse: Parse, i: int) -> bool:
    """Tell whether a preposition has an object."""
    return bool(parse.children(i, "pobj"))


def _are_armed(side: Sides) -> bool:
    """Tell whether all are soldiers, police or insurgents."""
    return bool(side) and all(p.sector in (*SOLDIERS, "COP") for p in side)


def _hits_firms(row: VerbPattern, actors: Sides, recipients: Sides) -> bool:
    """Tell whether a blow falls on firms alone, by nobody with arms: *targeted two banks*."""
    return row.rule in SPARRING and {p.sector for p in recipients} == {"BUS"} and not _are_armed(actors)


@dataclass(slots=True)
class VerbReader(RecipientReader):
    """Reads the acts that verbs name by themselves."""

    def plain_act(self, frame: Frame, rows: tuple[VerbPattern, ...]) -> Act | None:
        """Return the act of the first row that fits, the most exact rows first."""
        for row in rows:
            place = self.words_fit(frame, row.words)
            if place is None:
                continue
            thing = frame.object if place < 0 else place
            if self._object_fits(frame, row, thing) and self._company_fits(frame, row, thing):
                found = self._from_row(frame, row, thing)
                if found is not None:
                    return found
        return None

    def words_fit(self, frame: Frame, words: tuple[str, ...]) -> int | None:
        """Find the further words of a verb below it; return the object of the last one, -1 for none, None for no fit."""
        at, place = frame.verb, -1
        for word in words:
            for c in (*self.parse.tokens[at].children, *self.parse.tokens[frame.verb].children):
                token = self.parse.tokens[c]
                late = word in PARTICLES and token.dep == "prep" and frame.object is not None and frame.verb < frame.object < c
                if late and inner_of(self.parse, c):  # "took X to court over the river" is not "took over the river"
                    continue
                if c > at and c - at <= 8 and word in (token.lower, token.lemma) and not self._is_time(c):
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

    def _is_time(self, i: int) -> bool:
        """Tell whether a preposition only says when: *called Mara Voss on Friday*."""
        below = self.parse.children(i, "pobj")
        return bool(below) and below[0].ent in ("DATE", "TIME")

    def _object_fits(self, frame: Frame, row: VerbPattern, thing: int | None) -> bool:
        wanted = row.object
        if not wanted or "any_or_none" in wanted:
            return True
        if "named" in row.flags and thing is not None and self.parse.tokens[thing].pos == "PRON":
            return False
        if thing is not None and self.parse.tokens[thing].ent in ("DATE", "TIME") and wanted <= ANYTHING:
            thing = None  # "would return to X next month"
        if thing is None or ("none" in wanted and self.parse.tokens[thing].lower in row.words):  # "joined forces"
            return "none" in wanted
        if row.code.startswith(FORCE) and "any" in wanted and not self._is_bodily(thing):
            return False
        return "any" in wanted or self.is_a(thing, wanted)

    def _company_fits(self, frame: Frame, row: VerbPattern, thing: int | None) -> bool:
        if not row.company:
            return True
        preps = frame.preps + (self.after(thing) if thing is not None else [])
        for prep, wanted in row.company:
            fitting = [o for p, o in preps if p == prep and self.is_a(o, frozenset((wanted,)))]
            if any(not row.code.startswith(FORCE) or wanted != "any" or self._is_bodily(o) for o in fitting):
                return True
            if fitting:
                continue
            if prep == "oprd" and any(self.is_a(c.i, frozenset((wanted,))) for c in self.parse.children(frame.verb, "oprd")):
                return True
            if prep == "oprd" or wanted == "any":
                word = wanted if prep == "oprd" else prep
                judged = self.parse.children(frame.verb, "oprd", "attr", "ccomp") if prep == "oprd" else []
                if any(self.is_a(c.i, frozenset((wanted,))) for c in judged):
                    return True
                for c in self.below(frame.verb, 2):
                    token = self.parse.tokens[c]
                    if (
                        word in (token.lower, token.lemma)
                        and c > frame.verb
                        and token.dep not in ("prep", "agent", "dobj", "aux")
                    ):
                        return True
        return False

    def _from_row(self, frame: Frame, row: VerbPattern, thing: int | None) -> Act | None:
        if is_question(self.parse, frame):
            return None
        actors = self._find_actors(frame, row, thing)
        if not actors and frame.passive:
            actors = self._missing_agent(frame, row, thing)
        if row.code.startswith("14") and frame.subject is not None:
            actors = self.gathered(frame.verb, actors)
        verb = self.parse.tokens[frame.verb]
        if not actors and verb.dep == "acl" and verb.tag in ("VBN", "VBG") and not self._exists(verb.head):
            return None  # background: "the man held in May"
        if self._misfits(frame, row, thing, actors):
            return None
        if "many" in row.flags and len({p.country for p in actors if p.country}) < 2:
            return None
        recipients = self.find_recipient(frame, row, thing, actors)
        if _hits_firms(row, actors, recipients):
            return None
        code = self._code_for(frame, row, thing, actors)
        symmetric = "sym" in row.flags or (code == EXERCISE and code != row.code)
        if symmetric and are_several(actors):  # all sides are named: "X and Y signed it in a town of Y"
            own = {p.country for p in actors}
            recipients = tuple(p for p in recipients if p.country not in own)
        words = (
            (frame.verb,) if thing is None or not row.object - {"any", "actor", "any_or_none", "none"} else (frame.verb, thing)
        )
        used = self._used(frame, row, thing)
        if not self._actors_fit(frame, row, actors) or self._lacks_side(row, actors, recipients):
            return None
        if not actors and frame.subject is not None and not self._can_act(frame.subject):
            return None
        flags = row.flags | {"exact"} if row.weight > 1 else row.flags
        if row.weight >= FULL:
            flags |= {"full"}
        return Act(code, row.rule, words, actors, recipients, symmetric, 0.75 if row.weight > 3 else 0.65, flags, used)

    def _find_actors(self, frame: Frame, row: VerbPattern, thing: int | None) -> Sides:
        """Return who acts, in the places that the row names."""
        for place in row.actor:
            heads = [frame.subject] if place == "subject" else [i for p, i in self.preps(frame, thing) if p == place]
            actors = next((found for h in heads if (found := self.doers(h))), ())
            if actors:
                return actors
        if row.flags & SUBJECTS.keys():
            heads = [frame.subject if frame.subject is not None or not frame.passive else frame.object]
            return next((found for h in heads if h is not None and (found := self.parties(h) or self.owner(h))), ())
        return () if frame.passive else self._wielder(frame.subject)

    def _missing_agent(self, frame: Frame, row: VerbPattern, thing: int | None) -> Sides:
        """Return who acts in a passive whose row names nobody: behind a stray *by*, from the scene, or from the noun."""
        below = self.agent_below(frame) if frame.subject is None else ()
        return below or self._from_scene(frame, row) or self._from_noun(frame, row, thing)

    def _from_scene(self, frame: Frame, row: VerbPattern) -> Sides:
        """Return the state where somebody was held, that he had to leave, or whose attack it was: *was killed in X's raid*."""
        if row.code.startswith("17"):
            return self._state_after(frame, "in")
        if row.code.startswith("16") and row.name.startswith(EXPELLING):  # "was ordered out of X"
            return self._state_after(frame, "of", "from", "in")
        if not row.code.startswith(("18", "19")):
            return ()
        found = next((side for o in frame.after("in", "during") if (side := self._attacker(o))), ())
        return found if found or row.code.startswith("18") else self._state_after(frame, "from")

    def _from_noun(self, frame: Frame, row: VerbPattern, thing: int | None) -> Sides:
        """Return whose aid, troops or words it was: *X's troops were sent*, *X's rebuke of Y was delivered*."""
        if thing is not None and row.code.startswith(("07", "162")) and (found := self.owner(thing)):
            return found
        if row.code.startswith(("15", "0874")) or row.name in SENT:
            return self.doers(thing)
        if thing is None or frame.subject is not None:
            return ()
        if row.name in OWNED_BY_ACTOR:  # "Danish aid to X was frozen"
            return self.owner(thing)
        named = self.named(thing)
        return named.actors if named is not None and row.code.startswith(VERBAL) and named.code.startswith(VERBAL) else ()

    def _state_after(self, frame: Frame, *prepositions_: str) -> Sides:
        return next((found for o in frame.after(*prepositions_) if self.is_a(o, STATE) and (found := self.parties(o))), ())

    def agent_below(self, frame: Frame) -> Sides:
        """Return who acts in a passive whose *by* the parser hung on another word: *was found guilty of spying by a court*."""
        tokens = self.parse.tokens
        for k in range(frame.verb + 1, min(tokens[frame.verb].right, frame.verb + REACH) + 1):
            heads = self.parse.children(k, "pobj") if tokens[k].lower == "by" else []
            above = tokens[tokens[k].head]
            near = above.i == frame.verb or (above.i > frame.verb and above.tag != "VBN")
            if heads and near and not self._elsewhere(above.i, frame.verb):
                found = self.doers(heads[0].i)
                if found:
                    return found
        return ()

    def _wielder(self, i: int | None) -> Sides:
        """Return whose weapon it is that strikes: *a bomb planted by militants killed …*."""
        if i is None or not self.classes(i) & WIELDED:
            return ()
        for c in self.parse.children(i, "acl"):
            for p, o in prepositions(self.parse, c.i) if c.tag == "VBN" else ():
                if p in ("by", "from") and (found := self.parties(o)):
                    return found
        return ()

    def _lacks_side(self, row: VerbPattern, actors: Sides, recipients: Sides) -> bool:
        """Tell whether a row that needs another side has none of weight: *said no to the rebels*, not *to a reporter*."""
        if "towards" not in row.flags or ("sym" in row.flags and are_several(actors)):
            return False
        political = self.patterns.words["political"]
        return not any((p.country and p.sector != "JRN") or p.sector in political for p in recipients)

    def _code_for(self, frame: Frame, row: VerbPattern, thing: int | None, actors: Sides) -> str:
        """Return the code of a row, made finer by the object, or changed by who acts."""
        code = self.refine(self.refine(row.code, thing), frame.subject, means=True)
        if thing is not None and code == "190" and RAID in self.classes(thing) and {p.sector for p in actors} == {"COP"}:
            return SEARCH
        if code == DEMOLISH and frame.subject is not None and self.classes(frame.subject) & CROWD:
            return RIOT
        if row.name.startswith("exercise") and are_several(actors):  # "their navies held exercises"
            return EXERCISE
        return code

    def _misfits(self, frame: Frame, row: VerbPattern, thing: int | None, actors: Sides) -> bool:
        """Tell whether the clause says something else: *called X a clown*, *demonstrated that it can*, a figure of speech."""
        if row.code.startswith(PHONE) and self.parse.children(frame.verb, "oprd"):
            return True
        if is_figure(self.parse, self.patterns, frame, row, thing) or is_calamity(self.parse, self.patterns, frame, row, actors):
            return True
        bare = row.code.startswith(PROTEST) and frame.clause is not None and not frame.preps
        if bare or (row.rule == CALLING_ON and any(self._is_purpose(c) for c in self.below(frame.verb, 2))):
            return True  # "called on X to act" is no visit
        wordy = row.code.startswith(FORCE) and self._is_wordy(frame, row, thing, actors)
        if wordy or (row.rule == AGREEING_WITH and is_settled(self.parse, frame)):
            return True
        if "sym" in row.flags and row.code.startswith("19") and frame.after("over") and not _are_armed(actors):
            return True  # of words: "clashed over the plan"
        return "passive" in row.flags and not frame.passive

    def _is_wordy(self, frame: Frame, row: VerbPattern, thing: int | None, actors: Sides) -> bool:
        """Tell whether who strikes does so in words: *the candidate hit his rival hard*."""
        if thing is None or "self" in row.object or row.rule not in SPARRING or self.classes(thing) & ARMED:
            return False
        if actors and all(p.sector in POLITICIANS for p in actors):
            return True
        i = frame.subject
        return i is not None and (self.parse.tokens[i].lemma in self.patterns.words["parties"] or self._are_persons(i, thing))

    def _are_persons(self, *heads: int) -> bool:
        """Tell whether all of them are persons known by name."""
        return all(self.parse.tokens[i].ent == "PERSON" and self.cast.at(i) is not None for i in heads)

    def _exists(self, i: int) -> bool:
        """Tell whether the sentence says that there is such a thing: *there were ten soldiers killed*."""
        token = self.parse.tokens[i]
        return token.dep == "attr" and any(c.dep == "expl" for c in self.parse.children(token.head))

    def _is_bodily(self, i: int) -> bool:
        """Tell whether force can be used on a thing: somebody, a place, or what a class of nouns calls people or goods."""
        if self.cast.at(i) is not None or self.parse.tokens[i].ent in BODILY_NAMES:
            return True
        return bool(self.classes(i) & self.patterns.words["bodily"])

    def _actors_fit(self, frame: Frame, row: VerbPattern, actors: Sides) -> bool:
        """Tell whether the actors are of the sort that the flags of the row ask for."""
        if not row.flags & {
            "agent",
            "armed",
            "court",
            "crowd",
            "forces",
            "leader",
            "mil",
            "state",
            "unarmed",
            "wordy",
            *SUBJECTS,
        }:
            return True
        if "agent" in row.flags:
            return bool(actors)
        if "court" in row.flags:
            return any(p.sector == "JUD" for p in actors)
        kinds = {self.cast.actor(p.actor).kind for p in actors if p.actor}
        if asked := row.flags & SUBJECTS.keys():
            heads = (frame.subject, frame.object if frame.passive else None)
            told = any(p.country == "NGO" for p in actors) if "ngo" in asked else False
            return told or any(h is not None and self.is_a(h, SUBJECTS[flag]) for flag in asked for h in heads)
        if "leader" in row.flags:
            return bool(kinds & {ActorKind.PERSON, ActorKind.UNNAMED}) and all(p.sector not in ("BUS", "CVL") for p in actors)
        if "unarmed" in row.flags:
            wordy = frame.subject is not None and not self._is_bodily(frame.subject)  # "its record came under attack"
            armed = ActorKind.STATE in kinds or any(p.sector in ("MIL", "REB", "UAF") for p in actors)
            return bool(actors) and (wordy or not armed)
        if "state" in row.flags:
            return not any(p.sector in self.patterns.words["insurgent"] for p in actors)
        if "crowd" in row.flags:
            return not actors or (
                bool(kinds & {ActorKind.GROUP, ActorKind.UNNAMED, ActorKind.ORGANIZATION, ActorKind.PERSON})
                and not any(p.sector in self.patterns.words["no_crowd"] for p in actors)
            )
        armed = frame.subject is not None and bool(self.classes(frame.subject) & ARMED)
        able = RULERS if "forces" in row.flags else SOLDIERS
        if "wordy" in row.flags:
            return not armed and not any(p.sector in able for p in actors)
        states = bool(row.flags & {"forces", "mil"}) and ActorKind.STATE in kinds
        return armed or states or any(p.sector in able for p in actors) or ("forces" in row.flags and not actors)

    def _can_act(self, i: int) -> bool:
        return bool(self.classes(i) & self.patterns.words["agents"])

    def _used(self, frame: Frame, row: VerbPattern, thing: int | None) -> frozenset[int]:
        """Say which words the act speaks for: its object, and what somebody is accused of, thanked for or kept from."""
        used = {thing} if thing is not None else set()
        if thing is not None:
            used.add(act_head(self.parse, self.patterns, thing))
        used.update(o for p, o in self.preps(frame, thing) if p in GROUNDS)
        if row.code.startswith("12"):
            used.update(o for p, o in frame.preps if p in row.recipient)  # "shut the door on talks"
        if row.code.startswith("112"):
            used.update(frame.after("with"))
        if frame.subject is not None and self.classes(frame.subject) & WIELDED:
            used.update(c.i for c in self.parse.children(frame.subject, "acl"))
        if row.code.startswith(PURPOSEFUL):
            used.update(c for c in self.below(frame.verb, 2) if self._is_purpose(c))
        denied = self.parse.tokens[frame.verb].lemma in self.patterns.words["denying"]  # "denied a report that it had …"
        if thing is not None and not denied and row.code.startswith(("05", "09", "11", "12")):
            used.update(c for c in self.parse.tokens[thing].children if self.parse.tokens[c].dep in ("acl",))
        return frozenset(used)

    def _is_purpose(self, i: int) -> bool:
        """Tell whether a verb says what for: *to demand …*, *demanding …*; a clause with a subject of its own does not."""
        token = self.parse.tokens[i]
        return token.dep in PURPOSES and token.tag in ("VB", "VBG") and not self.parse.children(i, "nsubj", "nsubjpass")

    def _attacker(self, i: int) -> Sides:
        """Return whose attack it was: *killed in Israeli shelling*, *killed in a strike by government forces*."""
        named = self.named(i)
        if named is not None and named.code.startswith(("18", "19")):
            return named.actors
        return self.owner(i) if self.classes(i) & ARMED else ()

    def alleged(self, frame: Frame, act: Act) -> Act | None:
        """Read *X alleged that Y …* as an accusation of Y, where Y is of another country; what is alleged is then used up."""
        told = act if act.recipients and act.code == COMPLAINT else None  # "complained to the council"
        if not any(p.country and p.sector != "JRN" for p in act.actors):  # a radio that claims it only reports it
            return None
        if frame.clause is None:
            return told
        inner = self.frame(frame.clause)
        accused = self.others(self.doers(inner.subject), act.actors)
        if not act.actors or not accused or {p.country for p in accused} & {p.country for p in act.actors}:
            return told
        return replace(act, recipients=accused, used=act.used | set(conjuncts(self.parse, frame.clause)))
