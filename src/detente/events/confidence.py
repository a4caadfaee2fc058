"""How sure an event is: the share of events like it that were right, among those that people had read.

A small network (one hidden layer) sees what the encoder of the statement model makes of the trigger, and what the tables found
around it. What is more often wrong than right by far is left out. Fitted by ``detente train event-confidence``; without a
model an event keeps the confidence of its rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from detente.errors import SettingError
from detente.language.parse import Parse
from detente.records import Event, Participant, Status

Floats = NDArray[np.float32]

# An event less sure is left out: on the dev parts none such was right. More would cost right events of the seed article
# (decision 13).
LEAST = 0.15
UNWEIGHED = "obligations."  # too few of what is said to be due were among those read, so such an event stays as sure as its rule
TYPES = tuple(
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION SUPPORT"
    " THREATEN".split()
)
STANCES = ("intend", "demand", "appeal", "refuse", "threaten")
RULES = ("verbs", "nouns", *(f"stances.{stance}" for stance in STANCES))
SECTORS = ("GOV", "MIL", "REB", "BUS", "JRN", "CVL", "JUD")
_ARRAYS = ("mean", "scale", "hidden", "hidden_bias", "out", "out_bias")


@dataclass(frozen=True, slots=True)
class EventNetwork:
    """The weights of the network: ``mean`` and ``scale`` [features], ``hidden`` [features, units], ``out`` [units]."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: np.float32

    @classmethod
    def load(cls, path: Path) -> "EventNetwork":
        """Read the weights; raises SettingError where the file is broken."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return cls(*(arrays[name].astype(np.float32) for name in _ARRAYS))
        except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
            raise SettingError(f"{path}: no weights of events ({error}). Train them: detente train event-confidence.") from error

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez(path, **{name: getattr(self, name) for name in _ARRAYS})

    def __call__(self, described: Floats) -> Floats:
        """Map what describes events, [events, features], to the share of such that are right, [events]."""
        units = np.maximum(((described - self.mean) / self.scale) @ self.hidden + self.hidden_bias, 0.0)
        scores = units @ self.out + self.out_bias
        shares: Floats = 1.0 / (1.0 + np.exp(-scores))
        return shares


def weigh_events(
    parse: Parse, events: Sequence[Event], seen: Iterable[tuple[Sequence[int], Floats]], network: EventNetwork
) -> tuple[Event, ...]:
    """Return the events with their confidence, without those that are hardly ever right.

    ``seen`` gives the token indices and the states [words, width] of each window that the encoder has read.
    """
    if not events:
        return ()
    states = {i: state for words, window in seen for i, state in zip(words, window, strict=True)}
    shares = network(np.stack([describe_event(parse, event, states) for event in events]))
    weighed = [
        event if event.rule.startswith(UNWEIGHED) else replace(event, confidence=round(float(share), 3))
        for event, share in zip(events, shares, strict=True)
    ]
    return tuple(event for event in weighed if event.confidence >= LEAST)


def describe_event(parse: Parse, event: Event, states: dict[int, Floats]) -> Floats:
    """Describe an event in numbers: what the tables found, then the mean state of its trigger's words (zeros for none)."""
    known = [states[i] for span in event.trigger.spans for i in parse.within(span) if i in states]
    width = len(next(iter(states.values()))) if states else 0
    state = np.mean(known, axis=0) if known else np.zeros(width)
    words = len(parse.within(event.sentence))
    start = event.trigger.spans[0].start
    ahead = [side[0].spans[0].start - start if side and side[0].spans else 0 for side in (event.actors, event.recipients)]
    found = [
        *(event.type == name for name in TYPES),
        *(event.status is status for status in Status),
        event.symmetric,
        event.claimed_by is not None,
        *(event.rule.startswith(rule) for rule in RULES),
        *_describe_side(event.actors),
        *_describe_side(event.recipients),
        event.confidence,
        words / 40,
        *(np.log1p(abs(far)) / 5 for far in ahead),
        *(far < 0 for far in ahead),
    ]
    return np.concatenate([np.asarray(found, np.float32), np.asarray(state, np.float32)])


def _describe_side(side: Sequence[Participant]) -> list[bool]:
    sector = side[0].sector if side else None
    return [not side, len(side) > 1, bool(side and side[0].country), *(sector == name for name in SECTORS)]
