"""What a colon adds: a quotation to a sentence, *She believes that both sides want it: "We will …"*, or a clause to a noun, *gave
a cautious account: they had only talked*.
"""

from collections.abc import Iterator

from detente.language.parse import Parse, Token
from detente.records import Attitude, Span
from detente.statements.complements import verb_complements
from detente.statements.draft import Draft
from detente.statements.lexis import Lexis
from detente.statements.quoted import Quotation, Quotations, sentence_like
from detente.statements.tree import child, has_word, noun_phrase, subject_of, subtree, to_spans

_CLAUSES = ("that", "bare", "wh")
_PERSONS = ("he", "she", "they")
_SHORT = 8  # tokens between a noun for words and its colon
_DEEP = 12  # heads to climb: no clause stands deeper


def governing_cue(parse: Parse, placed: Quotations, verb: Token, quotation: Quotation, lexis: Lexis) -> Token | None:
    """Return the cue in whose clause a verb stands, where a colon leads from the whole into a quotation."""
    tokens = parse.tokens
    if not quotation.first or tokens[quotation.first - 1].text != ":":
        return None
    own = lexis.verbs.get(verb.lemma)
    if verb.i == quotation.first - 2 and own is not None and "quote_after" in own.frames:
        return None  # *adding: "…"*
    found = None
    i = verb.i
    for _ in range(_DEEP):
        if tokens[i].head == i:
            break
        i = tokens[i].head
        entry = lexis.verbs.get(tokens[i].lemma)
        if entry is not None and "quote_after" in entry.frames and i < verb.i and placed.at[i] < 0:
            found = tokens[i]
    return found


def colon_quotes(parse: Parse, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each quotation that a colon adds to a statement; its speaker is the one of the statement."""
    for quotation in placed.items:
        colon = quotation.first - 1
        if colon < 2 or parse.tokens[colon].text != ":" or not sentence_like(parse, quotation):
            continue
        cue = governing_cue(parse, placed, parse.tokens[colon - 1], quotation, lexis)
        if cue is None and not _goes_to_another(parse, quotation):
            speaker = _introduced(parse, placed, colon, lexis)
            if speaker is not None:
                yield colon_draft(colon, speaker, (quotation.outer,), lexis)
        if cue is None or not _has_clause(parse, cue, colon) or _goes_to_another(parse, quotation):
            continue
        subject = subject_of(parse, cue.i)
        if subject is not None and parse.tokens[subject].start < quotation.outer.start:
            yield colon_draft(colon, noun_phrase(parse, subject, cue.i), (quotation.outer,), lexis)


def colon_clauses(parse: Parse, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each clause that a colon adds to a noun for words: *his answer: no ship had been sunk*."""
    tokens = parse.tokens
    for colon, token in enumerate(tokens):
        if token.text != ":" or colon < 2 or colon + 3 >= len(tokens) or placed.at[colon] >= 0 or placed.at[colon + 1] >= 0:
            continue
        first, last = parse.sentence_of(colon).first, parse.sentence_of(colon + 1).last
        told = any(t.dep in ("nsubj", "nsubjpass", "expl") and t.i > colon for t in tokens[colon + 1 : last])
        same = placed.paragraph[colon] == placed.paragraph[last - 1]
        source = _teller(parse, first, colon, lexis) if told and same else None
        if source is not None:
            yield colon_draft(colon, source, to_spans(parse, ((colon + 1, last),)), lexis)


def _teller(parse: Parse, first: int, colon: int, lexis: Lexis) -> tuple[int, int] | None:
    """Return who gives, or owns, the words that a noun before a colon stands for."""
    tokens = parse.tokens
    nouns = [t for t in tokens[max(first, colon - _SHORT) : colon] if t.pos == "NOUN" and _is_words(t, lexis)]
    if not nouns:
        return None
    noun = nouns[-1]
    verb = tokens[noun.head]
    if noun.dep == "dobj" and verb.lemma in lexis.of("light verb") and verb.i < noun.i:
        subject = subject_of(parse, verb.i)
        return noun_phrase(parse, subject, verb.i) if subject is not None and subject < verb.i else None
    owner = child(parse, noun.i, "poss")
    if owner is None or any(t.pos in ("VERB", "AUX") for t in tokens[first:colon]):
        return None
    begin, end = subtree(parse, owner.i)
    mark = next((c for c in owner.children if tokens[c].dep == "case"), end)
    return begin, min(mark, end)


def _is_words(noun: Token, lexis: Lexis) -> bool:
    entry = lexis.nouns.get(noun.lemma)
    return entry is not None and entry.attitude is Attitude.ASSERTION and bool({"that", "about"} & (entry.frames | entry.inside))


def _introduced(parse: Parse, placed: Quotations, colon: int, lexis: Lexis) -> tuple[int, int] | None:
    """Return the person whom a sentence without a cue introduces: *The envoy was less amused: "…"*."""
    tokens = parse.tokens
    sentence = parse.sentence_of(colon)
    before = range(sentence.first, colon)
    if any(placed.at[i] >= 0 for i in before) or any(tokens[i].pos == "VERB" and _may_say(tokens[i], lexis) for i in before):
        return None
    for i in before:
        token = tokens[i]
        main = (
            token.dep in ("nsubj", "nsubjpass")
            and tokens[token.head].dep in ("ROOT", "conj", "ccomp", "parataxis")
            and tokens[token.head].i < colon
        )
        person = token.ent == "PERSON" or token.lower in _PERSONS or (token.pos == "NOUN" and token.lower in lexis.agents)
        if main and person and token.tag in ("NN", "NNP", "NNS", "PRP"):
            return noun_phrase(parse, i, token.head)
    return None


def _may_say(token: Token, lexis: Lexis) -> bool:
    entry = lexis.verbs.get(token.lemma)
    return entry is not None and bool({"quote_after", "that"} & entry.frames)


def colon_draft(colon: int, source: tuple[int, int], content: tuple[Span, ...], lexis: Lexis) -> Draft:
    """Draft the statement to which a colon (a token) leads from the tokens of its source."""
    return Draft(
        rule="phrase.colon",
        attitude=Attitude.ASSERTION,
        confidence=lexis.confidence("colon"),
        anchor=colon,
        lemma=":",
        cue=((colon, colon + 1),),
        source=(source,),
        content=content,
    )


def _has_clause(parse: Parse, cue: Token, colon: int) -> bool:
    """Tell whether a cue has a clause of its own before the colon."""
    for complement in verb_complements(parse, cue.i):
        first, last = complement.ranges[0][0], complement.ranges[-1][1]
        if complement.frame in _CLAUSES and first < colon and has_word(parse, first, min(colon, last)):
            return True
    return False


def _goes_to_another(parse: Parse, quotation: Quotation) -> bool:
    """Tell whether the quotation has a cue of its own behind it: *: "We will," he said*."""
    tokens = parse.tokens
    inner = quotation.quote.inner
    if inner.end == inner.start or parse.text[inner.end - 1] != ",":
        return False
    return any(t.pos == "VERB" for t in tokens[quotation.last : quotation.last + 4])
