"""Statements that a noun or an adjective attributes: *its insistence that*, *expressed hope that*, *is ready to*."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.records import Span
from detente.statements.complements import Complement, hung_clause
from detente.statements.draft import Draft, Ranges
from detente.statements.hearers import parties_after
from detente.statements.idle import is_gapped
from detente.statements.interrupted import Given
from detente.statements.lexis import Entry, Lexis
from detente.statements.nominal_complements import adjective_complements, noun_complements
from detente.statements.quoted import Quotations, stretch
from detente.statements.tree import child, noun_phrase, ranges_of, subject_of, subtree, to_spans, verb_group

_BY_WAY = ("through", "to", "via")
_APART = 20  # tokens between a noun and a clause that something parts from it


def noun_statements(parse: Parse, placed: Quotations, lexis: Lexis, moved: Mapping[int, int]) -> Iterator[Draft]:
    """Yield a draft for each noun that attributes; ``moved`` names the verb whose subject another verb takes."""
    for token in parse.tokens:
        entry = lexis.nouns.get(token.lemma) if token.pos in ("NOUN", "PROPN") else None
        if entry is None:
            continue
        found = sorted(noun_complements(parse, token.i), key=lambda c: c.frame not in ("that", "to"))
        complement, bound = entry.choose([*found, *_said_of(parse, token)])
        if complement is not None and complement.frame == "that" and _is_predicate(parse, token, complement):
            bound = False  # *her reply was that it would stay*: what is said, not how it is called
        if token.lemma == "order" and token.i and parse.tokens[token.i - 1].lower == "in":
            continue  # *in order to*
        if complement is None and "that" in entry.frames | entry.inside:
            complement, bound = _parted(parse, token), "that" not in entry.frames
        if complement is None and "to" in entry.frames | entry.inside:
            complement, bound = _hung_infinitive(parse, token), "to" not in entry.frames
        if (complement is None or complement.frame not in ("that", "to")) and "that" in entry.frames | entry.inside:
            hung = _hung(parse, token)
            complement, bound = (hung, "that" not in entry.frames) if hung is not None else (complement, bound)
        if complement is None:
            continue
        held = _holder(parse, token, lexis, moved, complement)
        if held is None and "unowned" not in entry.frames:
            if "unowned" not in entry.inside:
                continue
            bound = True
        source, cue = held if held is not None else ((), _noun_cue(parse, token))
        verb = parse.tokens[token.head]
        if (
            source
            and token.dep == "dobj"
            and complement.frame == "that"
            and verb.lemma in lexis.of("light verb") & lexis.of("conveys")
        ):
            bound = bound and _is_unasserted(parse, verb)  # *sent word that the port was shut*
        content = stretch(parse, placed, to_spans(parse, complement.ranges), token.i)
        if content:
            draft = _draft("noun", token.i, token.lemma, entry, complement, lexis=lexis, source=source, cue=cue, content=content)
            yield replace(draft, bound=bound, addressee=_hearer(parse, token, lexis, complement))


def _hung(parse: Parse, noun: Token) -> Complement | None:
    """Return a clause that the parser hung on whoever stands between: *assurances from Oslo that*."""
    hung = hung_clause(parse, noun.i, with_object=False)
    return hung or (hung_clause(parse, noun.head, with_object=False) if noun.dep == "dobj" else None)


def _said_of(parse: Parse, noun: Token) -> Iterator[Complement]:
    """Yield what *be* says of a noun: *our hope is that they will talk*, *his orders were to let nobody through*."""
    tokens = parse.tokens
    verb = tokens[noun.head]
    if noun.dep != "nsubj" or verb.lemma != "be" or verb.i < noun.i:
        return
    for c in verb.children:
        first, last = subtree(parse, c)
        if c < verb.i or first < verb.i:
            continue
        if tokens[c].dep == "ccomp" and tokens[first].lower == "that":
            yield Complement("that", ((first, last),))
        elif tokens[c].dep == "xcomp" and tokens[first].lower in ("to", "not"):
            yield Complement("to", ((first, last),))


def _is_predicate(parse: Parse, noun: Token, complement: Complement) -> bool:
    """Tell whether *be* stands between a noun and its clause."""
    return noun.dep == "nsubj" and noun.i < noun.head < complement.ranges[0][0]


def _is_unasserted(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb is not asserted: an infinitive, or with a modal."""
    return any(parse.tokens[c].dep == "aux" and parse.tokens[c].tag in ("MD", "TO") for c in verb.children)


