"""Rows given column by column → rows of a store: values are checked, and what follows from other columns is filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from detente.errors import ReadingError, did_you_mean
from detente.formats.cells import event_row
from detente.formats.codes import Codes
from detente.formats.columns import KNOWN_VALUES, blank, text_of
from detente.formats.seen import IDS
from detente.ids import make_id
from detente.reading.article import make_article
from detente.store.rows import article_row
from detente.store.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.store.rows import Row

HOW = "Columns are those of a table in docs/schema.md, as docs/exchange.md writes them."
_READ = ("events", "statements", "actors", "articles")


def table_of(names: Sequence[str], columns: Mapping[str, Collection[str]], where: str) -> str:
    """Return the table whose columns a header names: events where it can be, else the first that has them all.

    Raises ReadingError where no table has. ``columns`` are those of each table.
    """
    found = next((table for table in _READ if set(names) <= set(columns[table])), None)
    if found is not None:
        return found
    nearest = max(_READ, key=lambda table: len(set(names) & set(columns[table])))
    strange = next(name for name in names if name not in columns[nearest])
    hint = did_you_mean(strange, columns[nearest])
    raise ReadingError(where, f"the table of {nearest} has no column {strange[:40]!r}", f"{hint.strip()} {HOW}".strip())


def own_row(table: str, origin: str, given: Row, cells: Sequence[str], codes: Codes) -> Row:
    """Return a whole row; ``cells`` make its id where it has none, and ``origin`` counts where it names none.

    Raises ValueError for a value that the column cannot have, and for an article without text.
    """
    given = {name: value for name, value in given.items() if value is not None}
    for name, value in given.items():
        if value not in KNOWN_VALUES.get((table, name), (value,)):
            raise ValueError(f"{name}: none is called {str(value)[:20]!r}")
    given.setdefault("origin", origin)
    if table == "events":
        return _event(given, cells, codes)
    if table == "articles":
        return _article(given)
    *_, column = IDS[table]
    return blank(table) | {column: make_id(column[0], origin, *cells)} | given


def _event(given: Row, cells: Sequence[str], codes: Codes) -> Row:
    kind, mode, code = text_of(given, "type"), text_of(given, "mode"), text_of(given, "cameo")
    if kind is not None and kind not in codes.ontology.types:
        raise ValueError(f"type: no event type is called {kind[:20]!r}")
    if code is None and kind is not None:
        code = given["cameo"] = codes.cameo_of(kind, mode)
    act = codes.act(code or "")
    row = event_row(str(given.pop("origin")), cells, **given)
    for column, value in (("type", act.type), ("quad", act.quad), ("goldstein", act.goldstein), ("plover_score", act.score)):
        if row.get(column) is None:
            row[column] = value
    return {c.name: row.get(c.name) for c in TABLES["events"]}


def _article(given: Row) -> Row:
    text = text_of(given, "text")
    if not text:
        raise ValueError("text: an article needs one")
    told = {name: text_of(given, name) for name in ("title", "outlet", "url", "language", "source")}
    return article_row(make_article(text, published=given.get("published"), **told)) | given  # type: ignore[arg-type]  # a day
