"""Statements that somebody makes known: *let X know that*, *let it be known that*, *made it clear to X that*, *put on notice*."""

from collections.abc import Iterator

from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.draft import Draft
from detente.statements.lexis import Lexis
from detente.statements.quoted import Quotations, stretch
from detente.statements.tree import child, is_passive, noun_phrase, ranges_of, subject_of, subtree, to_spans, verb_group

_KNOWN = ("know", "understand", "slip")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_APART = 25  # tokens between *known* and its clause: *let it be known, through a daily, that*


def known_statements(parse: Parse, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each *let … know*, *made … clear* and *gave … to understand* with a clause."""
    for token in parse.tokens:
        known = _known(parse, token, lexis)
        clause = _clause(parse, token, known) if known is not None else None
        if known is None or clause is None:
            continue
        subject = subject_of(parse, token.i)
        content = stretch(parse, placed, to_spans(parse, [clause]), token.i)
        if subject is None or not content:
            continue
        hearer = _hearer(parse, token, known)
        yield Draft(
            rule="verb.that",
            attitude=Attitude.ASSERTION,
            confidence=lexis.confidence("that", lexis.verbs.get("tell")),
            anchor=token.i,
            lemma=token.lemma,
            cue=ranges_of([*verb_group(parse, token.i), *_between(parse, token, known)]),
            source=(noun_phrase(parse, subject),),
            content=content,
            addressee=(noun_phrase(parse, hearer),) if hearer is not None and hearer < clause[0] else (),
        )


def is_made_known(parse: Parse, token: Token) -> bool:
    """Tell whether a verb is the *know* of *let X know* or the *understand* of *gave X to understand*: no cue of its own."""
    return token.lemma in _KNOWN and parse.tokens[token.head].lemma in ("let", "give") and token.head < token.i


def _known(parse: Parse, token: Token, lexis: Lexis) -> Token | None:
    """Return the word that says how something is made known, under *let*, *make* or *give*."""
    tokens = parse.tokens
    if token.lemma in ("let", "give"):
        return next((tokens[c] for c in token.children if c > token.i and tokens[c].lemma in _KNOWN), None)
    if token.lemma == "put" and not is_passive(parse, token.i):  # *put X on notice that*
        on = next((c for c in token.children if c > token.i and tokens[c].lower == "on"), None)
        thing = child(parse, on, "pobj") if on is not None else None
        return thing if thing is not None and thing.lower == "notice" else None
    if token.lemma == "have":  # *rumour has it that*
        thing = child(parse, token.i, "dobj")
        return thing if thing is not None and thing.lower == "it" and thing.i == token.i + 1 else None
    if token.lemma == "make":
        return next((tokens[c] for c in token.children if c > token.i and tokens[c].lower in lexis.of("made known")), None)
    return None


def _clause(parse: Parse, token: Token, known: Token) -> tuple[int, int] | None:
    """Return the clause that is made known: what *that* opens behind the two words, whichever the parser hung it on."""
    tokens = parse.tokens
    for c in (*known.children, *token.children):
        first, last = subtree(parse, c)
        if c > known.i and tokens[first].lower == "that" and tokens[c].pos in ("VERB", "AUX") and first > known.i:
            return first, last
    end = parse.sentence_of(token.i).last
    for i in range(known.i + 1, min(end, known.i + _APART)):
        if tokens[i].lower == "that" and tokens[i].dep == "mark":
            return i, max(i + 1, subtree(parse, tokens[i].head)[1])
        if tokens[i].tag in _FINITE:
            return None
    return None


def _between(parse: Parse, token: Token, known: Token) -> list[int]:
    """Return the words of *it be known* and *it clear*; a hearer between them is no cue."""
    group = [known.i, *(c for c in known.children if parse.tokens[c].dep in ("auxpass", "aux") or parse.tokens[c].lower == "it")]
    return [i for i in group if i > token.i]


def _hearer(parse: Parse, token: Token, known: Token) -> int | None:
    """Return who is let known or to whom it is made clear."""
    for place in (known, token):
        for c in place.children:
            word = parse.tokens[c]
            if word.lower in ("to", "with") and c > token.i and word.dep in ("prep", "dative"):
                noun = child(parse, c, "pobj")
                if noun is not None:
                    return noun.i
    for place, deps in ((known, ("nsubj",)), (token, ("dobj", "dative"))):
        word_before = child(parse, place.i, *deps)
        if word_before is not None and word_before.i > token.i and word_before.lower != "it" and place.lemma != "make":
            return word_before.i
    return None
