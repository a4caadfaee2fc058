"""Statements that stand before their cue as a sentence of their own: *Oil will flow. This was stated by the minister*."""

from collections.abc import Iterator

from detente.language.layout import Layout
from detente.language.parse import Parse, Token
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.quoted import Quotations, stretch
from detente.statements.tree import SUBJECTS, agent_of, child, has_word, is_passive, noun_phrase, ranges_of, to_spans, verb_group


def pointing_statements(parse: Parse, layout: Layout, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each *This was stated by X* and *X said this*: the content is the sentence before, headlines left out."""
    headlines = [layout.paragraphs[n] for n in layout.headlines]
    for token in parse.tokens:
        entry = lexis.verbs.get(token.lemma) if token.pos == "VERB" else None
        hedged = any(parse.tokens[c].tag == "MD" or parse.tokens[c].dep == "neg" for c in token.children)
        if (
            entry is None
            or hedged
            or "quote_before" not in entry.frames
            or token.dep not in ("ROOT", "ccomp")
            or placed.at[token.i] >= 0
        ):
            continue
        source = _source(parse, token)
        sentence = token.sent - 1
        if source is None or sentence < 0 or any(parse.sentences[sentence].span.overlaps(h) for h in headlines):
            continue
        first, last = parse.sentences[sentence].first, parse.sentences[sentence].last
        content = stretch(parse, placed, to_spans(parse, [(first, last)]), token.i) if has_word(parse, first, last) else ()
        if content and not any(placed.at[i] >= 0 for i in range(first, last)):
            yield Draft(
                rule="phrase.this",
                attitude=entry.attitude,
                confidence=lexis.confidence("this", entry),
                anchor=token.i,
                lemma=token.lemma,
                cue=ranges_of(verb_group(parse, token.i)),
                source=source,
                content=content,
            )


def _source(parse: Parse, verb: Token) -> Ranges | None:
    """Return who says *this*, where *this* opens the sentence or is all that the verb governs."""
    if is_passive(parse, verb.i):
        what, who = child(parse, verb.i, "nsubjpass"), agent_of(parse, verb.i)
        if what is None or what.lower != "this" or what.children or who is None:
            return None
        return (noun_phrase(parse, who),)
    what, subject = child(parse, verb.i, "dobj"), child(parse, verb.i, *SUBJECTS)
    if (
        what is None
        or what.lower != "this"
        or what.children
        or subject is None
        or subject.lower in ("i", "we", "you")
        or what.i != verb.i + 1
    ):
        return None
    return (noun_phrase(parse, subject.i),)
