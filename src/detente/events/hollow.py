"""Stances that are none by their construction: *called X* on the telephone, *does not want X to*, *agreed that X was*, *put aside*."""

from detente.events.act import Act, Sides
from detente.events.frames import Frame
from detente.events.patterns import Patterns, Stance
from detente.language.parse import Parse
from detente.records import Participant

MODALS = frozenset(("should", "must", "will", "would", "shall", "can", "could", "may", "might", "'ll", "'d", "ought"))
DUE = frozenset(("have", "need", "be"))
TREATY = "057"
ALERT = "152"
BLAME = "111"
CALL = "041"
HARSH = ("13", "15", "16", "17", "18", "19", "20")


def is_put_away(parse: Parse, frame: Frame, stance: Stance) -> bool:
    """Tell whether a particle turns a verb of doing or telling round: *held back the loan*, *put aside its doubts*."""
    if stance.stance not in ("aspect", "demand") or stance.words:
        return False
    away = {c.lower for c in parse.children(frame.verb, "prt", "advmod", "prep") if frame.verb < c.i <= frame.verb + 2}
    return bool(away & AWAY.get(stance.stance, frozenset()))


AWAY = {"aspect": frozenset(("back", "aside", "off", "behind")), "demand": frozenset(("through", "back", "ahead"))}


def is_done_lightly(patterns: Patterns, verb: str, known: Act) -> bool:
    """Tell whether a verb with little meaning of its own does not make an act of the noun: *paid the settlement*, *reached closure*."""
    words = patterns.words
    if known.code.startswith(TREATY):
        return verb in words["not_concluding"]
    if known.code.startswith(BLAME):
        return verb not in words["voicing"]
    if known.code.startswith(ALERT):
        return verb in words["voicing"]
    if known.code.startswith(CALL):
        return verb == "lead"
    return known.code.startswith(HARSH) and verb in words["not_striking"]


def is_of_fact(parse: Parse, i: int) -> bool:
    """Tell whether a clause says what is so, and not what is to be done: *agreed that prices were too low*."""
    token = parse.tokens[i]
    helpers = parse.children(i, "aux", "auxpass")
    if any(t.lower in MODALS for t in parse.tokens[token.left : token.right + 1]) or (token.tag == "VB" and not helpers):
        return False
    to_do = parse.children(i, "xcomp") and token.lemma in DUE
    return token.tag in ("VBD", "VBZ", "VBP", "VBN", "VBG") and not to_do and not any(h.lower == "to" for h in helpers)


def is_no_request(parse: Parse, frame: Frame, content_target: int | None, how: str, inner: int) -> bool:
    """Tell whether a verb of asking asks for nothing: *called X to hear …*, *does not want X to …*, *asked if …*."""
    verb = parse.tokens[frame.verb]
    if verb.lemma == "want" and frame.negated:
        return True
    if how == "that" and any(m.lower in ("if", "whether") for m in parse.children(inner, "mark")):
        return True
    wanted = any(m.lower == "for" for m in parse.children(inner, "mark"))
    called = content_target is not None and content_target == frame.object and parse.tokens[content_target].dep == "dobj"
    return verb.lemma == "call" and called and not wanted and not frame.passive


def may_expect(subject: Sides, target: Sides) -> bool:
    """Tell whether *expect* asks somebody for something: one state another one, and nobody his own bodies or firms."""
    own = {p.country for p in subject if p.country}
    return bool(own) and bool(target) and all(_is_state(p) and p.country not in own for p in target)


def _is_state(participant: Participant) -> bool:
    return participant.country not in (None, "IGO", "UNO", "EUR") and participant.sector not in ("BUS", "CVL")
