"""Values of JSON that somebody else may have written: each in the type that it should have, or nothing."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from detente.records import Span

Row = Mapping[str, object]
Member = TypeVar("Member", bound=StrEnum)


def as_row(value: object) -> Row:
    """Return the object, an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def as_rows(value: object) -> list[Row]:
    """Return the objects of a list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def as_string(value: object) -> str | None:
    """Return a string that is not blank."""
    return value if isinstance(value, str) and value.strip() else None


def as_date(value: object) -> dt.date | None:
    """Return a day that is written YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def as_member(kind: type[Member], value: object) -> Member | None:
    """Return the member of an enumeration with this value."""
    try:
        return kind(value) if isinstance(value, str) else None
    except ValueError:
        return None


def as_span(value: object) -> Span:
    """Read a pair of offsets; anything else is the empty span."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) and n >= 0 for n in value):
        return Span(int(value[0]), int(value[1]))
    return Span(0, 0)


def as_share(value: object) -> float:
    """Return a number from 0 to 1; anything else is 0."""
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else 0.0