def _parted(parse: Parse, noun: Token) -> Complement | None:
    """Return a clause that words between commas part from its noun: *its pledge, given in May, that …*, *sent word through a
    cousin, a trader, that …*.
    """
    tokens = parse.tokens
    last = parse.sentence_of(noun.i).last
    if noun.i + 2 >= last:
        return None
    given = tokens[noun.i + 1].text == "," and tokens[noun.i + 2].tag == "VBN"
    if not given and tokens[noun.i + 1].lower not in _BY_WAY:
        return None
    for i in range(noun.i + 3, min(last - 1, noun.i + _APART)):
        if tokens[i].pos == "AUX" or tokens[i].tag in ("VBD", "VBZ", "VBP"):
            return None
        if tokens[i].text == "," and tokens[i + 1].lower == "that":
            return Complement("that", ((i + 1, last),))
    return None


def _hung_infinitive(parse: Parse, noun: Token) -> Complement | None:
    """Return an infinitive that the parser hung on the verb: *made a promise to the miners to visit the shaft*."""
    tokens = parse.tokens
    if noun.dep != "dobj":
        return None
    for c in tokens[noun.head].children:
        first, last = subtree(parse, c)
        parted = first > noun.i + 1 and first == noun.right + 1 and tokens[noun.i + 1].lower in ("by", "from", "of", "to")
        if tokens[c].dep in ("advcl", "xcomp") and tokens[first].tag == "TO" and parted:
            return Complement("to", ((first, last),))
    return None


def _noun_cue(parse: Parse, noun: Token) -> list[int]:
    """Return the tokens of a noun with what stands before it: *its new promise*."""
    tokens = parse.tokens
    before = [c for c in noun.children if c < noun.i and tokens[c].dep in ("det", "amod", "nummod", "compound")]
    return [noun.i, *before]


def _holder(
    parse: Parse, noun: Token, lexis: Lexis, moved: Mapping[int, int], complement: Complement
) -> tuple[Ranges, list[int]] | None:
    """Return who holds the noun, and the tokens of the cue: its owner, or the subject of a light verb (*made a promise*)."""
    tokens = parse.tokens
    cue = _noun_cue(parse, noun)
    owner = child(parse, noun.i, "poss")
    if owner is not None:
        first, last = subtree(parse, owner.i)
        mark = next((c for c in owner.children if tokens[c].dep == "case"), None)
        return (((first, last),), cue) if mark is None else (((first, mark),), [*cue, mark])
    begins = complement.ranges[0][0]
    by = _giver(parse, noun, begins) if complement.frame in ("that", "to") else None
    if by is not None:
        first, last = noun_phrase(parse, by)
        return ((first, min(last, begins)),), cue
    nation = next((t for t in parse.children(noun.i, "amod", "compound", "nmod") if t.i < noun.i and _is_nation(t)), None)
    if nation is not None:
        return ((nation.i, nation.i + 1),), cue  # *an Australian warning that*
    head = tokens[noun.head]
    if noun.dep not in ("dobj", "attr") or head.pos not in ("VERB", "AUX") or head.lemma not in lexis.of("light verb"):
        return None
    ordered = noun.lemma in lexis.of("order") and head.lemma in ("have", "receive", "get")
    if ordered or head.lemma in lexis.of("receive"):
        return (), [*verb_group(parse, head.i), *cue]  # who has orders, or receives a warning, was given it
    subject = subject_of(parse, moved.get(head.i, head.i))
    if subject is not None and noun.dep == "attr" and tokens[subject].lower in ("it", "there"):
        return None
    source = (noun_phrase(parse, subject),) if subject is not None else ()
    return source, [*verb_group(parse, head.i), *cue]


def _is_nation(token: Token) -> bool:
    return token.ent in ("NORP", "GPE") and token.text[:1].isupper()


def _giver(parse: Parse, noun: Token, before: int) -> int | None:
    """Return whose words a noun stands for by a preposition ``before`` them: *a report by X that*, *assurances from X that*."""
    tokens = parse.tokens
    places = [noun, tokens[noun.head]] if noun.dep == "dobj" else [noun]
    for place in places:
        for c in place.children:
            if noun.i < c < before and tokens[c].dep in ("prep", "agent") and tokens[c].lower in ("by", "from", "of"):
                by = child(parse, c, "pobj")
                named = by is not None and (by.pos == "PROPN" or by.tag in ("NN", "NNS", "PRP"))
                if by is not None and named and (place is noun or tokens[c].lower == "from"):
                    return by.i
    return None


