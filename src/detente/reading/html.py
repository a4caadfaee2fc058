"""An HTML page → article: trafilatura finds the text; JSON-LD and other metadata give title, date, outlet and address."""

import re
from typing import Any

from detente.errors import ReadingError
from detente.reading.article import make_article
from detente.reading.dates import read_date
from detente.reading.json_ld import read_facts
from detente.reading.known import Known
from detente.reading.language_check import check_english
from detente.reading.page_tree import parse_page
from detente.reading.text import check_text, decode, known_encoding, web_address
from detente.records import Article

# Possessive, for a page may begin with a thousand comments: each could otherwise end at each end of a later one.
_LOOKS = re.compile(
    rb"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]*?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_]\w+)*)", re.IGNORECASE)
# Only what the page itself states: no date is guessed from its words, and none depends on today's date.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}


def looks_like_html(data: bytes) -> bool:
    """Tell whether the bytes begin as an HTML page does."""
    return _LOOKS.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def read_page(data: bytes, where: str, known: Known) -> Article:
    """Read the article of a page. Raises ReadingError where there is none, or where its encoding or language does not fit."""
    if known.watch is not None:
        known.watch(where)
    page = _decoded(data, where, known.encoding)
    if "\0" in page:
        check_text(page, where, known)
    found = _extracted(page, where, known)
    text: str = (getattr(found, "text", None) or "").strip()
    if not text:
        raise ReadingError(
            where, "no article text was found in this page", "Copy the text of the article into a text file and give that."
        )
    check_text(text, where, known)
    facts = read_facts(page)
    language = _LANG.search(page[:4096])
    declared = language[1] if language and language[1].lower().startswith("en") else None
    check_english(text, where)
    return make_article(
        text,
        title=known.title_or(facts.title or found.title or None),
        published=known.published_or(facts.published or read_date(found.date, where)),
        outlet=known.outlet_or(facts.outlet or found.sitename or None),
        url=web_address(facts.url) or web_address(found.url) or known.url,
        language=declared,
        source=where,
    )


def _decoded(data: bytes, where: str, encoding: str | None) -> str:
    """Decode by byte order mark, by ``encoding``, as UTF-8, or else as the page declares."""
    if encoding is None:
        try:
            return decode(data, where)
        except ReadingError:
            declared = _CHARSET.search(data[:4096])
            name = known_encoding(declared[1].decode("ascii")) if declared else None
            if name is None or name == "utf-8":
                raise
            # browsers read pages that declare Latin-1 as Windows-1252, which fills its empty places
            encoding = "windows-1252" if name == "iso8859-1" else name
    return decode(data, where, encoding)


def _extracted(page: str, where: str, known: Known) -> Any:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it complains of is said below, once, in our words
    try:
        tree = parse_page(page, where, known)
        if tree is None:
            return None
        return trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dict(_DATES)
        )
    except ReadingError:
        raise
    except Exception as error:  # a foreign parser on hostile input: whatever it raises, the page is at fault
        cause = f"this page cannot be parsed ({type(error).__name__})"
        raise ReadingError(where, cause, "Copy the text of the article into a text file and give that.") from error
