"""Words that are no act by their construction: *called X* on the telephone, *agreed that X was*, *put aside*."""

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
REQUEST = "10"
AWAY = {"aspect": frozenset(("back", "aside", "off", "behind")), "demand": frozenset(("through", "back", "ahead"))}
NEED = "need"
HARSH = ("13", "15", "16", "17", "18", "19", "20")


def is_put_away(parse: Parse, frame: Frame, stance: Stance) -> bool:
    """Tell whether a particle turns a verb of doing or telling round: *held back the loan*, *put aside its doubts*."""
    if stance.stance not in ("aspect", "demand") or stance.words:
        return False
    away = {c.lower for c in parse.children(frame.verb, "prt", "advmod", "prep") if frame.verb < c.i <= frame.verb + 2}
    return bool(away & AWAY.get(stance.stance, frozenset()))


def is_left_open(parse: Parse, inner: int) -> bool:
    """Tell whether it is open that the act is done: *decide whether to go*."""
    return any(c.lower in ("whether", "if") for c in parse.children(inner, "mark", "advmod"))


def is_done_lightly(patterns: Patterns, verb: str, known: Act) -> bool:
    """Tell whether a verb with little meaning does not make an act of the noun: *paid the settlement*, *reached closure*."""
    words = patterns.words
    if verb == "put":  # "put a demand to X", and not "put the bailout to parliament"
        return not known.code.startswith(REQUEST)
    if known.code.startswith(TREATY):
        return verb in words["not_concluding"]
    if known.code.startswith(BLAME):
        return verb not in words["voicing"]
    if known.code.startswith(ALERT):
        return verb in words["voicing"]
    if known.code.startswith(CALL):
        return verb == "lead"
    return known.code.startswith(HARSH) and verb in words["not_striking"]


def is_unvoiced(parse: Parse, patterns: Patterns, i: int) -> bool:
    """Tell whether a need is not put into words by anybody: *the need to act*, but *expressed the need to act*."""
    token = parse.tokens[i]
    verb = parse.tokens[token.head]
    return token.lemma == NEED and not (token.dep == "dobj" and verb.lemma in patterns.words["voicing"])


def is_of_fact(parse: Parse, i: int) -> bool:
    """Tell whether a clause says what is so, and not what is to be done: *agreed that prices were too low*."""
    token = parse.tokens[i]
    helpers = parse.children(i, "aux", "auxpass")
    if any(t.lower in MODALS for t in parse.tokens[token.left : token.right + 1]) or (token.tag == "VB" and not helpers):
        return False
    to_do = parse.children(i, "xcomp") and token.lemma in DUE
    return token.tag in ("VBD", "VBZ", "VBP", "VBN", "VBG") and not to_do and not any(h.lower == "to" for h in helpers)


def is_no_request(parse: Parse, frame: Frame, target: int | None, how: str, inner: int) -> bool:
    """Tell whether a verb of asking asks for nothing: *called X to hear …*, *does not want X to …*, *asked if …*."""
    verb, marks = parse.tokens[frame.verb], {m.lower for m in parse.children(inner, "mark")}
    if how == "that" and marks & {"if", "whether"}:
        return True
    if verb.lemma == "want":
        return frame.negated
    if verb.lemma == "encourage":  # "the aid encouraged investors", "by encouraging workers"
        return verb.tag == "VBG" and not parse.children(frame.verb, "aux")
    if verb.lemma == "insist":  # who says what he himself does
        own = parse.children(inner, "nsubj")
        return how in ("inf", "purpose") or (parse.tokens[inner].tag == "VBP" and any(c.pos == "PRON" for c in own))
    called = target is not None and target == frame.object and parse.tokens[target].dep == "dobj"
    return verb.lemma == "call" and called and "for" not in marks and not frame.passive


def is_question(parse: Parse, frame: Frame) -> bool:
    """Tell whether the clause asks who acts: *they should say who breaks the truce*."""
    return frame.subject is not None and parse.tokens[frame.subject].tag == "WP" and parse.tokens[frame.verb].dep != "relcl"


def is_settled(parse: Parse, frame: Frame) -> bool:
    """Tell whether it is a thing that is agreed with somebody, not that they think alike: *the loans X agreed with Y*."""
    verb = parse.tokens[frame.verb]
    asks = frame.subject is not None and parse.tokens[frame.subject].tag not in ("WP", "WDT")
    return (verb.dep == "acl" and verb.tag == "VBN") or (verb.dep == "relcl" and asks)


def may_expect(subject: Sides, target: Sides) -> bool:
    """Tell whether *expect* asks somebody for something: one state another one, and nobody his own bodies or firms."""
    own = {p.country for p in subject if p.country}
    return bool(own) and bool(target) and all(_is_state(p) and p.country not in own for p in target)


def _is_state(participant: Participant) -> bool:
    return participant.country not in (None, "IGO", "UNO", "EUR") and participant.sector not in ("BUS", "CVL")
