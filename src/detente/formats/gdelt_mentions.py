"""GDELT 2.0 mentions: 16 columns without a header, one row an event and article.

A mention says that an article reports an event, and not what the event is: that stands in the events, under the same
``origin_id``. It is a row of ``events`` without type and parties, for those rows are reports as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING

from detente.errors import ReadingError
from detente.formats.cells import Dyad, clean, day, dyads, event_row, number, recalled, remember
from detente.formats.codes import Codes
from detente.formats.faults import Faults
from detente.formats.tab_lines import Layout, joined, read_lines, short

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

ORIGIN = "gdelt-mentions"
COLUMNS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
LAYOUT = Layout("GDELT mentions", COLUMNS)
_LEAST = 14  # columns; the last two are missing in some copies
_WEB, _CITED = "1", "2"  # kinds of a mention: on the web by its address, or cited without one


def read_gdelt_mentions(stream: IO[bytes], where: str, faults: Faults, codes: Codes | None = None) -> Iterator[Rows]:
    """Read a table of mentions as rows of ``events`` without type; a line that is none is a fault."""
    for n, (line_number, text) in enumerate(read_lines(stream, where, faults)):
        cells = text.split("\t")
        here = f"{where}:{line_number}"
        if n == 0 and LAYOUT.is_header(cells):
            continue
        if not _LEAST <= len(cells) <= len(COLUMNS):
            faults(short(here, LAYOUT, len(cells), len(COLUMNS)))
        elif day(cells[1]) is None:
            faults(ReadingError(here, f"no day in EventTimeDate ({cells[1][:20]!r})", "Write it as YYYYMMDDHHMMSS."))
        else:
            yield {"events": [_row([*cells, *[""] * (len(COLUMNS) - len(cells))])]}


def _row(cells: list[str]) -> Row:
    percent = number(cells[11], 0, 100)
    row = event_row(
        ORIGIN,
        cells,
        origin_id=cells[0] or None,
        date=day(cells[1]),
        published=day(cells[2]),
        outlet=cells[4] or None,
        confidence=None if percent is None else percent / 100,
    )
    return remember(row, COLUMNS, cells, _cells(row, cells[0], None))


def write_gdelt_mentions(shards: Iterable[Rows], stream: IO[bytes], codes: Codes | None = None) -> int:
    """Write one mention a row of GDELT events that ``write_gdelt`` makes of the same rows; returns how many."""
    written = 0
    for shard in shards:
        articles = {a["article_id"]: a for a in shard.get("articles", ())}
        for event in shard.get("events", ()):
            article = articles.get(event.get("article_id"))
            for dyad in dyads(event, ""):
                made = _cells(event, _id(event, dyad), article)
                stream.write(joined(recalled(event, ORIGIN, COLUMNS, made)))
                written += 1
    return written


def _id(event: Mapping[str, object], dyad: Dyad) -> str:
    if event.get("origin") == ORIGIN:
        return str(event.get("origin_id") or "")
    given = event.get("origin_id") if event.get("origin") == "gdelt" else None
    return str(given or dyad.number)


def _cells(event: Mapping[str, object], number_: str, article: Mapping[str, object] | None) -> list[str]:
    published, sure = event.get("published"), event.get("confidence")
    date = event.get("date") or published
    url, text = clean(article and article.get("url")), (article or {}).get("text")
    kind = (_WEB if url else _CITED) if article else ""
    return [
        number_,
        f"{date:%Y%m%d}000000" if date else "",
        f"{published:%Y%m%d}000000" if published else "",
        kind,
        clean(event.get("outlet")),
        url or clean(article and article.get("source")),
        "",
        _offset(event, "actors"),
        _offset(event, "recipients"),
        _start(event.get("trigger_spans")),
        "1" if article else "",
        str(round(sure * 100)) if isinstance(sure, float) else "",
        str(len(text)) if isinstance(text, str) else "",
        "",
        "",
        "",
    ]


def _offset(event: Mapping[str, object], side: str) -> str:
    found = event.get(side)
    return _start(found[0].get("spans")) if isinstance(found, list) and found else ""


def _start(spans: object) -> str:
    return str(spans[0]["start"]) if isinstance(spans, list) and spans else ""
