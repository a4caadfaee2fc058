"""Statements of headlines, where title case and missing words mislead a parser: *Talks Have Ended, Premier Says*."""

from collections.abc import Collection, Iterator

from detente.language.layout import Layout
from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.draft import Draft
from detente.statements.lexis import Lexis
from detente.statements.quoted import Quotations, merge, stretch
from detente.statements.tree import has_word, to_spans

_LONGEST_NAME = 7  # words: a source in a headline is shorter


def headline_statements(parse: Parse, layout: Layout, placed: Quotations, lexis: Lexis, cued: Collection[int]) -> Iterator[Draft]:
    """Yield a draft for each headline that attributes by position; ``cued`` holds the cues that other rules have read."""
    for number in sorted(layout.headlines):
        inside = parse.within(layout.paragraphs[number])
        if not inside or any(i in cued for i in inside):
            continue
        draft = _trailing(parse, placed, inside, lexis) or _leading(parse, placed, inside, lexis)
        if draft is not None:
            yield draft


def _verb(token: Token, lexis: Lexis) -> str | None:
    """Return the lemma of a speech verb in the third person, whatever the tagger took it for."""
    word = token.lower
    for lemma in (word[:-1], word[:-2], word[:-3] + "y") if word.endswith("s") and len(word) > 3 else ():
        if lemma in lexis.of("headline cue") and lemma in lexis.verbs:
            return lemma
    return None


def _trailing(parse: Parse, placed: Quotations, inside: range, lexis: Lexis) -> Draft | None:
    """Read *Talks Have Ended, Premier Says* and *Talks have ended: premier*."""
    tokens = parse.tokens
    last = inside[-1]
    while last > inside[0] and tokens[last].pos in ("PUNCT", "SPACE"):
        last -= 1
    low = max(inside[0] + 1, last - _LONGEST_NAME)
    if placed.at[last] < 0:
        lemma = _verb(tokens[last], lexis)
        if lemma is not None:
            comma = next((i for i in range(last - 1, low - 1, -1) if tokens[i].text in (",", ";", "—", "-")), None)
            if comma is not None and comma + 1 < last:
                return _draft(
                    parse,
                    placed,
                    lexis,
                    rule="headline.trailing",
                    source=(comma + 1, last),
                    content=(inside[0], comma),
                    anchor=last,
                    lemma=lemma,
                )
    colon = next((i for i in range(last - 1, low - 1, -1) if tokens[i].text == ":"), None)
    if colon is not None and last - colon <= 4 and _names(tokens[colon + 1 : last + 1], lexis):
        return _draft(
            parse,
            placed,
            lexis,
            rule="headline.colon",
            source=(colon + 1, last + 1),
            content=(inside[0], colon),
            anchor=colon,
            lemma=":",
        )
    return None


def _names(words: tuple[Token, ...], lexis: Lexis) -> bool:
    """Tell whether the words after a last colon name somebody: a capitalised name, or a survey and the like."""
    if any(w.pos in ("VERB", "AUX", "ADP", "ADV", "PRON", "NUM") or w.text in ('"', ",") for w in words):
        return False
    return words[-1].lower in lexis.of("source noun") or all(w.text[:1].isupper() for w in words) or words[-1].ent == "PERSON"


def _leading(parse: Parse, placed: Quotations, inside: range, lexis: Lexis) -> Draft | None:
    """Read *Premier Says Talks Have Ended*."""
    for i in inside[1 : _LONGEST_NAME + 1]:
        token = parse.tokens[i]
        if token.pos == "PUNCT" or placed.at[i] >= 0:
            return None
        lemma = _verb(token, lexis)
        entry = lexis.verbs.get(lemma) if lemma is not None else None
        if lemma is not None and entry is not None and "bare" in entry.frames and has_word(parse, i + 1, inside[-1] + 1):
            return _draft(
                parse,
                placed,
                lexis,
                rule="headline.leading",
                source=(inside[0], i),
                content=(i + 1, inside[-1] + 1),
                anchor=i,
                lemma=lemma,
            )
    return None


def _draft(
    parse: Parse,
    placed: Quotations,
    lexis: Lexis,
    *,
    rule: str,
    source: tuple[int, int],
    content: tuple[int, int],
    anchor: int,
    lemma: str,
) -> Draft | None:
    spans = stretch(parse, placed, to_spans(parse, [content]), anchor)
    if not spans or not has_word(parse, *source):
        return None
    entry = lexis.verbs.get(lemma)
    return Draft(
        rule=rule,
        attitude=entry.attitude if entry is not None else Attitude.ASSERTION,
        confidence=lexis.confidence("headline"),
        anchor=anchor,
        lemma=lemma,
        cue=((anchor, anchor + 1),),
        source=(source,),
        content=merge(parse.text, spans),
    )
