"""The governor that each verb, noun and adjective hangs on, and what the table of governors makes of it."""

from detente.language.parse import Token
from detente.language.scope_notes import ScopeNotes
from detente.language.tense import Tense, auxiliaries, governing_verb, is_predicate, tense_of

_ORDINAL = frozenset(("first", "last", "only", "latest", "second", "third", "next"))


def link_verb(notes: ScopeNotes, token: Token) -> None:
    """Link a verb to the verb, noun or adjective that governs it."""
    tense = tense_of(notes.parse, token.i)
    i, head = token.i, notes.tokens[token.head]
    if token.dep == "ROOT" or head.i == i:
        if tense is Tense.INFINITIVE:
            notes.mark("future", token, i, "scope.infinitive_root")
    elif token.dep == "conj" and is_predicate(head):
        _govern_conjunct(notes, token, head)
    elif tense is Tense.INFINITIVE and token.dep in ("xcomp", "ccomp", "acl", "advcl", "relcl"):
        _govern_infinitive(notes, token, head)
    elif token.dep == "xcomp":
        _govern_small(notes, token, head)
    elif token.dep == "ccomp" and token.tag in ("VBN", "VB") and head.lemma in ("have", "get") and tense is not Tense.PERFECT:
        notes.link(i, head.i, ("same", "scope.complement"))
    elif token.dep in ("ccomp", "acl") and is_predicate(head):
        _govern_clause(notes, token, head)
    elif token.dep in ("ccomp", "acl") and head.pos in ("NOUN", "PROPN"):
        _govern_on_noun(notes, token, head, tense)
    elif token.dep == "ccomp" and head.pos == "ADJ":
        notes.link(i, head.i, notes.effect("adjective", head, ("", "clause")))
    elif token.dep == "pcomp":
        _govern_gerund(notes, token, head)
    elif token.dep == "amod" and token.tag == "VBG":
        notes.link(i, head.i, ("same", "scope.attribute"))
    elif token.dep == "advcl" and is_predicate(head):
        _govern_adverbial(notes, token, head, tense)


def _govern_clause(notes: ScopeNotes, token: Token, head: Token) -> None:
    """Read a clause under a verb: *said that it would*, *it was untrue that it had*, *could see Oslo asking for more*."""
    inner = _complement(notes, head) if head.lemma == "be" else None
    if inner is not None and inner.pos == "ADJ":
        found = notes.effect("adjective", inner, ("", "clause"))
        if found is not None and found[0] == "negated":
            notes.link(token.i, head.i, found)
            return
    gerund = ((_particle(notes, head), "gerund"),) if token.tag == "VBG" else ()
    seen = gerund and token.dep == "ccomp" and tense_of(notes.parse, token.i) is Tense.GERUND
    open_ = ("open", "scope.complement") if seen else None
    notes.link(token.i, head.i, notes.effect("verb", head, ("", "clause"), *gerund) or open_)


def _govern_on_noun(notes: ScopeNotes, token: Token, head: Token, tense: Tense) -> None:
    """Read a clause that hangs on a noun: *the hope that it would*, *talk of Oslo signing*."""
    if token.tag == "VBG" and _govern_talked_of(notes, token, head):
        return
    if _has_mark(notes, token, "that") or _is_finite(notes, token, tense):
        notes.link(token.i, head.i, notes.effect("noun", head, ("", "clause")))


def _govern_talked_of(notes: ScopeNotes, token: Token, noun: Token) -> bool:
    """Read a gerund with a subject of its own under a noun: *talk of Oslo asking for help*, *no chance of it signing*."""
    prep = notes.tokens[noun.head]
    if noun.dep == "pobj" and notes.tokens[prep.head].pos == "NOUN":
        above = notes.tokens[prep.head]
        return notes.link(token.i, above.i, notes.effect("noun", above, (prep.lower, "object")))
    of = any(notes.tokens[c].lower == "of" and c < token.i for c in noun.children)
    return of and notes.link(token.i, noun.i, notes.effect("noun", noun, ("of", "object")))


def _govern_conjunct(notes: ScopeNotes, token: Token, head: Token) -> None:
    """Let a coordinated verb without subject go with its head's governor."""
    if any(notes.tokens[c].dep in ("nsubj", "nsubjpass") for c in token.children):
        return
    above = notes.links.get(head.i)
    if above is not None and token.i not in notes.links and token.tag == head.tag:
        notes.links[token.i] = above


def _particle(notes: ScopeNotes, verb: Token) -> str:
    """Return the particle of a verb (*rule out*), or ''."""
    return next((notes.tokens[c].lower for c in verb.children if notes.tokens[c].dep == "prt"), "")


def _has_mark(notes: ScopeNotes, token: Token, word: str) -> bool:
    return any(notes.tokens[c].dep == "mark" and notes.tokens[c].lower == word for c in token.children)


