"""What ``detente explain`` says."""

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import LookupFailed
from detente.events.ontology import load_ontology
from detente.explain import explain, explain_rule, list_crosswalk, list_types, rule_row
from detente.language.dates import find_dates
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.scope import find_scopes
from detente.lexicon import Lexicon
from detente.pipeline import read_parsed
from detente.records import Article

ROOT = Path(__file__).resolve().parents[1]
RULE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
SAMPLE = """Norway ready to reopen talks with Latvia if ferries return

OSLO (Fjord News) - Norway is ready to reopen talks with Latvia next month, but Riga must first return the ferries, the Norwegian
Prime Minister Kari Lund said on Tuesday.

"We will not sign anything until they are back," she told reporters. "In 1994 our two countries agreed to share the port."

According to Fjord News, Latvia denied that it had seized the ferries, and its foreign minister called the claim absurd. He was
quoted by the agency as saying that Latvia might recall its envoy. Estonia offered to mediate between the two; Finland welcomed
the offer, adding that it hoped for a truce before winter. Critics doubt whether Riga will yield.

Lithuania's insistence that the port stay open angered Oslo three days ago. Should it close, Norway could impose sanctions. No
agreement was reached in the summer, and the planned visit on 3 March was called off. Sweden urged both to stop seizing ships.
"""


@pytest.mark.parametrize(
    ("word", "kind", "title", "line"),
    [
        ("ACCUSE", "event type", "ACCUSE: PLOVER event type", "Quad class: 3 verbal conflict"),  # a type
        ("accuse", "event type", "ACCUSE: PLOVER event type", "Score: -3 (from -10, conflict, to +10, cooperation)"),  # any case
        ("AID", "event type", "AID: PLOVER event type", "A recipient is required."),  # a type that asks for a recipient
        ("CONSULT.phone", "mode", "CONSULT.phone: mode of CONSULT", "Score: +1.5"),  # a mode with its type
        ("consult phone", "mode", "CONSULT.phone: mode of CONSULT", "CAMEO: 041 (Discuss by telephone)"),  # spoken so
        ("phone", "mode", "CONSULT.phone: mode of CONSULT", "Score: +1.5"),  # a mode alone
        ("arrest", "mode", "COERCE.arrest: mode of COERCE", "THREATEN.arrest: mode of THREATEN"),  # a mode of two types
        ("PROTEST.vandalize", "mode", "PROTEST.vandalize: mode of PROTEST", "Score: -5 (that of PROTEST)"),  # without own score
        ("112", "CAMEO code", "112: CAMEO code, Accuse", "PLOVER: ACCUSE.disapprove"),  # a code
        ("010", "CAMEO code", "010: CAMEO code, Make statement", "Goldstein weight: 0"),  # the nought matters
        ("0862", "CAMEO code", "0862: CAMEO code, Receive inspectors", "Under 086: Allow international involvement"),  # its base
        ("20", "CAMEO code", "20: CAMEO code, Use unconventional mass violence", "Below it:"),  # a root lists its children
        ("3", "quad class", "3: quad class, verbal conflict", "Types: ACCUSE, REJECT, REQUEST, THREATEN"),  # a single digit
        ("quad 3", "quad class", "3: quad class, verbal conflict", "Types: ACCUSE, REJECT, REQUEST, THREATEN"),  # spelled out
        ("Material conflict", "quad class", "4: quad class, material conflict",
         "Deeds that set parties against each other."),  # by name
        ("human_rights", "context", "human_rights: PLOVER context", "Abuses of persons under international law."),  # a context
        ("human rights", "context", "human_rights: PLOVER context", "Abuses of persons under international law."),  # so spoken
        ("MED", "PLOVER sector", "MED: PLOVER sector", "Doctors, hospitals and health bodies (HLH in CAMEO)."),  # a sector
        ("negated", "status of an event", "negated: status of an event", "It did not happen, or it is denied."),  # a status
        ("condition", "kind of ledger entry", "condition: kind of ledger entry", "Example: … if the convoy is let through."),
        ("UNO", "code in the place of a country", "UNO: code in the place of a country, United Nations",
         "The United Nations and its agencies."),  # not a state
        ("NOR", "country", "NOR: country, Norway", "Capital: Oslo"),  # a state by its code
        ("Norway", "country", "NOR: country, Norway", "Capital: Oslo"),  # a state by its name
    ],
)  # fmt: skip
def test_meanings(lexicon: Lexicon, word: str, kind: str, title: str, line: str) -> None:
    found = explain(word, lexicon)
    assert (found.kind, found.title) == (kind, title)
    assert line in found.lines


def test_a_word_of_the_lexicon_names_file_and_line(lexicon: Lexicon) -> None:
    found = explain("say", lexicon)
    assert found.kind == "lexicon rows"
    assert any(line.strip().startswith("data/statements/cues.tsv:") and "lemma=say" in line for line in found.lines)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("CRITICISE", "No event type 'CRITICISE'. Did you mean ACCUSE? See: detente explain --types"),  # a synonym
        ("DEMANDED", "No event type 'DEMANDED'. Did you mean REQUEST? See: detente explain --types"),  # an inflected one
        ("FIGHT", "No event type 'FIGHT'. Did you mean ASSAULT? See: detente explain --types"),  # a category of old
        ("ACUSE", "No event type 'ACUSE'. Did you mean ACCUSE? See: detente explain --types"),  # a slip
        ("13y", "No CAMEO code '13y'. Its nearest parent is 13 (Threaten)."),  # a broken code
        ("verb.no.such", "verb.no.such"),  # a rule with a known beginning is explained, so this one is not refused
        ("nothing.of.this", "No rule or mode 'nothing.of.this'."),  # a rule that nobody knows
        ("", "No code, type, rule or word ''."),  # nothing asked
    ],
)
def test_what_is_not_known(lexicon: Lexicon, word: str, said: str) -> None:
    if word.startswith("verb."):
        assert explain(word, lexicon).title.startswith(said)
        return
    with pytest.raises(LookupFailed) as failed:
        explain(word, lexicon)
    assert str(failed.value).startswith(said)


