"""Verbs and patterns of TABARI and PETRARCH → rows of our verb and noun tables; what they cannot say is counted, with examples.

A pattern that is taken has, before the verb, nothing but the source (``$``), or the target of a passive (``+ * BY $``); behind it
a particle, the target (``+``), a noun (or a set of words), and one preposition with a noun or the target.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from detente.formats.petrarch import Dictionaries, VerbEntry, plain
from detente.formats.petrarch_tables import SOURCE, Tables
from detente.lexicon import Lexicon

_PARTICLES = frozenset("away back down off out up apart".split())
_PREPOSITIONS = frozenset(
    "about across after against along among around as at before behind between beyond by during for from in into of on onto over "
    "through throughout to toward towards under until upon with within without".split()
)
_ARTICLES = frozenset("a an the its his her their".split())
_WORD = re.compile(r"[a-z][a-z'-]*")
_VERB = re.compile(r"[a-z][a-z -]*")


@dataclass(slots=True)
class _Pattern:
    """What a pattern asks for: a particle, an object class, pairs of preposition and class, and where the recipient stands."""

    particle: str = ""
    object: str = ""
    company: list[tuple[str, str]] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    nouns: dict[str, list[str]] = field(default_factory=dict)


def take_verbs(found: Dictionaries, lexicon: Lexicon, into: Tables) -> None:
    """Add rows for verbs with a code, and for their patterns, with the classes of nouns that these ask for."""
    codes = {row.text("code") for row in lexicon.table("ontology/cameo")}
    nouns = frozenset(n for row in lexicon.table("events/nouns") for n in row.list("nouns"))
    for entry in found.verbs:
        verbs = [v for v in entry.verbs if _VERB.fullmatch(v)]
        for verb in entry.verbs:
            if verb not in verbs:
                into.leave("verbs with characters that our tables do not take", entry.where, verb)
        if not verbs:
            continue
        if entry.code in codes:
            _add_verb(verbs, entry.code, _Pattern(), into)
        elif entry.code.strip("-~"):
            into.leave("codes that CAMEO has not, or several at once", entry.where, f"{verbs[0]} [{entry.code}]")
        _take_patterns(entry, verbs, found.sets, codes, nouns, into)


def _take_patterns(  # noqa: PLR0917  what is taken, and what it is taken by
    entry: VerbEntry,
    verbs: list[str],
    sets: Mapping[str, list[str]],
    codes: AbstractSet[str],
    known: AbstractSet[str],
    into: Tables,
) -> None:
    for words, code, where in entry.patterns:
        text = f"{verbs[0]}: {words} [{code}]"
        if code not in codes:
            kind = "patterns without a code (they keep another from fitting)" if not code.strip("-~") else ""
            into.leave(kind or "codes that CAMEO has not, or several at once", where, text)
            continue
        pattern = _read_pattern(words, sets)
        if isinstance(pattern, str):
            into.leave(pattern, where, text)
            continue
        for name, nouns in pattern.nouns.items():
            cells = {"class": name, "nouns": "|".join(dict.fromkeys(_base(n, known) for n in nouns))}
            into.add("events/nouns", ("class",), cells)
        _add_verb([f"{v} {pattern.particle}".strip() for v in verbs], code, pattern, into)


def _add_verb(verbs: Sequence[str], code: str, pattern: _Pattern, into: Tables) -> None:
    stem = f"{SOURCE}.{re.sub('[^a-z]', '.', verbs[0])}"
    cells = {
        "code": code,
        "verbs": "|".join(verbs),
        "object": pattern.object,
        "with": "|".join(f"{preposition}:{name}" for preposition, name in pattern.company),
        "recipient": "|".join(pattern.recipient),
    }
    known = into.rows.setdefault("events/verbs", {})
    number = 1
    while (code, f"{stem}.{number}") in known:
        if {k: v for k, v in known[code, f"{stem}.{number}"].items() if k != "name"} == cells:
            return
        number += 1
    into.add("events/verbs", ("code", "name"), {**cells, "name": f"{stem}.{number}"})


def _read_pattern(words: str, sets: Mapping[str, list[str]]) -> _Pattern | str:
    """Return what a pattern asks for, or why our tables cannot say it."""
    tokens = re.sub(r"([*+$%{}()|])", r" \1 ", words.lower()).split()
    if "|" in tokens:
        return "patterns with alternatives inside"
    if strange := [t for t in tokens if t in ("%", "^") or "!" in t]:
        return "patterns with signs for compounds or skipped words" if strange else ""
    tokens = [t for t in tokens if t not in ("{", "}", "(", ")")]
    if tokens.count("*") != 1:
        return "patterns without the place of the verb"
    at = tokens.index("*")
    before, after = tokens[:at], tokens[at + 1 :]
    if before == ["+"] and after[-2:] == ["by", "$"]:
        before, after = ["$"], ["+", *after[:-2]]
    if before not in ([], ["$"]) or "$" in after:
        return "patterns with words before the verb, or the source behind it"
    return _read_after(after, sets)


def _read_after(tokens: list[str], sets: Mapping[str, list[str]]) -> _Pattern | str:
    out = _Pattern()
    if tokens and tokens[0] in _PARTICLES:
        out.particle = tokens.pop(0)
    preposition = ""
    while tokens:
        word = tokens.pop(0)
        if word in _PREPOSITIONS:
            if preposition:
                return "patterns with several prepositions in a row"
            preposition = word
            continue
        if word in _ARTICLES:
            continue
        name = "actor"
        if word != "+":
            phrase = [word]
            while tokens and tokens[0] not in _PREPOSITIONS and tokens[0] != "+" and not tokens[0].startswith("&"):
                phrase.append(tokens.pop(0))
            name = _class(" ".join(phrase), sets, out)
            if not name:
                return "patterns with words that our tables do not take, or sets that are not there"
        if fault := _put(out, preposition, name):
            return fault
        preposition = ""
    if preposition:
        out.company.append((preposition, "any"))
    return out if len(out.company) <= 1 else "patterns with several prepositional phrases"


def _put(out: _Pattern, preposition: str, name: str) -> str:
    """Put a noun, or the target, where it stands; return why it cannot be put there, or ''."""
    if preposition:
        if name == "actor":
            out.recipient.append(preposition)
            if out.object in ("", "actor") and not out.company:
                out.company.append((preposition, name))
        else:
            out.company = [pair for pair in out.company if pair[1] != "actor"]
            out.company.append((preposition, name))
    elif name == "actor":
        out.object, out.recipient = "actor", ["object"]
    elif out.object == "actor":  # gave them weapons
        out.object, out.recipient = name, ["dative", "object"]
    elif out.object:
        return "patterns with several objects"
    else:
        out.object = name
    return ""


def _class(words: str, sets: Mapping[str, list[str]], out: _Pattern) -> str:
    """Return the class of nouns for words or a set, and note what is in it; '' where there is none."""
    nouns = [plain(words)]
    if words.startswith("&"):
        nouns = sets.get(plain(words.removeprefix("&")), [])
    nouns = [n for n in nouns if n and all(map(_WORD.fullmatch, n.split(" ")))]
    letters = re.sub("[^a-z]+", "_", words.lower()).strip("_")
    if not nouns or not letters:
        return ""
    name = f"{SOURCE}_{'set_' if words.startswith('&') else ''}{letters}"
    out.nouns[name] = nouns
    return name


def _base(noun: str, known: AbstractSet[str]) -> str:
    """Return the singular that our tables have, or the noun: a plural of its own would hide what they say of the singular."""
    if noun in known or not noun.endswith("s"):
        return noun
    return next((base for base in (noun[:-1], noun[:-2], f"{noun[:-3]}y") if base in known), noun)
