"""What the text around a title says of it, and a coded role does not: *former* further off, and whose president it is."""

import re

from detente.records import Span

# What follows *late* and *of* without being a body: *in late March*, *the president of May*.
_DAYS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Spring|Summer|Autumn|Winter|Christmas"
# Words of a name, between *former* and the title: *former U.S. Treasury Secretary*.
_FORMER = re.compile(rf"\b([Ff]ormer|[Ll]ate|[Ee]x)[\s-]+(?!(?:{_DAYS}))(?:(?:[A-Z][\w.&'’-]*|of|the|vice|deputy)\s+){{1,5}}$")
_WORD = r"(?:(?:[A-Z]\.)+|[A-Z][\w&'’-]*)"  # a full stop ends a sentence, except after initials
# president *of European sales and marketing at* X: words in lower case, or for people
_FIELD = r"(?:(?!of\b|at\b|for\b)(?:[a-z][\w'’-]*|[A-Z]\w*(?:an|ese|ish))\s+){1,6}(?:of|at|for)\s+(?:the\s+)?"
_BODY = re.compile(
    rf"\s+(?:of|at|for)\s+(?:the\s+)?(?:{_FIELD})?(?!(?:{_DAYS}))(?P<name>{_WORD}(?:\s+(?:(?:of|and|&|de)\s+)?{_WORD}){{0,5}})"
)
_SOMEWHERE = re.compile(r"\s+(?:of|at|for)\s+")
_OWNED = (
    "president",
    "chairman",
    "chairwoman",
    "chair",
    "counsel",
    "director",
    "executive",
    "ceo",
    "head",
    "partner",
    "manager",
    "fellow",
)
_BEFORE = 80  # characters


def complete_title(title: str, text: str, span: Span) -> str:
    """Return the title with a *former* or *late* that the words of a body part from it.

    >>> complete_title("Secretary", "former U.S. Treasury Secretary Ann Holt", Span(21, 30))
    'former Secretary'
    >>> complete_title("President", "in late March President Ann Holt", Span(14, 23))
    'President'
    """
    found = _FORMER.search(text, max(0, span.start - _BEFORE), span.start)
    return f"{found[1].lower()} {title}" if found and found[1].lower() not in title.lower() else title


def find_body(title: str, text: str, span: Span) -> tuple[str | None, bool]:
    """Return the body that a title without one is followed by, and whether it is followed by any.

    >>> find_body("president", "president of sales at Holt & Ash in Oslo", Span(0, 9))
    ('Holt & Ash', True)
    >>> find_body("president", "president of retail services, said", Span(0, 9))
    (None, True)
    """
    if title.rpartition(" ")[2].casefold() not in _OWNED:
        return None, False
    found = _BODY.match(text, span.end)
    return (found["name"] if found else None), _SOMEWHERE.match(text, span.end) is not None