def test_every_name_of_the_ontology_is_explained(lexicon: Lexicon) -> None:
    ontology = load_ontology(lexicon)
    words = [*ontology.types, *ontology.codes, *(f"{t}.{m}" for t, m in ontology.modes)]
    for table, column in (("contexts", "context"), ("sectors", "sector"), ("statuses", "status"), ("ledger_kinds", "kind")):
        words += [row.text(column) for row in lexicon.table(f"ontology/{table}")]
    for word in words:
        assert explain(word, lexicon).lines, word


def test_types_are_listed_by_quad_class(lexicon: Lexicon) -> None:
    lines = list_types(lexicon).lines
    assert "1 verbal cooperation" in lines
    assert sum(line.startswith("  ") for line in lines) == 16


def test_the_crosswalk_lists_every_code_and_every_kind_once(lexicon: Lexicon) -> None:
    ontology = load_ontology(lexicon)
    lines = list_crosswalk(lexicon).lines
    first, second = lines.index("CAMEO to PLOVER"), lines.index("PLOVER to CAMEO")
    codes = [line.split()[0] for line in lines[first + 1 : second] if line]
    kinds = [line.split()[0] for line in lines[second + 1 :]]
    assert codes == sorted(ontology.codes)
    assert sorted(kinds) == sorted([*ontology.types, *(f"{t}.{m}" for t, m in ontology.modes)])
    assert all(line.partition(": ")[2] for line in lines[first + 1 :] if line.startswith("  "))


def test_a_rule_is_explained_part_by_part(lexicon: Lexicon) -> None:
    parts = explain_rule("verb.that+model+no.such", lexicon)
    assert [p.title for p in parts] == ["verb.that: rule that makes a statement", "model: rule that makes a statement"]


@given(st.text())
def test_any_word_is_explained_or_refused(lexicon: Lexicon, word: str) -> None:
    with suppress(LookupFailed):
        assert explain(word, lexicon).title


def rules_in_source() -> Iterator[tuple[str, str]]:
    """Every string of the stages that is written like a rule; what is filled in at run time reads x."""
    for folder in ("statements", "actors", "events", "language"):
        for path in sorted((ROOT / "src/detente" / folder).glob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            pieces = {id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values}
            for node in ast.walk(tree):
                found = ""
                if isinstance(node, ast.JoinedStr):
                    found = "".join(str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                    found = node.value
                file = found.endswith((".onnx", ".json"))
                if RULE.fullmatch(found) and not found.startswith("x.") and not file:
                    yield found, f"{path.name}:{node.lineno}"


def test_every_rule_in_the_source_is_explained(lexicon: Lexicon) -> None:
    found = dict(rules_in_source())
    assert len(found) > 20
    known = [row.text("rule") for row in lexicon.table("ontology/rules")]
    unexplained = {
        rule: where
        for rule, where in found.items()
        if rule_row(rule, lexicon) is None and not (rule.endswith(".x") and any(k.startswith(rule[:-1]) for k in known))
    }
    assert not unexplained, "describe these in data/ontology/rules.tsv"


def test_every_rule_that_a_reading_names_is_explained(
    lexicon: Lexicon, parse: Callable[..., tuple[Article, Layout, Parse]]
) -> None:
    article, layout, parsed = parse(SAMPLE)
    reading = read_parsed(article, layout, parsed, lexicon)
    dates = find_dates(parsed, article.published, lexicon)
    scopes = find_scopes(parsed, lexicon, dates, article.published)
    rules = [s.rule for s in reading.statements] + [d.rule for d in dates] + [scopes.status(t.i)[1] for t in parsed.tokens]
    rules += [part for e in reading.events for part in e.rule.split("+")]
    assert {r.partition(".")[0] for r in rules} >= {"verb", "stances", "verbs", "scope"}
    assert sorted({r for r in rules if rule_row(r, lexicon) is None}) == []


def test_a_rule_shows_the_row_it_is_named_after(lexicon: Lexicon) -> None:
    found = explain("stances.intend.ready+verbs.040.meet", lexicon)
    assert found.kind == "rule"
    assert any(line.startswith("data/events/stances.tsv:") for line in found.lines)
    assert any(line.startswith("data/events/verbs.tsv:") for line in found.lines)


@pytest.mark.parametrize("word", ["future", "GOV", "RUS"])
def test_what_stands_in_rows_everywhere_lists_none(word: str, lexicon: Lexicon) -> None:
    assert not any("rows of the lexicon" in line for line in explain(word, lexicon).lines)


def test_a_type_lists_the_ledger_kinds_that_it_may_open(lexicon: Lexicon) -> None:
    opens = next(line for line in explain("AGREE", lexicon).lines if line.startswith("May open in the ledger: "))
    assert "" not in opens.partition(": ")[2].split(", ")
