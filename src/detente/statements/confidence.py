"""How sure a joined statement is: the chance that its content and its source are right, from the model's own doubts.

A logistic regression on what the model says of a candidate; its weights are a table (``data/statements/calibration.tsv``)
fitted on articles that the model was not trained on (``detente train confidence``). "Right" is the link measure of
``detente.evaluation.attribution``.
"""

import math
from collections.abc import Mapping

from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.statements.draft import Draft
from detente.statements.tagger import Proposal
from detente.statements.windows import tokens_in, tokens_of

FEATURES = ("bias", "cued", "stated", "content", "edges", "source", "sourceless", "drafted", "prior", "long")
_SURE = 6.0  # log odds beyond which nothing more is learned: .9975


def calibration(lexicon: Lexicon) -> Mapping[str, float]:
    """Read the weights; use as ``lexicon.index(calibration)``."""
    return {row.text("feature"): row.number("weight") or 0.0 for row in lexicon.table("statements/calibration")}


def confidence_of(parse: Parse, draft: Draft, proposal: Proposal, weights: Mapping[str, float]) -> float:
    """Return the chance that a statement is right, to two digits, never quite 0 or 1."""
    odds = sum(weights[name] * value for name, value in zip(FEATURES, describe_doubts(parse, draft, proposal), strict=True))
    return round(min(0.99, max(0.01, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))))), 2)


def describe_doubts(parse: Parse, draft: Draft, proposal: Proposal) -> tuple[float, ...]:
    """Return the values of ``FEATURES``, in their order: log odds of cue, statement, content words and source, and the rest.

    *edges* counts the doubtful words of the window against the words of the content; *prior* is the log odds of the rule's own
    confidence, 0 where no rule drafted it; *long* is the logarithm of the number of content words.
    """
    content = tokens_of(parse, draft.content)
    source = tokens_in(draft.source)
    inside = [p for i, p in zip(proposal.words, proposal.content, strict=True) if i in content]
    spoken = [p for i, p in zip(proposal.words, proposal.source, strict=True) if i in source]
    doubt = sum(p * (1.0 - p) for p in (*proposal.content, *proposal.source))
    nobody = math.prod(1.0 - p for p in proposal.source)
    drafted = proposal.candidate.draft is not None
    return (
        1.0,
        _odds(proposal.cued),
        _odds(proposal.stated),
        _odds(sum(inside) / len(inside)) if inside else 0.0,
        doubt / max(3, len(content)),
        _odds(max(spoken) if spoken else nobody),
        float(not source),
        float(drafted),
        _odds(draft.confidence) if drafted else 0.0,
        math.log(1 + len(content)),
    )


def _odds(chance: float) -> float:
    return max(-_SURE, min(_SURE, math.log(max(chance, 1e-9) / max(1.0 - chance, 1e-9))))
