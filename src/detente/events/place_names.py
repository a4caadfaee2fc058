"""What the tables of states and places know of a name, and which country the words of a place lie in."""

import datetime as dt
import re
from dataclasses import dataclass

from detente.actors.gazetteer import Entry, Gazetteer, Match, What, ended_by, gazetteer
from detente.actors.words import split_words
from detente.events.patterns import build_patterns
from detente.lexicon import Lexicon

PLACES = (What.STATE, What.CAPITAL, What.PLACE, What.REGION)
NATIONS = (What.STATE, What.ADJECTIVE, What.DEMONYM)
_SHARED = re.compile(r"(?i)\b(?:borders?|frontiers?|demarcation|ceasefire line|front ?line|between)\b")
_BESIDE = re.compile(r"(?i),?\s+(?:near|off|bordering|close to|with|on the border|across from)\s+|\s+between\s+")
_CAPITAL = re.compile(r"(?i)\bcapital\b(?! of [A-Z][\w-]* (?:province|state|region))")


@dataclass(frozen=True, slots=True)
class Located:
    """What is known of a place: ISO 3166-1 alpha-3 or None, ``resolution`` (country, region, area, city, building), the name to
    look up among towns ('' for none) and the state of the USA around it, and the rule that told.
    """

    country: str | None
    resolution: str | None
    name: str = ""
    within: str = ""
    rule: str = "place.words"


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Looks names of places up in the tables of actors, on the day of the article."""

    index: Gazetteer
    today: dt.date | None
    owned: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon, today: dt.date | None) -> "PlaceNames":
        """Take the index of a lexicon."""
        return cls(gazetteer(lexicon), today, lexicon.index(build_patterns).words["owned"])

    def is_place(self, name: str) -> bool:
        """Tell whether the whole name is that of a state, a capital, a place or a part of the world."""
        return any(e.what in PLACES for e in self._whole(name))

    def is_town(self, name: str) -> bool:
        """Tell whether the whole name is that of a town or building, and of no state."""
        found = self._whole(name)
        towns = any(e.what is What.CAPITAL or (e.what is What.PLACE and _kind(e) in ("city", "building")) for e in found)
        return towns and all(e.what is not What.STATE for e in found)

    def is_state(self, name: str) -> bool:
        """Tell whether the whole name is that of a state or its people."""
        return any(e.what in NATIONS for e in self._whole(name))

    def is_land(self, name: str) -> bool:
        """Tell whether the whole name is that of a state or of a region of one: what may follow a town behind a comma."""
        return any(e.what is What.STATE or (e.what is What.PLACE and _kind(e) == "region") for e in self._whole(name))

    def _whole(self, name: str) -> tuple[Entry, ...]:
        words = split_words(name)
        first = 1 if len(words) > 1 and words.folds[0] == "the" else 0
        match = self.index.at(words, first) if len(words) else None
        return match.entries if match is not None and match.last == len(words) else ()

    def locate(self, text: str, head: str, sides: frozenset[str] = frozenset()) -> Located:
        """Say in which country the words of a place lie.

        In order: a state or its adjective in the same words, where there is one only (*the Libyan port of X*, *X, Norway*); a
        region behind the name (*X, Texas*); the owner of the name in the tables, of several the one among the ``sides`` of the
        event, else the row marked as default. Words on a border, and words that name two countries, have none.
        """
        part = _BESIDE.split(text)[0]
        words = split_words(part)
        matches = [m for m in self.index.matches(words) if any(e.what in (*PLACES, *NATIONS) for e in m.entries)]
        whose = next((k for k, fold in enumerate(words.folds) if fold in self.owned), 0)
        matches = [m for m in matches if m.first >= whose]  # the Russian embassy in X is not in Russia
        nations = list(dict.fromkeys(c for m in matches for c in self._nations(m)))
        local = [m for m in matches if m.get(What.CAPITAL, What.PLACE) is not None]
        if _SHARED.search(part) and not any(self._kind_of(m) == "city" for m in local):
            return Located(None, "area")
        if local:
            return self._of_local(words.text, local, matches, nations, sides)
        if len(nations) != 1:
            area = bool(nations) or any(m.get(What.REGION) for m in matches)
            return Located(None, "area") if area else Located(None, None, _name(head), _after_comma(part))
        capital = self._capital(nations[0]) if _CAPITAL.search(part) else ""
        if capital:
            return Located(nations[0], "city", capital)
        named = not any(head in words.surface(m.first, m.last) for m in matches)
        return Located(nations[0], "country", _name(head) if named else "")

    def _of_local(
        self, text: str, local: list[Match], matches: list[Match], nations: list[str], sides: frozenset[str]
    ) -> Located:
        first, last = local[0], local[-1]
        if self._kind_of(first) == "region" and self._kind_of(last) == "city":  # "the Saxony city of Leipzig"
            first = last
        words = split_words(text)
        name = words.surface(first.first, first.last)
        owners = self._owners(first)
        around = self._owners(last) if last is not first and self._kind_of(last) == "region" else []
        within = words.surface(last.first, last.last) if around else ""
        rule = "place.words"
        country: str | None = None
        shared = [c for c in owners if c in nations] or [c for c in owners if c in around]
        if shared:
            country = shared[0]
        elif len(nations) == 1 and not self._is_ambiguous(matches, nations[0]):
            country = nations[0]
        elif len(around) == 1:
            country = around[0]
        elif nations and len(nations) > 1:
            return Located(None, "area")
        elif len(owners) == 1:
            country, rule = owners[0], "place.table"
        else:
            beside = [c for c in owners if c in sides]
            default = [e.country for e in first.entries if e.what is What.PLACE and e.row.flag("default")]
            if len(beside) == 1:
                country, rule = beside[0], "place.sides"
            elif len(default) == 1:
                country, rule = default[0], "place.table"
        apart = last is not first and not around and not nations and self._owners(last) != owners
        if apart and self._kind_of(last) != "building":  # "in Geneva and Muscat"
            return Located(None, "area")
        kind = self._kind_of(first)
        return Located(country, kind, name if kind == "city" else "", within, rule)

    def _owners(self, match: Match) -> list[str]:
        """Return the countries that have a place of this name, each once, capitals first."""
        entries = sorted(match.entries, key=lambda e: e.what is not What.CAPITAL)
        return list(dict.fromkeys(e.country for e in entries if e.what in (What.CAPITAL, What.PLACE) and e.country))

    def _nations(self, match: Match) -> list[str]:
        """Return the country that the words name: one that was still there; one that was yet to be is where its land lies."""
        found = [e for e in match.entries if e.what in NATIONS and e.country]
        return [e.country for e in found if e.country and not ended_by(e.row, self.today)][:1]

    def _is_ambiguous(self, matches: list[Match], country: str) -> bool:
        row = self.index.states.get(country)
        names = row.list("ambiguous") if row is not None else ()
        match = next(m for m in matches if country in self._nations(m))
        entry = match.get(*NATIONS)
        return entry is not None and match.last - match.first == 1 and entry.name in names

    def _capital(self, country: str) -> str:
        row = self.index.states.get(country)
        return next(iter(row.list("capitals")), "") if row is not None else ""

    def _kind_of(self, match: Match) -> str:
        if match.get(What.CAPITAL) is not None:
            return "city"
        entry = match.get(What.PLACE)
        kind = _kind(entry) if entry is not None else "area"
        return "building" if kind == "metonym" else kind


def _kind(entry: Entry) -> str:
    return entry.row.text("kind")


def _name(head: str) -> str:
    return head if head[:1].isupper() else ""


def _after_comma(text: str) -> str:
    return text.rpartition(",")[2].strip() if "," in text else ""
