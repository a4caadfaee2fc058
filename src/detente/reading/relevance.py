"""Is an article about relations between states? A cheap look at its words, before anything is parsed.

Parties are states, by the names of them, their people, their capitals and seats of government, armed groups, which count as the
state that they belong to, and bodies of states. Cues are the words of ``data/relevance``. An article is kept where it names

- two parties, and a cue of relations between states, or a cue of politics for every so many words; or
- one party, and a cue of relations.

The words of the text are met with the set of all words of names and cues in one step of the interpreter. Only where that leaves
several names possible is their place looked at, and the longest name wins: *New Mexico* is not Mexico, nor *Latin
America* America.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from detente.lexicon import Lexicon, Row

# An article that names two parties needs a cue of politics for each full 200 of its words, three at most: a short one has no
# room for cues, and a long one has some by chance. Chosen among steps of 100 to 300 on news whose events people had judged.
STEP, MOST = 200, 3
# Everything but letters and digits parts words, a full stop within them (U.S.) is nothing; of the letters beyond ASCII those of
# Latin-1 are told apart, and others part words, in names and texts alike.
_PARTING = bytes(code if chr(code).isalnum() else 32 for code in range(256))
_LONG = re.compile(r"[^\W\d_]{4}")  # IS, FSA and No. 10 are other things as well
_BODIES = ("EUR", "IGO", "UNO")  # of states; those that share the code IGO are told apart by name
_ARMED = ("militia", "rebels", "terrorist")
_GOVERNING = ("GOV", "LEG", "MIL", "PRE")  # whom a building or a street stands for

Words = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A name or cue of one or several words: the party or the cue that it means, or neither where it only hides a shorter one."""

    words: Words
    text: str
    party: str = ""
    cue: str = ""
    relations: bool = False

    @property
    def needed(self) -> frozenset[bytes]:
        """The words without which it cannot stand in a text, but for those that stand in all: of, the, and."""
        return frozenset(word for word in self.words if len(word) > 3 or not word.islower()) or frozenset(self.words)


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether an article is kept, and what decided: the longest name of each party by its code, and the cues of either kind."""

    kept: bool
    parties: Mapping[str, str]
    relations: tuple[str, ...]
    politics: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join(name if name == code else f"{name} ({code})" for code, name in self.parties.items())
        relations, politics = ", ".join(self.relations), ", ".join(self.politics)
        kept = "kept" if self.kept else "left out"
        return f"{kept}; parties: {names or 'none'}; cues of relations: {relations or 'none'}; of politics: {politics or 'none'}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Names and cues by their words. ``digest`` changes with them and with the rule."""

    digest: str
    _alone: Mapping[bytes, _Phrase] = field(repr=False)  # words that are one phrase, and the key word of no other
    # other key words: their phrases with the words that each needs, the longest first
    _among: Mapping[bytes, tuple[tuple[frozenset[bytes], _Phrase], ...]] = field(repr=False)
    _known: frozenset[bytes] = field(repr=False)  # all words of phrases

    def keeps(self, text: str, title: str | None = None) -> bool:
        """Tell whether an article may be about relations between states. Pure, and total on any text."""
        words = _words(text, title)
        present = self._known.intersection(words)
        alone = [self._alone[word] for word in present if word in self._alone]
        # Further phrases never turn a kept article into one that is left out.
        return _decide(alone, len(words)) or _decide([*alone, *self._find_among(present, words)], len(words))

    def why(self, text: str, title: str | None = None) -> Relevance:
        """Return what ``keeps`` goes by, for a person."""
        words = _words(text, title)
        present = self._known.intersection(words)
        alone = (self._alone[word] for word in present if word in self._alone)
        found = sorted((*alone, *self._find_among(present, words)), key=lambda phrase: (phrase.party, phrase.cue, phrase.text))
        parties = {phrase.party: phrase.text for phrase in sorted(found, key=lambda p: len(p.text)) if phrase.party}
        relations, politics = (
            tuple(dict.fromkeys(p.cue for p in found if p.cue and p.relations is kind)) for kind in (True, False)
        )
        return Relevance(_decide(found, len(words)), dict(sorted(parties.items())), relations, politics)

    def _find_among(self, present: frozenset[bytes], words: Sequence[bytes]) -> Iterator[_Phrase]:
        """Yield the phrases of key words that are not always a phrase by themselves, in no particular order."""
        for key in present:
            possible = [phrase for needed, phrase in self._among.get(key, ()) if needed <= present]
            yield from possible if possible and len(possible[0].words) == 1 else _longest(possible, key, words)


def load_filter(lexicon: Lexicon) -> Filter:
    """Make the filter of the tables, once for each lexicon."""
    return lexicon.index(_build)


def _longest(possible: Sequence[_Phrase], key: bytes, words: Sequence[bytes]) -> set[_Phrase]:
    """Return those of the phrases with a key word that stand somewhere, and not within a longer one there."""
    found: set[_Phrase] = set()
    place = -1
    for _ in range(words.count(key) if possible else 0):
        place = words.index(key, place + 1)
        for phrase in possible:
            first = place - phrase.words.index(key)
            if first >= 0 and tuple(words[first : first + len(phrase.words)]) == phrase.words:
                found.add(phrase)
                break
    return found


