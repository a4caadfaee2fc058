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
from detente.events.confidence import EventNetwork, bring_to_scale
from detente.events.traits import describe_event
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
_EPOCHS, _BATCH, _RATE, _DECAY, _DROPOUT = 15, 64, 1e-3, 0.05, 0.5  # the rate falls to nothing along half a cosine
_ARTICLE = 2  # times an event of an article counts: there are few of them, and they are nearest to what is read


@dataclass(frozen=True, slots=True)
class Judged:
    """Proposals of the tables: what describes each, [events, features], whether it is right, and how often it counts."""

    described: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: NDArray[np.float32]


def read_gold(paths: Iterable[Path], parts: tuple[str, ...], texts: Path | None = None) -> list[Row]:
    """Read the rows of the given parts; judged rows take text and day, by ``id``, from the JSON lines of ``texts``.

    Raises TrainingError where a file cannot be read, or a text is missing.
    """
    rows: list[Row] = []
    known = {row["id"]: row for row in _read_lines(texts, ("id", "text"))} if texts else {}
    for path in paths:
        rows += [_with_text(row, known) for row in _read_lines(path, ("part",)) if row["part"] in parts]
    if not rows:
        raise TrainingError(f"Nothing to fit to: no row is of part {' or '.join(parts)}.")
    return rows


def _read_lines(path: Path, keys: tuple[str, ...]) -> list[Row]:
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        return [{**row, **{key: row[key] for key in keys}} for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            f"{path}: cannot be read ({error!r}). JSON lines are wanted: gold with part, text and events, texts with id and text."
        ) from error


def _with_text(row: Row, known: Mapping[str, Row]) -> Row:
    if "text" in row:
        return row
    if row["id"] not in known:
        raise TrainingError(f"The text of {row['id']} is missing. Name the JSON lines with id, text and published: --texts FILE.")
    return {**row, "text": known[row["id"]]["text"], "published": known[row["id"]].get("published")}


def judge_events(rows: Iterable[Row], pipeline: Pipeline) -> Judged:
    """Code the texts by the tables, and tell which of the events found are right."""
    if pipeline.model is None:
        raise TrainingError("There is no statement model whose states could describe events. Name one with the setting 'model'.")
    described, right, weight = [], [], []
    by_text: dict[str, list[Row]] = {}
    for row in rows:
        by_text.setdefault(row["text"], []).append(row)
    for text, told in by_text.items():
        article = make_article(text, title=told[0].get("title"), published=told[0].get("published"))
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
    if not described:
        raise TrainingError("The tables propose nothing in these texts of which is known whether it is right.")
    return Judged(np.stack(described), np.array(right), np.array(weight, np.float32))


def right_events(told: list[Row], reading: Reading) -> Sequence[bool | None]:
    """Tell of each event of a reading whether the gold of its text has it; None where nobody has judged."""
    first = told[0]
    if "judged" in first:
        return [_verdict_on(e, first["judged"]) for e in reading.events]
    if "statements" in first:
        return bank.right_events(first, reading_to_dict(reading))
    if "events" in first:
        return coding.right_events(first, reading_to_dict(reading))
    return [any(_is_told(row, event) for row in told) for event in reading.events]


def _verdict_on(event: Event, judged: Iterable[Row]) -> bool | None:
    """Tell what people said of an event; None where they saw another one: the tables have changed since."""
    for said in judged:
        if (said["type"], said["trigger"][0][0]) != (event.type, event.trigger.spans[0].start):
            continue
        verdict = said["verdict"]
        same = {"actor": _names(event.actors) == said["actors"], "recipient": _names(event.recipients) == said["recipients"]}
        if verdict in ("no-event", "type") or same.get(verdict):
            return False
        if verdict in same or not all(same.values()):
            continue
        if verdict == "status" and event.status not in (said["status"], said.get("should")):
            continue
        return event.status == (said["status"] if verdict == "right" else said.get("should"))
    return None


def _names(side: tuple[Participant, ...]) -> list[str | None]:
    return [p.country or p.name for p in side]


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
    x = torch.tensor(bring_to_scale(judged.described, mean, scale))
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
    pace = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, _EPOCHS * -(-len(x) // _BATCH))
    for batch in _batches(len(x)):
        scores = network(nn.functional.dropout(x[batch], _DROPOUT))[:, 0]
        loss = nn.functional.binary_cross_entropy_with_logits(scores, y[batch], weight[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        pace.step()
    return network


def _batches(size: int) -> Iterator[torch.Tensor]:
    for _ in range(_EPOCHS):
        order = torch.randperm(size)
        yield from order.split(_BATCH)


def area_under_curve(shares: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """Return the chance that a right event is more trusted than a wrong one."""
    good, bad = shares[right], shares[~right]
    return float(((good[:, None] > bad) + 0.5 * (good[:, None] == bad)).mean()) if len(good) and len(bad) else float("nan")
