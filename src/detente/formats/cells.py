"""Cells of a table ↔ values, and the rows of ``events`` that readers of other formats make of them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from detente.formats.columns import countries_of, rows_of
from detente.ids import make_id

if TYPE_CHECKING:
    from detente.store.rows import Row

DAY = "day"
MEETING_TURNED = {"042": "043", "043": "042"}  # who visits is hosted
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_BREAKS = re.compile("[\t\n\r\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_DATES = (
    (re.compile(r"(\d{4})-(\d\d?)-(\d\d?)([T ].*)?", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{4})(\d\d)(\d\d)(\d{6})?", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.ASCII), (3, 1, 2)),  # the American order of ICEWS 2017
)


def day(cell: str) -> dt.date | None:
    """Read a day as the formats write it, or None where it is none.

    >>> day("2018-06-01") == day("20180601") == day("6/1/2018") == day("20180601134500")
    True
    """
    for pattern, (year, month, date) in _DATES:
        if found := pattern.fullmatch(cell):
            try:
                return dt.date(int(found[year]), int(found[month]), int(found[date]))
            except ValueError:
                return None
    return None


def number(cell: str, low: float = -math.inf, high: float = math.inf) -> float | None:
    """Read a number from ``low`` to ``high``, or None where the cell is none.

    >>> number("-7.5"), number("nan"), number("91", -90, 90)
    (-7.5, None, None)
    """
    if not _NUMBER.fullmatch(cell):
        return None
    value = float(cell)
    return value if math.isfinite(value) and low <= value <= high else None


def whole(cell: str) -> int | None:
    """Read a whole number of up to 18 digits, or None."""
    return int(cell) if 0 < len(cell) <= 18 and cell.isascii() and cell.isdigit() else None


def plain(value: object) -> str:
    """Write a number the shortest way; '' for None.

    >>> plain(1.0), plain(-7.5), plain(None)
    ('1', '-7.5', '')
    """
    if value is None or isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def clean(value: object) -> str:
    """Write a text for a cell: what would break the line or the table becomes one space."""
    return _BREAKS.sub(" ", value) if isinstance(value, str) else ""


def pairs(extra: object) -> dict[str, str]:
    """Return the named texts of a row, which Arrow gives as pairs, as a dict."""
    return dict(extra) if isinstance(extra, (Mapping, list, tuple)) else {}


def party(name: str | None, country: str | None = None, sector: str | None = None, text: str | None = None) -> Row:
    """Return a participant as an imported row has it."""
    said = name if text is None else text
    return {"actor": None, "name": name, "country": country, "sector": sector, "text": said, "spans": []}


def name_of(participant: Mapping[str, object] | None) -> str:
    """Return the name of a participant, else its words, for a cell."""
    return clean(participant and (participant.get("name") or participant.get("text")))


def event_row(origin: str, cells: Sequence[str], **values: object) -> Row:
    """Return a row of the table ``events`` whose id is made of all cells of the imported one; ``values`` by column.

    Lists that are not given are empty, status is ``actual``, and whatever else is not given is None.
    """
    row: Row = {
        "event_id": make_id("e", origin, *cells),
        "article_id": None,
        "origin": origin,
        "contexts": [],
        "actors": [],
        "recipients": [],
        "symmetric": False,
        "status": "actual",
        "trigger_spans": [],
        "place_spans": [],
        "extra": {},
    }
    row.update(values)
    row["actor_countries"] = countries_of(row, "actors")
    row["recipient_countries"] = countries_of(row, "recipients")
    if row.get("date") is not None:
        row.setdefault("date_precision", DAY)
    return row


def remember(row: Row, columns: Sequence[str], cells: Sequence[str], made: Sequence[str]) -> Row:
    """Put into ``extra`` the cells that are not what writing the row would give."""
    row["extra"] = {column: cell for column, cell, own in zip(columns, cells, made, strict=True) if cell != own}
    return row


def recalled(row: Mapping[str, object], origin: str, columns: Sequence[str], made: Sequence[str]) -> list[str]:
    """Return the cells of a row for a writer: those that were imported from the same format as they were."""
    if row.get("origin") != origin:
        return list(made)
    extra = pairs(row.get("extra"))
    return [extra.get(column, own) for column, own in zip(columns, made, strict=True)]


class Dyad:
    """One actor towards one recipient: what formats of one row a pair know of an event. ``number`` is an id of 48 bits."""

    __slots__ = ("actor", "cameo", "number", "recipient")

    def __init__(self, actor: Row | None, recipient: Row | None, cameo: str, number: int) -> None:
        """Take the pair, the CAMEO code in this direction, and the id."""
        self.actor, self.recipient, self.cameo, self.number = actor, recipient, cameo, number


def dyads(row: Mapping[str, object], cameo: str) -> Iterator[Dyad]:
    """Give an event as pairs: every actor with every recipient, and a symmetric event the other way round as well."""
    actors: Sequence[Row | None] = rows_of(row, "actors") or [None]
    recipients: Sequence[Row | None] = rows_of(row, "recipients") or [None]
    found = [(a, r, cameo) for a, r in product(actors, recipients)]
    if row.get("symmetric"):
        found += [(r, a, MEETING_TURNED.get(cameo, cameo)) for a, r, _ in found if a is not None and r is not None]
    for place, (actor, recipient, code) in enumerate(found):
        yield Dyad(actor, recipient, code, event_number(row.get("event_id"), place))


def event_number(event_id: object, place: int = 0) -> int:
    """Return the number for formats whose ids are numbers: the digits of the id, read as one; of its further rows a hash.

    >>> event_number("e-00000000ff01")
    65281
    """
    digits = str(event_id).partition("-")[2]
    if place or not re.fullmatch("[0-9a-f]{12}", digits):
        digits = make_id("n", str(event_id), place).partition("-")[2]
    return int(digits, 16)
