"""Did it happen? The status of an act from the words about it, and the code that goes with it: *will not help* is a refusal."""

from detente.events.act import Act
from detente.events.obligations import speakers_of
from detente.events.setting import Setting
from detente.events.worth import countries
from detente.language.parse import Parse
from detente.records import Status

WILL = frozenset(("will", "would", "shall", "'ll", "wo", "'d"))
MIGHT = frozenset(("might", "may", "could"))
DECLARED = (
    "stances.intend.agree",
    "stances.intend.offer",
    "stances.intend.propose",
)  # done as soon as said; who plans has done nothing yet
MODALS = frozenset(("will", "would", "can", "could", "may", "might", "must", "should", "shall"))
MET = ("04",)
APPEALS = ("02", "10")
HEARD = "stances.undergo.hear+nouns.plea"  # a plea that a court is to hear has been made
UNREADY = ("stances.intend.ready", "stances.intend.willingness")  # who is not ready to help refuses
DEED_OF = {"031": "06", "033": "07", "035": "08", "036": "04"}  # what the promise of a deed is about
PRAISE = ("051", "052", "053")
COOPERATIVE = ("03", "04", "05", "06", "07", "08")


def find_status(setting: Setting, act: Act) -> tuple[Status, str]:
    """Return status and code; to say that one will *not* cooperate is a refusal, and no negated cooperation."""
    main = act.words[0]
    status, decided = setting.scopes.status(main)
    code = act.code
    hoped = status is Status.HYPOTHETICAL and decided.startswith("scope.clause.")  # "hopes that it will"
    intends = act.rule.startswith("stances.intend.") and not _is_declared(setting, act)
    if (("future" in act.flags and not _is_declared(setting, act)) or intends) and status is Status.ACTUAL:
        status = Status.HYPOTHETICAL if "open" in act.flags else Status.FUTURE
    if (
        "said" in act.flags
        or act.rule.startswith(HEARD)
        or (_is_wish(setting, act) and status in (Status.HYPOTHETICAL, Status.FUTURE))
    ):
        return Status.ACTUAL, code
    if status is Status.ACTUAL and act.rule.startswith("stances.intend.offer+") and code.startswith(APPEALS):
        return Status.FUTURE, code  # who vows to press for it has not pressed yet
    status = _by_clause(setting, act, status)
    if status is Status.NEGATED and act.rule.startswith(UNREADY):
        return Status.ACTUAL, setting.patterns.compose("refuse", DEED_OF.get(code[:3], ""))
    if status is Status.NEGATED and act.rule.startswith("stances.allow."):  # "did not let X in"
        return Status.ACTUAL, "120"
    helpers = auxiliaries(setting.parse, main)
    reported = setting.claims.at(setting.parse.tokens[main].start) is not None
    will = bool(helpers & WILL) and "have" not in helpers and (reported or not helpers & {"would", "'d"})
    will = will or _is_arranged(setting.parse, main)
    if will and status is not Status.NEGATED and code.startswith(PRAISE):  # who will thank somebody promises nothing
        return (status if hoped else Status.FUTURE), code
    if helpers & WILL and "have" not in helpers and status is Status.NEGATED and code.startswith(COOPERATIVE):
        refused = setting.patterns.compose("refuse", code) or "120"
        return (Status.HYPOTHETICAL if _is_hedged(setting, main) else Status.ACTUAL), refused
    if will and status is not Status.NEGATED and not act.rule.startswith("stances.intend"):
        intended = setting.patterns.compose("intend", code) or code
        if intended.startswith("12") and governor(setting.parse, main) in ("warn", "threaten"):
            intended = setting.patterns.compose("threaten", "164" if intended == "125" else "05")
        warned = intended.startswith("13") and governor(setting.parse, main) in ("warn", "threaten")
        weighed = status is Status.HYPOTHETICAL and (hoped or not helpers & {"will", "'ll", "shall"})
        intended = "132" if intended.startswith("17") else intended
        return (Status.ACTUAL if warned else status if weighed else Status.FUTURE), intended
    if helpers & MIGHT and code.startswith(("16", "17")) and status is Status.HYPOTHETICAL and _speaks(setting, act):
        return status, setting.patterns.compose("threaten", code)
    return status, code


