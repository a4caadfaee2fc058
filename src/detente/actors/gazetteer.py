"""The tables of ``data/actors`` as one index: folded first word → what may begin there, the longest first."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from detente.actors.name_origins import NameOrigins
from detente.actors.word_classes import WordClasses, word_classes
from detente.actors.words import Words, first_word, name_words
from detente.lexicon import Lexicon, Row


class What(StrEnum):
    """What a name or word in the tables is."""

    STATE = "state"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    PLACE = "place"
    REGION = "region"
    REGIONAL = "regional adjective"
    ORGANIZATION = "organization"
    PERSON = "person"
    TITLE = "title"
    AGENT = "agent"
    MODIFIER = "modifier"


NATIONAL = (What.STATE, What.ADJECTIVE, What.DEMONYM)
SURNAMES = (What.ORGANIZATION, What.PLACE)  # whose one-word names may be surnames: Stanford, Ford
LEARNED = "learned from"  # how the source of a row begins that a registry of persons learned from an article
FAMILY_FIRST = ("CHN", "HKG", "KOR", "PRK", "SGP", "TWN")  # where one is called by a family name that comes first
COMMON = (What.TITLE, What.AGENT, What.MODIFIER)  # words that count in any case; all others are names


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What an alias stands for: ``rows`` are its table rows (several where they are dated), the earliest first; ``led`` are
    those by which a person stands at the head of a state.

    Entries are compared and hashed by identity: a lexicon has one for each name.
    """

    what: What
    name: str
    rows: tuple[Row, ...]
    country: str | None = None
    sector: str | None = None
    led: tuple[Row, ...] = ()

    @property
    def row(self) -> Row:
        """The only, or the latest, row."""
        return self.rows[-1]

    @property
    def learned(self) -> bool:
        """Tell whether articles, and no table, say who it is."""
        return learned(self.rows[0])

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias of the rows."""
        return tuple(dict.fromkeys((self.name, *(alias for row in self.rows for alias in row.list("aliases")))))


@dataclass(frozen=True, slots=True)
class Match:
    """The words [first, last) and what they may stand for."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    def get(self, *what: What) -> Entry | None:
        """Return the first entry of these kinds."""
        for entry in self.entries:
            if entry.what in what:
                return entry
        return None


class _Alias(NamedTuple):
    """The words of a name as the table writes them, without full stops, and what it is a name of."""

    words: tuple[str, ...]
    entry: Entry

    def fits(self, words: Words, at: int) -> bool:
        """Tell whether the words at ``at`` have the case: a capital demands a capital, an acronym capitals throughout."""
        if self.entry.what in COMMON and not (
            self.entry.what is What.TITLE and self.words[0].isupper() and len(self.words[0]) > 1
        ):
            return True
        for mine, theirs in zip(self.words, words.words[at : at + len(self.words)], strict=True):
            if not mine[0].isupper() or (self.entry.what is What.TITLE and not mine.isupper()):
                continue
            if not theirs[0].isupper() or (len(mine) > 1 and mine.isupper() and not theirs.isupper()):
                return False
            if mine[-1].isupper() and theirs[-1].islower():
                return False  # LoC is not Loc
        return True


