"""Actor codes of CAMEO (three letters a piece: country, role, finer) → our country and PLOVER's sector.

CAMEO's ``MED`` is the press and ``HLH`` medicine, PLOVER's are ``JRN`` and ``MED``. Religions, peoples, parties and single groups
behind the role have no counterpart.
"""

import re
from dataclasses import dataclass

from detente.actors.state_codes import state_by_code
from detente.lexicon import Lexicon

SECTORS = {same: same for same in "AGR BUS COP CRM CVL EDU ELI GOV JUD LAB LEG MIL OPP PTY REB REF REL SPY UAF".split()} | {
    "MED": "JRN",
    "HLH": "MED",
    "INS": "REB",
    "SEP": "REB",
    "SET": "CVL",
    "DEV": "SOC",
    "ENV": "SOC",
    "HRI": "SOC",
    "NGO": "SOC",
}
_NO_STATE = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "MNC", "IMG": "IMG"}
_UNITED = {"UNO": "UNO", "EUR": "EUR", "EEC": "EUR"}  # behind IGO


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
    chunks = re.findall("...", bare)
    country = None if code.startswith("~") else _country(chunks, lexicon)
    sector = next((SECTORS[c] for c in chunks if c in SECTORS), None)
    finer = [c for c in chunks if SECTORS.get(c, "") != sector]
    return ActorCode(country, sector, tuple(finer))


def _country(chunks: list[str], lexicon: Lexicon) -> str | None:
    """Take the country, or the sort of body of no state, off the chunks."""
    if chunks[0] in _NO_STATE:
        country = _NO_STATE[chunks.pop(0)]
        while chunks and country in ("IGO", "EUR") and chunks[0] in _UNITED:
            country = _UNITED[chunks.pop(0)]
        return country
    state = state_by_code("cameo", chunks[0], lexicon=lexicon) or state_by_code("iso3", chunks[0], lexicon=lexicon)
    if state is None:
        return None
    del chunks[0]
    return state.iso3
