"""Who holds an office, by its title: *the Saudi crown prince* on a date."""

import datetime as dt

from detente.actors.gazetteer import Entry, Gazetteer, What, gazetteer
from detente.actors.words import fold, name_words
from detente.lexicon import Lexicon, Row

_SMALL = frozenset(("of", "the", "for", "and", "to", "s"))
# Words of titles that name the same office in one state or another.
_SAME = {"defence": ("defense",), "premier": ("prime", "minister"), "secretary": ("minister",)}

Office = frozenset[str]
_LEADER, _SUPREME = Office(("leader",)), Office(("supreme", "leader"))


def office_of(title: str) -> Office:
    """Return the words of a title that tell one office from another, in whatever order and spelling it is written.

    >>> office_of("Secretary of Defence") == office_of("Defense Minister")
    True
    """
    words = (fold(w) for w in title.replace("-", " ").split())
    return frozenset(same for word in words if word not in _SMALL for same in _SAME.get(word, (word,)))


def includes(row: Row, office: Office, index: Gazetteer) -> bool:
    """Tell whether a row is of this office or one of its kind, and not of its deputy: *Secretary* of the Secretary of State."""
    words = office_of(row.text("title"))
    return office <= words and not any(_modifies(word, index, "deputy") for word in words - office)


def _modifies(word: str, index: Gazetteer, *effects: str) -> bool:
    return any(e.what is What.MODIFIER and e.row.text("effect") in effects for e in index.named(word))


def holders(lexicon: Lexicon, country: str, title: str, body: Entry | None) -> tuple[tuple[Entry, Row], ...]:
    """Return all who the tables say held this office of a country, with the row, in the order of time.

    ``country`` may be one of PLOVER's codes for organisations: then only those of ``body`` count. A *leader* is the supreme one,
    where there is one, else whoever leads the state.
    """
    index = gazetteer(lexicon)
    office = frozenset(word for word in office_of(title) if not _modifies(word, index, "former", "incumbent"))
    known = lexicon.index(_build)
    if office == _LEADER:
        found = known.get((country, _SUPREME)) or known.get((country, _LEADER), ())
    else:
        found = known.get((country, office), ())
    if country in index.states:
        return tuple((e, row) for e, row in found if row in e.led or not row.text("organisation"))
    return tuple(
        (e, row) for e, row in found if body is not None and body in index.named(*name_words(row.text("organisation"))[1])
    )


def _build(lexicon: Lexicon) -> dict[tuple[str, Office], tuple[tuple[Entry, Row], ...]]:
    index = gazetteer(lexicon)
    found: dict[tuple[str, Office], list[tuple[Entry, Row]]] = {}
    for entry in index.people:
        for row in entry.rows:
            if row.text("title"):
                office = office_of(row.text("title")) - _names_of(row.text("organisation"), index)
                found.setdefault((entry.country or "", office), []).append((entry, row))
        for row in entry.led:
            found.setdefault((entry.country or "", _LEADER), []).append((entry, row))
    return {key: tuple(sorted(rows, key=lambda pair: pair[1].date("since") or dt.date.min)) for key, rows in found.items()}


def _names_of(body: str, index: Gazetteer) -> frozenset[str]:
    """Return the words that an organisation is called by, which its titles repeat: *NATO Secretary-General*."""
    if not body:
        return frozenset()
    entries = (e for e in index.named(*name_words(body)[1]) if e.what is What.ORGANIZATION)
    return frozenset(fold(w) for name in (body, *(n for e in entries for n in e.names)) for w in name.split())