class _Beginning:
    """What may begin with one word: the lengths in words, the longest first, and the aliases by their words.

    The names are split when the word is first looked up: an article needs few of them.
    """

    __slots__ = ("_aliases", "_lengths", "names")

    def __init__(self) -> None:
        self.names: list[tuple[str, Entry]] = []
        self._lengths: tuple[int, ...] = ()
        self._aliases: dict[tuple[str, ...], list[_Alias]] = {}

    def _split(self) -> None:
        for name, entry in self.names:
            words, folds = name_words(name)
            if "." in name:
                words = tuple(w.replace(".", "") for w in words)
            self._aliases.setdefault(folds, []).append(_Alias(words, entry))
        self._lengths = tuple(sorted({len(folds) for folds in self._aliases}, reverse=True))

    @property
    def lengths(self) -> tuple[int, ...]:
        """The lengths of the names, the longest first."""
        if not self._lengths:
            self._split()
        return self._lengths

    @property
    def aliases(self) -> dict[tuple[str, ...], list[_Alias]]:
        """The names by their folded words."""
        if not self._lengths:
            self._split()
        return self._aliases


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The index, by folded first word. ``states`` holds the row of each country code, ``people`` all persons, ``surnames`` those
    who have a surname by that, folded; ``classes`` the closed classes of ``data/names``; ``prevalence`` counts the rows of people
    by country, and ``former`` holds the states that are no more by the country that has their capital; ``origins`` tells how much
    a name is like those of a country.
    """

    first_words: dict[str, _Beginning]
    states: dict[str, Row]
    people: tuple[Entry, ...]
    surnames: dict[str, tuple[Entry, ...]]
    classes: WordClasses
    prevalence: dict[str, int]
    former: dict[str, tuple[Row, ...]]
    origins: NameOrigins

    def at(self, words: Words, i: int) -> Match | None:
        """Return the longest match that begins at word i; none behind the last word."""
        beginning = self.first_words.get(words.folds[i]) if i < len(words) else None
        if beginning is None:
            return None
        for length in beginning.lengths:
            if i + length > len(words.folds):
                continue
            aliases = beginning.aliases.get(words.folds[i : i + length])
            entries = tuple(dict.fromkeys(a.entry for a in aliases if a.fits(words, i))) if aliases else ()
            if entries:
                return Match(i, i + length, entries)
        return None

    def named(self, *folds: str) -> tuple[Entry, ...]:
        """Return the entries of which folded words are a name."""
        beginning = self.first_words.get(folds[0]) if folds else None
        return tuple(a.entry for a in beginning.aliases.get(folds, ())) if beginning is not None else ()

    def matches(self, words: Words) -> list[Match]:
        """Return the longest matches from left to right, without overlap."""
        found: list[Match] = []
        i, known = 0, self.first_words
        folds = words.folds
        while i < len(folds):
            match = self.at(words, i) if folds[i] in known else None
            if match is not None and folds[i] == "the" and i + 1 < len(folds):
                longer = self.at(words, i + 1)  # "the North" in "the North Koreans"
                if longer is not None and longer.first < match.last < longer.last:
                    match = longer
            if match is None:
                i += 1
            else:
                found.append(match)
                i = match.last
        return found

    def state_of_the_day(self, country: str, date: dt.date | None) -> str:
        """Return the country whose government had its seat there on the date: the Soviet Union for Russia while there was none.

        Without a date, and where no table knows a state of that day, it is the country itself.
        """
        own = self.states.get(country)
        if date is None or own is None or holds_on(own, date):
            return country
        return next((row.text("iso3") for row in self.former.get(country, ()) if holds_on(row, date)), country)

    def state_name(self, country: str | None) -> str | None:
        """Return the name of the state with this code."""
        row = self.states.get(country or "")
        return row.text("name") if row else None


def ended_by(row: Row, date: dt.date | None) -> bool:
    """Tell whether a dated row has ended before a date; without a date, whether it has ended at all."""
    until = row.date("until")
    return until is not None and (date is None or until < date)


def learned(row: Row) -> bool:
    """Tell whether a row was learned from an article."""
    return row.values.get("source") is not None and row.text("source").startswith(LEARNED)


def holds_on(row: Row, date: dt.date | None) -> bool:
    """Tell whether a dated row holds on a date; without a date, whether it still holds."""
    since, until = row.date("since"), row.date("until")
    if date is None:
        return until is None
    return (since is None or since <= date) and (until is None or date <= until)


_Add = Callable[[Iterable[str], Entry], None]  # takes names for an entry


def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """Return the index of a lexicon, built at the first call."""
    return lexicon.index(_build)


def _build(lexicon: Lexicon) -> Gazetteer:
    first: dict[str, _Beginning] = {}

    def add(names: Iterable[str], entry: Entry) -> None:
        for name in names:
            opening = first_word(name)
            if opening:
                if opening not in first:
                    first[opening] = _Beginning()
                first[opening].names.append((name, entry))

    states = {row.text("iso3"): row for row in lexicon.table("actors/states")}
    former = _former(lexicon)
    _add_states(lexicon, add, frozenset(row.text("iso3") for rows in former.values() for row in rows))
    classes = word_classes(lexicon)
    people = _add_dated(lexicon, add, classes)
    surnames: dict[str, list[Entry]] = {}
    for entry in people:
        if surname := _surname(entry.name, entry.country or "", classes):
            surnames.setdefault(surname, []).append(entry)
    for row in lexicon.table("actors/titles"):
        entry = Entry(What.TITLE, row.text("title"), (row,), None, row.text("sector") or None)
        add((*_with_plural(row.text("title")), *(form for alias in row.list("aliases") for form in _with_plural(alias))), entry)
    for row in lexicon.table("actors/agents"):
        entry = Entry(What.AGENT, row.text("phrase"), (row,), row.text("country") or None, row.text("sector") or None)
        add((row.text("phrase"), *(row.list("plural") or _with_plural(row.text("phrase"))[1:])), entry)
    for row in lexicon.table("actors/modifiers"):
        add((row.text("word").strip("-"),), Entry(What.MODIFIER, row.text("word"), (row,), None, row.text("sector") or None))
    return Gazetteer(
        first,
        states,
        tuple(people),
        {surname: tuple(entries) for surname, entries in surnames.items()},
        classes=classes,
        prevalence=dict(Counter(row.text("country") for row in lexicon.table("actors/people") if not learned(row))),
        former=former,
        origins=NameOrigins(_names(people, states)),
    )


def _names(people: Iterable[Entry], states: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of persons by state."""
    names: dict[str, list[str]] = {}
    for entry in people:
        if entry.country is not None and entry.country in states:
            names.setdefault(entry.country, []).append(entry.name)
    return {country: tuple(found) for country, found in names.items()}