def _decide(found: Iterable[_Phrase], length: int) -> bool:
    parties, cues = set(), set()
    relations = False
    for phrase in found:
        if phrase.party:
            parties.add(phrase.party)
        else:
            cues.add(phrase.cue)
            relations |= phrase.relations
    if relations or len(parties) < 2:
        return relations and bool(parties)
    return len(cues - {""}) >= min(length // STEP, MOST)


def _words(text: str, title: str | None) -> list[bytes]:
    text = f"{title}\n{text}" if title else text
    return _split(text.title() if text.isupper() else text)  # wires of old are written in capitals throughout


def _split(text: str) -> list[bytes]:
    return text.encode("latin-1", "replace").translate(_PARTING, b".").split()


def _build(lexicon: Lexicon) -> Filter:
    names = {p.words: p for p in _names(lexicon) if p.words}
    names = {p.words: p for p in _hiding(lexicon, names)} | names
    cues = {p.words: p for p in _cues(lexicon)}
    by_key: dict[bytes, list[_Phrase]] = {}
    for phrases in (names, cues):
        for phrase in phrases.values():
            for key in _key_words(phrase, phrases):
                by_key.setdefault(key, []).append(phrase)
    alone = {key: phrases[0] for key, phrases in by_key.items() if len(phrases) == 1 and len(phrases[0].words) == 1}
    others = ((key, sorted(phrases, key=lambda p: -len(p.words))) for key, phrases in by_key.items() if key not in alone)
    among = {key: tuple((phrase.needed, phrase) for phrase in phrases) for key, phrases in others}
    known = frozenset(alone).union(*(needed for phrases in among.values() for needed, _ in phrases))
    return Filter(_digest(chain(names.values(), cues.values())), alone, among, known)


def _key_words(phrase: _Phrase, phrases: Mapping[Words, _Phrase]) -> set[bytes]:
    """Return the words at which to look for a phrase: names at those that are names themselves, for one hides the other there;
    else at the longest word. There are none where all names within mean the same as the whole: *Republic of India*.
    """
    if len(phrase.words) == 1:
        return {*phrase.words}
    single = [phrases[word,] for word in phrase.words if (word,) in phrases]
    if phrase.cue:
        same = any(p.relations >= phrase.relations for p in single)
        return set() if same else {max((w for w in phrase.words if (w,) not in phrases), key=len, default=phrase.words[0])}
    if single and all(p.party == phrase.party for p in (*single, *_within(phrase.words, phrases))):
        return set()
    return {p.words[0] for p in single} or {max(phrase.words, key=len)}


def _within(words: Words, phrases: Mapping[Words, _Phrase]) -> Iterator[_Phrase]:
    """Yield the phrases of several words that are a part of these words."""
    for length in range(2, len(words)):
        for first in range(len(words) - length + 1):
            part = phrases.get(words[first : first + length])
            if part is not None:
                yield part


def _digest(phrases: Iterable[_Phrase]) -> str:
    lines = sorted("\t".join((p.text, p.party, p.cue, "relations" if p.relations else "")) for p in phrases)
    return hashlib.sha256("\n".join([f"rule 1, {STEP}, {MOST}", *lines]).encode()).hexdigest()[:16]


def _phrase(text: str, *, party: str = "", cue: str = "", relations: bool = False) -> _Phrase:
    return _Phrase(tuple(_split(text)), text, party, cue, relations)


def _names(lexicon: Lexicon) -> Iterator[_Phrase]:
    """Yield the names of parties, those that win over others later."""
    for row in lexicon.table("actors/organizations"):
        country, party = row.text("country"), row.text("name") if row.text("country") == "IGO" else row.text("country")
        if not row.flag("ambiguous") and country in _BODIES:
            yield from (_phrase(name, party=party) for name in _aliases(row))
        elif not row.flag("ambiguous") and country and row.text("kind") in _ARMED:
            yield from (_phrase(name, party=party) for name in _aliases(row) if _LONG.search(name))
    for row in lexicon.table("actors/places"):
        if row.text("sector") in _GOVERNING and row.text("country"):
            yield from (_phrase(name, party=row.text("country")) for name in _aliases(row) if _LONG.search(name))
    for row in lexicon.table("actors/states"):
        capitals = () if row.date("until") else (c for c in row.list("capitals") if c not in row.list("ambiguous"))
        peoples = (*row.list("adjectives"), *row.list("demonyms"))
        yield from (_phrase(name, party=row.text("iso3")) for name in (*capitals, *_aliases(row), *peoples))


def _aliases(row: Row) -> Iterator[str]:
    """Yield name and aliases, but not *the South* or *the Fund*, which need an eye on the text around."""
    return (name for name in (row.text("name"), *row.list("aliases")) if not name.startswith("the "))


def _hiding(lexicon: Lexicon, names: Mapping[Words, _Phrase]) -> Iterator[_Phrase]:
    """Yield places and parts of the world of several words, of which one names a party that they do not belong to."""
    for row in chain(lexicon.table("actors/places"), lexicon.table("actors/regions")):
        for name in (*_aliases(row), *(row.list("adjectives") if "adjectives" in row.values else ())):
            words = _split(name) if " " in name or "-" in name else ()
            if any(names[word,].party != row.text("country") for word in words if (word,) in names):
                yield _phrase(name)


def _cues(lexicon: Lexicon) -> Iterator[_Phrase]:
    for row in lexicon.table("relevance/diplomatic_cues"):
        for form in (row.text("cue"), *row.list("forms")):
            for written in dict.fromkeys((form, form[0].upper() + form[1:], form.title())):
                yield _phrase(written, cue=row.text("cue"), relations=row.text("kind") == "relations")
