"""Markup that somebody else wrote: is it small enough to be parsed, and which plain text does it hold."""

import re
from html import unescape

from detente.errors import ReadingError

# What parsers take time for, measured: trafilatura 0.1 to 0.25 ms a tag, feedparser 0.05 ms; both far more than in proportion
# where one tag has thousands of attributes (each is compared with each: 40,000 took 24 s). Pages of news have some thousand tags.
PAGE_TAGS = 20_000
FEED_TAGS = 200_000
_PAIRS = 20_000_000  # of attributes in one tag, summed over all
_ATTRIBUTES = 10  # a tag, on average

_OPENS = re.compile(r"<[A-Za-z]")
_QUOTED = r""""[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)"""
_TAG = re.compile(rf"""<[A-Za-z](?:[^>"']++|{_QUOTED})*+""")
_STRINGS = re.compile(_QUOTED)
_MARKUP = re.compile(r"</?[A-Za-z]|<!|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,20});")
_TAGS = re.compile(r"</?[A-Za-z]|<!")
_ESCAPED = 3  # feeds escape their markup once too often, seldom twice

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre"
    " section table td th tr ul".split()
)
_HIDDEN = frozenset(
    "audio button canvas embed figcaption form head iframe math noscript object script select style svg template textarea title"
    " video".split()
)


def check_markup(markup: str, where: str, most: int) -> None:
    """Raise ReadingError where there are more than ``most`` tags, or so many attributes that a parser would take minutes."""
    tags = sum(1 for _ in _OPENS.finditer(markup))
    if tags > most:
        cause = f"{tags:,} tags, more than the {most:,} that are read"
        raise ReadingError(where, cause, "Give a page of one article, or a part of the feed.")
    attributes = [len(_STRINGS.sub(" ", tag[0]).split()) for tag in _TAG.finditer(markup)]
    if sum(attributes) > _ATTRIBUTES * most or sum(n * n for n in attributes) > _PAIRS:
        cause = f"{sum(attributes):,} attributes in {tags:,} tags, more than are read"
        raise ReadingError(where, cause, "Copy the text of the article into a text file and give that.")


def plain_text(markup: str) -> str:
    r"""Return the text without tags, one empty line between paragraphs; words that hold no markup keep their lines.

    >>> plain_text("<p>Oslo <b>said</b> so.</p><script>x()</script><p>Rome &amp; Bern agreed.</p>")
    'Oslo said so.\n\nRome & Bern agreed.'
    """
    text = markup.replace("\0", " ")
    for _ in range(_ESCAPED):
        if not _MARKUP.search(text):
            break
        text = _without_tags(text) if _TAGS.search(text) else unescape(text)
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_tags(markup: str) -> str:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(f"<html><body>{markup}".encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            pieces.append("\n\n" if element.tag in _BLOCKS else "\n" if element.tag == "br" else "")
            if element.tag in _HIDDEN:
                walk.skip_subtree()
            else:
                pieces.append(_flowing(element.text))
        else:
            pieces.append("\n\n" if element.tag in _BLOCKS else "")
            pieces.append(_flowing(element.tail))
    return "".join(pieces)


def _flowing(text: str | None) -> str:
    """Take line ends within a paragraph for spaces."""
    return re.sub(r"\s", " ", text or "")
