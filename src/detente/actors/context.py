"""What is known while the mentions of one article are settled."""

from collections import Counter
from dataclasses import dataclass, field

from detente.actors.candidates import Candidate, Text
from detente.actors.figures import Figure, Roster
from detente.actors.gazetteer import Match, What
from detente.actors.memory import Memory
from detente.actors.standing import OFFICIAL
from detente.actors.word_classes import WordClasses
from detente.actors.words import split_words
from detente.language.layout import Layout
from detente.records import Article

Found = tuple[tuple[Figure, ...], str, float]  # whom a mention means (nobody: empty), reason, confidence from 0 to 1
_OPENING = 300  # characters
_BY_FAR = 1.5  # how many times as often as the next a country is spoken of that the article is about
_OFTEN = 2  # mentions of a country before an official without nationality is guessed to be its own
_SPEAKS_OF = (What.STATE, What.ADJECTIVE, What.DEMONYM, What.CAPITAL)


@dataclass(slots=True)
class Context:
    """One article: its text, the figures and the memory so far.

    ``home`` is the country that the article speaks of most, with the dateline's weighing as three mentions; officials without
    any nationality are guessed to be of it. ``spoken`` counts the mentions of each country, ``named`` has those that are
    named other than by their capital, and ``stated`` those whose own name the text has. ``bodies`` gives the names of bodies,
    outlets and places by their first token, ``people`` the person of each name by its first token, ``described`` that of each
    token of a title beside a name. ``reporters`` gives, for the head of a hearer within what somebody reports, the head of
    who reports it; ``spoken_of``, for a pronoun that speaks, the subjects of what is said; ``parties`` are the heads of those
    who speak or hear.
    """

    article: Article
    text: Text
    roster: Roster
    memory: Memory
    home: str | None
    spoken: dict[str, int]
    named: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()
    bodies: dict[int, Candidate] = field(default_factory=dict)
    people: dict[int, Figure] = field(default_factory=dict)
    described: dict[int, Figure] = field(default_factory=dict)
    reporters: dict[int, int] = field(default_factory=dict)
    spoken_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    parties: frozenset[int] = frozenset()

    @property
    def classes(self) -> WordClasses:
        """The closed classes of words."""
        return self.text.index.classes

    def guess(self, country: str | None, sector: str | None, reason: str, sure: float) -> tuple[str | None, str, float]:
        """Return the country, or for officials without one the article's home as a guess that says so."""
        if country is None and self.home is not None and sector in OFFICIAL and self.spoken.get(self.home, 0) >= _OFTEN:
            return self.home, f"{reason}; country only a guess: the one that the article speaks of most", 0.3
        return country, reason, sure


def count_countries(text: Text, matches: list[Match]) -> dict[str, int]:
    """Return how often the text names each country or its people."""
    tokens, counts = text.parse.tokens, Counter[str]()
    for match in matches:
        entry = match.entries[0]
        within_a_name = entry.what is What.CAPITAL and tokens[text.token_of[match.first]].ent in ("ORG", "PERSON")
        if entry.what in _SPEAKS_OF and entry.country and not within_a_name:
            counts[entry.country] += 1
    return dict(counts)


def named_countries(matches: list[Match], kinds: tuple[What, ...] = (What.STATE, What.ADJECTIVE, What.DEMONYM)) -> frozenset[str]:
    """Return the countries that the text names by more than their capital."""
    return frozenset(m.entries[0].country for m in matches if m.entries[0].what in kinds and m.entries[0].country)


def count_openings(text: Text, matches: list[Match]) -> dict[str, int]:
    """Return how often the first sentences name each country itself: an article opens with whom it is about."""
    counts = Counter[str]()
    for match in matches:
        entry = match.entries[0]
        if text.words.starts[match.first] > _OPENING:
            break
        if entry.what in (What.STATE, What.CAPITAL) and entry.country:
            counts[entry.country] += 1
    return dict(counts)


def find_home(text: Text, matches: list[Match], spoken: dict[str, int], layout: Layout) -> str | None:
    """Return the country that the article speaks of by far most (half as often again as of the next); the dateline's counts as
    three mentions, and settles it between two.
    """
    counts = Counter(spoken) + Counter(count_openings(text, matches))
    sent_from: str | None = None
    if layout.dateline is not None:
        words = split_words(layout.dateline.place)
        for match in text.index.matches(words)[:1]:
            entry = match.get(What.CAPITAL, What.STATE, What.PLACE)
            if entry is not None and entry.country:
                counts[entry.country] += 3
                sent_from = entry.country
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not best or best[0][1] < 2:
        return None
    if len(best) > 1 and best[0][1] < _BY_FAR * best[1][1]:
        # two countries, much alike: an official without a nationality is rather of the one that the article is sent from
        return sent_from if sent_from is not None and _BY_FAR * counts[sent_from] > best[0][1] else None
    return best[0][0]