def _by_clause(setting: Setting, act: Act, status: Status) -> Status:
    """Return the status as the clause of the act, and the one above it, make it."""
    main, of_noun = act.words[0], "nouns." in act.rule
    if status is Status.NEGATED and any(m.lower in ("if", "unless") for m in setting.parse.children(main, "mark")):
        return Status.HYPOTHETICAL  # "if it does not sign"
    if status is Status.ACTUAL and (above := _wished_into(setting, main)) is not None:
        status = above
    if status is Status.ACTUAL and of_noun and _may_bring(setting.parse, main):
        return Status.HYPOTHETICAL
    if status is Status.FUTURE and act.code.startswith((*MET, *APPEALS)) and _came_to(setting, act):
        status = Status.ACTUAL
    if status is Status.ACTUAL and not of_noun and lies_ahead(setting.parse, main):
        return Status.HYPOTHETICAL if _has_mark(setting.parse, main, "before") else Status.FUTURE
    if status is Status.ACTUAL and of_noun and act.code.startswith(MET) and _meets_ahead(setting, main):
        return Status.FUTURE
    if status is Status.ACTUAL and act.rule.startswith("stances.aspect.begin+") and _is_undone(setting, act):
        return Status.NEGATED
    return status


def _is_declared(setting: Setting, act: Act) -> bool:
    """Tell whether an intent is out as soon as it is said: *offers to help*, *a pledge to help*."""
    if not act.rule.startswith("stances.intend.willingness"):
        return act.rule.startswith(DECLARED)
    return setting.parse.tokens[act.words[0]].lemma in setting.patterns.words["declared"]


def _is_wish(setting: Setting, act: Act) -> bool:
    """Tell *would like Oslo to sign*, which is a polite demand."""
    main = act.words[0]
    wish = act.rule.startswith("stances.appeal.") and setting.parse.tokens[main].lemma in ("like", "love")
    return wish and bool(auxiliaries(setting.parse, main) & {"would", "'d"})


def _is_hedged(setting: Setting, i: int) -> bool:
    """Tell whether something but the *will* itself makes an act doubtful: *it is possible that they will not agree*."""
    return any(c.on == i and c.status is Status.HYPOTHETICAL and ".hedge." in c.rule for c in setting.scopes.cues(i))


def _is_undone(setting: Setting, act: Act) -> bool:
    """Tell whether what was chosen is to leave something: *opted not to attend*."""
    return any(setting.parse.children(i, "neg") for i in act.words[1:2])


def _meets_ahead(setting: Setting, i: int) -> bool:
    """Tell whether a meeting is where something is to happen: *will discuss it at the summit*, *ahead of the talks*."""
    tokens = setting.parse.tokens
    token, above = tokens[i], tokens[tokens[i].head]
    if token.dep == "nsubj" and above.pos in ("VERB", "AUX"):
        return setting.scopes.status(above.i)[0] is Status.FUTURE
    if token.dep != "pobj" or above.dep not in ("prep", "pcomp"):
        return False
    if above.lower == "of" and above.i and tokens[above.i - 1].lower == "ahead":
        return True
    verb = tokens[above.head]
    leads = verb.pos == "VERB" or verb.dep == "attr"  # "will be a topic in the talks"
    return above.lower in ("in", "at", "during", "to") and leads and setting.scopes.status(verb.i)[0] is Status.FUTURE


def _speaks(setting: Setting, act: Act) -> bool:
    """Tell whether those who act are those who say so: *France said it might withdraw*."""
    claim = setting.claims.at(setting.parse.tokens[act.words[0]].start)
    return bool(countries(speakers_of(setting.cast, claim)) & countries(act.actors))


