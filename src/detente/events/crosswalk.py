"""The crosswalk between CAMEO and PLOVER both ways, with what each way loses; all of it follows from the ontology tables."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from detente.events.ontology import Ontology

Kind = tuple[str | None, str | None]  # a PLOVER type and mode
# Words under which a loss is counted; each is told with its particulars.
NO_TYPE, MERGES, OTHER_CODE = "no type", "merges", "comes back as another code"
NO_CODE, SHARED, NO_SOURCE = "no code of its own", "shares its code", "no code leads to it"
OTHER_KIND, ADDED = "comes back as another", "comes back with contexts"
APPEAL, REQUEST = "02", "10"


@dataclass(frozen=True, slots=True)
class Loss:
    """What one way loses: its name (one of the words above), and the particulars."""

    name: str
    said: str

    def __str__(self) -> str:
        return f"{self.name}{self.said}"


@dataclass(frozen=True, slots=True)
class FromCameo:
    """A CAMEO code in PLOVER: ``back`` is the code that stands for type and mode, None for a code without type."""

    code: str
    label: str
    kind: Kind
    contexts: tuple[str, ...]
    back: str | None
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class FromPlover:
    """A PLOVER type, or a mode of it, in CAMEO: ``back`` is what its code stands for in PLOVER."""

    kind: Kind
    code: str
    back: Kind
    losses: tuple[Loss, ...]


def name_kind(kind: Kind) -> str:
    """Write a type and mode.

    >>> name_kind(("CONSULT", "phone")), name_kind(("AID", None)), name_kind((None, None))
    ('CONSULT.phone', 'AID', '–')
    """
    return f"{kind[0]}.{kind[1]}" if kind[1] else kind[0] or "–"


def from_cameo(ontology: Ontology) -> tuple[FromCameo, ...]:
    """Return every CAMEO code, sorted, with what becomes of it in PLOVER and on the way back."""
    alike: dict[tuple[str | None, str | None, tuple[str, ...]], list[str]] = {}
    for code in sorted(ontology.codes):
        alike.setdefault(ontology.crosswalk(code), []).append(code)
    out = []
    for code in sorted(ontology.codes):
        type_, mode, contexts = ontology.crosswalk(code)
        back = None if type_ is None else ontology.cameo_for(type_, mode)
        losses: list[Loss] = []
        if type_ is None:
            losses.append(Loss(NO_TYPE, _untyped(ontology, code)))
        else:
            others = [c for c in alike[type_, mode, contexts] if c != code]
            losses += [Loss(MERGES, f" with {', '.join(others)}")] if others else []
        if back is not None and back != code:
            losses.append(Loss(OTHER_CODE, f": {back} ({_relation(code, back)})"))
        out.append(FromCameo(code, ontology.codes[code].label, (type_, mode), contexts, back, tuple(losses)))
    return tuple(out)


def from_plover(ontology: Ontology) -> tuple[FromPlover, ...]:
    """Return every PLOVER type, followed by its modes, with its CAMEO code and what becomes of that in PLOVER."""
    kinds: list[tuple[str, str | None]] = []
    for name in sorted(ontology.types):
        kinds += [(name, None), *((name, m.name) for m in ontology.modes_of(name))]
    sharing: dict[str, list[Kind]] = {}
    for kind in kinds:
        sharing.setdefault(ontology.cameo_for(*kind), []).append(kind)
    reached = {ontology.crosswalk(code)[:2] for code in ontology.codes}
    out = []
    for kind in kinds:
        code = ontology.cameo_for(*kind)
        type_, mode, contexts = ontology.crosswalk(code)
        losses: list[Loss] = []
        if kind[1] is not None and code == ontology.cameo_for(kind[0]):
            losses.append(Loss(NO_CODE, ": it has that of its type"))
        others = [name_kind(k) for k in sharing[code] if k != kind]
        losses += [Loss(SHARED, f" with {', '.join(others)}")] if others else []
        losses += [Loss(NO_SOURCE, "")] if kind not in reached else []
        losses += [Loss(OTHER_KIND, f": {name_kind((type_, mode))}")] if (type_, mode) != kind else []
        losses += [Loss(ADDED, f" added: {', '.join(contexts)}")] if contexts else []
        out.append(FromPlover(kind, code, (type_, mode), tuple(losses)))
    return tuple(out)


def sum_up(ontology: Ontology) -> Iterator[str]:
    """Word what is lost in each direction, counted."""
    codes, kinds = from_cameo(ontology), from_plover(ontology)
    lost = Counter(loss.name for row in codes for loss in row.losses)
    lost.update(loss.name for row in kinds for loss in row.losses)
    roots = sum(row.back is not None and row.back[:2] != row.code[:2] for row in codes)
    whole = sum(not row.losses for row in codes)
    yield (
        f"CAMEO to PLOVER: of {len(codes)} codes {lost[NO_TYPE]} have no type, {lost[MERGES]} merge with others, "
        f"{lost[OTHER_CODE]} come back as another code ({roots} of them under another root), and {whole} lose nothing."
    )
    yield (
        f"PLOVER to CAMEO: of {len(ontology.types)} types and {len(ontology.modes)} modes {lost[NO_CODE]} modes have no code of "
        f"their own, {lost[SHARED]} share a code, {lost[OTHER_KIND]} come back as another type or mode, {lost[NO_SOURCE]} come "
        f"out of no code at all, and {lost[ADDED]} come back with contexts that nobody gave."
    )
    known = {context for row in codes for context in row.contexts}
    yield (
        "Contexts stand in no CAMEO code by themselves: PLOVER to CAMEO loses all of them. "
        f"Those that some code implies on the way back: {', '.join(sorted(known))}."
    )


def _untyped(ontology: Ontology, code: str) -> str:
    if code.startswith(APPEAL):
        twin = REQUEST + code[2:]
        return f"; an event of this code gets the type of {twin if twin in ontology.codes else REQUEST + '0'}, REQUEST"
    return "; what is merely said is kept as a statement"


def _relation(code: str, back: str) -> str:
    if code.startswith(back):
        return "a coarser one"
    if back.startswith(code) or (len(code) == 2 and back == f"{code}0"):
        return "of the same root, written out" if back == f"{code}0" else "a finer one"
    if code[:3] == back[:3]:
        return "of the same base"
    return "of the same root" if code[:2] == back[:2] else "of another root"
