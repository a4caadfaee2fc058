"""Cut out of the parse what an offer, a demand or a threat is about."""

from collections.abc import Sequence

from detente.language.parse import Parse, Token
from detente.records import Phrase, Span

_CLAUSES = ("xcomp", "ccomp")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_MARKS = ('"', "“", "”", "''", "``")
_BRINGING = ("for", "of", "on", "to", "with", "about", "over", "against", "into")
_WHO = ("GPE", "ORG", "NORP", "PERSON")
_WHEN = ("DATE", "TIME")
_DROPPED = ("PUNCT", "SPACE", "CCONJ")


def cut_complement(parse: Parse, head: int, parties: Sequence[Span] = (), top: int = -1) -> Phrase:
    """Cut what a verb, adjective or noun of saying governs: its clause, else its object, else what its preposition brings.

    ``parties`` are the spans of actors and recipients, which are no content (*threatened Oslo with a boycott*). ``top`` is the
    verb that carries a noun of saying, where one does (*gave assurances on trade*): its words stand in for want of others.
    """
    token = parse.tokens[head]
    if token.dep in ("aux", "auxpass") and token.head != head:
        return cut_clause(parse, token.head)
    if token.pos in ("NOUN", "PROPN"):
        return _of_noun(parse, token, top)
    return _of_predicate(parse, token, parties)


def cut_clause(parse: Parse, head: int) -> Phrase:
    """Cut the clause of a predicate, with its subject, without clauses coordinated to it."""
    token = parse.tokens[head]
    if token.dep in ("aux", "auxpass") and token.head != head:
        token = parse.tokens[token.head]
    return cut_subtree(parse, token.left, _last(parse, token))


def cut_act(parse: Parse, head: int) -> Phrase:
    """Cut an act as the text words it: a noun with all that hangs on it, or a verb without subject and auxiliaries."""
    token = parse.tokens[head]
    if token.pos in ("NOUN", "PROPN"):
        return cut_subtree(parse, token.left, token.right)
    if token.pos == "ADJ":
        return cut_complement(parse, head)
    if any(c.dep == "nsubjpass" for c in parse.children(head)):
        return cut_clause(parse, head)
    return cut_subtree(parse, head, max(head, _last(parse, token)))


def names_deed(parse: Parse, head: int, binding: frozenset[str], prepositions: Sequence[str]) -> bool:
    """Tell whether what a word governs is yet to be done.

    That is an infinitive, a clause with a binding auxiliary (*will*, *must*) or in the subjunctive (*that it pay*), or a noun
    after one of the prepositions (*agreed to a truce*).
    """
    for child in parse.children(head):
        if child.dep in (*_CLAUSES, "acl", "advcl") and child.i > head:
            helpers = parse.children(child.i, "aux", "auxpass")
            subjunctive = child.tag == "VB" and not helpers and bool(binding)
            return _is_infinitive(parse, child) or subjunctive or any(c.lower in binding for c in helpers)
    return any(c.lower in prepositions and parse.children(c.i, "pobj", "pcomp") for c in parse.children(head, "prep"))


def cut_subtree(parse: Parse, first: int, last: int) -> Phrase:
    """Cut the tokens first to last, both inclusive, without punctuation, *and* and *that* at the edges.

    A quotation that was open before ends the phrase where it is closed; a bracket that is opened is closed.
    """
    tokens = parse.tokens
    last = min(last, _quotation_end(parse, first, last))
    while first <= last and (tokens[first].pos in _DROPPED or (tokens[first].dep == "mark" and tokens[first].lower == "that")):
        first += 1
    while last >= first and tokens[last].pos in _DROPPED:
        last -= 1
    if first > last:
        return Phrase("", ())
    inside = [t.text for t in tokens[first : last + 1]]
    if inside.count("(") > inside.count(")") and last + 1 < len(tokens) and tokens[last + 1].text == ")":
        last += 1
    return Phrase.cut(parse.text, parse.span(first, last + 1))


def _quotation_end(parse: Parse, first: int, last: int) -> int:
    """Return the token before the first closing mark that has no opening mark from token first on, else last."""
    opened = False
    for i in range(first, last + 1):
        token = parse.tokens[i]
        if token.text not in _MARKS:
            continue
        opens = token.text == "“" or (token.text != "”" and parse.text[token.end : token.end + 1].strip() != "" and not opened)
        if opens and (i == first or parse.text[token.start - 1 : token.start].strip() in ("", "(", "—")):
            opened = True
        elif opened:
            opened = False
        else:
            return i - 1
    return last


