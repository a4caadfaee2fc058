"""Who passes words on: *TASS quoted X as saying*, *the agency, citing X, said*, *in remarks carried by the paper, X said*."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Ranges
from detente.statements.lexis import Lexis
from detente.statements.tree import agent_of, child, is_passive, noun_phrase, subject_of, to_spans, verb_group

_PEOPLE = ("NOUN", "PROPN", "PRON")
_FAR = 40  # tokens between *quoted* and *as saying*: *a diplomat who attended the talks and asked not to be named*


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
        saying = _saying(parse, verb, lexis)
    elif token.tag in ("VBG", "VB", "VBD", "VBN") and (by := _carrier_of(parse, verb, lexis)) is not None:
        carrier, saying = by, verb
    if saying is None or tokens[carrier].lemma not in relays:
        return _bare_relay(parse, verb, content, lexis)
    link = _link(parse, saying)
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
        return _quoted_participle(parse, carrier, cue, saying, content)
    source = _clear(parse, noun_phrase(parse, cited.i), content, (link, verb)) if cited is not None else ()
    if by is not None and parse.tokens[by].tag in ("WDT", "WP") and parse.tokens[carrier].dep == "relcl":
        by = parse.tokens[carrier].head  # *Reuters, which cited two officials as saying*
    return Relay(source, _clear(parse, noun_phrase(parse, by, carrier), content, ()) if by is not None else (), cue, saying)


def _quoted_participle(parse: Parse, carrier: int, cue: list[int], saying: int, content: Sequence[Span]) -> Relay | None:
    """Read *the daily Sol on Monday quoted sources as saying*, where the parser took *quoted* for an adjective of those cited."""
    tokens = parse.tokens
    noun = tokens[carrier].head
    if tokens[carrier].dep != "amod" or not carrier < noun < saying:
        return None
    last = carrier
    while last > 0 and (tokens[last - 1].ent in ("DATE", "TIME") or tokens[last - 1].lower in ("on", "late", "early")):
        last -= 1
    first = last
    while (
        first > 0 and tokens[first - 1].sent == tokens[carrier].sent and tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ", "DET")
    ):
        first -= 1
    source = _clear(parse, (carrier + 1, noun_phrase(parse, noun)[1]), content, (_link(parse, saying),))
    return Relay(source, ((first, last),), cue, saying) if first < last and source else None


def saying_of(parse: Parse, verb: int, lexis: Lexis) -> int:
    """Return the last verb of a relay from its first one: *saying* in *quoted Y as saying*; another verb is its own."""
    saying = _saying(parse, verb, lexis) if parse.tokens[verb].lemma in lexis.of("relay verb") else None
    return saying if saying is not None else verb


def _carrier_of(parse: Parse, saying: int, lexis: Lexis) -> int | None:
    """Return the verb of *quoted Y as saying*, *was quoted saying* and *was reported to have said*, from its last verb."""
    tokens = parse.tokens
    token = tokens[saying]
    above = tokens[token.head]
    if token.dep in ("pcomp", "pobj") and above.lower == "as":
        carrier = tokens[above.head]
        by = carrier.head if carrier.pos in _PEOPLE else carrier.i  # "as" hung on the one who is cited
        return by if tokens[by].lemma in lexis.of("relay verb") else _carrier_before(parse, above.i, lexis)
    told = child(parse, saying, "aux") is not None or token.tag == "VBG"
    if token.dep == "xcomp" and above.tag == "VBN" and is_passive(parse, above.i) and told:
        return above.i if above.lemma in ("report", "quote", "cite") else None
    return _cites_before(parse, saying, lexis) if token.tag == "VBG" else None


def _gerund_of(parse: Parse, carrier: int, lexis: Lexis) -> int | None:
    """Return the *saying* that a verb of citing has without *as*: *cited sources saying*, *was quoted in the daily saying*."""
    tokens = parse.tokens
    cited = child(parse, carrier, "dobj", "nsubjpass")
    if cited is None or tokens[carrier].lemma not in lexis.of("cite verb") or cited.lower in lexis.of("evidence"):
        return None
    for i in range(max(carrier, cited.i) + 1, min(parse.sentence_of(carrier).last, carrier + _FAR)):
        if tokens[i].pos in ("VERB", "AUX", "PUNCT", "SCONJ"):
            return i if tokens[i].tag == "VBG" and tokens[i].lemma in lexis.of("plain saying") else None
    return None


def _cites_before(parse: Parse, saying: int, lexis: Lexis) -> int | None:
    """Return the verb of citing whose *saying* a gerund is."""
    tokens = parse.tokens
    for i in range(saying - 1, max(parse.sentence_of(saying).first, saying - _FAR) - 1, -1):
        if tokens[i].pos == "VERB":
            return i if _gerund_of(parse, i, lexis) == saying else None
    return None


def _carrier_before(parse: Parse, link: int, lexis: Lexis) -> int | None:
    """Return the verb of *as saying* where the parser hung it on a verb between: *quoted a man who came as saying*."""
    tokens = parse.tokens
    for i in range(link - 1, max(parse.sentence_of(link).first, link - _FAR) - 1, -1):
        if tokens[i].pos == "PUNCT" and tokens[i].text != ",":
            return None
        if tokens[i].pos == "VERB" and tokens[i].lemma in lexis.of("relay verb"):
            return i
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
            gerund = child(parse, c, "pcomp") if noun is None else None
            noun = child(parse, gerund.i, "nsubj") if gerund is not None else noun  # *by guards saying*
            return noun.i if noun is not None else None
    return None


def _saying(parse: Parse, carrier: int, lexis: Lexis) -> int | None:
    """Return the last verb of *as saying*, *was quoted saying* and *was reported to have said*, under a carrying verb."""
    tokens = parse.tokens
    places = [carrier, *(c for c in tokens[carrier].children if tokens[c].dep in ("dobj", "nsubjpass"))]
    for place in places:
        for c in tokens[place].children:
            if tokens[c].lower == "as" and c > carrier:
                verb = child(parse, c, "pcomp", "pobj")
                if verb is not None and (verb.tag == "VBG" or child(parse, verb.i, "aux") is not None):
                    return verb.i
    if is_passive(parse, carrier):
        verb = child(parse, carrier, "xcomp")
        if verb is not None and _carrier_of(parse, verb.i, lexis) == carrier:
            return verb.i
    cited = child(parse, carrier, "dobj")
    for i in range(carrier + 1, min(parse.sentence_of(carrier).last - 1, carrier + _FAR)) if cited is not None else ():
        verb = tokens[i + 1]
        if tokens[i].lower == "as" and verb.tag == "VBG" and verb.lemma in lexis.verbs and verb.head == i:
            return verb.i if _carrier_of(parse, verb.i, lexis) == carrier else None
    return _gerund_of(parse, carrier, lexis)


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
