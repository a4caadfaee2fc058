"""Deeds that are only what something else is for or about: *set up a fund to help X*, *talks on aiding X*, *how to help X*.

Who names an aim has not reached it: the deed that counts is the one above it. The aim of a journey (*flew in to meet X*) is
another matter, since meetings come of it.
"""

from detente.events.act import Act
from detente.events.patterns import Patterns
from detente.language.parse import Parse, Token
from detente.records import Status

AIMS = frozenset(("AID", "COERCE", "CONCEDE", "COOPERATE", "RETREAT", "SUPPORT"))
TOPICS = AIMS | {"AGREE", "REQUEST", "SANCTION"}
PROBE = "09"


def is_aim(parse: Parse, patterns: Patterns, act: Act, type_: str, status: Status) -> bool:
    """Tell whether an act that a verb names is an aim or a topic, and so none that somebody does."""
    if not act.rule.startswith("verbs."):
        return False
    word = parse.tokens[act.words[0]]
    if status is Status.FUTURE and type_ in AIMS and _is_purpose(parse, word):
        return True
    if status is Status.ACTUAL and type_ in TOPICS and _is_topic(parse, patterns, word):
        return True
    if _is_open(parse, word, type_) or (type_ == "AID" and _is_bound(parse, patterns, word)):
        return True
    if type_ == "COOPERATE" and status is Status.ACTUAL and word.lemma in patterns.words["trading"]:
        return True  # a figure of trade: "imports wheat from X"
    return act.code.startswith(PROBE) and _weighs(parse, word)


def _is_purpose(parse: Parse, word: Token) -> bool:
    """Tell whether a verb is an infinitive of purpose without a subject of its own: *to help X*."""
    marked = any(c.lower == "to" for c in parse.children(word.i, "aux"))
    return word.dep == "advcl" and word.tag == "VB" and marked and not parse.children(word.i, "nsubj", "nsubjpass")


def _is_topic(parse: Parse, patterns: Patterns, word: Token) -> bool:
    """Tell whether a gerund is what is spoken of, meant or put off: *a roadmap for rescuing X*, *before endorsing X*."""
    above = parse.tokens[word.head].lower
    loose = word.dep == "pcomp" and word.tag == "VBG" and not parse.children(word.i, "nsubj", "nsubjpass")
    return loose and above in patterns.words["topical"]


def _is_open(parse: Parse, word: Token, type_: str) -> bool:
    """Tell whether a clause asks how to act, or whether somebody will promise to: *discussed how to help X*."""
    openers = {c.lower for c in parse.children(word.i, "advmod", "mark", "aux")}
    return (word.tag == "VB" and {"how", "to"} <= openers) or (type_ == "AGREE" and "whether" in openers)


def _is_bound(parse: Parse, patterns: Patterns, word: Token) -> bool:
    """Tell whether the word above only says what somebody must or is used to: *is obliged to help X*, *tends to give X money*."""
    return word.dep == "xcomp" and parse.tokens[word.head].lemma in patterns.words["compelling"]


def _weighs(parse: Parse, word: Token) -> bool:
    """Tell whether what is looked into is a step of one's own: *looking into raising the tax*."""
    into = [c for c in parse.children(word.i, "prep") if c.lower == "into"]
    return any(c.tag == "VBG" for k in into for c in parse.children(k.i, "pcomp"))
