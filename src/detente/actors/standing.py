"""What a person or organisation of the tables is on a date."""

import datetime as dt
from dataclasses import dataclass

from detente.actors.gazetteer import Entry, holds_on, learned
from detente.lexicon import Row

# Sectors that end with the office: who has left them is, for PLOVER, an elite.
OFFICIAL = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP"})
# Where several are held at once, who leads the state does so before all else; its other offices come before a seat in
# parliament, and that before all others.
_RANK = {"GOV": 0, "MIL": 0, "SPY": 0, "JUD": 0, "COP": 0, "LEG": 1}


@dataclass(frozen=True, slots=True)
class Standing:
    """The row that counts on the date, the sector that follows, and why. ``serving`` tells whether the office is held."""

    row: Row
    sector: str | None
    serving: bool
    reason: str


def standing(entry: Entry, date: dt.date | None) -> Standing:
    """Tell what a person or organisation is on a date (None: today as far as the table knows).

    In office: that office, the highest where several are held. Before the first: the first. After an office: ELI, where the
    sector is one that ends with the office. What was learned from articles says nothing of other times.
    """
    held = [row for row in entry.rows if holds_on(row, date)]
    if held:
        row = max(held, key=lambda r: (-_RANK.get(r.text("sector"), 2), r in entry.led, r.date("since") or dt.date.min, -r.line))
        return Standing(
            row, row.text("sector") or None, True, row.text("source") if learned(row) else "in the table on that date"
        )
    if entry.learned:
        return Standing(entry.row, None, False, f"{entry.row.text('source')}, which tells nothing of that date")
    past = [row for row in entry.rows if (until := row.date("until")) is not None and (date is None or until < date)]
    if not past:
        row = entry.rows[0]
        return Standing(row, row.text("sector") or None, False, "before the first dated row")
    row = max(past, key=lambda r: (r.date("until") or dt.date.max, -_RANK.get(r.text("sector"), 2), -r.line))
    sector = row.text("sector") or None
    if sector in OFFICIAL:
        return Standing(row, "ELI", False, f"after {row.values.get('title') or 'office'} until {row.date('until')}")
    return Standing(row, sector, False, "after the last dated row")
