"""Say what a code, a type, a status, a country, a rule or a word of the lexicon means, and where that stands."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.errors import LookupFailed, did_you_mean
from detente.events.ontology import CameoCode, EventType, Mode, Ontology, load_ontology
from detente.lexicon import Lexicon, Row

# Of these the lexicon has rows by the hundred, which explain nothing.
_WIDE = ("PLOVER sector", "country", "context", "quad class", "status of an event")
# How many rows of a table are shown.
_SHOWN = 4
# The columns of a state's codes in other systems.
_CODES = ("iso2", "cow", "gw", "cameo", "fips")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a word means: a title, the kind of thing it is (``event type``, ``CAMEO code`` …), and lines to print."""

    title: str
    kind: str
    lines: tuple[str, ...]


def explain(word: str, lexicon: Lexicon) -> Explanation:
    """Explain a PLOVER type, ``TYPE.mode``, CAMEO code, quad class, context, sector, status, country, ledger kind, rule or word.

    A word with several meanings gets them all. Raises LookupFailed with what comes near.
    """
    asked = " ".join(word.split())
    found = [e for look in _LOOKUPS for e in look(asked, lexicon)] if asked else []
    asks_for_a_type = asked.isupper() and asked.isalpha() and len(asked) > 3
    if not asks_for_a_type and not any(e.kind in _WIDE for e in found):
        found += _mentions(asked, lexicon)
    if not found:
        raise LookupFailed(_failure(asked, lexicon))
    first, *others = found
    lines = list(first.lines)
    for other in others:
        lines += ["", other.title, *other.lines]
    return Explanation(first.title, first.kind, tuple(lines))


def explain_rule(rule: str, lexicon: Lexicon) -> tuple[Explanation, ...]:
    """Explain a rule part by part (``stances.intend.ready+verbs.040.meet``): its description, and the rows it is named after.

    Parts that no table knows are left out.
    """
    return tuple(_rules(rule, lexicon))


def list_types(lexicon: Lexicon) -> Explanation:
    """List the PLOVER types by quad class, each with its score and modes."""
    ontology = load_ontology(lexicon)
    lines: list[str] = []
    for quad in lexicon.table("ontology/quads"):
        lines += ["", f"{quad.text('quad')} {quad.text('name')}"]
        for t in ontology.types.values():
            if str(t.quad) == quad.text("quad"):
                modes = ", ".join(m.name for m in ontology.modes_of(t.name))
                lines.append(f"  {t.name:<10}{_signed(t.score):>6}  {modes}".rstrip())
    return Explanation("PLOVER event types, with their scores and modes", "list", tuple(lines))


def list_crosswalk(lexicon: Lexicon) -> Explanation:
    """List every CAMEO code with its PLOVER type, mode and contexts, then every type and mode with its code, and what is lost."""
    from detente.events.crosswalk import from_cameo, from_plover, name_kind, sum_up

    ontology = load_ontology(lexicon)
    lines = [*sum_up(ontology), "", "CAMEO to PLOVER"]
    for code in from_cameo(ontology):
        contexts = f" in {', '.join(code.contexts)}" if code.contexts else ""
        lost = "; ".join(map(str, code.losses)) or "nothing is lost"
        lines.append(f"  {code.code:<5} {name_kind(code.kind)}{contexts}: {lost}")
    lines += ["", "PLOVER to CAMEO"]
    for kind in from_plover(ontology):
        lost = "; ".join(map(str, kind.losses)) or "nothing is lost"
        lines.append(f"  {name_kind(kind.kind):<24} {kind.code}: {lost}")
    return Explanation("The crosswalk between CAMEO and PLOVER, and what each way loses", "list", tuple(lines))