def _of_predicate(parse: Parse, token: Token, parties: Sequence[Span]) -> Phrase:
    children = parse.children(token.i)
    if _says_antecedent(token, children):
        noun = parse.tokens[token.head]
        return cut_subtree(parse, noun.left, token.left - 1)
    clauses = [c for c in children if c.dep in _CLAUSES]
    after = [c for c in clauses if c.i > token.i] or clauses
    if after:
        return _after(parse, token, after[0])
    predicate = next((c for c in children if c.dep in ("acomp", "attr", "oprd") and c.i > token.i), None)
    if predicate is not None and token.pos == "AUX":
        return cut_complement(parse, predicate.i, parties)
    brought = _brought(parse, token, parties)
    for child in children:
        if child.dep in ("dobj", "attr", "nsubjpass") and not _is_party(child, parties) and not (brought and child.ent in _WHO):
            return cut_subtree(parse, child.left, child.right)
    purpose = next((c for c in children if c.dep in ("advcl", "relcl") and _is_infinitive(parse, c)), None)
    if purpose is not None:
        return _after(parse, token, purpose)
    if brought is not None:
        return brought
    return cut_act(parse, token.i) if token.pos != "ADJ" else cut_subtree(parse, token.left, token.right)


def _says_antecedent(token: Token, children: Sequence[Token]) -> bool:
    """Tell whether the noun before the clause is what is said: *the cuts demanded by Oslo*, *the cuts that Oslo demanded*."""
    if token.dep == "acl":
        return token.tag == "VBN"
    return token.dep == "relcl" and any(c.dep in ("dobj", "nsubjpass") and c.tag in ("WDT", "WP") for c in children)


def _of_noun(parse: Parse, token: Token, top: int) -> Phrase:
    children = parse.children(token.i)
    clause = next((c for c in children if c.dep in ("acl", "ccomp") and c.i > token.i and _gives_content(parse, c)), None)
    if clause is not None:
        return cut_subtree(parse, clause.left, _last(parse, clause))
    brought = _brought(parse, token, ())
    if brought is not None:
        return brought
    verb = parse.tokens[token.head]
    if token.dep in ("dobj", "pobj", "nsubj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
        clause = next((c for c in parse.children(verb.i, *_CLAUSES, "advcl") if c.i > token.i and _gives_content(parse, c)), None)
        if clause is not None:
            return cut_subtree(parse, clause.left, _last(parse, clause))
    if token.dep == "dobj" and verb.i == top:
        return cut_act(parse, verb.i)
    return cut_subtree(parse, token.left, token.right)


def _after(parse: Parse, token: Token, clause: Token) -> Phrase:
    """Cut a clause on its own side of the word that governs it (*which they pledged to end*: *to end*)."""
    if clause.i > token.i:
        return cut_subtree(parse, max(clause.left, token.i + 1), _last(parse, clause))
    return cut_subtree(parse, clause.left, min(_last(parse, clause), token.i - 1))


def _brought(parse: Parse, token: Token, parties: Sequence[Span]) -> Phrase | None:
    """Cut what a preposition after the word brings, if it is neither a party nor a time; *for* comes before the others."""
    found: list[tuple[int, Token]] = []
    for child in parse.children(token.i, "prep", "dative"):
        if child.i > token.i and child.lower in _BRINGING and not (child.lower == "with" and token.pos == "NOUN"):
            below = [t for t in parse.children(child.i, "pobj", "pcomp") if not _is_party(t, parties) and t.ent not in _WHEN]
            found += [(_BRINGING.index(child.lower), t) for t in below]
    if not found:
        return None
    _, first = min(found, key=lambda f: (f[0], f[1].i))
    return cut_subtree(parse, first.left, first.right)


def _is_party(token: Token, parties: Sequence[Span]) -> bool:
    return token.dep == "dative" or any(s.start <= token.start < s.end for s in parties)


def _is_infinitive(parse: Parse, token: Token) -> bool:
    return any(c.lower == "to" and c.dep == "aux" for c in parse.children(token.i))


def _gives_content(parse: Parse, token: Token) -> bool:
    return _is_infinitive(parse, token) or any(c.dep == "mark" and c.lower == "that" for c in parse.children(token.i))


def _last(parse: Parse, token: Token) -> int:
    """Return the last token of a clause, before clauses coordinated to it that have a subject of their own."""
    for child in parse.children(token.i, "conj", "parataxis"):
        if child.i > token.i and parse.children(child.i, *_SUBJECTS):
            return child.left - 1
    return token.right