def _former(lexicon: Lexicon) -> dict[str, tuple[Row, ...]]:
    """Return the states that ended and whose capital is now another one's, by the code of that one."""
    owners = {c: r.text("iso3") for r in lexicon.table("actors/states") if r.date("until") is None for c in r.list("capitals")}
    found: dict[str, list[Row]] = {}
    for row in lexicon.table("actors/states"):
        heirs = {owners[c] for c in row.list("capitals") if c in owners} if row.date("until") is not None else set()
        for heir in sorted(heirs):
            found.setdefault(heir, []).append(row)
    return {heir: tuple(rows) for heir, rows in found.items()}


def _add_states(lexicon: Lexicon, add: _Add, heired: frozenset[str]) -> None:
    """Add the names of states; a capital is that of the state which has it now (``heired`` have none of their own)."""
    for row in lexicon.table("actors/states"):
        code, name = row.text("iso3"), row.text("name")
        add((name, *row.list("aliases")), Entry(What.STATE, name, (row,), code))
        add(row.list("adjectives"), Entry(What.ADJECTIVE, name, (row,), code))
        add(row.list("demonyms"), Entry(What.DEMONYM, name, (row,), code))
        add(row.list("capitals") if code not in heired else (), Entry(What.CAPITAL, name, (row,), code, "GOV"))
    for row in lexicon.table("actors/places"):
        entry = Entry(What.PLACE, row.text("name"), (row,), row.text("country") or None, row.text("sector") or None)
        add((row.text("name"), *row.list("aliases")), entry)
    for row in lexicon.table("actors/regions"):
        add((row.text("name"), *row.list("aliases")), Entry(What.REGION, row.text("name"), (row,)))
        people = [adjective + "s" for adjective in row.list("adjectives") if adjective.endswith("an")]
        add((*row.list("adjectives"), *people), Entry(What.REGIONAL, row.text("name"), (row,)))


def _add_dated(lexicon: Lexicon, add: _Add, classes: WordClasses) -> list[Entry]:
    """Add organisations and people, whose rows are dated; returns the people."""
    people: list[Entry] = []
    for table, what in (("actors/organizations", What.ORGANIZATION), ("actors/people", What.PERSON)):
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in lexicon.table(table):
            groups.setdefault((row.text("name"), row.text("country")), []).append(row)
        for (name, country), unsorted_rows in groups.items():
            rows = tuple(sorted(unsorted_rows, key=lambda r: (r.date("since") or dt.date.min, r.line)))
            led = tuple(r for r in rows if _leads(r, classes)) if what is What.PERSON else ()
            entry = Entry(what, name, rows, country or None, rows[-1].text("sector") or None, led)
            add(entry.names, entry)
            if what is What.PERSON and not entry.learned:  # who was learned is known by the full name only
                people.append(entry)
    return people


def _leads(row: Row, classes: WordClasses) -> bool:
    """Tell whether a row is of a head of state or government, and not of who keeps such a title elsewhere."""
    return row.text("title").casefold() in classes.heads and row.text("sector") in ("GOV", "REL")


def _surname(name: str, country: str, classes: WordClasses) -> str:
    """Return the folded surname, '' where there is none: in East Asia the first word, unless the name is in Western order."""
    first, _, rest = name.partition(" ")
    if not rest:
        return ""
    opening, last = first.casefold(), rest.rpartition(" ")[2]
    if last.partition("-")[2][:1].islower():  # Ban Ki-moon, whose country is the organisation that he leads
        return opening
    if country in ("CHN", "PRK") or (country in FAMILY_FIRST and opening in classes.family_names):
        return opening
    return last.casefold() if last.isascii() and last.isalpha() else name_words(name)[1][-1]


def _with_plural(phrase: str) -> tuple[str, str]:
    """Return a phrase and its regular plural."""
    if phrase.endswith(("s", "x", "ch", "sh")):
        return phrase, phrase + "es"
    if phrase.endswith("man"):
        return phrase, phrase[:-2] + "en"
    if phrase.endswith("y") and not phrase.endswith(("ay", "ey", "oy", "uy")):
        return phrase, phrase[:-1] + "ies"
    return phrase, phrase + "s"
