"""What ``detente explain`` says."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import LookupFailed
from detente.events.ontology import load_ontology
from detente.explain import explain, list_types
from detente.lexicon import Lexicon


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


@given(st.text())
def test_any_word_is_explained_or_refused(lexicon: Lexicon, word: str) -> None:
    with suppress(LookupFailed):
        assert explain(word, lexicon).title
