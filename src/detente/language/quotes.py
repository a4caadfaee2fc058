"""Pair quotation marks: curly, straight, doubled, single; nested, across paragraphs, unclosed.

Newspapers open every paragraph of a long quotation with a mark and close only the last one. A mark that is never closed runs
to the end of its paragraph. Apostrophes are told from single quotation marks by what stands around them and by whether a
partner follows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.language.layout import Layout
from detente.records import Span

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚‛'`]")
_OPENERS = frozenset("“„«") | {"``"}
_CLOSERS = frozenset("”»")
_SINGLE = frozenset("‘’‚‛'`")
_ELISION = re.compile(r"['’‘](?:\d\ds?\b|(?:em|til|tis|twas|cause|n|round|bout)\b)", re.IGNORECASE)
_LOOKAHEAD = 40  # marks: a single quotation is shorter than this, and the bound keeps the pairing linear


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``outer`` with its marks, ``inner`` without them, ``closed`` where a closing mark was found.

    ``depth`` is 1 for an outer quotation and one more for each one that it stands in. ``parts`` are the inner spans paragraph
    by paragraph (one, unless the quotation crosses paragraphs).
    """

    outer: Span
    inner: Span
    closed: bool
    depth: int = 1
    parts: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    parts: list[Span]


def find_quotes(text: str, layout: Layout) -> tuple[Quote, ...]:
    """Find the quotations of a text, outer ones before those inside, in the order of the text. Linear, and never raises.

    >>> from detente.records import Article
    >>> from detente.language.layout import lay_out
    >>> text = '“It’s ‘over’,” he said.'
    >>> [(q.inner.of(text), q.depth) for q in find_quotes(text, lay_out(Article("a", text)))]
    [('It’s ‘over’,', 1), ('over', 2)]
    """
    found: list[Quote] = []
    carried: _Open | None = None
    for number, paragraph in enumerate(layout.paragraphs):
        marks = _marks(text, paragraph)
        follows = _opening_mark(text, layout, number + 1)
        carried = _pair(marks, paragraph, carried, follows, found)
    return _nest(found)


def _opening_mark(text: str, layout: Layout, number: int) -> bool:
    """Tell whether paragraph ``number`` begins with a mark that can open a double quotation."""
    if number >= len(layout.paragraphs):
        return False
    start = layout.paragraphs[number].start
    match = _MARK.match(text, start)
    return match is not None and match[0] not in _SINGLE and match[0] not in _CLOSERS


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end, sign = match.start(), match.end(), match[0]
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        single = sign in _SINGLE
        opens = (
            not after.isspace()
            and not before.isalnum()
            and (before.isspace() or (not before.isalnum() and before not in ",.!?;"))
        )
        closes = not before.isspace() and not after.isalnum()
        if sign in _OPENERS:
            opens, closes = True, before.isalnum() or before in ",.!?"
        elif sign in _CLOSERS:
            opens, closes = before.isspace() and after.isalnum(), True
        elif single:
            if (before.isalnum() and after.isalnum()) or _ELISION.match(text, start):
                continue
            opens = opens and sign != "’" and (after.isalnum() or after in '[($€£…“"')
            closes = closes and sign not in "‘‚‛`"
        elif before.isspace() and after.isspace():  # `` set off by spaces '', as in treebanks: the state of the pairing decides
            opens = closes = True
        if opens or closes:
            marks.append(_Mark(start, end, single, opens, closes))
    return marks


def _pair(marks: Sequence[_Mark], paragraph: Span, carried: _Open | None, follows: bool, found: list[Quote]) -> _Open | None:
    """Pair the marks of one paragraph; return the quotation that goes on in the next paragraph, if one does."""
    stack: list[_Open] = []
    begin = 0
    if carried is not None:
        first = marks[0] if marks and marks[0].start == paragraph.start else None
        carried.parts.append(Span(first.end if first else paragraph.start, paragraph.end))
        stack.append(carried)
        begin = 1 if first else 0
    closing = _closers_left(marks)
    single_end = 0
    for number in range(begin, len(marks)):
        mark = marks[number]
        if mark.single:
            if mark.start >= single_end:
                single_end = _pair_single(marks, number, found)
        elif stack and mark.closes:
            _close(stack.pop(), mark.start, mark.end, found)
        elif mark.opens and (not stack or closing[number] > len(stack)):
            stack.append(_Open(mark.start, mark.end, [Span(mark.end, paragraph.end)]))
    for left in stack[1:]:
        found.append(Quote(Span(left.start, paragraph.end), Span(left.inner, paragraph.end), False, 1, tuple(left.parts)))
    if not stack:
        return None
    outer = stack[0]
    if follows:
        return outer
    found.append(Quote(Span(outer.start, paragraph.end), Span(outer.inner, paragraph.end), False, 1, tuple(outer.parts)))
    return None


def _closers_left(marks: Sequence[_Mark]) -> list[int]:
    """Count, for each mark, the double marks after it that can only close, less those that can only open."""
    left = [0] * len(marks)
    count = 0
    for i in range(len(marks) - 1, -1, -1):
        left[i] = count
        if not marks[i].single and marks[i].opens != marks[i].closes:
            count += 1 if marks[i].closes else -1
    return left


def _pair_single(marks: Sequence[_Mark], number: int, found: list[Quote]) -> int:
    """Pair the single mark at ``number``; return where its quotation ends (0 where it is none)."""
    mark = marks[number]
    partner = _partner(marks, number) if mark.opens else None
    if partner is None:
        return 0
    inner = Span(mark.end, partner.start)
    found.append(Quote(Span(mark.start, partner.end), inner, True, 1, (inner,)))
    return partner.end


def _partner(marks: Sequence[_Mark], number: int) -> _Mark | None:
    """Find the single mark that closes the one at ``number``; double marks between them must pair among themselves."""
    inside = 0
    toggled = False
    for other in marks[number + 1 : number + _LOOKAHEAD]:
        if not other.single:
            if other.opens and other.closes:
                toggled = not toggled
            else:
                inside += 1 if other.opens else -1
            if inside < 0:
                return None
        elif other.closes:
            return other if inside == 0 and not toggled else None
        elif other.opens and inside == 0:
            return None
    return None


def _nest(found: Sequence[Quote]) -> tuple[Quote, ...]:
    """Sort quotations, outer before inner, count depths, and drop any that crosses another one's mark."""
    out: list[Quote] = []
    around: list[Quote] = []
    for quote in sorted(found, key=lambda q: (q.outer.start, -q.outer.end)):
        while around and around[-1].outer.end <= quote.outer.start:
            around.pop()
        if around and not around[-1].inner.holds(quote.outer):
            continue
        around.append(replace(quote, depth=len(around) + 1))
        out.append(around[-1])
    return tuple(out)


def _close(opened: _Open, inner_end: int, outer_end: int, found: list[Quote]) -> None:
    parts = (*opened.parts[:-1], Span(opened.parts[-1].start, inner_end))
    found.append(Quote(Span(opened.start, outer_end), Span(opened.inner, inner_end), True, 1, parts))
