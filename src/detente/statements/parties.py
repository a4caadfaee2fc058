"""Who is spoken to, who passes words on, and with whom a speaker agrees."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.records import Span
from detente.statements.draft import Ranges
from detente.statements.lexis import Lexis
from detente.statements.tree import agent_of, child, is_passive, noun_phrase, subject_of, to_spans, verb_group

_HEARERS = ("PERSON", "ORG", "GPE", "NORP")


@dataclass(frozen=True, slots=True)
class Relay:
    """*TASS cited Putin as saying*: the source that is cited, who cites, and the tokens of the cue."""

    source: Ranges
    via: Ranges
    cue: list[int]


def relayed(parse: Parse, verb: int, content: Sequence[Span], lexis: Lexis) -> Relay | None:
    """Read *X cited Y as saying* and *Y was quoted as saying by X*; the verb is either *cite* or *saying*."""
    tokens = parse.tokens
    token = tokens[verb]
    relays = lexis.of("relay verb")
    carrier, saying = verb, None
    if token.lemma in relays:
        saying = _saying(parse, verb)
    elif token.dep == "pcomp" and tokens[token.head].lower == "as":
        carrier, saying = tokens[tokens[token.head].head].i, verb
        if tokens[carrier].pos in ("NOUN", "PROPN"):  # "as" hung on the one who is cited
            carrier = tokens[carrier].head
    if saying is None or tokens[carrier].lemma not in relays:
        return None
    cue = [*verb_group(parse, carrier), tokens[saying].head, saying]
    if is_passive(parse, carrier):
        cited = child(parse, carrier, "nsubjpass")
        by = agent_of(parse, carrier)
        if by is None:
            by = agent_of(parse, saying) or _by(parse, carrier) or _by(parse, saying)
    else:
        cited = child(parse, carrier, "dobj")
        by = subject_of(parse, carrier)
    if cited is None and by is None:
        return None
    source = _clear(parse, noun_phrase(parse, cited.i), content, (tokens[saying].head, verb)) if cited is not None else ()
    return Relay(source, _clear(parse, noun_phrase(parse, by), content, ()) if by is not None else (), cue)


def _by(parse: Parse, verb: int) -> int | None:
    """Return the token after *by*, where the parser did not see that it names the agent."""
    for c in parse.tokens[verb].children:
        if parse.tokens[c].lower == "by":
            noun = child(parse, c, "pobj")
            return noun.i if noun is not None else None
    return None


def _saying(parse: Parse, carrier: int) -> int | None:
    """Return the participle of *as saying* under the verb or the one who is cited."""
    tokens = parse.tokens
    places = [carrier, *(c for c in tokens[carrier].children if tokens[c].dep in ("dobj", "nsubjpass"))]
    for place in places:
        for c in tokens[place].children:
            if tokens[c].lower == "as" and c > carrier:
                verb = child(parse, c, "pcomp")
                if verb is not None and verb.tag == "VBG":
                    return verb.i
    return None


def _clear(parse: Parse, whole: tuple[int, int], content: Sequence[Span], stops: tuple[int, ...]) -> Ranges:
    """End a source before *as saying* and outside of the content."""
    first, last = whole
    for stop in stops:
        if first < stop < last:
            last = stop
    spans = to_spans(parse, [(first, last)])
    if any(s.overlaps(c) for s in spans for c in content):
        return ()
    return ((first, last),)


def addressee_of(parse: Parse, verb: int, heard: int | None, *, frame: str, content: Sequence[Span], lexis: Lexis) -> Ranges:
    """Return who is spoken to: *told X that*, *said to X*, *in a letter to X*, *speaking to X*."""
    for i in (*_told(parse, verb, heard, frame, lexis), *_beside(parse, verb, lexis)):
        whole = noun_phrase(parse, i)
        if frame in ("object_to", "on_to") or not any(s.overlaps(c) for s in to_spans(parse, [whole]) for c in content):
            return (whole,)
    return ()


def _told(parse: Parse, verb: int, heard: int | None, frame: str, lexis: Lexis) -> list[int]:
    """Return the hearers that the construction of the cue shows: *told X that*, *X was told that*, *called on X to*."""
    tokens = parse.tokens
    addresses = tokens[verb].lemma in lexis.of("has addressee")
    out: list[int] = []
    if heard is not None and (frame == "on_to" or addresses):
        out.append(heard)
    elif addresses:
        out.extend(c for c in tokens[verb].children if c > verb and tokens[c].dep in ("dobj", "dative"))
    told = child(parse, verb, "nsubjpass")
    if told is not None and frame in ("that", "bare", "wh", "quote_after") and addresses:
        out.append(told.i)
    return out


def _beside(parse: Parse, verb: int, lexis: Lexis) -> list[int]:
    """Return the hearers that prepositions and participles beside the cue name: *said to X*, *speaking to X*."""
    tokens = parse.tokens
    speaking = lexis.of("talk verb")
    out: list[int] = []
    for c in tokens[verb].children:
        token = tokens[c]
        if c > verb and token.dep in ("prep", "dative") and token.lower in ("to", "with", "in", "during"):
            if token.lower != "to" or tokens[verb].lemma in lexis.of("said to"):
                out.extend(_after_preposition(parse, c, token.lower, lexis))
        elif token.dep == "advcl" and token.tag == "VBG" and token.lemma in speaking:
            out.extend(_spoken_to(parse, c))
    subject = child(parse, verb, "nsubj")
    for c in subject.children if subject is not None else ():
        if tokens[c].dep == "acl" and tokens[c].tag == "VBG" and tokens[c].lemma in speaking:
            out.extend(_spoken_to(parse, c))
    return out


def _after_preposition(parse: Parse, preposition: int, word: str, lexis: Lexis) -> list[int]:
    """Return the hearers of *to X* and *in a letter to X*, where the preposition's word is *to*, *in*, *during* or *with*."""
    noun = child(parse, preposition, "pobj")
    if noun is None:
        return []
    if word in ("in", "during", "with"):
        if noun.lemma not in lexis.of("letter"):
            return []
        out: list[int] = []
        for c in noun.children:
            if parse.tokens[c].lower in ("to", "with"):
                out.extend(o.i for o in parse.children(c, "pobj"))
        return out
    return [noun.i] if noun.ent in _HEARERS or noun.tag in ("NNS", "PRP", "NNP", "NN") else []


def _spoken_to(parse: Parse, verb: int) -> list[int]:
    """Return the hearers of a participle: *speaking to X*, *addressing X*."""
    out = []
    for c in parse.tokens[verb].children:
        token = parse.tokens[c]
        if token.dep == "dobj" and parse.tokens[verb].lemma == "address":
            out.append(c)
        elif token.dep in ("prep", "dative") and token.lower in ("to", "with", "before"):
            out.extend(o.i for o in parse.children(c, "pobj"))
    return out


def agreement_of(parse: Parse, verb: Token, lexis: Lexis) -> tuple[Ranges, Ranges]:
    """Return with whom the speaker agrees, and with whom not: *agrees with X that*, *disagreed with X on*."""
    agrees = verb.lemma in lexis.of("agreement verb")
    if not agrees and verb.lemma not in lexis.of("disagreement verb"):
        return (), ()
    preposition = next((c for c in verb.children if parse.tokens[c].lower == "with"), None)
    if preposition is None:
        return (), ()
    ranges = tuple(noun_phrase(parse, n.i) for n in parse.children(preposition, "pobj"))
    negated = child(parse, verb.i, "neg") is not None
    return (ranges, ()) if agrees != negated else ((), ranges)
