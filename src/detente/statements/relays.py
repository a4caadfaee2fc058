"""Who passes words on: *TASS quoted X as saying*, *the agency, citing X, said*, *in remarks carried by the paper, X said*."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Ranges
from detente.statements.lexis import Lexis
from detente.statements.tree import agent_of, child, is_passive, noun_phrase, subject_of, to_spans, verb_group

_PEOPLE = ("NOUN", "PROPN", "PRON")
_SPEAKERS = ("PERSON", "ORG", "GPE", "NORP")
_CLIMB = 4  # heads between "as" and the verb that quotes
_REACH = 30  # tokens between the verb that quotes and "as"
_FAR = 2  # sentences within which an outlet that was named goes on to pass words on


@dataclass(frozen=True, slots=True)
class Relay:
    """*TASS cited Putin as saying*: the source that is cited, who cites, the tokens of the cue, and its last verb."""

    source: Ranges
    via: Ranges
    cue: list[int]
    saying: int


def relayed(parse: Parse, verb: int, content: Sequence[Span], lexis: Lexis) -> Relay | None:
    """Read *X cited Y as saying* and *Y was quoted as saying by X*; the verb is either *cite* or *saying*."""
    tokens = parse.tokens
    token = tokens[verb]
    relays = lexis.of("relay verb")
    carrier, saying = verb, None
    if token.lemma in relays:
        saying = _saying(parse, verb, relays)
    elif token.tag in ("VBG", "VB", "VBD", "VBN") and (by := _carrier_of(parse, verb, relays)) is not None:
        carrier, saying = by, verb
    if saying is None or tokens[carrier].lemma not in relays:
        return _bare_relay(parse, verb, content, lexis)
    link = saying - 1 if tokens[saying - 1].lower == "as" else _link(parse, saying)
    cue = sorted({*verb_group(parse, carrier), link, *verb_group(parse, saying)})
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
    source = _clear(parse, noun_phrase(parse, cited.i), content, (link, verb)) if cited is not None else ()
    if by is not None and parse.tokens[by].tag in ("WDT", "WP") and parse.tokens[carrier].dep == "relcl":
        by = parse.tokens[carrier].head  # *Reuters, which cited two officials as saying*
    return Relay(source, _clear(parse, noun_phrase(parse, by, carrier), content, ()) if by is not None else (), cue, saying)


def saying_of(parse: Parse, verb: int, lexis: Lexis) -> int:
    """Return the last verb of a relay from its first one: *saying* in *quoted Y as saying*; another verb is its own."""
    relays = lexis.of("relay verb")
    saying = _saying(parse, verb, relays) if parse.tokens[verb].lemma in relays else None
    return saying if saying is not None else verb


def _carrier_of(parse: Parse, saying: int, relays: frozenset[str]) -> int | None:
    """Return the verb of *quoted Y as saying* and *was reported to have said*, from its last verb."""
    tokens = parse.tokens
    token = tokens[saying]
    above = tokens[token.head]
    if saying and token.tag == "VBG" and tokens[saying - 1].lower == "as":
        above = tokens[saying - 1]
        carrier = tokens[above.head]
        for _ in range(_CLIMB):  # *quoted an aide who was present as saying*: the parser may hang "as" on any word between
            if carrier.lemma in relays:
                break
            carrier = tokens[carrier.head]
        return carrier.i
    if token.dep in ("pcomp", "pobj") and above.lower == "as":
        carrier = tokens[above.head]
        return carrier.head if carrier.pos in ("NOUN", "PROPN", "PRON") else carrier.i  # "as" hung on the one who is cited
    if token.dep == "xcomp" and above.tag == "VBN" and is_passive(parse, above.i) and child(parse, saying, "aux") is not None:
        return above.i if above.lemma in ("report", "quote", "cite") else None
    return None


def _link(parse: Parse, saying: int) -> int:
    """Return the *as* or *to* before the last verb of a relay."""
    above = parse.tokens[parse.tokens[saying].head]
    if above.lower == "as":
        return above.i
    mark = child(parse, saying, "aux", "mark")
    return mark.i if mark is not None else saying


def _bare_relay(parse: Parse, verb: int, content: Sequence[Span], lexis: Lexis) -> Relay | None:
    """Read *"…," TASS quoted X* and *TASS has cited X to the effect that*: the object is the one who speaks."""
    token = parse.tokens[verb]
    if token.lemma not in lexis.of("cite verb") or is_passive(parse, verb):
        return None
    cited, by = child(parse, verb, "dobj"), subject_of(parse, verb)
    if cited is None or by is None or cited.i < verb or cited.lower in lexis.of("evidence") or cited.pos not in _PEOPLE:
        return None
    source = _clear(parse, noun_phrase(parse, cited.i), content, ())
    if not source:
        return None
    return Relay(source, _clear(parse, noun_phrase(parse, by), content, ()), verb_group(parse, verb), verb)


def _by(parse: Parse, verb: int) -> int | None:
    """Return the token after *by*, where the parser did not see that it names the agent."""
    for c in parse.tokens[verb].children:
        if parse.tokens[c].lower == "by":
            noun = child(parse, c, "pobj")
            return noun.i if noun is not None else None
    return None


def _saying(parse: Parse, carrier: int, relays: frozenset[str]) -> int | None:
    """Return the participle of *as saying*, or the verb of *was reported to have said*, under a carrying verb."""
    tokens = parse.tokens
    places = [carrier, *(c for c in tokens[carrier].children if tokens[c].dep in ("dobj", "nsubjpass"))]
    for place in places:
        for c in tokens[place].children:
            if tokens[c].lower == "as" and c > carrier:
                verb = child(parse, c, "pcomp", "pobj")
                if verb is not None and (verb.tag == "VBG" or child(parse, verb.i, "aux") is not None):
                    return verb.i
    for i in range(carrier + 1, min(parse.sentence_of(carrier).last - 1, carrier + _REACH)):
        if tokens[i].lower == "as" and tokens[i + 1].tag == "VBG":
            return i + 1 if _carrier_of(parse, i + 1, relays) == carrier else None
    if is_passive(parse, carrier):
        verb = child(parse, carrier, "xcomp")
        if verb is not None and _carrier_of(parse, verb.i, relays) == carrier:
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
