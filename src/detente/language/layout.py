"""Where the paragraphs, the headline and the dateline of a text are."""

import re
from dataclasses import dataclass

from detente.records import Article, Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """``MOSCOW (Agency) —``: its span, the place and, where given, the agency."""

    span: Span
    place: str
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text. ``paragraphs`` are non-empty, in order, without surrounding white space, and each is either a
    headline or body; ``headlines`` holds the indices of those that are headlines; ``dateline`` opens a body paragraph.
    """

    paragraphs: tuple[Span, ...]
    headlines: frozenset[int] = frozenset()
    dateline: Dateline | None = None


def lay_out(article: Article) -> Layout:
    """Find paragraphs, headline (a first paragraph equal to the title, or without a full stop at its end) and dateline."""
    spans = tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", article.text))
    heads = {i for i, s in enumerate(spans[:2]) if article.title and s.of(article.text) == article.title.strip()}
    return Layout(spans, frozenset(heads))
