"""When, where, and in whose words an event stands."""

import re

from detente.language.parse import Parse
from detente.records import Article, DateMention, DatePrecision, Span, Statement, Status


class Claims:
    """Which statement holds a character, the innermost first."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        """Sort the pieces of content by length."""
        pieces = [(s.end - s.start, s.start, s.end, k) for k, st in enumerate(statements) for s in st.content.spans]
        self._pieces = sorted(pieces)
        self._statements = statements

    def at(self, offset: int) -> Statement | None:
        """Return the innermost statement whose content holds the character."""
        for _, start, end, k in self._pieces:
            if start <= offset < end:
                return self._statements[k]
        return None


def find_date(
    article: Article, parse: Parse, i: int, dates: tuple[DateMention, ...], status: Status
) -> tuple[DateMention | None, DatePrecision | None]:
    """Return the time expression nearest to token i in its sentence; an actual event without one has the day of publication."""
    sentence = parse.sentence_of(i).span
    here = [d for d in dates if sentence.holds(d.span)]
    if here:
        at = parse.tokens[i].start
        best = min(here, key=lambda d: (abs(d.span.start - at), d.span.start))
        return best, best.precision
    if status is Status.ACTUAL and article.published is not None:
        return DateMention(Span(0, 0), "", article.published, DatePrecision.DAY, "date.published"), DatePrecision.DAY
    return None, None


def find_place(parse: Parse, i: int) -> str | None:
    """Return the words of a locative *in X* or *at X* below token i, where X is a named place."""
    for c in parse.tokens[i].children:
        child = parse.tokens[c]
        if child.dep == "prep" and child.lower in ("in", "at", "near", "outside"):
            for o in child.children:
                other = parse.tokens[o]
                if other.dep == "pobj" and other.ent in ("GPE", "LOC", "FAC"):
                    return re.sub(r"\s+", " ", parse.subtree(o).of(parse.text))[:80]
    return None