def _hearer(parse: Parse, noun: Token, lexis: Lexis, complement: Complement) -> Ranges:
    """Return who gets the words that a noun stands for: *gave us an oath that*, *a warning to X that*, *got assurances that*."""
    tokens = parse.tokens
    verb = tokens[noun.head]
    begins = complement.ranges[0][0]
    to = next((n for n in parties_after(parse, noun, ("to",), lexis) if n < begins), None)
    if to is None and noun.dep in ("dobj", "nsubjpass") and verb.lemma in lexis.of("conveys"):
        to = next((n for n in parties_after(parse, verb, ("to",), lexis) if n < begins), None)  # *conveyed to X its wish that*
    if to is not None:
        first, last = noun_phrase(parse, to)
        return ((first, min(last, begins)),)
    if noun.dep != "dobj":
        return ()
    if verb.lemma in ("have", "receive", "get") and noun.lemma in lexis.of("order") and child(parse, noun.i, "poss") is None:
        ordered = subject_of(parse, verb.i)
        return (noun_phrase(parse, ordered),) if ordered is not None else ()
    given = child(parse, verb.i, "dative")
    if given is not None and given.i != noun.i and given.pos != "ADP":
        return (noun_phrase(parse, given.i),)
    gets = verb.lemma in lexis.of("receive") or (
        verb.lemma in lexis.of("get") and any(tokens[c].lower == "from" for c in (*noun.children, *verb.children))
    )
    subject = subject_of(parse, verb.i) if gets else None
    return (noun_phrase(parse, subject),) if subject is not None else ()


def adjective_statements(parse: Parse, placed: Quotations, lexis: Lexis, given: Mapping[int, Given]) -> Iterator[Draft]:
    """Yield a draft for each adjective that attributes; ``given`` holds what the cues of interrupted sentences take."""
    tokens = parse.tokens
    for token in tokens:
        described = token.dep == "acomp" or child(parse, token.i, "auxpass", "nsubjpass") is not None
        if token.pos != "ADJ" and not (token.tag == "VBN" and described):
            continue
        entry = lexis.adjectives.get(token.lower)
        if entry is None:
            continue
        broken = given[token.i].complement if token.i in given else None
        complement, bound = entry.choose([broken] if broken is not None else adjective_complements(parse, token.i))
        verb = _carrier(parse, token)
        if complement is None or (tokens[verb].lemma == "make" and token.lower in lexis.of("made known")):
            continue
        said_of = _described(parse, token) if verb == token.i else None
        subject = said_of.i if said_of is not None else subject_of(parse, verb)
        if subject is None or (complement.frame == "to" and is_gapped(parse, tokens[verb])):
            continue
        content = stretch(parse, placed, to_spans(parse, complement.ranges), token.i)
        if content:
            source = (noun_phrase(parse, subject),)
            cue = [*(verb_group(parse, verb) if verb != token.i else []), token.i]
            draft = _draft(
                "adjective", token.i, token.lower, entry, complement, lexis=lexis, source=source, cue=cue, content=content
            )
            yield replace(draft, bound=bound)


def _described(parse: Parse, participle: Token) -> Token | None:
    """Return who is convinced or opposed: the subject of the participle, or of its auxiliary, as parsers also have it."""
    helper = child(parse, participle.i, "auxpass")
    return child(parse, participle.i, "nsubjpass", "nsubj") or (child(parse, helper.i, "nsubj") if helper is not None else None)


def _carrier(parse: Parse, adjective: Token) -> int:
    """Return the verb whose subject the adjective is said of: *is ready to*, *made it clear that*."""
    tokens = parse.tokens
    verb = tokens[adjective.head if adjective.dep == "acomp" else adjective.i]
    maker = tokens[verb.head]
    return maker.i if maker.lemma == "make" and verb.dep in ("ccomp", "xcomp", "acomp", "oprd") else verb.i


def _draft(
    part: str,
    anchor: int,
    lemma: str,
    entry: Entry,
    complement: Complement,
    *,
    lexis: Lexis,
    source: Ranges,
    cue: list[int],
    content: tuple[Span, ...],
) -> Draft:
    return Draft(
        rule=f"{part}.{complement.frame}",
        attitude=entry.attitude,
        confidence=lexis.confidence(complement.frame, entry),
        anchor=anchor,
        lemma=lemma,
        cue=ranges_of(cue if complement.particle is None else [*cue, complement.particle]),
        source=source,
        content=content,
    )
