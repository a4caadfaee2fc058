"""A title as it stands in a text → the office: its words in one form, and whether it is held."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from detente.actors.gazetteer import Entry, Gazetteer, Match, What
from detente.actors.words import Words, name_words, split_words
from detente.registry.records import Said, Standing

_STANDINGS = {
    "former": Standing.FORMER,
    "late": Standing.LATE,
    "elect": Standing.COMING,
    "designate": Standing.COMING,
    "future": Standing.COMING,
    "aspirant": Standing.COMING,
}
_EMPTY = ("incumbent", "national")  # modifiers that say nothing of which office it is
_LESSER = ("deputy", "acting")
_FILLERS = ("of", "the", "for", "and", "to", "in", "at", "s", "officer")
_ADJECTIVES = ("major", "private")  # ranks that in lower case mean something else
_VAGUE = ("organisation", "none", "academic", "press", "spokesman", "company")  # levels at which a title alone says little


@dataclass(frozen=True, slots=True)
class Office:
    """The words of an office in one form, sorted; the title of ``actors/titles`` that it is; whose it is; is it held."""

    words: tuple[str, ...]
    title: str
    organisation: tuple[str, ...]
    country: str | None
    standing: Standing


def read_office(said: Said, index: Gazetteer) -> Office | None:
    """Read the office in what was said; None where it is none: no known title, a plural, a *head* of nobody knows what.

    >>> from detente.actors.gazetteer import gazetteer
    >>> from detente.lexicon import load_lexicon
    >>> found = read_office(Said("Ann Holt", "ex-Minister of Foreign Affairs", None, "NOR"), gazetteer(load_lexicon()))
    >>> found.words, found.standing.value
    (('foreign', 'minister'), 'former')
    """
    words = split_words(said.title)
    matches = index.matches(words)
    titles = [(m, e) for m in matches if (e := m.get(What.TITLE)) is not None and e.row.text("kind") != "honorific"]
    if not titles or any(_plural(words, m, e) for m, e in titles):
        return None
    if name_key(said.title) == name_key(said.organisation or "") or said.title in _ADJECTIVES:
        return None  # BP, an abbreviation of bishop; a major shareholder
    level = titles[-1][1].row.text("level")
    organisation = _named_body(said.organisation, index) or _within(words, matches, index)
    if not organisation and (level in _VAGUE or (said.country is None and level != "state")):
        return None
    kept = {word for _, e in titles for word in name_words(e.name)[1]} | _lesser(words, index)
    covered = {i for m in matches if not _plain(m) for i in range(m.first, m.last)}
    kept |= {f for i, f in enumerate(words.folds) if i not in covered}
    marks = _marks(words, matches, index)
    kept = {w for w in kept if w not in _FILLERS and w not in marks and w.isalnum()}
    standing = next((s for s in (Standing.LATE, Standing.FORMER, Standing.COMING) if s in marks.values()), Standing.SERVING)
    title = titles[-1][1].name
    return Office(tuple(sorted(kept)) or name_key(title), title, organisation, said.country, standing)


def _named_body(organisation: str | None, index: Gazetteer) -> tuple[str, ...]:
    """Return the words of an organisation; none where it is a state, whose office it is then: *president of France*."""
    key = name_key(organisation or "")
    return () if any(e.what is What.STATE for e in index.named(*key)) else key


def name_key(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without articles and the like."""
    folds = name_words(name)[1]
    return tuple(f for f in folds if f not in _FILLERS and f[:1].isalnum())


def _plural(words: Words, match: Match, entry: Entry) -> bool:
    """Tell whether the words are no form of the title but its plural."""
    names = (entry.name, *entry.row.list("aliases"))
    return words.folds[match.first : match.last] not in {name_words(name)[1] for name in names}


def _within(words: Words, matches: Sequence[Match], index: Gazetteer) -> tuple[str, ...]:
    """Return the body that stands within a title: *NATO Secretary-General*, *European Commission President*."""
    inner = [m for t in matches if t.get(What.TITLE) for m in index.matches(words.part(t.first, t.last - 1))]
    found = next((e for m in (*matches, *inner) if (e := m.get(What.ORGANIZATION)) is not None), None)
    return name_key(found.name) if found is not None else ()


def _plain(match: Match) -> bool:
    """Tell whether a match is words of the title as any others: *senior*."""
    modifier = match.get(What.MODIFIER)
    known = match.get(What.TITLE, What.ORGANIZATION, What.STATE, What.ADJECTIVE, What.DEMONYM) is not None
    return not known and (modifier is None or modifier.row.text("effect") not in (*_STANDINGS, *_EMPTY))


def _marks(words: Words, matches: Sequence[Match], index: Gazetteer) -> dict[str, Standing]:
    """Return the folded words that say that an office is not held, and what they say; also those within a title."""
    found: dict[str, Standing] = {}
    for match in matches:
        modifier = match.get(What.MODIFIER)
        if modifier is not None and (standing := _STANDINGS.get(modifier.row.text("effect"))) is not None:
            found.update(dict.fromkeys(words.folds[match.first : match.last], standing))
    for word in words.folds:
        for effect in _effects(word, index, _STANDINGS):
            found[word] = _STANDINGS[effect]
    return found


def _lesser(words: Words, index: Gazetteer) -> set[str]:
    """Return the words that make it another's office: *deputy*, *acting*."""
    return {word for word in words.folds if _effects(word, index, _LESSER)}


def _effects(word: str, index: Gazetteer, wanted: Container[str]) -> list[str]:
    entries = [e for e in index.named(word) if e.what is What.MODIFIER]
    return [effect for e in entries if (effect := e.row.text("effect")) in wanted]
