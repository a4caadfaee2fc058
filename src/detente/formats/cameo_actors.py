"""Actor codes of CAMEO (three letters a piece: country, role, finer) → our country and PLOVER's sector.

CAMEO's ``MED`` is the press and ``HLH`` medicine, PLOVER's are ``JRN`` and ``MED``. Religions, peoples, parties and single groups
behind the role have no counterpart.
"""

import re
from dataclasses import dataclass

from detente.formats.codes import Codes, codes_of
from detente.lexicon import Lexicon

_EUROPE = "EUR"
_UNITED = ("UNO", "EEC", _EUROPE)  # behind IGO


@dataclass(frozen=True, slots=True)
class ActorCode:
    """What a code says: ``finer`` is what has no counterpart here."""

    country: str | None
    sector: str | None
    finer: tuple[str, ...]


def read_actor_code(code: str, lexicon: Lexicon) -> ActorCode | None:
    """Return what an actor code says, or None where it is none. A code that begins with ~ is of a role alone.

    >>> from detente.lexicon import load_lexicon
    >>> read_actor_code("ROMMED", load_lexicon())
    ActorCode(country='ROU', sector='JRN', finer=())
    """
    bare = code.removeprefix("~")
    if not re.fullmatch("(?:[A-Z]{3}){1,8}", bare):
        return None
    codes = codes_of(lexicon)
    chunks = re.findall("...", bare)
    country = None if code.startswith("~") else _country(chunks, codes)
    sectors = {c: codes.roles[c][0] for c in chunks if c in codes.roles}
    sector = next((s for s in sectors.values() if s), None)
    return ActorCode(country, sector, tuple(c for c in chunks if not sectors.get(c) or sectors[c] != sector))


def _country(chunks: list[str], codes: Codes) -> str | None:
    """Take the country, or the sort of body of no state, off the chunks."""
    _, group = codes.roles.get(chunks[0], ("", ""))
    if group:
        del chunks[0]
        while chunks and group in ("IGO", _EUROPE) and chunks[0] in _UNITED:
            group = codes.known_groups.get(chunks.pop(0), _EUROPE)
        return group
    country = codes.country("cameo", chunks[0]) or codes.country("iso3", chunks[0])
    if country is not None:
        del chunks[0]
    return country
