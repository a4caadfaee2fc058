"""Subheads and list items that a feed has run into the text: ``… unwound. SUCCESS STORY European leaders …``."""

import re
from collections import Counter

from detente.records import Span

_LOUD = r"[\"“]?[A-Z][A-Z0-9]*(?:[.'’&/-]+[A-Z0-9]+)*['’]?[.,?!:]*[\"”]?|[0-9]+(?:[./-][0-9]+)*%?|[&/–—-]+"
_RUN = re.compile(rf"(?:(?:{_LOUD})[ \t\u00a0]+)+")
_START = re.compile(r"[.!?…:][\"'”’)\]]*[ \t\u00a0]+(?=[\"“]?[A-Z])|[)\]][ \t\u00a0]+(?=[A-Z])")
_BULLET = re.compile(r"(?<=[\s])[*•·](?=[ \t\u00a0]+[\"“'‘(]?[A-Z0-9])")
_WORD = re.compile(r"[A-Z0-9][\w.'’&/-]*")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?$")
_JOINING = frozenset("A AN AND AS AT BY FOR FROM IN OF ON OR THE TO VS WITH".split())
_SHORT = 5  # letters: a longer word in capitals is no acronym
_LONG = 8  # letters: a single word of this length in capitals is a subhead
_LETTERS = 8  # letters of a subhead of several words
_LEAST = 30  # characters: a shorter paragraph is not parted


def part_subheads(text: str, paragraph: Span, at_start: bool) -> tuple[tuple[Span, ...], frozenset[int]]:
    """Part a paragraph at subheads in capitals and at bullets; return the parts and the numbers of those that are subheads.

    ``at_start`` allows a subhead to open the paragraph; where a dateline may stand, it must not. Linear in the paragraph.

    >>> text = "Talks failed. NEXT STEPS Envoys will return."
    >>> parts, heads = part_subheads(text, Span(0, len(text)), False)
    >>> [p.of(text) for p in parts], sorted(heads)
    (['Talks failed.', 'NEXT STEPS', 'Envoys will return.'], [1])
    """
    if paragraph.end - paragraph.start <= _LEAST or paragraph.of(text).isupper():
        return (paragraph,), frozenset()
    cuts = _cuts(text, paragraph, _acronyms(paragraph.of(text)), at_start)
    return tuple(s for s, _ in cuts), frozenset(n for n, (_, head) in enumerate(cuts) if head)


def _acronyms(text: str) -> Counter[str]:
    """Count words in capitals that stand beside a small letter on their left: *the ECB*."""
    return Counter(re.findall(r"[a-z][,;]?[ \t\u00a0]([A-Z][A-Z0-9.&-]+)\b", text))


def _cuts(text: str, paragraph: Span, known: Counter[str], at_start: bool) -> list[tuple[Span, bool]]:
    """Return the parts of a paragraph, each with whether it is a subhead."""
    bounds: dict[int, bool] = {}
    starts = [paragraph.start] if at_start else []
    starts += [m.end() for m in _START.finditer(text, paragraph.start, paragraph.end)]
    taken = -1
    for start in starts:
        if start < taken:
            continue
        head = _subhead(text, start, paragraph, known)
        if head is not None:
            bounds[head.start] = True
            taken = head.end
            following = head.end
            while following < paragraph.end and text[following].isspace():
                following += 1
            if following < paragraph.end:
                bounds[following] = False
    for bullet in _BULLET.finditer(text, paragraph.start, paragraph.end):
        before = text[paragraph.start : bullet.start()].rstrip()[-1:]
        if before in (".", "!", "?", ")", '"', "”", ":") or bullet.start() in bounds:
            bounds.setdefault(bullet.start(), False)
    bounds.setdefault(paragraph.start, False)
    places = sorted(bounds)
    out: list[tuple[Span, bool]] = []
    for place, following in zip(places, [*places[1:], paragraph.end], strict=True):
        end = following
        while end > place and text[end - 1].isspace():
            end -= 1
        if end > place:
            out.append((Span(place, end), bounds[place]))
    return out


def _subhead(text: str, start: int, paragraph: Span, known: Counter[str]) -> Span | None:
    """Return the subhead that begins at ``start``: words in capitals before a word that opens a sentence."""
    run = _RUN.match(text, start, min(paragraph.end, start + 120))
    if run is None:
        return None
    words = [(m.start(), m.group()) for m in _WORD.finditer(run.group())]
    end = run.end()
    opened = text[end : end + 1]
    bullet = opened in "*•·"
    if not (bullet or opened.isupper() or opened in "\"“'‘"):
        # a small letter follows: the last word opens the sentence (*A spokesman*, *EU leaders*)
        if not opened.islower() or len(words) < 2:
            return None
        end = start + words.pop()[0]
    while len(words) > 1 and not bullet and _opens(words[-1][1], known) and words[-2][1] not in _JOINING:
        end = start + words.pop()[0]
    if not words:
        return None
    letters = [sum(c.isalpha() for c in w) for _, w in words]
    if len(words) == 1:
        plain = words[0][1].isalpha() and not known[words[0][1]]
        if not plain or letters[0] < (4 if bullet else _LONG):
            return None
    elif sum(letters) < _LETTERS or all(known[w] or _ABBREVIATION.match(w) for _, w in words):
        return None
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    loud = text[start:stop]
    if loud.rstrip('"”').endswith(",") or loud.count('"') % 2 or loud.count("“") != loud.count("”"):
        return None
    return Span(start, stop)


def _opens(word: str, known: Counter[str]) -> bool:
    """Tell whether a word in capitals rather opens the sentence after a subhead: *U.S.*, *A*, *I*, an acronym of the text."""
    return bool(_ABBREVIATION.match(word)) or word in ("A", "I") or (len(word) <= _SHORT and known[word] > 0)
