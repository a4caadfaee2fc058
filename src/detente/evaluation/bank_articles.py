"""The bank: articles written and annotated for the project, from readable TOML to checked JSON lines.

``python -m detente.evaluation.bank_articles bank`` compiles ``bank/articles/*.toml`` into ``bank/bank.jsonl``; with ``--check``
it only tells whether that file is up to date. ``bank/README.md`` documents the format. A span is written as words of the text:
``"the minister"`` (must stand once), ``"Obi#2"`` (the second one), ``"that [he] would go"`` (the bracketed part of a stretch that
stands once); it is compiled to ``[start, end, "surface"]``.
"""

import json
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.errors import EvaluationError
from detente.events.ontology import load_ontology
from detente.lexicon import Lexicon, load_lexicon
from detente.records import ActorKind, Attitude, LedgerKind, OutcomeKind, StatementKind, Status

PARTS = ("train", "dev", "test")
FIELDS = {
    group: frozenset(keys.split())
    for group, keys in {
        "article": "id part title outlet published region style text actors statements events ledger",
        "actors": "id name kind country countries sector roles mentions",
        "statements": "id kind attitude speaker source cue content addressee via inside agrees_with disagrees_with",
        "events": "id type mode contexts cameo status symmetric actors recipients trigger date claimed_by",
        "ledger": "kind by to what event outcomes",
    }.items()
}
SPAN_FIELDS = {"actors": ("mentions",), "statements": ("source", "cue", "content"), "events": ("trigger",), "ledger": ("what",)}
LISTS = {
    "actors": ("countries", "roles", "mentions"),
    "statements": ("speaker", "source", "cue", "content", "addressee", "via", "agrees_with", "disagrees_with"),
    "events": ("contexts", "actors", "recipients", "trigger"),
    "ledger": ("by", "to", "what", "outcomes"),
}

Row = dict[str, Any]