def _is_arranged(parse: Parse, i: int) -> bool:
    """Tell whether an act is one that somebody *is to* do."""
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    to = any(c.lower == "to" for c in parse.children(i, "aux"))
    return (
        to
        and token.dep == "xcomp"
        and head.lemma == "be"
        and head.tag in ("VBZ", "VBP")
        and not parse.children(head.i, "acomp", "attr")
    )


def _wished_into(setting: Setting, i: int) -> Status | None:
    """Return the status of the verb that a gerund is the end of: *does not want to be drawn into pledging money*."""
    tokens = setting.parse.tokens
    prep = tokens[tokens[i].head]
    if tokens[i].dep == "pcomp" and prep.lower == "of" and tokens[prep.head].lemma in setting.patterns.words["ends"]:
        return Status.HYPOTHETICAL  # "the task of sealing a deal"
    if tokens[i].dep != "pcomp" or prep.lower not in ("into", "from", "out") or tokens[prep.head].pos != "VERB":
        return None
    above, _ = setting.scopes.status(prep.head)
    return above if above in (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE) else None


def _may_bring(parse: Parse, i: int) -> bool:
    """Tell whether a noun is what may do something: *the mood may be spoilt by complaints of X*."""
    by = parse.tokens[parse.tokens[i].head]
    return by.dep == "agent" and any(c.lower in ("may", "might", "could") for c in parse.children(by.head, "aux"))


def _came_to(setting: Setting, act: Act) -> bool:
    """Tell whether a meeting is what somebody has come for, *flew in to meet X*, or words are why something was done."""
    token = setting.parse.tokens[act.words[0]]
    head = setting.parse.tokens[token.head]
    if token.tag != "VB" or token.dep not in ("advcl", "xcomp") or head.tag != "VBD":
        return False
    said = token.dep == "advcl" and act.code.startswith(APPEALS)  # "held a rally to demand …"
    if not said and head.lemma not in setting.patterns.words["comes"]:
        return False
    return setting.scopes.status(head.i)[0] is Status.ACTUAL


def lies_ahead(parse: Parse, i: int) -> bool:
    """Tell whether a verb in the present stands in a clause of time: *when the president visits Oslo*, *once they sign*."""
    token = parse.tokens[i]
    if token.dep != "advcl" or token.tag not in ("VBZ", "VBP"):
        return False
    marks = {c.lower for c in parse.children(i, "mark", "advmod") if c.i < i}
    if marks & {"when", "once", "until", "before"}:
        return True
    return "after" in marks and bool(auxiliaries(parse, token.head) & MODALS)


def _has_mark(parse: Parse, i: int, word: str) -> bool:
    return any(c.lower == word for c in parse.children(i, "mark", "advmod"))


def governor(parse: Parse, i: int) -> str:
    """Return the lemma of the verb that the clause of a verb belongs to, *warned that it would …*; '' for none."""
    token = parse.tokens[i]
    while token.dep == "conj":
        token = parse.tokens[token.head]
    return parse.tokens[token.head].lemma if token.dep == "ccomp" else ""


def auxiliaries(parse: Parse, i: int) -> set[str]:
    """Return the auxiliaries of a verb; one that shares those of the verb it is coordinated with has them too."""
    tokens = parse.tokens
    for _ in range(3):
        found = {tokens[c].lower for c in tokens[i].children if tokens[c].dep in ("aux", "auxpass")}
        subject = any(tokens[c].dep.startswith("nsubj") for c in tokens[i].children)
        if "to" in found and tokens[i].dep == "xcomp" and tokens[tokens[i].head].lower in ("is", "are"):
            return found | {"will"}  # "is to visit"
        if found or subject or tokens[i].tag in ("VBD", "VBZ", "VBP") or tokens[i].dep not in ("conj", "acomp", "attr"):
            return found
        i = tokens[i].head
    return set()
