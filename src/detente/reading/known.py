"""What the caller knows of the inputs before they are read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Facts and limits for reading. ``title``, ``published`` and ``outlet`` fill what the input itself does not say, or,
    where ``wins`` is set, replace what it says. ``encoding`` is for text, HTML and CSV files (JSON lines are always UTF-8).
    ``url`` is where a page was fetched from; a page that names its own address knows better. ``watch`` is told of each page
    before it is parsed, and may raise ReadingError to pass it over. ``columns`` are pairs of a key (``text``, ``published``, …)
    and the column of a table that holds it.
    """

    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    wins: bool = False
    encoding: str | None = None
    max_chars: int = 500_000
    url: str | None = None
    watch: Callable[[str], None] | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def max_bytes(self) -> int:
        """How many bytes one JSON line or row of a table may have: a character takes up to 4 bytes, or 12 as JSON escapes."""
        return 12 * self.max_chars + 65_536

    @property
    def max_file(self) -> int:
        """How many bytes a file that is read whole may have: a page carries much beside its article."""
        return 4 * self.max_bytes

    def title_or(self, own: str | None) -> str | None:
        """Choose between the caller's title and the input's own."""
        return self.title or own if self.wins else own or self.title

    def published_or(self, own: dt.date | None) -> dt.date | None:
        """Choose between the caller's date and the input's own."""
        return self.published or own if self.wins else own or self.published

    def outlet_or(self, own: str | None) -> str | None:
        """Choose between the caller's outlet and the input's own."""
        return self.outlet or own if self.wins else own or self.outlet
