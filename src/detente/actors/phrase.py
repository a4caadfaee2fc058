"""A phrase cut in two: its core, up to the first preposition, and what follows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.actors.coding import Part
from detente.actors.gazetteer import Entry, Gazetteer, Match, What
from detente.actors.namesakes import choose
from detente.actors.words import Words
from detente.records import Span

_LINKS = ("of", "at", "for", "in", "from", "with", ",")
_NOUNS_FIRST = ("church", "company", "none", "organisation")  # in small letters the noun counts: a father, a director
_WEIGHTS = {"office": 60.0, "rank": 40.0, "profession": 30.0}


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a phrase with what the tables know of them; ``end`` is the first word after the core,
    ``core`` and ``tail`` are the matches before and from there.
    """

    words: Words
    matches: tuple[Match, ...]
    date: dt.date | None
    index: Gazetteer
    end: int
    core: tuple[Match, ...]
    tail: tuple[Match, ...]

    @classmethod
    def of(cls, words: Words, matches: Sequence[Match], date: dt.date | None, index: Gazetteer) -> "Phrase":
        """Cut a phrase."""
        end = _core_end(words, matches, index)
        core, tail = (tuple(m for m in matches if (m.first < end) is within) for within in (True, False))
        return cls(words, tuple(matches), date, index, end, core, tail)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The matches as parts with characters."""
        words = self.words
        return tuple(
            Part(Span(words.starts[m.first], words.ends[m.last - 1]), m.entries[0].what, m.entries[0].name) for m in self.matches
        )

    @property
    def joined(self) -> bool:
        """Whether "of", "at", "for" … follow the core: what comes then is what it belongs to."""
        return self.link in _LINKS

    @property
    def link(self) -> str:
        """The word after the core, or ''."""
        return self.words.folds[self.end] if self.end < len(self.words) else ""

    def pick(self, matches: Sequence[Match], *what: What) -> Entry | None:
        """Return the last entry of these kinds that its match stands for first of all."""
        for match in reversed(matches):
            entry = match.get(*what)
            if entry is not None and match.entries[0].what is entry.what:
                return entry
        return None

    def organization(self, matches: Sequence[Match], nation: Sequence[str]) -> Entry | None:
        """Return the first organisation, preferring one of a country that the phrase names."""
        for match in matches:
            found = [e for e in match.entries if e.what is What.ORGANIZATION]
            own = [e for e in found if e.country in nation]
            if found and nation and not own and match.get(What.AGENT) is not None:
                continue  # a common noun of another nation: the self-defence forces of any state but one
            if found:
                return choose(own or found, {}, self.index)
        return None

    def head_entry(self) -> Entry | None:
        """Return the title or noun that says most of the core: an office before a rank, then by priority, then the last."""
        best: tuple[float, int] | None = None
        chosen: Entry | None = None
        for n, match in enumerate(self.core):
            for entry in match.entries:
                weight = self._weight(n, match, entry)
                if weight and (best is None or (weight, n) >= best):
                    best, chosen = (weight, n), entry
        return chosen

    def _weight(self, n: int, match: Match, entry: Entry) -> float:
        """Return how much a title or noun of the core says; 0 for anything else."""
        if entry.what is What.AGENT:
            return 10 * (entry.row.number("priority") or 0.0)
        if entry.what is not What.TITLE:
            return 0.0
        noun, small = match.get(What.AGENT), self.words.words[match.first].islower()
        level = entry.row.text("level")
        if noun is not None and noun.sector and (not entry.sector or (small and level in _NOUNS_FIRST)):
            return 0.0
        if entry.row.text("kind") == "rank" and self._within_name(n):
            return 0.0
        return _WEIGHTS.get(entry.row.text("kind"), 0.0)

    def _within_name(self, n: int) -> bool:
        """Tell whether a rank is rather a word of a firm's name: words that no table knows stand between it and a later noun."""
        later = [m for m in self.core[n + 1 :] if m.get(What.TITLE, What.AGENT)]
        return bool(later) and self.core[n + 1].first > self.core[n].last

    def title(self) -> Entry | None:
        """Return the title of the core: an office before a rank or honorific."""
        titles = [
            e
            for n, m in enumerate(self.core)
            for e in m.entries
            if e.what is What.TITLE and e.row.text("kind") != "honorific" and self._weight(n, m, e)
        ]
        offices = [e for e in titles if e.row.text("kind") == "office"]
        return next(iter(offices or titles), None)

    def modified(self, *effects: str) -> bool:
        """Tell whether a modifier of the core has one of these effects."""
        return any(e.row.text("effect") in effects for m in self.core for e in m.entries if e.what is What.MODIFIER)

    def person(self) -> Match | None:
        """Return the match of the last person of the tables in the core; or behind a comma, or behind the state or body that the
        title is of (*President of France Nicolas Sarkozy*).
        """
        match = last_person(self.core)
        if match is None and "," in self.words.folds[self.end :]:
            match = last_person(self.tail)
        if match is None and self.link == "of" and self.title() is not None and len(self.tail) > 1:
            owner, follower = self.tail[:2]
            if follower.first == owner.last and owner.get(What.STATE, What.ORGANIZATION) is not None:
                match = last_person((follower,))
        return match

    def serves(self, person: Match) -> bool:
        """Tell whether a common noun behind the name says who it is about: whom the person owns or leads."""
        nouns = (m for m in self.core if m.first >= person.last and m.get(What.TITLE, What.AGENT) is not None)
        return any(self.words.words[m.first].islower() and not self.words.hyphened(m.first) for m in nouns)

    def only_backs(self, person: Match) -> bool:
        """Tell whether the name only says who backs or leads: *a Trump-backed candidate*."""
        follower = next((m for m in self.matches if m.first == person.last), None)
        return follower is not None and follower.get(What.MODIFIER) is not None and self.words.hyphened(follower.first)

    def behind(self, first: int) -> "Phrase":
        """Return the phrase from a word on."""
        matches = [replace(m, first=m.first - first, last=m.last - first) for m in self.matches if m.first >= first]
        return Phrase.of(self.words.part(first, len(self.words)), matches, self.date, self.index)

    def name(self, *, beyond: bool = False) -> tuple[int, int] | None:
        """Return the last run of words with capitals in the core that no table knows, with initials and particles between them;
        ``beyond`` looks in all of the phrase.
        """
        covered = {i for m in self.matches for i in range(m.first, m.last)}
        folds, particles = self.words.folds, self.index.classes.particles
        last = len(self.words) if beyond else self.end
        while last > 0 and not (last - 1 not in covered and self._capital(last - 1)):
            last -= 1
        first = last
        while first > 0 and first - 1 not in covered and (self._capital(first - 1) or folds[first - 1] in particles):
            first -= 1
        return (first, last) if first < last else None

    def _capital(self, i: int) -> bool:
        word = self.words.words[i]
        return word[0].isupper() or (self.words.hyphened(i) and word.isalpha() and self.words.words[i - 1][0].isupper())

    def head_is_other(self) -> bool:
        """Tell whether a noun behind the name is the actor: *the Kerry campaign*."""
        name = self.name()
        return name is not None and any(m.first >= name[1] and m.get(What.AGENT) is not None for m in self.core)

    def former(self) -> bool:
        """Tell whether the office is past."""
        return self.modified("former")

    def elect(self) -> bool:
        """Tell whether the office is still to come: "-elect" before or within the title."""
        if self.modified("elect", "designate", "future"):
            return True
        ends = [m.last - 1 for m in self.core if m.last - m.first > 1 and m.get(What.TITLE)]
        return any(_ends_in_elect(self.index, self.words.folds[i]) for i in ends)

    def unknown_noun(self) -> str | None:
        """Return a lower-case word of the core that no table knows."""
        covered = {i for m in self.matches for i in range(m.first, m.last)}
        for i in range(min(self.end, len(self.words))):
            word = self.words.words[i]
            if (
                i not in covered
                and word[0].isalpha()
                and word[0].islower()
                and self.words.folds[i] not in self.index.classes.fillers
                and word != "and"
            ):
                return word
        return None


def last_person(matches: Sequence[Match]) -> Match | None:
    """Return the last match that is a person of the tables first of all."""
    return next((m for m in reversed(matches) if m.entries[0].what is What.PERSON), None)


def persons_of(match: Match) -> tuple[Entry, ...]:
    """Return the persons that a match may stand for."""
    return tuple(e for e in match.entries if e.what is What.PERSON)


def _ends_in_elect(index: Gazetteer, word: str) -> bool:
    """Tell whether a word is a modifier such as "-elect"."""
    return any(e.what is What.MODIFIER and e.row.text("effect") in ("elect", "designate") for e in index.named(word))


def _core_end(words: Words, matches: Sequence[Match], index: Gazetteer) -> int:
    """Return where the core ends: at the first boundary that no name covers; a quantity hands on to what it counts."""
    covered = {i for m in matches for i in range(m.first, m.last)}
    start = 0
    for i, word in enumerate(words.folds):
        if word not in index.classes.boundaries or i in covered or i == 0:
            continue
        counted = word == "of" and words.folds[i - 1] in index.classes.quantities and i - start <= 3
        if counted or word in ("over", "about"):
            start = i
            continue
        return i
    return len(words)
