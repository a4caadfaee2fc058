"""Is an article about relations between states? A cheap look at its words, before anything is parsed.

An article is kept where it names two parties (states, or bodies of states) and a cue of politics, or one party and a cue of
relations between states; in a text too short to hold a cue two parties are enough. Names are those of ``data/actors``, cues
those of ``data/relevance``. The words of the text are met with a set of key words in one step of the interpreter, and only
where a key word may be part of several names is its place looked at: the longest name wins, so *New Mexico* is not Mexico.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from detente.lexicon import Lexicon, Row

POLITICS, RELATIONS = "politics", "relations"
# Two parties and a verb are all that a sentence or a headline has.
SHORT = 100  # words
# Everything but letters and digits parts words, a full stop within them (U.S.) is nothing; of the letters beyond ASCII those of
# Latin-1 are told apart, and others part words, in names and texts alike.
_PARTING = bytes(code if chr(code).isalnum() else 32 for code in range(256))

Words = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A name or cue of one or several words. ``party`` or ``cue`` is what it means; neither where it only hides a shorter one."""

    words: Words
    text: str
    party: str = ""
    cue: str = ""
    needed: frozenset[bytes] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "needed", frozenset(self.words))


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether an article is kept, and what decided: a name found of each party by its code, and the cues by kind."""

    kept: bool
    parties: Mapping[str, str]
    politics: tuple[str, ...]
    relations: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join(name if name == code else f"{name} ({code})" for code, name in self.parties.items()) or "none"
        cues = ", ".join((*self.relations, *self.politics)) or "none"
        return f"{'kept' if self.kept else 'left out'}; states and bodies: {names}; cues: {cues}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Names and cues by their key words. ``digest`` changes with them and with the rule."""

    digest: str
    _alone: Mapping[bytes, _Phrase] = field(repr=False)  # key words that are one phrase, and no part of another
    _among: Mapping[bytes, tuple[_Phrase, ...]] = field(repr=False)  # all others, the longest phrase first
    _keys: frozenset[bytes] = field(repr=False)

    def keeps(self, text: str, title: str | None = None) -> bool:
        """Tell whether an article may be about relations between states. Pure, and total on any text."""
        words = _words(text, title)
        keys = self._keys.intersection(words)
        alone = [self._alone[key] for key in keys if key in self._alone]
        # Further phrases never turn a kept article into one that is left out.
        return _decide(alone, words) or _decide([*alone, *self._find_among(keys, words)], words)

    def why(self, text: str, title: str | None = None) -> Relevance:
        """Return what ``keeps`` goes by, for a person."""
        words = _words(text, title)
        keys = self._keys.intersection(words)
        alone = (self._alone[key] for key in keys if key in self._alone)
        found = sorted((*alone, *self._find_among(keys, words)), key=lambda phrase: (phrase.party, phrase.text))
        parties = {phrase.party: phrase.text for phrase in reversed(found) if phrase.party}
        politics, relations = (tuple(p.text for p in found if p.cue == kind) for kind in (POLITICS, RELATIONS))
        return Relevance(_decide(found, words), dict(sorted(parties.items())), politics, relations)

    def _find_among(self, keys: frozenset[bytes], words: Sequence[bytes]) -> Iterator[_Phrase]:
        """Yield the phrases of key words that are no phrase by themselves, or not always, in no particular order."""
        for key in keys:
            phrases = [p for p in self._among.get(key, ()) if p.needed <= keys]
            yield from phrases if phrases and len(phrases[0].words) == 1 else _longest(phrases, key, words)


def _longest(phrases: Sequence[_Phrase], key: bytes, words: Sequence[bytes]) -> set[_Phrase]:
    """Return those of the phrases with a key word that stand somewhere, and not within a longer one there."""
    found: set[_Phrase] = set()
    place = -1
    for _ in range(words.count(key) if phrases else 0):
        place = words.index(key, place + 1)
        for phrase in phrases:
            first = place - phrase.words.index(key)
            if first >= 0 and tuple(words[first : first + len(phrase.words)]) == phrase.words:
                found.add(phrase)
                break
    return found


def _decide(found: Iterable[_Phrase], words: Sequence[bytes]) -> bool:
    parties = {phrase.party for phrase in found if phrase.party}
    cues = {phrase.cue for phrase in found if phrase.cue}
    if len(parties) > 1:
        return bool(cues) or len(words) < SHORT
    return bool(parties) and RELATIONS in cues


