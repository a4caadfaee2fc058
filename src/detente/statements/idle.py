"""Cues that carry no words: infinitives of purpose, mere possibilities, formulas of the press."""

from collections.abc import Sequence

from detente.language.parse import Parse, Token
from detente.records import Attitude, Span
from detente.statements.draft import Ranges
from detente.statements.lexis import Entry, Lexis
from detente.statements.tree import child

_SPOKEN = frozenset(("that", "bare", "wh", "before", "parenthesis", "quote_before", "quote_after", "as"))
_TIME = ("DATE", "TIME")
_POSSIBLE = frozenset("can could may might must should would ca".split())
_SHORT = 12  # tokens of a request not to be named
_OWN_ACT = frozenset("against for ing object object_to of on small to toward wh with".split())


def is_idle(
    parse: Parse,
    verb: Token,
    frame: str,
    *,
    entry: Entry,
    spans: Sequence[Span],
    source: Ranges,
    lexis: Lexis,
    bound: bool = False,
) -> bool:
    """Tell whether a cue attributes nothing although its construction fits: *to discuss the plan*, *could address this*,
    *declined to comment*, *agreed on Friday*.

    A clause or a quotation is always somebody's; an infinitive, object or preposition only where its verb is asserted.
    """
    if frame in _OWN_ACT and not source:
        return True
    if frame in _OWN_ACT and entry.attitude is Attitude.ASSERTION and _is_asked_for(parse, verb):
        return True
    if verb.lemma in lexis.of("evidence verb") and (_modal_to(parse, verb) or _is_mere_fact(parse, source, lexis)):
        return True
    if verb.lemma in lexis.of("asks for silence") and _hides_name(parse, spans, lexis):
        return True
    if _is_no_fact(parse, verb, frame, entry=entry, spans=spans, lexis=lexis):
        return True
    if frame == "wh" and _modal_to(parse, verb):  # *a panel to determine whether*
        return True
    if frame in ("that", "bare") and verb.lemma in lexis.of("plain saying") and _is_denied(parse, verb):
        return True  # *did not say that the deal was dead*
    if frame in _SPOKEN:
        return frame not in ("parenthesis", "before", "as") and not frame.startswith("quote") and _unsaid(parse, verb, lexis)
    if (
        _is_press_formula(parse, verb, frame, lexis)
        or (_is_aim(parse, verb, lexis) and not (bound and is_asked_next(parse, verb, lexis)))
        or (not bound and _is_mere(parse, spans, frame, entry.attitude))
    ):
        return True
    helper = _modal(parse, verb)
    if bound and is_foreseen(parse, verb):  # *Oslo said that it would ask for more*
        return False
    if helper is not None and helper.lower in _POSSIBLE:
        return not (helper.lower == "would" and verb.lemma in lexis.of("would wish"))
    negated = child(parse, verb.i, "neg") is not None
    if negated and entry.attitude is Attitude.ASSERTION:
        return True
    return helper is not None and entry.attitude is Attitude.ASSERTION and not negated and helper.lower in ("will", "'ll")


def _is_no_fact(parse: Parse, verb: Token, frame: str, *, entry: Entry, spans: Sequence[Span], lexis: Lexis) -> bool:
    """Tell whether a cue of saying or knowing tells none: *it is worth mentioning that*, *saw them leave*, *knew nothing*."""
    if verb.tag == "VBG" and verb.i and parse.tokens[verb.i - 1].lower == "worth":
        return True
    if frame == "bare" and verb.lemma in lexis.of("sight verb"):
        return _happens(parse, verb)
    return frame == "object" and entry.attitude is Attitude.FACT and _is_nothing(parse, spans)


def _happens(parse: Parse, verb: Token) -> bool:
    """Tell whether what is seen is an act, not a fact: *hopes to see the fence dismantled*, *saw the guards burning papers*."""
    act = child(parse, verb.i, "ccomp")
    return act is not None and act.tag in ("VB", "VBG", "VBN") and child(parse, act.i, "aux", "mark") is None


def _is_nothing(parse: Parse, spans: Sequence[Span]) -> bool:
    """Tell whether somebody knows nothing: *knew nothing of the plan*."""
    return bool(spans) and parse.tokens[parse.within(spans[0])[0]].lower == "nothing"


