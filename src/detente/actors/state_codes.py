"""The codes of a state in the systems of the field, and the state behind a code.

Systems: ``iso3`` and ``iso2`` (ISO 3166-1), ``cow`` (Correlates of War), ``gw`` (Gleditsch and Ward), ``cameo`` (countries of the
CAMEO manual), ``fips`` (FIPS 10-4). The codes stand in ``data/actors/states.tsv``; those that a state bore for a time or gave up,
and those of a part of it, in ``state_codes.tsv``.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from detente.errors import did_you_mean
from detente.lexicon import Lexicon, Row, load_lexicon
from detente.reading.dates import read_date

SYSTEMS = ("iso3", "iso2", "cow", "gw", "cameo", "fips")
_NUMERIC = ("cow", "gw")


@dataclass(frozen=True, slots=True)
class StateCodes:
    """The codes of one state; None where a system has none for it. ``since`` and ``until`` are the days of the state's row."""

    iso3: str
    name: str
    iso2: str | None
    cow: int | None
    gw: int | None
    cameo: str | None
    fips: str | None
    since: dt.date | None
    until: dt.date | None


class _Holder(NamedTuple):
    """A state that bore a code, from when until when."""

    iso3: str
    since: dt.date | None
    until: dt.date | None

    def on(self, date: dt.date) -> bool:
        return (self.since is None or self.since <= date) and (self.until is None or date <= self.until)


@dataclass(frozen=True, slots=True)
class _Codes:
    """``states`` by ISO code, ``dated`` codes by state and system, ``holders`` of a code by system and code, the last first."""

    states: dict[str, Row]
    dated: dict[tuple[str, str], tuple[Row, ...]]
    holders: dict[tuple[str, str], tuple[_Holder, ...]]


def state_codes(iso3: str, date: dt.date | str | None = None, lexicon: Lexicon | None = None) -> StateCodes | None:
    """Return the codes of a state, or None where the tables know no such state.

    Without a date these are the codes of today, of a state that is no more its last ones. With one they are those of that day: a
    code that another state bore then is left out. Without ``lexicon`` the built-in tables are taken, loaded once.

    >>> state_codes("DEU").cow, state_codes("DEU").gw, state_codes("DEU", dt.date(1970, 1, 1)).cow
    (255, 260, 260)
    """
    codes = _of(lexicon)
    row = codes.states.get(iso3.strip().upper())
    if row is None:
        return None
    day = _day(date)
    found = {system: _code(codes, row, system, day) for system in SYSTEMS[1:]}
    return StateCodes(
        row.text("iso3"),
        row.text("name"),
        found["iso2"],
        _number(found["cow"]),
        _number(found["gw"]),
        found["cameo"],
        found["fips"],
        row.date("since"),
        row.date("until"),
    )


def state_by_code(
    system: str, code: str | int, date: dt.date | str | None = None, lexicon: Lexicon | None = None
) -> StateCodes | None:
    """Return the state that a code means, with its codes as ``state_codes`` gives them, or None where it means none.

    The date chooses among several states that bore the code one after the other (COW 345: Yugoslavia, Serbia and Montenegro,
    Serbia), and none is returned for a day when nobody did; without a date the last of them is meant. A code that only one state
    ever bore means it on every day. Codes that were given up (ISO ``ZAR``) and those of a part of a state (FIPS ``GZ``) are known
    too. Numbers may be text, with zeros before them. Raises ValueError for an unknown system.

    >>> state_by_code("cow", 365).name, state_by_code("cow", "365", dt.date(1980, 5, 1)).name
    ('Russia', 'Soviet Union')
    """
    if system not in SYSTEMS:
        raise ValueError(f"No system of state codes {system!r}; there are {', '.join(SYSTEMS)}.{did_you_mean(system, SYSTEMS)}")
    codes, day = _of(lexicon), _day(date)
    iso3 = _holder(codes, system, _written(system, code), day)
    return state_codes(iso3, day, lexicon) if iso3 is not None else None


def _of(lexicon: Lexicon | None) -> _Codes:
    return _built_in() if lexicon is None else lexicon.index(_build)


@cache
def _built_in() -> _Codes:
    return _build(load_lexicon())


def _build(lexicon: Lexicon) -> _Codes:
    states = {row.text("iso3"): row for row in lexicon.table("actors/states")}
    dated: dict[tuple[str, str], list[Row]] = {}
    holders: dict[tuple[str, str], list[_Holder]] = {}
    for row in lexicon.table("actors/state_codes"):
        iso3, system = row.text("iso3"), row.text("system")
        if row.text("kind") == "dated":
            dated.setdefault((iso3, system), []).append(row)
        holder = _Holder(iso3, row.date("since"), row.date("until"))
        holders.setdefault((system, row.text("code")), []).append(holder)
    for iso3, row in states.items():
        for system in SYSTEMS:
            if row.text(system):
                holder = _Holder(iso3, row.date("since"), row.date("until"))
                holders.setdefault((system, row.text(system)), []).append(holder)
    return _Codes(
        states,
        {key: tuple(rows) for key, rows in dated.items()},
        {key: _one_after_the_other(found) for key, found in holders.items()},
    )


def _one_after_the_other(found: list[_Holder]) -> tuple[_Holder, ...]:
    """Return those who bore a code, the last first; who is still there and has no first day has it since the others ended."""
    found = sorted(found, key=lambda h: h.until or dt.date.max, reverse=True)
    last = found[0]
    if len(found) > 1 and last.since is None and last.until is None and (end := found[1].until) is not None:
        found[0] = last._replace(since=end + dt.timedelta(days=1))
    return tuple(found)


def _holder(codes: _Codes, system: str, code: str, day: dt.date | None) -> str | None:
    """Return whose the code is on a day."""
    found = codes.holders.get((system, code), ())
    if day is None or len(found) == 1:
        return found[0].iso3 if found else None
    return next((holder.iso3 for holder in found if holder.on(day)), None)


def _code(codes: _Codes, row: Row, system: str, day: dt.date | None) -> str | None:
    """Return the code of a state in a system on a day."""
    iso3, code = row.text("iso3"), row.text(system)
    for other in codes.dated.get((iso3, system), ()) if day is not None else ():
        since, until = other.date("since"), other.date("until")
        if until is not None and day is not None and day <= until:
            code = other.text("code") if since is None or since <= day else ""
    return code if code and (day is None or _holder(codes, system, code, day) == iso3) else None


def _written(system: str, code: str | int) -> str:
    """Return a code as the tables write it."""
    text = str(code).strip()
    text = text.upper() if text.isascii() else text
    return text.lstrip("0") if system in _NUMERIC else text


def _number(code: str | None) -> int | None:
    return int(code) if code else None


def _day(date: dt.date | str | None) -> dt.date | None:
    return read_date(date, "date")
