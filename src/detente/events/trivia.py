"""Acts that are worded like relations and are none: courtesies, talk with reporters, orders of a court, a rule of thumb.

What is told here holds whoever the sides are; which sides make a relation is for ``worth.py``.
"""

from dataclasses import replace

from detente.events.act import Act, Sides
from detente.events.aims import is_aim
from detente.events.patterns import Patterns
from detente.language.parse import Parse, Token
from detente.records import Participant, Status

COURTS = frozenset(("JUD",))
PRESS = frozenset(("JRN",))
YIELDING = frozenset(("AGREE", "CONCEDE"))
MEETING = "CONSULT"
TALK = frozenset(("AGREE", "CONSULT", "REJECT", "SUPPORT"))
ORDERS = frozenset(("AGREE", "REJECT", "REQUEST", "SUPPORT"))
ASKED = frozenset(("ACCUSE", "REJECT", "REQUEST", "THREATEN"))
GIVEN = frozenset(("AGREE", "AID", "CONCEDE", "SUPPORT"))
BARE = ("stances.intend.agree", "stances.intend.offer", "stances.intend.propose", "stances.intend.ready")
TELLING = "stances.demand.tell"
ALLOWING = "stances.allow.allow"
ENDING = "stances.halt."
PLANNING = "stances.intend.plan"
SHARED_WISHES = ("verbs.040", "verbs.05", "verbs.163", "stances.stop", "stances.intend")
TASKS = (
    "stances.refuse.fail+verbs.03",
    "stances.refuse.fail+verbs.05",
    "stances.refuse.fail+verbs.083",
    "stances.refuse.refusal+stances.aspect",
)
ONES_OWN = ("036", "037")  # what a body of states does by itself: meet, settle its crisis
BODIES = frozenset(("IGO", "UNO", "EUR"))
OBSERVERS = frozenset(("BUS", "CVL", "EDU", "JRN"))  # who say every day what states should do
GRANTING = "verbs.080.grant"


def is_trivial(parse: Parse, patterns: Patterns, act: Act, type_: str, status: Status) -> bool:
    """Tell whether an act of this PLOVER type is none between political actors, by its words."""
    word = parse.tokens[act.words[0]]
    words = patterns.words
    if status is Status.NEGATED and type_ == "REJECT" and word.lemma in words["excluding"]:  # "cannot rule out"
        return True
    if act.rule in BARE and _is_empty(parse, patterns, act, word):
        return True
    if _is_idle_stance(parse, patterns, act, type_, word):
        return True
    if (
        act.code in ONES_OWN and not act.recipients and all(p.country in BODIES for p in act.actors)
    ):  # "ministers of the bloc are to meet"
        return True
    if act.rule.endswith("+nouns.reform") and type_ in YIELDING and not act.recipients:
        return True
    if act.rule.startswith("obligations.") and all(p.sector in OBSERVERS and p.country not in BODIES for p in act.actors):
        return True
    if type_ in GIVEN and act.recipients and all(_is_means(patterns, p) for p in act.recipients):
        return True
    if type_ in ORDERS and _is_forecast(patterns, act, word):
        return True
    if type_ == "AGREE" and act.rule.startswith("stances.intend.") and "+" not in act.rule and _is_adverse(parse, patterns, word):
        return True
    if type_ == "REJECT" and status is Status.NEGATED and word.dep == "pcomp" and parse.tokens[word.head].lower == "without":
        return True  # "invest without breaching the rules"
    if (type_ == "SUPPORT" or act.rule.endswith("stances.allow.allow")) and _is_of_law(parse, patterns, act):
        return True
    if type_ == MEETING and (_are_nobody(patterns, act.actors) or _are_nobody(patterns, act.recipients)):
        return True
    return _within_one_state(act, type_) or is_aim(parse, patterns, act, type_, status)


def _is_idle_stance(parse: Parse, patterns: Patterns, act: Act, type_: str, word: Token) -> bool:
    """Tell whether a stance on an act is towards nobody: leave for what follows anyway, an end, a wish, an audience."""
    if type_ in YIELDING and act.rule.endswith(ALLOWING) and _is_outcome(patterns, act, word):
        return True
    if act.rule == ALLOWING and _lets_nobody_in(parse, patterns, word):
        return True
    if act.rule.startswith(ENDING) and not act.actors:  # "since the end of X's civil war"
        return True
    if act.rule == TELLING and _is_audience(parse, patterns, act):
        return True
    return _is_wish(patterns, act, word) or (act.rule.startswith(TASKS) and not _reaches(act))


def past_means(patterns: Patterns, act: Act, type_: str) -> Act:
    """Return the act without funds of states as its recipients: the facility that is *to be expanded* is asked for nothing."""
    if type_ not in ASKED:
        return act
    left = tuple(p for p in act.recipients if not _is_means(patterns, p))
    return replace(act, recipients=left) if len(left) < len(act.recipients) else act


