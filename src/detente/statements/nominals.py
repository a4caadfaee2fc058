"""Statements that a noun or an adjective attributes: *its insistence that*, *expressed hope that*, *is ready to*."""

from collections.abc import Iterator, Mapping

from detente.language.parse import Parse, Token
from detente.statements.complements import Complement, adjective_complements, noun_complements
from detente.statements.draft import Draft, Ranges
from detente.statements.idle import is_gapped
from detente.statements.lexis import Entry, Lexis
from detente.statements.quoted import Quotations, stretch
from detente.statements.tree import child, noun_phrase, ranges_of, subject_of, subtree, to_spans, verb_group


def noun_statements(parse: Parse, placed: Quotations, lexis: Lexis, moved: Mapping[int, int]) -> Iterator[Draft]:
    """Yield a draft for each noun that attributes."""
    for token in parse.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        entry = lexis.nouns.get(token.lemma)
        if entry is None:
            continue
        complement = next((c for c in noun_complements(parse, token.i) if c.frame in entry.frames), None)
        if complement is None:
            continue
        source, cue, how = _noun_source(parse, token, lexis, moved)
        if how == "none" and "unowned" not in entry.frames:
            continue
        if complement.particle is not None:
            cue = [*cue, complement.particle]
        draft = _draft(
            parse,
            placed,
            token,
            entry=entry,
            lexis=lexis,
            complement=complement,
            source=source,
            cue=cue,
            rule="noun",
        )
        if draft is not None:
            yield draft


def _noun_source(parse: Parse, noun: Token, lexis: Lexis, moved: Mapping[int, int]) -> tuple[Ranges, list[int], str]:
    """Return who holds the noun, the tokens of the cue, and how the holder was found: owner, light verb, be or none."""
    tokens = parse.tokens
    determiners = [c for c in noun.children if c < noun.i and tokens[c].dep in ("det", "amod", "nummod", "compound")]
    cue = [noun.i, *determiners]
    owner = child(parse, noun.i, "poss")
    if owner is not None:
        first, last = subtree(parse, owner.i)
        mark = next((c for c in owner.children if tokens[c].dep == "case"), None)
        if mark is not None:
            cue.append(mark)
            return ((first, mark),), cue, "owner"
        return ((first, last),), cue, "owner"
    head = tokens[noun.head]
    if noun.dep in ("dobj", "attr") and head.pos in ("VERB", "AUX") and head.lemma in lexis.of("light verb"):
        subject = subject_of(parse, moved.get(head.i, head.i))
        if subject is not None and not (noun.dep == "attr" and tokens[subject].lower in ("it", "there")):
            return (noun_phrase(parse, subject),), [*verb_group(parse, head.i), *cue], "light"
        if subject is None:
            return (), [*verb_group(parse, head.i), *cue], "light"
    return (), cue, "none"


def adjective_statements(parse: Parse, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each adjective that attributes."""
    tokens = parse.tokens
    for token in tokens:
        if token.pos != "ADJ" and not (token.tag == "VBN" and child(parse, token.i, "auxpass", "nsubjpass") is not None):
            continue
        entry = lexis.adjectives.get(token.lower)
        if entry is None:
            continue
        complement = next((c for c in adjective_complements(parse, token.i) if c.frame in entry.frames), None)
        if complement is None:
            continue
        verb = token.head if token.dep == "acomp" else token.i
        maker = tokens[tokens[verb].head]
        if maker.lemma == "make" and tokens[verb].dep in ("ccomp", "xcomp", "acomp", "oprd"):  # *made it clear that*
            verb = maker.i
        subject = subject_of(parse, verb)
        if subject is None or (complement.frame == "to" and is_gapped(parse, tokens[verb])):
            continue
        source = (noun_phrase(parse, subject),)
        cue = [*(verb_group(parse, verb) if verb != token.i else []), token.i]
        if complement.particle is not None:
            cue.append(complement.particle)
        draft = _draft(
            parse,
            placed,
            token,
            entry=entry,
            lexis=lexis,
            complement=complement,
            source=source,
            cue=cue,
            rule="adjective",
        )
        if draft is not None:
            yield draft


def _draft(
    parse: Parse,
    placed: Quotations,
    word: Token,
    *,
    entry: Entry,
    lexis: Lexis,
    complement: Complement,
    source: Ranges,
    cue: list[int],
    rule: str,
) -> Draft | None:
    content = stretch(parse, placed, to_spans(parse, complement.ranges), word.i)
    if not content:
        return None
    return Draft(
        rule=f"{rule}.{complement.frame}",
        attitude=entry.attitude,
        confidence=lexis.confidence(complement.frame, entry),
        anchor=word.i,
        lemma=word.lower if rule.startswith("adj") else word.lemma,
        cue=ranges_of(cue),
        source=source,
        content=content,
    )
