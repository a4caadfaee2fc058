"""The articles that a brief cites: read once each, named in one way, and listed at its foot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from detente.display.inert import one_line
from detente.display.relation_sections import Item, Section, web_address
from detente.display.relation_words import day

if TYPE_CHECKING:
    from detente.store.open import Store

LISTED = 24  # sources; more would be a second page of them
QUOTED = 220  # characters of a quotation


class Texts:
    """The articles of a store as one origin has them, looked up by id and numbered as they are cited."""

    def __init__(self, store: Store, origin: str) -> None:
        """Look up nothing yet."""
        self._store, self._origin = store, origin
        self._known: dict[str, dict[str, object]] = {}
        self._cited: list[str] = []

    def find(self, article: str | None) -> dict[str, object]:
        """Return the row of an article, empty where the store has none."""
        if not article:
            return {}
        if article not in self._known:
            rows = self._store.find("articles", "article_id", article).rows()
            rows.sort(key=lambda row: (row["origin"] != self._origin, str(row["origin"])))
            self._known[article] = rows[0] if rows else {}
        return self._known[article]

    def cite(self, article: str | None) -> str:
        """Name an article by outlet, day and its number among the sources, where it is put; empty where the store has none."""
        row = self.find(article)
        if not row or not article:
            return one_line(article or "")
        if article not in self._cited:
            self._cited.append(article)
        number = self._cited.index(article) + 1
        return " · ".join(filter(None, (_text(row, "outlet"), _day(row), f"source {number}" if number <= LISTED else article)))

    def address(self, article: str | None) -> str | None:
        """Return where an article can be read, None where that is not on the web."""
        url = self.find(article).get("url")
        return web_address(str(url)) if url else None

    def list_sources(self) -> Section:
        """List the articles that were cited, each once and in that order: outlet, day, title, id, address."""
        items = [Item(self._name(a), (), str(i + 1), self.address(a)) for i, a in enumerate(self._cited[:LISTED])]
        if len(self._cited) > LISTED:
            items.append(Item(f"{len(self._cited) - LISTED:,} more are cited above by their ids."))
        return Section("Sources", tuple(items) or (Item("The store has no article of what is named here."),))

    def _name(self, article: str) -> str:
        row = self.find(article)
        return " · ".join(filter(None, (_text(row, "outlet"), _day(row), _text(row, "title"), one_line(article))))


def shorten(text: str, most: int = QUOTED) -> str:
    """Put a text on one line, and cut it between words where it is longer than ``most`` characters.

    >>> shorten("They met in Oslo", 12), shorten("They met")
    ('They met …', 'They met')
    """
    line = one_line(text)
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    closing = "”" if line.startswith("“") else ""
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept} …{closing}"


def _day(row: dict[str, object]) -> str:
    published = row.get("published")
    return day(published) if isinstance(published, dt.date) else ""


def _text(row: dict[str, object], column: str) -> str:
    return shorten(str(row.get(column) or ""), 90)
