"""JSON objects that somebody else may have written: each field in the type that it should have, or empty."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.display.inert import one_line
from detente.records import Span

_LONGEST = 300  # characters of a quotation; the whole stands in the file

_OPENING, _CLOSING = ("“", '"', "«", "‘"), ("”", '"', "»", "’")


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object. A field that is missing, or of another type than asked for, is as good as empty."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object) -> "Fields":
        """Take a value that should be an object."""
        return cls(value if isinstance(value, dict) else {})

    def __bool__(self) -> bool:
        return bool(self.values)

    def text(self, key: str) -> str:
        """Return a string, as it stands."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def line(self, key: str) -> str:
        """Return a string as one inert line."""
        return one_line(self.text(key))

    def number(self, key: str) -> float | None:
        """Return a number."""
        value = self.values.get(key)
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def part(self, key: str) -> "Fields":
        """Return an object."""
        return Fields.of(self.values.get(key))

    def parts(self, key: str) -> tuple["Fields", ...]:
        """Return the objects of a list."""
        value = self.values.get(key)
        return tuple(Fields(v) for v in value if isinstance(v, dict)) if isinstance(value, list) else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the strings of a list; a single string is a list of one, as ``by`` and ``to`` of a ledger entry are."""
        value = self.values.get(key)
        if isinstance(value, str):
            return (value,)
        return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()

    def span(self, key: str) -> Span | None:
        """Return a span."""
        return _span(self.values.get(key))

    def spans(self, key: str = "spans") -> tuple[Span, ...]:
        """Return the spans of a list."""
        value = self.values.get(key)
        return tuple(s for v in value if (s := _span(v)) is not None) if isinstance(value, list) else ()

    def find(self, key: str, record: str) -> "Fields":
        """Return the object with this id in the list ``key``; empty where there is none."""
        return next((p for p in self.parts(key) if record and p.text("id") == record), Fields({}))


def _span(value: object) -> Span | None:
    if not isinstance(value, list) or len(value) != 2 or not all(type(v) is int for v in value):
        return None
    start, end = value
    return Span(start, end) if 0 <= start < end else None


def quote(text: str) -> str:
    r"""Put words of the article in quotation marks, if they have none, on one inert line; very long ones are cut.

    >>> quote("We will\nsign")
    '“We will sign”'
    """
    shown = one_line(text)
    if len(shown) > _LONGEST:
        shown = shown[:_LONGEST].rstrip() + "…"
    elif shown[:1] in _OPENING and shown[-1:] in _CLOSING and len(shown) > 1:
        return shown
    return f"“{shown}”"
