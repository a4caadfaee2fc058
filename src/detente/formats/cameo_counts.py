"""Counts of events by day, pair of parties and CAMEO code, as CSV: what most statistics of conflict start from.

They are written and not read: a count is no event, and has no words, place or article that a row of the store could lead to.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING

from detente.formats.cells import dyads, pairs, plain, whole
from detente.formats.codes import Codes, codes_of
from detente.formats.csv_lines import CsvLines
from detente.formats.guard import guarded

if TYPE_CHECKING:
    from detente.store.rows import Row, Rows

COLUMNS = ("date", "source", "target", "cameo", "goldstein", "quad", "events", "reports")


def write_cameo_counts(shards: Iterable[Rows], stream: IO[bytes], codes: Codes | None = None) -> int:
    """Write one line a day, actor's country, recipient's country and CAMEO code, sorted; returns how many lines.

    Countries are ISO 3166-1 alpha-3 or PLOVER's groups, and empty where they are unknown. Events without code are left out, and
    those without a day of their own count on that of publication. A symmetric event counts once in each direction, as in ICEWS
    and GDELT. ``events`` counts each event once whatever the number of parties of one country; ``reports`` counts what was
    imported with a number of articles (GDELT) by that.
    """
    codes = codes or codes_of()
    events: Counter[tuple[str, str, str, str]] = Counter()
    reports: Counter[tuple[str, str, str, str]] = Counter()
    for shard in shards:
        for event in shard.get("events", ()):
            told = _told(event)
            for key in _keys(event):
                events[key] += 1
                reports[key] += told
    lines = csv.writer(CsvLines(stream))
    lines.writerow(COLUMNS)
    for key in sorted(events):
        date, source, target, cameo = key
        known = codes.ontology.codes.get(cameo)
        weight, quad = (plain(known.goldstein), str(known.quad)) if known else ("", "")
        lines.writerow([date, guarded(source), guarded(target), guarded(cameo), weight, quad, events[key], reports[key]])
    return len(events)


def _keys(event: Mapping[str, object]) -> set[tuple[str, str, str, str]]:
    date, cameo = event.get("date") or event.get("published"), event.get("cameo")
    if date is None or not cameo:
        return set()
    return {(f"{date:%Y-%m-%d}", _country(d.actor), _country(d.recipient), d.cameo) for d in dyads(event, str(cameo))}


def _country(party: Row | None) -> str:
    return str((party or {}).get("country") or "")


def _told(event: Mapping[str, object]) -> int:
    number = whole(pairs(event.get("extra")).get("NumArticles", "")) if event.get("origin") == "gdelt" else None
    return 1 if number is None else number
