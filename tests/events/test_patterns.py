"""The tables of events, as the stage sees them."""

from detente.events.ontology import load_ontology
from detente.events.patterns import build_patterns
from detente.lexicon import Lexicon

HELPERS = {"any", "none", "any_or_none", "actor", "state", "self", "person_actor"}


def test_every_class_that_a_verb_asks_for_exists(lexicon: Lexicon) -> None:
    known = {row.text("class") for row in lexicon.table("events/nouns")} | HELPERS
    missing = [(row.where, name) for row in lexicon.table("events/verbs") for name in row.list("object") if name not in known]
    assert not missing


def test_the_tables_are_broad(lexicon: Lexicon) -> None:
    patterns = build_patterns(lexicon)
    assert sum(len(rows) for rows in patterns.verbs.values()) >= 900
    roots = {row.code[:2] for rows in patterns.verbs.values() for row in rows}
    assert {f"{n:02d}" for n in range(3, 21)} <= roots


def test_every_composition_gives_a_code(lexicon: Lexicon) -> None:
    codes = load_ontology(lexicon).codes
    assert not [code for code in build_patterns(lexicon).compositions.values() if code not in codes and code not in ("", "=")]


def test_a_stance_takes_the_longest_prefix(lexicon: Lexicon) -> None:
    patterns = build_patterns(lexicon)
    assert patterns.compose("intend", "0841") == "0353"  # release persons
    assert patterns.compose("intend", "070") == "033"  # aid in general
    assert patterns.compose("aspect", "190") == "190"  # to begin is to do
    assert not patterns.compose("stop", "03")  # to stop intending is no event
