"""A question to a store, field by field; what is left empty is not asked about."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from detente.errors import QueryError, ReadingError, did_you_mean
from detente.reading.dates import read_date

KINDS = ("statements", "events")
ORDERS = ("newest", "date", "confidence", "outlet")


@dataclass(frozen=True, slots=True)
class Question:
    """What rows must be like. Several values of one field: any of them will do. Days are inclusive.

    ``who`` speaks or acts, ``about`` is spoken of or acted towards, ``to`` is spoken to or acted towards: each a name, words of
    the text, or a country. ``country`` takes part on any side. ``text`` is searched in what is said and in the sentence of the
    event, ``article_text`` in the whole article.
    """

    who: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""
    article_text: str = ""
    confidence: float = 0.0
    copies: bool = True

    def without(self, name: str) -> Question:
        """Return the question without one of its fields."""
        return Question(**{given: getattr(self, given) for given in self.given() if given != name})

    def alone(self, name: str) -> Question:
        """Return a question that asks for one of its fields alone."""
        return Question(**{name: getattr(self, name)})

    def given(self) -> tuple[str, ...]:
        """Return the names of the fields that ask for something."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != f.default)


def make_question(**asked: object) -> Question:
    """Return a question from values as people write them: one or several texts a field, days as ``2008``, ``2008-03`` or whole.

    Raises QueryError for a field, day, status or number that has no meaning.

    >>> make_question(who="Putin", since=2008).since
    datetime.date(2008, 1, 1)
    """
    known = Question.__dataclass_fields__
    values: dict[str, object] = {}
    for name, value in asked.items():
        if name not in known:
            raise QueryError(f"A question has no {name!r}.{did_you_mean(name, known)} It may have {', '.join(known)}.")
        if value is None:
            continue
        if name in ("since", "until"):
            values[name] = read_bound(value, f"--{name}", last=name == "until")
        elif name == "confidence":
            values[name] = _share(value)
        elif name == "copies":
            values[name] = bool(value)
        elif name in ("text", "article_text"):
            values[name] = _clean(value)
        else:
            values[name] = _texts(name, value)
    if "status" in values:
        values["status"] = tuple(_status(status) for status in _texts("status", values["status"]))
    if "type" in values:
        values["type"] = tuple(kind.upper() for kind in _texts("type", values["type"]))
    return Question(**values)  # type: ignore[arg-type]  # each was made what its field is


def read_bound(value: object, where: str, *, last: bool) -> dt.date | None:
    """Return the first or the last day of a year, a month or a day; raises QueryError for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", str(value).strip())
    try:
        if match is None:
            return read_date(value, where)
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    except (ReadingError, ValueError, calendar.IllegalMonthError) as error:
        raise QueryError(f"{where}: {str(value)[:40]!r} is no year, month or day. Write 2008, 2008-03 or 2008-03-15.") from error


def check_order(order: str) -> str:
    """Return an order that rows can be sorted by; raises QueryError for any other."""
    if order not in ORDERS:
        raise QueryError(f"Rows cannot be sorted by {order!r}.{did_you_mean(order, ORDERS)} Possible: {', '.join(ORDERS)}.")
    return order


def _texts(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_clean(value),)
    if isinstance(value, Iterable):
        return tuple(_clean(item) for item in value)
    raise QueryError(f"{name}: {value!r} is neither a text nor a list of texts.")


def _clean(value: object) -> str:
    """Return a text that every engine takes: lone surrogates and NUL are no characters that one could look for."""
    if not isinstance(value, str):
        raise QueryError(f"{str(value)[:40]!r} is no text. Give words to look for.")
    return value.encode("utf-8", "replace").decode().replace("\0", " ")


def _share(value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise QueryError(f"confidence: {str(value)[:40]!r} is no number from 0 to 1.")
    return number


def _status(status: str) -> str:
    from detente.records import Status  # slow to import, and few questions name one

    known = [s.value for s in Status]
    if (low := status.strip().lower()) not in known:
        raise QueryError(f"There is no status {status!r}.{did_you_mean(low, known)} There are {', '.join(known)}.")
    return low
