"""What speakers say that they will do: *we will stop the flights*, *it would come if …*, *will sign nothing until …*."""

from collections.abc import Mapping, Sequence

from detente.events.before_whom import Around, Names, is_side
from detente.events.conditions import Condition, Marker, find_conditions
from detente.events.content import cut_act, cut_complement
from detente.events.deeds import auxiliaries, harms, is_infinitive, is_of_a_thing, is_own, is_refused
from detente.events.put import Put, Putter
from detente.language.parse import Parse, Token
from detente.records import Attitude, LedgerKind, Statement

Markers = Mapping[str, tuple[Marker, ...]]
_MAIN = ("ROOT", "ccomp", "conj")


def put_by_own_words(around: Around, statement: Statement, by: Names, markers: Markers) -> list[Put]:
    """Return what the speaker of an assertion promises, offers, threatens or refuses for a time, and who is ready for what."""
    speaker = statement.speaker
    if statement.attitude is not Attitude.ASSERTION or speaker is None:
        return []
    if not any(around.cast.actor(a).country or around.cast.actor(a).countries for a in speaker.actors):
        return []
    parse, out = around.parse, []
    held = _held(around, statement)
    for span in statement.content.spans:
        root = parse.head_of(span)
        for i in parse.within(span):
            token = parse.tokens[i]
            if i in held:
                continue
            if token.lower in around.words["ready"] and token.pos in ("ADJ", "VERB"):
                out += _ready(around, statement, token, markers)
            elif token.pos in ("VERB", "AUX") and (i == root or token.dep in _MAIN):
                out += _own(Putter(around, statement, by, speaker.actors, i, i), markers)
    return out


def _held(around: Around, statement: Statement) -> frozenset[int]:
    """Return the tokens that stand in a statement within this one, or are the cue of it."""
    inner = around.inner.get(statement.id, ())
    spans = [span for s in inner for span in (*s.content.spans, *(s.cue.spans if s.cue is not None else ()))]
    return frozenset(i for span in spans for i in around.parse.within(span))


def _ready(around: Around, statement: Statement, token: Token, markers: Markers) -> list[Put]:
    """Return what somebody is said to be ready to do."""
    parse = around.parse
    deed = next((c for c in parse.children(token.i, "xcomp", "ccomp") if is_infinitive(parse, c.i)), None)
    verb = token if parse.children(token.i, "nsubj", "nsubjpass") else parse.tokens[token.head]
    while verb.dep == "conj" and not parse.children(verb.i, "nsubj", "nsubjpass"):  # it held the flights lawful and was ready to
        verb = parse.tokens[verb.head]
    subject = next(iter(parse.children(verb.i, "nsubj", "nsubjpass")), None)
    if deed is None or subject is None or parse.children(verb.i, "neg") or statement.speaker is None:
        return []
    found = find_conditions(parse, token.i, markers)
    mention = around.cast.at(subject.i)
    speaks = mention is None or subject.lower in ("i", "we")
    actors = statement.speaker.actors if mention is None or speaks else mention.actors
    by = around.party(statement.speaker) if speaks else around.at(subject.i)
    if found is None or not by or (mention is None and subject.lower not in ("i", "we")):
        return []
    putter = Putter(around, statement, by, actors, token.i, deed.i)
    conditions = [c for c in found if c.bears_on(refusal=False)]
    return putter.under(LedgerKind.OFFER, cut_complement(parse, token.i), conditions)


def _own(putter: Putter, markers: Markers) -> list[Put]:
    around, i = putter.around, putter.root
    parse, words = around.parse, around.words
    token = parse.tokens[i]
    helpers = auxiliaries(parse, i)
    if not helpers & (words["will"] | words["speculation"]) or not _binds(putter) or token.tag == "VBG":
        return []
    if token.dep == "conj" and parse.tokens[token.head].lemma == token.lemma:  # *we shall share it, and share it freely*
        return []
    if any(t.lower in words["question"] for t in parse.tokens[token.left : i]):
        return []
    found = find_conditions(parse, i, markers)
    if found is None or not (what := cut_act(parse, i)).spans:
        return []
    refused = is_refused(around, i) or token.lemma in words["holding"]
    conditions = [c for c in found if c.bears_on(refusal=refused)]
    if refused:
        if conditions and all(opens(parse, c, "before") for c in conditions):
            return [putter.put(LedgerKind.PROMISE, what)]
        return putter.conditions(LedgerKind.OFFER, conditions)
    if token.lemma in words["stative"] or (token.lemma in words["uncommitted"] and not found and not harms(around, i)):
        return []
    kind = _kind(putter, helpers, found, conditions)
    return putter.under(kind, what, conditions) if kind is not None else []


def _kind(
    putter: Putter, helpers: frozenset[str], found: Sequence[Condition], conditions: Sequence[Condition]
) -> LedgerKind | None:
    """Tell what a deed that is not refused is: a threat where it harms, an offer where it hangs on something, else a promise."""
    parse = putter.around.parse
    certain = bool(helpers & putter.around.words["will"])
    if any(opens(parse, c, "unless") for c in found):
        return LedgerKind.THREAT
    bargains = any(c.after == "offer" and not opens(parse, c, "if") for c in found)
    if not bargains and harms(putter.around, putter.root):
        if found or (certain and is_own(putter.around, putter.root, putter.by)):
            return LedgerKind.THREAT
        return None
    if conditions:
        return LedgerKind.OFFER
    return LedgerKind.PROMISE if certain else None


def _binds(putter: Putter) -> bool:
    """Tell whether a deed is the speaker's own, or of a thing and either harmful or told to a side (*told Oslo it will open*)."""
    around, statement = putter.around, putter.statement
    if is_own(around, putter.root, putter.by):
        return True
    told = statement.cue is not None and statement.cue.lemma in around.words["telling"] and is_side(around, statement.addressee)
    return is_of_a_thing(around, putter.root) and (told or harms(around, putter.root))


def opens(parse: Parse, condition: Condition, word: str) -> bool:
    """Tell whether a condition begins with a word."""
    return condition.span.of(parse.text).lower().startswith(word)