def compile_article(path: Path, lexicon: Lexicon) -> Row:
    """Read one TOML article, locate every span and check every value; raises EvaluationError naming file and entry."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error}).") from error
    _known_fields(raw, "article", str(path))
    text = str(raw.get("text", "")).strip("\n")
    row: Row = {key: raw.get(key) for key in ("id", "part", "title", "outlet", "published", "region", "style")}
    row["published"] = str(raw.get("published", ""))
    row["text"] = text
    for group in ("actors", "statements", "events", "ledger"):
        row[group] = [_compile_entry(entry, group, text, f"{path}: {group} {i}") for i, entry in enumerate(raw.get(group, []), 1)]
    check_article(row, lexicon, str(path))
    return row


def locate(words: str, text: str, where: str) -> list[Any]:
    """Find the span that ``words`` mean in ``text``, as ``[start, end, surface]``.

    >>> locate("said [he]#2", "She said he, said he left.", "example")
    [18, 20, 'he']
    """
    pattern, _, nth = words.partition("#") if re.search(r"#\d+$", words) else (words, "", "")
    bracket = re.fullmatch(r"(.*)\[(.+)\](.*)", pattern, re.DOTALL)
    before, inner, after = bracket.groups() if bracket else ("", pattern, "")
    stretch = before + inner + after
    edge_l = r"(?<!\w)" if re.match(r"\w", stretch) else ""
    edge_r = r"(?!\w)" if re.search(r"\w$", stretch) else ""
    found = [m.start() for m in re.finditer(edge_l + re.escape(stretch) + edge_r, text)]
    if not found:
        raise EvaluationError(f"{where}: {words!r} does not stand in the text.")
    if not nth and len(found) > 1:
        raise EvaluationError(f"{where}: {words!r} stands {len(found)} times; add #n or a bracketed context.")
    if nth and not 1 <= int(nth) <= len(found):
        raise EvaluationError(f"{where}: {words!r} asks for place {nth} of {len(found)}.")
    start = found[int(nth) - 1 if nth else 0] + len(before)
    return [start, start + len(inner), inner]


def _compile_entry(entry: Mapping[str, Any], group: str, text: str, where: str) -> Row:
    _known_fields(entry, group, where)
    out: Row = {}
    for key in sorted(FIELDS[group]):
        value = entry.get(key, [] if key in LISTS[group] else False if key == "symmetric" else None)
        if key in SPAN_FIELDS[group]:
            value = sorted(locate(words, text, where) for words in value)
        elif key == "date":
            value = str(value) if value else None
        elif key == "outcomes":
            value = [_compile_outcome(outcome, text, where) for outcome in value]
        out[key] = value
    return out


def _compile_outcome(outcome: Mapping[str, Any], text: str, where: str) -> Row:
    extra = sorted(set(outcome) - {"how", "event", "words"})
    if extra:
        raise EvaluationError(f"{where}: unknown key {extra[0]!r} of an outcome; known: event, how, words.")
    words = sorted(locate(words, text, where) for words in outcome.get("words", []))
    return {"event": outcome.get("event"), "how": outcome.get("how"), "words": words}


def _known_fields(entry: Mapping[str, Any], group: str, where: str) -> None:
    extra = sorted(set(entry) - FIELDS[group])
    if extra:
        raise EvaluationError(f"{where}: unknown key {extra[0]!r}; known: {', '.join(sorted(FIELDS[group]))}.")


def check_article(row: Mapping[str, Any], lexicon: Lexicon, where: str) -> None:
    """Check values, references and surfaces of a compiled article; raises EvaluationError at the first fault."""
    ontology = load_ontology(lexicon)
    actors = {a["id"] for a in row["actors"]}
    statements = {s["id"] for s in row["statements"]}
    events = {e["id"] for e in row["events"]}

    def need(condition: bool, what: str) -> None:
        if not condition:
            raise EvaluationError(f"{where}: {what}.")

    def refer(ids: Sequence[str | None], known: set[str], what: str) -> None:
        missing = [i for i in ids if i is not None and i not in known]
        need(not missing, f"{what}: no such id {missing[0] if missing else ''!r}")

    need(row["part"] in PARTS, f"part {row['part']!r} is none of {', '.join(PARTS)}")
    for group, known in (("actors", actors), ("statements", statements), ("events", events)):
        need(len(known) == len(row[group]), f"two {group} share an id")
        for entry in row[group]:
            for field in SPAN_FIELDS[group]:
                for start, end, surface in entry[field]:
                    need(row["text"][start:end] == surface, f"{group} {entry['id']}: {surface!r} is not at {start}")
    sectors = {r.text("sector") for r in lexicon.table("ontology/sectors")}
    contexts = {r.text("context") for r in lexicon.table("ontology/contexts")}
    contents = {s["id"]: s["content"] for s in row["statements"]}
    for a in row["actors"]:
        need(a["kind"] in set(ActorKind), f"actor {a['id']}: kind {a['kind']!r}")
        need(a["sector"] is None or a["sector"] in sectors, f"actor {a['id']}: sector {a['sector']!r}")
        need(bool(a["mentions"]), f"actor {a['id']} has no mention")
    for s in row["statements"]:
        need(s["kind"] in set(StatementKind), f"statement {s['id']}: kind {s['kind']!r}")
        need(s["attitude"] in set(Attitude), f"statement {s['id']}: attitude {s['attitude']!r}")
        need(bool(s["content"]), f"statement {s['id']} has no content")
        for field in ("speaker", "addressee", "via", "agrees_with", "disagrees_with"):
            refer(s[field], actors, f"statement {s['id']}: {field}")
        refer([s["inside"]], statements - {s["id"]}, f"statement {s['id']}: inside")
        need(
            not s["inside"] or _within(s["content"], contents[s["inside"]]),
            f"statement {s['id']} does not stand in {s['inside']}",
        )
    for e in row["events"]:
        need(e["type"] in ontology.types, f"event {e['id']}: type {e['type']!r}")
        need(e["status"] in set(Status), f"event {e['id']}: status {e['status']!r}")
        need(bool(e["trigger"]) and bool(e["actors"]), f"event {e['id']} needs a trigger and an actor")
        need(e["cameo"] is None or e["cameo"] in ontology.codes, f"event {e['id']}: cameo {e['cameo']!r}")
        need(e["mode"] is None or (e["type"], e["mode"]) in ontology.modes, f"event {e['id']}: mode {e['mode']!r}")
        need(set(e["contexts"]) <= contexts, f"event {e['id']}: contexts {e['contexts']!r}")
        refer([*e["actors"], *e["recipients"]], actors, f"event {e['id']}")
        refer([e["claimed_by"]], statements, f"event {e['id']}: claimed_by")
        claim = contents.get(e["claimed_by"], e["trigger"])
        need(_within(e["trigger"], claim), f"event {e['id']} does not stand in {e['claimed_by']}")
    for entry in row["ledger"]:
        need(entry["kind"] in set(LedgerKind), f"ledger: kind {entry['kind']!r}")
        refer([*entry["by"], *entry["to"]], actors, "ledger")
        refer([entry["event"]], events, "ledger")
        for outcome in entry["outcomes"]:
            need(outcome["how"] in set(OutcomeKind), f"ledger: outcome {outcome['how']!r}")
            need(bool(outcome["event"]) != bool(outcome["words"]), "ledger: an outcome has either an event or words")
            refer([outcome["event"]], events - {entry["event"]}, "ledger: outcome")


def _within(inner: Sequence[Sequence[Any]], outer: Sequence[Sequence[Any]]) -> bool:
    """Tell whether every span of ``inner`` touches a span of ``outer``, for a split quotation may part a clause."""
    return all(any(start < o[1] and o[0] < end for o in outer) for start, end, _ in inner)


def compile_bank(folder: Path, lexicon: Lexicon) -> str:
    """Compile every article of ``folder/articles`` into JSON lines, sorted by id."""
    rows = [compile_article(path, lexicon) for path in sorted((folder / "articles").glob("*.toml"))]
    if not rows:
        raise EvaluationError(f"{folder}/articles: holds no *.toml.")
    if len({r["id"] for r in rows}) < len(rows):
        raise EvaluationError(f"{folder}/articles: two articles share an id.")
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in sorted(rows, key=lambda r: str(r["id"])))


def main(arguments: Sequence[str]) -> int:
    """Compile or, with ``--check``, compare; 0 when all is well, 1 with the fault on standard error."""
    folder = Path(next((a for a in arguments if not a.startswith("--")), "bank"))
    try:
        content = compile_bank(folder, load_lexicon())
    except EvaluationError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    target = folder / "bank.jsonl"
    if "--check" in arguments:
        if target.is_file() and target.read_text("utf-8") == content:
            return 0
        sys.stderr.write(f"error: {target} is not what the articles compile to; run this without --check.\n")
        return 1
    target.write_text(content, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
