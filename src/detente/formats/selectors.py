"""Spans ↔ the selectors of the W3C Web Annotation Data Model: by the words (quote), and by their position.

Positions are code points from 0, the end exclusive, as the model has them. A quote is found again in a text that was taken off
its page anew, where positions have moved. Source: Web Annotation Data Model, sections 4.2.4 and 4.2.5.
"""

from collections.abc import Iterable, Mapping

from detente.records import Span

Json = dict[str, object]
AROUND = 32  # characters before and after, by which one of several places is told


def select(text: str, span: Span) -> list[Json]:
    """Return the selectors of a span, the quote first; the position alone where the text is not at hand."""
    position: Json = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if not span.start < span.end <= len(text):
        return [position]
    quote: Json = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return [quote, position]


def locate(text: str, selectors: Iterable[object]) -> tuple[Span | None, str]:
    """Return where selectors point in a text, or None and why they do not.

    The position counts where the quoted words still stand there. Otherwise the words are looked for: where they stand once, or
    once with what is said to stand before and after them, or with one of the two.
    """
    given = [s for s in selectors if isinstance(s, Mapping)]
    quotes = [s for s in given if s.get("type") == "TextQuoteSelector" and isinstance(s.get("exact"), str) and s["exact"]]
    for selector in given:
        start, end = selector.get("start"), selector.get("end")
        if selector.get("type") != "TextPositionSelector" or type(start) is not int or type(end) is not int:
            continue
        if 0 <= start < end <= len(text) and all(text[start:end] == q["exact"] for q in quotes):
            return Span(start, end), ""
    if not quotes:
        return None, "it has no selector by words or position that fits the text"
    return _find(text, quotes[0])


def _find(text: str, quote: Mapping[str, object]) -> tuple[Span | None, str]:
    exact, prefix, suffix = (str(quote.get(name) or "") for name in ("exact", "prefix", "suffix"))
    places = []
    at = text.find(exact)
    while at >= 0:
        places.append(at)
        at = text.find(exact, at + 1)
    if not places:
        return None, f"the words {exact[:60]!r} are not in the text"
    before = {p for p in places if prefix and text.startswith(prefix, p - len(prefix)) and p >= len(prefix)}
    after = {p for p in places if suffix and text.startswith(suffix, p + len(exact))}
    for group in (set(places), before & after, before, after):
        if len(group) == 1:
            (start,) = group
            return Span(start, start + len(exact)), ""
    return None, f"the words {exact[:60]!r} stand {len(places)} times in the text, and what is around them does not tell which"