def _types(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    ontology = load_ontology(lexicon)
    if word.upper() in ontology.types:
        yield _of_type(ontology.types[word.upper()], ontology, lexicon)


def _of_type(t: EventType, ontology: Ontology, lexicon: Lexicon) -> Explanation:
    lines = [
        t.description,
        f"Example: {t.example}",
        f"Quad class: {t.quad} {_quad_name(t.quad, lexicon)}",
        f"Score: {_signed(t.score)} (from -10, conflict, to +10, cooperation)",
    ]
    if t.recipient_required:
        lines.append("A recipient is required.")
    modes = ontology.modes_of(t.name)
    if modes:
        lines.append("Modes:")
        lines += [f"  {m.name} ({_signed(ontology.plover_score(t.name, m.name))}): {m.description}" for m in modes]
    codes = [c for c in ontology.codes.values() if c.type == t.name]
    lines.append("CAMEO: " + ", ".join(c.code for c in codes))
    lines.append(f"Without a finer code: {t.cameo} ({ontology.cameo(t.cameo).label})")
    opens = sorted({r.text("kind") for r in lexicon.table("ontology/ledger") if r.text("type") == t.name} - {""})
    if opens:
        lines.append("May open in the ledger: " + ", ".join(opens))
    return Explanation(f"{t.name}: PLOVER event type", "event type", tuple(lines))


def _modes(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    ontology = load_ontology(lexicon)
    name, _, mode = word.replace(":", ".").replace("/", ".").replace(" ", ".").partition(".")
    for (t, m), found in sorted(ontology.modes.items()):
        if (t, m) == (name.upper(), mode.lower()) or (not mode and m == word.lower()):
            yield _of_mode(found, ontology)


def _of_mode(m: Mode, ontology: Ontology) -> Explanation:
    score = f"Score: {_signed(ontology.plover_score(m.type, m.name))}" + (f" (that of {m.type})" if m.score is None else "")
    cameo = f"CAMEO: {m.cameo} ({ontology.cameo(m.cameo).label})"
    return Explanation(f"{m.type}.{m.name}: mode of {m.type}", "mode", (m.description, score, cameo))


def _cameo(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    ontology = load_ontology(lexicon)
    if word in ontology.codes:
        yield _of_code(ontology.codes[word], ontology, lexicon)


def _of_code(c: CameoCode, ontology: Ontology, lexicon: Lexicon) -> Explanation:
    lines = [f"Under {p}: {ontology.codes[p].label}" for p in _parents(c.code) if p in ontology.codes]
    if c.type is None:
        lines.append("PLOVER: no type; what is merely said or appealed for is kept as a statement")
    else:
        mode = f".{c.mode}" if c.mode else ""
        lines.append(f"PLOVER: {c.type}{mode}" + (f" in the context of {', '.join(c.contexts)}" if c.contexts else ""))
        lines.append(f"PLOVER score: {_signed(ontology.plover_score(c.type, c.mode))}")
    lines += [
        f"Goldstein weight: {_signed(c.goldstein)}",
        f"Quad class of root {c.code[:2]}: {c.quad} {_quad_name(c.quad, lexicon)}",
    ]
    if c.note:
        lines.append(f"Note: {c.note} (docs/decisions/0001)")
    below = [f"  {d.code}: {d.label}" for d in ontology.codes.values() if _parents(d.code)[-1:] == [c.code]]
    if below:
        lines += ["Below it:", *below]
    return Explanation(f"{c.code}: CAMEO code, {c.label}", "CAMEO code", tuple(lines))


def _parents(code: str) -> list[str]:
    """List what stands above a code, from the root."""
    return [code[:n] for n in (2, 3) if n < len(code)]


def _quads(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    number = word.lower().removeprefix("quad").strip()
    for row in lexicon.table("ontology/quads"):
        if number == row.text("quad") or word.lower() == row.text("name"):
            types = [t.name for t in load_ontology(lexicon).types.values() if str(t.quad) == row.text("quad")]
            title = f"{row.text('quad')}: quad class, {row.text('name')}"
            yield Explanation(title, "quad class", (row.text("description"), "Types: " + ", ".join(types)))


def _contexts(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    for row in lexicon.table("ontology/contexts"):
        if word.lower().replace(" ", "_") == row.text("context"):
            codes = [c.code for c in load_ontology(lexicon).codes.values() if row.text("context") in c.contexts]
            lines = [row.text("description")] + (["CAMEO codes that imply it: " + ", ".join(codes)] if codes else [])
            yield Explanation(f"{row.text('context')}: PLOVER context", "context", tuple(lines))


def _named(table: str, column: str, kind: str, *, upper: bool = False) -> Callable[[str, Lexicon], Iterator[Explanation]]:
    """Return a lookup in a table that has a name, a description and perhaps an example and a further name."""

    def look(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
        for row in lexicon.table(table):
            if (word.upper() if upper else word.lower()) == row.text(column):
                lines = [row.text("description")]
                lines += [f"Example: {row.text('example')}"] if row.values.get("example") else []
                name = f", {row.text('name')}" if row.values.get("name") else ""
                yield Explanation(f"{row.text(column)}: {kind}{name}", kind, (*lines, f"Stands in {row.where}"))

    return look


def _countries(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    for row in lexicon.tables.get("actors/states", ()):
        if word in (row.text("iso3"), row.text("name")) or (word.islower() and word.upper() == row.text("iso3")):
            lines = [
                f"{label}: {', '.join(row.list(column))}"
                for label, column in (
                    ("Also", "aliases"), ("Adjectives", "adjectives"), ("Its people", "demonyms"), ("Capital", "capitals")
                )
                if row.list(column)
            ]  # fmt: skip
            since, until = row.date("since"), row.date("until")
            if since or until:
                lines.append(f"Valid from {since or 'ever'} until {until or 'now'}")
            codes = [f"{system.upper()} {row.text(system)}" for system in _CODES if row.text(system)]
            lines += [f"Codes: {', '.join(codes)}"] if codes else []
            yield Explanation(f"{row.text('iso3')}: country, {row.text('name')}", "country", (*lines, f"Stands in {row.where}"))


def _rules(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    """Explain a rule; one that is joined of several (``stances.intend.ready+verbs.040.meet``) part by part."""
    for part in word.split("+"):
        row = rule_row(part, lexicon)
        if row is None:
            continue
        lines = [row.text("description")]
        lines += [f"{named.where}  {_cells(named)}" for named in lexicon.index(_named_rows).get(part, ())]
        makes = row.text("makes")
        yield Explanation(f"{part}: rule that makes {'an' if makes[0] in 'ae' else 'a'} {makes}", "rule", tuple(lines))


def _named_rows(lexicon: Lexicon) -> dict[str, tuple[Row, ...]]:
    """Index the rows that rules are named after: ``verbs.112.accuse`` by table and key, ``verb.that`` by frame."""
    index: dict[str, list[Row]] = {}
    for name in sorted(n for n in lexicon.tables if n.startswith("events/")):
        for row in lexicon.tables[name]:
            first, second = [*(str(v or "") for v in row.values.values()), ""][:2]
            for key in (first, f"{first}.{second}"):
                index.setdefault(f"{name.partition('/')[2]}.{key}", []).append(row)
    for row in lexicon.tables.get("statements/frames", ()):
        for before in ("verb", "noun", "adjective", "relay"):
            index.setdefault(f"{before}.{row.text('frame')}", []).append(row)
    for row in lexicon.tables.get("language/governors", ()):
        index.setdefault(f"scope.{row.text('relation')}.{row.text('lemma')}", []).append(row)
    for row in lexicon.tables.get("language/modals", ()):
        index.setdefault(f"scope.modal.{row.text('word')}", []).append(row)
    for row in lexicon.tables.get("language/scope", ()):
        index.setdefault(f"scope.{row.text('category')}.{row.text('literal').replace(' ', '_')}", []).append(row)
    return {rule: tuple(rows) for rule, rows in index.items()}


def rule_row(rule: str, lexicon: Lexicon) -> Row | None:
    """Return the row of ``ontology/rules`` that explains a rule: its own, or that of its longest known beginning; else None."""
    rows = lexicon.index(_rule_index)
    if rule in rows:
        return rows[rule]
    parts = rule.split(".")
    beginnings = (".".join([*parts[:n], "*"]) for n in range(len(parts) - 1, 0, -1))
    return next((rows[b] for b in beginnings if b in rows), None)


def _rule_index(lexicon: Lexicon) -> dict[str, Row]:
    return {r.text("rule"): r for r in lexicon.table("ontology/rules")}


def _mentions(word: str, lexicon: Lexicon) -> Iterator[Explanation]:
    """Yield the rows of the lexicon that hold the word as a cell, the first few of each table, and how many more there are."""
    rows = lexicon.index(_row_index).get(word.lower(), ())
    lines: list[str] = []
    files = Counter(row.file for row in rows)
    for file, n in files.items():
        first = [row for row in rows if row.file == file][:_SHOWN]
        lines += [f"  {row.where}  {_cells(row, word.lower())}" for row in first]
        left = n - len(first)
        lines += [f"  {file}: {left} more row{'s' if left > 1 else ''}"] if left else []
    if lines:
        yield Explanation(f"{word}: rows of the lexicon", "lexicon rows", tuple(lines))


def _row_index(lexicon: Lexicon) -> dict[str, tuple[Row, ...]]:
    """Index the rows of the stages by the words in them; what the ontology says of itself is explained elsewhere."""
    index: dict[str, dict[str, Row]] = {}
    for name in sorted(n for n in lexicon.tables if not n.startswith("ontology/") or n == "ontology/ledger"):
        for row in lexicon.tables[name]:
            for value in row.values.values():
                for cell in value if isinstance(value, tuple) else (value,):
                    if isinstance(cell, str) and cell:
                        index.setdefault(cell.lower(), {})[row.where] = row
    order = {"events": 0, "ontology": 1, "statements": 2, "language": 3}
    return {cell: tuple(sorted(rows.values(), key=lambda r: order.get(r.file.split("/")[-2], 9))) for cell, rows in index.items()}


def _cells(row: Row, word: str = "") -> str:
    """Word the cells of a row; of a long list, only the word asked for and how many there are."""
    shown = []
    for column, value in row.values.items():
        if isinstance(value, tuple):
            kept = [v for v in value if v.lower() == word] or list(value[:3])
            more = f" (of {len(value)})" if len(value) > len(kept) else ""
            shown += [f"{column}={'|'.join(kept)}{more}"] if value else []
        elif value not in (None, "", False):
            shown.append(f"{column}={'yes' if value is True else value}")
    return "  ".join(shown)


def _failure(word: str, lexicon: Lexicon) -> str:
    ontology = load_ontology(lexicon)
    if word[:1].isdigit():
        try:
            ontology.cameo(word)
        except LookupFailed as failed:
            return str(failed)
    synonyms = {r.text("word"): r.list("types") for r in lexicon.table("ontology/synonyms")}
    endings = ("", "d", "s", "ed", "es", "ing")
    meant = next((synonyms[w] for e in endings if (w := word.lower().removesuffix(e)) in synonyms), ())
    if meant:
        return f"No event type {word!r}. Did you mean {' or '.join(meant)}? See: detente explain --types"
    if "." in word:
        known = [r.text("rule") for r in lexicon.table("ontology/rules")]
        return f"No rule or mode {word!r}.{did_you_mean(word, known)} See: detente explain --types"
    known = [*ontology.types, *(m for _, m in sorted(ontology.modes))]
    for table, column in (("contexts", "context"), ("sectors", "sector"), ("statuses", "status"), ("ledger_kinds", "kind")):
        known += [r.text(column) for r in lexicon.table(f"ontology/{table}")]
    near = did_you_mean(word.upper(), ontology.types) or did_you_mean(word.lower(), dict.fromkeys(known))
    what = "event type" if word.isupper() else "code, type, rule or word"
    return f"No {what} {word!r}.{near} See: detente explain --types"


def _quad_name(quad: int, lexicon: Lexicon) -> str:
    return next(r.text("name") for r in lexicon.table("ontology/quads") if r.text("quad") == str(quad))


def _signed(score: float) -> str:
    return f"{score:+g}" if score else "0"


_LOOKUPS: tuple[Callable[[str, Lexicon], Iterator[Explanation]], ...] = (
    _types,
    _modes,
    _cameo,
    _quads,
    _contexts,
    _named("ontology/sectors", "sector", "PLOVER sector", upper=True),
    _named("ontology/statuses", "status", "status of an event"),
    _named("ontology/ledger_kinds", "kind", "kind of ledger entry"),
    _named("ontology/groups", "code", "code in the place of a country", upper=True),
    _countries,
    _rules,
)
