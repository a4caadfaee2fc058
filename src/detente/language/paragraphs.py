"""Where the paragraphs of a text are: blank lines, and lines that are not merely wrapped."""

import re
from itertools import pairwise

from detente.records import Span

CLOSERS = " \t\u00a0\"'”’»)]"
WRAP = 140  # columns; no longer line was ever broken by a mail program or a wire terminal

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Find the paragraphs, without surrounding white space and in order.

    Blank lines part paragraphs. Within a block of lines, a line break is a mere wrap where the line was full, or stops in the
    middle of a sentence; else every line is a paragraph.
    """
    blocks = _blocks(text)
    evidence = _Wrapping(text, blocks)
    out: list[Span] = []
    for block in blocks:
        for part in evidence.split(block):
            out.append(Span(part[0].start, part[-1].end))
    return tuple(out)


def ends_sentence(line: str) -> bool:
    """Tell whether a full stop, question or exclamation mark stands at the end, quotation marks apart."""
    return line.rstrip(CLOSERS)[-1:] in (".", "!", "?", "…")


def _blocks(text: str) -> list[list[Span]]:
    """Return the lines (without white space at their ends) by blocks that blank lines part."""
    blocks: list[list[Span]] = []
    before = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if not bare:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        gap = text[before : match.start()]
        if not blocks or _breaks(gap) > 1:
            blocks.append([])
        blocks[-1].append(Span(start, start + len(bare)))
        before = match.end()
    return blocks


def _breaks(gap: str) -> int:
    r"""Count line breaks (``\r\n`` is one); page and paragraph marks count as two."""
    gap = gap.replace("\r\n", "\n")
    return sum(2 if c in "\u2029\x0b\x0c\x1c\x1d\x1e" else 1 for c in gap if c in "\n\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e")


class _Wrapping:
    """How wide the lines of a text were wrapped, seen from breaks before a small letter."""

    def __init__(self, text: str, blocks: list[list[Span]]) -> None:
        self._text = text
        widths = sorted(len_of for block in blocks for len_of in self._seen(block))
        breaks = sum(len(block) - 1 for block in blocks)
        self._everywhere = bool(widths) and len(widths) * 5 >= breaks
        self._width = widths[-1 - len(widths) // 10] if widths else 0

    def _seen(self, block: list[Span]) -> list[int]:
        """Return the widths of lines that break off before a small letter."""
        return [
            a.end - a.start
            for a, b in pairwise(block)
            if self._text[b.start].islower()
            and not ends_sentence(self._text[max(a.start, a.end - 8) : a.end])
            and a.end - a.start <= WRAP
        ]

    def split(self, block: list[Span]) -> list[list[Span]]:
        """Split a block into paragraphs, each a list of lines."""
        wrapped = len(block) > 1 and (self._everywhere or bool(self._seen(block)))
        parts = [[block[0]]]
        for a, b in pairwise(block):
            if wrapped and self._goes_on(a, b):
                parts[-1].append(b)
            else:
                parts.append([b])
        return parts

    def _goes_on(self, a: Span, b: Span) -> bool:
        text = self._text
        first_word = text.find(" ", b.start, b.start + 40)
        word = (first_word if first_word > 0 else b.end) - b.start
        full = a.end - a.start + 1 + min(word, 40) > self._width
        if text[b.start] in "*•·" or text[b.start - 1] == "\t":
            return False
        if ends_sentence(text[max(a.start, a.end - 8) : a.end]):
            return full and a.end - a.start <= WRAP and text[b.start - 1] != " "
        return full or text[b.start].islower() or a.end - a.start > WRAP
