"""``detente train confidence``: fit the weights of ``detente.statements.confidence`` on articles kept from training."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import TrainingError
from detente.evaluation.attribution import right_attributions
from detente.language.layout import lay_out
from detente.language.parse import Parser
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Article
from detente.statements.confidence import FEATURES, describe_doubts
from detente.statements.join import join
from detente.statements.lexis import build_lexis
from detente.statements.nest import settle
from detente.statements.quoted import place_quotes
from detente.statements.rules import draft_statements
from detente.statements.tagger import Model, encode, propose
from detente.statements.tree import to_spans
from detente.training.held_out import held_out

_RIDGE = 1.0  # of a penalty on all weights but the bias
_ROUNDS = 50


def held_out_rows(path: Path) -> list[dict[str, Any]]:
    """Return the articles of the research corpus that no model was trained on."""
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path}: cannot be read ({error}). JSON lines with text and statements are wanted.") from error
    kept = [r for r in rows if held_out(r["id"])]
    if not kept:
        raise TrainingError(f"{path}: none of its {len(rows)} articles is kept from training.")
    return kept


def fit_confidence(rows: Iterable[Mapping[str, Any]], parser: Parser, model: Model, lexicon: Lexicon) -> dict[str, float]:
    """Return the weight of each feature; statements inside another one do not count, since the corpus marks none."""
    described: list[tuple[float, ...]] = []
    right: list[bool] = []
    lexis = lexicon.index(build_lexis)
    for row in rows:
        article = Article(str(row["id"]), str(row["text"]))
        layout = lay_out(article)
        parse = next(iter(parser([(article.text, layout)])))
        placed = place_quotes(parse, find_quotes(article.text, layout), layout)
        drafts = draft_statements(layout, parse, placed, lexis)
        pairs = join(parse, placed, drafts, propose(parse, placed, drafts, model, encode(parse, placed, model)))
        proposals = {id(draft): proposal for draft, proposal in pairs}
        outer = [draft for draft, parent in settle(parse, [d for d, _ in pairs]) if parent is None]
        found = [
            {"source": to_spans(parse, d.source), "cue": [parse.span(*c) for c in d.cue], "content": d.content} for d in outer
        ]
        for draft, is_right in zip(outer, right_attributions(parse, row["statements"], found), strict=True):
            proposal = proposals.get(id(draft))
            if proposal is not None:
                described.append(describe_doubts(parse, draft, proposal))
                right.append(is_right)
    weights = logistic(np.asarray(described), np.asarray(right, np.float64))
    return {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)}


def logistic(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a ridge logistic regression by Newton's method; the first column is the bias."""
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], _RIDGE)
    penalty[0] = 0.0
    for _ in range(_ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(x @ weights)))
        gradient = x.T @ (chance - y) + penalty * weights
        curve = (x * (chance * (1.0 - chance))[:, None]).T @ x + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, gradient)
    return weights


def write_weights(weights: Mapping[str, float], said: Sequence[str], path: Path) -> None:
    """Write the table, with comment lines that say what it was fitted on."""
    lines = [f"# {line}" for line in said] + ["feature\tweight"] + [f"{name}\t{weights[name]}" for name in sorted(weights)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
