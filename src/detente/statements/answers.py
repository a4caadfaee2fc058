"""Whom an answer or an addition is given to: *she told him …; he answered*, *summoned the envoy, who replied*."""

from collections.abc import Sequence
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.statements.beside import clear_of
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.tree import noun_phrase, subject_of

_BACK = 8  # statements before an answer among which the one that it answers is looked for
_FIRST = ("i", "me", "we", "us")
_THIRD = ("he", "him", "she", "her", "it", "they", "them")
_ONE = ("he", "him", "she", "her")
_NAMING = ("NOUN", "PROPN")
_BODIES = ("ORG", "GPE", "NORP")


def answering_statements(parse: Parse, drafts: Sequence[Draft], lexis: Lexis) -> list[Draft]:
    """Let an answer be spoken to whoever has just spoken to the one that answers, or has met or called him."""
    out = list(drafts)
    order = sorted(range(len(out)), key=lambda n: out[n].anchor)
    for at, number in enumerate(order):
        draft = out[number]
        if draft.addressee or not draft.source:
            continue
        heard = _who_met(parse, draft, lexis)
        earlier = [out[n] for n in order[max(0, at - _BACK) : at]]
        if not heard and draft.lemma in lexis.of("answer verb"):
            heard = _who_spoke(parse, draft, earlier, lexis)
        if not heard and draft.lemma in lexis.of("adds"):
            heard = _who_listens(parse, draft, earlier, lexis)
        if heard and clear_of(parse, heard, draft.content):
            out[number] = replace(draft, addressee=heard)
    return out


def _who_spoke(parse: Parse, draft: Draft, earlier: Sequence[Draft], lexis: Lexis) -> Ranges:
    """Return the speaker of the last statement whose hearer answers now, in this sentence or the one before."""
    for before in reversed(earlier):
        if parse.tokens[draft.anchor].sent - parse.tokens[before.anchor].sent > 1:
            return ()
        clear = before.addressee and before.source and clear_of(parse, before.source, draft.content)
        if clear and _may_be(parse, before.addressee, draft.source, lexis) and before.source != draft.source:
            return before.source
    return ()


def _who_listens(parse: Parse, draft: Draft, earlier: Sequence[Draft], lexis: Lexis) -> Ranges:
    """Return who heard what somebody adds to: *told deputies that …. He added that*."""
    for before in reversed(earlier):
        start = parse.tokens[before.anchor].start
        if any(s.start <= start < s.end for other in (*earlier, draft) if other is not before for s in other.content):
            continue  # words within words
        near = parse.tokens[draft.anchor].sent - parse.tokens[before.anchor].sent <= 1
        same = near and before.source and before.addressee and _same_speaker(parse, before.source, draft.source, lexis)
        return before.addressee if same and not _may_be(parse, before.addressee, draft.source, lexis) else ()
    return ()


def _same_speaker(parse: Parse, before: Ranges, now: Ranges, lexis: Lexis) -> bool:
    """Tell whether one speaker may go on: *Orlova … she*, *the minister Orlova … the minister*, *he … the minister*."""
    first, second = _words(parse, before), _words(parse, now)
    described = bool(first and second) and first[0].lower in _ONE and second[0].lower == "the"
    return described or _may_be(parse, before, now, lexis)


def _may_be(parse: Parse, heard: Ranges, answers: Ranges, lexis: Lexis) -> bool:
    """Tell whether who answers may be the one that was spoken to: a pronoun for him, or a word that both share."""
    first, second = _words(parse, heard), _words(parse, answers)
    if not first or not second:
        return False
    spoken, own = first[0].lower, second[0].lower
    if own in _FIRST:
        return spoken in _FIRST or spoken in _THIRD
    if own in _ONE:
        return spoken not in _FIRST and not _is_body(parse, heard, lexis)
    if own in _THIRD:
        return spoken not in _FIRST
    names = {t.lemma for t in first if t.pos in _NAMING}
    return any(t.lemma in names for t in second if t.pos in _NAMING)


def _is_body(parse: Parse, ranges: Ranges, lexis: Lexis) -> bool:
    """Tell whether a phrase stands for a body, a meeting or several persons: no *he* takes it up."""
    words = _words(parse, ranges)
    inside = {t.i for t in words}
    head = next((t for t in words if t.head == t.i or t.head not in inside), words[0])
    bodies = (lexis.of("listens"), lexis.of("occasion"), lexis.of("medium"))
    return head.ent in _BODIES or head.tag in ("NNS", "NNPS") or any(head.lemma in body for body in bodies)


def _words(parse: Parse, ranges: Ranges) -> list[Token]:
    return [parse.tokens[i] for first, last in ranges for i in range(first, last)]


def _who_met(parse: Parse, draft: Draft, lexis: Lexis) -> Ranges:
    """Return who spoke to the one that a relative clause lets answer: *summoned the envoy, who shrugged and replied that*."""
    tokens = parse.tokens
    token = tokens[draft.anchor]
    if draft.lemma not in lexis.of("answer verb") and draft.lemma not in lexis.of("gives to"):
        return ()
    if token.dep == "conj" and tokens[token.head].dep == "relcl":
        token = tokens[token.head]
    if token.dep != "relcl" or not any(tokens[c].lower == "who" for c in token.children):
        return ()
    met = tokens[token.head]
    verb = tokens[met.head]
    if verb.dep == "prep" and met.dep == "pobj":
        verb = tokens[verb.head]
    spoken_to = (
        verb.lemma in lexis.of("contact verb") or verb.lemma in lexis.of("has addressee") or verb.lemma in lexis.of("said with")
    )
    if met.i < verb.i or met.dep not in ("dobj", "dative", "pobj") or not spoken_to:
        return ()
    subject = subject_of(parse, verb.i)
    return (noun_phrase(parse, subject),) if subject is not None else ()
