"""Values of a store as cells of CSV, safe to open in a spreadsheet, and as JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from detente.formats.guard import guarded

_END = "\r\n"


def csv_line(values: Iterable[object], *, raw: bool = False) -> str:
    r"""Return values as a line of CSV. A text that a spreadsheet would compute has an apostrophe before it, unless ``raw``.

    Lists of texts are parted by ``; ``, spans are ``start-end``, other nested values JSON. Line ends within a text are kept.

    >>> csv_line(["=1+1", -1, None, ["RUS", "USA"], [{"start": 3, "end": 9}]])
    "'=1+1,-1,,RUS; USA,3-9"
    """
    line = io.StringIO()
    # What stands in the line terminator is put in quotation marks, and what does not is not (Python 3.11 to 3.13).
    csv.writer(line, lineterminator=_END).writerow([_cell(value, raw=raw) for value in values])
    return line.getvalue().removesuffix(_END)


def _cell(value: object, *, raw: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    return shown(value) if raw else guarded(shown(value))


def shown(value: object) -> str:
    """Return a value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        if all(isinstance(item, str) for item in value):
            return "; ".join(value)
        if all(isinstance(item, Mapping) and item.keys() == {"start", "end"} for item in value):
            return " ".join(f"{item['start']}-{item['end']}" for item in value)
    if isinstance(value, (list, tuple, Mapping)):
        return json.dumps(plain(value), ensure_ascii=False)
    return str(plain(value))


def plain(value: object) -> object:
    """Return a value as JSON knows it: days in ISO form, bytes in hexadecimal."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [plain(item) for item in value]
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.hex() if isinstance(value, (bytes, bytearray)) else str(value)
