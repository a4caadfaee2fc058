"""With whom a speaker agrees or not, and whose words are taken up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.statements.beside import Beside, tokens_beside
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.tree import child, noun_phrase, subtree

_WITH = ("with", "alongside")


def agreeing_statements(parse: Parse, drafts: Sequence[Draft], lexis: Lexis) -> list[Draft]:
    """Fill whom a speaker agrees with, whom not, and whose words are taken up, from the cue and from the verbs beside it."""
    beside = Beside.of(parse, drafts)
    by_anchor: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        by_anchor.setdefault(draft.anchor, []).append(number)
    out = list(drafts)
    dropped: set[int] = set()
    for token in tokens_beside(parse, drafts):
        if token.pos not in ("VERB", "ADP", "SCONJ") and token.i not in by_anchor:
            continue
        agrees, disagrees = agreement_of(parse, token, lexis)
        echoes = _echoed(parse, token, lexis)
        if not (agrees or disagrees or echoes):
            continue
        owner = beside.owner(token.i)
        if echoes and token.dep == "advcl" and owner is not None:  # *echoing X, she said*: no words of their own
            out[owner] = replace(out[owner], echoes=out[owner].echoes or _others(echoes, out[owner]))
            dropped.update(by_anchor.get(token.i, ()))
            continue
        numbers = by_anchor.get(token.i) or _leaning(parse, token, by_anchor, drafts)
        if not numbers:
            numbers = [owner] if owner is not None and (token.dep in ("advcl", "acl", "prep") or echoes) else []
        for number in numbers:
            draft = out[number]
            out[number] = replace(
                draft,
                agrees=draft.agrees or _others(agrees, draft),
                disagrees=draft.disagrees or _others(disagrees, draft),
                echoes=draft.echoes or _others(echoes, draft),
            )
    return [d for n, d in enumerate(out) if n not in dropped]


def _leaning(parse: Parse, token: Token, by_anchor: Mapping[int, list[int]], drafts: Sequence[Draft]) -> list[int]:
    """Return the drafts whose cue leans on a verb without words of its own: *sided with X and said*."""
    found = [n for c in token.children if parse.tokens[c].dep in ("conj", "advcl") and c > token.i for n in by_anchor.get(c, [])]
    return [n for n in found if child(parse, drafts[n].anchor, "nsubj", "nsubjpass") is None]


def _others(found: Ranges, draft: Draft) -> Ranges:
    """Leave out whom the draft has as its own source."""
    return tuple(r for r in found if not any(a <= r[0] < b for a, b in draft.source))


def agreement_of(parse: Parse, verb: Token, lexis: Lexis) -> tuple[Ranges, Ranges]:
    """Return with whom the speaker agrees, and with whom not: *agrees with X that*, *backed X's view*, *rejected X's claim*."""
    negated = child(parse, verb.i, "neg") is not None
    for sides, objects, same in (
        ("agreement verb", "backing verb", True),
        ("disagreement verb", "rebuttal verb", False),
    ):
        ranges: Ranges = ()
        noun = child(parse, verb.i, "dobj")
        if verb.lemma in lexis.of(sides) or (noun is not None and f"{verb.lemma} {noun.lemma}" in lexis.of(sides)):
            ranges = _with(parse, verb) or (_with(parse, noun) if noun is not None else ())
        if not ranges and verb.lemma in lexis.of(objects):
            ranges = _holders(parse, verb, lexis)
        if ranges:
            return (ranges, ()) if same != negated else ((), ranges)
    return (), ()


def _with(parse: Parse, verb: Token) -> Ranges:
    """Return whom *with* names: *agrees with X*, *sided with X*, *took issue with X*."""
    preposition = next((c for c in verb.children if parse.tokens[c].lower in _WITH), None)
    if preposition is None:
        return ()
    return tuple(noun_phrase(parse, n.i) for n in parse.children(preposition, "pobj"))


def _holders(parse: Parse, verb: Token, lexis: Lexis) -> Ranges:
    """Return whose view, claim or demand is the object: *rejected a demand from X that*; or X, who is contradicted."""
    tokens = parse.tokens
    noun = child(parse, verb.i, "dobj")
    if noun is None:
        return ()
    if noun.lemma not in lexis.of("position"):
        named = noun.ent in ("PERSON", "ORG", "GPE", "NORP") or noun.tag == "PRP"
        return (noun_phrase(parse, noun.i),) if named and verb.lemma in lexis.of("answers somebody") else ()
    owner = child(parse, noun.i, "poss")
    if owner is not None:
        first, last = subtree(parse, owner.i)
        mark = next((c for c in owner.children if tokens[c].dep == "case"), last)
        return ((first, mark),)
    for c in noun.children:
        if tokens[c].lower in ("by", "from", "of") and c > noun.i:
            by = child(parse, c, "pobj")
            if by is not None and (by.ent in ("PERSON", "ORG", "GPE", "NORP") or by.pos == "PROPN" or tokens[c].lower != "of"):
                return (noun_phrase(parse, by.i),)
    nation = next((c for c in noun.children if tokens[c].ent in ("NORP", "GPE", "ORG") and c < noun.i), None)
    return ((nation, nation + 1),) if nation is not None else ()


def _echoed(parse: Parse, token: Token, lexis: Lexis) -> Ranges:
    """Return whose words are taken up: *echoing X*, *repeated X's call*, *as X had said before him*, *in the words of X*."""
    if token.lemma in lexis.of("echo verb") and token.pos == "VERB":
        noun = child(parse, token.i, "dobj")
        if noun is None:
            return ()
        if noun.lemma in lexis.of("position"):
            return _holders_of_words(parse, noun)
        named = noun.ent in ("PERSON", "ORG", "GPE", "NORP") or (noun.tag == "PRP" and noun.lower != "it")
        person = named or noun.lower in lexis.of("source noun")
        return (noun_phrase(parse, noun.i),) if person and token.lemma == "echo" else ()
    if token.pos == "VERB" and token.dep == "advcl" and token.lemma in lexis.verbs:
        return tuple(_said_before(parse, token))
    return ()


def _holders_of_words(parse: Parse, noun: Token) -> Ranges:
    tokens = parse.tokens
    owner = child(parse, noun.i, "poss")
    if owner is not None and owner.tag != "PRP$":
        first, last = subtree(parse, owner.i)
        return ((first, next((c for c in owner.children if tokens[c].dep == "case"), last)),)
    for c in noun.children:
        if tokens[c].lower in ("by", "from", "of") and c > noun.i:
            by = child(parse, c, "pobj")
            if by is not None and by.ent in ("PERSON", "ORG", "GPE", "NORP"):
                return (noun_phrase(parse, by.i),)
    return ()


def _said_before(parse: Parse, verb: Token) -> Iterator[tuple[int, int]]:
    """Read *as X had said before him*: the verb hangs by *as*, and tells of an earlier time."""
    tokens = parse.tokens
    opener = next((c for c in verb.children if c < verb.i and tokens[c].lower == "as"), None)
    subject = child(parse, verb.i, "nsubj")
    if opener is None or subject is None or subject.i < opener or child(parse, verb.i, "ccomp", "dobj") is not None:
        return
    earlier = any(tokens[c].lower in ("had", "before", "earlier", "already") for c in verb.children)
    if earlier and subject.tag != "PRP":
        yield noun_phrase(parse, subject.i)
