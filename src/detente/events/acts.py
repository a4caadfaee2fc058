"""Acts that stand inside another: *agreed to release prisoners*, *its refusal to talk*, *faces criticism*.

Such an act is one, made of a stance (*agree*) and what it is about (*release prisoners*); the words of the inner act are then
used up. Everything else is left to the readers of verbs and nouns.
"""

from dataclasses import dataclass, replace

from detente.events.act import Act, Sides
from detente.events.addressees import ASKING, THREAT, AddresseeReader
from detente.events.frames import Frame, prepositions
from detente.events.no_act import is_done_lightly, is_left_open, is_no_request, is_of_fact, is_put_away, is_unvoiced, may_expect
from detente.events.patterns import Stance
from detente.events.purposes import find_purposes, find_urged
from detente.events.recipients import LOCATED

TOWARDS = ("with", "to", "against", "on", "at", "towards", "toward", "for", "from", "into", "over", "near", "inside", "in", "by")
OWNING = frozenset(("have", "see", "feel"))
HAVING = frozenset(
    "have see feel express give make signal voice show indicate declare state announce reiterate underline convey".split()
)
WILLING = "willingness"  # the row of stances.tsv
AGREED = "stances.intend.agree"
LIGHT = ("light", "convey")
MEETING = ("after", "at", "during", "following", "in")
DEEPEST = 5
PROTEST = "14"
FREEING = "0841"
ORDERING = ("order", "instruct", "command", "direct")
BLAMING = ("111", "112")
HOSTILE = ("09", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20")
HOLLOW = ("aspect", "stop", "halt", "undergo")  # say nothing without the act that they are about
SHARING = ("aspect", "intend", "stop", "halt", "refuse")


def _countries(side: Sides) -> set[str]:
    return {p.country for p in side if p.country}


@dataclass(frozen=True, slots=True)
class Content:
    """What a stance is about: the word of the inner act, who is to act (a token), the construction, and the act, where known."""

    inner: int
    target: int | None
    how: str
    known: Act | None = None


@dataclass(slots=True)
class ActReader(AddresseeReader):
    """Reads the acts of one parse; each token once."""

    def act(self, i: int, depth: int = 0) -> Act | None:
        """Return the act that token i names, or None."""
        if depth > DEEPEST:
            return None
        if i not in self.known:
            self.known[i] = None  # a loop in the tree ends here
            self.known[i] = self._read(i, depth)
        return self.known[i]

    def _read(self, i: int, depth: int) -> Act | None:
        token = self.parse.tokens[i]
        if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
            return self._verb(i, depth)
        if token.pos == "ADJ":
            return self._adjective(i, depth)
        if token.pos in ("NOUN", "PROPN"):
            return self._noun(i, depth)
        return None

    def _verb(self, i: int, depth: int) -> Act | None:
        token = self.parse.tokens[i]
        stances = self.stances_of(token, "verb")
        rows = self.patterns.verbs.get(token.lemma) or self.patterns.verbs.get(token.lemma + "e", ())
        if not stances and not rows:
            return self.shared_work(i)
        frame = self.frame(i)
        plain = self.plain_act(frame, rows)
        if plain is None or not plain.recipients:
            plain = self.shared_work(i) or plain
        if plain is not None and "clause" in plain.flags:
            return self.alleged(frame, plain)
        for stance in stances:
            found = self._stance(frame, stance, depth)
            if found is not None and not self._is_plainer(plain, found):
                return found
        return plain

    def _is_plainer(self, plain: Act | None, found: Act) -> bool:
        """Tell whether a row of verbs says more than a stance: a full one, on a noun, or *began a hunger strike to demand …*."""
        if plain is None or "exact" not in plain.flags:
            return False
        return (
            "nominal" in found.flags
            or "full" in plain.flags
            or (plain.code.startswith(PROTEST) and found.words[1:2] > plain.words[1:2] > ())
        )

    def _stance(self, frame: Frame, stance: Stance, depth: int) -> Act | None:
        place = self.words_fit(frame, stance.words)
        said = frame.passive and self.parse.tokens[frame.verb].dep != "acl"  # "the threat was received with shrugs"
        if place is None or (stance.stance == "undergo" and said) or is_put_away(self.parse, frame, stance):
            return None
        doer = frame.object if frame.passive and frame.subject is None and stance.stance not in ASKING else frame.subject
        subject = self.doers(doer)
        for content in self._contents(frame, stance, place):
            if self._only_foreseen(frame, stance, content, subject):
                continue
            known = self.named(content.inner, depth + 1) if content.how == "noun" else self.act(content.inner, depth + 1)
            if known is not None and stance.name in LIGHT and is_done_lightly(self.patterns, self._verb_word(frame), known):
                continue
            code = self._code(stance, content, known)
            if code and stance.stance == "aspect" and known is not None and not subject:  # "its delivery was completed"
                subject = known.actors
            if code:
                composed = self._composed(frame, stance, code, replace(content, known=known), subject)
                loose = content.how == "noun" or (content.how == "purpose" and known is None)
                return replace(composed, flags=composed.flags | {"nominal"}) if loose else composed
        return None

    def _verb_word(self, frame: Frame) -> str:
        return self.parse.tokens[frame.verb].lemma

    def _only_foreseen(self, frame: Frame, stance: Stance, content: Content, subject: Sides) -> bool:
        """Tell whether words ask nobody for anything: *is expected to*, *expect the market to*, *agreed that prices were low*."""
        if stance.rule == AGREED:
            return content.how == "that" and content.inner > frame.verb and is_of_fact(self.parse, content.inner)
        if stance.stance not in ASKING:
            return stance.stance == "aspect" and is_left_open(self.parse, content.inner)
        if self._verb_word(frame) != "expect":
            return is_no_request(self.parse, frame, content.target, content.how, content.inner)
        return frame.passive or frame.negated or not may_expect(subject, self.parties(content.target))

    def _code(self, stance: Stance, content: Content, known: Act | None) -> str:
        """Return the code of the stance on the content; one that no table knows leaves a strong stance alone."""
        if known is not None and stance.stance == "refuse" and content.how == "noun" and known.code.startswith(BLAMING):
            return "120"  # "rejected X's accusations"; "refused to condemn X" is none
        if known is not None:
            if "stances.undergo" in known.rule and stance.stance != "aspect":  # "hopes to win support" is no act towards anybody
                return ""
            vowed = stance.stance == "intend" and content.how in ("inf", "that") and self.frame(content.inner).negated
            if vowed:  # "pledged not to block", "vowed not to talk"
                return "030" if known.code.startswith(HOSTILE) else self.patterns.compose("refuse", known.code)
            return self.patterns.compose(stance.stance, known.code)
        asked = stance.stance in ASKING and content.how in ("object-inf", "that") and bool(self.parties(content.target))
        idle = self.parse.tokens[content.inner].lemma in self.patterns.words["idle_asked" if asked else "idle"]
        idle = idle and not (content.how == "that" and stance.stance == "intend")  # "promised that it would be ready"
        if content.how == "noun" or idle or "weak" in stance.flags or stance.stance in HOLLOW:
            return ""
        return self.patterns.compose(stance.stance, "")

    def _contents(self, frame: Frame, stance: Stance, place: int) -> list[Content]:
        """List what the stance may be about here: a clause, a gerund or infinitive, a noun."""
        frames, tokens = stance.frames, self.parse.tokens
        thing = frame.object if place < 0 else place
        out = [
            found for c in (frame.complement, frame.clause) if c is not None and (found := self._clause(frame, stance, c, thing))
        ]
        if not out and "object-inf" in frames and thing is not None:
            out += [Content(c, thing, "purpose") for c in find_purposes(self.parse, frame, thing)]
        if not out and "object-inf" in frames and stance.stance in ASKING:
            out += [Content(c, who, "object-inf") for c, who in find_urged(self.parse, frame)]
        for prep, o in frame.preps:
            made_for = frame.passive and tokens[frame.verb].dep == "acl" and prep == "for"  # "a paper prepared for the talks"
            if prep in frames and prep != "by" and not made_for:
                out.append(Content(o, None, "ing" if tokens[o].dep == "pcomp" else "noun"))
        if "ing" in frames and thing is not None:  # "start normalizing relations", where the parser sees an adjective
            out += [Content(c.i, None, "ing") for c in self.parse.children(thing, "amod") if c.tag == "VBG"]
        if "noun" in frames and thing is not None:
            out.append(Content(thing, None, "noun"))
        return out

    def _clause(self, frame: Frame, stance: Stance, c: int, thing: int | None) -> Content | None:
        frames, tokens = stance.frames, self.parse.tokens
        inner = tokens[c]
        to = any(tokens[k].lower == "to" for k in inner.children if tokens[k].dep in ("aux", "mark"))
        own = next((k for k in inner.children if tokens[k].dep in ("nsubj", "nsubjpass")), None)
        if to and "object-inf" in frames and (own is not None or thing is not None):
            return Content(c, own if own is not None else thing, "object-inf")
        if to and thing is not None and stance.stance in ASKING and "noun" not in frames:  # "asked X to help"
            return Content(c, thing, "object-inf") if "inf" in frames and own is None else None
        if to:
            return Content(c, None, "inf") if "inf" in frames and own is None else None
        if inner.tag == "VBG" and c == frame.complement:
            return Content(c, None, "ing") if "ing" in frames else None
        if "object-inf" in frames and inner.tag == "VB" and own is not None and not self.parse.children(c, "aux", "mark"):
            return Content(c, own, "object-inf")
        if "that" in frames and c == frame.clause and (stance.stance not in ASKING or self._wished(c)):
            return Content(c, own, "that")
        return None

    def _wished(self, i: int) -> bool:
        """Tell whether a clause says what is to be done: a bare verb form, or *should* or *must*."""
        token = self.parse.tokens[i]
        helpers = [self.parse.tokens[c] for c in token.children if self.parse.tokens[c].dep in ("aux", "auxpass")]
        return any(h.lower in ("should", "must", "be") for h in helpers) or (token.tag in ("VB", "VBP") and not helpers)

    def _composed(self, frame: Frame, stance: Stance, code: str, content: Content, subject: Sides) -> Act:
        known, inner = content.known, content.inner
        rule = stance.rule if known is None else f"{stance.rule}+{known.rule}"
        words = (frame.verb, *(known.words if known else ()))
        if stance.stance == "undergo":
            return self._undergone(frame, rule, code, content)
        if known is not None and stance.stance == "aspect" and frame.passive and frame.subject is None:
            subject = subject or known.actors  # "X's apology was sent to Y"
        if known is not None and stance.stance == "aspect" and self._suffers(subject, known):
            return replace(known, rule=rule, words=words, used=known.used | set(known.words) | {inner})
        if known is not None and self._is_carried_out(frame, stance, content, subject):
            return replace(known, actors=subject, rule=rule, words=words, used=known.used | set(known.words) | {inner})
        towards = self._asked(frame, code, content) if stance.stance in ASKING else self._towards(frame, stance, content)
        sides = [found for side in towards if (found := self.others(side, subject))]
        recipients = next((found for found in sides if any(p.country for p in found)), sides[0] if sides else ())
        recipients = self.abroad(recipients, subject)
        if stance.stance in ASKING and content.target is not None and sides and not self.unnamed(sides[0]):
            recipients = sides[0]  # who is asked by name, of whatever country
        if stance.stance == "refuse" and not any(p.country for p in recipients):
            recipients = self.urging(frame.verb, subject) or recipients
        if stance.stance == "demand":
            recipients = tuple(p for p in recipients if p.sector != "JRN")  # "told reporters that …"
        if stance.stance in ASKING and known is not None and known.code.startswith(FREEING) and not _countries(recipients):
            recipients = ()  # who is to be freed is not the one asked
        if not recipients and code.startswith(("03", "13")):
            recipients = self.bound(frame.verb, subject) or self.bound(inner, subject)
        wanted = self.is_wanted(stance.stance, code, content.how, known)
        if not recipients and "sym" not in stance.flags and known is not None and not wanted:
            located = known.code.startswith(LOCATED) and not known.symmetric
            recipients = self.nearby(frame.verb, subject, located=located) or (
                self.nearby(inner, subject, located=located) if inner > frame.verb else ()
            )
        if known is not None and known.symmetric and len(_countries(subject)) > 1 and not _countries(known.recipients):
            recipients = ()  # "both are due to meet in X"
        if known is not None and known.symmetric and self.only_where(recipients):
            recipients = ()
        if "sym" in stance.flags and _countries(recipients) < _countries(subject):  # both agreed on what one of them will do
            recipients = ()
        symmetric = (known is not None and known.symmetric and stance.stance in SHARING) or (
            not recipients
            and ("sym" in stance.flags or (known is None and stance.stance == "intend" and self.is_shared(inner, subject)))
        )
        used = frozenset({inner}) | (known.used | set(known.words) if known else frozenset())
        flags = stance.flags | (known.flags & {"pol", "mil"} if known else frozenset())
        return Act(code, rule, words, subject, recipients, symmetric, 0.7 if known else 0.5, flags, used)

    def _is_carried_out(self, frame: Frame, stance: Stance, content: Content, subject: Sides) -> bool:
        """Tell whether one's own people are ordered to do the act, which does it: *ordered its firms to stop gas to X*."""
        if stance.stance != "demand" or self.parse.tokens[frame.verb].lemma not in ORDERING or content.known is None:
            return False
        own, theirs = _countries(subject), _countries(content.known.recipients)
        return (
            content.how == "object-inf" and bool(theirs) and not theirs & own and _countries(self.parties(content.target)) == own
        )

    def _suffers(self, subject: Sides, known: Act) -> bool:
        """Tell whether the subject is who the inner act is done to: *managed to win support from X*, *began to receive aid*."""
        own = _countries(subject)
        return not known.symmetric and bool(own & _countries(known.recipients)) and not own & _countries(known.actors)

    def _asked(self, frame: Frame, code: str, content: Content) -> list[Sides]:
        """List who may be asked to act, the likeliest first."""
        known = content.known
        out = [self.parties(o) for o in self.to_be_done_by(content.inner, content.target)]
        if known is not None and content.target is None:
            out.append(known.actors)
        spoken_to = [o for p, o in frame.preps if p in ("on", "from", "to", "with", "of") and not self.is_beside(p, o)]
        out.extend(self.parties(o) for o in (*spoken_to, *self.written_to(frame.verb)))
        if known is not None and (code.startswith(THREAT) or not self.is_asked(content.inner, content.target)):
            out.append(known.recipients)
        return out

    def _towards(self, frame: Frame, stance: Stance, content: Content) -> list[Sides]:
        """List towards whom the stance may be, the likeliest first."""
        known, inner = content.known, content.inner
        out: list[Sides] = []
        if known is not None:
            pressed = stance.stance == "refuse" and self.is_wanted("refuse", "", content.how, known)
            out.extend((known.actors, () if pressed else known.recipients) if stance.stance == "refuse" else (known.recipients,))
            if stance.stance != "intend":
                out.append(known.actors)
        out.append(self.parties(frame.dative))
        assured = frame.passive and frame.subject is not None and content.how in ("that", "inf")  # "was assured by X that …"
        if frame.object != inner and (not frame.passive or assured):
            out.append(self.parties(frame.object))
        located = stance.stance not in ("intend", "refuse", "threaten") and (known is None or known.code.startswith(LOCATED))
        for p, o in frame.preps:
            if p in TOWARDS and o != inner and not self.is_beside(p, o, located=located):
                out.append(self.parties(o))
        if known is None and stance.stance in ("intend", "refuse", "threaten"):
            out.extend(self._around(inner, frame.subject))
        if stance.stance == "intend":  # "agreed after talks with X"
            met = [self.named(o) for p, o in frame.preps if p in MEETING]
            out.extend(act.recipients or act.actors for act in met if act is not None and act.symmetric)
        return out

    def _undergone(self, frame: Frame, rule: str, code: str, content: Content) -> Act:
        """Turn the sides round: who faces criticism is its recipient."""
        known = content.known
        givers = [o for p, o in self.preps(frame, content.inner) if p in ("from", "by", "of")]
        actors = next((found for o in givers if (found := self.parties(o))), known.actors if known else ())
        words = (frame.verb, *(known.words if known else ()))
        recipients = self.others(self.parties(frame.subject), actors)
        return Act(code, rule, words, actors, recipients, used=frozenset((content.inner,)))

    def _is_around(self, prep: str, i: int) -> bool:
        return prep in TOWARDS and not self.is_where(i) and not self.is_beside(prep, i)

    def _around(self, i: int, doer: int | None) -> list[Sides]:
        """Return who stands around a verb that no table knows: its object and its prepositional phrases."""
        if self.parse.tokens[i].pos not in ("VERB", "AUX"):
            return [self.parties(o) for p, o in prepositions(self.parse, i) if p in TOWARDS]
        inner = self.frame(i)
        out = [self.parties(o) for o in (inner.dative, inner.object) if o is not None and not self.is_own(o, doer)]
        out.extend(self.parties(o) for p, o in self.preps(inner, inner.object) if self._is_around(p, o))
        lets = any(s.stance == "allow" for s in self.stances_of(self.parse.tokens[i], "verb"))
        if lets and inner.clause is not None:  # "refused to let X in"
            out.append(self.parties(self.frame(inner.clause).subject))
        return out

    def _adjective(self, i: int, depth: int) -> Act | None:
        """Read an adjective that takes a stance: *ready to help X*, *opposed to the plan*."""
        token = self.parse.tokens[i]
        stances = self.stances_of(token, "adjective")
        if not stances:
            return None
        verb = self.parse.tokens[token.head]
        subject = self.doers(self.frame(verb.i).subject) if verb.pos in ("VERB", "AUX") else ()
        return self._hung(i, stances, subject, depth)

    def _noun(self, i: int, depth: int) -> Act | None:
        """Read a noun that takes a stance (*its offer to help X*), else one that names an act."""
        token = self.parse.tokens[i]
        having = self._having(i)
        owned = self.parse.tokens[token.head].lemma in OWNING  # "has plans to", "sees an interest in"
        stances = [
            s if s.stance == "threaten" or (s.name == WILLING and having and not owned) else replace(s, flags=s.flags | {"weak"})
            for s in self.stances_of(token, "noun")
        ]
        if is_unvoiced(self.parse, self.patterns, i):
            return None
        if token.dep == "ROOT" and self.parse.children(i, "xcomp"):  # a verb that was taken for a noun: "Rivera offers to help"
            stances = self.stances_of(token, "verb") or stances
        found = self._hung(i, stances, self.owner(i) or having, depth) if stances else None
        if found is None and any(c.how == "inf" for s in stances for c in self._hanging(i, s)):
            return None  # "calls to act" are no telephone calls
        return replace(found, confidence=0.5) if found is not None else self.named(i, depth)

    def _having(self, i: int) -> Sides:
        """Return who has the intention or the duty that a noun names: *X has no intention of …*."""
        token = self.parse.tokens[i]
        verb = self.parse.tokens[token.head]
        held = token.dep in ("dobj", "nsubjpass") and verb.lemma in HAVING
        return self.doers(self.frame(verb.i).subject) if held else ()

    def _hung(self, i: int, stances: list[Stance], subject: Sides, depth: int) -> Act | None:
        """Read a stance whose content hangs on a noun or adjective."""
        frame = Frame(i, preps=prepositions(self.parse, i))
        for stance in stances:
            for content in self._hanging(i, stance):
                known = self.act(content.inner, depth + 1)
                if content.how == "noun":
                    known = self.named(content.inner, depth + 1) or known
                code = self._code(stance, replace(content, how="inf"), known)
                if known is None and stance.stance == "refuse" and self.is_put_forward(content.inner):
                    code = "127"
                vague = known is None and stance.stance == "threaten" and content.how == "noun"  # "the threat of a default"
                if code and not vague:
                    return self._composed(frame, stance, code, replace(content, known=known), subject)
        return None

    def _hanging(self, i: int, stance: Stance) -> list[Content]:
        tokens = self.parse.tokens
        out = []
        verb = tokens[tokens[i].head]
        held = tokens[i].dep == "dobj" and verb.lemma in HAVING
        after = [c.i for c in self.parse.children(verb.i, "xcomp", "advcl") if c.i > i] if held else []
        for c in (*tokens[i].children, *after):
            child = tokens[c]
            if child.dep in ("acl", "xcomp", "ccomp", "relcl", "advcl") and "inf" in stance.frames and child.tag == "VB":
                out.append(Content(c, None, "inf"))
            elif child.dep == "prep" and child.lower in stance.frames:
                out.extend(Content(o, None, "noun") for o in child.children if tokens[o].dep in ("pobj", "pcomp"))
        following = tokens[i + 1] if i + 1 < len(tokens) else tokens[i]
        if not out and following.lower == "for" and following.dep == "mark" and stance.stance in ASKING:  # hung on another verb
            own = next((k.i for k in self.parse.children(following.head, "nsubj") if k.i > i), None)
            if own is not None and tokens[following.head].tag == "VB":
                out.append(Content(following.head, own, "inf"))
        return out
