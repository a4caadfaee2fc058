"""What a cue governs: its clause, infinitive, object or preposition, as (frame, token ranges)."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.statements.clause_ends import before_that, with_comparison
from detente.statements.infinitives import is_asked_of, is_undertaken
from detente.statements.tree import child, has_word, is_passive, pieces, subtree

_TIGHT = frozenset("of to for about with between against from toward towards into over among".split())
_HUNG = 40  # tokens within which a clause hung on the wrong word is looked for: a text without full stops stays cheap
_BEFORE_CLAUSES = frozenset("at before by during from in on through to via with".split())
_QUOTES = ('"', "“", "‘", "'")
_WH = ("WDT", "WP", "WP$", "WRB")


@dataclass(frozen=True, slots=True)
class Complement:
    """A possible content of a cue: the frame and the token ranges [first, last).

    ``addressee`` is the token spoken to, where the frame shows one; ``particle`` the preposition that belongs to the cue.
    """

    frame: str
    ranges: tuple[tuple[int, int], ...]
    addressee: int | None = None
    particle: int | None = None


def verb_complements(parse: Parse, verb: int) -> Iterator[Complement]:
    """Yield the complements of a verb, the most telling first."""
    patient = _patient(parse, verb)
    yield from _clauses(parse, verb, patient)
    yield from _to_the_effect(parse, verb)
    if is_passive(parse, verb):
        yield from _passives(parse, verb)
        return
    yield from _parenthesis(parse, verb)
    yield from _infinitives(parse, verb, patient)
    yield from _objects(parse, verb, patient)
    yield from _prepositions(parse, verb)
    yield from participle_complements(parse, verb)


def _passives(parse: Parse, verb: int) -> Iterator[Complement]:
    """Yield what a passive attributes, its subject included: *Talks are expected to resume*, *he was accused of spying*."""
    tokens = parse.tokens
    subject = child(parse, verb, "nsubjpass", "csubjpass")
    if subject is None or subject.i > verb:
        return
    whole = subtree(parse, subject.i)
    for c in tokens[verb].children:
        token = tokens[c]
        if c < verb:
            continue
        first, last = subtree(parse, c)
        if token.dep == "xcomp" and child(parse, c, "aux") is not None:
            yield Complement("passive_to", (whole, (max(first, verb + 1), last)))
        elif token.dep == "prep" and has_word(parse, c + 1, last):
            yield Complement(f"passive_{frame_name(token.lower)}", (whole, (c, last)), None, c)
        elif token.dep in ("oprd", "xcomp", "acomp", "attr"):
            yield Complement("passive_small", (whole, (max(first, verb + 1), last)))
    thing = child(parse, verb, "dobj")
    if thing is not None and thing.i > verb:  # *they had been promised seed*
        first, last = subtree(parse, thing.i)
        by = next((i for i in range(thing.i + 1, last) if tokens[i].lower == "by"), last)
        yield Complement("passive_object", (whole, (first, by)))
    if child(parse, verb, "agent") is not None:
        yield Complement("passive", (whole,))


def participle_complements(parse: Parse, verb: int) -> Iterator[Complement]:
    """Yield the noun that a participle with *by* hangs on: *the plan proposed by Rome*."""
    token = parse.tokens[verb]
    if token.dep == "acl" and token.tag == "VBN" and child(parse, verb, "agent") is not None:
        whole = subtree(parse, token.head)
        own = subtree(parse, verb)
        yield Complement("participle", tuple(pieces([whole], [own])))


def _patient(parse: Parse, verb: int) -> Token | None:
    return child(parse, verb, "dobj", "dative")


def _clauses(parse: Parse, verb: int, patient: Token | None) -> Iterator[Complement]:
    tokens = parse.tokens
    for c in tokens[verb].children:
        if tokens[c].dep != "ccomp":
            continue
        first, last = subtree(parse, c)
        if c < verb:
            last = min(last, verb)
            if tokens[verb].dep == "relcl" or any(tokens[i].text in (":", ";") for i in range(c + 1, verb)):
                continue
            if first == parse.sentence_of(verb).first and tokens[first].tag in ("VBD", "VBN", "VBG"):
                continue  # *Told that the strait was closed, the envoy laughed*: a participle of the subject, no clause
            yield Complement("before", _without(parse, (first, last), verb))
            continue
        first = max(first, verb + 1)
        last = _with_more_clauses(parse, verb, c, last)
        frame = clause_frame(parse, c, verb)
        if frame == "bare":
            last = before_that(parse, verb, first, last)
        pulled = [i for i in tokens[c].children if i < verb and tokens[i].tag in _WH]
        if pulled:  # *a sentence which he said was fair*
            yield Complement("bare", (subtree(parse, pulled[0]), (first, last)))
            continue
        heard = patient.i if patient is not None and verb < patient.i < first else None
        if heard is None and frame == "object_to":  # *urged Oslo to talk*, with Oslo as the subject of the infinitive
            told = child(parse, c, "nsubj")
            heard = told.i if told is not None and told.i > verb else None
        yield Complement(frame, ((first, last),), heard)


def _with_more_clauses(parse: Parse, verb: int, clause: int, last: int) -> int:
    """Let a clause take those that the parser put beside it: *told us that they came, that they saw and that they left*."""
    tokens = parse.tokens
    for other in tokens[verb].children:
        left = tokens[other].left
        near = other > clause and last <= left <= last + 2 and tokens[left].lower == "that"
        if near and tokens[other].dep in ("ccomp", "conj") and child(parse, other, "mark") is not None:
            last = subtree(parse, other)[1]
    return last


def hung_clause(parse: Parse, verb: int, *, with_object: bool) -> Complement | None:
    """Read *swore to the council that it was safe*, where the parser hung the clause on the council.

    ``with_object`` looks at the object, too: *informed the committee of the house that it was safe*.
    """
    tokens = parse.tokens
    misread = child(parse, verb, "dobj")
    opener = tokens[misread.left] if misread is not None else None
    if misread is not None and opener is not None and opener.i > verb and opener.lower == "that" and opener.dep == "mark":
        return Complement("that", (subtree(parse, misread.i),))  # *alleging that men meant to flee*: no men who were meant
    for c in tokens[verb].children:
        preposition = tokens[c].dep in ("prep", "dative") and tokens[c].pos == "ADP" and tokens[c].lower in _BEFORE_CLAUSES
        if c < verb or not (preposition or (with_object and tokens[c].dep in ("dobj", "dative"))):
            continue
        for i in range(c + 1, min(subtree(parse, c)[1], c + _HUNG)):
            token = tokens[i]
            if token.dep not in ("acl", "relcl", "ccomp", "advcl") or tokens[token.left].lower != "that" or token.left <= c:
                continue
            if token.dep == "ccomp" and tokens[token.head].tag == "VBG":
                continue  # *was shown on television telling us that*: the gerund's own clause
            subject = child(parse, i, "nsubj", "nsubjpass", "expl")
            if subject is not None and subject.lower != "that":
                heard = c if not preposition else None
                return Complement("that", ((token.left, subtree(parse, i)[1]),), heard)
    return None


def _to_the_effect(parse: Parse, verb: int) -> Iterator[Complement]:
    """Read *cited an officer to the effect that they had left*: the clause is the content."""
    tokens = parse.tokens
    for i in range(verb + 1, min(tokens[verb].right + 1, len(tokens) - 1, verb + _HUNG)):
        if (
            tokens[i].lower == "effect"
            and tokens[i - 1].lower == "the"
            and tokens[i - 2].lower == "to"
            and tokens[i + 1].lower == "that"
        ):
            yield Complement("that", ((i + 1, max(tokens[i].right, tokens[verb].right) + 1),))


def clause_frame(parse: Parse, clause: int, cue: int) -> str:
    """Tell how a clause is opened: that, a question word, an infinitive, or nothing."""
    tokens = parse.tokens
    for c in tokens[clause].children:
        token = tokens[c]
        if c < cue:
            continue
        if c > clause:
            break
        if token.dep == "mark" and token.lower == "that":
            return "that"
        if (token.dep == "mark" and token.lower in ("if", "whether")) or token.tag in _WH:
            return "wh"
        if token.dep == "aux" and token.lower == "to":
            return "object_to"
    first = tokens[max(tokens[clause].left, cue + 1)]
    if first.tag in _WH:
        return "wh"
    if _is_gerund(parse, clause) and child(parse, clause, "nsubj") is None:
        return "ing"
    if tokens[clause].pos not in ("VERB", "AUX"):
        return "small"
    if tokens[clause].tag == "VB" and child(parse, clause, "aux") is None:
        return "object_bare"
    return "bare"


def _is_gerund(parse: Parse, verb: int) -> bool:
    """Tell whether a verb is a gerund: *denied firing*, *denied having fired*."""
    helper = child(parse, verb, "aux", "auxpass")
    return parse.tokens[verb].tag == "VBG" if helper is None else helper.tag == "VBG" and helper.lower in ("being", "having")


def _without(parse: Parse, whole: tuple[int, int], hole: int) -> tuple[tuple[int, int], ...]:
    first, last = subtree(parse, hole)
    if first <= whole[0]:
        return (whole,)
    return tuple(pieces([whole], [(first, last)]))


def _parenthesis(parse: Parse, verb: int) -> Iterator[Complement]:
    """Read *The convoy, officials said, left*: the verb hangs on the clause that it reports."""
    tokens = parse.tokens
    token = tokens[verb]
    if token.dep not in ("parataxis", "ccomp", "advcl", "dep") or token.head == verb or child(parse, verb, "nsubj") is None:
        return
    if child(parse, verb, "ccomp", "xcomp", "dobj", "mark") is not None:
        return
    if any(tokens[i].text == ":" for i in range(token.head + 1, verb)):
        return  # *The envoy was blunt: "We asked for fuel"*
    whole = subtree(parse, token.head)
    own = subtree(parse, verb)
    subject = child(parse, verb, "nsubj")
    if subject is not None and own[0] < tokens[subject.left].i < verb and own[0] <= whole[0]:
        own = (subject.left, own[1])  # what stands before the subject belongs to the clause around
    if token.dep == "parataxis" or _set_off(parse, own):
        participle = tokens[token.head].dep in ("acl", "relcl")  # a main verb taken for a participle
        if participle and not has_word(parse, whole[0], own[0]):
            first, last = subtree(parse, tokens[token.head].head)
            whole = (min(first, whole[0]), max(last, whole[1]))
        out = tuple(r for r in pieces([whole], [own]) if has_word(parse, *r))
        if out:
            yield Complement("parenthesis", out)


def _set_off(parse: Parse, own: tuple[int, int]) -> bool:
    before, after = own[0] - 1, own[1]
    tokens = parse.tokens
    first_ok = before >= 0 and tokens[before].text in (",", "—", "–", "-", "--", '"')
    last_ok = after >= len(tokens) or tokens[after].pos == "PUNCT" or tokens[own[1] - 1].pos == "PUNCT"
    return first_ok and last_ok


def _infinitives(parse: Parse, verb: int, patient: Token | None) -> Iterator[Complement]:
    tokens = parse.tokens
    if patient is not None and patient.i > verb:
        yield from _predicates(parse, verb, patient)
    for c in tokens[verb].children:
        token = tokens[c]
        if c > verb and token.dep == "advcl" and is_undertaken(parse, verb, c):
            yield Complement("to", ((tokens[c].left, subtree(parse, c)[1]),))
        if c < verb or token.dep not in ("xcomp", "oprd", "acomp"):
            continue
        first, last = subtree(parse, c)
        first = max(first, verb + 1)
        if token.dep == "xcomp" and child(parse, c, "aux") is not None and not _is_gerund(parse, c):
            if patient is not None and verb < patient.i < c:
                start = subtree(parse, patient.i)[0]
                yield Complement("object_to", ((max(start, verb + 1), last),), patient.i)
            elif not is_asked_of(parse, verb, c):
                yield Complement("to", ((first, last),))
        elif _is_gerund(parse, c):
            yield Complement("ing", ((first, last),))
        else:
            start = subtree(parse, patient.i)[0] if patient is not None and verb < patient.i < c else first
            yield Complement("small", ((max(start, verb + 1), last),))


def _predicates(parse: Parse, verb: int, patient: Token) -> Iterator[Complement]:
    """Yield what is said of an object and was hung on it: *implored both armies to stop*, *considers any change inadmissible*."""
    tokens = parse.tokens
    first, last = max(patient.left, verb + 1), subtree(parse, patient.i)[1]
    end = tokens[last - 1]
    if end.pos == "ADJ" and end.dep == "amod" and end.head < end.i and not end.children:
        yield Complement("small", ((first, last),))
    for c in patient.children:
        if tokens[c].dep in ("acl", "relcl") and tokens[tokens[c].left].tag == "TO":
            yield Complement("object_to", ((first, subtree(parse, c)[1]),), patient.i)


def _objects(parse: Parse, verb: int, patient: Token | None) -> Iterator[Complement]:
    tokens = parse.tokens
    if patient is None or patient.i < verb:
        return
    thing = next((tokens[c] for c in tokens[verb].children if c > patient.i and tokens[c].dep == "dobj"), None)
    first, last = subtree(parse, patient.i)
    quoted = thing is not None and last < len(tokens) and tokens[last].text in _QUOTES
    if thing is not None and last <= thing.left <= last + quoted:  # *promised us a truce*: the hearer stands before the thing
        first, last = subtree(parse, thing.i)
        yield Complement("object", ((first, _with_prepositions(parse, verb, last)),), patient.i)
        return
    first = max(first, verb + 1)
    given = _taken_in(parse, patient)
    if given is not None:
        yield Complement("object", ((given + 1, _with_prepositions(parse, verb, last)),), given)
        return
    for c in tokens[verb].children:
        if c > patient.i and tokens[c].dep in ("prep", "advcl"):
            if tokens[c].dep == "advcl" and (tokens[c].tag != "VB" or child(parse, c, "aux") is None):
                continue
            word = "to" if tokens[c].dep == "advcl" else frame_name(tokens[c].lower)
            end = subtree(parse, c)[1]
            if child(parse, c, "pcomp") is not None:  # *accused Oslo of sending ships* into the bay
                end = _with_hung(parse, verb, end)
            yield Complement(f"object_{word}", ((first, max(last, end)),), patient.i, c)
    for c in tokens[patient.i].children:
        if c > patient.i and tokens[c].dep == "prep":
            if tokens[c].lower == "for" and subtree(parse, c)[1] == last:
                yield Complement("asked_for", ((c + 1, last),), patient.i, c)  # *asked both capitals for compensation*
            yield Complement(f"object_{frame_name(tokens[c].lower)}", ((first, last),), patient.i, c)
    yield Complement("object", ((first, _with_prepositions(parse, verb, last)),))


def _taken_in(parse: Parse, thing: Token) -> int | None:
    """Return the last word of a hearer whom the parser took into the thing: *promised Hanoi six boats*, *gave Oslo the keys*."""
    tokens = parse.tokens
    i = thing.left
    while i < thing.i and tokens[i].pos == "PROPN" and tokens[i].ent not in ("DATE", "TIME"):
        i += 1
    counted = i < thing.i and tokens[i].tag in ("CD", "DT") and tokens[i].pos != "PROPN"
    return i - 1 if counted and i > thing.left else None


def _with_prepositions(parse: Parse, verb: int, last: int) -> int:
    """Let an object take the prepositions that follow it at once, whichever word the parser hung them on."""
    tokens = parse.tokens
    for c in tokens[verb].children:
        if c == last and tokens[c].dep == "prep" and tokens[c].lower in _TIGHT:
            last = subtree(parse, c)[1]
    return with_comparison(parse, last)


def _with_hung(parse: Parse, verb: int, last: int) -> int:
    """Let a gerund take the preposition that follows it at once, where the parser hung it on the verb above; no date."""
    tokens = parse.tokens
    for c in tokens[verb].children:
        noun = child(parse, c, "pobj")
        if subtree(parse, c)[0] == last and tokens[c].dep == "prep" and noun is not None and noun.ent not in ("DATE", "TIME"):
            last = subtree(parse, c)[1]
    return last


def _prepositions(parse: Parse, verb: int) -> Iterator[Complement]:
    tokens = parse.tokens
    for c in tokens[verb].children:
        if c > verb and tokens[c].dep in ("prep", "prt"):
            last = subtree(parse, c)[1]
            if not has_word(parse, c + 1, last):
                continue
            for other in tokens[verb].children:
                left = tokens[other].left
                if other > c and tokens[other].dep in ("xcomp", "advcl") and _opens_act(parse, left) and left <= last + 1:
                    noun = child(parse, c, "pobj")
                    heard = noun.i if noun is not None and tokens[c].lower in ("on", "to", "with") else None
                    act = (left, subtree(parse, other)[1])
                    yield Complement(f"{tokens[c].lower}_to", (act,), heard, c)
            for other in range(c + 1, last):
                left = tokens[other].left
                wanted = (
                    tokens[other].lower == "for" and tokens[other].dep == "prep" and tokens[other].head == _governed(parse, c)
                )
                if tokens[c].lower == "with" and wanted and subtree(parse, other)[1] == last:
                    yield Complement("with_for", ((other + 1, last),), tokens[other].head, other)
                    break
                if tokens[other].dep == "acl" and tokens[left].lower == "to" and left > c + 1:
                    noun = child(parse, c, "pobj")
                    yield Complement(f"{tokens[c].lower}_to", ((left, last),), noun.i if noun is not None else None, c)
                    break
            yield Complement(frame_name(tokens[c].lower), ((c + 1, last),), None, c)


def _governed(parse: Parse, preposition: int) -> int | None:
    noun = child(parse, preposition, "pobj")
    return noun.i if noun is not None else None


def _opens_act(parse: Parse, first: int) -> bool:
    """Tell whether an infinitive begins at a token: *to leave*, *not to leave*, *never to leave*."""
    tokens = parse.tokens
    denied = tokens[first].lower in ("not", "never") and first + 1 < len(tokens)
    return tokens[first + denied].lower == "to"


def frame_name(preposition: str) -> str:
    """Name the frame of a preposition; *to* is kept apart from the infinitive, *before* from a clause before its cue."""
    return {"to": "toward", "before": "ahead of"}.get(preposition, preposition)
