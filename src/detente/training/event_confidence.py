"""``detente train event-confidence``: fit ``detente.events.confidence`` to events that people have read.

Whatever gold says which events a text tells will do: articles of the bank, relation rows, sentences for CAMEO codes. The tables
propose, and each proposal is right or wrong. Of news, whose texts belong to others, people have judged proposals one by one
(``bank/judged.jsonl``); there only those count that have been judged.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from detente.errors import TrainingError
from detente.evaluation import bank, coding
from detente.events.confidence import EventNetwork, describe_event
from detente.language.layout import lay_out
from detente.language.quotes import find_quotes
from detente.output import reading_to_dict
from detente.pipeline import Pipeline, read_parsed
from detente.reading.article import make_article
from detente.records import Event, Participant, Reading
from detente.statements.find import encode_article

Row = Mapping[str, Any]
_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_UNITS, _NETWORKS = 64, 3  # the logits of so many small networks are averaged, which makes one three times as wide
_EPOCHS, _BATCH, _RATE, _DECAY, _DROPOUT = 15, 64, 1e-3, 0.05, 0.3
_ARTICLE = 2  # times an event of an article counts: there are few of them, and they are nearest to what is read


@dataclass(frozen=True, slots=True)
class Judged:
    """Proposals of the tables: what describes each, [events, features], whether it is right, and how often it counts."""

    described: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: NDArray[np.float32]


def read_gold(paths: Iterable[Path], parts: tuple[str, ...], texts: Path | None = None) -> list[Row]:
    """Read the rows of the given parts; judged rows take their texts, by ``id``, from the JSON lines of ``texts``.

    Raises TrainingError where a file cannot be read, or a text is missing.
    """
    rows: list[Row] = []
    known = {r["id"]: r["text"] for r in map(json.loads, texts.read_text("utf-8").splitlines())} if texts else {}
    for path in paths:
        try:
            found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
            rows += [_with_text(r, known) for r in found if r["part"] in parts]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TrainingError(
                f"{path}: cannot be read ({error!r}). JSON lines with part, text and events are wanted."
            ) from error
    if not rows:
        raise TrainingError(f"Nothing to fit to: no row is of part {' or '.join(parts)}.")
    return rows


def _with_text(row: Row, known: Mapping[str, str]) -> Row:
    if "text" in row:
        return row
    if row["id"] not in known:
        raise TrainingError(f"The text of {row['id']} is missing. Name the JSON lines with id and text: --texts FILE.")
    return {**row, "text": known[row["id"]]}


def judge_events(rows: Iterable[Row], pipeline: Pipeline) -> Judged:
    """Code the texts by the tables, and tell which of the events found are right."""
    if pipeline.model is None:
        raise TrainingError("There is no statement model whose states could describe events. Name one with the setting 'model'.")
    described, right, weight = [], [], []
    by_text: dict[str, list[Row]] = {}
    for row in rows:
        by_text.setdefault(row["text"], []).append(row)
    for text, told in by_text.items():
        article = make_article(text, title=told[0].get("title"))
        layout = lay_out(article)
        parse = next(iter(pipeline.parser([(article.text, layout)])))
        seen = encode_article(layout, parse, find_quotes(article.text, layout), pipeline.model)
        reading = read_parsed(article, layout, parse, pipeline.lexicon, model=pipeline.model, encoded=seen)
        states = {i: s for e in seen for i, s in zip(e.window.words, e.states, strict=True)}
        for event, is_right in zip(reading.events, right_events(told, reading), strict=True):
            if is_right is not None:
                described.append(describe_event(parse, event, states))
                right.append(is_right)
                weight.append(_ARTICLE if "statements" in told[0] or "judged" in told[0] else 1)
    return Judged(np.stack(described), np.array(right), np.array(weight, np.float32))


def right_events(told: list[Row], reading: Reading) -> Sequence[bool | None]:
    """Tell of each event of a reading whether the gold of its text has it; None where nobody has judged."""
    first = told[0]
    if "judged" in first:
        judged = {(e["type"], e["trigger"][0][0]): e["right"] for e in first["judged"]}
        return [judged.get((e.type, e.trigger.spans[0].start)) for e in reading.events]
    if "statements" in first:
        return bank.right_events(first, reading_to_dict(reading))
    if "events" in first:
        return coding.right_events(first, reading_to_dict(reading))
    return [any(_is_told(row, event) for row in told) for event in reading.events]


def _is_told(row: Row, event: Event) -> bool:
    """Tell whether a relation row has the event: its type, with both parties in their places."""
    if _MERGED.get(row["type"], row["type"]) != _MERGED.get(event.type, event.type):
        return False
    ways = [(event.actors, event.recipients), (event.recipients, event.actors)][: 1 + event.symmetric]
    return any(_stands_at(a, row["source"]) and (_stands_at(r, row["target"]) if row["target"] else not r) for a, r in ways)


def _stands_at(side: tuple[Participant, ...], span: list[int]) -> bool:
    return any(s.start < span[1] and span[0] < s.end for p in side for s in p.spans)


def fit_network(judged: Judged, seed: int) -> EventNetwork:
    """Fit the network; the same seed gives the same weights on the same machine."""
    mean, scale = judged.described.mean(0), judged.described.std(0) + 1e-3
    x = torch.tensor((judged.described - mean) / scale)
    y, weight = torch.tensor(judged.right, dtype=torch.float32), torch.tensor(judged.weight)
    parts = [_fit_one(x, y, weight, seed + k) for k in range(_NETWORKS)]
    arrays = [[p.detach().numpy() for p in part.parameters()] for part in parts]
    hidden, hidden_bias, out, out_bias = zip(*arrays, strict=True)
    return EventNetwork(
        mean.astype(np.float32),
        scale.astype(np.float32),
        np.concatenate(hidden).T.copy(),
        np.concatenate(hidden_bias),
        np.concatenate([o[0] / np.float32(_NETWORKS) for o in out]),
        np.float32(np.mean(out_bias)),
    )


def _fit_one(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    network = nn.Sequential(nn.Linear(x.shape[1], _UNITS), nn.ReLU(), nn.Dropout(_DROPOUT), nn.Linear(_UNITS, 1))
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    for batch in _batches(len(x)):
        scores = network(nn.functional.dropout(x[batch], _DROPOUT))[:, 0]
        loss = nn.functional.binary_cross_entropy_with_logits(scores, y[batch], weight[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return network


def _batches(size: int) -> Iterator[torch.Tensor]:
    for _ in range(_EPOCHS):
        order = torch.randperm(size)
        yield from order.split(_BATCH)


def area_under_curve(shares: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """Return the chance that a right event is more trusted than a wrong one."""
    good, bad = shares[right], shares[~right]
    return float(((good[:, None] > bad) + 0.5 * (good[:, None] == bad)).mean()) if len(good) and len(bad) else float("nan")
