"""Walk a parse: subjects, verb groups, phrases and the pieces left when something is cut out of them."""

from collections.abc import Iterable, Iterator, Sequence

from detente.language.parse import Parse, Token
from detente.records import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_GROUP = ("aux", "auxpass", "neg", "prt")
_MODIFIERS = ("acl", "relcl", "advcl", "ccomp", "parataxis")
_BLAMING = ("against", "as", "for", "from", "into", "of")  # prepositions whose gerund is done by the object: accuse X of doing
_SHARING = ("conj", "advcl", "prep", "dep", "parataxis", "advmod", "xcomp", "pcomp", "amod", "acl", "acomp", "attr")
_JOINERS = ("and", "but", "or")
_EDGE = " \t\n\r\u00a0,.;:—–-"


def words_of(parse: Parse, first: int, last: int) -> Iterator[Token]:
    """Yield the tokens [first, last) that are words."""
    for i in range(first, last):
        if parse.tokens[i].pos not in ("PUNCT", "SPACE"):
            yield parse.tokens[i]


def has_word(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a word stands among the tokens [first, last)."""
    return next(words_of(parse, first, last), None) is not None


def pieces(ranges: Iterable[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut token ranges ``holes`` out of token ranges; all are [first, last).

    >>> pieces([(0, 10)], [(3, 5), (9, 12)])
    [(0, 3), (5, 9)]
    """
    out = sorted(ranges)
    for low, high in holes:
        cut: list[tuple[int, int]] = []
        for first, last in out:
            if high <= first or low >= last:
                cut.append((first, last))
                continue
            if first < low:
                cut.append((first, low))
            if high < last:
                cut.append((high, last))
        out = cut
    return out


def trim(text: str, span: Span, edge: str = _EDGE) -> Span:
    """Drop white space and loose punctuation at the edges of a span."""
    start, end = span
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return Span(start, end)


def to_spans(parse: Parse, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Turn token ranges into trimmed spans of characters; pieces without a word, and a last *and*, are dropped."""
    out = []
    for first, end in ranges:
        last = end
        while last > first + 1 and (parse.tokens[last - 1].lower in _JOINERS or parse.tokens[last - 1].pos == "SPACE"):
            last -= 1
        if has_word(parse, first, last):
            span = trim(parse.text, parse.span(first, last))
            if span.start < span.end:
                out.append(span)
    return tuple(out)


def subtree(parse: Parse, i: int) -> tuple[int, int]:
    """Return the token range of i's subtree, kept within its sentence."""
    token = parse.tokens[i]
    sentence = parse.sentences[token.sent]
    return max(token.left, sentence.first), min(token.right + 1, sentence.last)


def child(parse: Parse, i: int, *deps: str) -> Token | None:
    """Return the first child of i with one of the dependencies."""
    for c in parse.tokens[i].children:
        if parse.tokens[c].dep in deps:
            return parse.tokens[c]
    return None


def is_passive(parse: Parse, verb: int) -> bool:
    """Tell whether a verb stands in the passive."""
    return any(parse.tokens[c].dep in ("auxpass", "nsubjpass") for c in parse.tokens[verb].children)


def agent_of(parse: Parse, verb: int) -> int | None:
    """Return the token after *by* of a passive verb."""
    by = child(parse, verb, "agent")
    if by is None:
        return None
    noun = child(parse, by.i, "pobj")
    return noun.i if noun else None


def subject_of(parse: Parse, verb: int) -> int | None:
    """Return the subject of a verb: its own, or the one it shares by coordination, control or participle; where the parser gives
    it none, the phrase in apposition right before it.

    None where there is none (passive without *by*, imperative, expletive).
    """
    subject = _subject(parse, verb)
    return subject if subject is not None else _apposed_subject(parse, verb)


def _subject(parse: Parse, verb: int) -> int | None:
    i = verb
    for _ in range(8):
        if i == verb and _lets_know(parse, i):
            i = parse.tokens[i].head
            continue
        own = _own_subject(parse, i)
        if own is not None:
            if i == verb and is_passive(parse, i):
                return agent_of(parse, verb)
            return None if own.lower in ("it", "there") and is_expletive(parse, i, own) else own.i
        token = parse.tokens[i]
        misread = _inverted_subject(parse, token) or (_main_verb_of_noun(parse, token) if i == verb else None)
        if misread is not None:
            return misread
        if i == verb and (is_passive(parse, i) or _bare_participle(parse, token)):
            return agent_of(parse, verb)
        if token.head == i:
            return None
        up = parse.tokens[token.head]
        if token.dep in ("acl", "relcl") and up.pos in ("NOUN", "PROPN", "PRON"):
            if token.dep == "acl" and token.tag == "VBN":
                return agent_of(parse, verb) if i == verb else None
            if token.dep == "acl" and token.tag != "VBG" and i == verb:
                return _owner(parse, up)
            return up.i
        other = _controller(parse, token, up)
        if other is not None:
            return other
        if token.dep not in _SHARING and not (token.dep == "ccomp" and up.pos in ("VERB", "AUX")):
            return None
        i = up.i
    return None


def _lets_know(parse: Parse, verb: int) -> bool:
    """Tell whether a verb is the *know* of *let it be known* and *let the paper know*, whose subject is that of *let*."""
    token = parse.tokens[verb]
    return token.lemma == "know" and token.dep in ("ccomp", "xcomp") and parse.tokens[token.head].lemma == "let"


def _controller(parse: Parse, token: Token, up: Token) -> int | None:
    """Return who does what a verb without a subject says, where it is another than the subject of the verb above: the object of
    *ask X to go* and *accuse X of going*, the subject of the main verb that agrees with it in tense.
    """
    if token.dep == "xcomp" and up.pos in ("VERB", "AUX"):
        patient = child(parse, up.i, "dobj", "dative")
        return patient.i if patient is not None and patient.i < token.i else None
    if token.dep == "pcomp" and up.lower in _BLAMING and parse.tokens[up.head].pos == "VERB":
        blamed = child(parse, up.head, "dobj")
        return blamed.i if blamed is not None and blamed.i < token.i else None
    main = _over_relative(parse, token) if token.dep == "conj" else None
    own = _own_subject(parse, main) if main is not None else None
    return own.i if own is not None else None


def _own_subject(parse: Parse, verb: int) -> Token | None:
    """Return the subject that the parser gives a verb: of two with *though* or a comma between them the nearer, no *this* to be
    said, or the noun that it took for the object of *after*.
    """
    tokens = parse.tokens
    found = [
        t
        for t in parse.children(verb, *SUBJECTS)
        if not (t.lower in ("this", "that") and t.tag == "DT" and _infinitive(parse, verb))
    ]
    before = [t for t in found if t.i < verb]
    if found:
        between = tokens[before[0].i : before[-1].i] if len(before) > 1 else ()
        apart = any(t.dep == "mark" or t.text == "," for t in between)
        return before[-1] if apart else found[0]
    mark = child(parse, verb, "mark") if tokens[verb].dep == "advcl" else None
    noun = child(parse, mark.i, "pobj") if mark is not None and mark.i < verb else None
    if noun is not None and noun.i < verb:
        return noun
    aged = tokens[verb - 1]  # *the 66-year-old said*, where the parser took the age for an adjective of the verb
    return aged if verb > 1 and aged.lower == "old" and tokens[verb - 2].text == "-" and aged.head == verb else None


def _inverted_subject(parse: Parse, verb: Token) -> int | None:
    """Return the object of a verb that follows what was said, where it rather is the subject: *"…," sobbed one of them*."""
    tokens = parse.tokens
    if verb.dep != "ROOT" or verb.i == 0 or tokens[verb.i - 1].pos != "PUNCT":
        return None
    said = [
        t
        for t in parse.children(verb.i, "ccomp", "parataxis")
        if t.i < verb.i and all(tokens[i].pos == "PUNCT" for i in range(t.right + 1, verb.i))
    ]
    after = [t for t in parse.children(verb.i, "dobj") if t.left == verb.i + 1 and t.pos in ("DET", "NUM")]
    return after[0].i if said and after else None


def _infinitive(parse: Parse, verb: int) -> bool:
    return any(t.lower == "to" for t in parse.children(verb, "aux"))


def _main_verb_of_noun(parse: Parse, verb: Token) -> int | None:
    """Return the noun that the parser made the root of a sentence whose main verb it hung on a noun, after a comma: *Their
    spokesman, Ann Smith, denied by telephone that …*.
    """
    tokens = parse.tokens
    if verb.dep != "acl" or verb.tag not in ("VBD", "VBN", "VBP", "VBZ") or verb.i == 0 or tokens[verb.i - 1].text != ",":
        return None
    root = tokens[verb.head]
    while root.dep != "ROOT" and root.head != root.i:
        root = tokens[root.head]
    finite = verb.tag != "VBN" or root.i == verb.head
    return root.i if root.pos in ("NOUN", "PROPN") and root.i < verb.i and finite else None


def _over_relative(parse: Parse, token: Token) -> int | None:
    """Return the main verb with which a verb agrees in tense, where the parser joined it to a relative clause that does not:
    *X rejected words that take orders and vowed to …*.
    """
    tokens = parse.tokens
    up = tokens[token.head]
    if up.dep != "relcl" or up.tag == token.tag or token.tag not in ("VBD", "VBZ"):
        return None
    main = tokens[up.head]
    while main.pos not in ("VERB", "AUX") and main.head != main.i:
        main = tokens[main.head]
    return main.i if main.tag == token.tag and main.i < token.i else None


def _apposed_subject(parse: Parse, verb: int) -> int | None:
    """Return the head of the phrase that ends right before a finite verb without any subject, where the parser took it for an
    apposition to a noun before a comma: *In a letter to X, the minister, Y, argued*.
    """
    tokens = parse.tokens
    token = tokens[verb]
    if token.tag not in ("VBD", "VBZ", "VBP") or token.dep not in ("ROOT", "conj") or verb < 2 or is_passive(parse, verb):
        return None
    at = verb - 1
    while at > 0 and tokens[at].text == ",":
        at -= 1
    top: int | None = None
    noun = tokens[at]
    while noun.i < verb and noun.head != noun.i and noun.sent == token.sent:
        if noun.dep == "appos" and noun.left > 0 and tokens[noun.left - 1].text == ",":
            top = noun.i
        noun = tokens[noun.head]
    return top


def _bare_participle(parse: Parse, token: Token) -> bool:
    """Tell whether a verb is a passive participle without an auxiliary: *Asked whether …, he nodded*."""
    if token.dep not in ("advcl", "acl") or child(parse, token.i, "aux", "auxpass") is not None:
        return False
    return token.tag == "VBN" or (token.tag == "VBD" and token.i == parse.sentence_of(token.i).first)


def _owner(parse: Parse, noun: Token) -> int | None:
    """Return who holds the noun of *its plan to say* or *a promise by X to say*."""
    owner = child(parse, noun.i, "poss")
    return owner.i if owner else None


def is_expletive(parse: Parse, verb: int, subject: Token) -> bool:
    """Tell whether *it* or *there* only fills the place of the subject (*it is feared that*)."""
    if subject.lower == "there":
        return True
    token = parse.tokens[verb]
    complement = any(parse.tokens[c].dep in ("ccomp", "xcomp", "csubj", "acomp", "attr") for c in token.children)
    return complement and (token.lemma in ("be", "seem", "appear") or is_passive(parse, verb))


def verb_group(parse: Parse, verb: int) -> list[int]:
    """Return the verb with its auxiliaries, negation, particle and the adverbs between them."""
    tokens = parse.tokens
    group = {verb}
    for c in tokens[verb].children:
        if tokens[c].dep in _GROUP:
            group.add(c)
    first = min(group)
    for c in reversed(tokens[verb].children):
        if tokens[c].dep == "advmod" and not tokens[c].children and (first < c < verb or c == first - 1):
            group.add(c)
            first = min(first, c)
    return sorted(group)


def noun_phrase(parse: Parse, i: int, cue: int = -1) -> tuple[int, int]:
    """Return the token range of a source: the whole phrase, without a relative clause that a comma sets off.

    It ends before the clause that holds ``cue``: *a man claiming to be a prince*.
    """
    first, last = subtree(parse, i)
    tokens = parse.tokens
    if tokens[i].lower == "old" and first > parse.sentence_of(i).first and tokens[first - 1].tag == "DT":
        first -= 1  # *the 66-year-old*, with the article hung elsewhere
    for c in tokens[i].children:
        if c < i or tokens[c].dep not in _MODIFIERS or tokens[c].left <= i:
            continue
        left = tokens[c].left
        if left <= cue <= tokens[c].right:
            last = min(last, left)
        elif tokens[left - 1].pos == "PUNCT":
            last = min(last, left - 1)
    if first <= cue < last and cue > i:
        last = cue
    if tokens[first].tag in (
        "VBG",
        "VBN",
    ):  # *Briefing members by telephone, the envoy*: the parser took the verb for an adjective
        comma = next((c for c in range(i, first, -1) if tokens[c].text == ","), first - 1)
        first = comma + 1 if comma > first + 1 else first
    return first, _without_date(parse, i, last)


def _without_date(parse: Parse, noun: int, last: int) -> int:
    """End a phrase before the date of what its owner does: *Oslo on Tuesday (said)*, *the ministry last week (said)*."""
    tokens = parse.tokens
    for c in tokens[noun].children:
        dated = tokens[c].ent in ("DATE", "TIME") and tokens[c].dep in ("npadvmod", "tmod")
        if tokens[c].dep == "prep" and tokens[c].lower == "on":
            day = child(parse, c, "pobj")
            dated = day is not None and day.ent == "DATE"
        if c > noun and dated:
            last = min(last, max(noun + 1, tokens[c].left))
    return last


def ranges_of(indices: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Join token indices into ranges.

    >>> ranges_of([4, 2, 3])
    ((2, 5),)
    """
    out: list[tuple[int, int]] = []
    for i in sorted(set(indices)):
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return tuple(out)
