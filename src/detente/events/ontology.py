"""PLOVER and CAMEO: types, modes, contexts, codes, scores, and the crosswalk between the two.

The facts stand in ``data/ontology``; what the published files contradict is decided in
``docs/decisions/0001-plover-contradictions.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.errors import LookupFailed, did_you_mean
from detente.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type. ``score`` runs from -10 (conflict) to 10; ``cameo`` is the code for the type as such."""

    name: str
    quad: int
    recipient_required: bool
    score: float
    cameo: str
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a PLOVER type; ``score`` is None where PLOVER gives none of its own."""

    type: str
    name: str
    score: float | None
    cameo: str
    description: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code. ``goldstein`` runs from -10 to 10, ``quad`` is that of the root; ``type`` is None where PLOVER drops it."""

    code: str
    label: str
    goldstein: float
    quad: int
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """The tables, indexed. Codes are strings (``"010"`` is not ``"10"``); a lookup that fails raises LookupFailed."""

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], Mode]
    codes: Mapping[str, CameoCode]

    def type(self, name: str) -> EventType:
        """Return a PLOVER type by its name."""
        if name not in self.types:
            raise LookupFailed(f"No event type {name!r}.{did_you_mean(name, self.types)} See: detente explain --types")
        return self.types[name]

    def cameo(self, code: str) -> CameoCode:
        """Return a CAMEO code, two to four digits as text."""
        if code not in self.codes:
            near = code[: max((n for n in (2, 3) if code[:n] in self.codes), default=0)]
            hint = f" Its nearest parent is {near} ({self.codes[near].label})." if near else ""
            raise LookupFailed(f"No CAMEO code {code!r}.{hint} Codes are 01 to 20 with two to four digits.")
        return self.codes[code]

    def crosswalk(self, code: str) -> tuple[str | None, str | None, tuple[str, ...]]:
        """Return PLOVER type, mode and contexts for a CAMEO code; (None, None, ()) under 01 and 02, which PLOVER drops."""
        found = self.cameo(code)
        return found.type, found.mode, found.contexts

    def cameo_for(self, type: str, mode: str | None = None) -> str:  # noqa: A002 - the field's word
        """Return the CAMEO code that stands for a type, or for its mode. The way back may lose the mode."""
        if mode is None:
            return self.type(type).cameo
        return self._mode(type, mode).cameo

    def goldstein(self, code: str | None) -> float | None:
        """Return the Goldstein weight of a CAMEO code, from -10 to 10; None for None."""
        return None if code is None else self.cameo(code).goldstein

    def plover_score(self, type: str, mode: str | None = None) -> float:  # noqa: A002 - the field's word
        """Return PLOVER's conflict-cooperation score of a mode, or of the type where the mode has none."""
        own = None if mode is None else self._mode(type, mode).score
        return self.type(type).score if own is None else own

    def quad(self, type: str) -> int:  # noqa: A002 - the field's word
        """Return the quad class of a type: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
        return self.type(type).quad

    @staticmethod
    def root(code: str) -> str:
        """Return the root of a CAMEO code.

        >>> Ontology.root("1121")
        '11'
        """
        return code[:2]

    @staticmethod
    def base(code: str) -> str:
        """Return the base of a CAMEO code; a root is its own base.

        >>> Ontology.base("1121")
        '112'
        """
        return code[:3]

    def modes_of(self, type: str) -> tuple[Mode, ...]:  # noqa: A002 - the field's word
        """Return the modes of a type, sorted by name."""
        return tuple(m for key, m in sorted(self.modes.items()) if key[0] == type)

    def _mode(self, type: str, mode: str) -> Mode:  # noqa: A002 - the field's word
        if (type, mode) not in self.modes:
            known = [m.name for m in self.modes_of(self.type(type).name)]
            raise LookupFailed(f"{type} has no mode {mode!r}.{did_you_mean(mode, known)} It has: {', '.join(known) or 'none'}.")
        return self.modes[type, mode]


def load_ontology(lexicon: Lexicon) -> Ontology:
    """Return the ontology of a lexicon, built once."""
    return lexicon.index(_build)


def _build(lexicon: Lexicon) -> Ontology:
    types = {
        r.text("type"): EventType(
            r.text("type"),
            int(r.text("quad")),
            r.flag("recipient_required"),
            r.number("score") or 0.0,
            r.text("cameo"),
            r.text("description"),
            r.text("example"),
        )
        for r in lexicon.table("ontology/types")
    }
    modes = {
        (r.text("type"), r.text("mode")): Mode(
            r.text("type"), r.text("mode"), r.number("score"), r.text("cameo"), r.text("description")
        )
        for r in lexicon.table("ontology/modes")
    }
    codes = {
        r.text("code"): CameoCode(
            r.text("code"),
            r.text("label"),
            r.number("goldstein") or 0.0,
            int(r.text("quad")),
            r.text("type") or None,
            r.text("mode") or None,
            r.list("contexts"),
            r.text("note"),
        )
        for r in lexicon.table("ontology/cameo")
    }
    return Ontology(MappingProxyType(types), MappingProxyType(modes), MappingProxyType(codes))
