"""A text and what is known of it → Article."""

import datetime as dt
import re

from detente.ids import make_id
from detente.reading.dates import read_date
from detente.records import Article

# A headline is one short line that ends like no sentence, with an empty line behind it. 140 characters hold the headlines of
# the agencies; longer first lines are leads.
_LONGEST_HEADLINE = 140
_FIRST_LINE = re.compile(r"\s*(\S[^\n]*)\n[ \t\r]*\n\s*\S")
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]+(?:,[^—–-]{2,30})?\s*(?:\([^)]*\)\s*)?(?:--|—|–|-)\s")


def make_article(
    text: str,
    *,
    title: str | None = None,
    published: str | dt.date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    source: str | None = None,
) -> Article:
    r"""Make an article of a text; its id is a hash of outlet, url, date, title and text.

    Where no title is given, a first line that looks like a headline is taken. The text is kept exactly. Raises ReadingError
    for a date that cannot be understood.

    >>> make_article("Talks resume in Oslo\n\nThe two sides met.", published="2016-11-30").title
    'Talks resume in Oslo'
    """
    day = read_date(published)
    title = (title or "").strip() or headline_of(text)
    identity = make_id("a", outlet or "", url or "", day or "", title or "", text)
    return Article(identity, text, title, outlet, url, day, language, source)


def headline_of(text: str) -> str | None:
    """Return the first line where it looks like a headline: short, no full stop at its end, an empty line behind it."""
    match = _FIRST_LINE.match(text)
    line = match[1].strip() if match else ""
    if not 3 <= len(line) <= _LONGEST_HEADLINE or " " not in line or not any(c.isalpha() for c in line):
        return None
    if line.endswith((".", ":", ";", ",", '."', ".”", ".'", ".’", ',"', ",”")) or _DATELINE.match(line):
        return None
    return line