def _is_denied(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb is negated in the indicative."""
    return child(parse, verb.i, "neg") is not None and _modal(parse, verb) is None


def _is_asked_for(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb is a bare subjunctive: *demanded that the council condemn the raid*."""
    aided = child(parse, verb.i, "aux", "neg") is not None
    return verb.tag == "VB" and verb.dep == "ccomp" and not aided and child(parse, verb.i, "nsubj") is not None


def is_foreseen(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb stands with *will* or *would*."""
    helper = _modal(parse, verb)
    return helper is not None and helper.lower in ("will", "would", "'ll", "’ll", "'d", "’d")


def is_gapped(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb stands in a relative clause that takes its object away: *the aid (that) it expects to get*."""
    if verb.dep != "relcl":
        return False
    subject = child(parse, verb.i, "nsubj", "nsubjpass")
    return subject is not None and subject.tag not in ("WDT", "WP") and subject.i > parse.tokens[verb.head].i


def _is_mere_fact(parse: Parse, source: Ranges, lexis: Lexis) -> bool:
    """Tell whether what shows something is an event, not a document or a person: *the crisis showed that*."""
    words = [t for first, last in source for t in parse.tokens[first:last]]
    head = next((t for t in words if not any(o.i == t.head for o in words) or t.head == t.i), None)
    if head is None or head.pos != "NOUN" or head.ent:
        return False
    if head.lower in lexis.agents:
        return False
    return not any(t.lower in lexis.of("evidence") or t.lower in lexis.of("source noun") or t.ent == "PERSON" for t in words)


def _modal_to(parse: Parse, verb: Token) -> bool:
    return any(parse.tokens[c].dep == "aux" and parse.tokens[c].lower == "to" for c in verb.children)


def _modal(parse: Parse, verb: Token) -> Token | None:
    return next((parse.tokens[c] for c in verb.children if parse.tokens[c].tag == "MD"), None)


def _is_aim(parse: Parse, verb: Token, lexis: Lexis) -> bool:
    """Tell whether a verb is only intended: *met to discuss*, *plans to announce*, *seeking to calm the markets*."""
    if verb.tag == "VBG" and verb.dep in ("acl", "advcl") and verb.lemma in lexis.of("attempt verb"):
        return True
    if not _modal_to(parse, verb):
        return False
    above = parse.tokens[verb.head]
    return not (verb.dep == "xcomp" and above.lemma in lexis.of("raising verb"))


def is_asked_next(parse: Parse, verb: Token, lexis: Lexis) -> bool:
    """Tell whether somebody means, or is told, to ask somebody else: *intends to ask Oslo for help*."""
    above = lexis.verbs.get(parse.tokens[verb.head].lemma)
    wished = above is not None and above.attitude is not Attitude.ASSERTION
    told = parse.tokens[verb.head].lemma in lexis.of("has addressee")
    return verb.lemma in lexis.of("passed on wish") and verb.dep in ("xcomp", "ccomp") and (wished or told)


def _is_press_formula(parse: Parse, verb: Token, frame: str, lexis: Lexis) -> bool:
    """Tell whether nothing is said but that nothing is said: *declined to comment*, *asked not to be named*."""
    if frame != "to" or verb.lemma not in lexis.of("withholding verb"):
        return False
    act = child(parse, verb.i, "xcomp")
    if act is None or _denies(parse, act) or _refuses_talks(parse, verb, act, lexis):
        return False
    return act.lemma in lexis.of("withheld") or any(
        parse.tokens[c].lower in lexis.of("withheld") for c in act.children if parse.tokens[c].dep in ("acomp", "attr", "oprd")
    )


def is_silence(parse: Parse, verb: Token, spans: Sequence[Span], lexis: Lexis) -> bool:
    """Tell whether somebody only keeps silent: *declined to comment*, *asked not to be named*."""
    if verb.lemma in lexis.of("asks for silence") and _hides_name(parse, spans, lexis):
        return True
    return _is_press_formula(parse, verb, "to", lexis)


def _hides_name(parse: Parse, spans: Sequence[Span], lexis: Lexis) -> bool:
    """Tell whether what is asked for is not to be named: *requested anonymity*, *asked that her rank be withheld*."""
    words = [parse.tokens[i] for span in spans for i in parse.within(span)]
    lemmas = {t.lemma for t in words}
    if len(words) > _SHORT:
        return False
    if lemmas & lexis.of("without name"):
        return True
    untold = any(t.dep == "neg" or t.lower in ("neither", "nor") for t in words) and lemmas & lexis.of("tells name")
    return bool(lemmas & lexis.of("who one is") and (untold or lemmas & lexis.of("withholds")))


def _refuses_talks(parse: Parse, verb: Token, act: Token, lexis: Lexis) -> bool:
    """Tell whether somebody refuses to negotiate, not to answer the press: *refused to discuss a truce*."""
    topic = child(parse, act.i, "dobj")
    return (
        verb.lemma in lexis.of("refusing verb") and act.lemma in lexis.of("talks") and topic is not None and topic.pos == "NOUN"
    )


def _denies(parse: Parse, act: Token) -> bool:
    """Tell whether the act has words of its own: *declined to say that China cheats*."""
    clause = child(parse, act.i, "ccomp")
    return clause is not None and any(parse.tokens[c].lower == "that" for c in clause.children)


def _is_mere(parse: Parse, spans: Sequence[Span], frame: str, attitude: Attitude) -> bool:
    """Tell whether the content is a date or a bare *it*: *agreed on Friday*, *support that*."""
    inside = [i for span in spans for i in parse.within(span) if parse.tokens[i].pos != "PUNCT"]
    if len(inside) == 1 and frame == "object":
        word = parse.tokens[inside[0]]
        wished = attitude is Attitude.EVENTUALITY and word.lower in ("it", "them")
        meant = word.tag == "DT" and attitude is Attitude.BELIEF  # *I doubt that*
        if wished or (word.tag in ("DT", "WDT") and not meant) or word.lower.endswith("self"):
            return True
    if frame == "for" and attitude is Attitude.EVENTUALITY:
        return False  # *asked for thirty days*
    return frame in ("by", "on", "about", "for", "toward", "with") and all(
        parse.tokens[i].ent in _TIME or parse.tokens[i].pos == "NUM" for i in inside
    )


def _unsaid(parse: Parse, verb: Token, lexis: Lexis) -> bool:
    """Tell whether a question word clause is what nobody says: *declining to say whether*, *could not say when*."""
    if verb.lemma not in lexis.of("withheld"):
        return False
    above = parse.tokens[verb.head]
    if verb.dep == "xcomp" and above.lemma in lexis.of("withholding verb"):
        return True
    helper = _modal(parse, verb)
    return helper is not None and helper.lower in ("could", "ca", "can", "would") and child(parse, verb.i, "neg") is not None
