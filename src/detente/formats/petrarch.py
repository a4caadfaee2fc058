"""Dictionaries of TABARI and PETRARCH: lines → entries of actors and agents, verbs and their patterns, sets of words.

Actors: ``NAME_ [CODE]``, synonyms with ``+``, codes with dates (``[CODE >990101]``, ``[CODE 920101-931231]``,
``[CODE <20011222]``) in the line or below it. Agents: ``NAME {PLURAL} [~CODE]``. Verbs: ``--- NAME [CODE] ---`` with a verb a
line, or ``NAME [CODE]``, and patterns ``- … * … [CODE]``; ``&NAME`` begins a set of words. ``;`` and ``#`` begin comments.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PIVOT = 30  # two-digit years above it are of the last century, as PETRARCH reads them
_CODES = re.compile(r"\[([^\[\]]*)\]")
_DATED = re.compile(r"(\S+?)(?: ?\(? ?([<>]?) ?([0-9]{4,8})(?: ?- ?([0-9]{4,8}))? ?\)?)?")
_BLOCK = re.compile(r"--- ?([^\[\]]*)(?:\[([^\[\]]*)\])? ?---")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dictionary without its comment; ``where`` is its file and line."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Term:
    """A code and the days on which it holds, both included; None is without end."""

    code: str
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(slots=True)
class ActorEntry:
    """An actor, or a noun for those who act: its names (the first, then synonyms), plural forms and codes."""

    names: list[str]
    where: str
    plurals: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class VerbEntry:
    """Verbs with one code, and their patterns, each with its own: (words, code, where)."""

    verbs: list[str]
    code: str
    where: str
    patterns: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Dictionaries:
    """What the files hold, and the lines that are none of theirs: (what they seem to be, where, text)."""

    actors: list[ActorEntry] = field(default_factory=list)
    verbs: list[VerbEntry] = field(default_factory=list)
    sets: dict[str, list[str]] = field(default_factory=dict)
    strange: list[tuple[str, Line]] = field(default_factory=list)


def read_dictionary(text: str, where: str, into: Dictionaries) -> None:
    """Read a file of actors, agents or verbs; which one it is, its lines tell."""
    lines = list(_lines(text, where))
    if any(line.text.startswith(("--- ", "- ", "&")) for line in lines):
        _read_verbs(lines, into)
    else:
        _read_actors(lines, into)


def _lines(text: str, where: str) -> Iterator[Line]:
    """Give the lines that say something; ``<!-- … -->`` may span several."""
    hidden = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if hidden or line.lstrip().startswith("<!--"):
            hidden = "-->" not in line
            continue
        bare = re.split("[;#]", line, maxsplit=1)[0].rstrip()
        if bare.strip():
            yield Line(bare, f"{where}:{number}")


def _read_actors(lines: Iterable[Line], into: Dictionaries) -> None:
    entry: ActorEntry | None = None
    for line in lines:
        name = plain(re.split(r"[\[{]", line.text, maxsplit=1)[0])
        if line.text.lstrip().startswith("!"):
            into.strange.append(("sets of words to put in", line))
            continue
        if name.startswith("+") and entry is not None:
            entry.names.append(name.removeprefix("+").strip())
        elif name:
            entry = ActorEntry([name.removeprefix("+").strip()], line.where)
            into.actors.append(entry)
        elif entry is None:
            into.strange.append(("codes without a name", line))
            continue
        entry.plurals += [plain(p) for group in re.findall(r"\{([^{}]*)\}", line.text) for p in group.split(",") if plain(p)]
        for code in _CODES.findall(line.text):
            term = read_term(code)
            if term is None:
                into.strange.append(("codes with dates that are none", line))
            else:
                entry.terms.append(term)


def read_term(text: str) -> Term | None:
    """Read a code with its dates; None where the dates are none. ``<`` is before that day, ``>`` after it.

    >>> read_term("USAELI >010120")
    Term(code='USAELI', since=datetime.date(2001, 1, 21), until=None)
    """
    text = " ".join(text.split())  # with single blanks, so that no pattern has to try where a run of them ends
    found = _DATED.fullmatch(text)
    if not found:
        return None if " " in text else Term(text)
    code, sign, first, last = found.groups()
    if first is None:
        return Term(code)
    days, ends = _days(first), _days(last) if last else None
    if days is None or (last and (ends is None or sign)):
        return None
    day = dt.timedelta(days=1)
    if sign:
        return Term(code, until=days[0] - day) if sign == "<" else Term(code, since=days[1] + day)
    return Term(code, days[0], ends[1] if ends else days[1])


def _days(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of YYYYMMDD, YYMMDD or YYYY; a day or month of 00 is any."""
    if len(text) in (5, 7):
        return None
    width = 2 if len(text) == 6 else 4
    year, rest = int(text[:width]), text[width:].ljust(4, "0")
    year += 0 if width == 4 else 1900 if year > PIVOT else 2000
    month, day = int(rest[:2]), int(rest[2:])
    if not 1 < year < 9999 or month > 12:
        return None
    last = calendar.monthrange(year, month or 12)[1]
    if day > last:
        return None
    return dt.date(year, month or 1, day or 1), dt.date(year, month or 12, day or last)


def _read_verbs(lines: Iterable[Line], into: Dictionaries) -> None:
    entry: VerbEntry | None = None
    words: list[str] | None = None  # of the set that is being read
    for line in lines:
        text = " ".join(line.text.split())
        if block := _BLOCK.fullmatch(text):
            entry, words = VerbEntry([plain(block[1]).lower()], (block[2] or "").strip(), line.where), None
            into.verbs.append(entry)
        elif text.startswith("&"):
            words = into.sets.setdefault(plain(text.removeprefix("&")).lower(), [])
        elif text.startswith("+") and words is not None:
            words.append(plain(text.removeprefix("+")).lower())
        elif text.startswith("~"):
            into.strange.append(("verbs upon verbs", line))
        elif text.startswith("-"):
            code = next(iter(_CODES.findall(text)), "")
            if entry is None:
                into.strange.append(("patterns without a verb", line))
            else:
                entry.patterns.append((_CODES.sub("", text.removeprefix("-")).strip(), code.strip(), line.where))
        else:
            words = None
            entry = _take_verb(line, entry, into)


def _take_verb(line: Line, entry: VerbEntry | None, into: Dictionaries) -> VerbEntry | None:
    """Take a verb in: one with a code of its own begins an entry, another one joins the entry that is open."""
    name = plain(re.split(r"[\[{]", line.text, maxsplit=1)[0]).lower()
    code = next(iter(_CODES.findall(line.text)), "").strip()
    if not name or (entry is None and not code):
        into.strange.append(("verbs without a code", line))
    elif code and (entry is None or code != entry.code):
        entry = VerbEntry([name], code, line.where)
        into.verbs.append(entry)
    elif entry is not None and name not in entry.verbs:
        entry.verbs.append(name)
    return entry


def plain(name: str) -> str:
    """Return a name with spaces for underscores.

    >>> plain("NORTH_KOREA_ ")
    'NORTH KOREA'
    """
    return " ".join(name.replace("_", " ").split())
