"""Where the paragraphs, the headlines, the by-lines and the dateline of a text are."""

import re
from dataclasses import dataclass

from detente.language.dateline import Dateline, read_dateline
from detente.language.inline import part_subheads
from detente.language.paragraphs import CLOSERS, ends_sentence, find_paragraphs
from detente.records import Article, Span

__all__ = ["Dateline", "Layout", "is_title_case", "lay_out"]

HEADLINE_WORDS = 25  # the longest of 840 headlines of US newspapers had 24
LOOK_AT = 6  # paragraphs among which headlines, by-lines and the dateline are looked for

_BY_LINE = re.compile(r"(?:By|BY|by)\s+(?:[^\W\d_a-z][\w.'’-]*|and|AND|de|van|von|der|den|bin|al|in|IN)(?:[ ,]|$)")
_CREDIT = re.compile(r"(?i)\(?(?:reporting|writing|editing|additional reporting|compiled|translated|edited|photo|image) by\b")
_NOTE = re.compile(
    r"\(?(?:Adds?|Updates?|Recasts?|Corrects?|Repeats?|Refiles|Rewrites|Releads|Please|New throughout|Editor['’]s note)\b"
)
_STAMP_WORDS = frozenset(
    "a am apr april at aug august bst by cet date dec december edt est et feb february fri friday gmt ist jan january "
    "jul july jun june last m mar march may mon monday msk nd nov november oct october on p pm posted published rd sat "
    "saturday sep sept september st sun sunday th thu thur thurs thursday time tue tues tuesday updated utc wed "
    "wednesday".split()
)
_SMALL = frozenset("And Are As At Be By For Has He Her His In Is It Its Not Of On Out She The To Up Was".split())
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text. ``paragraphs`` are non-empty, in order, without surrounding white space, and each is either a
    headline or body; ``headlines`` holds the indices of those that are headlines; ``bylines`` of those that only name the
    author or the time, or are notes of the desk; ``dateline`` opens a body paragraph.
    """

    paragraphs: tuple[Span, ...]
    headlines: frozenset[int] = frozenset()
    dateline: Dateline | None = None
    bylines: frozenset[int] = frozenset()

    def repeated_title(self, text: str) -> Span | None:
        """Return the first of two equal headlines: what a page says twice is read once, where it stands last."""
        heads = [self.paragraphs[i] for i in sorted(self.headlines)[:2]]
        return heads[0] if len(heads) == 2 and heads[0].of(text) == heads[1].of(text) else None


def lay_out(article: Article) -> Layout:
    """Find paragraphs, headlines, by-lines and dateline; total on any text, in linear time.

    A first paragraph is a headline where it equals the title or the paragraph after it, or is short and has no full stop at
    its end; one with a full stop where it is written In Title Case, a dateline follows, or it is far shorter than what follows.
    Lines in capitals are headlines too, and so are subheads in capitals that a feed has run into a paragraph.
    """
    text = article.text
    paragraphs = find_paragraphs(text)
    top = [s.of(text) for s in paragraphs[:LOOK_AT]]
    bylines = {i for i, p in enumerate(top) if _is_byline(p) and len(paragraphs) > 1}
    bylines |= {i for i in (len(paragraphs) - 1,) if i > 0 and _CREDIT.match(text, paragraphs[i].start)}
    dateline, opened = _first_dateline(text, paragraphs, bylines)
    heads: set[int] = set()
    for i, p in enumerate(top):
        if i in bylines:
            continue
        if opened is not None and i >= opened:
            break
        following = next((q for j, q in enumerate(top) if j > i and j not in bylines), None)
        if not _is_headline(p, article.title, following, opened is not None and not heads, bool(heads)):
            break
        heads.add(i)
    shouted = {i for i, s in enumerate(paragraphs) if s.end - s.start <= 80 and _is_shouted(s.of(text))}
    heads |= {i for i in shouted if i not in bylines and i != opened and len(paragraphs) > 1}
    return _part(text, Layout(paragraphs, frozenset(heads), dateline, frozenset(bylines - heads)), opened)


def _part(text: str, layout: Layout, opened: int | None) -> Layout:
    """Part the body at subheads and bullets that stand within its lines; headlines and by-lines stay whole."""
    fixed = layout.headlines | layout.bylines
    paragraphs: list[Span] = []
    heads: set[int] = set()
    bylines: set[int] = set()
    for i, span in enumerate(layout.paragraphs):
        if i in fixed:
            (heads if i in layout.headlines else bylines).add(len(paragraphs))
            paragraphs.append(span)
            continue
        parts, found = part_subheads(text, span, at_start=i > max(opened or 0, 1) or (opened is not None and i > opened))
        heads |= {len(paragraphs) + n for n in found}
        paragraphs.extend(parts)
    return Layout(tuple(paragraphs), frozenset(heads), layout.dateline, frozenset(bylines))


def _first_dateline(text: str, paragraphs: tuple[Span, ...], bylines: set[int]) -> tuple[Dateline | None, int | None]:
    """Return the dateline and the index of its paragraph; a bare ``LYON:`` counts only where no other line opens so."""
    for i, span in enumerate(paragraphs[:LOOK_AT]):
        if i in bylines:
            continue
        dateline = read_dateline(text, span)
        if dateline is None:
            continue
        if dateline.sure or not any(
            (other := read_dateline(text, s)) is not None and not other.sure for s in paragraphs[i + 1 : i + 30]
        ):
            return dateline, i
        return None, None
    return None, None


def _is_headline(paragraph: str, title: str | None, following: str | None, before_dateline: bool, after_headline: bool) -> bool:
    bare = _bare(paragraph)
    if title and bare and bare == _bare(title):
        return True
    if following is None:
        return False
    words = _WORD.findall(paragraph[:400])
    if len(paragraph) > 200 or not 1 <= len(words) <= HEADLINE_WORDS:
        return False
    if bare == _bare(following):
        return True
    stopped = ends_sentence(paragraph)
    last = paragraph.rstrip(CLOSERS)[-1:]
    if last in (":", ",", "-", "—") or _is_list_item(paragraph):
        return False
    if not stopped:
        return not (after_headline and paragraph[:1].islower())
    if after_headline:
        return False
    return before_dateline or is_title_case(paragraph) or (len(words) <= 14 and len(following) > 1.5 * len(paragraph))


def _bare(line: str) -> str:
    """Return what two prints of one headline share."""
    return " ".join(_WORD.findall(line[:400].casefold().replace("’", "'")))


def is_title_case(line: str) -> bool:
    """Tell whether A Line Is Written Like This; names alone do not make it so.

    >>> is_title_case("Premier Trails Rival in Race, Survey Finds"), is_title_case("Premier trails rival Mara Voss")
    (True, False)
    """
    words = [w for w in _WORD.findall(line)[1:] if len(w) >= 4 or w in _SMALL]
    capital = sum(not w[0].islower() for w in words)
    return len(words) >= 3 and capital >= 0.8 * len(words)


def _is_shouted(line: str) -> bool:
    words = _WORD.findall(line)
    return line.isupper() and bool(words) and sum(len(w) for w in words) >= 4


def _is_list_item(line: str) -> bool:
    return line[:1] in ("*", "•", "-", "–", "—", "·")


def _is_byline(line: str) -> bool:
    if len(line) > 160:
        return False
    if _CREDIT.match(line) or (_NOTE.match(line) and (line[0] == "(" or not ends_sentence(line))):
        return True
    if any(c.isdigit() for c in line) and all(w in _STAMP_WORDS for w in re.findall(r"[^\W\d_]+", line.lower())):
        return True
    if not _BY_LINE.match(line) or ends_sentence(line) or len(line.split()) > 16:
        return False
    words = [
        w for w in _WORD.findall(line)[1:] if w not in ("and", "in", "de", "van", "von", "der", "den", "bin", "al", "of", "for")
    ]
    return bool(words) and all(not w[0].islower() for w in words)
