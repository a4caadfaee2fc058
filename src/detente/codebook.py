"""Write the codebook out of the ontology tables: ``python -m detente.codebook > docs/codebook.md``."""

import sys
from collections.abc import Iterable, Iterator

from detente.events.crosswalk import from_cameo, from_plover, name_kind, sum_up
from detente.events.ontology import EventType, Ontology, load_ontology
from detente.lexicon import Lexicon, Row, load_lexicon


def write_codebook(lexicon: Lexicon) -> str:
    """Return the codebook as Markdown: quad classes, types, status, contexts, sectors, ledger, rules, CAMEO, crosswalk."""
    ontology = load_ontology(lexicon)
    parts = [
        ["# Codebook", "", "Made by `python -m detente.codebook` out of `data/ontology`: edit the tables, not this page."],
        ["", "Types, modes, contexts, sectors and scores follow PLOVER; codes and weights follow CAMEO and Goldstein. Where the"],
        ["published files contradict each other, see [decision 1](decisions/0001-plover-contradictions.md)."],
        _quads(lexicon, ontology),
        ["", "## Event types"],
        *(_type(t, ontology) for t in ontology.types.values()),
        _section("Status", "Did it happen?", lexicon.table("ontology/statuses"), ("status", "description", "example")),
        _section("Contexts", "What the event is about; an event has any number.", lexicon.table("ontology/contexts"),
                 ("context", "description")),
        _section("Sectors", "What part of a state or society an actor belongs to.", lexicon.table("ontology/sectors"),
                 ("sector", "group", "description")),
        _section("Codes in the place of a country", "Actors that belong to no state.", lexicon.table("ontology/groups"),
                 ("code", "name", "description")),
        _section("Ledger", "What is put on the table between states.", lexicon.table("ontology/ledger_kinds"),
                 ("kind", "description", "example")),
        _section("Rules", "What the `rule` of a record means; a name in `.*` stands for all that begin so.",
                 lexicon.table("ontology/rules"), ("rule", "makes", "description")),
        _cameo(ontology),
        _crosswalk(ontology),
    ]  # fmt: skip
    return "\n".join(line for part in parts for line in part) + "\n"


def _quads(lexicon: Lexicon, ontology: Ontology) -> Iterator[str]:
    rows = [
        (q.text("quad"), q.text("name"), ", ".join(t.name for t in ontology.types.values() if str(t.quad) == q.text("quad")))
        for q in lexicon.table("ontology/quads")
    ]
    yield from ["", "## Quad classes", "", *_table(("quad", "name", "types"), rows)]


def _type(t: EventType, ontology: Ontology) -> Iterator[str]:
    needs = "; a recipient is required" if t.recipient_required else ""
    yield from ["", f"### {t.name}", "", f"{t.description} *{t.example}*", ""]
    yield f"Quad class {t.quad}, score {t.score:+g}{needs}. As a CAMEO code: {t.cameo}."
    modes = [(m.name, f"{ontology.plover_score(t.name, m.name):+g}", m.cameo, m.description) for m in ontology.modes_of(t.name)]
    if modes:
        yield from ["", *_table(("mode", "score", "CAMEO", "description"), modes)]


def _section(title: str, lead: str, rows: Iterable[Row], columns: tuple[str, ...]) -> Iterator[str]:
    cells = [tuple(row.text(c) if c != "rule" else f"`{row.text(c)}`" for c in columns) for row in rows]
    yield from ["", f"## {title}", "", lead, "", *_table(columns, cells)]


def _cameo(ontology: Ontology) -> Iterator[str]:
    rows = [
        (
            c.code,
            c.label,
            f"{c.goldstein:+g}",
            str(c.quad),
            f"{c.type or '–'}{'.' + c.mode if c.mode else ''}",
            ", ".join(c.contexts),
        )
        for c in ontology.codes.values()
    ]
    yield from ["", "## CAMEO codes", "", "The quad class is that of the root.", ""]
    yield from _table(("code", "label", "Goldstein", "quad", "PLOVER", "contexts"), rows)


def _crosswalk(ontology: Ontology) -> Iterator[str]:
    yield from ["", "## Crosswalk, and what it loses", ""]
    yield from [
        "`detente explain --crosswalk` prints the same. PLOVER types and modes of each code stand above, with contexts.",
        "",
    ]
    yield from (f"- {line}" for line in sum_up(ontology))
    yield from ["", "### PLOVER to CAMEO", ""]
    kinds = [(name_kind(k.kind), k.code, name_kind(k.back), "; ".join(map(str, k.losses))) for k in from_plover(ontology)]
    yield from _table(("PLOVER", "CAMEO", "back", "lost"), kinds)
    yield from ["", "### CAMEO to PLOVER", ""]
    codes = [(c.code, name_kind(c.kind), c.back or "–", "; ".join(map(str, c.losses))) for c in from_cameo(ontology)]
    yield from _table(("CAMEO", "PLOVER", "back", "lost"), codes)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


if __name__ == "__main__":
    sys.stdout.write(write_codebook(load_lexicon()))
