"""The tables of ``data/events``, indexed by the words that stand in the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.lexicon import Lexicon

FIRST = frozenset(
    ("aid", "arms", "ban", "probers", "first", "keepers", "ngo", "relief")
)  # rows that ask what sort of subject it is win over others
ANYTHING = frozenset(("any", "any_or_none", "none"))
NARROW = frozenset(("armed", "court"))  # flags that ask for a certain sort of actor
ANYBODY = ANYTHING | {"actor", "state", "person", "person_actor", "people", "leader", "self"}


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """A verb, what must stand around it, and the CAMEO code that it then means.

    ``words`` are further words of the verb (*tip off*); ``object`` lists classes of which one must fit; ``with`` pairs of
    preposition (or other word) and class of which one must stand in the clause. ``recipient`` and ``actor`` list where
    to look for them, in order.
    """

    code: str
    name: str
    words: tuple[str, ...]
    object: frozenset[str]
    company: tuple[tuple[str, str], ...]
    recipient: tuple[str, ...]
    actor: tuple[str, ...]
    flags: frozenset[str]
    weight: int

    @property
    def rule(self) -> str:
        """The name of the row, as events carry it."""
        return f"verbs.{self.code}.{self.name}"


@dataclass(frozen=True, slots=True)
class NounEntry:
    """What a noun stands for: its classes, and the act that it names, where it names one."""

    classes: frozenset[str]
    code: str = ""
    of: str = ""
    alone: bool = False
    symmetric: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """A word that takes a stance on an act, and the constructions in which it does."""

    stance: str
    name: str
    pos: str
    words: tuple[str, ...]
    frames: frozenset[str]
    flags: frozenset[str]

    @property
    def rule(self) -> str:
        """The name of the row, as events carry it."""
        return f"stances.{self.stance}.{self.name}"


@dataclass(frozen=True, slots=True)
class Patterns:
    """All of it, by first word. ``before`` tells by a phrase's last word how many words can stand before it, most first."""

    verbs: Mapping[str, tuple[VerbPattern, ...]]
    nouns: Mapping[str, NounEntry]
    before: Mapping[str, tuple[int, ...]]
    stances: Mapping[str, tuple[Stance, ...]]
    compositions: Mapping[tuple[str, str], str]
    refinements: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    means: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    words: Mapping[str, frozenset[str]]
    deverbals: Mapping[str, tuple[str, ...]]

    def compose(self, stance: str, code: str) -> str:
        """Return the code of a stance on an act: that of the longest prefix of the act's code; '' where it is no event.

        An empty act gives the stance's own code.
        """
        for length in range(len(code), -1, -1):
            found = self.compositions.get((stance, code[:length]))
            if found is not None:
                return code if found == "=" else found
        return ""


def build_patterns(lexicon: Lexicon) -> Patterns:
    """Index the tables of ``data/events``; use as ``lexicon.index(build_patterns)``."""
    verbs: dict[str, list[VerbPattern]] = {}
    for row in lexicon.table("events/verbs"):
        company = tuple((w.partition(":")[0], w.partition(":")[2]) for w in row.list("with"))
        objects = frozenset(row.list("object"))
        flags = frozenset(row.list("flags"))
        weight = (
            4 * bool(company) + bool(flags & NARROW) + (bool(objects) if objects <= ANYTHING else 2 if objects <= ANYBODY else 3)
        )
        weight += 2 * bool(FIRST & flags)
        for verb in row.list("verbs"):
            first, *rest = verb.split(" ")
            pattern = VerbPattern(
                row.text("code"),
                row.text("name"),
                tuple(rest),
                objects,
                company,
                row.list("recipient") or ("object", "to", "on", "against", "with", "for", "of", "in"),
                row.list("actor") or ("subject",),
                flags,
                weight + 3 * len(rest),
            )
            verbs.setdefault(first, []).append(pattern)
    stances: dict[str, list[Stance]] = {}
    for row in lexicon.table("events/stances"):
        for word in row.list("words"):
            first, *rest = word.split(" ")
            stance = Stance(
                row.text("stance"),
                row.text("name"),
                row.text("pos"),
                tuple(rest),
                frozenset(row.list("frames")),
                frozenset(row.list("flags")),
            )
            stances.setdefault(first, []).append(stance)
    nouns = _nouns(lexicon)
    return Patterns(
        {k: tuple(sorted(v, key=lambda p: -p.weight)) for k, v in verbs.items()},
        nouns,
        _words_before(nouns),
        {k: tuple(sorted(v, key=lambda s: -len(s.words))) for k, v in stances.items()},
        {(row.text("stance"), row.text("act")): row.text("code") for row in lexicon.table("events/compositions")},
        _refinements(lexicon, ""),
        _refinements(lexicon, "actor"),
        {row.text("class"): frozenset(row.list("words")) for row in lexicon.table("events/words")},
        {row.text("noun"): tuple(row.text("verb").split(" ")) for row in lexicon.table("events/deverbals")},
    )


def _words_before(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        *before, last = phrase.split(" ")
        if before:
            found.setdefault(last, set()).add(len(before))
    return {last: tuple(sorted(counts, reverse=True)) for last, counts in found.items()}


def _nouns(lexicon: Lexicon) -> dict[str, NounEntry]:
    """Join the rows that name the same noun; one that may stand alone settles what act it names."""
    out: dict[str, NounEntry] = {}
    for row in lexicon.table("events/nouns"):
        flags = row.list("flags")
        for noun in sorted({form for n in row.list("nouns") for form in (n.lower(), n.lower().replace("-", " - "))}):
            old = out.get(noun, NounEntry(frozenset()))
            classes = old.classes | {row.text("class")}
            new = NounEntry(classes, row.text("code"), row.text("of"), "alone" in flags, "sym" in flags, row.text("class"))
            better = new.code and (not old.code or (new.alone and not old.alone))
            out[noun] = new if better else NounEntry(classes, old.code, old.of, old.alone, old.symmetric, old.name)
    return out


def _refinements(lexicon: Lexicon, of: str) -> dict[str, tuple[tuple[frozenset[str], str], ...]]:
    words = {row.text("class"): frozenset(row.list("words")) for row in lexicon.table("events/words")}
    out: dict[str, list[tuple[frozenset[str], str]]] = {}
    for row in lexicon.table("events/refinements"):
        if row.text("of") == of:
            out.setdefault(row.text("code"), []).append((words[row.text("domain")], row.text("refined")))
    return {code: tuple(pairs) for code, pairs in out.items()}
