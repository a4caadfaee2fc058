"""Fit the weights of ``ontology/ledger_sides``: python bench/ledger_sides.py.

What statements of the bank (parts train and dev) and of its drafts put on the table is paired with the gold entry, in the drafts
with the gold event, of the same words and the same author; before whom that one was put is the choice that a conditional logit
(McFadden 1974) explains by the signs of each side. Prints the weights, and how often the side was right where the article was
left out of the fit.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from detente.actors.cast import Cast
from detente.evaluation.bank import _side
from detente.evaluation.run import _article
from detente.events.before_whom import find_signs
from detente.events.ledger import look_around
from detente.events.stated import put_by_statements
from detente.language.layout import lay_out
from detente.pipeline import Pipeline, load
from detente.records import LedgerKind, Span

TYPES = ("AGREE", "CONCEDE", "REJECT", "REQUEST", "SANCTION", "THREATEN")  # of events that tell what is put on the table
SIGNS = (
    *("asked", "event", "event without", "hearer", "hearer without country", "in content", "listener", "near"),
    *("nobody", "nobody though heard", "several", "share"),
)
PRIOR = 1.0  # the precision of the normal prior of each weight
RESERVE = 0.45  # added to the weights of what claims no country: more sides are right, and fewer countries are named wrongly
RESERVED = np.array([sign in ("nobody", "hearer without country") for sign in SIGNS]) * RESERVE
FOLDS = 8
Choice = tuple[str, np.ndarray, int | None]  # article, signs of each side, which is right (None: none)


def main() -> None:
    """Fit and print."""
    choices = list(find_choices())
    names = sorted({name for name, *_ in choices})
    right = 0
    for fold in range(FOLDS):
        held = {name for n, name in enumerate(names) if n % FOLDS == fold}
        weights = fit([c for c in choices if c[0] not in held]) + RESERVED
        right += sum(int(np.argmax(x @ weights)) == chosen for name, x, chosen in choices if name in held)
    print(f"{len(choices)} entries; side right where the article was left out: {right / len(choices):.3f}")
    for sign, weight in zip(SIGNS, fit(choices) + RESERVED, strict=True):
        print(f"{sign}\t{weight:.2f}")


def find_choices() -> Iterator[Choice]:
    """Yield what was put on the table in the gold articles, with the signs of each side before whom it may have been put."""
    pipeline = load()
    for path, drafts in ((Path("bank/bank.jsonl"), False), (Path("bank/drafts/bank.jsonl"), True)):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if drafts or row["part"] in ("train", "dev"):
                yield from _of_article(pipeline, row, drafts=drafts)


def fit(choices: list[Choice]) -> np.ndarray:
    """Return the weights that make the right sides likeliest, by Newton's method."""
    known = [(x, chosen) for _, x, chosen in choices if chosen is not None]
    weights = np.zeros(len(SIGNS))
    for _ in range(25):
        gradient, curvature = -PRIOR * weights, PRIOR * np.eye(len(SIGNS))
        for x, chosen in known:
            p = np.exp(x @ weights - np.max(x @ weights))
            p /= p.sum()
            mean = p @ x
            gradient += x[chosen] - mean
            curvature += (x.T * p) @ x - np.outer(mean, mean)
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


def _of_article(pipeline: Pipeline, row: Mapping[str, Any], *, drafts: bool) -> Iterator[Choice]:
    article = _article(row)
    reading = pipeline.read(article)
    parse = next(iter(pipeline.parser([(article.text, lay_out(article))])))
    cast = Cast(reading.actors, reading.mentions)
    around = look_around(parse, reading.events, cast, pipeline.lexicon, reading.statements)
    left = put_by_statements(around, reading.statements, pipeline.lexicon)
    for kind, by, to, words in _gold(row, drafts=drafts):
        for put in left:
            spans = [parse.span(put.cue, put.cue + 1)] if drafts else put.what.spans
            if frozenset(put.by) == by and kind in (None, put.kind) and any(s.overlaps(words) for s in spans):
                left.remove(put)
                hung = LedgerKind.OFFER if put.kind is LedgerKind.CONDITION else put.kind
                signs = find_signs(around, around.statements[put.statement], put.by, (put.cue, put.root), hung)
                sides = [frozenset(side) for side in signs]
                x = np.array([[found.get(sign, 0.0) for sign in SIGNS] for found in signs.values()])
                yield row["id"], x, sides.index(to) if to in sides else None
                break


def _gold(row: Mapping[str, Any], *, drafts: bool) -> Iterator[tuple[str | None, frozenset[str], frozenset[str], Span]]:
    """Yield kind (None: unknown), author, side and first words."""
    if not drafts:
        for entry in row["ledger"]:
            yield entry["kind"], _side(row, entry["by"]), _side(row, entry["to"]), Span(*entry["what"][0][:2])
        return
    for event in row["events"]:
        if event["type"] in TYPES and not event["symmetric"]:
            yield None, _side(row, event["actors"]), _side(row, event["recipients"]), Span(*event["trigger"][0][:2])


if __name__ == "__main__":
    main()
