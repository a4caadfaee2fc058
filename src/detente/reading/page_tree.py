"""A page → its tree, without what makes the search for its article take minutes instead of milliseconds.

trafilatura compares children of one element with each other (8,000 words in tags of their own: 7 s) and cleans names of authors
by patterns that try each bracket with each (100,000 brackets: minutes). No page of news comes near the limits here.
"""

import json
from typing import Any

from detente.errors import ReadingError
from detente.reading.known import Known
from detente.reading.markup import PAGE_TAGS, check_markup

_CHILDREN = 4000  # of one element
_TEXT = 4  # so many times what an article may have, for menus and comments
_LONGEST_FACT, _FACTS = 600, 200  # characters of one fact among the metadata, and how many are read
_LONGEST_BLOCK, _BLOCKS = 200_000, 20  # characters of one JSON-LD, and how many are read
_BODIES = ("articleBody", "text", "description")
_COPY = "Copy the text of the article into a text file and give that."


def parse_page(page: str, where: str, known: Known) -> Any:
    """Parse a page into a tree of lxml, None where it is none. Raises ReadingError where it is too large to be searched."""
    import trafilatura

    check_markup(page, where, PAGE_TAGS)
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    text = blocks = facts = 0
    for element in list(tree.iter()):
        if len(element) > _CHILDREN:
            raise ReadingError(where, f"an element with {len(element):,} others in it, more than {_CHILDREN:,}", _COPY)
        if element.tag == "script":
            blocks += (linked := "json" in element.get("type", ""))
            if linked and (blocks > _BLOCKS or not _is_plain(element.text or "")):
                element.text = None
        else:
            text += len(element.text or "") if element.tag != "style" else 0
            facts += (stated := element.tag == "meta" and "content" in element.attrib)
            if stated and (facts > _FACTS or len(element.get("content")) > _LONGEST_FACT):
                del element.attrib["content"]
        text += len(element.tail or "")
    if text > _TEXT * known.max_chars:
        raise ReadingError(where, f"{text:,} characters, far more than one article has", _COPY)
    return tree


def _is_plain(block: str) -> bool:
    """Tell whether a JSON-LD is JSON, and all in it but the article itself is short."""
    try:
        return len(block) <= _LONGEST_BLOCK and _all_short(json.loads(block, strict=False))
    except (ValueError, RecursionError):
        return False


def _all_short(value: object) -> bool:
    if isinstance(value, dict):
        return all(len(key) <= _LONGEST_FACT and (key in _BODIES or _all_short(held)) for key, held in value.items())
    if isinstance(value, list):
        return all(map(_all_short, value))
    return not isinstance(value, str) or len(value) <= _LONGEST_FACT