def _is_finite(notes: ScopeNotes, token: Token, tense: Tense) -> bool:
    """Tell whether a clause without *that* hangs on a noun: *signs Oslo would sign*."""
    own = any(notes.tokens[c].dep in ("nsubj", "nsubjpass") for c in token.children)
    return own and tense not in (Tense.INFINITIVE, Tense.GERUND, Tense.PARTICIPLE, Tense.NONE)


def _complement(notes: ScopeNotes, be: Token) -> Token | None:
    """Return the adjective or noun after *be*."""
    return next((notes.tokens[c] for c in be.children if notes.tokens[c].dep in ("acomp", "attr", "oprd")), None)


def _govern_infinitive(notes: ScopeNotes, token: Token, head: Token) -> None:
    """Read an infinitive under a verb, noun or adjective: *agreed to meet*, *plan to meet*, *is to meet*."""
    i = token.i
    if head.lemma == "be" and head.pos == "AUX":
        inner = _complement(notes, head)
        if token.lower == "blame":  # whoever was to blame is blamed
            return
        if inner is None:
            notes.link(i, head.i, ("future", "scope.is_to"))
            return
        head = inner
    part = {"ADJ": "adjective", "NOUN": "noun", "PROPN": "noun"}.get(head.pos, "verb")
    keys = [("", "purpose"), ("", "infinitive")] if token.dep == "advcl" else [("", "infinitive"), ("", "purpose")]
    if any(notes.tokens[c].tag in ("WRB", "WP", "WDT") for c in token.children):
        notes.mark("hedge", token, i, "scope.how_to")
        return
    if any(notes.tokens[c].dep == "nsubj" for c in token.children):
        keys.insert(0, ("", "other"))
    found = notes.effect(part, head, *keys)
    if head.lower == "had" and found is not None:  # whoever had to pay has paid
        found = ("same", found[1])
    if found is not None and found[0] == "historical" and (i != head.i + 2 or auxiliaries(notes.parse, head.i)):
        found = ("same", found[1])
    if notes.link(i, head.i, found):
        return
    if part == "noun" and any(notes.tokens[c].dep == "auxpass" for c in token.children):
        notes.mark("future", token, head.i, "scope.to_be")
    if part == "noun" and _passed_on(notes, token, head, i):
        return
    if head.lower in _ORDINAL or any(notes.tokens[c].lower in _ORDINAL for c in head.children if notes.tokens[c].dep == "amod"):
        above = governing_verb(notes.parse, head.i)
        notes.link(i, head.i if above is None else above, ("same", "scope.first_to"))
        return
    notes.link(i, head.i, ("future" if part == "verb" else "hypothetical", "scope.infinitive"))


def _passed_on(notes: ScopeNotes, token: Token, noun: Token, i: int) -> bool:
    """Find the verb that governs an infinitive hung on its object: *asked Oslo to sign*."""
    verb = notes.tokens[noun.head]
    if noun.dep not in ("dobj", "pobj", "nsubj") or token.dep != "acl":
        return False
    if noun.dep == "pobj":
        prep, verb = verb, notes.tokens[verb.head]
        found = notes.effect("verb", verb, (prep.lower, "infinitive"), (prep.lower, "object")) if prep.dep == "prep" else None
        return notes.link(i, verb.i, found)
    return is_predicate(verb) and notes.link(i, verb.i, notes.effect("verb", verb, ("", "infinitive")))


def _govern_small(notes: ScopeNotes, token: Token, head: Token) -> None:
    """Read a gerund or bare verb under a verb or adjective."""
    i = token.i
    part = "adjective" if head.pos == "ADJ" else "verb"
    if token.tag == "VBG":
        particle = _particle(notes, head)
        notes.link(i, head.i, notes.effect(part, head, (particle, "gerund")) or ("same", "scope.gerund"))
    else:
        notes.link(i, head.i, ("same", "scope.complement"))


def _govern_gerund(notes: ScopeNotes, token: Token, prep: Token) -> None:
    """Read a gerund under a preposition: *insist on signing*, *plan of attacking*, *before leaving*."""
    above = notes.tokens[prep.head]
    i = token.i
    if prep.lower in ("before", "until") and is_predicate(above):
        notes.link(i, above.i, ("open", f"scope.{prep.lower}"))
        return
    if is_predicate(above):
        means = ("means", f"scope.{prep.lower}") if prep.lower in ("by", "in", "with", "for") else None
        notes.link(i, above.i, notes.effect("verb", above, (prep.lower, "gerund")) or means)
    elif above.pos == "NOUN":
        notes.link(i, above.i, notes.effect("noun", above, (prep.lower, "object"), ("", "infinitive")))
    elif above.pos == "ADJ":
        notes.link(i, above.i, notes.effect("adjective", above, (prep.lower, "gerund"), ("", "infinitive")))
    elif above.pos in ("ADP", "ADV") and is_predicate(notes.tokens[above.head]):
        verb = notes.tokens[above.head]
        notes.link(i, verb.i, notes.effect("verb", verb, (above.lower, "gerund"), (prep.lower, "gerund")))