def _words(text: str, title: str | None) -> list[bytes]:
    text = f"{title}\n{text}" if title else text
    return _split(text.title() if text.isupper() else text)  # wires of old are written in capitals throughout


def _split(text: str) -> list[bytes]:
    return text.encode("latin-1", "replace").translate(_PARTING, b".").split()


def load_filter(lexicon: Lexicon) -> Filter:
    """Make the filter of the tables, once for each lexicon."""
    return lexicon.index(_build)


def _build(lexicon: Lexicon) -> Filter:
    names = {p.words: p for p in _names(lexicon) if p.words}
    names = {p.words: p for p in _hiding(lexicon, names)} | names
    cues = {p.words: p for p in _cues(lexicon)}
    by_key: dict[bytes, list[_Phrase]] = {}
    for known in (names, cues):
        for phrase in known.values():
            for key in _key_words(phrase, known):
                by_key.setdefault(key, []).append(phrase)
    alone = {key: phrases[0] for key, phrases in by_key.items() if len(phrases) == 1 and len(phrases[0].words) == 1}
    among = {key: tuple(sorted(by_key[key], key=lambda p: -len(p.words))) for key in by_key.keys() - alone.keys()}
    return Filter(_digest(chain(names.values(), cues.values())), alone, among, frozenset(chain.from_iterable(p.words for phrases in by_key.values() for p in phrases)))


def _key_words(phrase: _Phrase, known: Mapping[Words, _Phrase]) -> set[bytes]:
    """Return the words by which to look for a phrase: those that are phrases themselves, else the longest one.

    There are none where a word of it says the same, or there is nothing to say or to hide.
    """
    if len(phrase.words) == 1:
        return {*phrase.words}
    within = [known[word,] for word in phrase.words if (word,) in known]
    if all(p.party == phrase.party and p.cue == phrase.cue for p in within) and (within or not (phrase.party or phrase.cue)):
        return set()
    if phrase.cue:
        return {max((w for w in phrase.words if (w,) not in known), key=len, default=phrase.words[0])}
    return {p.words[0] for p in within} or {max(phrase.words, key=len)}


def _digest(phrases: Iterable[_Phrase]) -> str:
    lines = sorted("\t".join((p.text, p.party, p.cue)) for p in phrases)
    return hashlib.sha256("\n".join([f"relevance 1, short {SHORT}", *lines]).encode()).hexdigest()[:16]


def _phrase(text: str, *, party: str = "", cue: str = "") -> _Phrase:
    return _Phrase(tuple(_split(text)), text, party, cue)


def _names(lexicon: Lexicon) -> Iterator[_Phrase]:
    """Yield the names of states, their people, and bodies of states."""
    for row in lexicon.table("actors/organizations"):
        if row.text("kind") == "igo" and not row.flag("ambiguous"):
            name, country = row.text("name"), row.text("country")
            yield from (_phrase(alias, party=name if country in ("", "IGO") else country) for alias in (name, *row.list("aliases")))
    for row in lexicon.table("actors/states"):
        yield from (_phrase(name, party=row.text("iso3")) for name in _of_state(row) if not name.startswith("the "))


def _of_state(row: Row) -> Iterator[str]:
    yield row.text("name")
    for column in ("aliases", "adjectives", "demonyms"):
        yield from row.list(column)


def _hiding(lexicon: Lexicon, names: Mapping[Words, _Phrase]) -> Iterator[_Phrase]:
    """Yield the places of several words of which one alone is the name of a party that the place does not belong to."""
    for row in lexicon.table("actors/places"):
        for name in (row.text("name"), *row.list("aliases")):
            if " " not in name and "-" not in name:
                continue
            phrase = _phrase(name)
            if any((word,) in names and names[word,].party != row.text("country") for word in phrase.words):
                yield phrase


def _cues(lexicon: Lexicon) -> Iterator[_Phrase]:
    for row in lexicon.table("relevance/diplomatic_cues"):
        for form in (row.text("cue"), *row.list("forms")):
            for written in (form, form[0].upper() + form[1:], form.title()):
                yield _phrase(written, cue=row.text("kind"))