def past_reporters(act: Act, type_: str) -> Act:
    """Return the act without reporters as its recipients: what is *denied to an agency* is not done to the agency."""
    return replace(act, recipients=()) if type_ in TALK and _are(act.recipients, PRESS) else act


def _is_empty(parse: Parse, patterns: Patterns, act: Act, word: Token) -> bool:
    """Tell whether a promise or readiness of nothing known is a manner of speaking: *keen to see*, *I assure you*."""
    words = patterns.words
    if word.lemma in words["eager"]:
        return True
    if word.lemma in words["proposing"]:
        return not any(p.country for p in act.recipients)
    return word.lemma in words["assuring"] and any(c.lower == "i" for c in parse.children(word.i, "nsubj"))


def _lets_nobody_in(parse: Parse, patterns: Patterns, word: Token) -> bool:
    """Tell whether what is allowed is no coming, going or use of another side's land: *let the bank fail*."""
    return not any(c.lemma in patterns.words["letting"] for c in parse.children(word.i, "xcomp", "ccomp", "advcl"))


def _is_audience(parse: Parse, patterns: Patterns, act: Act) -> bool:
    """Tell whether those who were *told* only listened: *told a news conference*, *told reporters to wait*."""
    if all((p.country is None and p.sector is None) or p.sector in PRESS for p in act.recipients):
        return True
    heads = [parse.head_of(p.spans[0]) for p in act.recipients if p.spans]
    return bool(heads) and all(h is not None and parse.tokens[h].lemma in patterns.words["occasions"] for h in heads)


def _is_wish(patterns: Patterns, act: Act, word: Token) -> bool:
    """Tell whether a wish or a weighing of one's own is towards nobody: *wants to change the rules*, *is considering limits*."""
    wishes = act.rule.startswith(PLANNING) and word.lemma in patterns.words["wishing"]
    if act.rule.partition("+")[2].startswith(SHARED_WISHES):  # "want to join the talks"
        return False
    return (wishes and not act.recipients) or (act.rule.startswith("stances.intend.consider") and not _reaches(act))


def _reaches(act: Act) -> bool:
    """Tell whether an act is towards somebody of another country."""
    return bool({p.country for p in act.recipients if p.country} - {p.country for p in act.actors})


def _is_outcome(patterns: Patterns, act: Act, word: Token) -> bool:
    """Tell whether what is *allowed* only follows from something: *…, allowing the leader to rest*, *enables the bank to pay*."""
    return word.tag == "VBG" or word.lemma in patterns.words["enabling"] or not act.recipients


def _is_means(patterns: Patterns, participant: Participant) -> bool:
    """Tell whether the participant is a fund that states have set up for their aid: a facility, a stability mechanism."""
    return (participant.name or "").rpartition(" ")[2].lower() in patterns.words["means"]


def _is_forecast(patterns: Patterns, act: Act, word: Token) -> bool:
    """Tell whether *expect* only says what observers think will come: *analysts expect X to need a loan*."""
    return word.lemma in patterns.words["awaiting"] and all(
        p.sector in OBSERVERS or (p.sector is None and p.country is None) for p in act.actors
    )


def _is_adverse(parse: Parse, patterns: Patterns, word: Token) -> bool:
    """Tell whether what somebody is ready to do goes against the other side: *prepared to outvote X* promises X nothing."""
    return any(c.lemma in patterns.words["adverse"] for c in parse.children(word.i, "xcomp", "acl"))


def _is_of_law(parse: Parse, patterns: Patterns, act: Act) -> bool:
    """Tell whether a law and nobody allows: *the treaty does not allow the fund to lend*."""
    return any(c.lemma in patterns.words["laws"] for i in act.words for c in parse.children(i, "nsubj"))


def _are_nobody(patterns: Patterns, side: Sides) -> bool:
    """Tell whether a side is people without a country or an office: who *met* them has met no party."""
    return bool(side) and all(p.country is None and p.sector in patterns.words["people_at_large"] for p in side)


def _are(side: Sides, sectors: frozenset[str]) -> bool:
    return bool(side) and all(p.sector in sectors for p in side)


def _within_one_state(act: Act, type_: str) -> bool:
    """Tell whether a court gives an order, or one organ of a state grants powers to another one, all in one country."""
    here = {p.country for p in act.actors if p.country}
    there = {p.country for p in act.recipients if p.country}
    if there - here:
        return False
    if type_ in ORDERS and _are(act.actors, COURTS):
        return True
    organs = frozenset(("GOV", "JUD", "LEG"))
    return act.rule == GRANTING and here == there and _are(act.actors, organs) and _are(act.recipients, organs)