def _govern_adverbial(notes: ScopeNotes, token: Token, head: Token, tense: Tense) -> None:
    """Read a clause of time, or a participle, beside a verb."""
    i = token.i
    if _has_mark(notes, token, "until") and tense is Tense.PRESENT:
        notes.mark("future", token, i, "scope.until")  # will wait until the other side answers
    elif _has_mark(notes, token, "before") or _has_mark(notes, token, "until"):
        notes.link(i, head.i, ("open", "scope.before"))
    elif tense in (Tense.PAST, Tense.PROGRESSIVE, Tense.PAST_PERFECT):
        notes.link(i, head.i, ("background", "scope.beside"))
    elif tense in (Tense.GERUND, Tense.PARTICIPLE) and not any(notes.tokens[c].dep == "mark" for c in token.children):
        notes.link(i, head.i, ("open", "scope.participle"))


def link_noun(notes: ScopeNotes, token: Token) -> None:
    """Link a noun to the verb, noun or adjective that governs it."""
    i, head = token.i, notes.tokens[token.head]
    if head.i == i:
        return
    if token.dep == "conj" and head.pos in ("NOUN", "PROPN"):
        above = notes.links.get(head.i)
        notes.link(i, above.governor if above else head.i, (above.effect, above.rule) if above else ("same", "scope.and"))
    elif token.dep in ("dobj", "nsubjpass") and (is_predicate(head) or head.i in notes.links):
        found = notes.effect("verb", head, (_particle(notes, head), "object"))
        if found is not None and not (found[0] == "negated" and notes.effect("noun", token, ("", "uttered"))):
            notes.link(i, head.i, found)
    elif token.dep == "nsubj" and is_predicate(head):
        _govern_subject(notes, token, head)
    elif token.dep in ("attr", "acomp", "oprd") and is_predicate(head):
        notes.link(i, head.i, ("same", "scope.attribute"))
    elif token.dep == "pobj":
        _govern_prepositional(notes, token, head)
    elif token.dep == "compound" and head.pos == "NOUN":
        found = notes.effect("noun", head, ("of", "object"), ("for", "object")) or ("same", "scope.compound")
        notes.link(i, head.i, found)


def _govern_subject(notes: ScopeNotes, token: Token, head: Token) -> None:
    """Read what is said of a subject: *talks are likely*, *the talks failed*."""
    if head.lemma == "be":
        inner = _complement(notes, head)
        if inner is not None and inner.pos == "ADJ" and (found := notes.effect("adjective", inner, ("", "modifies"))):
            notes.link(token.i, head.i, found)
            return
        verb = next((notes.tokens[c] for c in inner.children if notes.tokens[c].dep == "xcomp"), None) if inner else None
        if verb is not None and notes.effect("verb", verb, ("", "subject")):
            notes.link(token.i, verb.i, ("same", "scope.subject"))
        return
    notes.link(token.i, head.i, notes.effect("verb", head, ("", "subject")))


def _govern_prepositional(notes: ScopeNotes, token: Token, prep: Token) -> None:
    """Read a noun under a preposition: *call for talks*, *threat of war*, *ready for talks*."""
    above = notes.tokens[prep.head]
    i = token.i
    if prep.dep == "agent":
        return
    if is_predicate(above):
        # taggers take *to host* for a preposition and a noun
        more = (("", "infinitive"),) if prep.lower == "to" and token.i == prep.i + 1 else ()
        notes.link(i, above.i, notes.effect("verb", above, (prep.lower, "object"), *more))
    elif above.pos == "NOUN":
        found = notes.effect("noun", above, (prep.lower, "object"))
        notes.link(i, above.i, found or (("same", "scope.of") if prep.lower == "of" else None))
    elif above.pos == "ADJ" and (found := notes.effect("adjective", above, (prep.lower, "object"))):
        notes.link(i, above.i, found)
    elif above.pos in ("ADP", "ADV", "ADJ") and is_predicate(notes.tokens[above.head]):
        verb = notes.tokens[above.head]
        notes.link(i, verb.i, notes.effect("verb", verb, (above.lower, "object"), (prep.lower, "object")))


def link_adjective(notes: ScopeNotes, token: Token) -> None:
    """Let a predicate adjective go with its verb, an attributive one with its noun."""
    if token.dep in ("acomp", "attr", "oprd", "xcomp", "amod") and token.head != token.i:
        notes.link(token.i, token.head, ("same", "scope.attribute"))
    elif token.dep == "conj" and (above := notes.links.get(token.head)) is not None:
        notes.links[token.i] = above
