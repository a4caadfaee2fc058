"""Columns of a table → keys of an article, and its rows → articles: what CSV and Parquet share."""

import re
from collections.abc import Iterable, Iterator, Sequence

from detente.errors import ReadingError, did_you_mean
from detente.reading.dates import read_date
from detente.reading.jsonl import Report, row_to_article
from detente.reading.known import Known
from detente.records import Article

Row = dict[str, str]

# What columns are called, in the order in which they are looked for. Case, spaces, hyphens and underscores do not count.
SYNONYMS = {
    "text": "body content article articletext articlebody bodytext fulltext maintext textcontent plaintext story",
    "id": "articleid docid documentid storyid guid uuid uniqueid",
    "title": "headline heading articletitle",
    "published": "date pubdate publishdate publicationdate publisheddate datepublished datepublish publishedat publishedon "
    "articledate dateofpublication datetime",
    "outlet": "source publisher publication newspaper media medium sourcename medianame outletname sitename sourcedomain domain",
    "url": "link href permalink weburl sourceurl articleurl",
    "language": "lang languagecode",
}
KEYS = tuple(SYNONYMS)
_NAMES = frozenset((*KEYS, *" ".join(SYNONYMS.values()).split()))

_HOW = "Give pairs of a key and a column, such as --columns text=body,published=date."


def read_columns(pairs: str | None) -> tuple[tuple[str, str], ...]:
    """Read a column map such as ``text=body,published=date``; raises ReadingError for a key that there is not.

    >>> read_columns("text=body, published=date")
    (('text', 'body'), ('published', 'date'))
    """
    found: dict[str, str] = {}
    for pair in (pairs or "").split(",") if pairs is not None else ():
        key, _, column = (part.strip() for part in pair.partition("="))
        if not key or not column:
            raise ReadingError("--columns", f"{pair.strip()!r} names no key and column", _HOW)
        if key not in KEYS:
            raise ReadingError("--columns", f"there is no key {key!r}", f"Keys are {', '.join(KEYS)}." + did_you_mean(key, KEYS))
        if key in found:
            raise ReadingError("--columns", f"{key!r} is given twice", _HOW)
        found[key] = column
    return tuple(found.items())


def count_known(names: Sequence[str]) -> int:
    """Count the columns whose names tell what they hold.

    >>> count_known(["Headline", "body", "section"])
    2
    """
    return sum(_plain(name) in _NAMES for name in names)


def match_columns(names: Sequence[str], where: str, known: Known) -> dict[str, int]:
    """Return the place of the column for each key that the table has: as ``known.columns`` says, else by its name.

    A column named as the key itself comes before its synonyms. A day of publication that only a synonym names has the key
    ``date``, which does not promise to be a day. Raises ReadingError where there is no text, a column that was asked for does
    not exist, or two columns share a name that is needed.
    """
    found = {key: _asked(column, names, where) for key, column in known.columns}
    taken = set(found.values())
    for key in KEYS:
        for name in (key, *SYNONYMS[key].split()) if key not in found else ():
            place = _place(name, [_plain(n) if i not in taken else "" for i, n in enumerate(names)], names, where)
            if place is not None:
                found["date" if key == "published" != name else key] = place
                break
    if "text" not in found:
        remedy = "The first row must name the columns. Which of them is the text? --columns text=COLUMN"
        raise ReadingError(where, f"no column for the text (its columns are {_listed(names)})", remedy)
    return found


def _asked(column: str, names: Sequence[str], where: str) -> int:
    """Find a column of the column map: by its exact name, or else without regard to case."""
    place = _place(column, names, names, where)
    if place is None:
        place = _place(column.casefold(), [name.casefold() for name in names], names, where)
    if place is None:
        raise ReadingError(where, f"no column {column!r}", f"Its columns are {_listed(names)}.{did_you_mean(column, names)}")
    return place


def _place(wanted: str, plain: Sequence[str], names: Sequence[str], where: str) -> int | None:
    places = [i for i, name in enumerate(plain) if name == wanted]
    if len(places) > 1:  # Text and text: the one that is spelt as the key
        places = [i for i in places if names[i] == wanted] or places
    if len(places) > 1:
        raise ReadingError(where, f"{len(places)} columns are named {names[places[0]]!r}", "Rename all but one of them.")
    return places[0] if places else None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _listed(names: Sequence[str]) -> str:
    shown = [name if len(name) <= 40 else name[:39] + "…" for name in names[:20]]
    return ", ".join(shown) + (" …" if len(names) > 20 else "")


def read_rows(rows: Iterable[tuple[str, Row]], known: Known, report: Report) -> Iterator[Article]:
    """Make an article of each row, checked as JSON lines are; a bad row is reported with where it stands, the others are read.

    A ``date`` that is no day leaves its article undated, and the first such of a table is reported.
    """
    undated = False
    for where, row in rows:
        try:
            article = row_to_article(row, where, known)
        except ReadingError as error:
            report(error)
            continue
        if not undated and "date" in row:
            undated = _undated(row["date"], where, report)
        yield article


def _undated(date: str, where: str, report: Report) -> bool:
    """Report a date that is no day, and tell whether it is none."""
    try:
        read_date(date, where)
    except ReadingError as error:
        remedy = "The article is read without it, as are others with such dates in this table. Write them as YYYY-MM-DD."
        report(ReadingError(where, error.cause, remedy))
        return True
    return False
