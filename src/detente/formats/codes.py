"""What other formats call countries, sectors and acts, and what that is here; read off ``data/formats`` and ``data/ontology``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from detente.actors.state_codes import state_by_code, state_codes
from detente.events.crosswalk import APPEAL, REQUEST
from detente.events.ontology import Ontology, load_ontology
from detente.lexicon import Lexicon, load_lexicon

KOSOVO, KOSOVO_OF_PLOVER = "XKX", "KOS"


@dataclass(frozen=True, slots=True)
class Act:
    """A CAMEO code as PLOVER has it; ``type`` is None for mere statements (root 01), for codes that no table has all is None."""

    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: int | None = None
    goldstein: float | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """The tables, indexed both ways. ``groups`` are PLOVER's codes for those who belong to no state."""

    ontology: Ontology
    lexicon: Lexicon
    groups: frozenset[str]
    states: frozenset[str]
    names: dict[str, str]  # a name of a state, part of one, or body → its code
    icews_names: dict[str, str]  # ISO 3166-1 alpha-3 → the name that ICEWS gives
    icews_sectors: dict[str, tuple[int, str, str]]  # → rank, sector, group
    icews_agents: dict[str, str]
    roles: dict[str, tuple[str, str]]  # CAMEO → sector, group
    known_groups: dict[str, str]
    role_of: dict[str, str]
    icews_sector_of: dict[str, str]
    icews_group_of: dict[str, str]  # PLOVER's groups → the ICEWS sector that names them
    labels: dict[str, str]  # label of a CAMEO code, folded → the code
    _acts: dict[str, Act] = field(default_factory=dict, repr=False)
    _state_codes: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False)

    def act(self, code: str) -> Act:
        """Return what a CAMEO code means. Appeals (root 02), which PLOVER drops, are requests here, as in own coding."""
        if code not in self._acts:
            if len(self._acts) > 10_000:  # codes of a hostile file
                self._acts.clear()
            self._acts[code] = self._find_act(code)
        return self._acts[code]

    def _find_act(self, code: str) -> Act:
        known = self.ontology.codes.get(code)
        if known is None:
            return Act()
        kind = known
        if known.type is None and code.startswith(APPEAL):
            twin = REQUEST + code[len(APPEAL) :]
            kind = self.ontology.codes.get(twin) or self.ontology.codes[f"{REQUEST}0"]
        score = None if kind.type is None else self.ontology.plover_score(kind.type, kind.mode)
        return Act(kind.type, kind.mode, kind.contexts, known.quad, known.goldstein, score)

    def country(self, system: str, code: str) -> str | None:
        """Return the ISO code of the state that a code of ``cameo`` or ``fips`` means now, or None."""

        def find() -> str | None:
            state = state_by_code(system, code, None, self.lexicon)
            return state.iso3 if state else None

        return self._kept(system, code, find)

    def code(self, system: str, iso3: object) -> str:
        """Return the code of a state in ``cameo``, ``fips`` or ``cow``, or '' where it has none."""
        if not isinstance(iso3, str):
            return ""

        def find() -> str | None:
            state = state_codes(iso3, None, self.lexicon)
            value = getattr(state, system) if state else None
            return None if value is None else str(value)

        return self._kept(f"to {system}", iso3, find) or ""

    def _kept(self, system: str, code: str, find: Callable[[], str | None]) -> str | None:
        key = (system, code)
        if key not in self._state_codes:
            if len(self._state_codes) > 10_000:
                self._state_codes.clear()
            self._state_codes[key] = find()
        return self._state_codes[key]

    def iso3(self, code: str) -> str | None:
        """Return a code of PLOVER for a country as it is written here, or None where it is none."""
        code = KOSOVO if code == KOSOVO_OF_PLOVER else code
        return code if code in self.states or code in self.groups else None

    def icews_sector(self, names: Iterable[str]) -> tuple[str | None, str | None]:
        """Return the PLOVER sector that a list of ICEWS sectors comes to, and the group code where it names one."""
        found = sorted((self.icews_sectors[n] for n in names if n in self.icews_sectors), key=lambda f: f[0])
        sector = next((s for _, s, _ in found if s), None)
        return sector, next((g for _, _, g in found if g), None)

    def cameo_of(self, type_: str | None, mode: str | None) -> str | None:
        """Return the CAMEO code for a type, with its mode where that is known."""
        if type_ is None or type_ not in self.ontology.types:
            return None
        return self.ontology.cameo_for(type_, mode if (type_, mode) in self.ontology.modes else None)


def folded(label: str) -> str:
    """Return a label without case and hyphens, by which its spellings agree.

    >>> folded("Threaten non-force") == folded("threaten non force")
    True
    """
    return " ".join(label.replace("-", " ").casefold().split())


def codes_of(lexicon: Lexicon | None = None) -> Codes:
    """Return the codes of a lexicon, built once; without one those of the built-in tables."""
    return _built_in() if lexicon is None else lexicon.index(_build)


@cache
def _built_in() -> Codes:
    return load_lexicon().index(_build)


def _build(lexicon: Lexicon) -> Codes:
    ontology = load_ontology(lexicon)
    names: dict[str, str] = {}
    icews_names: dict[str, str] = {}
    for row in lexicon.table("actors/states"):
        iso3 = row.text("iso3")
        icews_names[iso3] = row.text("name")
        names[row.text("name")] = iso3
    for row in lexicon.table("actors/states"):
        for alias in row.list("aliases"):
            names.setdefault(alias, row.text("iso3"))
    for row in lexicon.table("formats/icews_countries"):
        names[row.text("name")] = row.text("code")
        if row.flag("writes"):
            icews_names[row.text("code")] = row.text("name")
    sectors = lexicon.table("formats/sectors")
    labels: dict[str, str] = {}
    for code, known in sorted(ontology.codes.items(), key=lambda item: (len(item[0]) == 2, item[0])):
        labels.setdefault(folded(known.label), code)  # "Consult" is 040, not the root 04
    return Codes(
        ontology,
        lexicon,
        frozenset(r.text("code") for r in lexicon.table("ontology/groups")),
        frozenset(icews_names),
        names,
        icews_names,
        {
            r.text("name"): (int(r.number("rank") or 0), r.text("sector"), r.text("group"))
            for r in lexicon.table("formats/icews_sectors")
        },
        {r.text("name"): r.text("sector") for r in lexicon.table("formats/icews_agents")},
        {r.text("code"): (r.text("sector"), r.text("group")) for r in lexicon.table("formats/cameo_roles")},
        {r.text("code"): r.text("group") for r in lexicon.table("formats/cameo_groups")},
        {r.text("sector"): r.text("cameo") for r in sectors},
        {r.text("sector"): r.text("icews") for r in sectors},
        {r.text("group"): r.text("name") for r in lexicon.table("formats/icews_sectors") if r.text("group") and r.flag("writes")},
        labels,
    )
