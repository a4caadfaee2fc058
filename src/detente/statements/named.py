"""Statements of speakers who are only named: before a colon, as in a transcript, or as a subhead."""

from collections.abc import Iterator, Sequence

from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.records import Attitude
from detente.statements.colon import colon_draft
from detente.statements.draft import Draft
from detente.statements.lexis import Lexis
from detente.statements.quoted import Quotations, merge, sentence_like
from detente.statements.tree import has_word, to_spans, words_of

_NAME_ENDS = 14  # tokens of a paragraph among which the colon after a name stands
_LONGEST_NAME = 8  # words


def named_statements(parse: Parse, layout: Layout, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each paragraph that opens with a name and a colon: *Kovac: "Not enough"*."""
    for number, paragraph in enumerate(layout.paragraphs):
        inside = parse.within(paragraph)
        colon = next((i for i in inside[:_NAME_ENDS] if parse.tokens[i].text == ":"), None)
        if layout.dateline is not None and paragraph.start <= layout.dateline.span.start < paragraph.end:
            continue  # *BEIRUT: The two sides …*
        if colon is None or colon == inside[0] or placed.at[colon] >= 0 or not has_word(parse, colon + 1, inside[-1] + 1):
            continue
        source = _named(parse, inside[0], colon, number in layout.headlines or number == 0, lexis)
        if source is None:
            continue
        content = merge(parse.text, to_spans(parse, [(colon + 1, inside[-1] + 1)]))
        quotation = placed.items[placed.at[colon + 1]] if colon + 1 < len(placed.at) and placed.at[colon + 1] >= 0 else None
        if quotation is not None and sentence_like(parse, quotation):
            content = (quotation.outer,)
        if content:
            yield colon_draft(colon, source, content, lexis)


def subhead_statements(parse: Parse, layout: Layout, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each quotation under a subhead that names its speaker: *FINNISH PRESIDENT ON TALKS / "We will …"*."""
    for number in sorted(layout.headlines):
        if not 0 < number + 1 < len(layout.paragraphs) or number + 1 in layout.headlines:
            continue
        label = parse.within(layout.paragraphs[number])
        below = parse.within(layout.paragraphs[number + 1])
        if not label or not below or placed.at[below[0]] < 0 or placed.at[label[0]] >= 0:
            continue
        quotation = placed.items[placed.at[below[0]]]
        source = _labelled(parse, label, lexis)
        if source is None or not sentence_like(parse, quotation):
            continue
        yield Draft(
            rule="phrase.colon",
            attitude=Attitude.ASSERTION,
            confidence=lexis.confidence("label"),
            anchor=label[0],
            lemma="",
            cue=(),
            source=(source,),
            content=(quotation.outer,),
        )


def _labelled(parse: Parse, label: Sequence[int], lexis: Lexis) -> tuple[int, int] | None:
    """Return the speaker in a subhead: words with a title, or with the name of a person whom the text names elsewhere, too."""
    tokens = parse.tokens
    end = next((i for i in label[1:] if tokens[i].lower in ("on", ":")), label[-1] + 1)
    words = list(words_of(parse, label[0], end))
    if not words or any(w.pos in ("VERB", "AUX") for w in words):
        return None
    if any(w.lower in lexis.of("source noun") for w in words):
        return (label[0], end)
    name = words[-1].lower
    if any(t.lower == name and t.ent == "PERSON" for t in tokens if not label[0] <= t.i <= label[-1]):
        return (label[0], end)
    return None


def _named(parse: Parse, first: int, colon: int, headline: bool, lexis: Lexis) -> tuple[int, int] | None:
    """Return the name before a colon: a person, a role of a transcript, or in a headline a survey and the like."""
    tokens = parse.tokens
    words = list(words_of(parse, first, colon))
    if (
        not words
        or len(words) > _LONGEST_NAME
        or not words[0].text[0].isalnum()
        or any(w.pos in ("VERB", "AUX") and not w.text[0].isupper() for w in words)
    ):
        return None
    topic = next((i for i in range(first, colon) if tokens[i].lower == "on" and i > first), colon)
    words = [w for w in words if w.i < topic]
    label = words[-1].lower
    if label in lexis.of("source noun") or words[0].lower in lexis.of("source noun"):
        return (first, topic)
    people = any(w.ent == "PERSON" for w in words)
    if people or (headline and len(words) <= 3 and all(w.pos == "PROPN" for w in words)):
        return (first, topic)
    return (first, topic) if len(words) == 1 and words[0].text.isupper() and len(words[0].text) > 2 else None
